"""Spreadsheets that say one thing to a person and another to a program, each named after itself."""

import unicodedata
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.csv import inert, read_back, write_csv
from exports.workbook import write_workbook
from registry.documents.strict import read_strict
from registry.domain.errors import InvalidValue, Refused
from registry.intake.columns import NamedRow
from registry.intake.date_cell import required_date
from registry.intake.sheet import CellKind, Sheet, address
from registry.intake.sheet_file import read_sheet
from tests.intake.workbooks import REFUSED, workbook

NAMED = ("formula", "bomb", "far-cell", "hidden", "row-of-no-height", "merged-cells")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@x", '=cmd|"/c calc"!A1', "\uff1d1+1", "=HYPERLINK(1)"]


def read(data: bytes) -> Sheet:
    return read_sheet(data, read_strict)


def row_with(written: str) -> NamedRow:
    return NamedRow(number=1, cells={"d": read(f'"{written}"'.encode()).rows[0].cells[0]})


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells.values()] for row in sheet.rows]


def named(name: str) -> None:
    make, said = REFUSED[name]
    with pytest.raises(Refused) as caught:
        read(make())
    assert caught.value.message.startswith(said)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in REFUSED if "formula" in name])
def test_spreadsheet_formula(name: str) -> None:
    named(name)


@pytest.mark.parametrize("name", [name for name in REFUSED if "bomb" in name or name == "far-cell"])
def test_spreadsheet_bomb(name: str) -> None:
    named(name)


@pytest.mark.parametrize("name", [name for name in REFUSED if "hidden" in name or name == "row-of-no-height"])
def test_hidden_rows_columns_and_sheets(name: str) -> None:
    named(name)


def test_merged_cells() -> None:
    named("merged-cells")


@pytest.mark.parametrize("name", [name for name in REFUSED if not any(word in name for word in NAMED)])
def test_what_no_sheet_of_plain_rows_holds(name: str) -> None:
    named(name)


@pytest.mark.parametrize("mac", [False, True])
def test_spreadsheet_dates_in_the_1900_and_1904_systems(mac: bool) -> None:
    sheet = read(workbook([["d"], [date(2019, 1, 31)], [date(1984, 3, 1)], [date(2024, 2, 29)]], mac=mac))
    assert texts(sheet)[1:] == [["2019-01-31"], ["1984-03-01"], ["2024-02-29"]]
    assert {row.cells[0].kind for row in sheet.rows[1:]} == {CellKind.DATE}
    assert sheet.told == (("Its dates are counted from 1904.",) if mac else ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("3/4/2019", "2019-04-03"), ("03.04.2019", "2019-04-03"), ("3 apr 2019", "2019-04-03"), ("2019", "2019")],
)
def test_the_day_comes_first(written: str, meant: str) -> None:
    assert required_date(row_with(written), "d").text == meant


@pytest.mark.parametrize(
    "written", ["3/25/2019", "1/3/84", "t", "-3", "1 mar", "31/02/2019", "43831", "٣/٤/2019", "3/4/2019\nx"]
)
def test_a_date_that_could_mean_two_things_or_none(written: str) -> None:
    with pytest.raises(InvalidValue):
        required_date(row_with(written), "d")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_inert_and_reads_back(text: str) -> None:
    assert inert(text).startswith("'")
    assert texts(read(write_csv([["a", text]]))) == [["a", text]]
    assert texts(read(write_workbook("x", [["a", text]]))) == [["a", text]]


@given(st.text(st.sampled_from("'=+-@\t\r\nab \uff1d")))
def test_every_text_reads_back_from_its_inert_cell(text: str) -> None:
    assert read_back(inert(text)) == text
    assert inert(text)[:1] not in set("=+-@\t\r\n\uff1d")


# What no cell holds: controls, and white space around, which an import takes away from every cell.
_CELL = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
_ROWS = st.lists(st.lists(_CELL, min_size=1, max_size=4), min_size=1, max_size=4)


@given(_ROWS)
def test_every_row_reads_back_from_csv(rows: Sequence[Sequence[str]]) -> None:
    assert texts(read(write_csv(rows))) == [[_nfc(text) for text in row] for row in rows]


@settings(max_examples=5)
@given(_ROWS)
def test_every_row_reads_back_from_a_workbook(rows: Sequence[Sequence[str]]) -> None:
    assert texts(read(write_workbook("x", rows))) == [[_nfc(text) for text in row] for row in rows]


def test_zeros_in_front_stay() -> None:
    def zeros(sheet: object) -> None:
        sheet["A3"].number_format = "00000"  # type: ignore[index]

    assert texts(read(workbook([["a"], ["00123"], [123], [123]], zeros))) == [["a"], ["00123"], ["00123"], ["123"]]
    assert texts(read(b"a\n00123\n")) == [["a"], ["00123"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfea\x00", "neither a workbook"),
        (b"a,b\n\x00", "zero bytes"),
        (b'a\n"not closed', "Row 2 is not comma-separated"),
        (b"a\n\x1b[2J", "Cell A2 holds a control character"),
        ("a\nb\u2028c".encode(), "Cell A2 holds a control character"),
        (b"\n" * 20_001, "more than 20,000 rows"),
        (b"," * 60, "more than 60 cells"),
        (b"a" * 20_000_001, "at most 20,000,000 are read"),
        (b"\n,,\n", "empty"),
        (b"x" * 200_000, "Row 1 is not comma-separated"),
    ],
)
def test_text_that_is_no_table(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(data)


def test_rows_have_the_number_that_the_spreadsheet_shows() -> None:
    sheet = read(b'a\n\n"two\nlines"\nlast\n')
    assert [(row.number, row.cells[0].at) for row in sheet.rows] == [(1, "A1"), (3, "A3"), (4, "A4")]


@pytest.mark.parametrize(("column", "said"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")])
def test_addresses(column: int, said: str) -> None:
    assert address(1, column) == said


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
