"""The lock on a home: shared while a process has the database open, exclusive while the file itself changes.

Restoring, migrating and changing the database key exchange the file under everyone's feet; a process that had it
open would go on writing to the old one, and its acknowledged work would be lost. The lock belongs to the open
file and ends with the process, however it ends. Its file lists who holds it, for the message only.
"""

import contextlib
import fcntl
import os
import re
import stat
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from registry.domain.errors import Refusal, Refused, StorageFailed
from registry.domain.times import stamp
from registry.files import PRIVATE_FILE, disk_errors

LOCK_NAME = "lock"
WAIT_SECONDS = 10.0

_PAUSE = 0.05
_MOST_NOTES = 16_384
_NOTE = re.compile(r"(?P<pid>[0-9]{1,10}) (?P<since>[0-9TZ:-]{20}) (?P<who>[\x20-\x7e]{1,80})")


@contextlib.contextmanager
def home_lock(
    home: Path, *, exclusive: bool, who: str, now: datetime, wait_seconds: float = WAIT_SECONDS
) -> Iterator[None]:
    """Hold the lock on `home` for the length of the block.

    `who` (an account or user name, up to 80 ASCII characters; others are dropped) and `now` (UTC) are shown to
    whoever waits in vain. Waits up to `wait_seconds`; then raises `StorageFailed` "… is in use by … since …".
    Two locks taken in one process are two holders. Raises `Refused` when something else is named `lock`.
    """
    name = "".join(letter for letter in who if " " <= letter <= "~")[:80] or "someone"
    line = f"{os.getpid()} {stamp(now)} {name}"
    handle = _open(home / LOCK_NAME)
    try:
        _take(handle, home, exclusive=exclusive, wait_seconds=wait_seconds)
        # Alone, whatever else the list says has ended.
        _write(handle, [line] if exclusive else [*_running(handle), line])
        yield
        # The note is for a message only: what was done is saved, and a disk that fails here takes nothing back.
        with contextlib.suppress(StorageFailed):
            _sign_out(handle, line)
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    with disk_errors("The home could not be locked"):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, PRIVATE_FILE)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refused(Refusal.NOT_A_FILE, f"{path.name} is not an ordinary file.")
    return handle


def _take(handle: int, home: Path, *, exclusive: bool, wait_seconds: float) -> None:
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    deadline = time.monotonic() + wait_seconds
    while not _try(handle, kind):
        if time.monotonic() >= deadline:
            raise StorageFailed(
                f"{home.name} is in use by {_holders(handle)}; nothing was saved.",
                hint="Close Throughcare there, or try again later.",
            )
        time.sleep(_PAUSE)


def _try(handle: int, kind: int) -> bool:
    with disk_errors("The home could not be locked"):
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _running(handle: int) -> list[str]:
    """Return the lines of processes that have not ended. Two at once may lose a line; no more hangs on it."""
    return [hit.string for hit in _notes(handle) if _is_running(int(hit["pid"]))][-100:]


def _sign_out(handle: int, line: str) -> None:
    _write(handle, [hit.string for hit in _notes(handle) if hit.string != line])


def _write(handle: int, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines).encode("ascii")
    with disk_errors("The home could not be locked"):
        os.ftruncate(handle, 0)
        os.pwrite(handle, text, 0)


def _holders(handle: int) -> str:
    running = [f"{hit['who']} since {hit['since']}" for hit in _notes(handle) if _is_running(int(hit["pid"]))]
    return ", ".join(dict.fromkeys(running)) or "another process"


def _notes(handle: int) -> list[re.Match[str]]:
    with disk_errors("The lock could not be read"):
        text = os.pread(handle, _MOST_NOTES, 0).decode("ascii", "replace")
    return [hit for line in text.split("\n") if (hit := _NOTE.fullmatch(line))]


def _is_running(pid: int) -> bool:
    """True when a process has this number; one of another user cannot be signalled but is there."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return pid != 0
