"""The table of page one: one row for each piece of work under its area of need, and one for needs without work."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from exports.page import Block, Cell, Column, Table
from registry.domain.catalogue import CourseForm
from registry.domain.closure import Outcome
from registry.domain.continuity_words import joined
from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition, part_titles
from registry.domain.dose import standing
from registry.domain.edition import AccreditationStatus
from registry.domain.intervention import Intervention
from registry.domain.line_kind import LineKind
from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.participant import Known
from registry.domain.product import ProductKind
from registry.domain.session import ModuleStanding
from registry.domain.wording import (
    attendance_words,
    in_room,
    is_heard,
    left_words,
    outcome_words,
    outside_words,
    sentence,
    short_period,
    state_words,
    withdrawn_words,
    year_period,
)
from registry.reports.plan_words import REMAINING
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
_HALF_A_LINE: Final = 10  # signs
_FURTHER: Final = " further"
_INSIDE: Final = "others named inside"
_MOST_TITLES: Final = 30  # words
_STAYING_WELL: Final = "staying-well"
_ASKED_OF_FIRST: Final = ("violence", "sexual-offending")
SETTING: Final = "Time lived in a therapeutic setting"

# A board must not have to open an annex to learn that a programme had lost its standing when it was given.
_STANDING_TOLD: Final = (
    AccreditationStatus.CONDITIONS,
    AccreditationStatus.LAPSED,
    AccreditationStatus.WITHDRAWN,
    AccreditationStatus.SUPERSEDED,
)


class Step(IntEnum):
    """What page one says in fewer words where room is short: the smallest loss first, and each told whole elsewhere."""

    BESIDE = 1  # a row of its own for a need that work aims at beside its first one; it is named there
    SHOWER = 2  # by whom the report was shown, and whose records these are
    REASONS = 3  # why they were away; whose doing it was stays
    WORDING = 4  # what a hospital's wording of a need adds after its first part
    TOGETHER = 5  # needs without work share a row
    OUTCOME = 6  # judgements and periods by the month and the year, goals reviewed without their answers
    COULD = 7  # who else could give what is not available
    LEFT = 8  # what is not yet shown: only that something is not
    DETAIL = 9  # sessions in part, from where work goes on, that an offence need not be discussed, who approved by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much page one may say before it grows past one page; what it cuts stands whole on the pages after it."""

    cell: int
    quote: int
    points: int
    point: int
    short: int
    rows: int
    step: int = 0

    def shortens(self, step: Step) -> bool:
        """Whether what the step names is said in fewer words."""
        return self.step >= step


# With a row and all its words for each piece of work.
_WHOLE: Final = Room(cell=999, quote=0, points=0, point=0, short=0, rows=999)


def by_area(source: Source, room: Room) -> Table | None:
    """Return the table of page one, or None where the summary names neither work nor needs."""
    listed = in_order(source)
    rows: list[tuple[Cell, ...]] = []
    named: set[str] = set()
    rows.extend(_row(source, work, room, named, number) for number, work in enumerate(listed[: room.rows], 1))
    further = listed[room.rows :]
    if further:
        rows.append(_further(source, further, named))
    if not room.shortens(Step.BESIDE):
        rows.extend(_beside(source, record, listed) for record in _second(source))
    rows.extend(_bare(source, needs, room) for needs in _gathered(source, room))
    fitted = room.shortens(Step.REASONS)
    return Table(columns=_fitted(rows) if fitted else COLUMNS, rows=tuple(rows)) if rows else None


def _fitted(rows: list[tuple[Cell, ...]]) -> tuple[Column, ...]:
    """The columns, broadest where the longest cells stand, so that the rows of a full table stay low."""

    def longest(place: int) -> int:
        # Each line of a cell begins anew, and leaves about half a line of its own empty.
        return max(sum(len(line) + _HALF_A_LINE for line in row[place].lines) for row in rows)

    # Half the width is shared evenly: a narrow column of long words would be taller than one of many short ones.
    total = sum(longest(place) for place in range(len(COLUMNS)))
    return tuple(
        Column(heading=column.heading, weight=_EVEN / len(COLUMNS) + (1 - _EVEN) * longest(place) / total)
        for place, column in enumerate(COLUMNS)
    )


def whole_by_area(source: Source, front: Iterable[Block]) -> Table | None:
    """Return the table with a row for each piece of work, where the one on page one folds some into one row; else None:
    nobody could tell from a folded row which outcome belongs to which area.
    """
    folded = any(
        row[0].lines[0].endswith(_FURTHER) for block in front if isinstance(block, Table) for row in block.rows
    )
    return by_area(source, _WHOLE) if folded else None


