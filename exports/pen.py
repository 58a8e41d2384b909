"""Writes marks into a PDF page's content, changing font and colour only where they change.

fpdf2's own ``text`` and ``rect`` take the same marks, at three times the cost: most of it wrappers that each call
passes through.
"""

from collections.abc import Iterable
from math import cos, radians, sin
from typing import Final

from fpdf.fonts import TTFFont

from exports.pdfa import ArchivePDF
from exports.strips import PALE, Box, Mark, Text
from exports.typeset import STRONG, Ink, Type, measure, runs, settable

# How steeply a watermark climbs, in degrees, and how long it may be, in points: within A4 from corner to corner.
_CLIMB: Final = 52
_LENGTH: Final = 640.0
_LARGEST: Final = 78.0


class _Codes(dict[str, str]):
    """Each character as fpdf2 writes it into a string of one font; asking also puts it into the font's subset."""

    def __init__(self, font: TTFFont) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, character: str) -> str:
        self[character] = self.font.encode_text(character).removeprefix("(").removesuffix(") Tj")
        return self[character]


class Pen:
    """Draws on the pages of one PDF, one after another; sizes in points, from the top left corner, times *scale*."""

    def __init__(self, pdf: ArchivePDF, scale: float = 1) -> None:
        self._pdf = pdf
        self._scale = scale
        self._height = pdf.h / scale
        self._codes: dict[str, _Codes] = {}
        self._content: list[str] = []
        self._font: tuple[str, float] | None = None
        self._ink: Ink | None = None

    def begin(self) -> None:
        """Begin a new page."""
        self._pdf.add_page()
        self._content = [f"{self._scale} 0 0 {self._scale} 0 0 cm"] if self._scale != 1 else []
        self._font = self._ink = None

    def end(self) -> None:
        """Give the page what was drawn since it began."""
        self._pdf.add_content("\n".join(self._content))

    def draw(self, marks: Iterable[Mark], right: float = 0, down: float = 0) -> None:
        """Draw *marks*, moved *right* and *down*; boxes of one colour that follow one another become one shape, without
        seams.
        """
        write = self._content.append
        height = self._height
        shape = False
        for mark in marks:
            if isinstance(mark, Box):
                if mark.ink != self._ink:
                    if shape:
                        write("f")
                    self._set_ink(mark.ink)
                top = height - mark.y - down
                write(f"{mark.x + right:.2f} {top:.2f} {mark.width:.2f} {-mark.height:.2f} re")
                shape = True
            else:
                if shape:
                    write("f")
                    shape = False
                self._text(mark, right, down)
        if shape:
            write("f")

    def watermark(self, words: str) -> None:
        """Write *words* large and pale across the page; what is drawn afterwards stands on top."""
        unit = Type(STRONG, 1, 1, PALE)
        words = settable(words, STRONG)
        size = min(_LARGEST, _LENGTH / measure(words, unit)) / self._scale
        large = Type(STRONG, size, size, PALE)
        c, s = cos(radians(_CLIMB)), sin(radians(_CLIMB))
        self._content.append(
            f"q {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {self._pdf.w / self._scale / 2:.2f} {self._height / 2:.2f} cm"
        )
        # In the turned frame the origin is the middle of the page and y grows upwards.
        self._text(Text(-measure(words, large) / 2, self._height + size * 0.33, words, large), 0, 0)
        self._content.append("Q")
        self._font = self._ink = None

    def _set_ink(self, ink: Ink) -> None:
        red, green, blue = ink
        self._content.append(f"{red / 255:.3f} {green / 255:.3f} {blue / 255:.3f} rg")
        self._ink = ink

    def _text(self, mark: Text, right: float, down: float) -> None:
        type_, x, y = mark.type_, mark.x + right, self._height - mark.y - down
        if type_.ink != self._ink:
            self._set_ink(type_.ink)
        pieces = runs(mark.text, type_.face)
        for name, piece in pieces:
            font = ""
            if self._font != (name, type_.size):
                font = self._pdf.select_font(name, type_.size) + " "
                self._font = (name, type_.size)
            codes = self._codes.get(name)
            if codes is None:
                codes = self._codes[name] = _Codes(self._pdf.embedded_font(name))
            self._content.append(f"BT {font}{x:.2f} {y:.2f} Td ({''.join(map(codes.__getitem__, piece))}) Tj ET")
            if len(pieces) > 1:
                x += measure(piece, type_)
