"""Comma-separated text (RFC 4180) in UTF-8, row numbers as a spreadsheet program shows them."""

import csv
import io

from exports.csv import read_back
from registry.domain.errors import Refusal, Refused
from registry.intake.sheet import (
    MOST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    SPLIT,
    Cell,
    Sheet,
    SheetRow,
    address,
    clean,
    is_sound,
)

_SAVE_AGAIN = "Save it again as “CSV UTF-8 (comma delimited)”."


def read_csv_sheet(data: bytes) -> Sheet:
    """Return the rows of a CSV file. A cell that `exports.csv` made inert reads back as it was. Raises Refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            Refusal.ENCODING, "The file is neither a workbook (.xlsx) nor text in UTF-8.", hint=_SAVE_AGAIN
        ) from None
    if "\0" in text:
        raise Refused(Refusal.ENCODING, "The file holds zero bytes, so it is no text.", hint=_SAVE_AGAIN)
    rows: list[SheetRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise Refused(Refusal.TOO_LARGE, f"The file has more than {MOST_ROWS:,} rows.", hint=SPLIT)
            if len(cells) > MOST_COLUMNS:
                raise Refused(Refusal.TOO_LARGE, f"Row {number} has more than {MOST_COLUMNS} cells.", hint=_SAVE_AGAIN)
            found = {column: _cell(number, column, cell) for column, cell in enumerate(cells) if cell.strip()}
            if found:
                rows.append(SheetRow(number=number, cells=found))
    except csv.Error:
        raise Refused(
            Refusal.SCHEMA,
            f"Row {number + 1} is not comma-separated text: a quotation mark is not closed, or a cell is too long.",
            hint=_SAVE_AGAIN,
        ) from None
    return Sheet(rows=tuple(rows))


def _cell(row: int, column: int, written: str) -> Cell:
    at = address(row, column)
    text = clean(read_back(written))
    if not is_sound(text):
        raise Refused(
            Refusal.CONTROL_CHARACTER,
            f"Cell {at} holds a control character or more than {MOST_CELL:,} characters.",
            hint="Type it again by hand.",
        )
    return Cell(at=at, text=text)
