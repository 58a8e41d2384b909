"""Who vouches for a document: the people and keys whose proofs must stand in it, and the audit checkpoint."""

from dataclasses import dataclass

from registry.domain.errors import InvalidValue
from registry.domain.people import Person
from registry.domain.voice import NotShown, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person named in the attestation; `key` where their own proof must stand in the document."""

    id: str
    name: str
    profession: str
    registration: str | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        _ = self.person

    @property
    def person(self) -> Person:
        """The person behind the entry."""
        return Person(id=self.id, name=self.name, profession=self.profession, registration=self.registration)

    @classmethod
    def of(cls, person: Person, key: str | None = None) -> "Signatory":
        """Return the entry for a person, with the key of their proof if they sign."""
        return cls(
            id=person.id, name=person.name, profession=person.profession, registration=person.registration, key=key
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKey:
    """The key by which the unit's own proof must be made."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """Who must have signed, so that a removed proof is noticed; and whether the participant has seen it.

    The approver is another person than the author. An interim summary has no approver: the author signs.
    """

    author: Signatory
    approver: Signatory | None = None
    unit: UnitKey
    shown: Shown | None = None
    not_shown: NotShown | None = None

    def __post_init__(self) -> None:
        if self.approver is None and self.author.key is None:
            raise InvalidValue("Nobody but the unit signs.", hint="Name an approver, or make it interim.")
        if self.approver is not None and self.approver.key is None:
            raise InvalidValue("The approver's key is not named.")
        if self.shown is not None and self.not_shown is not None:
            raise InvalidValue("Shown to the participant, and not shown: only one can be.")

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """Exactly the keys whose proofs must stand in the document, the unit's first."""
        person = self.approver.key if self.approver else self.author.key
        return (self.unit.key, person) if person else (self.unit.key,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The newest signed audit checkpoint made before the freeze: every recipient becomes a witness to it."""

    origin: str
    size: int
    root: str
    key: str
    signature: str
