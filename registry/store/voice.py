"""The participant's own words as rows; beside them the first two weeks and the facts about sharing."""

from typing import Any

from sqlmodel import Field

from registry.domain.participant import FirstTwoWeeks
from registry.domain.voice import Sharing, VoiceEntry
from registry.store.base import EntryRow, PlainJson, RecordRow, table_of
from registry.store.records import PerParticipant, Records
from registry.structure import to_plain


class VoiceRow(RecordRow, table=True):
    """One voice entry."""

    __tablename__ = "voice_entries"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    kind: str
    said_on: str


class FirstTwoWeeksRow(EntryRow, table=True):
    """What the receiving team must know from the first day."""

    __tablename__ = "first_two_weeks"

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    body: dict[str, Any] = Field(sa_type=PlainJson)


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
        return self._list(VOICE.c.participant_id == participant_id, order=[VOICE.c.said_on])


class FirstTwoWeeksOf(PerParticipant[FirstTwoWeeks]):
    """The first two weeks of each participant."""

    _table = table_of(FirstTwoWeeksRow)
    _kind = FirstTwoWeeks
    _what = "account of the first two weeks"


class SharingOf(PerParticipant[Sharing]):
    """Consent and sharing of each participant."""

    _table = table_of(SharingRow)
    _kind = Sharing
    _what = "record of sharing"
