"""The stubs of records that were disposed of, and the one place where rows about a participant are removed.

Guards on every table (`no_delete_…`) ask for the stub before they let a row go, so it is entered first; it is only
ever added, and two different persons stand in it. What is removed, from which table and in which order, stands in
`THEIRS`; a table that is in neither it nor `NOBODYS` fails a test.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlmodel import Field

from registry.domain.disposal import Disposal, RowsGone
from registry.domain.errors import NotFound
from registry.domain.stored_documents import DocumentKind, KeptDocument
from registry.domain.times import stamp
from registry.store.base import DERIVED, METADATA, PlainJson, Rows, constraints, table_of
from registry.store.records import Repository
from registry.store.revisions import REVISIONS
from registry.structure import from_plain, to_plain

_AT_A_TIME = 200


class DisposalRow(Rows, table=True):
    """One stub."""

    __tablename__ = "disposals"
    __table_args__ = (CheckConstraint("proposed_by <> approved_by", name="two_persons"),)

    participant_id: str = Field(primary_key=True)
    establishment_id: str
    proposed_by: str
    approved_by: str
    approved_at: str
    body: dict[str, Any] = Field(sa_type=PlainJson)


DISPOSALS = table_of(DisposalRow)

_Theirs = Callable[[Any, str], ColumnElement[bool]]


def _of_person(columns: Any, who: str) -> ColumnElement[bool]:
    return columns.participant_id == who  # type: ignore[no-any-return]


def _of_course(columns: Any, who: str) -> ColumnElement[bool]:
    return columns.intervention_id.in_(_ids("interventions", who))  # type: ignore[no-any-return]


def _of_document(columns: Any, who: str) -> ColumnElement[bool]:
    return columns.document_id.in_(_ids("documents", who))  # type: ignore[no-any-return]


def _either(one: str, other: str) -> _Theirs:
    return lambda columns, who: or_(columns[one] == who, columns[other] == who)


def _waited(columns: Any, who: str) -> ColumnElement[bool]:
    """What waited once and was then received about them."""
    documents = METADATA.tables["documents"].c
    return columns.digest.in_(select(documents.digest).where(documents.participant_id == who))  # type: ignore[no-any-return]


def _waited_bytes(columns: Any, who: str) -> ColumnElement[bool]:
    waiting = METADATA.tables["waiting"].c
    return columns.waiting_id.in_(select(waiting.id).where(_waited(waiting, who)))  # type: ignore[no-any-return]


def _alone(columns: Any, who: str) -> ColumnElement[bool]:
    """A session outside every group that nobody else attended; a group's session stays, without them."""
    theirs, others = METADATA.tables["attendances"].alias(), METADATA.tables["attendances"].alias()
    return and_(
        columns.group_id.is_(None),
        columns.id.in_(select(theirs.c.session_id).where(_of_course(theirs.c, who))),
        ~exists().where(others.c.session_id == columns.id, ~_of_course(others.c, who)),
    )


def _ids(table: str, who: str) -> Select[Any]:
    columns = METADATA.tables[table].c
    return select(columns.id).where(columns.participant_id == who)


THEIRS: dict[str, _Theirs] = {
    **dict.fromkeys(("document_copies", "imported_records", "imported_editions"), _of_document),
    "waiting_bytes": _waited_bytes,
    "waiting": _waited,
    **dict.fromkeys(
        ("attendances", "goals", "progress", "products", "target_outcomes", "edition_pins", "memberships"), _of_course
    ),
    "sessions": _alone,
    "participant_links": _either("one_id", "other_id"),
    "moves": _either("participant_id", "to_participant_id"),
    **dict.fromkeys(
        (
            "participant_terms",
            "first_two_weeks",
            "documents",
            "drafts",
            "annex_drafts",
            "subject_access_marks",
            "subject_access",
            "interventions",
            "placements",
            "needs",
            "assessments",
            "scores",
            "voice_entries",
            "sharing",
            "deaths",
            "plans",
            "refreshers",
            "repeat_stops",
            "transfers",
            "withdrawn",
            "break_glass",
            "retention",
            "holds",
            "disposal_proposals",
        ),
        _of_person,
    ),
    "participants": lambda columns, who: columns.id == who,
}
"""What is a participant's, by table, in the order of removal: what a guard or a key asks for goes later."""

NOBODYS = {
    "audit": "names by id, and proves what was done; it stays whole",
    "checkpoints": "the audit's own",
    "log_key": "the audit's own",
    "disposals": "the stub itself",
    "revisions": "goes with the record whose former versions it holds",
    "intervention_counts": "follows the interventions by itself",
    **dict.fromkeys(
        (
            "catalogue_entries",
            "delivered_elsewhere",
            "groups",
            "local_definitions",
            "local_measures",
            "local_programmes",
            "offers",
            "overlap_judgements",
            "overlap_withdrawals",
            "unit",
            "users",
        ),
        "the unit's own",
    ),
}
"""Every other table, and why nothing is removed from it."""


