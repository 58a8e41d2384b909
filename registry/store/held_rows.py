"""Every row that is held about some people, for telling them: what stands, and every former version.

Which tables hold something about a person, and under which heading it is told, stands in `HELD`; of every other table
`NOT_HELD` says why nothing of it is told by itself. A table that is in neither fails a test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Table, or_, select

from registry.store.base import METADATA
from registry.store.records import Repository
from registry.store.revisions import REVISIONS
from registry.structure import camel

HELD: Final[Mapping[str, str]] = {
    "participants": "Who you are",
    "participant_links": "Records that are yours as well",
    "placements": "Where you stayed, and under which law",
    "first_two_weeks": "What a new team must know from the first day",
    "sharing": "Consent, and what may be shared",
    "needs": "What treatment aims at",
    "interventions": "Courses of treatment",
    "target_outcomes": "What treatment was commissioned for",
    "goals": "Goals and their reviews",
    "progress": "Progress",
    "products": "What came out of the work",
    "memberships": "Groups",
    "sessions": "Sessions",
    "attendances": "You at sessions",
    "assessments": "Assessments",
    "scores": "Scores",
    "voice_entries": "Your words, and those of who cares for you",
    "refreshers": "Refreshers",
    "repeat_stops": "Where doing something again was stopped",
    "plans": "Plans and what was decided",
    "transfers": "Moves",
    "deaths": "A death that was recorded",
    "documents": "Documents",
    "drafts": "Drafts of documents",
    "annex_drafts": "Drafts of annexes",
    "withdrawn": "What was taken back",
    "moves": "What was entered at the wrong person",
    "break_glass": "Openings in an emergency",
    "retention": "How long your record is kept",
    "holds": "What keeps your record back",
    "disposal_proposals": "Whether your record is still needed",
}
"""The tables with rows about a person, and the heading each is told under, in the order in which they are told."""

AUDIT_KIND: Final = "Who opened or changed your record"

NOT_HELD: Final[Mapping[str, str]] = {
    "audit": "told by act, with who and when, up to where the request was entered",
    "revisions": "each version is told with its record",
    "document_copies": "the bytes of a document, told part by part with it",
    "imported_records": "drawn from a received document, which is told part by part",
    "imported_editions": "a catalogue that came with a document; it is about nobody",
    "edition_pins": "which version of the catalogue work was recorded against; the work names its edition",
    "participant_terms": "words drawn from who somebody is, to find them by",
    "intervention_counts": "counts of interventions; they name nobody",
    "groups": "about nobody alone; each membership names its group",
    "waiting": "nobody has said yet whom it is about: it is taken in or turned away first",
    "waiting_bytes": "goes with what waits",
    "subject_access": "the request itself; whoever asks knows it",
    "subject_access_marks": "would tell what was left out",
    "disposals": "what is left of records that are gone; it names nobody",
    "catalogue_entries": "the catalogue",
    "local_programmes": "the catalogue",
    "local_measures": "the catalogue",
    "local_definitions": "what the unit lays down for an edition",
    "overlap_judgements": "about programmes",
    "overlap_withdrawals": "about programmes",
    "offers": "what the unit offers",
    "delivered_elsewhere": "about programmes",
    "users": "about those who sign in",
    "unit": "about the unit",
    "checkpoints": "about the audit",
    "log_key": "about the audit",
}

# Who entered what when stands in columns of other names where rows only ever come to be.
_ENTERED = {"withdrawn": ("withdrawn_at", "withdrawn_by"), "moves": ("moved_at", "moved_by")}
_OF_ENTRY = frozenset({"establishment_id", "version", "entered_at", "entered_by", "entered_in_error", "position"})
_AT_A_TIME = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """One version of one row: `former` numbers a replaced one, `document_id` says with which document it came."""

    table: str
    record: str
    former: int | None
    body: Mapping[str, Any]
    entered_at: str
    entered_by: str
    entered_in_error: str | None
    document_id: str | None = None

    @property
    def kind(self) -> str:
        """The heading it is told under."""
        return HELD[self.table]


class HeldRows(Repository):
    """Reads every table that holds something about a person."""

    def of(self, people: Sequence[str]) -> tuple[HeldRow, ...]:
        """Return everything held about these records of one person, table by table, a row before what it replaced."""
        courses = METADATA.tables["interventions"].c
        theirs = list(self._db.execute(select(courses.id).where(courses.participant_id.in_(people))).scalars())
        found: list[HeldRow] = []
        for name in HELD:
            table = METADATA.tables[name]
            asked = select(table).where(_about(table, people, theirs)).order_by(*_in_order(table))
            standing = [_standing(table, row) for row in self._db.execute(asked)]
            former = self._former(name, [row.record for row in standing])
            for row in standing:
                found += [row, *former.get(row.record, ())]
        return tuple(found)

    def _former(self, table: str, records: list[str]) -> dict[str, list[HeldRow]]:
        found: dict[str, list[HeldRow]] = {}
        for start in range(0, len(records), _AT_A_TIME):
            some = records[start : start + _AT_A_TIME]
            asked = select(REVISIONS).where(REVISIONS.c.record_table == table, REVISIONS.c.record_id.in_(some))
            for row in self._db.execute(asked.order_by(REVISIONS.c.record_id, REVISIONS.c.version.desc())):
                found.setdefault(row.record_id, []).append(_former(table, row))
        return found


def _about(table: Table, people: Sequence[str], courses: Sequence[str]) -> ColumnElement[bool]:
    columns = table.c
    if table.name == "participants":
        return columns.id.in_(people)
    if table.name == "participant_links":
        return or_(columns.one_id.in_(people), columns.other_id.in_(people))
    if table.name == "moves":
        return or_(columns.participant_id.in_(people), columns.to_participant_id.in_(people))
    if table.name == "sessions":
        there = METADATA.tables["attendances"].c
        return columns.id.in_(select(there.session_id).where(there.intervention_id.in_(courses)))
    return columns.participant_id.in_(people) if "participant_id" in columns else columns.intervention_id.in_(courses)


def _in_order(table: Table) -> list[ColumnElement[Any]]:
    first = (table.c[name] for name in ("intervention_id", "position", "held_on", "entered_at") if name in table.c)
    return [*first, *table.primary_key.columns]


def _standing(table: Table, row: Row[Any]) -> HeldRow:
    columns: Mapping[str, Any] = row._asdict()
    at, by = _ENTERED.get(table.name, ("entered_at", "entered_by"))
    return HeldRow(
        table=table.name,
        record=" ".join(str(columns[key.name]) for key in table.primary_key.columns),
        former=None,
        body=_body(table, columns),
        entered_at=columns[at],
        entered_by=columns[by],
        entered_in_error=columns.get("entered_in_error"),
        document_id=columns.get("document_id"),
    )


def _body(table: Table, columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a row says: its body, for what belongs to a course with that; else its columns."""
    if table.name != "withdrawn" and "body" in columns:
        course = {"interventionId": columns["intervention_id"]} if "part_id" in columns else {}
        return {**course, **columns["body"]}
    unsaid = {*_OF_ENTRY, *_ENTERED.get(table.name, ())}
    return {camel(name): value for name, value in columns.items() if name not in unsaid}


def _former(table: str, row: Row[Any]) -> HeldRow:
    # An attendance keeps its former record as a part of the body.
    body = {**row.body.get("record", {}), **{name: value for name, value in row.body.items() if name != "record"}}
    return HeldRow(
        table=table,
        record=row.record_id,
        former=row.version,
        body=body,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        entered_in_error=row.entered_in_error,
    )
