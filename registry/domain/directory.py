"""The directory: the signed list of establishments and their keys (the trust list)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest, check_id
from registry.domain.people import EstablishmentCode, Person, Tier
from registry.domain.text import check_name


class KeyRole(StrEnum):
    """Each key has one role; a proof by a key of another role is refused."""

    UNIT = "unit"
    CLINICIAN = "clinician"
    RECEIVER = "receiver"
    LOG = "log"


class KeyState(StrEnum):
    """Whether a key is believed."""

    ACTIVE = "active"
    RETIRED = "retired"
    REVOKED = "revoked"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryKey:
    """One Ed25519 key (Multikey text), its role, its holder where a person holds it, and its dates.

    `since` says from when a retired, revoked or compromised state holds.
    """

    key: str
    role: KeyRole
    holder: Person | None = None
    from_: datetime
    until: datetime | None = None
    state: KeyState = KeyState.ACTIVE
    since: datetime | None = None

    def __post_init__(self) -> None:
        if self.role in (KeyRole.CLINICIAN, KeyRole.RECEIVER) and self.holder is None:
            raise InvalidValue(f"A {self.role} key has no holder.")
        if self.state is not KeyState.ACTIVE and self.since is None:
            raise InvalidValue(f"A key is {self.state}, but since when is not said.")
        if self.until is not None and self.until <= self.from_:
            raise InvalidValue("A key ends before it begins.")

    def covers(self, moment: datetime) -> bool:
        """True when the moment lies inside the key's dates, and before the key was retired."""
        retired = self.since if self.state is KeyState.RETIRED else None
        return self.from_ <= moment and all(moment <= end for end in (self.until, retired) if end is not None)

    def may_sign(self, now: datetime) -> bool:
        """True when what the key signs now is believed."""
        return self.state in (KeyState.ACTIVE, KeyState.RETIRED) and self.covers(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnDocument:
    """A document its issuer has withdrawn."""

    document: str
    digest: str
    since: datetime

    def __post_init__(self) -> None:
        check_id(self.document, "The withdrawn document's id")
        check_digest(self.digest, "The withdrawn document's digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryEntry:
    """One establishment: who it is, how to seal to it, which keys sign for it, what it has withdrawn."""

    id: str
    name: str
    tier: Tier
    code: EstablishmentCode | None = None
    contact: str | None = None
    seal_to: tuple[str, ...] = ()
    keys: tuple[DirectoryKey, ...] = ()
    withdrawn: tuple[WithdrawnDocument, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The establishment's id")
        check_name(self.name, "The establishment's name")

    def key(self, key: str) -> DirectoryKey | None:
        """Return the listed key, or None."""
        return next((listed for listed in self.keys if listed.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """The root keys and how many of them must sign."""

    keys: tuple[str, ...]
    threshold: int

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys):
            raise InvalidValue("One root key stands twice.")
        if not 1 <= self.threshold <= len(self.keys):
            raise InvalidValue(f"A threshold of {self.threshold} does not fit {len(self.keys)} root keys.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One version of the trust list."""

    id: str
    name: str
    issuer: str
    version: int
    valid_from: datetime
    valid_until: datetime
    previous: str | None = None
    roots: Roots
    establishments: tuple[DirectoryEntry, ...]

    def __post_init__(self) -> None:
        check_id(self.id, "The directory's id")
        check_name(self.name, "The directory's name")
        if self.version < 1 or (self.version == 1) != (self.previous is None):
            raise InvalidValue("Version 1 has no previous directory, and every later one has.")
        if self.valid_until <= self.valid_from:
            raise InvalidValue("The directory ends before it begins.")
        if len({entry.id for entry in self.establishments}) != len(self.establishments):
            raise InvalidValue("One establishment stands twice in the directory.")
        keys = [key.key for entry in self.establishments for key in entry.keys]
        if len(set(keys)) != len(keys):
            raise InvalidValue("One key stands twice in the directory.")

    def entry(self, establishment_id: str) -> DirectoryEntry | None:
        """Return the establishment's entry, or None."""
        return next((entry for entry in self.establishments if entry.id == establishment_id), None)

    def is_expired(self, now: datetime) -> bool:
        """True after its last moment."""
        return now > self.valid_until
