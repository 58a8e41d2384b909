"""For how long each record is kept, what holds it, and what was proposed, as rows. They go with the record."""

from typing import Any

from sqlmodel import Field

from registry.domain.disposal import Proposal
from registry.domain.retention import Hold, Retention
from registry.store.base import EntryRow, PlainJson, RecordRow, table_of
from registry.store.records import PerParticipant, Records
from registry.structure import from_plain, to_plain


class RetentionRow(EntryRow, table=True):
    """The class chosen for one participant's record."""

    __tablename__ = "retention"

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    body: dict[str, Any] = Field(sa_type=PlainJson)


class HoldRow(RecordRow, table=True):
    """One hold, standing or lifted."""

    __tablename__ = "holds"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    stands: bool


class ProposalRow(RecordRow, table=True):
    """One proposal to dispose of a record, open or refused."""

    __tablename__ = "disposal_proposals"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    is_open: bool


HOLDS = table_of(HoldRow)
PROPOSALS = table_of(ProposalRow)


class RetentionOf(PerParticipant[Retention]):
    """The class of each participant's record, where one was chosen."""

    _table = table_of(RetentionRow)
    _kind = Retention
    _what = "retention class"

    def all(self) -> dict[str, Retention]:
        """Return what was chosen for everybody, by participant."""
        rows = self._db.execute(self._table.select())
        return {row.participant_id: from_plain(row.body, Retention) for row in rows}


class Holds(Records[Hold]):
    """What keeps a record whatever its class says."""

    _table = HOLDS
    _kind = Hold
    _what = "hold"
    _hint = "See `throughcare retention show WHO`."

    def _to_row(self, record: Hold) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "stands": record.lifted is None,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[Hold, ...]:
        """Return every hold on a record, lifted ones too, the earliest first."""
        return tuple(sorted(self._of(participant_id), key=lambda one: one.at))

    def standing(self) -> tuple[Hold, ...]:
        """Return every hold that stands, on anybody's record."""
        return self._list(HOLDS.c.stands)


class Proposals(Records[Proposal]):
    """What was proposed to be disposed of."""

    _table = PROPOSALS
    _kind = Proposal
    _what = "proposal"
    _hint = "See `throughcare disposal show`."

    def _to_row(self, record: Proposal) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "is_open": record.refused is None,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[Proposal, ...]:
        """Return what was proposed about a record, the earliest first."""
        return tuple(sorted(self._of(participant_id), key=lambda one: one.at))

    def open(self) -> tuple[Proposal, ...]:
        """Return what waits for another person, the earliest first."""
        return tuple(sorted(self._list(PROPOSALS.c.is_open), key=lambda one: one.at))
