"""Signed documents as rows: what is known of each, and the exact bytes, which nobody can change or remove.

Approving and releasing each add a proof, so one document has up to two copies; the newest counts. The digest
leaves proofs out and is the same for both.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
    LargeBinary,
    Row,
    Select,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Field

from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.stored_documents import STATUS_AFTER, Direction, DocumentKind, KeptDocument, Status, StoredDocument
from registry.domain.summary import Draft
from registry.domain.times import read_stamp, stamp
from registry.store.base import EntryRow, PlainJson, Rows, Writer, constraints, table_of
from registry.store.drafts import Drafts
from registry.store.records import Repository
from registry.store.revisions import keep_former

_WHAT = "document"

K = TypeVar("K", bound=KeptDocument)


class DocumentRow(EntryRow, table=True):
    """A document. Only its status and the participant it is attached to may change."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("direction", "series_id", "series_version"), Index(None, "status", "kind"))

    id: str = Field(primary_key=True)
    kind: str
    series_id: str | None = Field(default=None, index=True)
    series_version: int | None = None
    participant_id: str | None = Field(default=None, foreign_key="participants.id", index=True)
    direction: str
    status: str
    digest: str = Field(index=True)
    issuer_id: str | None = None
    issuer_name: str
    purpose: str | None = None
    recipient_id: str | None = None
    recipient_name: str | None = None
    about_id: str | None = Field(default=None, index=True)
    about_kind: str | None = None
    kept_at: str
    dated: str | None = None
    verdict: str | None = None
    signed_by: list[str] = Field(sa_type=PlainJson)
    interim: bool


class DocumentCopyRow(Rows, table=True):
    """The bytes of a document as they stood at one step."""

    __tablename__ = "document_copies"

    document_id: str = Field(primary_key=True, foreign_key="documents.id")
    number: int = Field(primary_key=True)
    kept_at: str
    data: bytes = Field(sa_type=LargeBinary)


DOCUMENTS = table_of(DocumentRow)
COPIES = table_of(DocumentCopyRow)

# Two versions may be kept within one second.
_IN_ORDER = (DOCUMENTS.c.kept_at, DOCUMENTS.c.series_version.nulls_first(), DOCUMENTS.c.id)


def _to_row(document: KeptDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind.value,
        "series_id": document.series_id,
        "series_version": document.version,
        "participant_id": document.participant_id,
        "direction": document.direction.value,
        "status": document.status.value,
        "digest": document.digest,
        "issuer_id": document.issuer_id,
        "issuer_name": document.issuer_name,
        "purpose": document.purpose.value if document.purpose else None,
        "recipient_id": document.recipient_id,
        "recipient_name": document.recipient_name,
        "about_id": document.about_id,
        "about_kind": document.about_kind.value if document.about_kind else None,
        "kept_at": stamp(document.at),
        "dated": document.dated.text if document.dated else None,
        "verdict": document.verdict,
        "signed_by": list(document.signed_by),
        "interim": document.interim,
    }


def _read(kind: type[K], row: Row[Any], **more: bytes) -> K:
    return kind(
        id=row.id,
        kind=DocumentKind(row.kind),
        series_id=row.series_id,
        version=row.series_version,
        participant_id=row.participant_id,
        direction=Direction(row.direction),
        status=Status(row.status),
        digest=row.digest,
        issuer_id=row.issuer_id,
        issuer_name=row.issuer_name,
        purpose=Purpose(row.purpose) if row.purpose else None,
        recipient_id=row.recipient_id,
        recipient_name=row.recipient_name,
        about_id=row.about_id,
        about_kind=DocumentKind(row.about_kind) if row.about_kind else None,
        at=read_stamp(row.kept_at),
        dated=PartialDate(row.dated) if row.dated else None,
        verdict=row.verdict,
        signed_by=tuple(row.signed_by),
        interim=bool(row.interim),
        **more,
    )


def _from_row(row: Row[Any]) -> StoredDocument:
    return _read(StoredDocument, row, data=row.data)


