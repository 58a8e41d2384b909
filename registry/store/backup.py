"""Backups: a copy of the home that has been restored once before it counts.

A backup is a folder: the database as one snapshot under the same key, the bags and sealed keys as they are, and
the manifest. It is made beside its destination, restored into a scratch folder, checked there, marked as
proven, and only then given its name; a restored home takes its name in the same way. Whoever calls holds the
home's lock, shared.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, inspect, quoted_name, select, table
from sqlcipher3 import dbapi2

from registry.domain.dates import day_said
from registry.domain.errors import (
    Exit,
    NotAllowed,
    NotFound,
    NotPermitted,
    Refusal,
    Refused,
    StorageFailed,
    ThroughcareError,
)
from registry.domain.keycheck import key_check, key_fits
from registry.domain.long_work import Tell, part_of, untold
from registry.domain.text import number_of
from registry.files import (
    TEMPORARY_SUFFIX,
    FileDigest,
    copy_private,
    digest_file,
    disk_errors,
    is_file,
    make_private_folder,
    read_regular,
    sync_folder,
    write_private,
)
from registry.store.backup_folder import MANIFEST_NAME
from registry.store.copying import copy_rows
from registry.store.engine import (
    DATABASE_NAME,
    READ_ONLY,
    Opening,
    create_database,
    open_connection,
    open_engine,
    storage_errors,
)
from registry.store.manifest import MOST_BYTES, Manifest, ReadManifest, read_manifest, write_manifest
from registry.store.migrations import upgrade
from registry.store.restored import keep_restored

KEYS = ("database-key.age", "database-key.json")
"""Without these a copy of the database could never be opened again, so a backup without them is not made."""

PARTS = 4
"""What is told of how far a backup is: its pages are copied, it is restored, looked through, and proven further."""
PAGES_AT_ONCE = 2_000
"""How many pages are copied before it is told how far that is."""

KEPT = (*KEYS, "unit-key.age", "directory.json", "users/*.bag")

FurtherProof = Callable[[Path, bytes], None]
"""Given the restored scratch home and the database key; raises a `ThroughcareError` when something is wrong."""


FurtherLook = Callable[[Path, bytes], str]
"""Given a sound backup's folder and the database key; returns why it is not proven all the same, in words, or ""."""


