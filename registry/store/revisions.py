"""The former versions of rows. A change keeps what it replaces; nothing is deleted."""

from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select
from sqlmodel import Field

from registry.store.base import PlainJson, Rows, table_of


class RevisionRow(Rows, table=True):
    """One version of a row that a later one replaced, with who had entered it when."""

    __tablename__ = "revisions"

    record_table: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    establishment_id: str
    entered_at: str
    entered_by: str
    entered_in_error: str | None = None
    body: dict[str, Any] = Field(sa_type=PlainJson)


REVISIONS = table_of(RevisionRow)


def keep_former(db: Connection, table: Table, record_id: str, row: Row[Any], body: object) -> None:
    """Keep the version of a row that is about to be replaced."""
    db.execute(
        insert(REVISIONS),
        {
            "record_table": table.name,
            "record_id": record_id,
            "version": row.version,
            "establishment_id": row.establishment_id,
            "entered_at": row.entered_at,
            "entered_by": row.entered_by,
            "entered_in_error": row.entered_in_error,
            "body": body,
        },
    )


def former_bodies(db: Connection, table: Table, record_id: str) -> list[Any]:
    """Return the bodies of the former versions, oldest first."""
    asked = (
        select(REVISIONS.c.body)
        .where(REVISIONS.c.record_table == table.name, REVISIONS.c.record_id == record_id)
        .order_by(REVISIONS.c.version)
    )
    return list(db.execute(asked).scalars())
