"""Which way text runs, character by character, as Unicode's bidirectional algorithm (UAX 9) orders it.

A paragraph runs from right to left only where all but a few of its letters do. What runs the other way inside it is an
island, with a direction of its own, and marks and figures beside it keep to the paragraph: a quotation, whose marks
stay around it, and words of the other direction, such as a name. Page and web page ask here, so that they cannot
disagree. Nothing else may set a direction: characters that would are spelt out before (`exports.visible`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final
from unicodedata import bidirectional

_QUOTED: Final = re.compile(r"(?<=“)[^“”]+(?=”)")
# Words of the other direction (o) with anything between them but words of ours (s), and with what is joined to them:
# marks (m), and figures (d) behind a hyphen (h).
_WORDS: Final = re.compile("o(?:[^s]*o)?m*(?:h*d+)*")
# What parts one name from the next in our own sentences.
_PARTS: Final = frozenset("“”·;|/–—")
_HYPHENS: Final = frozenset("-‐‑־_")
# What begins and ends an island, for the algorithm alone.
_BEGIN: Final = "\u2068"
_END: Final = "\u2069"
_DIRECTED: Final = frozenset({"L", "R", "AL", "EN", "AN"})
# fpdf2 looks from each character without direction to the nearest with one, a call for every step. Of so many in a row
# the middle cannot matter but for brackets, and takes the level of what stands before it.
_FEW: Final = 120


@lru_cache(maxsize=4096)
def is_leftward(character: str) -> bool:
    """Whether *character* belongs to a writing system that runs from right to left."""
    return bidirectional(character) in ("R", "AL", "AN")


def runs_leftward(paragraph: str) -> bool:
    """Whether a whole *paragraph* runs from right to left: it begins so, and more than four fifths of its letters do.

    A name stands in an English sentence, also at its beginning and though it is longer than the rest; somebody's own
    words may be a whole paragraph of the other direction, with a few words of English in it.
    """
    letters = list(filter(str.isalpha, paragraph))
    leftward = sum(map(is_leftward, letters))
    return leftward * 5 > len(letters) * 4 and is_leftward(letters[0])


def _kind(character: str, leftward: bool) -> str:
    """What *character* is to the words of a text that runs *leftward*: see ``_WORDS``."""
    if character in _PARTS or character == "\ufffc":
        return "s"
    if character in _HYPHENS:
        return "h"
    match bidirectional(character):
        case "L":
            return "o" if leftward else "s"
        case "R" | "AL":
            return "s" if leftward else "o"
        case "EN" | "AN":
            return "d"
        case "NSM":
            return "m"
    return "e"


def _words(text: str, leftward: bool, start: int) -> Iterator[tuple[int, int]]:
    kinds = "".join(_kind(character, leftward) for character in text)
    for found in _WORDS.finditer(kinds):
        first, last = found.span()
        for opened, closed in ("()", "[]"):
            within = text[first:last]
            if within.count(opened) > within.count(closed) and text[last : last + 1] == closed:
                last += 1
        yield start + first, start + last


def islands(paragraph: str) -> list[tuple[int, int]]:
    """Return where each island of *paragraph* begins and ends, an outer one before those inside it; none where all of
    it runs from left to right.
    """
    if paragraph.isascii() or not any(map(is_leftward, paragraph)):
        return []
    made, rest = [], paragraph
    for quoted in _QUOTED.finditer(paragraph):
        first, last = quoted.span()
        made.append((first, last))
        strong = next((each for each in quoted[0] if bidirectional(each) in ("L", "R", "AL")), "")
        made += _words(quoted[0], bool(strong) and is_leftward(strong), first)
        rest = rest[:first] + "\ufffc" * (last - first) + rest[last:]
    return sorted({*made, *_words(rest, runs_leftward(paragraph), 0)}, key=lambda each: (each[0], -each[1]))


def levels(paragraph: str) -> tuple[int, ...] | None:
    """Return the level of each character of *paragraph*, an odd one where it runs from right to left; None where
    nothing does.
    """
    if paragraph.isascii() or not any(map(is_leftward, paragraph)):
        return None
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    bounds = islands(paragraph)
    begins, ends = Counter(first for first, _ in bounds), Counter(last for _, last in bounds)
    text, places = "", []  # what is resolved, and which character of the paragraph each of its characters is
    for directed, run in groupby(range(len(paragraph)), lambda place: bidirectional(paragraph[place]) in _DIRECTED):
        many = list(run)
        for place in many if directed or len(many) <= 2 * _FEW else [*many[:_FEW], *many[-_FEW:]]:
            marked = _END * ends[place] + _BEGIN * begins[place] + paragraph[place]
            text += marked
            places += [place] * len(marked)
    base = runs_leftward(paragraph)
    found: dict[int, int] = {}
    for one in BidiParagraph(text, TextDirection.RTL if base else TextDirection.LTR).get_characters():
        if one.character not in (_BEGIN, _END):
            found[places[one.character_index]] = one.embedding_level
    level, made = int(base), []
    for place in range(len(paragraph)):
        level = found.get(place, level)
        made.append(level)
    return tuple(made)


def across(levels: Sequence[int]) -> list[int]:
    """Return the places of a line's characters from left to right on paper, from their *levels* in reading order."""
    order = list(range(len(levels)))
    lowest = min((each for each in levels if each % 2), default=1)
    for least in range(max(levels), lowest - 1, -1):
        placed: list[int] = []
        turned: list[int] = []
        for place in order:
            if levels[place] >= least:
                turned.append(place)
            else:
                placed += [*reversed(turned), place]
                turned = []
        order = [*placed, *reversed(turned)]
    return order
