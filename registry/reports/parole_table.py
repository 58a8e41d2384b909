"""The table of page one: one row for each piece of work under its area of need, and one for needs without work."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from exports.page import Cell, Column, Table
from registry.domain.catalogue import CourseForm
from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition, part_titles
from registry.domain.edition import AccreditationStatus
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedStanding
from registry.domain.participant import Known
from registry.domain.wording import (
    attendance_words,
    clip,
    left_words,
    outcome_words,
    outside_words,
    sentence,
    short_period,
    state_words,
    withdrawn_words,
    year_period,
)
from registry.reports.source import Source

COLUMNS: Final = (
    Column(heading="Area of risk or need", weight=1.3),
    Column(heading="Work, where", weight=1.15),
    Column(heading="Received", weight=1.45),
    Column(heading="Outcome, judge", weight=1.35),
    Column(heading="Seen outside sessions", weight=1.1),
    Column(heading="Left", weight=0.95),
)
_EVEN: Final = 0.45
SETTING: Final = "Time lived in a therapeutic setting"

# A board must not have to open an annex to learn that a programme had lost its standing when it was given.
_STANDING_TOLD: Final = (
    AccreditationStatus.CONDITIONS,
    AccreditationStatus.LAPSED,
    AccreditationStatus.WITHDRAWN,
    AccreditationStatus.SUPERSEDED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much page one may say before it grows past one page; what it cuts stands whole on the pages after it."""

    cell: int
    quote: int
    points: int
    point: int
    short: int
    rows: int
    terse: bool = False
    apart: bool = False  # each need without work in a row of its own


def by_area(source: Source, room: Room) -> Table | None:
    """Return the table of page one, or None where the summary names neither work nor needs."""
    listed = in_order(source)
    rows: list[tuple[Cell, ...]] = []
    named: set[str] = set()
    rows.extend(_row(source, work, room, named) for work in listed[: room.rows])
    further = listed[room.rows :]
    if further:
        rows.append(_further(source, further))
    bare = without_work(source)
    if bare and not room.terse:
        rows.extend(_bare(source, needs, room) for needs in ([[need] for need in bare] if room.apart else [bare]))
    return Table(columns=_fitted(rows) if room.terse else COLUMNS, rows=tuple(rows)) if rows else None


def _fitted(rows: list[tuple[Cell, ...]]) -> tuple[Column, ...]:
    """The columns, broadest where the longest cells stand, so that the rows of a full table stay low."""

    def longest(place: int) -> int:
        return max(sum(map(len, row[place].lines)) for row in rows)

    # Half the width is shared evenly: a narrow column of long words would be taller than one of many short ones.
    total = sum(longest(place) for place in range(len(COLUMNS)))
    return tuple(
        Column(heading=column.heading, weight=_EVEN / len(COLUMNS) + (1 - _EVEN) * longest(place) / total)
        for place, column in enumerate(COLUMNS)
    )


def in_order(source: Source) -> tuple[Intervention, ...]:
    """Return the work by need in the order of the page, settings last: annexes follow it, and are numbered by it."""
    order = _order(source)
    works = [work for work in source.works if not source.is_setting(work)]
    settings = [work for work in source.works if source.is_setting(work)]
    return (*sorted(works, key=lambda work: order.index(_first_need(source, work))), *settings)


def _first_need(source: Source, work: Intervention) -> str:
    needs = source.needs_of(work)
    return needs[0] if needs else ""


def _order(source: Source) -> list[str]:
    """The needs in the plan's order, then as recorded, then as the work names them."""
    plan = source.subject.plan.needs if source.subject.plan else ()
    recorded = (record.need for record in source.subject.needs)
    worked = (_first_need(source, work) for work in source.works)
    return list(dict.fromkeys((*plan, *recorded, *worked)))


def without_work(source: Source) -> list[str]:
    """Return the needs recorded as open that no piece of work in the report aims at."""
    worked = {need for work in source.works for need in source.needs_of(work)}
    wanting = [record.need for record in source.subject.needs if record.standing is not NeedStanding.MET]
    return [need for need in dict.fromkeys(wanting) if need not in worked]