class BackupState(StrEnum):
    """What a look at a backup finds."""

    GOOD = "good"
    DAMAGED = "damaged"
    WRONG_KEY = "wrong key"
    NOT_FOUND = "not found"
    TOO_OLD = "too old"
    NOT_PROVEN = "not proven"
    NOT_OPENED = "not opened"
    """Every file is as the manifest says, but without the key neither was opened nor authenticated."""

    @property
    def exit(self) -> Exit:
        """The exit code a script sees."""
        return {
            BackupState.GOOD: Exit.DONE,
            BackupState.DAMAGED: Exit.REFUSED,
            BackupState.WRONG_KEY: Exit.NOT_PERMITTED,
            BackupState.NOT_FOUND: Exit.NOT_FOUND,
        }.get(self, Exit.NOT_ENOUGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A backup that was made and proven, or a home that was restored, and where it is."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupVerdict:
    """What was found, in one word and in one line; `manifest` whenever it could be read."""

    state: BackupState
    words: str
    manifest: Manifest | None = None
    reason: Refusal | None = None
    """Why it is damaged; set then and only then."""


def create_backup(
    *,
    home: Path,
    key: bytes,
    destination: Path,
    now: datetime,
    tool: str,
    unit: str,
    by: str,
    kept: Sequence[str] = KEPT,
    further_proof: FurtherProof | None = None,
    source: Engine | None = None,
    tell: Tell = untold,
) -> BackupReport:
    """Back up `home` into the new folder `destination`, prove it, and return what it holds.

    `kept` are patterns of the files to take beside the database, `tool` the version that writes, `unit` the name of
    whose home it is and `by` the user who makes it. The database is the home's file, or with `source` what a server
    holds, copied into a file under `key`. Raises `NotAllowed` when `destination` exists, `NotFound` without a home or a
    folder to put it in, and `StorageFailed` when the disk or the proof fails; no backup is left then, nor where `tell`
    raises what stops it.
    """
    if destination.exists() or destination.is_symlink():
        raise NotAllowed(f"{destination.name} is there already; nothing was saved.", hint="Choose another name.")
    for name in KEYS:
        if not (home / name).is_file():
            raise NotFound(
                f"The home has no {name}; a backup without it could not be opened.",
                hint="Look the home over with `throughcare doctor`, and bring the file back from a backup.",
            )
    with _workshop(destination) as workshop:
        made, scratch = workshop / "made", workshop / "scratch"
        make_private_folder(made)
        if source is None:
            rows = _snapshot(home / DATABASE_NAME, made / DATABASE_NAME, key, part_of(tell, 0, PARTS))
        else:
            rows = _drawn(source, made / DATABASE_NAME, key, part_of(tell, 0, PARTS))
        files = {DATABASE_NAME: digest_file(made / DATABASE_NAME)}
        for found in sorted({path for pattern in kept for path in home.glob(pattern)}):
            name = found.relative_to(home).as_posix()
            files[name] = _copy_named(home, made, name)
        part_of(tell, 1, PARTS)(0, 1)
        manifest = Manifest(created=now, unit=unit, by=by, tool=tool, check=key_check(key), files=files, rows=rows)
        write_private(made / MANIFEST_NAME, write_manifest(manifest, key))
        _restore_files(made, scratch, manifest)
        part_of(tell, 2, PARTS)(0, 1)
        _examine(scratch / DATABASE_NAME, key, manifest, Opening.EXISTING)
        part_of(tell, 3, PARTS)(0, 1)
        if further_proof is not None:
            further_proof(scratch, key)
        tell(PARTS, PARTS)
        manifest = replace(manifest, proven=now)
        write_private(made / MANIFEST_NAME, write_manifest(manifest, key), replace=True)
        _sync_folders(made, files)
        _give_name(made, destination)
    return BackupReport(folder=destination, manifest=manifest)


def verify_backup(
    folder: Path, key: bytes | None, *, oldest: datetime | None = None, further_look: FurtherLook | None = None
) -> BackupVerdict:
    """Look at a backup without changing it; nothing is written, so read-only media will do.

    With `key` the manifest is authenticated, the database opened and checked, and `further_look` asked; without it the
    best verdict is `NOT_OPENED`. A backup made before `oldest` is `TOO_OLD`. Never raises for what is wrong with the
    backup.
    """
    try:
        found = read_manifest(read_regular(folder / MANIFEST_NAME, MOST_BYTES))
    except NotFound:
        return BackupVerdict(state=BackupState.NOT_FOUND, words=f"There is no backup at {folder.name}.")
    except ThroughcareError as problem:
        return _verdict(BackupState.DAMAGED, problem.message, why=problem)
    state, words = _judge(folder, found, key, oldest, further_look)
    return _verdict(state, words + _beside(folder, found.manifest), manifest=found.manifest)


def _verdict(
    state: BackupState, words: str, *, manifest: Manifest | None = None, why: ThroughcareError | None = None
) -> BackupVerdict:
    # Whatever is damaged is not what its digest, checksum or tag was made over, unless it was not even read.
    reason = why.reason if isinstance(why, Refused) else Refusal.DIGEST_MISMATCH
    return BackupVerdict(
        state=state, words=words, manifest=manifest, reason=reason if state is BackupState.DAMAGED else None
    )


def restore_backup(folder: Path, new_home: Path, key: bytes | None = None) -> BackupReport:
    """Make `new_home` from a backup, in one step; it may be an empty folder or not be there yet.

    With `key` the restored database is opened and checked first; without it only the digests are, and the manifest
    stands in the new home until whoever signs in first has the key to ask whose it is (`store.restored`). Raises
    `NotAllowed` when `new_home` holds anything, and for a backup never proven unless `key` is given; `Refused` for a
    damaged one; `NotPermitted` for the wrong key; `NotFound`; and `StorageFailed`. Nothing is left behind then.
    """
    if new_home.is_symlink() or (new_home.exists() and not (new_home.is_dir() and not any(new_home.iterdir()))):
        raise NotAllowed(f"{new_home.name} is not empty; nothing was restored.", hint="Name a new folder.")
    verdict = verify_backup(folder, key)
    if verdict.state is BackupState.NOT_FOUND:
        raise NotFound(verdict.words, hint="Check the folder.")
    if verdict.state is BackupState.WRONG_KEY:
        raise NotPermitted(verdict.words, hint="Use a key from the home that made it.")
    if verdict.reason is not None:
        raise Refused(verdict.reason, f"{verdict.words} Nothing was restored.", hint="Use another backup.")
    if verdict.manifest is None or (verdict.state is BackupState.NOT_PROVEN and key is None):
        raise NotAllowed(f"{verdict.words} Nothing was restored.", hint="Use another backup.")
    with _workshop(new_home) as workshop:
        made = workshop / "made"
        _restore_files(folder, made, verdict.manifest)
        if key is None:
            keep_restored(made, read_regular(folder / MANIFEST_NAME, MOST_BYTES))
        else:
            _examine(made / DATABASE_NAME, key, verdict.manifest, Opening.EXISTING)
        _give_name(made, new_home)
    return BackupReport(folder=new_home, manifest=verdict.manifest)


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        name: connection.execute(select(func.count()).select_from(table(quoted_name(name, quote=True)))).scalar_one()
        for name in sorted(inspect(connection).get_table_names())
    }


