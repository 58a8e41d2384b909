"""Placements as rows."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from registry.domain.placement import Placement
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class PlacementRow(RecordRow, table=True):
    """A stay. `where_id` is where; `establishment_id` is whose record it is."""

    __tablename__ = "placements"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    where_id: str
    since: str
    until: str | None = None


PLACEMENTS = table_of(PlacementRow)


class Placements(Records[Placement]):
    """The stays of participants, as this unit recorded them."""

    _table = PLACEMENTS
    _kind = Placement
    _what = "placement"

    def _to_row(self, record: Placement) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "where_id": record.establishment.id,
            "since": record.since.text,
            "until": record.until.text if record.until else None,
            "body": to_plain(record),
        }

    def staying_at(self, establishment_id: str) -> frozenset[str]:
        """Return the ids of the participants who have a stay at an establishment that has not ended."""
        found = self._db.execute(
            select(PLACEMENTS.c.participant_id).where(
                PLACEMENTS.c.where_id == establishment_id,
                PLACEMENTS.c.until.is_(None),
                PLACEMENTS.c.entered_in_error.is_(None),
            )
        )
        return frozenset(found.scalars())

    def of(self, participant_id: str) -> tuple[Placement, ...]:
        """Return a participant's placements, earliest first."""
        return self._of(participant_id, "since")
