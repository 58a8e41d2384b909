"""The newest day on which a record was in use: of all that was recorded about somebody, here and in a linked record."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from registry.domain.dates import PartialDate
from registry.store.held_rows import HeldRow
from registry.store.unit_of_work import UnitOfWork

DATED: Final = frozenset(
    {
        "placements",
        "needs",
        "interventions",
        "target_outcomes",
        "goals",
        "progress",
        "products",
        "sessions",
        "assessments",
        "scores",
        "voice_entries",
        "refreshers",
        "plans",
        "transfers",
    }
)
"""Tables whose rows tell on which days it was: what is typed in today about 1999 is no use of today."""

ENTERED: Final = frozenset({"first_two_weeks", "sharing", "repeat_stops", "documents", "drafts", "annex_drafts"})
"""Tables whose rows tell no day of their own: the day of their entry counts."""

NO_USE: Final[Mapping[str, str]] = {
    "participants": "who somebody is; a record is begun today for work of long ago",
    "participant_links": "the linked record's own days count",
    "memberships": "the sessions of the group count",
    "attendances": "the sessions count",
    "deaths": "its own way of counting",
    "withdrawn": "was never about them, or never was",
    "moves": "was never about them",
    "break_glass": "stands in the way by itself until it is reviewed",
    "retention": "about keeping the record",
    "holds": "about keeping the record",
    "disposal_proposals": "about keeping the record",
}
"""Every other table with rows about a person, and why its days do not count."""

# How a closure `ended` is told by a word; every other one of these is a date.
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
# When something was, was judged, said or done. Days to come (`askAgain`, `validUntil`, `again`) are none of it.
_DAYS = frozenset(
    {
        "on",
        "since",
        "until",
        "referred",
        "started",
        "heldOn",
        "judgedOn",
        "setOn",
        "commissionedOn",
        "askedOn",
        "answeredOn",
        "requested",
        "accepted",
        "transferred",
        "ended",
    }
)


def last_use(uow: UnitOfWork, who: str, today: date) -> PartialDate | None:
    """Return the newest day up to `today` on which a record, or one that is linked with it, was in use; or None."""
    linked = (other for link in uow.links.of(who) if link.ended_because is None for other in (link.one, link.other))
    days = [day for row in uow.held_rows.of(tuple({who, *linked})) for day in _days_of(row)]
    return max(
        (day for day in days if not day.may_be_after(today)), key=lambda day: (day.first, day.last), default=None
    )


def _days_of(row: HeldRow) -> Iterator[PartialDate]:
    """The days of what stands; a former version and what was entered in error tell none."""
    if row.former is not None or row.entered_in_error is not None:
        return
    if row.table in DATED:
        yield from _days_told(row.body)
    elif row.table in ENTERED:
        yield PartialDate(row.entered_at[:10])


def _days_told(value: Any) -> Iterator[PartialDate]:
    if isinstance(value, Mapping):
        for name, within in value.items():
            if name in _DAYS and isinstance(within, str) and _DATE.fullmatch(within):
                yield PartialDate(within)
            else:
                yield from _days_told(within)
    elif isinstance(value, list):
        for one in value:
            yield from _days_told(one)
