"""A store copied into an empty one, of the same kind or another: every row, compared before any is saved.

The source is read as it stood at one moment. JSON is copied as the text it is, and bytes as bytes, so that what was
signed and what the audit hashed is the same afterwards. Cut off anywhere, the copy leaves nothing behind: the
transaction was never committed.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, Text, column, func, insert, select, table

from registry.domain.errors import NotAllowed, StorageFailed
from registry.domain.long_work import Tell, part_of, untold
from registry.store.base import COUNTED, PlainJson
from registry.store.engine import READ_ONLY, storage_errors
from registry.store.tables import METADATA

_AT_A_TIME = 1_000


def copy_rows(source: Engine, target: Engine, *, tell: Tell = untold) -> dict[str, int]:
    """Copy every row into the empty `target`, compare all of them, save, and return how many rows each table has.

    Both have the newest tables. `tell` hears of each thousand rows, as they are copied and as they are compared. Raises
    NotAllowed when the target is not empty, StorageFailed when a row does not come back as it went in, and what `tell`
    does; nothing is saved then.
    """
    with storage_errors(), _one_moment(source) as old, target.connect() as new, new.begin():
        if full := _full_table(new):
            raise NotAllowed(
                f"The store to copy into is not empty: it has {full}; nothing was copied.",
                hint="Name one that was prepared and never used.",
            )
        # Counted as the interventions come in.
        copied = [kept for kept in METADATA.sorted_tables if kept.name != COUNTED]
        of = sum(old.execute(select(func.count()).select_from(kept)).scalar_one() for kept in METADATA.sorted_tables)
        done = 0
        for kept in copied:
            plain = _plain(kept)
            for rows in _read(old, kept).partitions():
                new.execute(insert(plain), [dict(row._mapping) for row in rows])
                done += len(rows)
                part_of(tell, 0, 2)(done, of)
        done = 0
        counts: dict[str, int] = {}
        for kept in METADATA.sorted_tables:
            counts[kept.name] = _compare(old, new, kept, _after(part_of(tell, 1, 2), done, of))
            done += counts[kept.name]
            part_of(tell, 1, 2)(done, of)
    return counts


def _after(tell: Tell, before: int, of: int) -> Tell:
    """Return what the rows of one table tell, so many rows of all `of` being done before it."""

    def tell_all(done: int, _of: int) -> None:
        tell(before + done, of)

    return tell_all


def same_rows(source: Engine, target: Engine) -> bool:
    """Return whether both stores hold exactly the same rows."""
    with storage_errors(), _one_moment(source) as old, _one_moment(target) as new:
        try:
            for kept in METADATA.sorted_tables:
                _compare(old, new, kept)
        except StorageFailed:
            return False
    return True


def is_empty(target: Engine) -> bool:
    """Return whether no table of the store has a row."""
    with storage_errors(), _one_moment(target) as db:
        return _full_table(db) is None


def _one_moment(engine: Engine) -> Connection:
    return engine.execution_options(**{READ_ONLY: True}).connect()


def _full_table(db: Connection) -> str | None:
    return next(
        (kept.name for kept in METADATA.sorted_tables if db.execute(select(kept).limit(1)).first() is not None), None
    )


def _compare(old: Connection, new: Connection, kept: Table, tell: Tell = untold) -> int:
    count = 0
    with _read(old, kept) as was, _read(new, kept) as found:
        there: Iterator[Any] = iter(found)
        for row in was:
            if next(there, None) != row:
                raise _differs(kept)
            count += 1
            if count % _AT_A_TIME == 0:
                tell(count, count)
        if next(there, None) is not None:
            raise _differs(kept)
    return count


def _differs(kept: Table) -> StorageFailed:
    return StorageFailed(f"A row of {kept.name} is not the same in both stores; nothing was copied.")


def _read(db: Connection, kept: Table) -> Any:
    plain = _plain(kept)
    asked: Select[Any] = select(plain).order_by(*(plain.c[one.name] for one in kept.primary_key))
    return db.execute(asked, execution_options={"yield_per": _AT_A_TIME})


def _plain(kept: Table) -> Any:
    """The table with its JSON as the text it is: read and spelt again, it could come out otherwise."""
    return table(
        kept.name, *(column(c.name, Text() if isinstance(c.type, PlainJson) else c.type) for c in kept.columns)
    )
