"""The participant's own words as rows; beside them the first two weeks and the facts about sharing."""

from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Field

from registry.domain.participant import FirstTwoWeeks
from registry.domain.voice import Sharing, VoiceEntry
from registry.store.base import EntryRow, PlainJson, RecordRow, constraints, table_of
from registry.store.records import PerParticipant, Records
from registry.structure import to_plain


class VoiceRow(RecordRow, table=True):
    """One voice entry."""

    __tablename__ = "voice_entries"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    kind: str
    said_on: str


class FirstTwoWeeksRow(EntryRow, table=True):
    """What the receiving team must know from the first day; `document_id` while it stands as a document brought it."""

    __tablename__ = "first_two_weeks"

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    body: dict[str, Any] = Field(sa_type=PlainJson)
    document_id: str | None = Field(default=None, foreign_key="documents.id")


class SharingRow(EntryRow, table=True):
    """Consent and sharing, four separate facts."""

    __tablename__ = "sharing"

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    body: dict[str, Any] = Field(sa_type=PlainJson)


VOICE = table_of(VoiceRow)


class Voice(Records[VoiceEntry]):
    """Participants' words, character for character."""

    _table = VOICE
    _kind = VoiceEntry
    _what = "voice entry"

    def _to_row(self, record: VoiceEntry) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "kind": record.kind.value,
            "said_on": record.on.text,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[VoiceEntry, ...]:
        """Return a participant's entries, earliest first."""
        return self._of(participant_id, "said_on")


WEEKS = table_of(FirstTwoWeeksRow)


class FirstTwoWeeksOf(PerParticipant[FirstTwoWeeks]):
    """The first two weeks of each participant. A page that came with a document stays that document's until somebody
    here keeps it, changed or as it is.
    """

    _table = WEEKS
    _kind = FirstTwoWeeks
    _what = "account of the first two weeks"

    def put(self, participant_id: str, value: FirstTwoWeeks, *, version: int | None = None) -> int:
        """Record the page as this unit's own, whoever wrote it first. Raises as `PerParticipant.put`."""
        number = super().put(participant_id, value, version=version)
        if self.came_with(participant_id) is not None:
            self._change(participant_id, None)
        return number

    def take_over(self, participant_id: str, value: FirstTwoWeeks, document_id: str) -> None:
        """Record the page that came with a received document."""
        super().put(participant_id, value)
        self._change(participant_id, document_id)

    def begin(self, participant_id: str, value: FirstTwoWeeks, document_id: str) -> None:
        """Record the page that came with a received document, of somebody who the caller knows has none."""
        row = {"participant_id": participant_id, "version": 1, "body": to_plain(value), "document_id": document_id}
        with constraints(self._what, self._db):
            self._db.execute(insert(WEEKS), {**self._writer.columns, **row})

    def came_with(self, participant_id: str) -> str | None:
        """Return the id of the document with which the page came; None for this unit's own, and where there is none."""
        row = self._row(participant_id)
        return None if row is None else row.document_id

    def _change(self, participant_id: str, document_id: str | None) -> None:
        where = WEEKS.c.participant_id == participant_id
        self._db.execute(update(WEEKS).where(where).values(document_id=document_id, **self._writer.columns))


class SharingOf(PerParticipant[Sharing]):
    """Consent and sharing of each participant."""

    _table = table_of(SharingRow)
    _kind = Sharing
    _what = "record of sharing"
