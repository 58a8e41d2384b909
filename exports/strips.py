"""Turns each block into strips: horizontal slices of a page that are stacked, one under another, until a page is full.

A strip holds marks placed from its own top left corner, and says what it must stay with. Nothing here knows where a
page ends.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from exports.drawings import DRAWINGS
from exports.page import Bullets, Gauge, Heading, Paragraph, Style, WritingSpace
from exports.typeset import ITALIC, REGULAR, STRONG, Ink, Type, measure, wrap
from exports.visible import visible

INK: Final[Ink] = (26, 30, 36)
MUTED: Final[Ink] = (84, 94, 105)
ACCENT: Final[Ink] = (14, 74, 92)
HAIR: Final[Ink] = (196, 204, 211)
PALE: Final[Ink] = (233, 237, 240)

TITLE: Final = Type(STRONG, 18.5, 21.5, INK)
SECTION: Final = Type(STRONG, 9.8, 12, ACCENT)
SECTION_WIDE: Final = Type(STRONG, 10.6, 13.4, ACCENT)
PART: Final = Type(STRONG, 9.4, 12, INK)
LABEL: Final = Type(REGULAR, 7.9, 9.6, MUTED)
BULLET: Final = Type(REGULAR, 9.4, 12, ACCENT)
STYLES: Final = {
    Style.NORMAL: Type(REGULAR, 9.4, 12, INK),
    Style.STRONG: Type(STRONG, 9.4, 12, INK),
    Style.QUOTE: Type(ITALIC, 9.5, 12, INK),
    Style.SMALL: Type(REGULAR, 8.1, 10.2, MUTED),
    Style.NOTE: Type(REGULAR, 8.8, 11.4, INK),
}
BODY: Final = STYLES[Style.NORMAL]


class Text(NamedTuple):
    """A line of settable text on the baseline *y*, starting at *x*."""

    x: float
    y: float
    text: str
    type_: Type


class Box(NamedTuple):
    """A filled rectangle; a rule is a thin one."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


class Figure(NamedTuple):
    """A closed shape of straight sides; its points are placed from its own top left corner."""

    x: float
    y: float
    points: tuple[tuple[float, float], ...]
    ink: Ink


Mark: TypeAlias = Text | Box | Figure


@dataclass(slots=True)
class Strip:
    """A slice of a page, its sizes in points.

    *gap* is white space above, left out at the top of a page. *keep* holds it with the strip after it; a *loose* hold
    gives way where it would leave much of a page blank. *reach* is how
    deep a side heading that starts here goes; *clear* starts a strip below any such heading. *head* is drawn again
    above it on a new page. *new_page* begins one; when *soft*, only where the page is a third full. What *fills* is
    drawn again until its page is full.
    """

    height: float
    marks: list[Mark] = field(default_factory=list)
    gap: float = 0
    keep: bool = False
    loose: bool = False
    reach: float = 0
    clear: bool = False
    head: "Strip | None" = None
    new_page: bool = False
    soft: bool = False
    fills: bool = False

    def hold(self) -> None:
        """Hold it with the strip after it, loosely where nothing holds it yet."""
        self.loose = self.loose if self.keep else True
        self.keep = True


def shifted(mark: Mark, down: float) -> Mark:
    """Return *mark*, *down* points lower."""
    # Written out: `_replace` takes three times as long, and every mark of every page passes here.
    if isinstance(mark, Text):
        return Text(mark.x, mark.y + down, mark.text, mark.type_)
    if isinstance(mark, Box):
        return Box(mark.x, mark.y + down, mark.width, mark.height, mark.ink)
    return mark._replace(y=mark.y + down)


def set_lines(marks: list[Mark], lines: list[str], type_: Type, x: float, y: float) -> float:
    """Add *lines* to *marks* from the top *y* down; return where the last one ends."""
    for line in lines:
        if line:
            marks.append(Text(x, y + type_.baseline, line, type_))
        y += type_.leading
    return y


# A paragraph or a point of so many lines is read in one glance, and not parted where that leaves no page blank.
_AT_A_GLANCE: Final = 5


def line_strips(lines: list[str], type_: Type, x: float, gap: float) -> list[Strip]:
    """Return one strip a line, so held together that a page parts only what is long, and leaves no line alone.

    Blank lines part paragraphs: they are white space above the next, which no page begins with.
    """
    strips: list[Strip] = []
    white = gap
    for before, line, after in zip(("", *lines), lines, (*lines[1:], ""), strict=False):
        if not line and strips:
            white += type_.leading
            continue
        strip = Strip(type_.leading, gap=white)
        set_lines(strip.marks, [line], type_, x, 0)
        # The first line of a paragraph is held to its second, and its last but one to its last.
        strip.keep = bool(after) and not before
        if strips and before and not after:
            strips[-1].keep = True
        strips.append(strip)
        white = 0
    if len(strips) <= _AT_A_GLANCE and all(lines):
        for strip in strips[:-1]:
            strip.hold()
    return strips


