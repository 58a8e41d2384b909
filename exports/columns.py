"""How wide text is on a terminal, or in any other grid of characters, and how it is broken into lines there."""

import unicodedata
from collections.abc import Iterator


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


def broken(text: str, room: int) -> list[str]:
    """Return *text* in lines of at most *room* columns, broken between words, and within one that is wider."""
    if columns(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if columns(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = pieces(word, room)
        lines += full
    return [*lines, line]
