"""What came with received documents, record by record, exactly as its sender wrote it.

The rows hang on the document and are never edited; which participant they belong to is the document's to say,
so that a wrong attachment can be put right without touching them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import ForeignKeyConstraint, Select, bindparam, insert, select
from sqlmodel import Field

from registry.domain.assessment import Assessment, Score
from registry.domain.catalogue import OverlapJudgement
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.errors import NotAllowed
from registry.domain.history import Origin, Source, Work
from registry.domain.intervention import Intervention
from registry.domain.key_doubt import KeyDoubt
from registry.domain.needs import NeedRecord
from registry.domain.placement import Placement
from registry.domain.plan import Plan, Trust
from registry.domain.plan_onward import ForeignPlan
from registry.domain.stored_documents import Status, StoredDocument
from registry.domain.summary import TransferSummary
from registry.domain.voice import VoiceEntry
from registry.store.base import PlainJson, Rows, constraints, table_of
from registry.store.documents import DOCUMENTS
from registry.store.imported_row import Came, newest_of
from registry.store.records import Repository
from registry.store.unit import Unit
from registry.structure import from_plain, to_plain

T = TypeVar("T")


class ImportedEditionRow(Rows, table=True):
    """One edition as the sender of one received document knew it: once, for all the work in it that names it."""

    __tablename__ = "imported_editions"

    document_id: str = Field(primary_key=True, foreign_key="documents.id")
    number: int = Field(primary_key=True)
    body: dict[str, Any] = Field(sa_type=PlainJson)


class ImportedRow(Rows, table=True):
    """One record of one received document; `edition` is the number of its edition among those of the document."""

    __tablename__ = "imported_records"
    __table_args__ = (
        ForeignKeyConstraint(["document_id", "edition"], ["imported_editions.document_id", "imported_editions.number"]),
    )

    document_id: str = Field(primary_key=True, foreign_key="documents.id")
    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    position: int
    body: dict[str, Any] = Field(sa_type=PlainJson)
    edition: int | None = None
    trust: str


EDITIONS = table_of(ImportedEditionRow)
IMPORTED = table_of(ImportedRow)

_KINDS: dict[type[Any], str] = {
    Intervention: "intervention",
    Placement: "placement",
    NeedRecord: "need",
    Assessment: "assessment",
    Score: "score",
    VoiceEntry: "voice",
    OverlapJudgement: "overlap",
    Plan: "plan",
}

_OF_DOCUMENT = ("issuer_name", "digest", "kept_at", "dated", "signed_by")
_EDITION = select(EDITIONS.c.body).where(
    EDITIONS.c.document_id == IMPORTED.c.document_id, EDITIONS.c.number == IMPORTED.c.edition
)
_WHO = "who"
_SHOWN_ALONE = frozenset(_KINDS[kind] for kind in (Placement, NeedRecord, Assessment, Score, VoiceEntry))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What others sent about one participant, under the sender's ids, the participant's own among them.

    `trust` tells by its id how far each record is trusted, and `sources` where one came from that does not say so
    itself; a piece of work does.
    """

    work: tuple[Work, ...] = ()
    placements: tuple[Placement, ...] = ()
    needs: tuple[NeedRecord, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    scores: tuple[Score, ...] = ()
    voice: tuple[VoiceEntry, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()
    plans: tuple[ForeignPlan, ...] = ()
    trust: Mapping[str, Trust] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


class Imports(Repository):
    """Imported records."""

    def keep(
        self,
        document_id: str,
        participant_id: str,
        *,
        trust: Trust,
        work: Iterable[tuple[Intervention, DescribedEdition | None]] = (),
        placements: Iterable[Placement] = (),
        needs: Iterable[NeedRecord] = (),
        assessments: Iterable[Assessment] = (),
        scores: Iterable[Score] = (),
        voice: Iterable[VoiceEntry] = (),
        overlaps: Iterable[OverlapJudgement] = (),
        plan: Plan | None = None,
        just_kept: bool = False,
    ) -> None:
        """Keep the records of a document that is kept already, and attached to this participant.

        Raises NotAllowed when it is not, or the records are kept already. With `just_kept` the caller has kept the
        document for this participant in this unit of work, and it is not asked for again.
        """
        self._check_writes()
        owner = select(DOCUMENTS.c.participant_id).where(DOCUMENTS.c.id == document_id)
        if not just_kept and self._db.execute(owner).scalar_one_or_none() != participant_id:
            raise NotAllowed("The document is not attached to this participant.", hint="Keep the document first.")
        records: list[tuple[Any, DescribedEdition | None]] = list(work)
        records += [] if plan is None else [(plan, None)]
        records += ((one, None) for one in (*placements, *needs, *assessments, *scores, *voice, *overlaps))
        # Many pieces of work share one edition, which the caller took out of one document.
        shared = {id(edition): edition for _, edition in records if edition is not None}
        numbers = {key: number for number, key in enumerate(shared)}
        editions = [
            {"document_id": document_id, "number": numbers[key], "body": to_plain(edition)}
            for key, edition in shared.items()
        ]
        rows = [
            {
                "document_id": document_id,
                "kind": _KINDS[type(record)],
                # A plan has no id of its own: there is one in a document.
                "record_id": document_id if isinstance(record, Plan) else record.id,
                "position": position,
                "body": to_plain(record),
                "edition": numbers.get(id(edition)),
                "trust": trust.value,
            }
            for position, (record, edition) in enumerate(records)
        ]
        if rows:
            with constraints("imported record", self._db):
                if editions:
                    self._db.execute(insert(EDITIONS), editions)
                self._db.execute(insert(IMPORTED), rows)

    def of(self, participant_id: str) -> Imported:
        """Return what stands of what was received about a participant.

        Superseded and withdrawn documents do not count. A record that came in several documents counts once,
        as the newest of them has it; one that an interim summary only repeats, as the countersigned one has it.
        """
        newest = self._newest(participant_id)

        def all_of(kind: type[T]) -> tuple[T, ...]:
            return tuple(from_plain(row.body, kind) for row in newest if row.kind == _KINDS[kind])

        return Imported(
            work=tuple(_work(row) for row in newest if row.kind == _KINDS[Intervention]),
            placements=all_of(Placement),
            needs=all_of(NeedRecord),
            assessments=all_of(Assessment),
            scores=all_of(Score),
            voice=all_of(VoiceEntry),
            sources={row.record_id: row.source for row in newest if row.kind in _SHOWN_ALONE},
        )

    def beside_work(self, participant_id: str) -> Imported:
        """Return what `of` returns, but only what a plan needs beside the records themselves: how far each is trusted,
        the overlap judgements and the plans.
        """
        newest = self._newest(participant_id)
        return Imported(
            overlaps=tuple(
                from_plain(row.body, OverlapJudgement) for row in newest if row.kind == _KINDS[OverlapJudgement]
            ),
            plans=tuple(_plan(row) for row in newest if row.kind == _KINDS[Plan]),
            trust={row.record_id: Trust(row.trust) for row in newest},
        )

    def stays(self) -> dict[str, tuple[Placement, ...]]:
        """Return everybody's stays that were received, by participant, as `of` counts them."""
        asked = _standing(Placement).add_columns(DOCUMENTS.c.participant_id)
        doubts, rows = self._doubts(), dict[str, list[Came]]()
        for row in self._db.execute(asked):
            rows.setdefault(row.participant_id, []).append(Came.read(row, doubts))
        return {
            participant_id: tuple(from_plain(row.body, Placement) for row in newest_of(their))
            for participant_id, their in rows.items()
        }

    def plans_of(self, participant_id: str) -> tuple[ForeignPlan, ...]:
        """Return the plans that came with what stands, as `of` counts them."""
        return tuple(_plan(row) for row in self._newest(participant_id, Plan))

    def _newest(self, participant_id: str, kind: Any = None) -> tuple[Came, ...]:
        """Return the rows that stand, of one kind where only that is wanted: they are long, and many."""
        doubts = self._doubts()
        return newest_of(Came.read(row, doubts) for row in self._db.execute(_about(kind), {_WHO: participant_id}))

    def _doubts(self) -> dict[str, KeyDoubt]:
        return Unit(self._db, None).doubts()

    def work_in(self, document_id: str) -> dict[str, str]:
        """Return the titles of the interventions that came with one document, by their ids."""
        asked = (
            select(IMPORTED.c.record_id, IMPORTED.c.body)
            .where(IMPORTED.c.document_id == document_id, IMPORTED.c.kind == _KINDS[Intervention])
            .order_by(IMPORTED.c.position)
        )
        return {row.record_id: str(row.body["title"]) for row in self._db.execute(asked)}

    def came_in(self, document_id: str) -> tuple[Work, ...]:
        """Return the work that came with one document, whether that stands or not, as its sender wrote it."""
        of_document = IMPORTED.c.document_id == document_id, IMPORTED.c.kind == _KINDS[Intervention]
        asked = _asked().where(*of_document).order_by(IMPORTED.c.position)
        doubts = self._doubts()
        return tuple(_work(Came.read(row, doubts)) for row in self._db.execute(asked))

    def work_starting(self, text: str) -> tuple[str, str] | None:
        """Return the local participant and the id of the one imported intervention whose id starts so, or None."""
        first = text.strip().casefold().removeprefix("urn:uuid:")
        if len(first) < 8:
            return None
        asked = (
            select(DOCUMENTS.c.participant_id, IMPORTED.c.record_id)
            .join(DOCUMENTS, DOCUMENTS.c.id == IMPORTED.c.document_id)
            .where(
                IMPORTED.c.kind == _KINDS[Intervention],
                IMPORTED.c.record_id >= f"urn:uuid:{first}",
                IMPORTED.c.record_id < f"urn:uuid:{first}~",
                DOCUMENTS.c.status == Status.RECEIVED.value,
            )
            .distinct()
        )
        found = self._db.execute(asked).all()
        return (found[0][0], found[0][1]) if len(found) == 1 else None

    def trust_of(self, participant_id: str) -> dict[str, Trust]:
        """Return how far each imported record of a participant is trusted, by the record's id."""
        return {row.record_id: row.trust for row in self._newest(participant_id)}


def imported_by(document: StoredDocument, summary: TransferSummary, trust: Trust) -> Imported:
    """Return what `Imports.of` returns once the records of this summary are kept, where it is the only one that was
    received about its participant.
    """
    subject, source = summary.subject, _from(document, trust)
    shown_alone = _ids(subject.placements, subject.needs, subject.assessments, subject.scores, subject.voice)
    plan = subject.plan
    records = [*_ids(subject.interventions, summary.catalogue.overlaps), *shown_alone, *([document.id] if plan else [])]
    return Imported(
        work=tuple(
            Work(intervention=one, edition=summary.catalogue.edition(one), source=source)
            for one in subject.interventions
        ),
        placements=subject.placements,
        needs=subject.needs,
        assessments=subject.assessments,
        scores=subject.scores,
        voice=subject.voice,
        overlaps=summary.catalogue.overlaps,
        plans=(ForeignPlan(plan=plan, issuer=document.issuer_name, document=document.id, trust=trust),) if plan else (),
        trust=dict.fromkeys(records, trust),
        sources=dict.fromkeys(shown_alone, source),
    )


def _asked() -> Select[Any]:
    """Ask for records with what their documents say of them, and the editions that they name."""
    own = (column for column in IMPORTED.c if column is not IMPORTED.c.edition)
    edition = _EDITION.correlate(IMPORTED).scalar_subquery().label("edition")
    asked = select(*own, edition, *(DOCUMENTS.c[name] for name in _OF_DOCUMENT)).select_from(IMPORTED)
    return asked.join(DOCUMENTS, DOCUMENTS.c.id == IMPORTED.c.document_id)


def _standing(kind: type[Any] | None) -> Select[Any]:
    """Ask for what came in documents that stand, of one kind or of all, the newest last."""
    asked = (
        _asked()
        .where(DOCUMENTS.c.status == Status.RECEIVED.value)
        .order_by(
            DOCUMENTS.c.dated.nulls_first(),
            DOCUMENTS.c.kept_at,
            DOCUMENTS.c.series_version.nulls_first(),
            DOCUMENTS.c.id,
            IMPORTED.c.position,
        )
    )
    return asked if kind is None else asked.where(IMPORTED.c.kind == _KINDS[kind])


@cache
def _about(kind: type[Any] | None) -> Select[Any]:
    """What stands about one participant, put together once: every record that is opened asks for it."""
    return _standing(kind).where(DOCUMENTS.c.participant_id == bindparam(_WHO))


def _ids(*groups: Iterable[_HasId]) -> list[str]:
    return [one.id for group in groups for one in group]


def _from(document: StoredDocument, trust: Trust) -> Source:
    return Source(
        origin=Origin.IMPORTED,
        issuer=document.issuer_name,
        trust=trust,
        document=document.id,
        digest=document.digest,
        on=document.dated or PartialDate.of(document.at.date()),
    )


def _plan(came: Came) -> ForeignPlan:
    return ForeignPlan(
        plan=from_plain(came.body, Plan), issuer=came.issuer, document=came.document_id, trust=came.trust
    )


def _work(came: Came) -> Work:
    return Work(
        intervention=from_plain(came.body, Intervention),
        edition=None if came.edition is None else from_plain(came.edition, DescribedEdition),
        source=came.source,
    )
