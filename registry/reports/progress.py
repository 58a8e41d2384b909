"""Progress as a report tells it: a row for each need that the work aims at, none passed over.

Source: the clinical standard, section 3.
"""

from collections.abc import Iterator
from typing import Final

from exports.page import Block, Cell, Column, Heading, Paragraph, Table
from registry.domain.begun import is_bare, never_began
from registry.domain.intervention import Intervention
from registry.domain.product import Progress
from registry.domain.risk_words import in_their_name
from registry.domain.wording import NEVER_BEGAN, NOT_HELD, NOT_OUTSIDE, NOTHING_OF_THIS_NEED, only_reported
from registry.reports.instruments import none_words
from registry.reports.source import Source

NOTHING_RECORDED: Final = "Nothing recorded."


def progress_blocks(source: Source, work: Intervention) -> Iterator[Block]:
    """Yield the heading, and a row for each need: what was learnt, seen in sessions and outside, and not yet shown."""
    yield Heading(level=2, text="Progress, need by need")
    if not work.progress and never_began(work):
        yield Paragraph(text=NEVER_BEGAN)
        return
    if not work.progress:
        # Page one and its annex say one thing of work that is only reported.
        none = none_words(source, "note of progress")
        held = none if is_bare(work) else f"{none} {NOT_OUTSIDE}"
        yield Paragraph(text=NOT_HELD if only_reported(work) else held)
        return
    yield Table(
        columns=progress_columns(),
        rows=(*(progress_row(source, entry) for entry in work.progress), *_unseen(source, work)),
    )


def _unseen(source: Source, work: Intervention) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each need that the work aims at and of which nothing is recorded: none is passed over."""
    nothing = Cell(lines=(NOTHING_RECORDED,))
    for need in unseen_needs(source, work):
        yield (
            Cell(lines=(source.need(need),), strong=True),
            nothing,
            nothing,
            Cell(lines=(NOTHING_OF_THIS_NEED,)),
            nothing,
        )


def unseen_needs(source: Source, work: Intervention) -> tuple[str, ...]:
    """Return the needs that the work aims at and no progress is recorded of."""
    seen = {entry.need for entry in work.progress}
    return tuple(need for need in source.needs_of(work) if need not in seen)


def progress_columns(first: str = "Need") -> tuple[Column, ...]:
    """Return the columns of a table of progress; `first` says what the entries are told by."""
    headings = (first, "Learnt", "Seen in sessions", "Seen outside sessions", "Not yet shown or tested")
    return tuple(Column(heading=heading) for heading in headings)


def progress_row(source: Source, entry: Progress, *told: str) -> tuple[Cell, ...]:
    """Return one observation as a row; `told` is said of it beside its need. No cell is empty."""
    return (
        Cell(lines=(source.need(entry.need), *told, f"{entry.by}, {entry.on.words}"), strong=True),
        Cell(lines=(_written(entry.learnt, entry.by),)),
        Cell(lines=(_written(entry.seen_in_sessions, entry.by),)),
        Cell(lines=(entry.outside_words,)),
        Cell(lines=(_written(entry.not_yet_shown, entry.by),)),
    )


def _written(text: str | None, by: str) -> str:
    return in_their_name(text, by) if text else NOTHING_RECORDED
