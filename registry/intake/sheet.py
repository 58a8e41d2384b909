"""A foreign spreadsheet as rows of cells, each with the address that the spreadsheet program shows."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CELL = 20_000

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

ReadJson = Callable[..., dict[str, Any]]
"""The strict reader of `registry.documents`, handed in: the two rooms stand side by side."""


class CellKind(StrEnum):
    """What a cell says it holds. Comma-separated text knows only text."""

    TEXT = "t"
    NUMBER = "n"
    DATE = "d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that is not empty: its address (`B4`), and its text in NFC without outer white space.

    A whole number is its digits; a date is `2026-03-01`.
    """

    at: str
    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row with something in it: the number the spreadsheet shows, and its cells by column from 0."""

    number: int
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file that hold anything, and what a person should know of how they were read."""

    rows: tuple[SheetRow, ...]
    told: tuple[str, ...] = ()


SPLIT = "Split it into smaller files and import them one after the other."


def address(row: int, column: int) -> str:
    """Return how a spreadsheet program calls the cell in this row (from 1) and column (from 0): `AB12`."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row}"


def clean(text: str) -> str:
    """Return a cell's text in NFC, with Unix line ends and without outer white space."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t\u00a0"))


def is_sound(text: str) -> bool:
    """Return whether a cell's text can be read at all: no control character but line feed, and not too long."""
    return len(text) <= MOST_CELL and _CONTROL.search(text) is None
