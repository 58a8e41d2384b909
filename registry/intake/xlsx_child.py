"""The child process that opens a foreign workbook: the file on standard input, one JSON object on standard output.

It limits itself before it reads a byte. Whatever goes wrong inside openpyxl ends the process with an error, which the
parent (`xlsx_sheet`) takes for a refusal; so only our own refusals are caught here. Its answer has either `rows`, each
a number and its cells (column from 0, kind, text), with `epoch`; or `refused` with one of a few words and perhaps
`where`.
"""

import io
import json
import re
import sys
import warnings
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from registry.confined import confine
from registry.intake.sheet import MOST_COLUMNS, MOST_ROWS, clean, is_sound

_MOST_UNPACKED = 200_000_000
_MOST_PARTS = 1_000
_CPU_SECONDS = 30
_MOST_INTEGER = 2**53 - 1

# Macros, embedded files, links to other workbooks, and data fetched from elsewhere.
_ACTIVE = re.compile(r"xl/(?:vba|macrosheets|embeddings|activex|externallinks|ctrlprops|connections|querytables)", re.I)
_ZEROS = re.compile(r"0+")
# Before it, workbooks of the 1900 system count 29 February 1900 (ECMA-376 part 1, 18.17.4.1).
_FIRST_SURE_DAY = date(1900, 3, 1)


class _No(Exception):  # noqa: N818 - the word it is
    """A refusal: its word, and where in the sheet."""

    def __init__(self, word: str, where: str = "") -> None:
        super().__init__(word)
        self.word, self.where = word, where


def main() -> None:
    """Answer for the workbook on standard input."""
    confine(seconds=_CPU_SECONDS)
    warnings.simplefilter("ignore")
    try:
        answer = _answer(sys.stdin.buffer.read())
    except _No as no:
        answer = {"refused": no.word, "where": no.where}
    sys.stdout.write(json.dumps(answer))


def _answer(data: bytes) -> dict[str, Any]:
    _look_into(data)
    book = load_workbook(io.BytesIO(data), keep_links=False)
    if any(one.sheet_state != "visible" for one in book.worksheets):
        raise _No("hidden-sheet")
    if len(book.worksheets) != 1 or len(book.sheetnames) != 1:
        raise _No("sheets")
    sheet = book.worksheets[0]
    _look_over(sheet)
    mac = book.epoch == CALENDAR_MAC_1904
    rows = []
    for cells in sheet.iter_rows():
        said = [[one.column - 1, *_said(one, mac=mac)] for one in cells if one.value is not None]
        if said := [one for one in said if one[2]]:
            rows.append([cells[0].row, said])
    return {"rows": rows, "epoch": 1904 if mac else 1900}


def _look_into(data: bytes) -> None:
    """Refuse by the list of parts, before anything is unpacked; then by what no part may begin with."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _MOST_UNPACKED:
            raise _No("bomb")
        names = [one.filename for one in parts]
        # A part twice would be one thing to this reader and another to the next.
        if len({name.casefold() for name in names}) != len(names):
            raise _No("markup")
        if any(_ACTIVE.match(name) for name in names):
            raise _No("active")
        for one in parts:
            # `read` stops at the size that the list gave, so what lies about its size is cut and does not parse.
            part = archive.read(one)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or not _is_of_its_kind(one.filename.casefold(), part):
                raise _No("markup")


def _is_of_its_kind(name: str, part: bytes) -> bool:
    """Return whether a part is markup in an encoding the look above can see, or a picture or printer's setting."""
    if name.endswith((".xml", ".rels", ".vml")):
        return b"\0" not in part
    if name.startswith(("xl/media/", "xl/printersettings/", "docprops/")):
        return b"<" not in part[:4]
    return name.endswith("/") and not part


def _look_over(sheet: Worksheet) -> None:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise _No("large")
    for merged in sheet.merged_cells.ranges:
        raise _No("merged", str(merged.coord))
    if sheet.sheet_format.zeroHeight:
        raise _No("hidden-row", "1")
    for number, row in sheet.row_dimensions.items():
        if row.hidden or row.height == 0:
            raise _No("hidden-row", str(number))
    for letter, column in sheet.column_dimensions.items():
        if column.hidden or column.width == 0:
            raise _No("hidden-column", letter)


def _said(cell: Any, *, mac: bool) -> tuple[str, str]:
    """Return the kind and the text of a cell that holds something."""
    kind, value, at = cell.data_type, cell.value, cell.coordinate
    if kind == "f":
        raise _No("formula", at)
    if kind == "e":
        raise _No("error", at)
    if kind == "b":
        raise _No("boolean", at)
    if kind == "d":
        return "d", _day(value, at, mac=mac)
    if kind == "n":
        if not float(value).is_integer() or abs(value) > _MOST_INTEGER:
            raise _No("fraction", at)
        text = str(int(value))
        # A format of zeros only is how people keep zeros in front.
        return ("t", text.zfill(len(cell.number_format))) if _ZEROS.fullmatch(cell.number_format) else ("n", text)
    text = clean(str(value))
    if not is_sound(text):
        raise _No("control", at)
    return "t", text


def _day(value: object, at: str, *, mac: bool) -> str:
    if isinstance(value, datetime):
        if value.time().isoformat() != "00:00:00":
            raise _No("time", at)
        value = value.date()
    if not isinstance(value, date):
        raise _No("time", at)
    if not mac and value < _FIRST_SURE_DAY:
        raise _No("old-date", at)
    return value.isoformat()


if __name__ == "__main__":
    main()
