"""What every aggregate does alike: add, get, save with an optimistic check, withdraw as entered in error."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam, insert, select, update

from registry.domain.entry import Entry
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.text import check_prose
from registry.domain.times import read_stamp
from registry.store.base import Writer, constraints
from registry.store.revisions import former_bodies, keep_former
from registry.structure import from_plain, to_plain

T = TypeVar("T")

_URN, _WHO = "urn:uuid:", "who"


class Repository:
    """The part of a unit of work that keeps one aggregate."""

    def __init__(self, db: Connection, writer: Writer | None) -> None:
        self._db = db
        self._maybe_writer = writer

    @property
    def _writer(self) -> Writer:
        if self._maybe_writer is None:
            raise NotAllowed("This unit of work only reads.")
        return self._maybe_writer

    def _check_writes(self) -> None:
        """Raise NotAllowed in a unit of work that only reads, where a row carries no entry of its own."""
        _ = self._writer


class Records(Repository, Generic[T]):
    """Records with an id. A subclass names its table and kind, and draws the searched columns from a record."""

    _table: ClassVar[Table]
    _kind: ClassVar[type[Any]]
    _what: ClassVar[str]
    _hint: ClassVar[str] = ""

    def _to_row(self, record: T) -> dict[str, Any]:
        """Map a record to its columns, `id` and `body` among them."""
        raise NotImplementedError

    def _from_row(self, row: Row[Any]) -> T:
        """Map a row to its record."""
        return self._from_body(row.body)

    def _from_body(self, body: Any) -> T:
        record: T = from_plain(body, self._kind)
        return record

    def add(self, record: T) -> None:
        """Enter a new record. Raises NotAllowed when its id is recorded already or what it belongs to is not."""
        self.add_all([record])

    def add_all(self, records: Iterable[T]) -> None:
        """Enter many new records at once. Raises as `add`."""
        common = {**self._writer.columns, "version": 1}
        rows = [{**common, **self._to_row(record)} for record in records]
        if rows:
            with constraints(self._what, self._db):
                self._db.execute(insert(self._table), rows)

    def get(self, record_id: str) -> T:
        """Return the record. Raises NotFound, also for one that was entered in error."""
        row = self._row(record_id)
        if row.entered_in_error is not None:
            raise NotFound(f"This {self._what} was entered in error.", hint=self._hint)
        return self._from_row(row)

    def starting(self, text: str) -> tuple[T, ...]:
        """Return the records that stand and whose id starts with these digits, as a person copies them."""
        first = text.strip().casefold()
        bare = first if first.startswith(_URN) else f"{_URN}{first}"
        # No wildcard, so nothing typed can widen the search; `~` sorts after every character of an id.
        return self._list(self._table.c.id >= bare, self._table.c.id < f"{bare}~") if first else ()

    def entry(self, record_id: str) -> Entry:
        """Return what is known of the newest version, whether or not it stands. Raises NotFound."""
        return entry_of(self._row(record_id))

    def version(self, record_id: str) -> int:
        """Return the number of the newest version. Raises NotFound."""
        return self.entry(record_id).version

    def former(self, record_id: str) -> tuple[T, ...]:
        """Return the versions that later ones replaced, oldest first."""
        return tuple(self._from_body(body) for body in former_bodies(self._db, self._table, record_id))

    def save(self, record: T, *, version: int | None = None) -> int:
        """Replace the newest version, keep the former, and return the new version's number.

        `version` is the one the change was made from; without it, what stands now is replaced. Raises NotFound,
        and NotAllowed when another change came first or the record was entered in error.
        """
        columns = self._to_row(record)
        row = self._standing(columns["id"], version)
        if columns["body"] == row.body:
            return int(row.version)
        return self._replace(row, columns)

    def mark_in_error(self, record_id: str, reason: str, *, version: int | None = None) -> int:
        """Withdraw a record as entered in error; it stays, and is left out of every list. Raises as `save`."""
        check_prose(reason, "The reason")
        return self._replace(self._standing(record_id, version), {"entered_in_error": reason})

    def all(self) -> tuple[T, ...]:
        """Return every record that stands."""
        return self._list()

    def all_of(self, establishment_id: str, people: Collection[str]) -> tuple[T, ...]:
        """Return every record about these participants that stands and is an establishment's own."""
        own = self._table.c.establishment_id == establishment_id
        return self._list(own, self._table.c.participant_id.in_(people))

    def _list(self, *where: ColumnElement[bool], order: Iterable[ColumnElement[Any]] = ()) -> tuple[T, ...]:
        """Return the records that stand and fit."""
        asked = select(self._table).where(self._table.c.entered_in_error.is_(None), *where)
        found = self._db.execute(asked.order_by(*order, self._table.c.id))
        return tuple(self._from_row(row) for row in found)

    def _of(self, participant_id: str, *order: str) -> tuple[T, ...]:
        """Return the records about a participant that stand, in the order of these columns."""
        found = self._db.execute(_asked_of(self._table, order), {_WHO: participant_id})
        return tuple(self._from_row(row) for row in found)

    def _row(self, record_id: str) -> Row[Any]:
        row = self._db.execute(_asked_one(self._table, "id"), {_WHO: record_id}).one_or_none()
        if row is None:
            raise NotFound(f"There is no such {self._what}.", hint=self._hint)
        return row

    def _standing(self, record_id: str, version: int | None) -> Row[Any]:
        row = self._row(record_id)
        if row.entered_in_error is not None:
            raise NotAllowed(f"This {self._what} was entered in error and cannot change.")
        check_version(row, version, self._what)
        return row

    def _replace(self, row: Row[Any], columns: dict[str, Any]) -> int:
        # Whose record it is stays with it, whoever amends it.
        entry = {**self._writer.columns, "establishment_id": row.establishment_id}
        keep_former(self._db, self._table, row.id, row, row.body)
        with constraints(self._what, self._db):
            self._db.execute(
                update(self._table)
                .where(self._table.c.id == row.id, self._table.c.version == row.version)
                .values(**columns, **entry, version=row.version + 1)
            )
        return int(row.version) + 1


