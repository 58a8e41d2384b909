"""The table of page one: one row for each piece of work under its area of need, and one for needs without work."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from exports.page import Block, Cell, Column, Table
from registry.domain.attendance_words import attendance_words
from registry.domain.begun import is_bare, never_began
from registry.domain.closure import Outcome
from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition, part_titles
from registry.domain.dose import standing
from registry.domain.intervention import Intervention
from registry.domain.line_kind import LineKind
from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.participant import Known
from registry.domain.parts_given import parts_absent
from registry.domain.product import ProductKind
from registry.domain.room_for_words import in_room
from registry.domain.session import ModuleStanding
from registry.domain.wording import (
    NOTHING_LEFT_SAID,
    NOTHING_OF_THIS_NEED,
    left_words,
    outcome_words,
    outside_words,
    sentence,
    short_period,
    withdrawn_words,
    year_period,
)
from registry.reports.parole_brief import (
    INSIDE,
    brief_row,
    further_row,
    named_where,
    standing_lost,
    tells_in_brief,
)
from registry.reports.parole_order import areas_of, first_need, heaviest, in_order, needs_in_order
from registry.reports.parole_room import Room, Step
from registry.reports.plan_words import REMAINING, not_advised
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
_AS_THERE: Final = "As there."
_NOTHING: Final = "Nothing recorded."
_STAYING_WELL: Final = "staying-well"
SETTING: Final = "Time lived in a therapeutic setting"
_SETTING: Final = "Therapeutic setting"

# With a full row and all its words for each piece of work.
_WHOLE: Final = Room(cell=999, quote=0, points=0, point=0, short=0, rows=999)


def by_area(source: Source, room: Room) -> Table | None:
    """Return the table of page one, or None where the summary names neither work nor needs."""
    listed = in_order(source)
    rows: list[tuple[Cell, ...]] = []
    named: set[str] = set()
    by_weight = heaviest(source, listed)
    full, briefly = by_weight[: room.rows], by_weight[room.rows : room.rows + room.brief]
    if len(by_weight) == len(full) + len(briefly) + 1:
        # A row of one is no shorter for saying less of it.
        briefly = by_weight[room.rows :]
    for number, work in enumerate(listed, 1):
        if work in full:
            rows.append(_row(source, work, room, named, number))
        elif work in briefly:
            rows.append(brief_row(source, work, named, number))
    if further := [work for work in listed if work not in full and work not in briefly]:
        rows.append(further_row(source, further, named))
    if not room.shortens(Step.BESIDE):
        rows.extend(_beside(source, record, listed, room) for record in _second(source))
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
    """Return the table with a full row for each piece of work, where the one on page one tells of some in brief."""
    return by_area(source, _WHOLE) if tells_in_brief(front) else None


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


def setting_words(work: Intervention) -> str:
    """Return how time in a therapeutic setting is headed: as lived there only where somebody did."""
    return _SETTING if never_began(work) else SETTING


def without_work(source: Source) -> list[str]:
    """Return the needs recorded as open that no piece of work in the report aims at."""
    worked = {need for work in source.works for need in source.needs_of(work)}
    wanting = {record.need for record in source.subject.needs if record.standing is not NeedStanding.MET}
    return [need for need in needs_in_order(source) if need in wanting - worked]


def _row(source: Source, work: Intervention, room: Room, named: set[str], number: int) -> tuple[Cell, ...]:
    edition, annex = source.edition(work), _annex(number)
    told = _of_its_needs(source, work, room)
    return (
        _area(source, work, room, named),
        Cell(lines=_work(work, edition, room)),
        Cell(lines=(" ".join(_received(work, edition, room)),)),
        _outcome(source, work, edition, room),
        Cell(lines=(_seen_in(told, room, annex),)),
        Cell(lines=(left_words(told, edition, terse=room.shortens(Step.LEFT), within=(room.cell, annex)),)),
    )


def _seen_in(work: Intervention, room: Room, annex: str) -> str:
    """What was seen outside sessions; that nothing was would be an observation of work of which nothing is recorded."""
    if is_bare(work) and not never_began(work):
        return _NOTHING
    return outside_words(work, room.cell, annex, terse=room.shortens(Step.OUTCOME))


def _of_its_needs(source: Source, work: Intervention, room: Room) -> Intervention:
    """The work with what is held of its first need, and of the others each under its name: none is said of another.

    What has a row of its own below is left to that.
    """
    first = first_need(source, work)
    besides = () if room.shortens(Step.BESIDE) else tuple(record.need for record in _second(source))
    own = [entry for entry in work.progress if entry.need == first]
    others = [entry for entry in work.progress if entry.need != first and entry.need not in besides]
    named = (
        replace(
            entry,
            seen_outside=_under(source, entry.need, entry.seen_outside),
            not_yet_shown=_under(source, entry.need, entry.not_yet_shown),
        )
        for entry in others
    )
    return replace(work, progress=(*own, *named))


def _under(source: Source, need: str, text: str | None) -> str | None:
    return f"{source.need(need)}: {text}" if text else None


def _received(work: Intervention, edition: DescribedEdition | None, room: Room) -> tuple[str, ...]:
    """The reasons for absence go first; which goals were reached, and what was attended in part, later."""
    if room.shortens(Step.DETAIL):
        return attendance_words(work, edition, terse=True)
    return attendance_words(work, edition, terse=room.shortens(Step.REASONS), whole=not room.shortens(Step.OUTCOME))


def _area(source: Source, work: Intervention, room: Room, named: set[str]) -> Cell:
    if source.is_setting(work):
        return Cell(lines=(setting_words(work),), strong=True)
    needs = areas_of(source, work)
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
    lines = [named_where(work, year_period(work) if room.shortens(Step.OUTCOME) else short_period(work))]
    told = standing_lost(edition)
    if absent := parts_absent(edition, work):
        told.append(f"without {', '.join(part_titles(edition, absent))}")
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


def _second(source: Source) -> tuple[NeedRecord, ...]:
    """The newest record of each need that work aims at, but none aims at first."""
    firsts = {first_need(source, work) for work in source.works}
    others = {need for work in source.works for need in source.needs_of(work)} - firsts
    newest = {record.need: record for record in sorted(source.subject.needs, key=lambda one: one.on.text)}
    return tuple(newest[need] for need in dict.fromkeys(one.need for one in source.subject.needs) if need in others)


def _beside(source: Source, record: NeedRecord, listed: tuple[Intervention, ...], room: Room) -> tuple[Cell, ...]:
    """A need that has no work of its own: within which work it was, and how it stands by whose judgement."""
    works = [(work, _annex(number)) for number, work in enumerate(listed, 1) if record.need in source.needs_of(work)]
    within = "; ".join(dict.fromkeys(work.title for work, _ in works))
    seen = (_seen_of(work, record.need, room, annex) for work, annex in works)
    left = (_left_of(source, work, record.need, room, annex) for work, annex in works)
    return (
        Cell(lines=source.area(record.need), strong=True),
        Cell(lines=(f"Within {within}.",)),
        Cell(lines=(_AS_THERE,)),
        Cell(lines=(f"Need {record.standing.value}: {record.by}, {record.on.words}.",)),
        Cell(lines=tuple(dict.fromkeys(seen))),
        Cell(lines=tuple(dict.fromkeys(left))),
    )


def _annex(number: int) -> str:
    """Where what a cell has no room for stands."""
    return f"Recorded: Annex {number}."


def _on(work: Intervention, need: str) -> Intervention:
    """The work with what is held of one of its needs, and of the course as a whole."""
    return replace(
        work,
        progress=tuple(one for one in work.progress if one.need == need),
        goals=tuple(one for one in work.goals if one.need in (None, need)),
    )


def _seen_of(work: Intervention, need: str, room: Room, annex: str) -> str:
    mine = _on(work, need)
    return outside_words(mine, room.cell, annex) if mine.progress else NOTHING_OF_THIS_NEED


def _left_of(source: Source, work: Intervention, need: str, room: Room, annex: str) -> str:
    mine, edition = _on(work, need), source.edition(work)
    left = left_words(mine, edition)
    if left in NOTHING_LEFT_SAID:
        return NOTHING_OF_THIS_NEED
    return _AS_THERE if left == left_words(work, edition) else left_words(mine, edition, within=(room.cell, annex))


def _gathered(source: Source, room: Room) -> list[list[str]]:
    """The needs without work: each for a row of its own, or those in the plan and those not each for one. What is kept
    up for a need without a course has its own row always.
    """
    bare = without_work(source)
    if not room.shortens(Step.TOGETHER):
        return [[need] for need in bare]
    apart = [[need] for need in bare if kept_up(source, need) or not_advised(source.subject.plan, need)]
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
    # Of anybody alike, since a board may not see all that is recorded: what this report holds, and no more.
    left = "Not planned here." if source.subject.plan else "No plan here."
    if any(not_advised(source.subject.plan, need) for need in needs):
        left = "Not advised for now: see the plan."
    kept = kept_up(source, needs[0])
    full = room.shortens(Step.DETAIL)
    # What nobody gave was not received, ended or seen: no word reads as an observation. On a full page each is one.
    none = "No course." if kept else "None here."
    bare = "None." if full else none
    held = "None here." if full else "None in this report."
    work = f"No course here; kept up: {'; '.join(in_room(kept, room.cell, INSIDE))}." if kept else held
    return (
        Cell(lines=("; ".join(map(source.need, needs)),) if together else source.area(needs[0]), strong=True),
        Cell(lines=(work,)),
        Cell(lines=(bare,)),
        Cell(lines=(bare,)),
        Cell(lines=(none,)),
        Cell(lines=("See what remains." if _is_planned(source, needs[0]) else left,)),
    )
