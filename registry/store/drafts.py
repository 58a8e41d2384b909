"""Drafts of summaries as rows: they can still change, until one is approved and frozen."""

from typing import Any

from sqlalchemy import Row, update
from sqlmodel import Field

from registry.domain.errors import NotAllowed
from registry.domain.summary import Draft
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class DraftRow(RecordRow, table=True):
    """A draft under the id its document will have."""

    __tablename__ = "drafts"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    series_id: str = Field(index=True)
    frozen: bool = False


DRAFTS = table_of(DraftRow)


class Drafts(Records[Draft]):
    """Summaries before approval."""

    _table = DRAFTS
    _kind = Draft
    _what = "draft"
    _hint = "See `throughcare summary list`."

    def _to_row(self, record: Draft) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.subject.participant.id,
            "series_id": record.series.id,
            "frozen": False,
            "body": to_plain(record),
        }

    def unapproved(self, participant_id: str | None = None) -> tuple[Draft, ...]:
        """Return the drafts that are not yet approved, of one participant where asked."""
        where = [] if participant_id is None else [DRAFTS.c.participant_id == participant_id]
        return self._list(~DRAFTS.c.frozen, *where)

    def freeze(self, draft_id: str) -> None:
        """Say that a draft was approved: it never changes again. Raises as `save`."""
        self._standing(draft_id, None)
        self._db.execute(update(DRAFTS).where(DRAFTS.c.id == draft_id).values(frozen=True))

    def _standing(self, record_id: str, version: int | None) -> Row[Any]:
        row = super()._standing(record_id, version)
        if row.frozen:
            raise NotAllowed("This draft was approved and cannot change.", hint="Issue a new version.")
        return row