class Disposals(Repository):
    """Stubs: what is left of each record that was disposed of."""

    def of(self, participant_id: str) -> Disposal | None:
        """Return the stub of a record, or None."""
        row = self._db.execute(select(DISPOSALS).where(DISPOSALS.c.participant_id == participant_id)).one_or_none()
        return _stub(row) if row else None

    def all(self) -> tuple[Disposal, ...]:
        """Return every stub, the earliest first."""
        rows = self._db.execute(select(DISPOSALS).order_by(DISPOSALS.c.approved_at, DISPOSALS.c.participant_id))
        return tuple(_stub(row) for row in rows)

    def starting(self, digest: str, *, kinds: Collection[DocumentKind]) -> tuple[tuple[KeptDocument, Disposal], ...]:
        """Return every document of these kinds of which only a stub tells, and whose digest begins so, with the
        stub.
        """
        told = self._telling_of([f'"digest":"{digest}'])
        return tuple((one, stub) for one, stub in told if one.kind in kinds and one.digest.startswith(digest))

    def withdrawals_of(self, ids: Collection[str]) -> tuple[KeptDocument, ...]:
        """Return the received withdrawals of these documents of which only stubs tell: they are refused still."""
        kind, told = DocumentKind.WITHDRAWAL, self._telling_of(ids)
        return tuple(one for one, _ in told if one.kind is kind and one.verdict is not None and one.about_id in ids)

    def of_document(self, *, document_id: str, digest: str) -> tuple[KeptDocument, Disposal] | None:
        """Return the document with this id or digest of which only a stub tells, with that, or None."""
        told = self._telling_of([document_id, digest])
        return next(((one, stub) for one, stub in told if document_id == one.id or digest == one.digest), None)

    def of_series(self, series_id: str) -> Disposal | None:
        """Return the stub that tells of a version of this series, or None."""
        return next((stub for one, stub in self._telling_of([series_id]) if one.series_id == series_id), None)

    def _telling_of(self, texts: Collection[str]) -> Iterator[tuple[KeptDocument, Disposal]]:
        """Every document in the stubs that hold one of these texts: thousands of stubs need not be read for one."""
        body = type_coerce(DISPOSALS.c.body, Text)
        for some in _cut(list(texts)):
            holding = select(DISPOSALS).where(or_(*(body.contains(one, autoescape=True) for one in some)))
            for row in self._db.execute(holding.order_by(DISPOSALS.c.approved_at, DISPOSALS.c.participant_id)):
                stub = _stub(row)
                yield from ((document, stub) for document in stub.documents)

    def add(self, stub: Disposal) -> None:
        """Keep a stub; from now on the guards let the record's rows go. Raises NotAllowed when there is one."""
        row = {
            "participant_id": stub.participant_id,
            "establishment_id": self._writer.establishment_id,
            "proposed_by": stub.proposed_by.id,
            "approved_by": stub.approved_by.id,
            "approved_at": stamp(stub.approved_at),
            "body": to_plain(stub),
        }
        with constraints("disposal", self._db):
            self._db.execute(insert(DISPOSALS), row)


class Removal(Repository):
    """Everything about one participant, whoever's it is, and its removal."""

    def rows_of(self, participant_id: str) -> tuple[RowsGone, ...]:
        """Return how many rows of each kind would go; former versions are not counted."""
        found = self._keys(participant_id)
        kinds = {name: len(keys) for name, keys in found.items() if keys and name not in DERIVED}
        return tuple(RowsGone(kind=name.replace("_", "-"), rows=count) for name, count in kinds.items())

    def remove(self, participant_id: str) -> None:
        """Remove everything about a participant. Raises NotFound where no stub stands; nothing is removed then."""
        if Disposals(self._db, self._maybe_writer).of(participant_id) is None:
            raise NotFound("No disposal of this record was approved.", hint="See `throughcare disposal show`.")
        # All named before the first one goes: whose a session is, its neighbours tell.
        found = self._keys(participant_id)
        for name, keys in found.items():
            columns = METADATA.tables[name].primary_key.columns
            for some in _cut(keys):
                self._db.execute(delete(METADATA.tables[name]).where(tuple_(*columns).in_(some)))
        for name, keys in found.items():
            for some in _cut([" ".join(key) for key in keys if all(isinstance(one, str) for one in key)]):
                of_table = REVISIONS.c.record_table == name
                self._db.execute(delete(REVISIONS).where(of_table, REVISIONS.c.record_id.in_(some)))

    def _keys(self, participant_id: str) -> dict[str, Sequence[Any]]:
        """The keys of every row about a participant, by table, in the order of removal."""
        found: dict[str, Sequence[Any]] = {}
        for name, theirs in THEIRS.items():
            table = METADATA.tables[name]
            asked = select(*table.primary_key.columns).where(theirs(table.c, participant_id))
            found[name] = [tuple(row) for row in self._db.execute(asked)]
        return found


def _stub(row: Row[Any]) -> Disposal:
    return from_plain(row.body, Disposal)


def _cut(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + _AT_A_TIME] for start in range(0, len(keys), _AT_A_TIME))
