"""Summaries that wait for a person, with their exact bytes. Received one by one, they are no longer listed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import LargeBinary, insert, select
from sqlmodel import Field

from registry.domain.errors import NotFound
from registry.domain.waiting import Waiting
from registry.store.base import RecordRow, Rows, constraints, table_of
from registry.store.documents import DOCUMENTS
from registry.store.records import Records
from registry.structure import to_plain


class WaitingRow(RecordRow, table=True):
    """One summary that waits."""

    __tablename__ = "waiting"

    digest: str = Field(index=True)


class WaitingBytesRow(Rows, table=True):
    """Its bytes, unsealed, as they were verified."""

    __tablename__ = "waiting_bytes"

    waiting_id: str = Field(primary_key=True, foreign_key="waiting.id")
    data: bytes = Field(sa_type=LargeBinary)


WAITING = table_of(WaitingRow)
BYTES = table_of(WaitingBytesRow)


class WaitingSummaries(Records[Waiting]):
    """What came in batches and waits."""

    _table = WAITING
    _kind = Waiting
    _what = "waiting summary"
    _hint = "See `throughcare summary queue`."

    def _to_row(self, record: Waiting) -> dict[str, Any]:
        return {"id": record.id, "digest": record.digest, "body": to_plain(record)}

    def keep(self, waiting: Waiting, data: bytes) -> None:
        """Let a summary wait. Raises NotAllowed when it waits already."""
        self.add(waiting)
        with constraints(self._what, self._db):
            self._db.execute(insert(BYTES), {"waiting_id": waiting.id, "data": data})

    def turned_away(self, digest: str) -> bool | None:
        """Return whether this summary was turned away: False where it waits, None where it never waited."""
        row = self._db.execute(select(WAITING).where(WAITING.c.digest == digest)).one_or_none()
        return None if row is None else row.entered_in_error is not None

    def came_before(self, digests: Iterable[str]) -> frozenset[str]:
        """Return which of these summaries wait or were turned away."""
        asked = select(WAITING.c.digest).where(WAITING.c.digest.in_(list(digests)))
        return frozenset(self._db.execute(asked).scalars())

    def all(self) -> tuple[Waiting, ...]:
        """Return what still waits, the earliest to come first: neither received since, nor turned away."""
        received = select(DOCUMENTS.c.digest)
        return self._list(WAITING.c.digest.not_in(received), order=[WAITING.c.entered_at])

    def data(self, waiting_id: str) -> bytes:
        """Return the bytes. Raises NotFound."""
        found = self._db.execute(select(BYTES.c.data).where(BYTES.c.waiting_id == waiting_id)).scalar_one_or_none()
        if found is None:
            raise NotFound("There is no such waiting summary.", hint=self._hint)
        return bytes(found)