def modules_done(source: Source, besides: Collection[str]) -> tuple[str, ...]:
    """Return of each piece of work that is not over by itself (`besides`: titles) the modules somebody judged done."""
    told = []
    for work in in_order(source):
        if work.title in besides or work.outcome is Outcome.COMPLETED:
            continue
        places = standing(work, source.edition(work)).places
        if done := [one.module.title for one in places if one.mark and one.standing is ModuleStanding.DONE]:
            told.append(f"{', '.join(done)} ({work.title.partition(':')[0]})")
    return tuple(told)


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
    """The needs in the plan's order, then as recorded, then as the work names them; what a board asks of first stands
    first: violence, sexual offending, and what work on the offence was for.
    """
    plan = source.subject.plan.needs if source.subject.plan else ()
    recorded = (record.need for record in source.subject.needs)
    worked = (_first_need(source, work) for work in source.works)
    asked_first = (work for work in source.works if _is_asked_of_first(source, work))
    of_offences = {_first_need(source, work) for work in asked_first}
    first = of_offences.union(_ASKED_OF_FIRST)
    return sorted(dict.fromkeys((*plan, *recorded, *worked)), key=lambda need: need not in first)


def _is_asked_of_first(source: Source, work: Intervention) -> bool:
    edition = source.edition(work)
    discusses = edition is not None and edition.discusses_offence is Known.YES
    return discusses or not set(_ASKED_OF_FIRST).isdisjoint(source.needs_of(work))


def without_work(source: Source) -> list[str]:
    """Return the needs recorded as open that no piece of work in the report aims at."""
    worked = {need for work in source.works for need in source.needs_of(work)}
    wanting = {record.need for record in source.subject.needs if record.standing is not NeedStanding.MET}
    return [need for need in _order(source) if need in wanting - worked]


def _row(source: Source, work: Intervention, room: Room, named: set[str], number: int) -> tuple[Cell, ...]:
    edition, annex = source.edition(work), f"Recorded: Annex {number}."
    return (
        _area(source, work, room, named),
        Cell(lines=_work(work, edition, room)),
        Cell(lines=(" ".join(_received(work, edition, room)),)),
        _outcome(source, work, edition, room),
        Cell(lines=(outside_words(work, room.cell, annex, terse=room.shortens(Step.OUTCOME)),)),
        Cell(lines=(left_words(work, edition, terse=room.shortens(Step.LEFT), within=(room.cell, annex)),)),
    )


def _received(work: Intervention, edition: DescribedEdition | None, room: Room) -> tuple[str, ...]:
    """The reasons for absence go first; which goals were reached, and what was attended in part, later."""
    if room.shortens(Step.DETAIL):
        return attendance_words(work, edition, terse=True)
    return attendance_words(work, edition, terse=room.shortens(Step.REASONS), whole=not room.shortens(Step.OUTCOME))


def _area(source: Source, work: Intervention, room: Room, named: set[str]) -> Cell:
    if source.is_setting(work):
        return Cell(lines=(SETTING,), strong=True)
    needs = source.needs_of(work)
    if not needs:
        return Cell(lines=("Not matched to an area", "No target need was recorded"), strong=True)
    prison, hospital = source.area(needs[0])
    lines = [prison, re.split("[:,]", hospital)[0] if room.shortens(Step.WORDING) else hospital]
    if needs[0] in named:
        lines = [source.need(needs[0])]
    named.update(needs)
    if len(needs) > 1:
        lines.append("Also: " + "; ".join(source.need(need) for need in needs[1:]).lower())
    if room.shortens(Step.DETAIL):
        lines[1:] = ["; ".join(lines[1:]).replace("; Also:", "; also:")] if lines[1:] else []
    return Cell(lines=tuple(lines), strong=True)


def _work(work: Intervention, edition: DescribedEdition | None, room: Room) -> tuple[str, ...]:
    when = year_period(work) if room.shortens(Step.OUTCOME) else short_period(work)
    lines = [f"{work.title}. {work.establishment.name}, {when}"]
    told = []
    if edition and edition.form is CourseForm.PROGRAMME and edition.accreditation.status in _STANDING_TOLD:
        told.append(edition.accreditation.status.words)
    if work.missing_components:
        told.append(f"without {', '.join(part_titles(edition, work.missing_components))}")
    if edition and edition.discusses_offence is Known.YES:
        told.append("discusses the offence" if room.shortens(Step.DETAIL) else "needs the offence discussed")
    elif edition and edition.discusses_offence is Known.NO and not room.shortens(Step.DETAIL):
        told.append("offence need not be discussed")
    end = work.closure
    said_of_the_outcome = end is not None and end.judged_by is None and end.recorded is Recorded.REPORTED
    if work.recorded is Recorded.REPORTED and not said_of_the_outcome:
        told.append("as reported")
    if told:
        lines.append(sentence("; ".join(told)))
    return tuple(lines)


