"""Writing systems that the page's own family does not hold: which font draws a character, and in which shapes.

Letters of these may join, change places or run from right to left; HarfBuzz says how. Nothing here is loaded before a
text first needs it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from exports.direction import across

if TYPE_CHECKING:
    import uharfbuzz as hb

FOLDER: Final = Path(__file__).parent / "fonts" / "scripts"

# First and last code point of each block of Unicode, and the font that holds it; in ascending order.
_BLOCKS: Final = (
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "NKo"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x2D00, 0x2D2F, "Georgian"),
    (0x2D30, 0x2D7F, "Tifinagh"),
    (0x2D80, 0x2DDF, "Ethiopic"),
    (0x2E80, 0x312F, "Han"),
    (0x3130, 0x318F, "Hangul"),
    (0x3190, 0x9FFF, "Han"),
    (0xAB00, 0xAB2F, "Ethiopic"),
    (0xAC00, 0xD7A3, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB13, 0xFB17, "Armenian"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"),
    (0xFF01, 0xFFEE, "Han"),
    (0x1E900, 0x1E95F, "Adlam"),
)
_STARTS: Final = [first for first, _, _ in _BLOCKS]
# What changes with its other where text runs from right to left, of all that the page's own fonts hold.
_MIRRORED: Final = str.maketrans("()[]{}<>«»‹›≤≥⟦⟧⟨⟩⁽⁾₍₎⸢⸣⸤⸥", ")(][}{><»«›‹≥≤⟧⟦⟩⟨⁾⁽₎₍⸣⸢⸥⸤")


class Glyph(NamedTuple):
    """One drawn shape: its place in the font, the text it stands for, and its sizes in thousandths of the font's."""

    number: int
    text: str
    advance: float
    right: float
    up: float


class Shaped(NamedTuple):
    """A piece of a line in one font; the names of the page's own fonts have a hyphen, those of scripts have none.

    Its text stands in reading order, also where it is drawn *leftward*; *place* is where it begins in the line.
    """

    font: str
    text: str
    leftward: bool
    place: int

    @property
    def plain(self) -> bool:
        """Whether it is drawn character by character, in a font of the page's own."""
        return "-" in self.font


@cache
def _font(name: str) -> "tuple[hb.Font, frozenset[int]]":
    """HarfBuzz's font of that name, and the code points it holds."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(FOLDER / f"{name}.ttf"))
    return hb.Font(face), frozenset(face.unicodes)


@lru_cache(maxsize=4096)
def font_of(character: str) -> str | None:
    """Return the name of the font in ``FOLDER`` that draws *character*, or None where none does."""
    code = ord(character)
    place = bisect_right(_STARTS, code) - 1
    if place < 0 or code > _BLOCKS[place][1]:
        return None
    name = _BLOCKS[place][2]
    return name if code in _font(name)[1] else None


@lru_cache(maxsize=4096)
def shape(font: str, text: str, leftward: bool) -> tuple[Glyph, ...]:
    """Return the shapes of *text* from left to right; a shape that only adds to another stands for no text."""
    import uharfbuzz as hb

    known, _ = _font(font)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    hb.shape(known, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    scale = 1000 / known.face.upem
    # Of several shapes that one text makes together, the widest is the letter, and stands for all of it.
    letters: dict[int, int] = {}
    for number, (info, place) in enumerate(zip(infos, places, strict=True)):
        widest = letters.setdefault(info.cluster, number)
        if place.x_advance > places[widest].x_advance:
            letters[info.cluster] = number
    return tuple(
        Glyph(
            info.codepoint,
            text[info.cluster : ends[info.cluster]] if letters[info.cluster] == number else "",
            place.x_advance * scale,
            place.x_offset * scale,
            place.y_offset * scale,
        )
        for number, (info, place) in enumerate(zip(infos, places, strict=True))
    )


def mirrored(character: str) -> str:
    """Return what *character* looks like where text runs from right to left: of a pair, the other."""
    return character.translate(_MIRRORED)


def pieces(line: str, plain: frozenset[str], own: str, more: str, levels: Sequence[int] | None) -> list[Shaped]:
    """Return *line* cut into pieces of one font each, from left to right on paper.

    *own* is the font that holds the characters of *plain*, *more* the one for what no font of a script holds either.
    *levels* are those of its characters (`exports.direction`), None where all of it runs from left to right.
    """

    def font(character: str) -> str:
        return own if character in plain else font_of(character) or more

    if levels is None:
        cuts = [(name, len(list(group))) for name, group in groupby(line, font)]
        starts = accumulate((long for _, long in cuts), initial=0)
        return [Shaped(name, line[at : at + long], False, at) for (name, long), at in zip(cuts, starts, strict=False)]
    found = []
    for (name, level), group in groupby(across(levels), lambda place: (font(line[place]), levels[place])):
        places = sorted(group)
        found.append(Shaped(name, "".join(map(line.__getitem__, places)), level % 2 == 1, places[0]))
    return found