def _row(source: Source, work: Intervention, room: Room, named: set[str]) -> tuple[Cell, ...]:
    edition = source.edition(work)
    return (
        _area(source, work, room, named),
        Cell(lines=_work(work, edition, room)),
        Cell(lines=(" ".join(attendance_words(work, edition, terse=room.terse)),)),
        _outcome(source, work, edition, room),
        Cell(lines=(clip(outside_words(work, terse=room.terse), room.cell),)),
        Cell(lines=(left_words(work, edition, terse=room.terse, most=room.cell),)),
    )


def _area(source: Source, work: Intervention, room: Room, named: set[str]) -> Cell:
    if source.is_setting(work):
        return Cell(lines=(SETTING,), strong=True)
    needs = source.needs_of(work)
    if not needs:
        return Cell(lines=("Not matched to an area", "No target need was recorded"), strong=True)
    prison, hospital = source.area(needs[0])
    # Where room is short, what a hospital's wording adds after its first part is left to the annex.
    lines = [prison, re.split("[:,]", hospital)[0] if room.terse else hospital]
    if needs[0] in named:
        lines = [source.need(needs[0])]
    named.add(needs[0])
    if len(needs) > 1 and not room.terse:
        lines.append("Also: " + "; ".join(source.need(need) for need in needs[1:]).lower())
    return Cell(lines=tuple(lines), strong=True)


def _work(work: Intervention, edition: DescribedEdition | None, room: Room) -> tuple[str, ...]:
    when = year_period(work) if room.terse else short_period(work)
    lines = [f"{work.title}. {work.establishment.name}, {when}"]
    told = []
    if edition and edition.form is CourseForm.PROGRAMME and edition.accreditation.status in _STANDING_TOLD:
        told.append(edition.accreditation.status.words)
    if work.missing_components:
        told.append(f"without {', '.join(part_titles(edition, work.missing_components))}")
    if edition and edition.discusses_offence is not Known.UNKNOWN and not room.terse:
        told.append(
            "needs the offence discussed" if edition.discusses_offence is Known.YES else "offence need not be discussed"
        )
    end = work.closure
    said_of_the_outcome = end is not None and end.judged_by is None and end.recorded is Recorded.REPORTED
    if work.recorded is Recorded.REPORTED and not said_of_the_outcome:
        told.append("as reported")
    if told:
        lines.append(sentence("; ".join(told)))
    return tuple(lines)


def _outcome(source: Source, work: Intervention, edition: DescribedEdition | None, room: Room) -> Cell:
    words = outcome_words(work, edition, terse=room.terse)
    if withdrawn := withdrawn_words(work, edition, source.today):
        if room.terse:
            return Cell(lines=(f"{words} Its standing ended later, for reasons not about them.",))
        return Cell(lines=(words, withdrawn))
    return Cell(lines=(words,))


def _further(source: Source, works: tuple[Intervention, ...]) -> tuple[Cell, ...]:
    """What page one has no room for is still named with its outcome; its annex says the rest."""
    outcomes = Counter(
        SETTING.lower() if source.is_setting(work) else work.outcome.words if work.outcome else state_words(work.state)
        for work in works
    )
    rest = Cell(lines=("Inside.",))
    return (
        Cell(lines=(f"{len(works)} further",), strong=True),
        Cell(lines=(clip("; ".join(dict.fromkeys(work.title for work in works)), 30),)),
        rest,
        Cell(lines=(sentence(", ".join(f"{many} {words}" for words, many in outcomes.items())),)),
        rest,
        rest,
    )


def _bare(source: Source, needs: list[str], room: Room) -> tuple[Cell, ...]:
    if len(needs) == 1:
        lines: tuple[str, ...] = source.area(needs[0])
    else:
        lines = (clip("; ".join(source.need(need) for need in needs), room.cell * 2), "Needs recorded as open")
    return (
        Cell(lines=lines, strong=True),
        Cell(lines=("No work recorded.",)),
        Cell(lines=("Nothing recorded.",)),
        Cell(lines=("Nothing to judge.",)),
        Cell(lines=("No work yet.",)),
        Cell(lines=("See what remains.",)),
    )