def _judge(
    folder: Path, found: ReadManifest, key: bytes | None, oldest: datetime | None, further_look: FurtherLook | None
) -> tuple[BackupState, str]:
    manifest = found.manifest
    for name, expected in manifest.files.items():
        try:
            same = is_file(folder / name, expected)
        except ThroughcareError as problem:
            return BackupState.DAMAGED, problem.message
        if not same:
            return BackupState.DAMAGED, f"{name} is not as it was when the backup was made."
    if DATABASE_NAME not in manifest.files:
        return BackupState.DAMAGED, "The backup holds no database."
    if key is not None:
        if not key_fits(key, manifest.check):
            return BackupState.WRONG_KEY, "The backup was made under another key."
        if not found.is_made_with(key):
            return BackupState.DAMAGED, "The backup's manifest was changed."
        try:
            _examine(folder / DATABASE_NAME, key, manifest, Opening.SEALED_COPY)
            unproven = further_look(folder, key) if further_look is not None else ""
        except ThroughcareError as problem:
            return BackupState.DAMAGED, problem.message
        if unproven:
            return BackupState.NOT_PROVEN, unproven
    if manifest.proven is None:
        return BackupState.NOT_PROVEN, "The backup was never restored to prove it."
    if oldest is not None and manifest.created < oldest:
        return BackupState.TOO_OLD, f"The backup was made on {day_said(manifest.created)}."
    if key is None:
        return BackupState.NOT_OPENED, "Every file is as listed; without the key the database was not opened."
    return BackupState.GOOD, f"The backup of {day_said(manifest.created)} is good."


def _beside(folder: Path, manifest: Manifest) -> str:
    """Return in a sentence what lies in the folder and is no part of the backup; restoring leaves it out."""
    there = (file for file in folder.rglob("*") if file.is_symlink() or not file.is_dir())
    names = sorted({file.relative_to(folder).as_posix() for file in there} - {*manifest.files, MANIFEST_NAME})
    if not names:
        return ""
    return f" Its folder also holds {number_of(len(names), 'file')} that restoring leaves out: {names[0][:80]}."


