"""Lockout: five wrong passphrases in a row, then an administrator must help.

Tries are counted, not timed, in two small files: one beside the bag and one in the user's own state folder, so
that deleting either changes nothing. Each file is a mark of 16 hexadecimal digits and then one `x` for each
try. A try is written down before it is made, in one appending write, so neither killing the program nor
running two at once gives a sixth. An administrator cannot reach another person's state folder; unlocking
writes a new mark beside the bag, and tries under an older mark no longer count.

A try that was wrong is counted once more in a third file, for the person it was tried on: right tries and unlocking
leave it as it is, until they were told.

This slows a person at the keyboard. Against someone who copies the folder only the passphrase stands.
"""

import contextlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from registry.domain.errors import NotAllowed, NotFound, NotPermitted, Refused, StorageFailed
from registry.files import PRIVATE_FILE, disk_errors, make_private_folder, read_regular, write_private

MOST_TRIES = 5

_FORM = re.compile(rb"(?P<mark>[0-9a-f]{16})(?P<tries>x*)")
_MARK = 16
_LIMIT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class TryCounter:
    """Counts the tries at one bag. `beside` is the file by the bag, `state` the one in the user's state folder."""

    beside: Path
    state: Path
    user: str

    def left(self) -> int:
        """Return how many tries are left, 0 to 5. Raises `StorageFailed` when a counter cannot be read."""
        here, there = _read(self.beside), _read(self.state)
        if here is None or there is None:
            counts = [one[1] for one in (here, there) if one is not None]
        else:
            counts = [here[1], there[1]] if here[0] == there[0] else [here[1]]
        return max(0, MOST_TRIES - max(counts, default=0))

    def require(self) -> None:
        """Raise `NotPermitted` when five were wrong already; nothing is counted."""
        if self.left() == 0:
            raise self._locked_out()

    def begin_try(self) -> None:
        """Write down that a passphrase is about to be tried.

        Raises `NotPermitted` when five were wrong already, and `StorageFailed` when it cannot be written down.
        """
        self.require()
        self._agree()
        if max(_append(self.beside), _append(self.state)) > MOST_TRIES:
            raise self._locked_out()

    def was_wrong(self) -> None:
        """Count a try as one that the person is to be told of. Raises `StorageFailed`."""
        _append(_told_of(self.beside), creating=True)

    def passed(self) -> None:
        """Forget the tries: the passphrase was right. Raises `StorageFailed`."""
        for path in (self.beside, self.state):
            with disk_errors("The count of passphrase tries could not be cleared"):
                os.truncate(path, _MARK)

    def _agree(self) -> None:
        """Give both files one mark: the one beside the bag, or the state folder's when that one is missing."""
        here, there = _read(self.beside), _read(self.state)
        if here is None:
            mark, tries = there or (_new_mark(), 0)
            # Another process may be first; its mark and tries then stand.
            with contextlib.suppress(NotAllowed):
                write_private(self.beside, mark + b"x" * tries)
            here = _read(self.beside) or (mark, tries)
        if there is None or there[0] != here[0]:
            make_private_folder(self.state.parent)
            write_private(self.state, here[0] + b"x" * here[1], replace=True)

    def _locked_out(self) -> NotPermitted:
        return NotPermitted(
            f"{self.user} is locked out after {MOST_TRIES} wrong passphrases, until an administrator ends it.",
            hint=unlock_hint(self.user),
        )


def unlock_hint(user: str) -> str:
    """Return what a user that is locked out says to whom: where the only administrator is, to who has the recovery key.

    It lasts until then, however long: tries are counted and not timed.
    """
    return (
        f"Waiting does not. Say to an administrator: \u201cI am locked out, please run throughcare user unlock "
        f"{user}\u201d. Where none can sign in, whoever keeps the recovery key runs throughcare key recover."
    )


def clear_tries(beside: Path) -> None:
    """Unlock: start a new count under a new mark beside the bag. Raises `StorageFailed`."""
    write_private(beside, _new_mark(), replace=True)


def take_wrong(beside: Path) -> int:
    """Return how many wrong tries the person was not told of yet, and forget them. Raises `StorageFailed`."""
    path = _told_of(beside)
    with disk_errors("The count of wrong passphrases could not be read"):
        try:
            many = os.lstat(path).st_size
        except FileNotFoundError:
            return 0
        path.unlink(missing_ok=True)
    return many


def _told_of(beside: Path) -> Path:
    return beside.with_suffix(".wrong")


def _new_mark() -> bytes:
    return secrets.token_hex(_MARK // 2).encode()


def _read(path: Path) -> tuple[bytes, int] | None:
    try:
        found = _FORM.fullmatch(read_regular(path, _LIMIT))
    except NotFound:
        return None
    except Refused:
        found = None
    if found is None:
        raise StorageFailed(
            f"The count of passphrase tries in {path.name} is damaged.",
            hint="An administrator can unlock the user; then remove the damaged file.",
        )
    return found["mark"], len(found["tries"])


def _append(path: Path, *, creating: bool = False) -> int:
    """Add one try in a single appending write and return its place in the row, counted from 1."""
    with disk_errors("The passphrase try could not be written down"):
        how = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC | (os.O_CREAT if creating else 0)
        handle = os.open(path, how, PRIVATE_FILE)
        try:
            os.write(handle, b"x")
            os.fsync(handle)
            # Where this write ended, not how long the file is by now: others may have tried since.
            return os.lseek(handle, 0, os.SEEK_CUR) - _MARK
        finally:
            os.close(handle)
