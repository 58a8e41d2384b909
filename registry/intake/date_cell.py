"""Dates in a foreign spreadsheet: a date cell, or text with the day first, as they are written in Britain.

What a person may type at the keyboard (`t`, `-3`, a day without its year) means nothing in a file, and a year of two
digits does not say its century: both are refused.
"""

import re

from registry.domain.dates import PartialDate, read_date
from registry.domain.errors import InvalidValue
from registry.intake.columns import NamedRow
from registry.intake.sheet import CellKind

_WRITTEN = re.compile(
    r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}|[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
)


def optional_date(row: NamedRow, heading: str) -> PartialDate | None:
    """Return the date in a row, or None for an empty cell. Raises InvalidValue."""
    cell = row.cells.get(heading)
    if cell is None:
        return None
    if cell.kind is CellKind.DATE:
        return PartialDate(cell.text)
    if not _WRITTEN.fullmatch(cell.text):
        raise InvalidValue(f"{cell.text[:20]!a} is not a date with its whole year, day first, such as 31/01/2019.")
    found = PartialDate(cell.text) if len(cell.text) in (4, 7) and cell.text[:4].isdigit() else None
    # A date with its whole year means the same on every day, so any day will do for `today`.
    return found or read_date(cell.text, PartialDate("2000-01-01").first)


def required_date(row: NamedRow, heading: str) -> PartialDate:
    """Return the date in a row. Raises InvalidValue."""
    found = optional_date(row, heading)
    if found is None:
        raise InvalidValue(f"{heading} is empty.")
    return found
