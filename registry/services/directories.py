"""The directory at this unit: the unit's own card for it, installing a version, and the one in force."""

import json
from datetime import datetime

from registry.documents.trusted_directory import TrustedDirectory, load_directory, load_next_directory
from registry.domain.access import Permission, may
from registry.domain.directory import DirectoryEntry, DirectoryKey, KeyRole
from registry.domain.errors import NotAllowed, NotFound, Refusal, Refused, StorageFailed
from registry.domain.people import EstablishmentRef
from registry.domain.times import stamp
from registry.files import read_regular, write_private
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.settings import Home

MOST_BYTES = 5_000_000


def installed_directory(home: Home, now: datetime) -> TrustedDirectory | None:
    """Return the installed directory, or None. Raises Refused when the file is not what was installed."""
    if not home.directory.exists():
        return None
    trusted = load_directory(read_regular(home.directory, MOST_BYTES), now=now)
    highest = _remembered(home)
    if highest is not None and (trusted.directory.version, trusted.digest) != highest:
        raise Refused(
            Refusal.DIRECTORY_ROLLED_BACK,
            f"The installed directory is version {trusted.directory.version}, "
            f"not the version {highest[0]} that was installed.",
            hint="Install the newest directory again.",
        )
    return trusted


@journey(Permission.MANAGE_DIRECTORY)
def install_directory(sitting: Sitting, data: bytes, *, roots_words: str | None = None) -> TrustedDirectory:
    """Install a directory and return it. The first one is believed by its roots' four words.

    A later one must be signed by the roots of the installed one. Raises Refused with the reason.
    """
    now = sitting.now
    installed = installed_directory(sitting.home, now)
    if installed is not None:
        if roots_words is not None:
            load_directory(data, now=now, roots_words=roots_words)
        trusted = load_next_directory(data, now=now, installed=installed)
    else:
        trusted = load_directory(data, now=now, roots_words=roots_words)
    memory = {"version": trusted.directory.version, "digest": trusted.digest, "installed": stamp(now)}
    with sitting.writing("directory install", trusted.directory.id, purpose=f"version {trusted.directory.version}"):
        write_private(sitting.home.directory, data, replace=True)
        write_private(sitting.home.directory_memory, json.dumps(memory).encode(), replace=True)
    return trusted


@journey(Permission.MANAGE_KEYS)
def unit_card(sitting: Sitting) -> DirectoryEntry:
    """Return this unit's entry for the directory: its keys, who holds them, and how to seal to it.

    It is sealed to everyone who may receive a summary here.
    """
    now = sitting.now
    with sitting.reading("key card") as uow:
        users = uow.users.active()
        unit_key = uow.unit.unit_key()
    if unit_key is None:
        raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
    keys = [DirectoryKey(key=unit_key, role=KeyRole.UNIT, from_=now)]
    keys += [
        DirectoryKey(key=user.signing_key, role=KeyRole.CLINICIAN, holder=user.person, from_=now)
        for user in users
        if may(user.roles, Permission.APPROVE)
    ]
    return DirectoryEntry(
        id=sitting.unit.id,
        name=sitting.unit.name,
        tier=sitting.unit.tier,
        code=sitting.unit.code,
        contact=sitting.unit.contact,
        seal_to=tuple(user.seal_to for user in users if may(user.roles, Permission.RECEIVE)),
        keys=tuple(keys),
    )


def require_listed(sitting: Sitting, key: str, whose: str) -> None:
    """Raise NotAllowed when the installed directory does not list a key of this unit: nobody would believe it.

    Without an installed directory there is nothing to hold it against.
    """
    trusted = installed_directory(sitting.home, sitting.now)
    own = trusted.directory.entry(sitting.unit.id) if trusted else None
    if trusted is not None and (own is None or own.key(key) is None):
        raise NotAllowed(
            f"{whose} is not in directory version {trusted.directory.version}: every reader would refuse the document.",
            hint="Send a new card (`key card`) to who keeps the directory, and install the new one.",
        )


def listed_establishment(sitting: Sitting, name: str) -> EstablishmentRef | None:
    """Return the one establishment of the installed directory that `name` names, or None: none, or several."""
    trusted = installed_directory(sitting.home, sitting.now)
    wanted = name.strip().casefold()
    entries = trusted.directory.establishments if trusted and wanted else ()
    found = [one for one in entries if wanted == one.name.casefold()] or [
        one for one in entries if wanted in one.name.casefold() or wanted == one.id
    ]
    return EstablishmentRef(id=found[0].id, name=found[0].name, tier=found[0].tier) if len(found) == 1 else None


def _remembered(home: Home) -> tuple[int, str] | None:
    if not home.directory_memory.exists():
        return None
    try:
        memory = json.loads(read_regular(home.directory_memory, 10_000))
        return int(memory["version"]), str(memory["digest"])
    except (ValueError, KeyError, TypeError):
        raise StorageFailed(f"{home.directory_memory.name} is damaged.", hint="Restore it from a backup.") from None
