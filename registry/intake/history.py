"""A prison's programme history: one row is one course that somebody reports.

The official record holds the course, where it was, the year or date it started and ended, and whether it was complete;
no attendance, modules, reason or assessor (MoJ's CourseParticipation: complete or incomplete). Nothing more is made
of it here. A prison's own words for a deselection stay its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.intervention import Delivery
from registry.domain.people import Tier
from registry.domain.reasons import StopReason
from registry.domain.text import check_code, check_name, check_prose, one_of
from registry.intake.columns import Column, NamedRow, named_rows
from registry.intake.date_cell import optional_date, required_date
from registry.intake.person_cells import PERSON_COLUMNS, PersonCells, read_person
from registry.intake.problems import RowProblem
from registry.intake.sheet import Sheet

COURSE, EDITION, WHERE, TIER, DELIVERED = "Course", "Edition", "Establishment", "Tier", "Delivery"
STARTED, ENDED, OUTCOME, REASON, WORDS, SOURCE = "Started", "Ended", "Outcome", "Reason", "Their words", "Source"

# The official record's two words, and ours. What was closed is never taken for completed.
_OUTCOMES = {
    "complete": Outcome.COMPLETED,
    "completed": Outcome.COMPLETED,
    "incomplete": Outcome.NOT_COMPLETED,
    "not completed": Outcome.NOT_COMPLETED,
    "partly completed": Outcome.PARTLY,
}

HISTORY_COLUMNS = (
    *PERSON_COLUMNS,
    Column(heading=COURSE, explained="the course's title as their record has it", required=True),
    Column(heading=EDITION, explained="the catalogue's edition, such as RESOLVE/2014, only where it is known"),
    Column(heading=WHERE, explained="the prison or service", required=True),
    Column(heading=TIER, explained=f"{one_of(list(Tier))}; prison where empty"),
    Column(heading=DELIVERED, explained=one_of(list(Delivery)), required=True),
    Column(heading=STARTED, explained="a date, a month (2019-03) or a year"),
    Column(heading=ENDED, explained="a date, a month (2019-03) or a year", required=True),
    Column(heading=OUTCOME, explained="complete, incomplete or partly completed", required=True),
    Column(heading=REASON, explained="why it ended early, as one of our codes; not-known where empty"),
    Column(heading=WORDS, explained="their own words for the end, such as a deselection; kept as they stand"),
    Column(heading=SOURCE, explained="what this is taken from"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One row, read but not yet held against the record."""

    row: int
    person: PersonCells
    course: str
    edition: str | None
    where: str
    tier: Tier
    delivery: Delivery
    started: PartialDate | None
    ended: PartialDate
    outcome: Outcome
    reason: StopReason | None
    words: str | None
    source: str | None


def read_history(sheet: Sheet) -> Iterator[HistoryRow | RowProblem]:
    """Yield each row, or what is wrong with it. Raises Refused for wrong headings."""
    for row in named_rows(sheet, HISTORY_COLUMNS):
        try:
            yield _read(row)
        except InvalidValue as problem:
            yield RowProblem(row=row.number, message=problem.message)


def _read(row: NamedRow) -> HistoryRow:
    course, where, edition = row.required(COURSE), row.required(WHERE), row.line(EDITION)
    check_name(course, "The course")
    check_name(where, "The establishment")
    if edition is not None:
        check_code(edition, "The edition")
        if "/" not in edition:
            raise InvalidValue("The edition has no label, as RESOLVE/2014 has; leave it empty where it is not known.")
    words, source = row.text(WORDS), row.line(SOURCE)
    for text in (words, source):
        if text is not None:
            check_prose(text, "What they say")
    said = row.required(OUTCOME)
    outcome = _OUTCOMES.get(said.casefold())
    if outcome is None:
        raise InvalidValue(f"Outcome says {said[:30]!a}; it is complete, incomplete or partly completed.")
    started, ended = optional_date(row, STARTED), required_date(row, ENDED)
    check_order(started, ended, "The course")
    return HistoryRow(
        row=row.number,
        person=read_person(row),
        course=course,
        edition=edition,
        where=where,
        tier=_tier(row.line(TIER)),
        delivery=_delivery(row.required(DELIVERED)),
        started=started,
        ended=ended,
        outcome=outcome,
        reason=_reason(row.line(REASON), outcome),
        words=words,
        source=source,
    )


def _tier(text: str | None) -> Tier:
    if text is None:
        return Tier.PRISON
    if text not in set(Tier):
        raise InvalidValue(f"Tier says {text[:30]!a}; it is {one_of(list(Tier))}.")
    return Tier(text)


def _delivery(text: str) -> Delivery:
    if text not in set(Delivery):
        raise InvalidValue(f"Delivery says {text[:30]!a}; it is {one_of(list(Delivery))}.")
    return Delivery(text)


def _reason(text: str | None, outcome: Outcome) -> StopReason | None:
    if outcome is Outcome.COMPLETED:
        if text is not None:
            raise InvalidValue("A reason stands beside a completed course.")
        return None
    if text is None:
        return StopReason.NOT_KNOWN
    if text not in set(StopReason):
        raise InvalidValue(f"Reason says {text[:30]!a}, which is no code; leave it empty and use Their words.")
    return StopReason(text)
