"""The directory at this unit: the unit's own card for it, installing a version, and the one in force."""

from datetime import datetime

from registry.documents.trusted_directory import TrustedDirectory, check_follows, load_directory
from registry.domain.access import Permission
from registry.domain.dates import day_said
from registry.domain.directory import DirectoryEntry, DirectoryKey, KeyRole, KeyState
from registry.domain.directory_changes import changes_between
from registry.domain.errors import NotAllowed, NotFound, Refusal, Refused
from registry.domain.people import EstablishmentRef
from registry.files import read_regular, write_private
from registry.services.directory_memory import check_not_older, remember
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.settings import Home

MOST_BYTES = 5_000_000


def installed_directory(home: Home, now: datetime, *, roots_words: str | None = None) -> TrustedDirectory | None:
    """Return the directory in the home's folder, or None: what can be said of it without unlocking the home.

    Raises Refused where it is not sound, or older than one that this account has relied on.
    """
    if not home.directory.exists():
        return None
    trusted = load_directory(read_regular(home.directory, MOST_BYTES), now=now, roots_words=roots_words)
    check_not_older(trusted)
    return trusted


def directory_in_force(sitting: Sitting) -> TrustedDirectory | None:
    """Return the installed directory, or None before the first. The database remembers which one that is.

    Raises Refused where the file in the home is missing, was exchanged or was put there without being installed.
    """
    with sitting.looking_up() as uow:
        standing = uow.unit.directory()
    trusted = installed_directory(sitting.home, sitting.now)
    if standing is None and trusted is None:
        return None
    if standing is None:
        raise Refused(
            Refusal.DIRECTORY,
            "The directory in this home was never installed here.",
            hint="Install it: `throughcare directory install FILE`.",
        )
    if trusted is None:
        raise Refused(
            Refusal.DIRECTORY,
            f"The installed directory, version {standing.version}, is missing from this home.",
            hint="Install the newest directory again.",
        )
    # An installation that was cut off leaves the version that may follow, which is as good as installed.
    check_follows(trusted, standing)
    remember(trusted)
    return trusted


@journey(Permission.MANAGE_DIRECTORY)
def install_directory(sitting: Sitting, *versions: bytes, roots_words: str | None = None) -> TrustedDirectory:
    """Install the last of these versions of the directory and return it; each must follow the one before it.

    Who missed versions gives them all at once, so that none but the newest is ever relied on. The first directory of
    a home is believed by its roots' eight words, told by other means; a later one must be signed by the roots of the
    one before. The same version again puts a lost file back. Raises NotAllowed where the first one's words are not
    given, and Refused with the reason; nothing is written then.
    """
    with sitting.looking_up() as uow:
        standing = uow.unit.directory()
    if standing is None and roots_words is None:
        raise NotAllowed(
            "The first directory is believed by the eight words of its root keys, and they are not given.",
            hint="Ask its keeper for them over the telephone, and type them.",
        )
    for data in versions:
        trusted = load_directory(data, now=sitting.now, roots_words=roots_words)
        if standing is not None:
            check_follows(trusted, standing)
        # The words are those of the first file; a later one may have rotated the roots.
        standing, roots_words = trusted.standing, None
    check_not_older(trusted)
    with sitting.writing(
        "directory install", trusted.directory.id, purpose=f"version {trusted.directory.version}"
    ) as uow:
        uow.unit.set_directory(trusted.standing)
        write_private(sitting.home.directory, data, replace=True)
        remember(trusted)
    return trusted


def is_first_directory(sitting: Sitting) -> bool:
    """Return True where none was installed at this unit yet, so that the root words are asked for."""
    with sitting.looking_up() as uow:
        return uow.unit.directory() is None


def changes_to_come(sitting: Sitting, data: bytes) -> tuple[str, ...]:
    """Return what a directory file changes against the installed one, in sentences; nothing before the first.

    Says nothing either where the installed file is lost or not the one before: installing decides about that.
    """
    try:
        trusted = directory_in_force(sitting)
        return changes_between(trusted.directory, load_directory(data, now=sitting.now).directory) if trusted else ()
    except Refused:
        return ()


