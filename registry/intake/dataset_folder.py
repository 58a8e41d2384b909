"""A foreign folder of a data set, held against the schema: every problem with its file, row and column.

Nothing in it is believed: only the files that the schema names are opened, ordinary ones of a bounded size; a cell is
text and nothing else; and no cell is shown but escaped and cut short. Rows are numbered as a spreadsheet program shows
them, the headings being row 1.
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exports.csv import read_back
from registry.domain.dataset_tables import TABLES, Row, Tables
from registry.domain.errors import NotFound, ThroughcareError
from registry.files import read_regular
from schemas import load_schema

KIND, VERSION = "dataset", "1.0"
RELEASE_FILE = "release.json"
MOST_TABLE = 250_000_000
"""Bytes of one table: some thirty thousand people with thirty interventions each."""
MOST_RELEASE = 20_000
MOST_PROBLEMS = 200
"""How many problems are told of one table; a table that is wrong throughout is told so once."""

ReadJson = Callable[..., dict[str, Any]]
"""The strict reader of `registry.documents`, handed in: the two rooms stand side by side."""
CheckRelease = Callable[[dict[str, Any]], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """One thing that is wrong: in which file, and in which row and column where it is about one."""

    file: str
    row: int | None
    column: str | None
    message: str

    @property
    def words(self) -> str:
        """File, row, column and message in one line."""
        at = [self.file, *([f"row {self.row}"] if self.row else []), *([self.column] if self.column else [])]
        return f"{', '.join(at)}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelease:
    """What a folder holds: what it says of itself, its tables, and every problem. Sound when there is none."""

    release: dict[str, Any]
    tables: Tables
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a cell may be: one of a list, or a whole match of a pattern."""

    name: str
    allowed: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    most: int = 0

    def takes(self, cell: str) -> bool:
        """Return whether a cell may say this."""
        if self.pattern is None:
            return cell in self.allowed
        return len(cell) <= self.most and self.pattern.search(cell) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """The columns of a table in their order, the one that is never twice the same, and where others are found."""

    columns: tuple[Column, ...]
    key: str | None
    references: dict[str, str]


@cache
def table_schema(name: str) -> TableSchema:
    """Return the schema of one table."""
    plain = load_schema(KIND, VERSION)["$defs"][name]
    columns = tuple(
        Column(name=column, allowed=frozenset(said["enum"]))
        if "enum" in said
        else Column(name=column, pattern=re.compile(said["pattern"]), most=said["maxLength"])
        for column, said in plain["properties"].items()
    )
    return TableSchema(columns=columns, key=plain.get("key"), references=dict(plain.get("references", {})))


def check_rows(tables: Tables, unit_id: str) -> Iterator[CellProblem]:
    """Return what is wrong with the rows of a whole set: cells, twins, rows of another unit, names of no row."""
    keys = {name: {row.get(key, "") for row in tables[name]} for name in TABLES if (key := table_schema(name).key)}
    for name in TABLES:
        problems = _rows_of(name, tables[name], unit_id, keys)
        for told, problem in enumerate(problems):
            if told == MOST_PROBLEMS:
                yield _of(name, f"more than {MOST_PROBLEMS} problems; the rest are not told")
                break
            yield problem


def _rows_of(name: str, rows: list[Row], unit_id: str, keys: dict[str, set[str]]) -> Iterator[CellProblem]:
    schema = table_schema(name)
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        for column in schema.columns:
            cell = row[column.name]
            if not column.takes(cell):
                yield _of(name, f"{cell[:40]!a} is not allowed here", number, column.name)
        if row["unit"] != unit_id:
            yield _of(name, "the row is of another unit than the release", number, "unit")
        if schema.key:
            if row[schema.key] in seen:
                yield _of(name, "the same name stands in an earlier row", number, schema.key)
            seen.add(row[schema.key])
        for column_name, table in schema.references.items():
            if row[column_name] not in keys[table]:
                yield _of(name, f"there is no such row in {table}.csv", number, column_name)


def read_folder(folder: Path, read_json: ReadJson, check_release: CheckRelease) -> FoundRelease:
    """Return what a folder holds and everything that is wrong with it; nothing is written and nothing else opened.

    `check_release` says what is wrong with the release file by its schema. Raises NotFound without a folder.
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder.name}.", hint="Name the folder that holds release.json.")
    problems: list[CellProblem] = []
    release: dict[str, Any] = {}
    try:
        release = read_json(read_regular(folder / RELEASE_FILE, MOST_RELEASE))
        wrong = check_release(release)
    except ThroughcareError as problem:
        wrong = problem.message
    if wrong is not None:
        problems.append(CellProblem(file=RELEASE_FILE, row=None, column=None, message=wrong))
        return FoundRelease(release={}, tables={name: [] for name in TABLES}, problems=tuple(problems))
    listed = {one["name"]: one for one in release["tables"]}
    tables: Tables = {}
    for name in TABLES:
        tables[name], said = _read_table(folder, name, listed.get(name, {}))
        problems += said
    if not problems:
        problems += check_rows(tables, release["unit"]["id"])
    return FoundRelease(release=release, tables=tables, problems=tuple(problems))


def _read_table(folder: Path, name: str, listed: dict[str, Any]) -> tuple[list[Row], list[CellProblem]]:
    try:
        data = read_regular(folder / f"{name}.csv", MOST_TABLE)
    except ThroughcareError as problem:
        return [], [_of(name, problem.message)]
    if not listed:
        return [], [_of(name, f"{RELEASE_FILE} does not list it")]
    if hashlib.sha256(data).hexdigest() != listed["sha256"]:
        return [], [_of(name, f"it is not the file that {RELEASE_FILE} lists: it was changed or damaged")]
    rows, problems = read_table(name, data)
    if not problems and len(rows) != listed["rows"]:
        problems = [_of(name, f"{len(rows):,} rows, where {RELEASE_FILE} lists {listed['rows']:,}")]
    return rows, problems


def read_table(name: str, data: bytes) -> tuple[list[Row], list[CellProblem]]:
    """Return the rows of one table exactly as they were written, and what keeps it from being read."""
    wanted = [column.name for column in table_schema(name).columns]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [_of(name, "it is not text in UTF-8")]
    rows: list[Row] = []
    problems: list[CellProblem] = []
    # Nearly every cell is one of a few codes and months: each is kept once, or a region would not fit.
    once: dict[str, str] = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                if cells != wanted:
                    return [], [_of(name, f"its headings are not {', '.join(wanted)}", 1)]
            elif len(cells) != len(wanted):
                problems.append(_of(name, f"{len(cells)} cells, where there are {len(wanted)} columns", number))
            else:
                said = map(read_back, cells)
                rows.append(dict(zip(wanted, (once.setdefault(cell, cell) for cell in said), strict=True)))
            if len(problems) > MOST_PROBLEMS:
                break
    except csv.Error:
        problems.append(_of(name, "a quotation mark is not closed, or a cell is too long", number + 1))
    if number == 0:
        problems.append(_of(name, "it is empty: even a table without a row has its headings"))
    return rows, problems


def _of(name: str, message: str, row: int | None = None, column: str | None = None) -> CellProblem:
    return CellProblem(file=f"{name}.csv", row=row, column=column, message=message)
