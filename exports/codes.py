"""The modules of a QR code, for the renderers that draw one."""

from functools import lru_cache

import segno


@lru_cache(maxsize=8)
def code_rows(text: str) -> list[bytes]:
    """Return the QR code of *text*, row by row, a byte a module: 1 is dark. Level M bears a photocopy and a staple."""
    # Every mask is readable; trying all eight for the best one would cost more than setting all the text.
    return [bytes(row) for row in segno.make(text, error="m", micro=False, mask=0).matrix]


def runs_of(row: bytes) -> list[tuple[int, int]]:
    """Return (first module, length) of each unbroken dark run in a row."""
    found, column = [], 0
    while (column := row.find(1, column)) >= 0:
        end = row.find(0, column)
        end = len(row) if end < 0 else end
        found.append((column, end - column))
        column = end
    return found
