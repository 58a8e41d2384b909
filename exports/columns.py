"""How wide text is on a terminal, or in any other grid of characters."""

import unicodedata


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
