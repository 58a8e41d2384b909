"""Who gives the treatment: the staff of an intervention over time, and who was in the room at one session."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.people import Person
from registry.domain.text import check_name


class StaffRole(StrEnum):
    """What a member of staff is there as."""

    THERAPIST = "therapist"
    CO_THERAPIST = "co-therapist"
    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One member of staff on an intervention, from when to when. A change of therapist ends one and begins another.

    `since` is absent where nobody wrote it down, `until` while they still give it.
    """

    person: Person
    role: StaffRole
    lead: bool = False
    since: PartialDate | None = None
    until: PartialDate | None = None

    def __post_init__(self) -> None:
        check_order(self.since, self.until, f"{self.person.name} on the intervention")
        if self.lead and self.role is not StaffRole.THERAPIST:
            raise InvalidValue(f"A {self.role} does not lead an intervention.", hint="The lead is a therapist.")

    @property
    def words(self) -> str:
        """Who, as what, and from when to when where a date is known."""
        dates = (f" from {self.since.words}" if self.since else "", f" to {self.until.words}" if self.until else "")
        return f"{self.person.words} ({self.role}{', lead' if self.lead else ''}){''.join(dates)}"


@dataclass(frozen=True, kw_only=True)
class InTheRoom:
    """One member of staff at one session: the name, the profession and what they were there as."""

    name: str
    profession: str
    role: StaffRole

    def __post_init__(self) -> None:
        check_name(self.name, "Who was in the room")
        check_name(self.profession, "The profession")

    @property
    def words(self) -> str:
        """Name, profession and role, as a note prints them."""
        return f"{self.name}, {self.profession} ({self.role})"


def check_one_lead(staff: Iterable[Assignment]) -> None:
    """Raise InvalidValue when two people lead an intervention now."""
    leads = [one.person.name for one in staff if one.lead and one.until is None]
    if len(leads) > 1:
        raise InvalidValue(f"Two lead the intervention at once: {', '.join(leads)}.", hint="End one of the two first.")


def check_nobody_twice(staff: Iterable[InTheRoom]) -> None:
    """Raise InvalidValue when one member of staff is said to be in the room twice."""
    names = [(one.name, one.profession) for one in staff]
    if len(set(names)) < len(names):
        raise InvalidValue("Somebody is named twice as being in the room.", hint="Name each person once.")


def room_words(staff: Iterable[InTheRoom]) -> str:
    """Return who was in the room in one line, empty where nobody wrote it down."""
    return "; ".join(one.words for one in staff)
