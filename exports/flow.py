"""Lays a document's blocks one after another as strips.

Section headings stand in a column of their own, beside the first line of what they head: the eye finds the sections
down the left edge, lines of text stay short enough to read, and no height is spent on headings. A heading with a
drawing stands above its section, whose text begins under its words. What needs the whole width takes it. What goes on
on another page, a table too, says under which heading, and that it goes on there.
"""

from dataclasses import replace
from typing import Final, assert_never

from exports import charts, grids, strips
from exports.chart import Chart
from exports.page import (
    Block,
    Bullets,
    CheckBlock,
    Document,
    Facts,
    Gauge,
    Heading,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Style,
    Table,
    WritingSpace,
)
from exports.strips import PICTURED, SECTION, Strip, set_lines, shifted
from exports.typeset import wrap
from exports.visible import visible

# The width of the column of section headings, and of the space between it and the text, in points.
SIDE: Final = 98.0
SIDE_GAP: Final = 14.0
# A longer heading would hang far below the text beside it, and stands above it instead.
_SIDE_LINES: Final = 4
# A page narrower than this, in points, has no room for a column of headings.
_NARROW: Final = 400.0

_CONTINUED: Final = ", continued"

# What takes the whole width, and what a section heading stands above for.
_WIDE: Final = (Table, SignatureBlock, CheckBlock)
_ABOVE: Final = (*_WIDE, Heading, PageBreak)
# What ends in a rule needs air under it.
_RULED: Final = (Facts, Table, WritingSpace)


def _beside(block: Heading) -> list[str]:
    """The lines of a section heading in its own column."""
    return wrap(visible(block.text, prose=False), SECTION, SIDE)


def _block(block: Block, code: str, x: float, width: float, full: float) -> list[Strip]:
    """The strips of one block; *x* and *width* are those of the column of text, *full* is the width of the page."""
    match block:
        case Heading():
            return strips.heading(block, x, width) if block.level == 3 else strips.heading(block, 0, full)
        case Paragraph():
            return strips.paragraph(block, x, width)
        case Bullets():
            return strips.bullets(block, x, width)
        case Facts():
            return grids.facts(block, x, width)
        case Gauge():
            return [strips.gauge(block, x, width)]
        case Chart():
            return charts.chart(block, x, width)
        case Table():
            return _cleared(grids.table(block, 0, full))
        case SignatureBlock():
            return _cleared(grids.signatures(block, 0, full))
        case CheckBlock():
            return _cleared(grids.check(block, code, 0, full))
        case WritingSpace():
            return strips.writing_space(block, x, width)
        case PageBreak():
            return []
    assert_never(block)


def _opens(block: Block, before: Block | None, after: Block | None) -> bool:
    """Whether a paragraph stays with what follows: it heads that, stands between a heading and the first part, facts or
    table under it, or is a quotation whose source follows.
    """
    if not isinstance(block, Paragraph):
        return False
    if isinstance(after, Heading):
        return isinstance(before, Heading) and before.level < after.level
    if isinstance(after, Facts | Table) and isinstance(before, Heading):
        return True
    sourced = block.style is Style.QUOTE and isinstance(after, Paragraph) and after.style is Style.SMALL
    return sourced or block.style is Style.STRONG or block.text.endswith(":") or isinstance(after, WritingSpace)


def _again(heading: Heading, x: float, width: float, section: Strip | None = None) -> Strip:
    """A heading as it is drawn again where what it heads goes on on another page, beside the heading of its section."""
    again = Strip(0, marks=list(section.marks), reach=section.reach) if section else Strip(0)
    for strip in strips.heading(_continued(heading), x, width):
        _add(again, strip)
    again.height += 3
    return again


def _again_beside(heading: Heading) -> Strip:
    """A section heading in its own column, as it is drawn again on another page."""
    again = Strip(0)
    again.reach = set_lines(again.marks, _beside(_continued(heading)), SECTION, 0, 0)
    return again


def _continued(heading: Heading) -> Heading:
    return heading if heading.text.endswith(_CONTINUED) else replace(heading, text=heading.text + _CONTINUED)


def _add(above: Strip, strip: Strip) -> None:
    """Make *strip* the lowest part of *above*."""
    above.marks += [shifted(mark, above.height) for mark in strip.marks]
    above.height += strip.height


def _headed(rows: list[Strip], heading: Heading, width: float) -> None:
    """Say above the column headings of a table that goes on on another page what it is."""
    again = None
    for strip in rows:
        if strip.head and again is None:
            again = _again(heading, 0, width)
            _add(again, strip.head)
        if strip.head:
            strip.head = again


def _cleared(made: list[Strip]) -> list[Strip]:
    made[0].clear = True
    return made


def flow(document: Document, width: float) -> list[Strip]:
    """Return all strips of *document* for a page body *width* points wide, in reading order."""
    made: list[Strip] = []
    x = 0.0  # until the first section heading, text takes the whole width
    side: list[str] = []
    over: Heading | None = None  # the heading of the section, or of the part of it, that goes on
    section: Strip | None = None  # what is drawn again of it above or beside what goes on
    new_page = soft = False
    for before, block, after in zip(
        (None, *document.blocks), document.blocks, (*document.blocks[1:], None), strict=False
    ):
        if isinstance(block, PageBreak):
            soft = block.soft and (soft or not new_page)
            new_page = bool(made)
            continue
        if isinstance(block, Heading) and block.level == 2:
            x = 0.0 if width < _NARROW else PICTURED if block.picture else SIDE + SIDE_GAP
            above = not x or block.picture or after is None or isinstance(after, _ABOVE)
            side, section, over = [] if above else _beside(block), None, block
            if 0 < len(side) <= _SIDE_LINES:
                continue
            side = []
        elif isinstance(block, Heading):
            over = block if block.level == 3 else None
            if block.level == 1:
                x, section = 0.0, None
        fresh = _block(block, document.code, x, width - x, width)
        if section and not isinstance(block, _WIDE):
            for strip in fresh:
                strip.head = section
        if isinstance(block, Heading) and block.level == 2 and (block.picture or not x):
            # With a drawing, or without a column of headings, it stands above its section, and does so again.
            section = _again(block, 0, width)
        if side and isinstance(before, Heading):
            _set_beside(fresh[0], side)
            section = _again_beside(before)
            for strip in fresh[1:]:
                strip.head = section
            side = []
        if _opens(block, before, after):
            fresh[-1].keep = True
        if isinstance(block, Facts) and isinstance(before, Heading) and before.level == 3:
            again = _again(before, x, width - x, section)
            for strip in fresh[1:]:
                strip.head = again
        if isinstance(block, Table) and over:
            _headed(fresh, over, width)
        if isinstance(before, _RULED):
            fresh[0].gap = max(fresh[0].gap, 8)
        fresh[0].new_page, fresh[0].soft = new_page, soft
        new_page = soft = False
        made += fresh
    return made


def _set_beside(strip: Strip, side: list[str]) -> None:
    """Set the lines of a section heading beside *strip*, first in reading order, its first baseline level with the
    text's.
    """
    marks: list[strips.Mark] = []
    first = next((mark.y for mark in strip.marks if isinstance(mark, strips.Text)), SECTION.baseline)
    strip.reach = set_lines(marks, side, SECTION, 0, first - SECTION.baseline)
    strip.marks[:0] = marks
    strip.gap = 8
    strip.clear = True
