"""Which rows a piece of work wrote and what then stood in them, for the audit row of the act; and all that stand now.

Noted where statements pass through to the database, so that no repository can forget to. A row is spelt from its
columns, without those that are empty: a table that gets a new column later keeps the digests it has.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, cast

import orjson
from sqlalchemy import (
    Connection,
    CursorResult,
    Delete,
    Executable,
    Insert,
    Table,
    Update,
    select,
    type_coerce,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

from registry.domain.record_check import KeptRecord
from registry.domain.written import REMOVED, marking_key, name_mark, state_mark
from registry.store.as_it_stands import is_no_text
from registry.store.base import DERIVED, METADATA, Passed, PlainJson, Written, add_as_spelt, constraints

UNMARKED = frozenset({"audit", "checkpoints", "log_key", *DERIVED})
"""Tables whose rows no act's marks tell of: the audit's own, and what is drawn from records and replaced with them."""

_AT_A_TIME = 1_000
_PLAIN = frozenset({str, int})
"""What nearly all columns hold, told at a glance."""

_Rows = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


def noting(db: Connection, written: Written) -> "Noting":
    """Return a connection that notes in `written` what passes through it."""
    return Noting(db, written)


class Noting(Passed):
    """A connection that notes what passes through it, and gathers new rows where it is told to."""

    def __init__(self, db: Connection, written: Written) -> None:
        super().__init__(db)
        self._written = written
        self._gathered: dict[str, list[dict[str, Any]]] | None = None

    @contextlib.contextmanager
    def gathering(self) -> Iterator[None]:
        """Keep new rows back, and enter those of each table by one statement: before anything is asked, and at the end.

        Raises NotAllowed then, for whichever broke a constraint; the transaction is of no more use.
        """
        self._gathered = {}
        try:
            yield
            self._enter_gathered()
        finally:
            self._gathered = None

    def begin_nested(self) -> Any:
        """Begin what can be taken back by itself. What is only gathered breaks no constraint yet."""
        return super().begin_nested() if self._gathered is None else contextlib.nullcontext()

    def execute(self, statement: Executable, parameters: _Rows = None) -> CursorResult[Any] | None:
        """Execute a statement; what it writes is noted. None for rows that are gathered."""
        if self._gathered is not None:
            if isinstance(statement, Insert) and parameters:
                self._gather(_written_to(statement), parameters)
                return None
            self._enter_gathered()
        return self._execute(statement, parameters)

    def _gather(self, table: Table, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        assert self._gathered is not None
        for row in [rows] if isinstance(rows, Mapping) else rows:
            kept = _as_kept(table, row)
            if table.name not in UNMARKED:
                self._note(table, kept)
            self._gathered.setdefault(table.name, []).append({**_empty(table), **kept})

    def _enter_gathered(self) -> None:
        gathered, self._gathered = self._gathered or {}, {}
        # What a row belongs to is entered before it.
        for table in METADATA.sorted_tables if gathered else ():
            if table.name in gathered:
                with constraints("record", self._db):
                    add_as_spelt(self._db, table, gathered[table.name])

    def _execute(self, statement: Executable, parameters: _Rows) -> CursorResult[Any]:
        if not isinstance(statement, (Insert, Update, Delete)):
            return self._db.execute(statement, parameters)
        table = _written_to(statement)
        if table.name in UNMARKED:
            return self._db.execute(statement, parameters)
        if isinstance(statement, Insert) and parameters:
            done = self._db.execute(statement, parameters)
            for row in [parameters] if isinstance(parameters, Mapping) else parameters:
                self._note(table, _as_kept(table, row))
            return done
        if isinstance(statement, Update):
            # What stands in the rows afterwards, whatever the statement changed and wherever it found them.
            done = self._db.execute(statement.returning(*_raw(table)), parameters)
            for changed in done.all():
                self._note(table, changed._asdict())
            return done
        if isinstance(statement, Delete):
            done = self._db.execute(statement.returning(*_raw(table)), parameters)
            for gone in done.all():
                self._written.rows[_name(table, gone._asdict())] = REMOVED
            return done
        raise AssertionError(f"what this does to {table.name} cannot be told in the audit")

    def _note(self, table: Table, row: Mapping[str, Any]) -> None:
        self._written.rows[_name(table, row)] = _state(row)


class KeptRecords:
    """Every row that the audit's marks tell of, as it stands."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    @staticmethod
    def removed(log_key: bytes) -> str:
        """Return what the audit says of a row that an act removed."""
        return state_mark(marking_key(log_key), REMOVED)

    def all(self, log_key: bytes) -> Iterator[KeptRecord]:
        """Give every row with its digests, a few at a time."""
        key = marking_key(log_key)
        for table in METADATA.sorted_tables:
            if table.name in UNMARKED:
                continue
            try:
                for found in self._rows(table):
                    yield KeptRecord(
                        what=_words(table, found),
                        name=name_mark(key, _name(table, found)),
                        state=state_mark(key, _state(found)),
                    )
            except (OperationalError, UnicodeError, TypeError) as problem:
                # Bytes that are no text, or a value of another kind: no act wrote those. What comes after it in the
                # table is then told as gone.
                if isinstance(problem, OperationalError) and not is_no_text(problem):
                    raise
                yield KeptRecord(what=f"a row of {table.name.replace('_', ' ')} that is no text", name="", state="")

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        asked = select(*_raw(table)).execution_options(yield_per=_AT_A_TIME)
        return (row._asdict() for row in self._db.execute(asked))


def _written_to(statement: Insert | Update | Delete) -> Table:
    return METADATA.tables[cast(Table, statement.table).name]


@cache
def _raw(table: Table) -> tuple[Any, ...]:
    """The columns as the database gives them: a text of JSON need not be JSON any more."""
    return tuple(type_coerce(one, NullType()).label(one.name) for one in table.c)


@cache
def _empty(table: Table) -> dict[str, None]:
    return dict.fromkeys(table.c.keys())


@cache
def _defaults(table: Table) -> dict[str, Any]:
    return {one.name: cast(Any, one.default).arg for one in table.c if one.default is not None}


@cache
def _json(table: Table) -> frozenset[str]:
    return frozenset(one.name for one in table.c if isinstance(one.type, PlainJson))


@cache
def _keys(table: Table) -> tuple[str, ...]:
    return tuple(one.name for one in table.primary_key)


def _name(table: Table, row: Mapping[str, Any]) -> bytes:
    return _spelt([table.name, *(_plain(row[one]) for one in _keys(table))])


def _state(row: Mapping[str, Any]) -> bytes:
    said = {name: value if type(value) in _PLAIN else _plain(value) for name, value in row.items() if value is not None}
    return sha256(_spelt(said)).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        # One engine keeps true and false as 1 and 0.
        return int(value)
    return f"bytes {sha256(value).hexdigest()}" if isinstance(value, bytes | memoryview) else value


def _spelt(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _as_kept(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row that is entered, with the columns that the table fills in, and its JSON as the text that is kept."""
    kept = {**_defaults(table), **row}
    for name in _json(table):
        if kept.get(name) is not None:
            kept[name] = _spelt(kept[name]).decode()
    return kept


def _words(table: Table, row: Mapping[str, Any]) -> str:
    """A row by its table and the beginning of its key: no more than the audit tells of an object."""
    keys = (str(row[one]).removeprefix("urn:uuid:").split(" ")[0] for one in _keys(table))
    return f"{table.name.replace('_', ' ')} {'/'.join(one[:8] for one in keys)}"
