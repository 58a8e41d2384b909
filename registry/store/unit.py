"""Whose home this is, with which catalogue release, key and directory it works: one row."""

from typing import Any

from sqlalchemy import CheckConstraint, Row, insert, select, update
from sqlmodel import Field

from registry.domain.directory_standing import DirectoryStanding
from registry.domain.errors import NotFound
from registry.domain.key_doubt import KeyDoubt
from registry.domain.multikey import decode_multikey
from registry.domain.people import Establishment
from registry.domain.recovery import Recovery
from registry.domain.summary import ReleaseRef
from registry.store.base import EntryRow, PlainJson, table_of
from registry.store.records import Repository
from registry.store.revisions import keep_former
from registry.structure import from_plain, to_plain


class UnitRow(EntryRow, table=True):
    """The only row of its table."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(default=1, primary_key=True)
    establishment: dict[str, Any] = Field(sa_type=PlainJson)
    catalogue_release: dict[str, Any] | None = Field(default=None, sa_type=PlainJson)
    unit_key: str | None = None
    directory: dict[str, Any] | None = Field(default=None, sa_type=PlainJson)
    recovery: dict[str, Any] | None = Field(default=None, sa_type=PlainJson)


UNIT = table_of(UnitRow)


class Unit(Repository):
    """This unit."""

    def establishment(self) -> Establishment:
        """Return the unit's own establishment. Raises NotFound before it was set."""
        row = self._row()
        if row is None:
            raise NotFound("This home belongs to no establishment yet.", hint="Run `throughcare init`.")
        return from_plain(row.establishment, Establishment)

    def set_establishment(self, establishment: Establishment) -> None:
        """Say whose home this is, or amend its name, code or contact."""
        row = self._row()
        if row is None:
            new = {**self._writer.columns, "id": 1, "version": 1, "establishment": to_plain(establishment)}
            self._db.execute(insert(UNIT), new)
        else:
            self._replace(row, {"establishment": to_plain(establishment)})

    def catalogue_release(self) -> ReleaseRef | None:
        """Return the catalogue release in use, or None where only the built-in one was ever used."""
        row = self._row()
        return from_plain(row.catalogue_release, ReleaseRef) if row and row.catalogue_release else None

    def set_catalogue_release(self, release: ReleaseRef) -> None:
        """Say which catalogue release is in use. Raises NotFound before the establishment was set."""
        self.establishment()
        row = self._row()
        if row is not None:
            self._replace(row, {"catalogue_release": to_plain(release)})

    def unit_key(self) -> str | None:
        """Return the public half of the unit's signing key (Multikey text), or None before there was one."""
        row = self._row()
        return row.unit_key if row else None

    def set_unit_key(self, key: str) -> None:
        """Say which key the unit signs with. Raises NotFound before the establishment was set, and InvalidValue."""
        decode_multikey(key)
        self.establishment()
        row = self._row()
        if row is not None:
            self._replace(row, {"unit_key": key})

    def directory(self) -> DirectoryStanding | None:
        """Return what is remembered of the directory installed last, or None before the first."""
        row = self._row()
        return from_plain(row.directory, DirectoryStanding) if row and row.directory else None

    def doubts(self) -> dict[str, KeyDoubt]:
        """Return the keys that the directory installed last marks as revoked or compromised."""
        standing = self.directory()
        return {doubt.key: doubt for doubt in standing.doubted} if standing else {}

    def set_directory(self, standing: DirectoryStanding) -> None:
        """Say which directory is installed. Raises NotFound before the establishment was set."""
        self.establishment()
        row = self._row()
        if row is not None:
            self._replace(row, {"directory": to_plain(standing)})

    def recovery(self) -> Recovery:
        """Return whom the recovery key belongs to and when it was used. Raises NotFound before the home was made."""
        row = self._row()
        if row is None or row.recovery is None:
            raise NotFound("This home has no recovery key.", hint="Run `throughcare doctor`.")
        return from_plain(row.recovery, Recovery)

    def set_recovery(self, recovery: Recovery) -> None:
        """Say which recovery key counts from now on. Raises NotFound before the establishment was set."""
        self.establishment()
        row = self._row()
        if row is not None:
            self._replace(row, {"recovery": to_plain(recovery)})

    def _row(self) -> Row[Any] | None:
        return self._db.execute(select(UNIT)).one_or_none()

    def _replace(self, row: Row[Any], columns: dict[str, Any]) -> None:
        entry = self._writer.columns
        body = {
            "establishment": row.establishment,
            "catalogueRelease": row.catalogue_release,
            "unitKey": row.unit_key,
            "directory": row.directory,
            "recovery": row.recovery,
        }
        keep_former(self._db, UNIT, "1", row, body)
        self._db.execute(update(UNIT).values(**columns, **entry, version=row.version + 1))
