"""What is kept of repetition as rows: where the guard stopped somebody, and which refreshers were asked for."""

from typing import Any

from sqlmodel import Field

from registry.domain.refresher import Refresher
from registry.domain.repeat import RepeatStop
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class RepeatStopRow(RecordRow, table=True):
    """One time that the repeat guard stopped somebody before they began."""

    __tablename__ = "repeat_stops"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    programme_id: str


class RefresherRow(RecordRow, table=True):
    """One refresher that a participant asked for."""

    __tablename__ = "refreshers"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    programme_id: str
    answer: str


REPEAT_STOPS = table_of(RepeatStopRow)
REFRESHERS = table_of(RefresherRow)


class RepeatStops(Records[RepeatStop]):
    """Where the repeat guard stopped somebody."""

    _table = REPEAT_STOPS
    _kind = RepeatStop
    _what = "stop of the repeat guard"

    def _to_row(self, record: RepeatStop) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "programme_id": record.programme_id,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[RepeatStop, ...]:
        """Return the stops for one participant."""
        return self._of(participant_id)


class Refreshers(Records[Refresher]):
    """Refreshers that participants asked for."""

    _table = REFRESHERS
    _kind = Refresher
    _what = "refresher"
    _hint = "Copy the id from `refresher list`."

    def _to_row(self, record: Refresher) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "programme_id": record.programme_id,
            "answer": record.answer.value,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[Refresher, ...]:
        """Return what one participant asked for."""
        return self._of(participant_id)
