"""Writes marks into a PDF page's content, changing font and colour only where they change.

fpdf2's own ``text`` and ``rect`` take the same marks, at three times the cost: most of it wrappers that each call
passes through.
"""

from collections.abc import Iterable
from math import cos, radians, sin
from typing import Any, Final

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fpdf.fonts import TTFFont

from exports.pdfa import ArchivePDF
from exports.scripts import Glyph, Shaped, mirrored, shape
from exports.strips import PALE, Box, Figure, Mark, Text
from exports.typeset import ITALIC, REGULAR, STRONG, Ink, Type, latin, measure, piece_width, runs, settable

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

    def turned(self, character: str) -> str:
        """Return a character of text that runs leftward: a bracket is drawn as the other of its pair, and read as it
        was written.
        """
        other = mirrored(character)
        return self[character] if other == character else self.drawn(self.font.glyph_ids[ord(other)], character)

    def outline(self, number: int) -> str:
        """Return the outline of a glyph as operators, in units of its font; nothing for one without ink."""
        glyphs = self.font.ttfont.getGlyphSet()
        pen = _Outline(glyphs)
        glyphs[self.font.ttfont.getGlyphName(number)].draw(pen)
        return " ".join(pen.operators)

    def drawn(self, number: int, text: str) -> str:
        """Return a glyph that stands for *text* as fpdf2 writes it, and put it into the font's subset."""
        name = self.font.ttfont.getGlyphName(number)
        width = round(self.font.scale * self.font.ttfont["hmtx"].metrics[name][0])
        known = self.font.subset.get_glyph(
            glyph=number, unicode=tuple(map(ord, text)), glyph_name=name, glyph_width=width
        )
        code = self.font.subset.pick_glyph(known)
        return self.font.escape_text(chr(code)) if code is not None else ""


class _Outline(BasePen):  # type: ignore[misc]
    """Takes down the outline of a glyph as operators of a page's content, in units of its font."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{pt[0]:.0f} {pt[1]:.0f} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{pt[0]:.0f} {pt[1]:.0f} l")

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in (pt1, pt2, pt3)) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


class Pen:
    """Draws on the pages of one PDF, one after another; sizes in points, from the top left corner, times *scale*."""

    def __init__(self, pdf: ArchivePDF, scale: float = 1) -> None:
        self._pdf = pdf
        self._scale = scale
        self._height = pdf.h / scale
        self._codes: dict[str, _Codes] = {}
        self._small = {face: (f"Latin-{face}", latin(face)) for face in (REGULAR, STRONG, ITALIC)}
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
            elif isinstance(mark, Figure):
                if shape:
                    write("f")
                if mark.ink != self._ink:
                    self._set_ink(mark.ink)
                left, top = mark.x + right, height - mark.y - down
                corners = [f"{left + x:.2f} {top - y:.2f}" for x, y in mark.points]
                write(f"{corners[0]} m {' l '.join(corners[1:])} l h f")
                shape = False
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
        small, letters = self._small[type_.face]
        if letters.issuperset(mark.text):
            shown = "".join(map(self._codes_of(small).__getitem__, mark.text))
            self._content.append(f"BT {self._select(small, type_.size)}{x:.2f} {y:.2f} Td ({shown}) Tj ET")
            return
        # Each piece where it stands on paper, but written in reading order, letter by letter: so it is read back by
        # programs that go by the order of what was written; the others go by the places.
        placed: list[tuple[Shaped, float]] = []
        for piece in runs(mark.text, type_.face):
            placed.append((piece, x))
            x += piece_width(piece, type_.face) * type_.size / 1000
        for piece, left in sorted(placed, key=lambda one: one[0].place):
            if piece.plain:
                self._plain(piece, type_, left, y)
            else:
                self._shaped(piece, type_, left, y)

    def _plain(self, piece: Shaped, type_: Type, x: float, y: float) -> None:
        """Draw a piece in a font of the page's own; what is turned round stands for what it was before."""
        codes, select = self._codes_of(piece.font), self._select(piece.font, type_.size)
        if not piece.leftward:
            shown = "".join(map(codes.__getitem__, piece.text))
            self._content.append(f"BT {select}{x:.2f} {y:.2f} Td ({shown}) Tj ET")
            return
        x += measure(piece.text, type_)
        for character in piece.text:
            x -= measure(mirrored(character), type_)
            shown = codes.turned(character)
            self._content.append(f"BT {select}{x:.2f} {y:.2f} Td ({shown}) Tj ET")
            select = ""

    def _shaped(self, piece: Shaped, type_: Type, x: float, y: float) -> None:
        """Draw a piece of another writing system shape by shape."""
        codes, unit = self._codes_of(piece.font), type_.size / 1000
        # These fonts have one weight: what is strong is outlined.
        red, green, blue = (part / 255 for part in type_.ink)
        outlined = type_.face == STRONG
        if outlined:
            self._content.append(f"q {red:.3f} {green:.3f} {blue:.3f} RG {type_.size * 0.03:.2f} w 2 Tr")
        placed: list[tuple[Glyph, float]] = []
        for glyph in shape(piece.font, piece.text, piece.leftward):
            placed.append((glyph, x))
            x += glyph.advance * unit
        for glyph, x in reversed(placed) if piece.leftward else placed:
            left, base = x + glyph.right * unit, y + glyph.up * unit
            if glyph.text:
                shown = codes.drawn(glyph.number, glyph.text)
                self._content.append(
                    f"BT {self._select(piece.font, type_.size)}{left:.2f} {base:.2f} Td ({shown}) Tj ET"
                )
            elif outline := codes.outline(glyph.number):
                # As a letter it would be read as one; it only adds to the one that stands for all.
                scale = type_.size / codes.font.ttfont["head"].unitsPerEm
                ink = f"{type_.size * 0.03 / scale:.2f} w {outline} B" if outlined else f"{outline} f"
                self._content.append(f"q {scale:.6f} 0 0 {scale:.6f} {left:.2f} {base:.2f} cm {ink} Q")
        if outlined:
            self._content.append("Q")
            self._font = None

    def _codes_of(self, name: str) -> _Codes:
        codes = self._codes.get(name)
        if codes is None:
            codes = self._codes[name] = _Codes(self._pdf.embedded_font(name))
        return codes

    def _select(self, name: str, size: float) -> str:
        """The operator that selects a font, where it is not selected already."""
        if self._font == (name, size):
            return ""
        self._font = (name, size)
        return f"{self._pdf.select_font(name, size)} "
