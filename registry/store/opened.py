"""One open database, as services hold it: transactions come from here and SQL stays below."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from registry.domain.errors import StorageFailed
from registry.domain.reach import Reach
from registry.store.backup import row_counts
from registry.store.engine import QUERY_ONLY, READ_ONLY, Opening, create_database, open_engine, storage_errors
from registry.store.made import altered
from registry.store.migrations import needs_upgrade, upgrade
from registry.store.unit_of_work import UnitOfWork


@dataclass(slots=True, kw_only=True)
class Store:
    """One engine, exchanged only with the database key; `needs_upgrade` says whether its tables are this program's."""

    engine: Engine = field(repr=False)

    @classmethod
    def make(cls, path: Path, key: bytes) -> "Store":
        """Make a new database at `path` with its tables, and open it. Raises StorageFailed."""
        create_database(path)
        store = cls.open(path, key)
        store.upgrade()
        return store

    @classmethod
    def open(cls, path: Path, key: bytes, *, check: str | None = None) -> "Store":
        """Open the database at `path` as it is. Raises NotFound and StorageFailed."""
        return cls(engine=open_engine(path, key, check=check))

    @classmethod
    def look_at(cls, path: Path, key: bytes) -> "Store":
        """Open a finished copy that nobody writes, leaving no file beside it. Raises NotFound and StorageFailed."""
        return cls(engine=open_engine(path, key, opening=Opening.SEALED_COPY))

    @property
    def on_server(self) -> bool:
        """True when the database is a server's and no file of the home."""
        return False

    def keep_within(self, establishments: tuple[str, ...], *, under_glass: tuple[str, ...] = ()) -> None:
        """See and write what is of these establishments only. A file cannot tell its rows apart, and does nothing."""

    def everywhere(self) -> "Store":
        """Return this store without a limit to establishments, for copies, backups and checks of the whole."""
        return self

    @property
    def needs_upgrade(self) -> bool:
        """True when this program knows newer tables than the file has."""
        return needs_upgrade(self.engine)

    def upgrade(self) -> None:
        """Bring the tables up to date, all or nothing; the caller holds the home's lock alone. Raises StorageFailed."""
        upgrade(self.engine)

    def writing(self, *, now: datetime, by: str, establishment_id: str, reach: Reach | None = None) -> UnitOfWork:
        """Give one transaction that may write, within a reach where there is one."""
        return UnitOfWork(self.engine, now=now, by=by, establishment_id=establishment_id, reach=reach)

    def looking_up(self, reach: Reach | None = None) -> UnitOfWork:
        """Give one transaction that cannot write, within a reach where there is one."""
        return UnitOfWork.reading(self.engine, reach)

    def integrity(self) -> tuple[str, ...]:
        """Return what SQLCipher and SQLite find wrong with the file; empty when it is sound."""
        with storage_errors():
            # What the log holds goes first: only the file's own pages are looked at, and a cut may have left one torn
            # that the log has whole.
            pooled = self.engine.raw_connection()
            try:
                pooled.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()
            finally:
                pooled.close()
        with storage_errors(), self.engine.connect() as db:
            found = [f"encryption: {row[0]}" for row in db.exec_driver_sql("PRAGMA cipher_integrity_check")]
            found += [str(row[0]) for row in db.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"orphan in {row[0]}" for row in db.exec_driver_sql("PRAGMA foreign_key_check")]
        return tuple(found)

    def altered(self) -> tuple[str, ...]:
        """Return which tables, indexes, triggers and views are not those this program makes; each in words."""
        with storage_errors(), self.engine.execution_options(**{READ_ONLY: True}).connect() as db:
            return altered(db)

    def export(self, path: Path, key: bytes) -> "Store":
        """Copy everything into a new database at `path` under another key, and open the copy. Raises StorageFailed.

        The caller holds the home's lock alone, so nothing is written meanwhile.
        """
        create_database(path)
        self._empty_log()
        with storage_errors():
            pooled = self.engine.raw_connection()
            try:
                # Outside a transaction: a database is attached to a connection and not to its work.
                cursor = pooled.cursor()
                cursor.execute("PRAGMA query_only = OFF")
                pooled.info[QUERY_ONLY] = False
                cursor.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(path.absolute()), f"x'{key.hex()}'"))
                cursor.execute("SELECT sqlcipher_export('fresh')")
                cursor.execute("DETACH DATABASE fresh")
                cursor.close()
            except dbapi2.Error as problem:
                # A disk that fails while SQLCipher copies has the code of a mistake in a statement.
                raise StorageFailed(
                    f"The database could not be copied: {problem}; nothing was saved.", hint="Look at the disk."
                ) from problem
            finally:
                pooled.close()
        copy = Store.open(path, key)
        if copy.row_counts() != self.row_counts():
            copy.close()
            raise StorageFailed("The copied database has other rows than the home; nothing was saved.")
        return copy

    def row_counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        with storage_errors(), self.engine.connect() as db:
            return row_counts(db)

    def finish(self) -> None:
        """Prove the file sound with nothing left in its log, and let go of it. Raises StorageFailed."""
        self._empty_log()
        if found := self.integrity():
            raise StorageFailed(f"The copied database is not sound: {found[0]}; nothing was saved.")
        self.close()

    def exchange(self, path: Path, key: bytes, *, check: str) -> None:
        """Go on with the database that took the place of this one, under its own key. Raises StorageFailed."""
        self.close()
        self.engine = open_engine(path, key, check=check)

    def clear_log(self) -> bool:
        """Take former pages out of the log, after rows were removed; False while somebody else still reads there.

        In the file itself nothing is left of a removed row: `secure_delete` writes over it.
        """
        try:
            self._empty_log()
        except StorageFailed:
            return False
        return True

    def _empty_log(self) -> None:
        with storage_errors():
            pooled = self.engine.raw_connection()
            try:
                cursor = pooled.cursor()
                busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                cursor.close()
            finally:
                pooled.close()
        if busy:
            raise StorageFailed("Another connection still reads the database; nothing was saved.")

    def go_on_with(self, other: "Store") -> None:
        """Let go of this file, with nothing left in its log, and work on another store. Raises StorageFailed."""
        self._empty_log()
        self.close()
        self.engine = other.engine

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
