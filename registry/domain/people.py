"""The people who write, approve and sign, and the establishments they write for."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.text import check_code, check_name

_HCPC = re.compile(r"PYL[0-9]{1,6}")


class Tier(StrEnum):
    """Where an establishment stands in the pathway."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    PICU = "picu"
    PRISON = "prison"
    STEP_DOWN = "step-down"
    COMMUNITY = "community"

    @property
    def words(self) -> str:
        """The tier as a reader sees it."""
        return {
            "high": "high secure",
            "medium": "medium secure",
            "low": "low secure",
            "picu": "psychiatric intensive care",
            "prison": "prison",
            "step-down": "step-down",
            "community": "community",
        }[self.value]


class CodeScheme(StrEnum):
    """Who gave an establishment its code."""

    ODS = "ods"
    PRISON = "prison"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentCode:
    """A labelled code: an ODS code, a prison code or one of the unit's own."""

    scheme: CodeScheme
    value: str

    def __post_init__(self) -> None:
        check_code(self.value, "The establishment's code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment:
    """A hospital unit, prison or community team."""

    id: str
    name: str
    tier: Tier
    code: EstablishmentCode | None = None
    contact: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The establishment's id")
        check_name(self.name, "The establishment's name")
        if self.contact is not None:
            check_name(self.contact, "The establishment's contact")

    @property
    def ref(self) -> "EstablishmentRef":
        """What records carry of an establishment."""
        return EstablishmentRef(id=self.id, name=self.name, tier=self.tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentRef:
    """An establishment as a record names it."""

    id: str
    name: str
    tier: Tier

    def __post_init__(self) -> None:
        check_id(self.id, "The establishment's id")
        check_name(self.name, "The establishment's name")

    def is_same_place(self, other: "EstablishmentRef") -> bool:
        """Whether both name one establishment: by id, or by name, because what is typed of elsewhere has a new id."""
        return self.id == other.id or self.name.casefold() == other.name.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff, as a person and not as a login. `registration` is absent where the profession has none."""

    id: str
    name: str
    profession: str
    registration: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The person's id")
        check_name(self.name, "The person's name")
        check_name(self.profession, "The profession")
        if self.registration is not None:
            check_code(self.registration, "The registration")
            if self.registration.startswith("PYL") and not _HCPC.fullmatch(self.registration):
                raise InvalidValue(
                    f"{self.registration} is not an HCPC registration.", hint="It has PYL and up to six digits."
                )

    def is_same_person(self, other: "Person") -> bool:
        """True when both entries are one person: the same id, or the same registration under two ids.

        The case of its letters, and the marks between them, make no other registration of it.
        """
        if self.id == other.id:
            return True
        bare = bare_registration(self.registration)
        return bool(bare) and bare == bare_registration(other.registration)

    @property
    def words(self) -> str:
        """Name, profession and registration, as a report prints them."""
        parts = [self.name, self.profession]
        if self.registration:
            parts.append(self.registration)
        return ", ".join(parts)


@lru_cache(maxsize=1024)
def bare_registration(registration: str | None) -> str:
    """Return a registration without the case of its letters, its marks and leading zeros; empty where there is none."""
    bare = re.sub(r"[^0-9a-z]", "", (registration or "").casefold())
    return re.sub(r"^(pyl)0+", r"\1", bare)
