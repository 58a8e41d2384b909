"""Draws a document as an A4 PDF."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

from exports.flow import flow
from exports.page import Document
from exports.paginate import paginate
from exports.pdfa import ArchivePDF
from exports.pen import Pen
from exports.strips import HAIR, INK, MUTED, Box, Mark, Strip, Text, set_lines
from exports.typeset import REGULAR, STRONG, Ink, Type, evenly, measure, settable, wrap
from exports.visible import visible

# A4, in points.
WIDTH: Final = 595.28
HEIGHT: Final = 841.89
MARGIN: Final = 50.0
TOP: Final = 25.0
BOTTOM: Final = 20.0
BODY_WIDTH: Final = WIDTH - 2 * MARGIN
# How much large print enlarges everything, so that the smallest letter, that of the running lines, has 16 points.
LARGE: Final = 16 / 7.8

BANNER_FIRST: Final = Type(STRONG, 8.4, 10.6, INK)
RUNNING: Final = Type(REGULAR, 7.8, 9.8, MUTED)
CHIP: Final = Type(STRONG, 8.2, 12.4, (255, 255, 255))
CHIP_INK: Final[Ink] = (140, 28, 28)

# The banner takes at most this share of every page but the first, above which it stands whole.
_BANNER_SHARE: Final = 0.125
# What stands between the facts of a line of the banner; no fact is parted.
_BETWEEN: Final = " · "
# Its first line is never set smaller than it is in usual print, however long the name in it.
_SMALLER: Final = 0.9


# A line of the banner as it is broken, and its type.
Running: TypeAlias = tuple[list[str], Type]


class _Frame:
    """What runs on every page: its marks, placed on the page, and the body it leaves between them.

    *first* are those of the first page, above which the banner stands whole; *opening* is what that takes of its body.
    """

    def __init__(self, document: Document) -> None:
        self.scale = LARGE if document.large_print else 1
        width, self.height = WIDTH / self.scale, HEIGHT / self.scale
        self.margin = MARGIN / self.scale
        self.right = width - self.margin
        self.body_width = self.right - self.margin
        self.watermark = visible(document.watermark, prose=False).strip()
        above, y = self._above(partial(self._running, document))
        whole, lower = self._above(partial(_broken, document.banner, first=BANNER_FIRST))
        rule = Box(self.margin, y + 3, self.body_width, 0.6, HAIR)
        if above:
            y += 3
        self.body_top = y + 11
        below, self.foot_top = self._below(document)
        self.body_height = self.foot_top - 9 - self.body_top
        self.marks = [*above, *([rule] if above else []), *below]
        self.first, self.opening = self.marks, list[Strip]()
        if whole != above:
            # Its rule stands under the whole of it, and so does the body of the first page.
            deeper = lower + 3 - y
            rule = Box(0, deeper - 11, self.body_width, 0.6, HAIR)
            self.first, self.opening = [*whole, *below], [Strip(deeper, marks=[rule])]

    def _above(self, banner: Callable[[float], list[Running]]) -> tuple[list[Mark], float]:
        """Set the banner, which is broken to a room, beside the chip of a watermark or under it where that is lower;
        return its marks and where it ends.
        """
        marks: list[Mark] = []
        words = settable(self.watermark, CHIP.face)
        chip = measure(words, CHIP) + 12 if words else 0.0
        running = banner(self.body_width)
        y = TOP
        if words:
            beside, under = banner(self.body_width - chip - 10), CHIP.leading + 2
            if _height(beside) <= under + _height(running):
                running = beside
            else:
                y += under
        for lines, type_ in running:
            y = set_lines(marks, lines, type_, self.margin, y)
        if words:
            marks.append(Box(self.right - chip, TOP - 1, chip, CHIP.leading, CHIP_INK))
            marks.append(Text(self.right - chip + 6, TOP - 1 + CHIP.baseline, words, CHIP))
            y = max(y, TOP + CHIP.leading)
        return marks, y

    def _running(self, document: Document, room: float) -> list[Running]:
        """The lines of the banner that run above every page, broken to *room*.

        Of those after the first as many facts run, in their order, as leave room for the page. The first says whose
        page it is and is never cut: it is set smaller where it must be.
        """
        most = self.height * _BANNER_SHARE
        for banner in _ever_shorter(document.banner):
            if _height(running := _broken(banner, room, BANNER_FIRST)) <= most:
                return running
        type_ = BANNER_FIRST
        while _height(running) > most and type_.size * self.scale * _SMALLER >= BANNER_FIRST.size:
            type_ = replace(type_, size=type_.size * _SMALLER, leading=type_.leading * _SMALLER)
            running = _broken(document.banner[:1], room, type_)
        return running

    def _below(self, document: Document) -> tuple[list[Mark], float]:
        """Set the lines below, the first beside the words that count the pages; return their marks and where they
        begin.
        """
        counted = measure(settable(self.page_words(document, 888, 888), RUNNING.face), RUNNING) + 10
        lines = [
            each
            for number, line in enumerate(document.footer)
            for each in evenly(visible(line, prose=False), RUNNING, self.body_width - (0 if number else counted))
        ]
        top = self.height - BOTTOM - max(len(lines), 1) * RUNNING.leading
        marks: list[Mark] = [Box(self.margin, top - 4, self.body_width, 0.6, HAIR)]
        set_lines(marks, lines, RUNNING, self.margin, top)
        return marks, top

    @staticmethod
    def page_words(document: Document, page: int, pages: int) -> str:
        """The words that count the pages."""
        words = document.page_words.replace("{pages}", str(pages)).replace("{page}", str(page))
        return visible(words, prose=False)

    def numbered(self, document: Document, page: int, pages: int) -> Text:
        """The words that count the pages, set against the right margin."""
        words = settable(self.page_words(document, page, pages), RUNNING.face)
        return Text(self.right - measure(words, RUNNING), self.foot_top + RUNNING.baseline, words, RUNNING)


def _ever_shorter(banner: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the banner, and then without the last of the facts after its first line, until that alone is left."""
    yield banner
    facts = [(number, fact) for number, line in enumerate(banner[1:]) for fact in line.split(_BETWEEN)]
    while facts:
        facts.pop()
        lines = groupby(facts, key=itemgetter(0))
        yield *banner[:1], *(_BETWEEN.join(fact for _, fact in line) for _, line in lines)


def _broken(banner: tuple[str, ...], room: float, first: Type) -> list[Running]:
    """The lines of a banner, each broken to *room*, with its type."""
    return [
        (wrap(visible(line, prose=False), type_, room), type_)
        for number, line in enumerate(banner)
        for type_ in (RUNNING if number else first,)
    ]


def _height(banner: list[Running]) -> float:
    """How high the lines of a banner are, in points."""
    return sum(len(lines) * type_.leading for lines, type_ in banner)


def render_pdf(document: Document) -> bytes:
    """Return *document* as a PDF, made to PDF/A-3B: the same document always gives the same bytes."""
    frame = _Frame(document)
    sheets = paginate([*frame.opening, *flow(document, frame.body_width)], frame.body_height)
    pdf = ArchivePDF(document)
    pen = Pen(pdf, frame.scale)
    for number, sheet in enumerate(sheets, 1):
        pen.begin()
        if frame.watermark and document.across:
            pen.watermark(frame.watermark)
        pen.draw(frame.marks if number > 1 else frame.first)
        pen.draw([frame.numbered(document, number, len(sheets))])
        pen.draw(sheet.marks, frame.margin, frame.body_top)
        pen.end()
    return bytes(pdf.output())
