"""Which participants have died, as rows."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from registry.domain.death import Death
from registry.store.base import EntryRow, PlainJson, table_of
from registry.store.records import PerParticipant


class DeathRow(EntryRow, table=True):
    """One participant's death, standing or taken back."""

    __tablename__ = "deaths"

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    body: dict[str, Any] = Field(sa_type=PlainJson)


class DeathOf(PerParticipant[Death]):
    """The death of each participant, where one is recorded."""

    _table = table_of(DeathRow)
    _kind = Death
    _what = "record of a death"

    def standing(self, participant_id: str) -> Death | None:
        """Return the death that stands, or None: none was recorded, or it was taken back."""
        death = self.of(participant_id)
        return death if death is not None and death.taken_back_because is None else None

    def everybody(self) -> frozenset[str]:
        """Return the ids of the participants of whom a death stands."""
        rows = self._db.execute(select(self._table.c.participant_id, self._table.c.body)).all()
        return frozenset(row.participant_id for row in rows if "takenBackBecause" not in row.body)
