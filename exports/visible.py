"""Makes the characters that cannot be seen, seen.

Control characters, bidirectional controls and characters of no width can make a page read differently from the text it
was made from. Every renderer passes every string through this one function.
"""

import unicodedata
from typing import Final

# Characters that Unicode calls letters or marks but that leave no ink: grapheme joiner, Hangul and Khmer fillers,
# variation selectors.
_INKLESS: Final = frozenset(
    [
        0x034F,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x180B,
        0x180C,
        0x180D,
        0x180F,
        0x3164,
        0xFFA0,
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)
# Control, format (all bidirectional and zero-width controls are here), surrogate, private, unassigned, line and
# paragraph separators.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class _Escapes(dict[int, str]):
    """A table for ``str.translate`` that works each character out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        unseen = unicodedata.category(character) in _UNSEEN or code in _INKLESS
        self[code] = f"⟨U+{code:04X}⟩" if unseen else character
        return self[code]


_LINE: Final = _Escapes()
_PROSE: Final = _Escapes({0x0A: "\n"})


def visible(text: str, prose: bool = True) -> str:
    """Return *text* with unseen characters written like ``⟨U+202E⟩``; a line feed stays only where *prose* is true."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_PROSE if prose else _LINE)
