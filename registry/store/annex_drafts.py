"""Drafts of annexes as rows, apart from the drafts of summaries: no list of those can come upon one."""

from typing import Any

from sqlalchemy import Row, update
from sqlmodel import Field

from registry.domain.annex import AnnexDraft
from registry.domain.errors import NotAllowed
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class AnnexDraftRow(RecordRow, table=True):
    """A draft under the id its document will have."""

    __tablename__ = "annex_drafts"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    frozen: bool = False


ANNEX_DRAFTS = table_of(AnnexDraftRow)


class AnnexDrafts(Records[AnnexDraft]):
    """Annexes before their decision-maker signs."""

    _table = ANNEX_DRAFTS
    _kind = AnnexDraft
    _what = "annex draft"
    _hint = "Copy the id that `annex draft` gave."

    def _to_row(self, record: AnnexDraft) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant.id,
            "frozen": False,
            "body": to_plain(record),
        }

    def unsigned(self) -> tuple[AnnexDraft, ...]:
        """Return the drafts that nobody has signed."""
        return self._list(~ANNEX_DRAFTS.c.frozen)

    def freeze(self, draft_id: str) -> None:
        """Say that a draft was signed: it never changes again. Raises as `save`."""
        self._standing(draft_id, None)
        self._db.execute(update(ANNEX_DRAFTS).where(ANNEX_DRAFTS.c.id == draft_id).values(frozen=True))

    def _standing(self, record_id: str, version: int | None) -> Row[Any]:
        row = super()._standing(record_id, version)
        if row.frozen:
            raise NotAllowed("This draft was signed and cannot change.", hint="Draft another annex.")
        return row
