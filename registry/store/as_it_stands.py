"""Rows as they stand, whatever was written into them from outside: a column need not be of its own kind any more."""

from collections.abc import Generator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select, true, type_coerce
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

AT_A_TIME = 2_000
_NO_TEXT = "Could not decode to UTF-8"
"""How SQLite's driver begins to say so; the rest of it quotes what stands there."""


def is_no_text(problem: OperationalError) -> bool:
    """True where a text could not be read as it holds bytes that are none; False for any failure of the disk."""
    return str(problem.orig).startswith(_NO_TEXT)


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the column as the database gives it."""
    return type_coerce(column, NullType())


@cache
def raw_columns(table: Table) -> Select[Any]:
    """Return the question for all columns of a table, as the database gives them."""
    asked: Select[Any] = select(*(raw(one).label(one.name) for one in table.c))
    return asked


def row_as_it_stands(db: Connection, table: Table, number: int) -> Row[Any] | None:
    """Return the row of this number, the table's key. None for one that holds what is no text, and for none."""
    try:
        return db.execute(raw_columns(table).where(_key(table) == number)).one_or_none()
    except OperationalError as problem:
        if is_no_text(problem):
            return None
        raise


def rows_as_they_stand(db: Connection, table: Table) -> Generator[tuple[int, Row[Any] | None]]:
    """Give the number of each row and the row, in order and a few at a time; None for one with what is no text."""
    key = _key(table)
    left: ColumnElement[bool] = true()
    while True:
        try:
            asked = raw_columns(table).where(left).order_by(key).execution_options(yield_per=AT_A_TIME)
            # Closed where somebody has read enough: a server keeps what is not read to its end.
            with db.execute(asked) as rows:
                for row in rows:
                    left = key > row[0]
                    yield row[0], row
            return
        except OperationalError as problem:
            if not is_no_text(problem):
                raise
        # Which of the next rows it is, only each by itself tells.
        for number in db.execute(select(key).where(left).order_by(key).limit(AT_A_TIME)).scalars().all():
            left = key > number
            yield number, row_as_it_stands(db, table, number)


def _key(table: Table) -> ColumnElement[int]:
    # The first column of either table.
    (key,) = table.primary_key
    return key
