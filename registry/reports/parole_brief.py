"""Rows of page one for work it has no room to tell of in full: each in a few words, the last of them together."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from exports.page import Block, Cell, Table
from registry.domain.attendance_words import received_briefly, whose
from registry.domain.begun import never_began
from registry.domain.catalogue import CourseForm
from registry.domain.closure import Outcome
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import AccreditationStatus
from registry.domain.intervention import Intervention
from registry.domain.reasons import StopReason
from registry.domain.room_for_words import in_room
from registry.domain.wording import is_heard, sentence, state_words, year_period
from registry.reports.parole_order import areas_of
from registry.reports.source import Source

INSIDE: Final = "others named inside"
_FURTHER: Final = " further"
_ANNEX: Final = re.compile(r"Annex \d+\.")
_MOST_TITLES: Final = 60  # words
_LIVED: Final = "lived there"

# A board must not have to open an annex to learn that a programme had lost its standing when it was given.
_STANDING_TOLD: Final = (
    AccreditationStatus.CONDITIONS,
    AccreditationStatus.LAPSED,
    AccreditationStatus.WITHDRAWN,
    AccreditationStatus.SUPERSEDED,
)


def brief_row(source: Source, work: Intervention, named: set[str], number: int) -> tuple[Cell, ...]:
    """Return the row of work whose rest stands in the annex of that number."""
    annex, end = Cell(lines=(f"Annex {number}.",)), work.closure
    judge = f", {end.judged_by.name}" if end and end.judged_by and not is_heard(work) else ""
    return (
        Cell(lines=(_areas(source, [work], named),), strong=True),
        Cell(lines=(named_where(work, year_period(work)), *map(sentence, standing_lost(source.edition(work))))),
        Cell(lines=(received_briefly(work, source.edition(work)),)),
        Cell(lines=(sentence(f"{_ended(source, work)}{judge}"),)),
        Cell(lines=("See annex.",)),
        annex,
    )


def further_row(source: Source, works: Sequence[Intervention], named: set[str]) -> tuple[Cell, ...]:
    """Return one row of all the works: their areas, and each by its name with how it ended or stands."""
    told = dict.fromkeys(f"{work.title} ({_ended(source, work)})" for work in works)
    annexes = Cell(lines=("See annexes.",))
    return (
        Cell(lines=(f"{len(works)}{_FURTHER}", _areas(source, works, named)), strong=True),
        Cell(lines=("; ".join(in_room(told, _MOST_TITLES, INSIDE)),)),
        annexes,
        Cell(lines=("As named.",)),
        annexes,
        annexes,
    )


def tells_in_brief(front: Iterable[Block]) -> bool:
    """Whether a row of page one tells of work in brief, so that the pages after it hold a row for each."""
    rows = (row for block in front if isinstance(block, Table) for row in block.rows)
    return any(row[0].lines[0].endswith(_FURTHER) or _ANNEX.fullmatch(row[-1].lines[0]) for row in rows)


def named_where(work: Intervention, when: str) -> str:
    """Return what the work is called, and where and `when` it was."""
    return f"{work.title}. {work.establishment.name}, {when}"


def standing_lost(edition: DescribedEdition | None) -> list[str]:
    """Return the standing a board must learn of; nothing where the programme had it in full, or has none to lose."""
    if edition is None or edition.form is not CourseForm.PROGRAMME:
        return []
    status = edition.accreditation.status
    return [status.words] if status in _STANDING_TOLD else []


def _areas(source: Source, works: Sequence[Intervention], named: set[str]) -> str:
    """The need that one piece of work aims at first, and those of all the works that no row above names."""
    needs = dict.fromkeys(need for work in works for need in areas_of(source, work))
    fresh = [need for need in needs if need not in named]
    told = list(dict.fromkeys((*(list(needs)[:1] if len(works) == 1 or not fresh else ()), *fresh)))
    named.update(needs)
    if told:
        return "; ".join(map(source.need, told))
    return "Therapeutic setting" if all(map(source.is_setting, works)) else "Not matched to an area"


def _ended(source: Source, work: Intervention) -> str:
    """How it ended or stands; of what was not completed whose doing that was."""
    if source.is_setting(work) and not never_began(work):
        return _LIVED
    end = work.closure
    words = end.outcome.words if end else state_words(work.state)
    if end and end.reason and end.outcome is not Outcome.COMPLETED and end.reason is not StopReason.TRANSFERRED:
        words = f"{words}: {whose(end.reason.cause)}"
    return f"{words}, as reported" if is_heard(work) else words
