"""A group: the people who attend the same sessions of one edition over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef
from registry.domain.text import check_code, check_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group at one establishment. It runs while `ended` is absent; the last day counts."""

    id: str
    name: str
    edition_id: str
    establishment: EstablishmentRef
    started: PartialDate
    ended: PartialDate | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The group's id")
        check_name(self.name, "The group's name")
        check_code(self.edition_id, "The group's edition")
        _check_day(self.started, "The group's beginning")
        if self.ended is not None:
            _check_day(self.ended, "The group's end")
        check_order(self.started, self.ended, "The group")

    def runs_on(self, day: date) -> bool:
        """Return whether the group met, or could have met, on `day`."""
        return self.started.first <= day and (self.ended is None or day <= self.ended.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One course of treatment in one group, from its first to its last day there."""

    id: str
    group_id: str
    intervention_id: str
    since: PartialDate
    until: PartialDate | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The membership's id")
        check_id(self.group_id, "The group's id")
        check_id(self.intervention_id, "The intervention's id")
        _check_day(self.since, "Joining a group")
        if self.until is not None:
            _check_day(self.until, "Leaving a group")
        check_order(self.since, self.until, "The membership")

    def holds_on(self, day: date) -> bool:
        """Return whether the member belongs on `day`; the first and the last day count."""
        return self.since.first <= day and (self.until is None or day <= self.until.first)


def belonging(memberships: Iterable[Membership], day: date) -> tuple[Membership, ...]:
    """Return who belongs on `day`: who is due, and whom a register must mark."""
    return tuple(one for one in memberships if one.holds_on(day))


def _check_day(when: PartialDate, what: str) -> None:
    # A register is taken on a day: half a date would leave open who was due.
    if not when.is_exact:
        raise InvalidValue(f"{what} needs a day, not {when.words}.", hint="Write it as 2026-03-01.")
