"""Links between two records of one participant: made and ended by a person, with a reason."""

from typing import Any

from sqlalchemy import or_
from sqlmodel import Field

from registry.domain.entry import ParticipantLink
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class ParticipantLinkRow(RecordRow, table=True):
    """One link."""

    __tablename__ = "participant_links"

    one_id: str = Field(foreign_key="participants.id", index=True)
    other_id: str = Field(foreign_key="participants.id", index=True)


LINKS = table_of(ParticipantLinkRow)


class ParticipantLinks(Records[ParticipantLink]):
    """Which records belong to one participant."""

    _table = LINKS
    _kind = ParticipantLink
    _what = "link"

    def _to_row(self, record: ParticipantLink) -> dict[str, Any]:
        return {"id": record.id, "one_id": record.one, "other_id": record.other, "body": to_plain(record)}

    def of(self, participant_id: str) -> tuple[ParticipantLink, ...]:
        """Return the links of a participant, ended ones too."""
        return self._list(or_(LINKS.c.one_id == participant_id, LINKS.c.other_id == participant_id))
