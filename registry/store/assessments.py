"""Assessments and scores as rows."""

from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from registry.domain.assessment import Assessment, Score
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class AssessmentRow(RecordRow, table=True):
    """One assessment."""

    __tablename__ = "assessments"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    tool: str
    assessed_on: str


class ScoreRow(RecordRow, table=True):
    """One reading. The value stays a decimal text."""

    __tablename__ = "scores"
    __table_args__ = (Index(None, "participant_id", "measure", "read_on"),)

    participant_id: str = Field(foreign_key="participants.id")
    measure: str
    read_on: str
    value: str


ASSESSMENTS = table_of(AssessmentRow)
SCORES = table_of(ScoreRow)


class Assessments(Records[Assessment]):
    """The assessments this unit recorded."""

    _table = ASSESSMENTS
    _kind = Assessment
    _what = "assessment"

    def _to_row(self, record: Assessment) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "tool": record.tool,
            "assessed_on": record.on.text,
            "body": to_plain(record),
        }

    def of(self, participant_id: str) -> tuple[Assessment, ...]:
        """Return a participant's assessments, earliest first."""
        return self._of(participant_id, "assessed_on")


class Scores(Records[Score]):
    """The readings this unit recorded."""

    _table = SCORES
    _kind = Score
    _what = "score"

    def _to_row(self, record: Score) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "measure": record.measure,
            "read_on": record.on.text,
            "value": record.value,
            "body": to_plain(record),
        }

    def of(self, participant_id: str, measure: str | None = None) -> tuple[Score, ...]:
        """Return a participant's readings, of one measure if it is named, earliest first."""
        where = [SCORES.c.participant_id == participant_id]
        if measure is not None:
            where.append(SCORES.c.measure == measure)
        return self._list(*where, order=[SCORES.c.read_on])
