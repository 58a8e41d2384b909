"""Workbooks made to be refused, and sound ones, each a function that returns the file's bytes."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Change = Callable[[Any], object]


def workbook(rows: Sequence[Sequence[object]], change: Change | None = None, *, mac: bool = False) -> bytes:
    """A workbook of one sheet with these rows; `change` is given the sheet."""
    book = Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part more, or with that part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as now:
        for part in was.infolist():
            if part.filename != name:
                now.writestr(part, was.read(part))
        now.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook of some 300 kB that unpacks to 300 MB."""
    return with_part(workbook([["Surname"]]), "xl/worksheets/sheet2.xml", b" " * 300_000_000)


def lying_bomb() -> bytes:
    """A workbook whose list of parts says that its sheet is small, which it is not."""
    data = with_part(workbook([["Surname"]]), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    return data.replace((30_000_007).to_bytes(4, "little"), (50).to_bytes(4, "little"))


def entity_bomb() -> bytes:
    """A shared text that unfolds to a thousand million laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{levels}]><sst><si><t>&l9;</t></si></sst>'
    return with_part(workbook([["Surname"]]), "xl/sharedStrings.xml", text.encode())


def far_cell() -> bytes:
    return workbook([["Surname"]], lambda sheet: sheet.cell(row=1_048_576, column=16_384, value="far"))


def hidden(what: str, which: Any) -> bytes:
    def hide(sheet: Any) -> None:
        getattr(sheet, f"{what}_dimensions")[which].hidden = True

    return workbook([["Surname", "Born"], ["Reid", "1984"], ["Zolc", "1985"]], hide)


def flat_row() -> bytes:
    """A row with no height, which openpyxl reads and does not write."""
    data, name = workbook([["a"], ["b"]]), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(name)
    return with_part(data, name, sheet.replace(b'<row r="2"', b'<row r="2" ht="0" customHeight="1"'))


def hidden_sheet() -> bytes:
    def hide(sheet: Any) -> None:
        sheet.parent.create_sheet("More").sheet_state = "veryHidden"

    return workbook([["Surname"]], hide)


def two_sheets() -> bytes:
    return workbook([["Surname"]], lambda sheet: sheet.parent.create_sheet("More"))


# Each with the beginning of the sentence that refuses it.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "formula": (lambda: workbook([["Surname"], ['=HYPERLINK("http://x","y")']]), "Cell A2 holds a formula."),
    "formula-shown-as-a-number": (lambda: workbook([["Surname", "n"], ["Reid", "=1+1"]]), "Cell B2 holds a formula."),
    "bomb": (bomb, "The workbook unpacks to more than is read."),
    "lying-bomb": (lying_bomb, "The workbook cannot be read"),
    "entity-bomb": (entity_bomb, "The workbook holds parts that no spreadsheet program writes."),
    "far-cell": (far_cell, "The sheet has more than 20,000 rows"),
    "hidden-row": (lambda: hidden("row", 3), "Row 3 is hidden."),
    "hidden-column": (lambda: hidden("column", "B"), "Column B is hidden."),
    "row-of-no-height": (flat_row, "Row 2 is hidden."),
    "hidden-sheet": (hidden_sheet, "The workbook has a hidden sheet."),
    "two-sheets": (two_sheets, "The workbook has more than one sheet."),
    "merged-cells": (
        lambda: workbook([["a", "b"], ["c", "d"]], lambda sheet: sheet.merge_cells("A2:B2")),
        "The cells A2:B2 are merged.",
    ),
    "macro": (lambda: with_part(workbook([["a"]]), "xl/vbaProject.bin", b"x"), "The workbook holds macros"),
    "link-to-another-workbook": (
        lambda: with_part(workbook([["a"]]), "xl/externalLinks/externalLink1.xml", b"<a/>"),
        "The workbook holds macros",
    ),
    "markup-in-utf-16": (
        lambda: with_part(workbook([["a"]]), "xl/sharedStrings.xml", "<!DOCTYPE a><a/>".encode("utf-16")),
        "The workbook holds parts",
    ),
    "part-of-another-kind": (lambda: with_part(workbook([["a"]]), "xl/sheet.dat", b"<a/>"), "The workbook holds parts"),
    "time-of-day": (lambda: workbook([["d"], [datetime(2019, 1, 31, 9, 30)]]), "Cell A2 holds a time of day."),  # noqa: DTZ001
    "the-day-that-never-was": (lambda: workbook([["d"], [date(1900, 2, 28)]]), "Cell A2 holds a date before March"),
    "fraction": (lambda: workbook([["n"], [1.5]]), "Cell A2 holds a number with a fraction"),
    "too-long-a-number": (lambda: workbook([["n"], [1e300]]), "Cell A2 holds a number with a fraction"),
    "yes-as-a-boolean": (lambda: workbook([["n"], [True]]), "Cell A2 holds TRUE or FALSE."),
    "error-value": (lambda: workbook([["n"], ["#DIV/0!"]]), "Cell A2 holds an error"),
    "no-archive": (lambda: b"PK\x03\x04" + b"x" * 500, "The file is a zip file"),
    "archive-of-something-else": (lambda: with_part(workbook([["a"]]), "[Content_Types].xml", b"<a/>"), "The workbook"),
    "truncated": (lambda: workbook([["Surname"]])[:-400], "The workbook cannot be read"),
    "locked-or-old": (
        lambda: b"\xd0\xcf\x11\xe0" + b"x" * 500,
        "The file is a document of Microsoft Office before 2007",
    ),
}
