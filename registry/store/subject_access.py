"""Requests of participants to be told what is recorded about them, and the mark on each item, as rows."""

from typing import Any

from sqlmodel import Field

from registry.domain.access_ground import Mark
from registry.domain.subject_access import SubjectAccess
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class SubjectAccessRow(RecordRow, table=True):
    """One request."""

    __tablename__ = "subject_access"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    is_open: bool


class SubjectAccessMarkRow(RecordRow, table=True):
    """What one item is marked for one request; a later mark on it is its next version."""

    __tablename__ = "subject_access_marks"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    request_id: str = Field(foreign_key="subject_access.id", index=True)


REQUESTS = table_of(SubjectAccessRow)
MARKS = table_of(SubjectAccessMarkRow)


class SubjectAccessRequests(Records[SubjectAccess]):
    """Requests, open and closed."""

    _table = REQUESTS
    _kind = SubjectAccess
    _what = "subject access request"
    _hint = "See `throughcare subject-access list --all`."

    def _to_row(self, record: SubjectAccess) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "is_open": record.is_open,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[SubjectAccess, ...]:
        """Return a participant's requests."""
        return self._of(participant_id)

    def open(self) -> tuple[SubjectAccess, ...]:
        """Return every request that is not closed."""
        return self._list(REQUESTS.c.is_open)


class SubjectAccessMarks(Records[Mark]):
    """The marks of every request."""

    _table = MARKS
    _kind = Mark
    _what = "mark"

    def _to_row(self, record: Mark) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "request_id": record.request_id,
            "body": to_plain(record),
        }

    def of_request(self, request_id: str) -> dict[str, Mark]:
        """Return the marks of a request by the item that each is on."""
        return {mark.item: mark for mark in self._list(MARKS.c.request_id == request_id)}
