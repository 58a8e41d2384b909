"""The strips of a small chart: its label and range, a bar for each row between its words, and what is to be seen."""

from typing import Final

from exports.chart import Bar, Chart
from exports.page import Style
from exports.strips import ACCENT, BODY, HAIR, LABEL, PART, STYLES, Box, Strip, line_strips, set_lines
from exports.typeset import wrap
from exports.visible import visible

# The track of a bar, in points, and the share of the width that labels may take.
_TRACK: Final = 150.0
_LABELS: Final = 0.42
# The most rows that are held together on one page.
_TOGETHER: Final = 14


def chart(block: Chart, x: float, width: float) -> list[Strip]:
    """Return the strips: a chart of few rows is never broken, a longer one never after its label or before its end."""
    head = line_strips(wrap(visible(block.label, prose=False), PART, width), PART, x, gap=7)
    head += line_strips(wrap(visible(block.scale, prose=False), LABEL, width), LABEL, x, gap=0)
    rows = [_row(row, x, width) for row in block.rows]
    for number, strip in enumerate(rows):
        strip.keep = len(rows) <= _TOGETHER or number in (0, len(rows) - 2, len(rows) - 1)
    for strip in head:
        strip.keep = True
    told = []
    for sentence in block.sentences:
        told += line_strips(wrap(visible(sentence), STYLES[Style.SMALL], width), STYLES[Style.SMALL], x, gap=2)
    return [*head, *rows, *told]


def _row(row: Bar, x: float, width: float) -> Strip:
    strip = Strip(0, gap=1.5)
    label = width * _LABELS
    track = min(_TRACK, (width - label) * 0.5)
    left = set_lines(strip.marks, wrap(visible(row.label, prose=False), LABEL, label - 8), LABEL, x, 1.2)
    start = x + label
    if row.share is not None:
        strip.marks += [
            Box(start, 3.4, track, 5.4, HAIR),
            Box(start, 3.4, max(track * row.share, 0.6), 5.4, ACCENT),
        ]
    after = start + track + 8
    right = set_lines(strip.marks, wrap(visible(row.words, prose=False), BODY, x + width - after), BODY, after, 0)
    strip.height = max(left, right)
    return strip
