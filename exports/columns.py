"""How wide text is on a terminal, or in any other grid of characters, and how it is broken into lines there."""

import unicodedata
from collections.abc import Iterable, Iterator


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def pieces(word: str, room: int) -> Iterator[str]:
    """Yield *word* in pieces of at most *room* columns."""
    piece = ""
    for character in word:
        if piece and columns(piece + character) > room:
            yield piece
            piece = ""
        piece += character
    yield piece


def filled(words: Iterable[str], room: int, first: str = "", rest: str = "") -> list[str]:
    """Return *words* in lines of at most *room* columns, the first begun with *first* and the others with *rest*; a
    word that is wider is broken. There is always a line.
    """
    lines: list[str] = []
    line, indent = "", first
    for word in words:
        joined = f"{line} {word}" if line else word
        if columns(indent + joined) <= room:
            line = joined
            continue
        if line:
            lines.append(indent + line)
            indent = rest
        *full, line = pieces(word, room - columns(indent))
        for piece in full:
            lines.append(indent + piece)
            indent = rest
    return [*lines, indent + line]


def broken(text: str, room: int) -> list[str]:
    """Return *text* in lines of at most *room* columns; where it takes more than one, no white space is doubled."""
    return [text] if columns(text) <= room else filled(text.split(), room)