@journey(Permission.MANAGE_KEYS)
def unit_card(sitting: Sitting) -> DirectoryEntry:
    """Return this unit's entry for the directory: its keys, who holds them, and how to seal to it.

    It is sealed to everyone who may receive a summary here.
    """
    now = sitting.now
    with sitting.reading("key export") as uow:
        users = uow.users.active()
        unit_key = uow.unit.unit_key()
    if unit_key is None:
        raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
    keys = [DirectoryKey(key=unit_key, role=KeyRole.UNIT, from_=now)]
    keys += [
        DirectoryKey(key=user.signing_key, role=KeyRole.CLINICIAN, holder=user.person, from_=now)
        for user in users
        if user.may_for(sitting.unit.id, Permission.APPROVE)
    ]
    keys += [
        DirectoryKey(key=user.receiving_key, role=KeyRole.RECEIVER, holder=user.person, from_=now)
        for user in users
        if user.may_for(sitting.unit.id, Permission.RECEIVE)
    ]
    return DirectoryEntry(
        id=sitting.unit.id,
        name=sitting.unit.name,
        tier=sitting.unit.tier,
        code=sitting.unit.code,
        contact=sitting.unit.contact,
        seal_to=tuple(user.seal_to for user in users if user.may_for(sitting.unit.id, Permission.RECEIVE)),
        keys=tuple(keys),
    )


def is_listed(sitting: Sitting, key: str) -> bool:
    """True when the installed directory lists this key of this unit."""
    trusted = installed_directory(sitting.home, sitting.now)
    own = trusted.directory.entry(sitting.unit.id) if trusted else None
    return own is not None and own.key(key) is not None


def require_listed(sitting: Sitting, key: str, whose: str) -> None:
    """Raise NotAllowed when nobody would believe a key: the installed directory does not list it, or no longer.

    Without an installed directory there is nothing to hold it against.
    """
    trusted = directory_in_force(sitting)
    if trusted is None:
        return
    trouble = key_trouble(trusted, sitting.unit.id, key, sitting.now)
    if trouble:
        raise NotAllowed(
            f"{whose} {trouble}: every reader would refuse the document.",
            hint="Send a new card (`key export`) to who keeps the directory, and install the new one.",
        )


def key_trouble(trusted: TrustedDirectory, unit_id: str, key: str, now: datetime) -> str:
    """Return why readers would not believe what a key of the unit signs now, in words; empty where they would."""
    own = trusted.directory.entry(unit_id)
    listed = own.key(key) if own else None
    version = f"directory version {trusted.directory.version}"
    if listed is None:
        return f"is not in {version}"
    if listed.may_sign(now):
        return ""
    if now < listed.from_:
        return f"counts only from {day_said(listed.from_)} in {version}"
    return f"is {listed.state} in {version}" if listed.state is not KeyState.ACTIVE else f"has ended in {version}"


def establishments_listed(sitting: Sitting) -> tuple[EstablishmentRef, ...]:
    """Return every establishment of the directory in force but this one; none without a directory."""
    trusted = directory_in_force(sitting)
    entries = trusted.directory.establishments if trusted else ()
    return tuple(
        EstablishmentRef(id=one.id, name=one.name, tier=one.tier) for one in entries if one.id != sitting.unit.id
    )


def listed_establishment(sitting: Sitting, name: str) -> EstablishmentRef | None:
    """Return the one establishment of the directory in force that `name` names, or None: none, or several."""
    trusted = directory_in_force(sitting)
    wanted = name.strip().casefold()
    entries = trusted.directory.establishments if trusted and wanted else ()
    found = [one for one in entries if wanted == one.name.casefold()] or [
        one for one in entries if wanted in one.name.casefold() or wanted == one.id
    ]
    return EstablishmentRef(id=found[0].id, name=found[0].name, tier=found[0].tier) if len(found) == 1 else None