class PerParticipant(Repository, Generic[T]):
    """One value for each participant, such as the first two weeks."""

    _table: ClassVar[Table]
    _kind: ClassVar[type[Any]]
    _what: ClassVar[str]

    def of(self, participant_id: str) -> T | None:
        """Return the value, or None where none was recorded."""
        row = self._row(participant_id)
        if row is None:
            return None
        value: T = from_plain(row.body, self._kind)
        return value

    def version(self, participant_id: str) -> int:
        """Return the number of the newest version, 0 where there is none."""
        row = self._row(participant_id)
        return int(row.version) if row else 0

    def former(self, participant_id: str) -> tuple[T, ...]:
        """Return the versions that later ones replaced, oldest first."""
        found = former_bodies(self._db, self._table, participant_id)
        return tuple(from_plain(body, self._kind) for body in found)

    def put(self, participant_id: str, value: T, *, version: int | None = None) -> int:
        """Record the value, keep the former, and return the new version's number.

        `version` is the one the change was made from, 0 for none. Raises NotAllowed when another change came
        first or the participant is not recorded.
        """
        entry, body = self._writer.columns, to_plain(value)
        row = self._row(participant_id)
        if row is None:
            if version:
                raise changed_meanwhile(self._what)
            new = {**entry, "version": 1, "participant_id": participant_id, "body": body}
            with constraints(self._what, self._db):
                self._db.execute(insert(self._table), new)
            return 1
        check_version(row, version, self._what)
        if row.body == body:
            return int(row.version)
        keep_former(self._db, self._table, participant_id, row, row.body)
        self._db.execute(
            update(self._table)
            .where(self._table.c.participant_id == participant_id, self._table.c.version == row.version)
            .values(body=body, **entry, version=row.version + 1)
        )
        return int(row.version) + 1

    def _row(self, participant_id: str) -> Row[Any] | None:
        return self._db.execute(_asked_one(self._table, "participant_id"), {_WHO: participant_id}).one_or_none()


@cache
def _asked_of(table: Table, order: tuple[str, ...]) -> Select[Any]:
    """What stands about one participant. Asked for each record that is opened, many times, and put together once."""
    standing = select(table).where(table.c.entered_in_error.is_(None), table.c.participant_id == bindparam(_WHO))
    return standing.order_by(*(table.c[one] for one in order), table.c.id)


@cache
def _asked_one(table: Table, column: str) -> Select[Any]:
    """The row with one value of a column, put together once as well."""
    return select(table).where(table.c[column] == bindparam(_WHO))


def entry_of(row: Row[Any]) -> Entry:
    """Return the entry that a row's common columns describe."""
    return Entry(
        version=row.version,
        entered_at=read_stamp(row.entered_at),
        entered_by=row.entered_by,
        entered_in_error=row.entered_in_error,
    )


def check_version(row: Row[Any], version: int | None, what: str) -> None:
    """Raise NotAllowed when a change was made from another version than the newest.

    The unit of work holds the write lock from its beginning, so what is compared here cannot change before it
    is replaced.
    """
    if version is not None and version != row.version:
        raise changed_meanwhile(what)


def changed_meanwhile(what: str) -> NotAllowed:
    """Return the error that says another change came first."""
    return NotAllowed(f"The {what} was changed meanwhile; nothing was saved.", hint="Look at it again, then repeat.")