def _outcome(source: Source, work: Intervention, edition: DescribedEdition | None, room: Room) -> Cell:
    words = outcome_words(work, edition, terse=room.shortens(Step.OUTCOME))
    if withdrawn := withdrawn_words(work, edition, source.today):
        if room.shortens(Step.OUTCOME):
            return Cell(lines=(f"{words} Its standing ended later, for reasons not about them.",))
        return Cell(lines=(words, withdrawn))
    return Cell(lines=(words,))


def _further(source: Source, works: tuple[Intervention, ...], named: set[str]) -> tuple[Cell, ...]:
    """What page one has no room for is still named with its areas and its outcome; its annex says the rest."""
    outcomes = Counter(SETTING.lower() if source.is_setting(work) else _how_it_stands(work) for work in works)
    areas = [
        need for need in dict.fromkeys(need for work in works for need in source.needs_of(work)) if need not in named
    ]
    rest = Cell(lines=("Inside.",))
    return (
        Cell(lines=(f"{len(works)}{_FURTHER}", *(("; ".join(map(source.need, areas)),) if areas else ())), strong=True),
        Cell(lines=("; ".join(in_room(dict.fromkeys(work.title for work in works), _MOST_TITLES, _INSIDE)),)),
        rest,
        Cell(lines=(sentence(joined(f"{many} {words}" for words, many in outcomes.items())),)),
        rest,
        rest,
    )


def _how_it_stands(work: Intervention) -> str:
    """What somebody reported is counted apart from what somebody judged."""
    words = work.outcome.words if work.outcome else state_words(work.state)
    words = words.replace(", not started", " (not started)")
    return f"{words} as reported" if is_heard(work) else words


def _second(source: Source) -> tuple[NeedRecord, ...]:
    """The newest record of each need that work aims at, but none aims at first."""
    firsts = {_first_need(source, work) for work in source.works}
    others = {need for work in source.works for need in source.needs_of(work)} - firsts
    newest = {record.need: record for record in sorted(source.subject.needs, key=lambda one: one.on.text)}
    return tuple(newest[need] for need in dict.fromkeys(one.need for one in source.subject.needs) if need in others)


def _beside(source: Source, record: NeedRecord, listed: tuple[Intervention, ...]) -> tuple[Cell, ...]:
    """A need that has no work of its own: within which work it was, and how it stands by whose judgement."""
    within = "; ".join(dict.fromkeys(work.title for work in listed if record.need in source.needs_of(work)))
    there = Cell(lines=("As there.",))
    return (
        Cell(lines=source.area(record.need), strong=True),
        Cell(lines=(f"Within {within}.",)),
        there,
        Cell(lines=(f"Need {record.standing.value}: {record.by}, {record.on.words}.",)),
        there,
        there,
    )


def _gathered(source: Source, room: Room) -> list[list[str]]:
    """The needs without work: each for a row of its own, or those in the plan and those not each for one. What is kept
    up for a need without a course has its own row always.
    """
    bare = without_work(source)
    if not room.shortens(Step.TOGETHER):
        return [[need] for need in bare]
    apart = [[need] for need in bare if kept_up(source, need)]
    rest = [need for need in bare if [need] not in apart]
    apart += [[need for need in rest if _is_planned(source, need) is planned] for planned in (True, False)]
    return [needs for needs in apart if needs]


def kept_up(source: Source, need: str) -> tuple[str, ...]:
    """Return what is there for a need without any course: what the plan keeps going for it, and plans for staying well
    that the reader may see.
    """
    plan = source.subject.plan
    lines = [one for one in plan.lines if one.stands_as is LineKind.KEEP_GOING] if plan else []
    told = [f"skills from {line.title}" for line in lines if need in (line.need, *line.also_for)]
    if need == _STAYING_WELL:
        made = (product for work in source.works for product in work.products)
        told += [f"{one.title} ({one.on.words})" for one in made if one.kind is ProductKind.STAYING_WELL_PLAN]
    return tuple(dict.fromkeys(told))


def _is_planned(source: Source, need: str) -> bool:
    plan = source.subject.plan
    return plan is not None and any(line.need == need and line.stands_as in REMAINING for line in plan.lines)


def _bare(source: Source, needs: list[str], room: Room) -> tuple[Cell, ...]:
    together = room.shortens(Step.TOGETHER)
    left = "Not planned." if source.subject.plan else "No plan."
    kept = kept_up(source, needs[0])
    none = "No work." if room.shortens(Step.DETAIL) else "No work recorded."
    work = f"No course; kept up: {'; '.join(in_room(kept, room.cell, _INSIDE))}." if kept else none
    return (
        Cell(lines=("; ".join(map(source.need, needs)),) if together else source.area(needs[0]), strong=True),
        Cell(lines=(work,)),
        Cell(lines=("None.",)),
        Cell(lines=("None.",)),
        Cell(lines=("Nothing.",)),
        Cell(lines=("See what remains." if _is_planned(source, needs[0]) else left,)),
    )
