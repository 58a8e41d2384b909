"""The needs of participants as rows."""

from typing import Any

from sqlmodel import Field

from registry.domain.needs import NeedRecord
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class NeedRow(RecordRow, table=True):
    """A need of one participant."""

    __tablename__ = "needs"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    need: str = Field(index=True)
    standing: str
    judged_on: str


NEEDS = table_of(NeedRow)


class Needs(Records[NeedRecord]):
    """The needs of participants, as this unit judged them."""

    _table = NEEDS
    _kind = NeedRecord
    _what = "need"

    def _to_row(self, record: NeedRecord) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "need": record.need,
            "standing": record.standing.value,
            "judged_on": record.on.text,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[NeedRecord, ...]:
        """Return a participant's needs, earliest judgement first."""
        return self._of(participant_id, "judged_on")
