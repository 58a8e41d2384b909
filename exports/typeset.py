"""Fonts, widths and line breaking for the printed page.

fpdf2 measures a whole fragment again for every word it tries and cuts the full font down for every document. Here each
word is measured once per process, and a small Latin font is used wherever it has the characters; the full font only
where it has not.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias

from fpdf import FPDF
from fpdf.fonts import TTFFont

from exports import direction, scripts
from exports.scripts import Shaped

FONTS: Final = Path(__file__).parent / "fonts"

Ink: TypeAlias = tuple[int, int, int]


# The three faces of the one family, each named by the part of its file's name that tells it apart. Not an enumeration:
# these are keys of every cached width, and hashing an enumeration's member costs more than the look-up itself.
Face: TypeAlias = Literal["Regular", "Semibold", "It"]
REGULAR: Final = "Regular"
STRONG: Final = "Semibold"
ITALIC: Final = "It"


@dataclass(frozen=True, slots=True)
class Type:
    """A face at a size, with its leading (both in points) and its colour."""

    face: Face
    size: float
    leading: float
    ink: Ink

    @property
    def baseline(self) -> float:
        """How far under the top of its line the baseline lies, in points: capitals stand in its middle."""
        return (self.leading + 0.66 * self.size) / 2


def font_file(name: str) -> Path:
    """Return where the font called *name* lies; the names are those that ``runs`` gives."""
    return (FONTS if "-" in name else scripts.FOLDER) / f"{name}.ttf"


@cache
def _font_widths(name: str) -> dict[str, float]:
    """Each character of a font and its width in thousandths of the size, read once, the way fpdf2 reads it."""
    reader = FPDF()
    reader.add_font("measured", fname=font_file(name))
    font = reader.fonts["measured"]
    assert isinstance(font, TTFFont)
    widths = {chr(code): font.cw[code] for code in font.cmap if code >= 0x20}
    font.close()
    return widths


@cache
def latin(face: Face) -> frozenset[str]:
    """Return the characters of the small Latin font of a face."""
    return frozenset(_font_widths(f"Latin-{face}"))


@cache
def _width_table(face: Face) -> dict[str, float]:
    """The widths known so far; the full font's are added when a text first needs them."""
    return dict(_font_widths(f"Latin-{face}"))


def settable(text: str, face: Face) -> str:
    """Return *text* with each character outside every shipped font written as ``[U+1F600]``."""
    if latin(face).issuperset(text):
        return text
    widths = _width_table(face)
    if not widths.keys() >= set(text):
        widths.update(_font_widths(f"SourceSans3-{face}"))
    return "".join(
        character if character in widths or scripts.font_of(character) else f"[U+{ord(character):04X}]"
        for character in text
    )


@lru_cache(maxsize=16384)
def _thousandths(text: str, face: Face) -> float:
    try:
        return sum(map(_width_table(face).__getitem__, text))
    except KeyError:
        return sum(piece_width(piece, face) for piece in runs(text, face))


def piece_width(piece: Shaped, face: Face) -> float:
    """Return the width of a piece in thousandths of the size."""
    if piece.plain:
        return sum(map(_width_table(face).__getitem__, piece.text))
    return sum(glyph.advance for glyph in scripts.shape(piece.font, piece.text, piece.leftward))


def measure(text: str, type_: Type) -> float:
    """Return the width of *text*, which must be settable, in points."""
    return _thousandths(text, type_.face) * type_.size / 1000


class Line(str):
    """A line of a paragraph of both directions; what runs from right to left in it the whole paragraph has decided."""

    __slots__ = ("levels",)
    levels: tuple[int, ...]

    def __new__(cls, text: str, levels: tuple[int, ...]) -> Self:
        """Return the line; its text is what it equals, and *levels* are those of its characters."""
        made = super().__new__(cls, text)
        made.levels = levels
        return made


def runs(text: str, face: Face) -> list[Shaped]:
    """Return *text*, which must be settable, in pieces of one font from left to right: the Latin font where it can,
    the full font or one of another writing system where it must. What is no line of a paragraph is one by itself.
    """
    letters = latin(face)
    if letters.issuperset(text):
        return [Shaped(f"Latin-{face}", text, False, 0)]
    levels = text.levels if isinstance(text, Line) else direction.levels(text)
    return scripts.pieces(text, letters, f"Latin-{face}", f"SourceSans3-{face}", levels)


def _directed(lines: list[str], paragraph: str) -> list[str]:
    """The lines of *paragraph*, each with the levels of its characters where anything runs from right to left."""
    levels = direction.levels(paragraph)
    if levels is None:
        return lines
    made: list[str] = []
    start = 0
    for line in lines:
        start = paragraph.index(line, start)
        made.append(Line(line, levels[start : start + len(line)]))
        start += len(line)
    return made


# A word may break after a hyphen, dash or slash between letters (never inside a date or a code), between two escapes,
# and between two characters of a writing system that sets no spaces.
_BREAKS: Final = re.compile(
    r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])|(?<=[\]⟩])(?=[\[⟨])"
    r"|(?<=[\u3001\u3002\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uFF0C])(?=[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF])"
)