def _snapshot(source: Path, target: Path, key: bytes, tell: Tell) -> dict[str, int]:
    """Copy the database page by page within one read transaction; return the rows as of that moment."""
    create_database(target)
    engine = open_engine(source, key)
    try:
        with storage_errors(), engine.execution_options(**{READ_ONLY: True}).connect() as connection:
            rows = row_counts(connection)
            driver = connection.connection.driver_connection
            assert driver is not None
            with contextlib.closing(open_connection(target, key)) as copy:
                _copy_pages(driver, copy, tell)
    finally:
        engine.dispose()
    return rows


def _drawn(source: Engine, target: Path, key: bytes, tell: Tell) -> dict[str, int]:
    """Copy a server's rows into a new file; return the rows of every table."""
    create_database(target)
    engine = open_engine(target, key)
    try:
        upgrade(engine)
        copy_rows(source, engine, tell=tell)
        with storage_errors(), engine.execution_options(**{READ_ONLY: True}).connect() as connection:
            rows = row_counts(connection)
        _empty_log(engine)
    finally:
        engine.dispose()
    return rows


def _empty_log(engine: Engine) -> None:
    """Bring everything into the file itself, as a finished copy is opened without its log."""
    with storage_errors():
        pooled = engine.raw_connection()
        try:
            pooled.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            pooled.close()


def _copy_pages(source: Any, target: Any, tell: Tell) -> None:
    try:
        source.backup(target, pages=PAGES_AT_ONCE, progress=lambda _, left, of: tell(of - left, of))
    except dbapi2.Error as problem:
        # The driver's backup gives no result code for storage_errors to read.
        raise StorageFailed(
            f"The database could not be copied: {problem}; nothing was saved.", hint="Look at the disk."
        ) from problem


def _examine(path: Path, key: bytes, manifest: Manifest, opening: Opening) -> None:
    """Raise `StorageFailed` unless the database opens, is whole page by page, and has the rows it should."""
    engine = open_engine(path, key, check=manifest.check, opening=opening)
    try:
        with storage_errors(), engine.execution_options(**{READ_ONLY: True}).connect() as connection:
            # Authentication of each page first: SQLite's own check would stumble over a page that is not sound.
            for check, sound in (
                ("cipher_integrity_check", []),
                ("integrity_check", [("ok",)]),
                ("foreign_key_check", []),
            ):
                if [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {check}")] != sound:
                    raise StorageFailed(f"The copied database fails {check}.", hint="Make a backup elsewhere.")
            if row_counts(connection) != dict(manifest.rows):
                raise StorageFailed("The copied database has other rows than the home.", hint="Make it again.")
    finally:
        engine.dispose()


def _restore_files(folder: Path, home: Path, manifest: Manifest) -> None:
    make_private_folder(home)
    for name, expected in manifest.files.items():
        if _copy_named(folder, home, name) != expected:
            raise StorageFailed(f"{name} changed while it was copied; nothing was saved.")
    _sync_folders(home, manifest.files)


def _sync_folders(folder: Path, names: Iterable[str]) -> None:
    """Push the lists of names to the disk: of a folder, and of those in it that hold one of the files."""
    with disk_errors("The folders could not be synced"):
        for inner in (*{(folder / name).parent for name in names}, folder):
            sync_folder(inner)


def _copy_named(source: Path, target: Path, name: str) -> FileDigest:
    make_private_folder((target / name).parent)
    return copy_private(source / name, target / name)


@contextlib.contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """Give a folder on the same disk as `beside`, which is taken away afterwards with all that is left in it."""
    if not beside.parent.is_dir():
        raise NotFound(
            f"There is no folder {beside.parent} to put {beside.name} in.",
            hint="Make it first, or name a folder that is there.",
        )
    with disk_errors(f"{beside} could not be made"):
        folder = Path(tempfile.mkdtemp(prefix=f".{beside.name[:80]}.", suffix=TEMPORARY_SUFFIX, dir=beside.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give_name(made: Path, name: Path) -> None:
    """Rename the finished folder; the system refuses when a folder of that name holds anything."""
    with disk_errors(f"{name.name} could not be made"):
        sync_folder(made)
        made.rename(name)
        sync_folder(name.parent)
