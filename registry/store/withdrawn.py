"""Facts that were entered in error and live within another record, as they stood, with the reason; and the unit's own.

A closure, a module judgement or a skill has no row of its own. Its record goes on without it in a new version; what it
said stands here. So does what belongs to nobody: a group, an offer.
"""

from typing import Any

from sqlalchemy import Row, insert, select
from sqlmodel import Field

from registry.domain.corrections import EntryKind, Struck
from registry.domain.times import read_stamp
from registry.store.base import PlainJson, Rows, table_of
from registry.store.records import Repository


class WithdrawnRow(Rows, table=True):
    """One fact as it stood when it was withdrawn. `participant_id` is absent for what is the unit's own."""

    __tablename__ = "withdrawn"

    id: str = Field(primary_key=True)
    kind: str
    record_id: str
    participant_id: str | None = Field(default=None, foreign_key="participants.id", index=True)
    said: str
    reason: str
    body: dict[str, Any] = Field(sa_type=PlainJson)
    withdrawn_at: str
    withdrawn_by: str


WITHDRAWN = table_of(WithdrawnRow)


class Withdrawn(Repository):
    """What was withdrawn from within other records, and of the unit's own."""

    def keep(
        self,
        key: str,
        *,
        kind: EntryKind,
        record_id: str,
        participant_id: str | None,
        said: str,
        reason: str,
        body: dict[str, Any],
    ) -> None:
        """Keep what was withdrawn under a new id `key`."""
        writer = self._writer
        self._db.execute(
            insert(WITHDRAWN),
            {
                "id": key,
                "kind": kind.value,
                "record_id": record_id,
                "participant_id": participant_id,
                "said": said,
                "reason": reason,
                "body": body,
                "withdrawn_at": writer.at,
                "withdrawn_by": writer.by,
            },
        )

    def of(self, participant_id: str | None) -> tuple[Struck, ...]:
        """Return what was withdrawn at a participant, or of the unit's own for None, earliest first."""
        about = WITHDRAWN.c.participant_id
        where = about.is_(None) if participant_id is None else about == participant_id
        asked = select(WITHDRAWN).where(where).order_by(WITHDRAWN.c.withdrawn_at, WITHDRAWN.c.id)
        return tuple(_struck(row) for row in self._db.execute(asked))


def _struck(row: Row[Any]) -> Struck:
    return Struck(
        kind=EntryKind(row.kind),
        id=row.record_id,
        said=row.said,
        reason=row.reason,
        at=read_stamp(row.withdrawn_at),
        by=row.withdrawn_by,
    )