# So many thousandths of the size are no width.
_ROUNDING: Final = 0.01

_BREAKING: Final = frozenset("-–—/]⟩")

# No line ends between a word and the number or the year after it, between a number and how it counts, between two
# numbers, between a day and its month, around `No.` or before `number` in the name of an identifier, or before a dash
# or a middle dot that stands alone: a figure is read with what it counts, dates or names.
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_COUNTED: Final = (
    r"(?:times|planned|offered|or more|(?:not yet |partly )?reached|"
    r"sessions?|minutes?|hours?|days?|weeks?|months?|years?)\b"
)
_JOINS: Final = re.compile(
    rf" (?={_COUNTED})(?<=\d )| (?=number\b)(?:(?<=[A-Z] )|(?<=\(test ))| (?=[\dJFMASOND·–—-])(?:(?=[-–—·](?: |$))"
    rf"|(?=No\. \S)|(?<=\d )(?=\d|{_MONTH})"
    rf"|(?<=[^\W_] )(?=(?:19|20)\d\d(?!\d)|\d{{1,3}}(?![\w/]| {_MONTH})))"
    r"| (?<=[^\W_] No\. )(?=\S)"
)
# What stands for such a space; text that can be set holds no control character.
_JOINT: Final = "\0"
# A last word of no more letters than this takes the word before it along, so that it never makes a line alone.
_LAST_WORD: Final = 7


def _joined(paragraph: str) -> str:
    """A paragraph with a joint for each space that ends no line."""
    joined = _JOINS.sub(_JOINT, paragraph)
    before, space, last = joined.rpartition(" ")
    # Not onto words that are read together already: with it they might be too wide for a line, and all be parted.
    alone = space and before and len(last) <= _LAST_WORD and _JOINT not in before.rpartition(" ")[2] + last
    return f"{before}{_JOINT}{last}" if alone else joined


def _words(paragraph: str, face: Face, limit: float) -> Iterator[str]:
    """The words of a paragraph; those that are read together are one, where a line can hold them."""
    for word in paragraph.split(" "):
        if _JOINT not in word:
            yield word
            continue
        joined = word.replace(_JOINT, " ")
        if _thousandths(joined, face) > limit:
            yield from joined.split(" ")
        else:
            yield joined


def _tokens(paragraph: str, face: Face, limit: float) -> Iterator[tuple[str, str]]:
    """The pieces that may end a line, each with the space that parts it from the piece before."""
    glue = ""
    joined = _joined(paragraph)
    for word in _words(joined, face, limit) if _JOINT in joined else paragraph.split(" "):
        if _BREAKING.isdisjoint(word) and (word.isascii() or max(word) < "\u3000"):
            yield glue, word
        else:
            for number, piece in enumerate(_BREAKS.split(word)):
                yield ("" if number else glue), piece
        glue = " "


def _broken(word: str, face: Face, limit: float) -> Iterator[str]:
    """A word wider than the line, in pieces that fit; a mark stays with the letter it stands on."""
    widths = _width_table(face)
    piece, used = "", 0.0
    for character in word:
        width = widths[character] if character in widths else _thousandths(character, face)
        if piece and used + width > limit and not unicodedata.combining(character):
            yield piece
            piece, used = "", 0.0
        piece += character
        used += width
    yield piece


def wrap(text: str, type_: Type, width: float) -> list[str]:
    """Return *text* as settable lines no wider than *width* points; its own line feeds are kept, and no character is
    lost but spaces.
    """
    # A column as wide as its widest label holds that label, however its width was added up.
    face, limit = type_.face, width * 1000 / type_.size + _ROUNDING
    lines: list[str] = []
    for raw in text.split("\n"):
        paragraph = settable(raw, face)
        space = _thousandths(" ", face)
        first, line, used = len(lines), "", 0.0
        for glue, word in _tokens(paragraph, face, limit):
            advance = _thousandths(word, face)
            apart = space if glue else 0.0
            if used + apart + advance <= limit:
                line += glue + word
                used += apart + advance
                continue
            if line.strip():
                lines.append(line.rstrip(" "))
            *full, line = _broken(word, face, limit) if advance > limit else (word,)
            lines += full
            used = _thousandths(line, face)
        lines.append(line.rstrip(" "))
        lines[first:] = _directed(lines[first:], paragraph)
    return lines


# How often the room between the narrowest and the widest is halved: to a few points of a page's width.
_HALVINGS: Final = 7


def evenly(text: str, type_: Type, width: float) -> list[str]:
    """Return *text* as `wrap` does, in as many lines of nearly one length; where a word is parted, as `wrap` does."""
    lines = wrap(text, type_, width)
    if len(lines) < 2 or " ".join(lines) != text:
        return lines
    narrow, wide = 0.0, width
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        tried = wrap(text, type_, middle)
        if len(tried) > len(lines) or " ".join(tried) != text:
            narrow = middle
        else:
            lines, wide = tried, middle
    return lines