class Documents(Repository):
    """Every document this unit approved, released or received, and the drafts that may become one."""

    def __init__(self, db: Connection, writer: Writer | None) -> None:
        super().__init__(db, writer)
        self._drafts = Drafts(db, writer)

    def add_draft(self, draft: Draft) -> None:
        """Enter a new draft. Raises NotAllowed as `Records.add`."""
        self._drafts.add(draft)

    def save_draft(self, draft: Draft, *, version: int | None = None) -> int:
        """Replace a draft that is not yet approved, and return its version. Raises as `Records.save`."""
        return self._drafts.save(draft, version=version)

    def draft(self, draft_id: str) -> Draft:
        """Return a draft, approved or not. Raises NotFound."""
        return self._drafts.get(draft_id)

    def drafts(self, participant_id: str | None = None) -> tuple[Draft, ...]:
        """Return the drafts that are not yet approved, of one participant where asked."""
        return self._drafts.unapproved(participant_id)

    def freeze_draft(self, draft_id: str) -> None:
        """Say that a draft was approved: it never changes again. Raises as `save_draft`."""
        self._drafts.freeze(draft_id)

    def add(self, document: StoredDocument, *, alone: bool = False) -> None:
        """Keep a document with its bytes. A received one supersedes the earlier received ones of its series; an interim
        one only earlier interim ones; with `alone` the caller knows that there are none.

        Raises NotAllowed when the id, or the version of its series, is kept already.
        """
        with constraints(_WHAT, self._db):
            self._db.execute(insert(DOCUMENTS), {**self._writer.columns, "version": 1, **_to_row(document)})
        self._keep_copy(document.id, 1, document.data)
        if document.status in (Status.RECEIVED, Status.RELEASED) and not alone:
            self._supersede(document)

    def get(self, document_id: str) -> StoredDocument:
        """Return the document with its newest bytes. Raises NotFound."""
        return self._one(DOCUMENTS.c.id == document_id)

    def by_digest(self, digest: str) -> StoredDocument | None:
        """Return the document with this digest, or None."""
        found = self._list(DOCUMENTS.c.digest == digest)
        return found[0] if found else None

    def of(
        self, participant_id: str, *, kind: DocumentKind = DocumentKind.TRANSFER_SUMMARY
    ) -> tuple[StoredDocument, ...]:
        """Return the documents of one kind about a participant, earliest kept first.

        One kind, and summaries unless asked: who lists documents must not come upon an annex by the way.
        """
        return self._list(DOCUMENTS.c.participant_id == participant_id, DOCUMENTS.c.kind == kind.value)

    def known(self, kind: DocumentKind, participant_id: str | None = None) -> tuple[KeptDocument, ...]:
        """Return what is known of every document of a kind, about one participant where asked, without its bytes."""
        asked = select(DOCUMENTS).where(DOCUMENTS.c.kind == kind.value).order_by(*_IN_ORDER)
        if participant_id is not None:
            asked = asked.where(DOCUMENTS.c.participant_id == participant_id)
        return tuple(_read(KeptDocument, row) for row in self._db.execute(asked))

    def about(self, document_id: str, *, kind: DocumentKind) -> tuple[StoredDocument, ...]:
        """Return the documents of one kind that speak of this document, earliest kept first."""
        return self._list(DOCUMENTS.c.about_id == document_id, DOCUMENTS.c.kind == kind.value)

    def find(self, document_id: str) -> StoredDocument | None:
        """Return the document with this id, or None."""
        found = self._list(DOCUMENTS.c.id == document_id)
        return found[0] if found else None

    def series(self, series_id: str) -> tuple[StoredDocument, ...]:
        """Return every version of a series, first version first."""
        found = self._list(DOCUMENTS.c.series_id == series_id)
        return tuple(sorted(found, key=lambda document: document.version or 0))

    def starting(
        self, text: str, *, kinds: tuple[DocumentKind, ...] = (DocumentKind.TRANSFER_SUMMARY,)
    ) -> tuple[StoredDocument, ...]:
        """Return the documents of these kinds whose id, or whose digest, starts with these digits."""
        first = text.strip().casefold().removeprefix("urn:uuid:")
        if not first:
            return ()
        ids, digests = DOCUMENTS.c.id, DOCUMENTS.c.digest
        named = (ids >= f"urn:uuid:{first}") & (ids < f"urn:uuid:{first}~")
        of_kind = DOCUMENTS.c.kind.in_([kind.value for kind in kinds])
        return self._list(named | ((digests >= first) & (digests < f"{first}~")), of_kind)

    def received_beside(
        self, *, ids: tuple[str, ...], digests: tuple[str, ...], series: tuple[str, ...] = ()
    ) -> tuple[StoredDocument, ...]:
        """Return the received documents, of any kind, that bear one of these ids or digests, are of one of these
        series, or speak of one of the ids: all that an arriving document must be held against.
        """
        named = DOCUMENTS.c.id.in_(ids) | DOCUMENTS.c.digest.in_(digests) | DOCUMENTS.c.about_id.in_(ids)
        if series:
            named = named | DOCUMENTS.c.series_id.in_(series)
        return self._list(DOCUMENTS.c.direction == Direction.RECEIVED.value, named)

    def received_digests(self) -> frozenset[str]:
        """Return this unit's receipt log: the digest of every document that was received here."""
        return frozenset(digest for digest, _, _ in self._received())

    def received_digests_beside_annexes(self) -> frozenset[str]:
        """Return this unit's receipt log without annexes and what speaks of one."""
        annex = DocumentKind.ANNEX.value
        return frozenset(digest for digest, *kinds in self._received() if annex not in kinds)

    def _received(self) -> Iterator[tuple[str, str, str | None]]:
        columns = (DOCUMENTS.c.digest, DOCUMENTS.c.kind, DOCUMENTS.c.about_kind)
        for row in self._db.execute(select(*columns).where(DOCUMENTS.c.direction == Direction.RECEIVED.value)):
            yield row.digest, row.kind, row.about_kind

    def newest_released(self, series_id: str) -> StoredDocument | None:
        """Return the released version of a series that stands, or None."""
        found = self._list(DOCUMENTS.c.series_id == series_id, DOCUMENTS.c.status == Status.RELEASED.value)
        return found[0] if found else None

    def newest_releases(self, participant_id: str) -> tuple[StoredDocument, ...]:
        """Return, for each series about a participant, the released version that stands."""
        return tuple(one for one in self.of(participant_id) if one.status is Status.RELEASED)

    def standing(self, kind: DocumentKind, direction: Direction = Direction.RECEIVED) -> StoredDocument | None:
        """Return the newest document of a kind that is released or received and not superseded, or None."""
        found = self._list(
            DOCUMENTS.c.kind == kind.value,
            DOCUMENTS.c.direction == direction.value,
            DOCUMENTS.c.status.in_([Status.RELEASED.value, Status.RECEIVED.value]),
        )
        return found[-1] if found else None

    def all(
        self, *, direction: Direction | None = None, kind: DocumentKind | None = None, status: Status | None = None
    ) -> tuple[StoredDocument, ...]:
        """Return every document, of one direction, kind or status where asked."""
        where = []
        if direction is not None:
            where.append(DOCUMENTS.c.direction == direction.value)
        if kind is not None:
            where.append(DOCUMENTS.c.kind == kind.value)
        if status is not None:
            where.append(DOCUMENTS.c.status == status.value)
        return self._list(*where)

    def each(self) -> Iterator[StoredDocument]:
        """Give every document in turn, a few at a time, so that many need not fit into memory."""
        asked = self._asked().execution_options(yield_per=100)
        return (_from_row(row) for row in self._db.execute(asked))

    def released(self, document_id: str, data: bytes) -> None:
        """Keep the bytes of an approved document that was now released; earlier releases are superseded."""
        document = self.get(document_id)
        self.set_status(document_id, Status.RELEASED)
        self._keep_copy(document_id, 2, data)
        self._supersede(document)

    def set_status(self, document_id: str, status: Status) -> None:
        """Move a document on in its life. Raises NotFound, and NotAllowed for a step that is not one."""
        row = self._row(document_id)
        now = Status(row.status)
        if status not in STATUS_AFTER[now]:
            raise NotAllowed(f"A document that is {now} cannot become {status}.")
        self._change(row, {"status": status.value})

    def attach(self, document_id: str, participant_id: str) -> None:
        """Say whom a document is about, or that it is about another participant than was thought."""
        self._change(self._row(document_id), {"participant_id": participant_id})

    def _supersede(self, document: StoredDocument) -> None:
        """Leave the last released or received version of a series standing; beside an interim one, also the last
        approved one, whose place it does not take.
        """
        if document.series_id is None:
            return
        asked = select(DOCUMENTS).where(
            DOCUMENTS.c.series_id == document.series_id,
            DOCUMENTS.c.direction == document.direction.value,
            DOCUMENTS.c.status.in_([Status.RELEASED.value, Status.RECEIVED.value]),
        )
        rows = self._db.execute(asked.order_by(DOCUMENTS.c.series_version.desc())).all()
        approved = next((row.id for row in rows if not row.interim), None)
        for row in rows[1:]:
            if row.id != approved:
                self._change(row, {"status": Status.SUPERSEDED.value})

    def _keep_copy(self, document_id: str, number: int, data: bytes) -> None:
        row = {"document_id": document_id, "number": number, "kept_at": self._writer.at, "data": data}
        with constraints(_WHAT, self._db):
            self._db.execute(insert(COPIES), row)

    def _change(self, row: Row[Any], columns: dict[str, Any]) -> None:
        entry = self._writer.columns
        body = {"status": row.status, "participantId": row.participant_id}
        keep_former(self._db, DOCUMENTS, row.id, row, body)
        with constraints(_WHAT, self._db):
            self._db.execute(
                update(DOCUMENTS).where(DOCUMENTS.c.id == row.id).values(**columns, **entry, version=row.version + 1)
            )

    def _row(self, document_id: str) -> Row[Any]:
        row = self._db.execute(select(DOCUMENTS).where(DOCUMENTS.c.id == document_id)).one_or_none()
        if row is None:
            raise NotFound("There is no such document.", hint="See `throughcare summary list`.")
        return row

    def _one(self, *where: ColumnElement[bool]) -> StoredDocument:
        found = self._list(*where)
        if not found:
            raise NotFound("There is no such document.", hint="See `throughcare summary list`.")
        return found[0]

    def _list(self, *where: ColumnElement[bool]) -> tuple[StoredDocument, ...]:
        return tuple(_from_row(row) for row in self._db.execute(self._asked(*where)))

    def _asked(self, *where: ColumnElement[bool]) -> Select[Any]:
        later = COPIES.alias()
        newest = select(func.max(later.c.number)).where(later.c.document_id == DOCUMENTS.c.id).scalar_subquery()
        return (
            select(DOCUMENTS, COPIES.c.data)
            .select_from(DOCUMENTS.join(COPIES, COPIES.c.document_id == DOCUMENTS.c.id))
            .where(COPIES.c.number == newest)
            .where(*where)
            .order_by(*_IN_ORDER)
        )
