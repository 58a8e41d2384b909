"""Draws a document as an A4 PDF."""

from typing import Final

from exports.flow import flow
from exports.page import Document
from exports.paginate import paginate
from exports.pdfa import ArchivePDF
from exports.pen import Pen
from exports.strips import HAIR, INK, MUTED, Box, Mark, Text, set_lines
from exports.typeset import REGULAR, STRONG, Ink, Type, measure, settable, wrap
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


class _Frame:
    """What runs on every page: its marks, placed on the page, and the body it leaves between them."""

    def __init__(self, document: Document) -> None:
        self.marks: list[Mark] = []
        self.scale = LARGE if document.large_print else 1
        width, height = WIDTH / self.scale, HEIGHT / self.scale
        self.margin = MARGIN / self.scale
        self.right = width - self.margin
        self.body_width = self.right - self.margin
        y, room = TOP, self.body_width
        watermark = visible(document.watermark, prose=False).strip()
        words = settable(watermark, CHIP.face)
        chip = measure(words, CHIP) + 12 if watermark else 0
        if watermark:
            # The banner stands beside the chip, or under it where that is lower.
            beside = room - chip - 10
            above = CHIP.leading + 2
            if self._height(document, beside) <= above + self._height(document, room):
                room = beside
            else:
                y += above
        for lines, type_ in self._lines(document, room):
            y = set_lines(self.marks, lines, type_, self.margin, y)
        if watermark:
            self.marks.append(Box(self.right - chip, TOP - 1, chip, CHIP.leading, CHIP_INK))
            self.marks.append(Text(self.right - chip + 6, TOP - 1 + CHIP.baseline, words, CHIP))
            y = max(y, TOP + CHIP.leading)
        if self.marks:
            self.marks.append(Box(self.margin, y + 3, self.body_width, 0.6, HAIR))
            y += 3
        self.body_top = y + 11

        self.pages_width = measure(settable(self.page_words(document, 888, 888), RUNNING.face), RUNNING) + 10
        lines = [
            each
            for line in document.footer
            for each in wrap(visible(line, prose=False), RUNNING, self.body_width - self.pages_width)
        ]
        self.foot_top = height - BOTTOM - max(len(lines), 1) * RUNNING.leading
        self.marks.append(Box(self.margin, self.foot_top - 4, self.body_width, 0.6, HAIR))
        set_lines(self.marks, lines, RUNNING, self.margin, self.foot_top)
        self.body_height = self.foot_top - 9 - self.body_top
        self.watermark = watermark

    @staticmethod
    def _lines(document: Document, room: float) -> list[tuple[list[str], Type]]:
        """The lines of the banner, broken to *room*, each with its type."""
        types = (BANNER_FIRST, *(RUNNING for _ in document.banner[1:]))
        return [
            (wrap(visible(line, prose=False), type_, room), type_)
            for line, type_ in zip(document.banner, types, strict=False)
        ]

    def _height(self, document: Document, room: float) -> float:
        """How high the banner is in *room*, in points."""
        return sum(len(lines) * type_.leading for lines, type_ in self._lines(document, room))

    @staticmethod
    def page_words(document: Document, page: int, pages: int) -> str:
        """The words that count the pages."""
        words = document.page_words.replace("{pages}", str(pages)).replace("{page}", str(page))
        return visible(words, prose=False)

    def numbered(self, document: Document, page: int, pages: int) -> Text:
        """The words that count the pages, set against the right margin."""
        words = settable(self.page_words(document, page, pages), RUNNING.face)
        return Text(self.right - measure(words, RUNNING), self.foot_top + RUNNING.baseline, words, RUNNING)


def render_pdf(document: Document) -> bytes:
    """Return *document* as a PDF, made to PDF/A-3B: the same document always gives the same bytes."""
    frame = _Frame(document)
    sheets = paginate(flow(document, frame.body_width), frame.body_height)
    pdf = ArchivePDF(document)
    pen = Pen(pdf, frame.scale)
    for number, sheet in enumerate(sheets, 1):
        pen.begin()
        if frame.watermark:
            pen.watermark(frame.watermark)
        pen.draw(frame.marks)
        pen.draw([frame.numbered(document, number, len(sheets))])
        pen.draw(sheet.marks, frame.margin, frame.body_top)
        pen.end()
    return bytes(pdf.output())