def paragraph(block: Paragraph, x: float, width: float) -> list[Strip]:
    """Return the strips of a paragraph: a quotation leans behind a thin bar, a note stands behind a strong one."""
    type_ = STYLES[block.style]
    bar = {Style.QUOTE: (1.0, HAIR), Style.NOTE: (2.2, ACCENT)}.get(block.style)
    indent = 9.0 if bar else 0.0
    strips = line_strips(wrap(visible(block.text), type_, width - indent), type_, x + indent, gap=4)
    if bar:
        for strip in strips:
            strip.marks.insert(0, Box(x, 0, bar[0], strip.height, bar[1]))
    return strips


def bullets(block: Bullets, x: float, width: float) -> list[Strip]:
    """Return the strips of a list, its points hung beside their dots; its first and its last point are never alone on
    a page.
    """
    strips: list[Strip] = []
    for number, item in enumerate(block.items, 1):
        if strips and number in (2, len(block.items)):
            strips[-1].hold()
        lines = line_strips(wrap(visible(item), BODY, width - 10), BODY, x + 10, gap=1.6 if strips else 4)
        lines[0].marks.insert(0, Text(x + 0.5, BODY.baseline, "•", BULLET))
        strips += lines
    return strips


# How much higher a drawing is than a line of the heading beside it, and the space between them.
_DRAWING: Final = 2.2
_BESIDE: Final = 8.0
# Where the words of a section's pictured heading begin.
PICTURED: Final = SECTION_WIDE.leading * _DRAWING + _BESIDE


def heading(block: Heading, x: float, width: float) -> list[Strip]:
    """Return the strips of a heading that stands above what it heads, held to it."""
    type_, gap = {1: (TITLE, 14.0), 2: (SECTION_WIDE, 10.0), 3: (PART, 6.0)}[block.level]
    if block.picture:
        strips = [_pictured(block, type_, x, width, gap)]
    else:
        strips = line_strips(wrap(visible(block.text, prose=False), type_, width), type_, x, gap)
    for strip in strips:
        strip.keep = True
    strips[0].clear = block.level < 3
    return strips


def _pictured(block: Heading, type_: Type, x: float, width: float, gap: float) -> Strip:
    """A heading in the middle of the height of its drawing, to the right of it."""
    side = type_.leading * _DRAWING
    beside = x + side + _BESIDE
    lines = wrap(visible(block.text, prose=False), type_, width - side - _BESIDE)
    strip = Strip(max(side, len(lines) * type_.leading), gap=gap)
    for shape in DRAWINGS[block.picture]:
        points = tuple((round(right * side / 100, 2), round(down * side / 100, 2)) for right, down in shape.points)
        strip.marks.append(Figure(x, 0, points, shape.ink))
    set_lines(strip.marks, lines, type_, beside, (strip.height - len(lines) * type_.leading) / 2)
    return strip


# From here the boxes of a gauge would be too narrow to be counted, and it becomes one bar.
_COUNTABLE: Final = 30
_GAUGE_WIDTH: Final = 120.0


def gauge(block: Gauge, x: float, width: float) -> Strip:
    """Return a label, its bar and its words in one strip: a box for each one done, an outline for each one left."""
    strip = Strip(0, gap=4)
    label_width = min(width * 0.36, 190)
    left = set_lines(strip.marks, wrap(visible(block.label, prose=False), BODY, label_width - 8), BODY, x, 0)
    middle = x + label_width
    boxes = block.of if block.of <= _COUNTABLE else 1
    pitch = _GAUGE_WIDTH / boxes
    parted = 1.2 if boxes > 1 else 0.0
    top, height = 3.2, 6.2
    share = min(block.done, block.of) / block.of * boxes
    for number in range(boxes):
        start, breadth = middle + number * pitch, pitch - parted
        strip.marks.append(Box(start, top, breadth, height, HAIR))
        strip.marks.append(Box(start + 0.5, top + 0.5, max(breadth - 1, 0.2), height - 1, (255, 255, 255)))
        filled = min(max(share - number, 0), 1)
        if filled:
            strip.marks.append(Box(start, top, breadth * filled, height, ACCENT))
    after = middle + _GAUGE_WIDTH + 8
    right = set_lines(strip.marks, wrap(visible(block.words, prose=False), BODY, x + width - after), BODY, after, 0)
    strip.height = max(left, right)
    return strip


# The height of a line to write on by hand, in points, and how many of them never part.
_WRITING_LINE: Final = 26.0
_WRITTEN_TOGETHER: Final = 12


def writing_space(block: WritingSpace, x: float, width: float) -> list[Strip]:
    """Return the strips of ruled lines: a few stay on one page, and of many none stands alone on one."""
    few = block.lines <= _WRITTEN_TOGETHER
    made = [
        Strip(
            _WRITING_LINE,
            marks=[Box(x, _WRITING_LINE - 1, width, 0.7, MUTED)],
            keep=few or number in (0, block.lines - 2),
            loose=number not in (0, block.lines - 2),
        )
        for number in range(block.lines)
    ]
    made[-1].keep, made[-1].fills = False, block.fills
    return made


def natural_width(texts: list[str], type_: Type) -> float:
    """Return the width in points of the widest of *texts*, each on one line."""
    return max(measure(line, type_) for text in texts for line in wrap(text, type_, 1e6))
