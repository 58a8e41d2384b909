"""What all tables share: names for every constraint, JSON kept as text, and the columns of an entry."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, ClassVar, cast

import orjson
from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    MetaData,
    NestedTransaction,
    PoolProxiedConnection,
    Table,
    Text,
    insert,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from registry.domain.errors import NotAllowed
from registry.store.server_errors import sqlstate

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

COUNTED = "intervention_counts"
"""The table that triggers keep."""

DERIVED = frozenset({"participant_terms", COUNTED})
"""Tables that are drawn from records: what people are found by, and how many interventions there are."""

KEPT_WORDS = "are never changed or removed"
"""How the triggers that keep history end their refusal."""


# PostgreSQL's codes for the two constraints.
_UNIQUE, _FOREIGN_KEY, _NOT_PERMITTED = "23505", "23503", "42501"


class PlainJson(TypeDecorator[Any]):
    """A JSON value as text in one spelling: members sorted, no white space."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Spell the value for the database."""
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode("utf-8")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read the value back."""
        return None if value is None else orjson.loads(value)


class Rows(SQLModel):
    """The base of every table class."""

    # A table class checks nothing, so what would check it is not made: it took a tenth of opening a home.
    model_config = {"defer_build": True}
    metadata: ClassVar[MetaData] = METADATA


class EntryRow(Rows):
    """Who entered this version of a row when, for which establishment, and whether it still stands."""

    establishment_id: str
    version: int = 1
    entered_at: str
    entered_by: str
    entered_in_error: str | None = None


class RecordRow(EntryRow):
    """A row with an id of its own and the whole record as JSON; other columns are drawn from it for searching."""

    id: str = Field(primary_key=True)
    body: dict[str, Any] = Field(sa_type=PlainJson)


def table_of(row: type[SQLModel]) -> Table:
    """Return the table behind a table class."""
    return cast(Table, cast(Any, row).__table__)


@lru_cache(maxsize=64)
def spelt_insert(table: Table, dialect: Dialect) -> tuple[str, Callable[[Mapping[str, Any]], Any]]:
    """Return the INSERT of a table as a dialect spells it, and how it takes a row: in an order, or by name.

    Every act writes a row, and what is spelt anew each time takes longer than what is then done.
    """
    spelt = insert(table).compile(dialect=dialect)
    return str(spelt), itemgetter(*spelt.positiontup) if spelt.positiontup else dict


def add_as_spelt(db: "Connection | Passed", table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter rows whose every column is there already as the database keeps it, by one statement."""
    spelt, taken = spelt_insert(table, db.dialect)
    values = [taken(row) for row in rows]
    db.exec_driver_sql(spelt, values if len(values) > 1 else values[0])


class Passed:
    """What repositories use of a connection beside executing: whose dialect it is, and a point to go back to."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    @property
    def dialect(self) -> Dialect:
        """The dialect of the database behind it."""
        return self._db.dialect

    @property
    def info(self) -> dict[Any, Any]:
        """What is remembered for as long as the connection to the database lasts."""
        return self._db.info

    def exec_driver_sql(self, statement: str, parameters: Any = None) -> CursorResult[Any]:
        """Execute what is spelt for the driver already."""
        return self._db.exec_driver_sql(statement, parameters)

    @property
    def connection(self) -> PoolProxiedConnection:
        """The driver's own connection, for a statement that goes straight to it."""
        return self._db.connection

    @property
    def engine(self) -> Engine:
        """The engine behind it."""
        return self._db.engine

    def invalidate(self) -> None:
        """Give the connection up; nothing can be done on it any more."""
        self._db.invalidate()

    def begin_nested(self) -> NestedTransaction:
        """Begin what can be taken back by itself."""
        return self._db.begin_nested()


@dataclass(slots=True)
class Written:
    """The rows that were written since the last audit row: the spelling of each one's name, a digest of its content."""

    rows: dict[bytes, bytes] = field(default_factory=dict)

    def take(self) -> dict[bytes, bytes]:
        """Return them and begin anew."""
        taken, self.rows = self.rows, {}
        return taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes in this unit of work: the moment (UTC text), the person's id, the establishment's id; and what."""

    at: str
    by: str
    establishment_id: str
    written: Written = field(default_factory=Written)

    @property
    def columns(self) -> dict[str, object]:
        """The columns of a new version's entry."""
        return {"establishment_id": self.establishment_id, "entered_at": self.at, "entered_by": self.by}


@contextlib.contextmanager
def constraints(what: str, db: Connection) -> Iterator[None]:
    """Say in words which constraint a new row broke. Raises NotAllowed; what was done before the block stands."""
    # A server gives up the whole transaction at the first broken constraint, unless it was told where to go back to.
    point = db.begin_nested() if db.dialect.name == "postgresql" else contextlib.nullcontext()
    try:
        with point:
            yield
    except IntegrityError as problem:
        # SQLite's driver gives only its primary code, so its words must tell the constraints apart. Rows that are
        # only ever added are guarded there by a trigger, which speaks before the key does.
        words, state = str(problem.orig), sqlstate(problem.orig)
        if state == _UNIQUE or words.startswith("UNIQUE constraint failed") or words.endswith(KEPT_WORDS):
            raise NotAllowed(f"This {what} is recorded already.", hint="Nothing was changed.") from None
        if state == _FOREIGN_KEY or words.startswith("FOREIGN KEY constraint failed"):
            raise NotAllowed(
                f"The {what} belongs to something that is not recorded here.", hint="Record that first."
            ) from None
        raise
    except ProgrammingError as problem:
        # A server refuses a row about nobody, or about somebody out of reach, before it looks at its keys. Its code
        # also stands for a missing right, so its words must tell the two apart; in another language both are that.
        if sqlstate(problem.orig) == _NOT_PERMITTED and "row-level security" in str(problem.orig):
            raise NotAllowed(
                f"The {what} belongs to something that is not recorded here, or is another establishment's.",
                hint="Record that first.",
            ) from None
        raise
