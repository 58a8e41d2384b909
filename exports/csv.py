"""Comma-separated text that no spreadsheet program takes for a formula, and that reads back exactly.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end is worked out by spreadsheet programs when the file is
opened; so is one that begins with the wide forms of those signs. Such a cell is written behind one apostrophe, and so
is one that only its apostrophes keep from being such a cell. `read_back` takes that one apostrophe away again, so no
text is changed on its way through.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED: Final = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


MARK: Final = "\ufeff".encode()
"""The byte order mark that a file begins with."""


def inert(text: str) -> str:
    """Return *text* as a cell that is never worked out; `read_back` returns it as it was."""
    return f"'{text}" if _FORMULA.match(text) else text


def read_back(cell: str) -> str:
    """Return the text of a cell that `inert` wrote; any other cell as it stands."""
    return cell[1:] if _GUARDED.match(cell) else cell


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as CSV (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheet programs know UTF-8.

    Every cell is quoted and inert.
    """
    return MARK + csv_lines(rows)


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as `write_csv` does, without the mark: one part of a long file after the other."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")
