"""How long a record is kept: the classes there are, the one chosen for a participant, and what holds a record back.

The classes are data (`registry/catalogue/retention_classes.json`), each with its source. Nothing here is ever done by
itself: a class only says from which day on a person may look whether the record is still needed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.identifiers import check_id
from registry.domain.people import Person
from registry.domain.text import check_code, check_label, check_name, check_reason, number_of

_CHILD_UNTIL = 18


class CountedFrom(StrEnum):
    """What ended the use of a record."""

    LAST_CONTACT = "last-contact"
    DEATH = "death"

    @property
    def words(self) -> str:
        """It as a reader sees it."""
        return "the last contact" if self is CountedFrom.LAST_CONTACT else "the death"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPeriod:
    """From what it counts, and for how many `years`; or until a birthday, a later one for who was 17 at the end."""

    counted_from: CountedFrom
    years: int | None = None
    birthday: int | None = None
    birthday_if_17: int | None = None

    def __post_init__(self) -> None:
        if (self.years is None) == (self.birthday is None) or (self.birthday is None) != (self.birthday_if_17 is None):
            raise InvalidValue("A period is a number of years, or two birthdays.")
        if any(one is not None and one < 1 for one in (self.years, self.birthday, self.birthday_if_17)):
            raise InvalidValue("A period lasts a year at least.")

    @property
    def words(self) -> str:
        """It as a reader sees it."""
        if self.years is not None:
            return f"{number_of(self.years, 'year')} after {self.counted_from.words}"
        return f"until the {self.birthday}th birthday, or the {self.birthday_if_17}th of who was 17 at the end"

    def ends(self, on: PartialDate, born: PartialDate) -> date:
        """Return the day from which on it is over, counted from the latest day that `on` can mean.

        Raises InvalidValue where it is a child's and somebody of this birth date was none.
        """
        if self.years is not None:
            return _years_after(on.last, self.years)
        if born.last > _years_after(on.last, -_CHILD_UNTIL):
            # Whoever may have been 17 is taken to have been: it keeps the record longer.
            was_17 = born.first <= _years_after(on.last, 1 - _CHILD_UNTIL)
            return _years_after(born.last, (self.birthday_if_17 if was_17 else self.birthday) or 0)
        raise InvalidValue("On that day they were 18 or older: this class is for children's records.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionClass:
    """A kind of record with how long it is kept, by whose word, and when that was looked at.

    Without a period nothing is known of how long, and nothing kept under it is disposed of.
    """

    id: str
    name: str
    covers: str
    periods: tuple[RetentionPeriod, ...] = ()
    source: str
    address: str
    checked_on: PartialDate
    note: str | None = None

    def __post_init__(self) -> None:
        check_code(self.id, "The class's id")
        check_name(self.name, "The class's name")
        for text, what in ((self.covers, "What the class covers"), (self.source, "The source")):
            check_label(text, what)
        if self.note is not None:
            check_label(self.note, "The note")
        if len({one.counted_from for one in self.periods}) != len(self.periods):
            raise InvalidValue("A class counts one period from each thing.")

    @property
    def words(self) -> tuple[str, ...]:
        """Its periods as a reader sees them."""
        return tuple(one.words for one in self.periods) or ("how long is not known",)

    def review_on(self, counted_from: CountedFrom, on: PartialDate, born: PartialDate) -> date | None:
        """Return the day from which on a record may be looked at; None where the class does not say.

        Raises InvalidValue as `RetentionPeriod.ends`.
        """
        found = [one for one in self.periods if one.counted_from is counted_from]
        return found[0].ends(on, born) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A public stop on destroying records that is known here: what it keeps, and who says so. The list is not whole."""

    name: str
    words: str
    source: str
    address: str
    checked_on: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionClasses:
    """Every class, and the stops that are known."""

    classes: tuple[RetentionClass, ...]
    stops: tuple[Stop, ...] = ()

    def __post_init__(self) -> None:
        if len({one.id for one in self.classes}) != len(self.classes):
            raise InvalidValue("Two classes have one id.")

    def named(self, class_id: str) -> RetentionClass:
        """Return the class with this id. Raises NotFound."""
        found = [one for one in self.classes if one.id == class_id]
        if not found:
            raise NotFound(
                f"There is no retention class {class_id[:40]!a}.", hint="See `throughcare retention classes`."
            )
        return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The class that a person chose for a participant's record, and the day it counts from, as they entered it."""

    class_id: str
    counted_from: CountedFrom
    on: PartialDate

    def __post_init__(self) -> None:
        check_code(self.class_id, "The class's id")

    @classmethod
    def chosen(cls, of: RetentionClass, counted_from: CountedFrom, on: PartialDate, *, today: date) -> "Retention":
        """Return it as it is chosen `today`. Raises InvalidValue for a day to come."""
        refuse_future(on, today, counted_from.words.capitalize())
        return cls(class_id=of.id, counted_from=counted_from, on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """That a hold was lifted, or a proposal to dispose refused or taken back: by whom, when and why."""

    by: Person
    at: datetime
    reason: str

    def __post_init__(self) -> None:
        check_reason(self.reason, "The reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """That a record must be kept whatever its class says: an inquiry, a claim, a complaint. It stands until lifted."""

    id: str
    participant_id: str
    reason: str
    by: Person
    at: datetime
    lifted: Ended | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The hold's id")
        check_id(self.participant_id, "The participant's id")
        check_reason(self.reason, "The reason")
        if self.lifted is not None and self.lifted.at < self.at:
            raise InvalidValue("A hold is lifted after it was laid.")


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; 1 March where there is no 29 February, so that nothing ends a day early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
