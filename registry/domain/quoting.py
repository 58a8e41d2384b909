"""Somebody's words between quotation marks, and what stands where their words do not go to the reader."""

from typing import Final

WORDS_LEFT_OUT: Final = "their own words are not part of this document"


def quoted(text: str) -> str:
    """Return somebody's words between quotation marks, character for character."""
    return f"“{text}”"
