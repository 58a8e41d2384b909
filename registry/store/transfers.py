"""Transfers of participants as rows."""

from typing import Any

from sqlmodel import Field

from registry.domain.transfer import Transfer
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class TransferRow(RecordRow, table=True):
    """One move of one participant."""

    __tablename__ = "transfers"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    is_open: bool


TRANSFERS = table_of(TransferRow)


class Transfers(Records[Transfer]):
    """Moves between establishments, and the days they took."""

    _table = TRANSFERS
    _kind = Transfer
    _what = "transfer"
    _hint = "Copy the id from `transfer show`."

    def _to_row(self, record: Transfer) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "is_open": record.is_open,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[Transfer, ...]:
        """Return a participant's transfers."""
        return self._of(participant_id)

    def open(self) -> tuple[Transfer, ...]:
        """Return every transfer under way."""
        return self._list(TRANSFERS.c.is_open)
