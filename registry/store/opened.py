"""One open database, as services hold it: transactions come from here and SQL stays below."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from registry.store.engine import create_database, open_engine, storage_errors
from registry.store.migrations import needs_upgrade, upgrade
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One engine; `needs_upgrade` says whether its tables are those of this program."""

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

    @property
    def needs_upgrade(self) -> bool:
        """True when this program knows newer tables than the file has."""
        return needs_upgrade(self.engine)

    def upgrade(self) -> None:
        """Bring the tables up to date, all or nothing; the caller holds the home's lock alone. Raises StorageFailed."""
        upgrade(self.engine)

    def writing(self, *, now: datetime, by: str, establishment_id: str) -> UnitOfWork:
        """Give one transaction that may write."""
        return UnitOfWork(self.engine, now=now, by=by, establishment_id=establishment_id)

    def looking_up(self) -> UnitOfWork:
        """Give one transaction that cannot write."""
        return UnitOfWork.reading(self.engine)

    def integrity(self) -> tuple[str, ...]:
        """Return what SQLCipher and SQLite find wrong with the file; empty when it is sound."""
        with storage_errors(), self.engine.connect() as db:
            found = [f"encryption: {row[0]}" for row in db.exec_driver_sql("PRAGMA cipher_integrity_check")]
            found += [str(row[0]) for row in db.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"orphan in {row[0]}" for row in db.exec_driver_sql("PRAGMA foreign_key_check")]
        return tuple(found)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
