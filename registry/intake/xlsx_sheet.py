"""A workbook, opened in a child process with little memory and little time (`xlsx_child`).

What the child says comes back as our own strict JSON and is looked at again here. A child that crashes, hangs or is
killed means that the workbook is refused.
"""

import re
from typing import Any

from registry.confined import ask_confined
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.intake.other_kinds import ZIP
from registry.intake.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    SPLIT,
    Cell,
    CellKind,
    ReadJson,
    Sheet,
    SheetRow,
    address,
    is_sound,
)

_SECONDS = 40
_MOST_ANSWER = 100_000_000
_WHERE = re.compile(r"[A-Z]{0,3}[0-9]{0,7}(?::[A-Z]{1,3}[0-9]{1,7})?")
_NUMBER = re.compile(r"-?[0-9]{1,40}")

# What the child refuses for, in words, and what to do about it. {} is the cell, row or column.
_SAID: dict[str, tuple[str, str]] = {
    "formula": ("Cell {} holds a formula.", "Copy the sheet and paste it as values only."),
    "merged": ("The cells {} are merged.", "Unmerge them, so that every row says all of it."),
    "hidden-row": ("Row {} is hidden.", "Show all rows, and take away what is not to be imported."),
    "hidden-column": ("Column {} is hidden.", "Show all columns, and take away what is not to be imported."),
    "hidden-sheet": ("The workbook has a hidden sheet.", "Show it or take it away."),
    "sheets": ("The workbook has more than one sheet.", "Save the one sheet in a workbook of its own."),
    "active": ("The workbook holds macros, links or other files.", "Save the sheet as .xlsx without them, or as CSV."),
    "markup": ("The workbook holds parts that no spreadsheet program writes.", "Ask where it comes from."),
    "bomb": ("The workbook unpacks to more than is read.", SPLIT),
    "large": (f"The sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns, or a cell far outside.", SPLIT),
    "error": ("Cell {} holds an error of the spreadsheet program.", "Type what it should say."),
    "boolean": ("Cell {} holds TRUE or FALSE.", "Type yes or no as text."),
    "fraction": ("Cell {} holds a number with a fraction, or too long a one.", "Type it again as text."),
    "time": ("Cell {} holds a time of day.", "Type the day alone."),
    "old-date": (
        "Cell {} holds a date before March 1900, where workbooks count a day too many.",
        "Type it as text.",
    ),
    "control": ("Cell {} holds a control character or too long a text.", "Type it again by hand."),
}

# Its reason where it is not that the workbook has another form than a sheet of plain rows.
_REASONS = {"bomb": Refusal.TOO_LARGE, "large": Refusal.TOO_LARGE, "control": Refusal.CONTROL_CHARACTER}


def looks_like_workbook(data: bytes) -> bool:
    """Return whether `data` begins as a workbook does."""
    return data.startswith(ZIP)


def read_xlsx_sheet(data: bytes, read_json: ReadJson) -> Sheet:
    """Return the rows of the workbook's one sheet. Raises Refused."""
    answer = _ask_child(data, read_json)
    refused = answer.get("refused")
    if refused is not None:
        sentence, hint = _SAID.get(str(refused), ("", ""))
        where = str(answer.get("where", ""))
        if not sentence or not _WHERE.fullmatch(where):
            raise _unreadable()
        raise Refused(_REASONS.get(str(refused), Refusal.SCHEMA), sentence.format(where), hint=hint)
    told = ("Its dates are counted from 1904.",) if answer.get("epoch") == 1904 else ()
    try:
        return Sheet(rows=tuple(_row(one) for one in answer["rows"]), told=told)
    except (KeyError, TypeError, ValueError, InvalidValue):
        raise _unreadable() from None


def _row(said: list[Any]) -> SheetRow:
    number, cells = said
    if type(number) is not int or not 1 <= number <= MOST_ROWS:
        raise ValueError("row")
    return SheetRow(number=number, cells={column: _cell(number, column, *rest) for column, *rest in cells})


def _cell(row: int, column: int, kind: str, text: str) -> Cell:
    if type(column) is not int or not 0 <= column < MOST_COLUMNS or type(text) is not str or not is_sound(text):
        raise ValueError("cell")
    if kind == CellKind.NUMBER and not _NUMBER.fullmatch(text):
        raise ValueError("number")
    if kind == CellKind.DATE:
        PartialDate(text)
    return Cell(at=address(row, column), text=text, kind=CellKind(kind))


def _ask_child(data: bytes, read_json: ReadJson) -> dict[str, Any]:
    said = ask_confined("registry.intake.xlsx_child", data, seconds=_SECONDS)
    if said is None:
        raise _unreadable()
    try:
        return read_json(said, limit=_MOST_ANSWER)
    except Refused:
        raise _unreadable() from None


def _unreadable() -> Refused:
    return Refused(
        Refusal.SCHEMA,
        "The workbook cannot be read, or not within the time and memory allowed.",
        hint="Save the sheet as CSV.",
    )
