"""The strips of what stands in columns: facts, tables, signatures, and how to check the page."""

from typing import Final

from exports.codes import code_rows, runs_of
from exports.page import Cell, CheckBlock, Facts, SignatureBlock, Table
from exports.strips import ACCENT, HAIR, INK, LABEL, MUTED, Box, Mark, Strip, line_strips, natural_width, set_lines
from exports.typeset import REGULAR, STRONG, Type, wrap
from exports.visible import visible

COLUMN_HEAD: Final = Type(STRONG, 7.9, 9.4, MUTED)
CELL: Final = Type(REGULAR, 8.5, 10.2, INK)
CELL_STRONG: Final = Type(STRONG, 8.5, 10.2, INK)
CELL_UNDER: Final = Type(REGULAR, 7.9, 9.4, MUTED)
FACT: Final = Type(REGULAR, 9, 11.6, INK)
FACT_LABEL: Final = Type(REGULAR, 8.2, 11.6, MUTED)
NUMBER: Final = Type(REGULAR, 9, 11, INK)
CHECK_WORD: Final = Type(STRONG, 14, 16.5, INK)
SMALL: Final = Type(REGULAR, 8.1, 10, INK)
NAME: Final = Type(STRONG, 9, 11, INK)

# White space between neighbouring columns, in points.
GUTTER: Final = 9.0
# Facts that are no higher than this, in points, never part; of more, none stands alone on a page.
_FACTS_TOGETHER: Final = 130.0


def facts(block: Facts, x: float, width: float) -> list[Strip]:
    """Return labelled values in two pairs of columns where they are wide enough, else one, between two rules."""
    pairs = [(visible(label, prose=False), visible(value, prose=False)) for label, value in block.rows]
    across = 2 if len(pairs) > 1 and width > 420 else 1
    span = (width - GUTTER * 2 * (across - 1)) / across
    strips: list[Strip] = []
    level = FACT.baseline - FACT_LABEL.baseline  # labels are smaller, and stand on the same line all the same
    label_widths = [
        min(natural_width([label for label, _ in pairs[place::across]], FACT_LABEL), span * 0.4) + 8
        for place in range(across)
    ]
    for start in range(0, len(pairs), across):
        strip = Strip(0, gap=0 if strips else 5)
        pad = 4.0 if not strips else 1.0
        if not strips:
            strip.marks.append(Box(x, 0, width, 1, ACCENT))
        bottom = 0.0
        abreast = pairs[start : start + across]
        # A last one that stands alone has the whole width.
        breadth = span if len(abreast) == across else width
        for place, (label, value) in enumerate(abreast):
            left, room = x + place * (span + GUTTER * 2), label_widths[place]
            bottom = max(
                bottom, set_lines(strip.marks, wrap(label, FACT_LABEL, room - 8), FACT_LABEL, left, pad + level)
            )
            bottom = max(bottom, set_lines(strip.marks, wrap(value, FACT, breadth - room), FACT, left + room, pad))
        strip.height = bottom + 1
        strips.append(strip)
    few = sum(strip.height for strip in strips) <= _FACTS_TOGETHER
    for number, strip in enumerate(strips, 1):
        strip.keep = number < len(strips) and (few or number in (1, len(strips) - 1))
        strip.loose = number not in (1, len(strips) - 1)
    last = strips[-1]
    last.height += 2.5
    last.marks.append(Box(x, last.height - 0.5, width, 0.5, HAIR))
    return strips


def _cell(cell: Cell, marks: list[Mark], x: float, width: float, top: float) -> float:
    y = top
    for number, text in enumerate(cell.lines):
        type_ = (CELL_UNDER if number else CELL_STRONG) if cell.strong else CELL
        if number and not cell.strong:
            y += 2
        y = set_lines(marks, wrap(visible(text), type_, width), type_, x, y)
    return y


