"""Names that look the same, whatever letters they are written in: one person under two of them would count as two.

The letters are those of the confusables of Unicode Technical Standard 39 that Cyrillic and Greek share with Latin, in
the shapes that fonts for screens give them, and the figures that stand for letters.
"""

import unicodedata

from registry.domain.folding import fold

_CYRILLIC = ("АВСЕНІЈКМОРԚЅТУѴԜХасеһіјкмоԁрԛѕтуѵԝхӏв", "ABCEHIJKMOPQSTYVWXacehijkmodpqstyvwxlb")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυϳγ", "ABEZHIKMNOPTYXaikvoptujy")
_LATIN = ("ɑɡıɪʏ", "agiiy")
_LOOKS = str.maketrans(_CYRILLIC[0] + _GREEK[0] + _LATIN[0], _CYRILLIC[1] + _GREEK[1] + _LATIN[1])
# Upright strokes and rounds; a small i has its dot.
_SHAPES = str.maketrans({"I": "l", "1": "l", "|": "l", "0": "o"})


def looks_like(text: str) -> str:
    """Return what `text` looks like, folded: the same for all that a reader could take for one another."""
    apart = unicodedata.normalize("NFKD", text)
    return fold(apart.translate(_LOOKS).translate(_SHAPES)).replace("rn", "m").replace("vv", "w")
