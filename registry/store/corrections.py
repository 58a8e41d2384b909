"""Entries made in error, as they are read back, and the traces of those that were moved to the right participant."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Table, insert, or_, select
from sqlmodel import Field

from registry.domain.assessment import Assessment, Score
from registry.domain.care_package import TargetOutcome
from registry.domain.corrections import Corrections, EntryKind, Move, Part, Struck, Whole, entry_words
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.placement import Placement
from registry.domain.product import Product, Progress
from registry.domain.session import SessionRecord
from registry.domain.times import read_stamp, stamp
from registry.domain.voice import VoiceEntry
from registry.store.assessments import ASSESSMENTS, SCORES
from registry.store.base import Rows, constraints, table_of
from registry.store.intervention_parts import PARTS
from registry.store.interventions import INTERVENTIONS
from registry.store.needs import NEEDS
from registry.store.placements import PLACEMENTS
from registry.store.records import Repository
from registry.store.session_rows import ABOUT_MEETING, ATTENDANCES, SESSIONS, plain_record
from registry.store.voice import VOICE
from registry.store.withdrawn import Withdrawn
from registry.structure import from_plain


class MoveRow(Rows, table=True):
    """One entry that was moved from the participant it stood at to the one it is about."""

    __tablename__ = "moves"

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    participant_id: str = Field(foreign_key="participants.id", index=True)
    to_participant_id: str = Field(foreign_key="participants.id", index=True)
    new_id: str
    said: str
    moved_at: str
    moved_by: str


MOVES = table_of(MoveRow)
_WHOLE: dict[EntryKind, tuple[Table, type[Whole]]] = {
    EntryKind.PLACEMENT: (PLACEMENTS, Placement),
    EntryKind.NEED: (NEEDS, NeedRecord),
    EntryKind.INTERVENTION: (INTERVENTIONS, Intervention),
    EntryKind.ASSESSMENT: (ASSESSMENTS, Assessment),
    EntryKind.SCORE: (SCORES, Score),
    EntryKind.VOICE: (VOICE, VoiceEntry),
}
_PARTS: dict[EntryKind, tuple[Table, type[Part]]] = {
    EntryKind.TARGET_OUTCOME: (PARTS["care_package"], TargetOutcome),
    EntryKind.GOAL: (PARTS["goals"], Goal),
    EntryKind.PROGRESS: (PARTS["progress"], Progress),
    EntryKind.PRODUCT: (PARTS["products"], Product),
}


class CorrectionsOf(Repository):
    """What was entered in error at each participant, and where it went."""

    def of(self, participant_id: str) -> Corrections:
        """Return what was entered in error at a participant and what was moved to them, earliest first."""
        moves = [self._move(row) for row in self._db.execute(_moves(participant_id))]
        went = {(one.kind, one.record_id): one for one in moves if one.participant_id == participant_id}
        struck = [
            Struck(
                kind=kind,
                id=record_id,
                said=entry_words(entry),
                reason=row.entered_in_error,
                at=read_stamp(row.entered_at),
                by=row.entered_by,
                moved=went.get((kind, record_id)),
            )
            for kind, record_id, entry, row in self._struck(participant_id)
        ]
        struck += Withdrawn(self._db, self._maybe_writer).of(participant_id)
        return Corrections(
            participant_id=participant_id,
            struck=tuple(sorted(struck, key=lambda one: (one.at, one.kind, one.id))),
            moved_here=tuple(one for one in moves if one.to_participant_id == participant_id),
        )

    def keep_move(self, move: Move) -> None:
        """Keep the trace of an entry that was moved. Raises NotAllowed when it was moved already."""
        row = {
            "kind": move.kind.value,
            "record_id": move.record_id,
            "participant_id": move.participant_id,
            "to_participant_id": move.to_participant_id,
            "new_id": move.new_id,
            "said": move.said,
            "moved_at": stamp(move.at),
            "moved_by": move.by,
        }
        self._check_writes()
        with constraints("move", self._db):
            self._db.execute(insert(MOVES), row)

    def _struck(self, participant_id: str) -> Iterator[tuple[EntryKind, str, Whole | Part, Row[Any]]]:
        for kind, (table, whole) in _WHOLE.items():
            asked = select(table).where(table.c.participant_id == participant_id, table.c.entered_in_error.is_not(None))
            for row in self._db.execute(asked):
                yield kind, row.id, from_plain(row.body, whole), row
        theirs = INTERVENTIONS.c.participant_id == participant_id
        for kind, (table, part) in _PARTS.items():
            asked = (
                select(table)
                .join(INTERVENTIONS, INTERVENTIONS.c.id == table.c.intervention_id)
                .where(theirs, table.c.entered_in_error.is_not(None))
            )
            for row in self._db.execute(asked):
                yield kind, f"{row.intervention_id}/{row.part_id}", from_plain(row.body, part), row
        attended = (
            select(ATTENDANCES, *ABOUT_MEETING)
            .join(SESSIONS, SESSIONS.c.id == ATTENDANCES.c.session_id)
            .join(INTERVENTIONS, INTERVENTIONS.c.id == ATTENDANCES.c.intervention_id)
            .where(theirs, ATTENDANCES.c.entered_in_error.is_not(None))
        )
        for row in self._db.execute(attended):
            record = from_plain(plain_record(row), SessionRecord)
            yield EntryKind.SESSION, f"{row.intervention_id}/{row.session_id}", record, row

    def _move(self, row: Row[Any]) -> Move:
        return Move(
            kind=EntryKind(row.kind),
            record_id=row.record_id,
            participant_id=row.participant_id,
            to_participant_id=row.to_participant_id,
            new_id=row.new_id,
            said=row.said,
            at=read_stamp(row.moved_at),
            by=row.moved_by,
        )


def _moves(participant_id: str) -> Any:
    concerns = or_(MOVES.c.participant_id == participant_id, MOVES.c.to_participant_id == participant_id)
    return select(MOVES).where(concerns).order_by(MOVES.c.moved_at, MOVES.c.record_id)
