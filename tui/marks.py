"""Marks of direction: they have no width and can make one name read as another, so none reaches the terminal.

What a person types into a field stays to the letter; beside it such marks are written out (`FormField.reveal`).
"""

from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Unicode's Bidi_Control: Arabic letter mark, the two marks, embeddings and overrides, isolates.
MARKS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_AWAY: Final = str.maketrans("", "", MARKS)


def has_marks(text: str) -> bool:
    """Return whether a text holds a mark of direction."""
    return not text.isascii() and any(mark in text for mark in MARKS)


class WithoutMarks(LineFilter):
    """Takes marks of direction out of every line that is drawn; the width of none of them changes by it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line without them."""
        del background
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [Segment(text.translate(_AWAY), style, control) for text, style, control in segments]