def table(block: Table, x: float, width: float) -> list[Strip]:
    """Return a table's caption, its heading row and its rows; every row carries the heading for when a page begins with
    it.
    """
    strips: list[Strip] = []
    if block.caption.strip():
        strips = line_strips(wrap(visible(block.caption, prose=False), LABEL, width), LABEL, x, gap=5)
        for strip in strips:
            strip.keep = True
    total = sum(column.weight for column in block.columns)
    room = width - GUTTER * (len(block.columns) - 1)
    places: list[tuple[float, float]] = []
    left = x
    for column in block.columns:
        share = room * column.weight / total
        places.append((left, share))
        left += share + GUTTER

    head = Strip(0, gap=3 if strips else 4, keep=True)
    head.marks.append(Box(x, 0, width, 1, ACCENT))
    for column, (start, share) in zip(block.columns, places, strict=True):
        lines = wrap(visible(column.heading, prose=False), COLUMN_HEAD, share)
        head.height = max(head.height, set_lines(head.marks, lines, COLUMN_HEAD, start, 3.5))
    head.height += 2.5
    head.marks.append(Box(x, head.height - 0.6, width, 0.6, MUTED))
    strips.append(head)

    for number, row in enumerate(block.rows, 1):
        # The first row is held to the next and the last to the one before it: neither stands on a page alone.
        strip = Strip(0, head=head, keep=number < len(block.rows) and number in (1, len(block.rows) - 1))
        for cell, (start, share) in zip(row, places, strict=True):
            strip.height = max(strip.height, _cell(cell, strip.marks, start, share, 2.2))
        strip.height += 2.8
        strip.marks.append(Box(x, strip.height - 0.4, width, 0.4, HAIR))
        strips.append(strip)
    return strips


def signatures(block: SignatureBlock, x: float, width: float) -> list[Strip]:
    """Return the signatures side by side, up to three across, each over what was signed or over a line to sign on."""
    across = min(len(block.rows), 3)
    span = (width - 2 * GUTTER * (across - 1)) / across
    strips: list[Strip] = []
    for start in range(0, len(block.rows), across):
        strip = Strip(0, gap=7 if not strips else 6)
        group = block.rows[start : start + across]
        # One place left to sign by hand moves all rules of its row down, so that they stand on one level.
        rule = 0.0 if all(row.signed.strip() for row in group) else 24.0
        for place, row in enumerate(group):
            left, y = x + place * (span + 2 * GUTTER), rule
            strip.marks.append(Box(left, y, span, 0.6, MUTED))
            y += 3.5
            for text, type_ in ((row.role, LABEL), (row.name, NAME), (row.detail, SMALL), (row.signed, SMALL)):
                if text.strip():
                    y = set_lines(strip.marks, wrap(visible(text, prose=False), type_, span), type_, left, y)
            strip.height = max(strip.height, y)
        strips.append(strip)
    return strips


def _code(text: str, marks: list[Mark], x: float, y: float, size: float) -> None:
    """Add the QR code of *text*, *size* points wide."""
    rows = code_rows(text)
    module = size / len(rows)
    for number, row in enumerate(rows):
        for column, length in runs_of(row):
            marks.append(Box(x + column * module, y + number * module, length * module, module, INK))


def check(block: CheckBlock, code: str, x: float, width: float) -> list[Strip]:
    """Return the panel that tells how to check the page: number and words large enough to read out, sentences, and any
    code.
    """
    pad, size = 8.0, 66.0
    strip = Strip(0, gap=9, clear=True)
    inner = width - 2 * pad - (size + 2 * pad if code else 0)
    left, y = x + pad, pad - 3

    y = set_lines(strip.marks, wrap(visible(block.words_label, prose=False), LABEL, inner), LABEL, left, y)
    words = "   ".join(visible(word, prose=False) for word in block.words)
    y = set_lines(strip.marks, wrap(words, CHECK_WORD, inner), CHECK_WORD, left, y) + 2

    y = set_lines(strip.marks, wrap(visible(block.number_label, prose=False), LABEL, inner), LABEL, left, y)
    groups = [visible(group, prose=False) for group in block.number_groups]
    pitch = natural_width(groups, NUMBER) + 7
    across = max(int((inner + 7) // pitch), 1)
    across = 8 if 8 <= across < len(groups) else across
    for start in range(0, len(groups), across):
        lines = [wrap(group, NUMBER, inner) for group in groups[start : start + across]]
        y = max(set_lines(strip.marks, each, NUMBER, left + place * pitch, y) for place, each in enumerate(lines))
    y += 2
    for sentence in block.sentences:
        y = set_lines(strip.marks, wrap(visible(sentence), SMALL, inner), SMALL, left, y) + 1
    if code:
        _code(code, strip.marks, x + width - pad - size, pad, size)
        y = max(y, pad + size)
    strip.height = y + pad - 4
    frame = [
        Box(x, 0, width, 0.8, ACCENT),
        Box(x, strip.height - 0.8, width, 0.8, ACCENT),
        Box(x, 0, 0.8, strip.height, ACCENT),
        Box(x + width - 0.8, 0, 0.8, strip.height, ACCENT),
    ]
    strip.marks[:0] = frame
    return [strip]
