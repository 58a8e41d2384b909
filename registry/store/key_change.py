"""Changing the database key: everything new is made ready in a folder of its own, decided in one line, then exchanged.

Never in place: a process that had the file open would go on writing to the old one. Whoever calls holds the home's
lock alone. Until the line is on the disk the old state stands and `settle_key_change` removes what was made ready;
from then on the new state stands and it finishes the exchange. It needs no key, so whoever opens the home next does it.
"""

import os
import shutil
from pathlib import Path

from registry.domain.errors import NotFound, StorageFailed
from registry.files import TEMPORARY_SUFFIX, disk_errors, make_private_folder, read_regular, sync_folder, write_private
from registry.store.backup import KEYS
from registry.store.engine import DATABASE_NAME

READY_NAME = "key-change"
INTENT_NAME = "key-change.intent"
MARK_NAME = "mark"
"""Beside the new files of a home on a server: the id that the change's audit row bears there."""

# The sealed key before its list, as they are read; the database last.
_EXCHANGED = (*KEYS, "unit-key.age", DATABASE_NAME)
_INTENT = b"The files in key-change take the place of those of this home.\n"
_BESIDE = ("-wal", "-shm")


def key_change_pending(home: Path) -> bool:
    """True when a key change was begun and neither finished nor undone."""
    return (home / READY_NAME).exists() or (home / INTENT_NAME).exists()


def begin_key_change(home: Path) -> Path:
    """Make and return the folder in which the new files are made ready. Raises StorageFailed."""
    ready = home / READY_NAME
    make_private_folder(ready)
    return ready


def mark_key_change(home: Path, mark: str) -> None:
    """Say by which id the server will know whether the change was saved there. Raises StorageFailed."""
    write_private(home / READY_NAME / MARK_NAME, mark.encode("ascii"))


def key_change_mark(home: Path) -> str | None:
    """Return the id of a change that was begun on a server, or None where none was, or it was decided already."""
    try:
        return read_regular(home / READY_NAME / MARK_NAME, 100).decode("ascii", "replace")
    except NotFound:
        return None


def decide_key_change(home: Path, *, with_database: bool = True) -> None:
    """Decide for the new files, which are finished and closed. Raises StorageFailed when they are not durable.

    Without a database among them where that is on a server, and was changed there.
    """
    ready = home / READY_NAME
    with disk_errors("The new key could not be saved"):
        for suffix in _BESIDE if with_database else ():
            beside = ready / f"{DATABASE_NAME}{suffix}"
            # Checkpointed and closed, the log is empty or gone; anything in it would be work left behind.
            if suffix == "-wal" and beside.exists() and beside.stat().st_size:
                raise StorageFailed("The new database still has work in its log; nothing was saved.")
            beside.unlink(missing_ok=True)
        if with_database:
            _sync_file(ready / DATABASE_NAME)
        sync_folder(ready)
        sync_folder(home)
    if not (home / INTENT_NAME).exists():
        write_private(home / INTENT_NAME, _INTENT)


def settle_key_change(home: Path) -> None:
    """Finish a key change that was decided, or undo one that was not; nothing is left of either. Raises StorageFailed.

    Repeatable: what was exchanged already is no longer in the folder of new files.
    """
    ready, intent = home / READY_NAME, home / INTENT_NAME
    so = "it stands, and is finished when the home is opened next" if intent.exists() else "nothing was saved"
    with disk_errors("A key change could not be settled", so=so):
        if intent.exists():
            for suffix in _BESIDE:
                (home / f"{DATABASE_NAME}{suffix}").unlink(missing_ok=True)
            for name in _EXCHANGED:
                if (ready / name).exists():
                    (ready / name).replace(home / name)
            if ready.exists():
                sync_folder(ready)
            sync_folder(home)
        for part in home.glob(f".{INTENT_NAME}.*{TEMPORARY_SUFFIX}"):
            part.unlink(missing_ok=True)
        if ready.exists():
            shutil.rmtree(ready)
        intent.unlink(missing_ok=True)
        sync_folder(home)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
