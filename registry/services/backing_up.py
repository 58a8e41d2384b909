"""Backups: made, proven by restoring, verified, restored."""

from datetime import datetime
from pathlib import Path

from registry.custody.dbkey import open_database_key
from registry.domain.access import Permission
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.settings import Home
from registry.store.backup import BackupReport, BackupVerdict, restore_backup, verify_backup
from registry.store.backup import create_backup as copy_and_prove

TOOL = "throughcare"


@journey(Permission.BACK_UP)
def create_backup(sitting: Sitting, destination: Path) -> BackupReport:
    """Make a backup in a new folder, prove it by restoring it into a scratch folder, and return what was done."""
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    with sitting.writing("backup create"):
        pass
    return copy_and_prove(home=sitting.home.folder, key=key, destination=destination, now=sitting.now, tool=TOOL)


@journey(Permission.BACK_UP)
def check_backup(sitting: Sitting, folder: Path, *, oldest: datetime | None = None) -> BackupVerdict:
    """Return whether a backup is good, damaged, made with another key, not found or not proven."""
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    with sitting.reading("backup verify"):
        pass
    return verify_backup(folder, key, oldest=oldest)


def restore(folder: Path, home: Home) -> BackupReport:
    """Restore a backup into an empty folder and return what was done. Needs no sitting: its keys are in the backup."""
    return restore_backup(folder, home.folder)
