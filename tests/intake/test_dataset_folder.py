"""A foreign folder of a data set: sound ones are read back exactly, and each thing wrong is told with its place."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.csv import write_csv
from registry.domain.dataset_tables import TABLES, Tables
from registry.domain.errors import NotFound
from registry.intake.dataset_folder import MOST_PROBLEMS, FoundRelease, check_rows, read_table, table_schema
from registry.services.datasets import check_dataset
from schemas import load_schema
from tests.dataset_samples import UNIT, columns, tables
from tests.sweeps import share_of


def table_bytes(name: str, rows: list[dict[str, str]]) -> bytes:
    return write_csv([list(columns(name)), *(list(row.values()) for row in rows)])


def write(folder: Path, whole: Tables, **about: Any) -> Path:
    """Write a release as a unit would, whatever its rows say."""
    folder.mkdir()
    listed = []
    for name in TABLES:
        data = table_bytes(name, whole[name])
        (folder / f"{name}.csv").write_bytes(data)
        listed.append({"name": name, "rows": len(whole[name]), "sha256": hashlib.sha256(data).hexdigest()})
    release = {
        "schema": "https://throughcare.example/schemas/dataset/1.0",
        "release": "urn:uuid:00000000-0000-4000-8000-000000000999",
        "made": "2026-11",
        "unit": {"id": UNIT, "name": "Ashmere Hospital", "tier": "high"},
        "recipient": "Dr A. Example",
        "purpose": "yearly return",
        "tables": listed,
        **about,
    }
    (folder / "release.json").write_text(json.dumps(release), "utf-8")
    return folder


def said(found: FoundRelease) -> list[str]:
    return [problem.words for problem in found.problems]


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_every_table_is_read_back_exactly_and_is_sound(seed: int) -> None:
    whole = tables(seed)
    assert list(check_rows(whole, UNIT)) == []
    for name in TABLES:
        data = table_bytes(name, whole[name])
        assert read_table(name, data) == (whole[name], [])
        # A reading below nought begins like a formula, and is written so that no program works it out.
        assert b'"-' not in data


def test_a_sound_folder_says_what_it_holds(tmp_path: Path) -> None:
    whole = tables(1)
    found = check_dataset(write(tmp_path / "one", whole))
    assert found.problems == ()
    assert found.tables == whole
    assert found.release["unit"]["name"] == "Ashmere Hospital"


@settings(max_examples=share_of(200))
@given(st.data())
def test_a_cell_is_allowed_exactly_where_the_schema_allows_it(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TABLES))
    column = data.draw(st.sampled_from(table_schema(name).columns))
    by_schema = jsonschema.Draft202012Validator(load_schema("dataset", "1.0")["$defs"][name]["properties"][column.name])
    likely = st.sampled_from(
        ["", "0", "007", "-1", "7\n", "٣", "2026-Q5", "2026-Q1", "local", "not-recorded", "TSP", "a;b"]
    )
    cell = data.draw(st.one_of(likely, st.text(max_size=20)))
    assert column.takes(cell) == by_schema.is_valid(cell), (name, column.name, cell)


def _cell(name: str, column: str, text: str) -> Callable[[Tables], None]:
    def change(whole: Tables) -> None:
        whole[name][0][column] = text

    return change


def _twice(whole: Tables) -> None:
    whole["interventions"].append(dict(whole["interventions"][0]))


WRONG: dict[str, tuple[Callable[[Tables], None], str]] = {
    "a word in place of a number": (_cell("dose", "received", "many"), "dose.csv, row 2, received: 'many' is not"),
    "digits of another script": (_cell("dose", "minutes", "٣"), "dose.csv, row 2, minutes: '\\u0663' is not"),
    "a day in place of a quarter": (
        _cell("interventions", "started", "2026-03-01"),
        "interventions.csv, row 2, started",
    ),
    "a formula": (_cell("participants", "sex", '=HYPERLINK("http://x")'), "participants.csv, row 2, sex"),
    "a terminal escape": (_cell("participants", "sex", "\x1b[31mmale"), "sex: '\\x1b[31mmale'"),
    "a line feed at the end": (_cell("participants", "tier", "high\n"), "participants.csv, row 2, tier"),
    "an empty cell": (_cell("closures", "helped", ""), "closures.csv, row 2, helped: '' is not"),
    "another unit": (_cell("interventions", "unit", f"{UNIT[:-1]}9"), "the row is of another unit"),
    "nobody's row": (_cell("interventions", "participant", "a" * 16), "there is no such row in participants.csv"),
    "the same row twice": (_twice, "the same name stands in an earlier row"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_told_with_file_row_and_column(wrong: str, tmp_path: Path) -> None:
    change, told = WRONG[wrong]
    whole = tables(2)
    change(whole)
    found = check_dataset(write(tmp_path / "one", whole))
    assert any(told in line for line in said(found)), said(found)


def test_every_problem_is_told_up_to_a_bound(tmp_path: Path) -> None:
    whole = tables(3)
    person = whole["participants"][0]
    names = [
        f"{number:016d}".translate(str.maketrans("0123456789", "abcdefghij")) for number in range(MOST_PROBLEMS + 50)
    ]
    whole["participants"] += [{**person, "participant": name, "sex": "?"} for name in names]
    whole["dose"][0]["met"] = "?"
    lines = said(check_dataset(write(tmp_path / "one", whole)))
    assert sum(line.startswith("participants.csv, row ") for line in lines) == MOST_PROBLEMS
    assert f"participants.csv: more than {MOST_PROBLEMS} problems; the rest are not told" in lines
    assert any(line.startswith("dose.csv, row 2, met") for line in lines)


def _replace(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)


FOLDERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a changed table": (
        lambda f: _replace(f, "dose.csv", b"unit\r\n"),
        "dose.csv: it is not the file that release.json",
    ),
    "a missing table": (lambda f: (f / "dose.csv").unlink(), "dose.csv: There is no file dose.csv"),
    "a link in place of a table": (
        lambda f: ((f / "dose.csv").unlink(), (f / "dose.csv").symlink_to("/etc/passwd")),
        "dose.csv: dose.csv is not an ordinary file",
    ),
    "a pipe in place of a table": (
        lambda f: ((f / "dose.csv").unlink(), os.mkfifo(f / "dose.csv")),
        "dose.csv: dose.csv is not an ordinary file",
    ),
    "no release file": (lambda f: (f / "release.json").unlink(), "release.json: There is no file release.json"),
    "a release file with a member twice": (
        lambda f: _replace(f, "release.json", b'{"made": "2026-11", "made": "2026-12"}'),
        "release.json: ",
    ),
    "a release of another schema": (
        lambda f: _replace(
            f, "release.json", (f / "release.json").read_bytes().replace(b"dataset/1.0", b"dataset/9.0")
        ),
        "it is not a release of this data set and version",
    ),
    "a name that is read from right to left": (
        lambda f: _replace(f, "release.json", (f / "release.json").read_bytes().replace(b"Ashmere", b"A\\u202eshmere")),
        "The unit's name holds a control or invisible character",
    ),
    "a table listed twice": (
        lambda f: _replace(f, "release.json", (f / "release.json").read_bytes().replace(b'"dose"', b'"scores"')),
        "it does not list each table once",
    ),
}


@pytest.mark.parametrize("wrong", FOLDERS)
def test_a_folder_that_is_not_what_it_says_is_told(wrong: str, tmp_path: Path) -> None:
    change, told = FOLDERS[wrong]
    folder = write(tmp_path / "one", tables(4))
    change(folder)
    before = sorted(os.listdir(tmp_path)), sorted(os.listdir(folder))
    found = check_dataset(folder)
    assert any(told in line for line in said(found)), said(found)
    assert (sorted(os.listdir(tmp_path)), sorted(os.listdir(folder))) == before


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"\xff\xfe\x00", "it is not text in UTF-8"),
        (b'"unit","intervention"\r\n', "its headings are not unit, intervention"),
        (b"\x00", "its headings are not"),
    ],
)
def test_bytes_that_are_no_table_are_told(data: bytes, told: str) -> None:
    rows, problems = read_table("dose", data)
    assert rows == []
    assert told in problems[0].words


def test_an_open_quotation_mark_and_a_short_row_are_told_with_their_row() -> None:
    heads = b",".join(f'"{name}"'.encode() for name in columns("placements")) + b"\r\n"
    assert [one.row for one in read_table("placements", heads + b'"a","b"\r\n')[1]] == [2]
    assert [one.row for one in read_table("placements", heads + b'"a","b\r\n')[1]] == [2]


def test_a_folder_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        check_dataset(tmp_path / "none")
