"""A mark in a folder that says its maker still lives: a file that is held locked, and let go with the process.

However a process ends, the system takes its lock away; so who finds the mark unlocked knows that its maker is gone.
"""

import contextlib
import fcntl
import os
import re
import secrets
import time
from pathlib import Path

from registry.files import PRIVATE_FILE, TEMPORARY_SUFFIX, disk_errors

ENDING = ".living"
LEFT_AFTER = 600.0  # Seconds: no write of a few kilobytes takes that long, so its maker was killed within it.
_NAME = re.compile(r"[0-9a-f]{16}")


class LifeMark:
    """One maker's mark. It is set when it is first needed, and stands until it is let go or the process ends."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self._path: Path | None = None
        self._handle: int | None = None

    def set_in(self, folder: Path) -> None:
        """Set the mark in a folder that is there. Raises StorageFailed. Nothing happens where it stands already."""
        if self._handle is not None:
            return
        path = folder / f"{self.name}{ENDING}"
        being_made = path.with_suffix(TEMPORARY_SUFFIX)
        with disk_errors("What was typed could not be kept as this terminal's own"):
            handle = os.open(being_made, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
            try:
                # Locked before it has its name: nobody ever finds it unlocked while its maker lives.
                fcntl.flock(handle, fcntl.LOCK_EX)
                being_made.rename(path)
            except OSError:
                os.close(handle)
                raise
        self._path, self._handle = path, handle

    def let_go(self) -> None:
        """Take the mark away. Nothing happens where it was never set; a disk that fails here changes nothing."""
        if self._handle is not None and self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
        self._path = self._handle = None


def lives(folder: Path, name: str) -> bool:
    """Return whether the maker of the mark of this name lives; a mark whose maker is gone is taken away."""
    if not _NAME.fullmatch(name):
        return False
    path = folder / f"{name}{ENDING}"
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        with contextlib.suppress(OSError):
            path.unlink()
        return False
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Take away what makers that were killed left in a folder: their marks, and what they had half written."""
    for mark in folder.glob(f"*{ENDING}"):
        lives(folder, mark.stem)
    for part in folder.glob(f"*{TEMPORARY_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - part.lstat().st_mtime > LEFT_AFTER:
                part.unlink()
