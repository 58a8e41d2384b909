"""Meetings and attendances as rows, mapped to the domain and back."""

from typing import Any

from sqlalchemy import Index, Row, column, select, table
from sqlmodel import Field

from registry.domain.dates import PartialDate
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionKind, SessionRecord
from registry.domain.staffing import InTheRoom
from registry.store.base import EntryRow, PlainJson, table_of
from registry.structure import from_plain, to_plain


class SessionRow(EntryRow, table=True):
    """One meeting. `minutes` is how long it was planned to last; `staff`, who was in the room.

    `because` says why this version amends another.
    """

    __tablename__ = "sessions"

    id: str = Field(primary_key=True)
    edition_id: str | None = None
    held_on: str = Field(index=True)
    kind: str
    module: str | None = None
    number: int | None = None
    minutes: int | None = None
    group_id: str | None = Field(default=None, foreign_key="groups.id", index=True)
    staff: list[dict[str, Any]] | None = Field(default=None, sa_type=PlainJson)
    because: str | None = None


class AttendanceRow(EntryRow, table=True):
    """One participant's course of treatment at one meeting. `position` keeps the order they were recorded in.

    `observation` is this unit's own note: it is no part of the record that is counted, planned with or sent.
    """

    __tablename__ = "attendances"
    __table_args__ = (Index(None, "session_id"),)

    intervention_id: str = Field(primary_key=True, foreign_key="interventions.id")
    session_id: str = Field(primary_key=True, foreign_key="sessions.id")
    position: int
    attended: str
    minutes: int | None = None
    absence: str | None = None
    catch_up: bool
    recorded: str
    observation: str | None = None
    because: str | None = None


SESSIONS = table_of(SessionRow)
ATTENDANCES = table_of(AttendanceRow)
ABOUT_MEETING = (SESSIONS.c.held_on, SESSIONS.c.kind, SESSIONS.c.module, SESSIONS.c.number, SESSIONS.c.staff)
"""What an attendance takes from its meeting."""

# What the sessions need of interventions, whose own file builds on this one.
COURSES = table("interventions", column("id"), column("version"), column("entered_in_error"))


def session_row(session: ScheduledSession) -> dict[str, Any]:
    """Map a meeting to its columns."""
    return {
        "id": session.id,
        "edition_id": session.edition_id,
        "held_on": session.on.text,
        "kind": session.kind.value,
        "module": session.module,
        "number": session.number,
        "minutes": session.minutes,
        "group_id": session.group_id,
        "staff": [to_plain(one) for one in session.staff] or None,
    }


def session_of(row: Row[Any]) -> ScheduledSession:
    """Map a row to its meeting."""
    return ScheduledSession(
        id=row.id,
        edition_id=row.edition_id,
        on=PartialDate(row.held_on),
        kind=SessionKind(row.kind),
        module=row.module,
        number=row.number,
        minutes=row.minutes,
        group_id=row.group_id,
        staff=tuple(from_plain(one, InTheRoom) for one in row.staff or ()),
    )


def attendance_row(record: SessionRecord) -> dict[str, Any]:
    """Map an attendance to its own columns; the meeting holds the rest."""
    return {
        "attended": record.attended.value,
        "minutes": record.minutes,
        "absence": record.absence.value if record.absence else None,
        "catch_up": record.catch_up,
        "recorded": record.recorded.value,
    }


def plain_record(row: Row[Any]) -> dict[str, Any]:
    """Map a row of `joined` to the attendance as plain JSON."""
    members = {
        "id": row.session_id,
        "on": row.held_on,
        "kind": row.kind,
        "module": row.module,
        "number": row.number,
        "attended": row.attended,
        "minutes": row.minutes,
        "absence": row.absence,
        "catchUp": row.catch_up,
        "recorded": row.recorded,
        "staff": row.staff,
    }
    return {name: value for name, value in members.items() if value is not None}


def joined() -> Any:
    """Select attendances that stand, each with its meeting's day, kind, module, number and staff."""
    return (
        select(ATTENDANCES, *ABOUT_MEETING)
        .join(SESSIONS, SESSIONS.c.id == ATTENDANCES.c.session_id)
        .where(ATTENDANCES.c.entered_in_error.is_(None))
    )
