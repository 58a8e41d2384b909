"""Backups: made, proven by restoring, verified, restored, and thinned out by age."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from registry.custody.dbkey import open_database_key
from registry.documents.envelope import proofs_of
from registry.documents.proofs import check_proofs
from registry.documents.signers import claimed_keys
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.backup_thinning import kept_backups
from registry.domain.errors import NotFound, StorageFailed, ThroughcareError
from registry.domain.long_work import Tell, untold
from registry.files import disk_errors, sync_folder
from registry.services.auditing import check_audit
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.user_bags import MEND, bag_faults
from registry.services.witness import unsettled
from registry.settings import Home
from registry.store.backup import PARTS, BackupReport, BackupState, BackupVerdict, restore_backup, verify_backup
from registry.store.backup import create_backup as copy_and_prove
from registry.store.opened import Store

TOOL = "throughcare"
PROVING = PARTS - 1
"""How many parts of a backup are done while its history and documents are looked at."""
PROVEN = "backup proven"
"""The verb of the audit row that says a backup was restored once and found whole."""

_SETTLE = (
    "Show it to the auditor, and keep the backups that there are. An administrator who knows why makes one all the "
    "same after `throughcare audit accept`."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """One backup in a folder of backups: what was found, and whether thinning out would keep it."""

    folder: Path
    made: datetime
    verdict: BackupVerdict
    kept: bool


@journey(Permission.BACK_UP)
def create_backup(sitting: Sitting, destination: Path, *, tell: Tell = untold) -> BackupReport:
    """Make a backup in a new folder, prove it by restoring it into a scratch folder, and return what was done.

    The restored copy has its history checked against its checkpoints, the digest and every proof of each document it
    keeps, and that everybody who may sign in has their own bag of keys in it. Raises StorageFailed where the copy, or
    the home itself, is not sound, or where its history is not the one that this account saw and nobody has accepted
    that; no backup is left then, nor where `tell` raises what stops it.
    """
    with sitting.looking_up() as uow:
        if why := unsettled(uow):
            raise StorageFailed(f"{why} Nothing was saved.", hint=_SETTLE)
    # Looked at before anything is copied: what is no file cannot be.
    if found := _bags(sitting.home, sitting.store):
        raise StorageFailed(f"{found} Nothing was saved.", hint=MEND)
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    with sitting.writing("backup create"):
        pass

    def prove(scratch: Path, of: bytes) -> None:
        _prove(Home(folder=scratch), of, sitting.unit.id, lambda: tell(PROVING, PARTS))

    report = copy_and_prove(
        home=sitting.home.folder,
        key=key,
        destination=destination,
        now=sitting.now,
        tool=TOOL,
        unit=sitting.unit.name,
        by=sitting.user.name,
        further_proof=prove,
        source=sitting.store.everywhere().engine if sitting.store.on_server else None,
        tell=tell,
    )
    with sitting.writing(PROVEN, purpose=destination.name):
        pass
    return report


@journey(Permission.BACK_UP)
def check_backup(sitting: Sitting, folder: Path, *, oldest: datetime | None = None) -> BackupVerdict:
    """Return whether a backup is good, damaged, made with another key, not found or not proven."""
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    with sitting.reading("backup verify"):
        pass
    return verify_backup(folder, key, oldest=oldest, further_look=_bags_in)


@journey(Permission.BACK_UP)
def list_backups(sitting: Sitting, folder: Path) -> tuple[KeptBackup, ...]:
    """Return this home's backups in a folder, oldest first. Others', and what is no backup, are left alone.

    Raises NotFound without such a folder.
    """
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    with sitting.reading("backup list"):
        return _found(folder, key, sitting.now)


@journey(Permission.BACK_UP)
def prune_backups(sitting: Sitting, folder: Path) -> tuple[KeptBackup, ...]:
    """Take away the good backups that are no longer kept (`domain.backup_thinning`), and return them.

    What is not good is kept for somebody to look at. Raises NotFound without such a folder, and StorageFailed.
    """
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    with sitting.writing("backup prune", purpose=folder.name):
        gone = tuple(one for one in _found(folder, key, sitting.now) if not one.kept)
        with disk_errors("An old backup could not be taken away"):
            for one in gone:
                shutil.rmtree(one.folder)
            sync_folder(folder)
    return gone


def restore(folder: Path, home: Home) -> BackupReport:
    """Restore a backup into an empty folder and return what was done. Needs no sitting: its keys are in the backup.

    Whose backup it is, is what it says itself, until somebody signs in (`services.restored`).
    """
    return restore_backup(folder, home.folder)


def _found(folder: Path, key: bytes, now: datetime) -> tuple[KeptBackup, ...]:
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder.name}.", hint="Name the folder that holds the backups.")
    verdicts = [
        (one, verify_backup(one, key, further_look=_bags_in))
        for one in sorted(folder.iterdir())
        if one.is_dir() and not one.is_symlink()
    ]
    ours = [
        (one, verdict, verdict.manifest.created)
        for one, verdict in verdicts
        if verdict.manifest is not None and verdict.state not in (BackupState.NOT_FOUND, BackupState.WRONG_KEY)
    ]
    kept = kept_backups([made for _, verdict, made in ours if verdict.state is BackupState.GOOD], now)
    found = [
        KeptBackup(folder=one, made=made, verdict=verdict, kept=verdict.state is not BackupState.GOOD or made in kept)
        for one, verdict, made in ours
    ]
    return tuple(sorted(found, key=lambda one: one.made))


def _prove(scratch: Home, key: bytes, unit_id: str, going_on: Callable[[], None]) -> None:
    """Raise StorageFailed unless the restored copy's history, every document in it and its users' bags are sound."""
    store = Store.open(scratch.database, key)
    try:
        prove_store(store, unit_id, going_on)
        if found := _bags(scratch, store):
            raise StorageFailed(f"{found} Nothing was saved.", hint=MEND)
    finally:
        store.close()


def _bags_in(folder: Path, key: bytes) -> str:
    """What is wrong with the bags in a backup, in a sentence, or nothing."""
    home = Home(folder=folder)
    store = Store.look_at(home.database, key)
    try:
        return _bags(home, store)
    finally:
        store.close()


def _bags(home: Home, store: Store) -> str:
    with store.looking_up() as uow:
        faults = bag_faults(home, uow.users.active())
    if not faults:
        return ""
    said = "; ".join(faults)
    return f"{said[0].upper()}{said[1:]}: whoever it is could not sign in to what is restored."


def prove_store(store: Store, unit_id: str, going_on: Callable[[], None] = lambda: None) -> None:
    """Raise StorageFailed unless a copy's history and every document in it are sound.

    `going_on` is called before each document, and may raise what stops it.
    """
    with store.looking_up() as uow:
        history = check_audit(uow, unit_id)
        if not history.sound:
            raise StorageFailed(
                f"The history is not sound: {history.faults[0].words}", hint="Run `throughcare audit verify`."
            )
        for document in uow.documents.each():
            going_on()
            _check_kept(document.data, document.digest, document.id)


def _check_kept(data: bytes, digest: str, document_id: str) -> None:
    try:
        document = read_strict(data)
        keys = claimed_keys(document, document["issuer"]["id"])
        sound = check_proofs(document, zip(proofs_of(document), keys, strict=True)) == digest
    except (ThroughcareError, KeyError, TypeError):
        sound = False
    if not sound:
        raise StorageFailed(
            f"The document {document_id} is not as it was signed.", hint="Keep this home as it is and ask for help."
        )
