"""Sessions as the unit scheduled them, and each participant's attendance at them.

One meeting is one row, whoever attends; a participant's record of it joins the two. Attendances are plain
columns, so that doses can be counted by SQL.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Index, Row, column, func, insert, select, table, update
from sqlmodel import Field

from registry.domain.dates import PartialDate
from registry.domain.entry import DoseCount
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionKind, SessionRecord
from registry.domain.text import check_prose
from registry.store.base import EntryRow, constraints, table_of
from registry.store.records import Repository
from registry.store.revisions import keep_former
from registry.structure import from_plain, to_plain

_WHAT = "attendance"


class SessionRow(EntryRow, table=True):
    """One meeting. `minutes` is how long it was planned to last."""

    __tablename__ = "sessions"

    id: str = Field(primary_key=True)
    edition_id: str | None = None
    held_on: str = Field(index=True)
    kind: str
    module: str | None = None
    number: int | None = None
    minutes: int | None = None
    group_id: str | None = Field(default=None, index=True)


class AttendanceRow(EntryRow, table=True):
    """One participant's course of treatment at one meeting. `position` keeps the order they were recorded in."""

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


SESSIONS = table_of(SessionRow)
ATTENDANCES = table_of(AttendanceRow)
# What the sessions need of interventions, whose own file builds on this one.
_COURSES = table("interventions", column("id"), column("version"), column("entered_in_error"))


def _session_row(session: ScheduledSession) -> dict[str, Any]:
    return {
        "id": session.id,
        "edition_id": session.edition_id,
        "held_on": session.on.text,
        "kind": session.kind.value,
        "module": session.module,
        "number": session.number,
        "minutes": session.minutes,
        "group_id": session.group_id,
    }


def _session(row: Row[Any]) -> ScheduledSession:
    return ScheduledSession(
        id=row.id,
        edition_id=row.edition_id,
        on=PartialDate(row.held_on),
        kind=SessionKind(row.kind),
        module=row.module,
        number=row.number,
        minutes=row.minutes,
        group_id=row.group_id,
    )


def _attendance_row(record: SessionRecord) -> dict[str, Any]:
    return {
        "attended": record.attended.value,
        "minutes": record.minutes,
        "absence": record.absence.value if record.absence else None,
        "catch_up": record.catch_up,
        "recorded": record.recorded.value,
    }


def plain_record(row: Row[Any]) -> dict[str, Any]:
    """Return the plain JSON of an attendance that is joined to its meeting."""
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
    }
    return {name: value for name, value in members.items() if value is not None}


class Sessions(Repository):
    """Meetings and attendances."""

    def register(self, session: ScheduledSession, records: Mapping[str, SessionRecord]) -> None:
        """Enter a meeting, or add to one, with the records of those who were due, by intervention.

        Raises NotAllowed when a record speaks of another meeting, the meeting is recorded otherwise, or an
        intervention has a record of it already.
        """
        self.enter(session, records)
        self.touch(list(records))

    def enter(self, session: ScheduledSession, records: Mapping[str, SessionRecord]) -> None:
        """Register a meeting as part of a change whose version is counted by the caller. Raises as `register`."""
        for record in records.values():
            session.check_record(record)
        there = self._session_row(session.id)
        if there is None:
            with constraints("session"):
                self._db.execute(insert(SESSIONS), {**self._new, **_session_row(session)})
        elif _session(there) != session:
            raise NotAllowed("This session is recorded already, and otherwise.", hint="Amend the session itself.")
        ids = list(records)
        counted = (
            select(ATTENDANCES.c.intervention_id, func.max(ATTENDANCES.c.position))
            .where(ATTENDANCES.c.intervention_id.in_(ids))
            .group_by(ATTENDANCES.c.intervention_id)
        )
        last: dict[str, int] = {row[0]: row[1] for row in self._db.execute(counted)}
        rows = [
            {
                **self._new,
                "intervention_id": one,
                "session_id": session.id,
                "position": last.get(one, -1) + 1,
                **_attendance_row(records[one]),
            }
            for one in ids
        ]
        if rows:
            with constraints(_WHAT):
                self._db.execute(insert(ATTENDANCES), rows)

    def get(self, session_id: str) -> ScheduledSession:
        """Return the meeting. Raises NotFound."""
        row = self._session_row(session_id)
        if row is None:
            raise NotFound("There is no such session.", hint="See `throughcare intervention show`.")
        return _session(row)

    def attendances(self, session_id: str) -> dict[str, SessionRecord]:
        """Return the records of a meeting that stand, by intervention."""
        asked = _joined().where(ATTENDANCES.c.session_id == session_id).order_by(ATTENDANCES.c.intervention_id)
        return {row.intervention_id: from_plain(plain_record(row), SessionRecord) for row in self._db.execute(asked)}

    def amend(self, intervention_id: str, record: SessionRecord) -> None:
        """Replace one participant's record of a meeting, and keep the former.

        A meeting attended under one intervention only takes the record's day, kind, module and number; one that
        others attended keeps its own. Raises NotFound, and NotAllowed when the record then does not fit.
        """
        row = self._standing(intervention_id, record.id)
        session = self.get(record.id)
        if set(self.attendances(record.id)) == {intervention_id}:
            self._amend_session(session, record)
        else:
            session.check_record(record)
        if from_plain(plain_record(row), SessionRecord) != record:
            self._replace(row, _attendance_row(record))

    def mark_in_error(self, session_id: str, intervention_id: str, reason: str) -> None:
        """Withdraw one attendance as entered in error; the row stays. Raises NotFound."""
        check_prose(reason, "The reason")
        self._replace(self._standing(intervention_id, session_id), {"entered_in_error": reason})

    def plain_records(self, intervention_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Return the records that stand as plain JSON, by intervention, in the order they were recorded in."""
        asked = _joined().where(ATTENDANCES.c.intervention_id.in_(list(intervention_ids)))
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self._db.execute(asked.order_by(ATTENDANCES.c.intervention_id, ATTENDANCES.c.position)):
            found.setdefault(row.intervention_id, []).append(plain_record(row))
        return found

    def touch(self, intervention_ids: list[str]) -> None:
        """Count up the versions of interventions of which a part changed, so that a form held open is stale."""
        courses = update(_COURSES).where(_COURSES.c.id.in_(intervention_ids))
        self._db.execute(courses.values(version=_COURSES.c.version + 1))

    def doses(self) -> tuple[DoseCount, ...]:
        """Return attendances that stand, counted by edition and by how far they were attended."""
        minutes = func.coalesce(func.sum(ATTENDANCES.c.minutes), 0)
        asked = (
            select(SESSIONS.c.edition_id, ATTENDANCES.c.attended, func.count(), minutes)
            .join(SESSIONS, SESSIONS.c.id == ATTENDANCES.c.session_id)
            .join(_COURSES, _COURSES.c.id == ATTENDANCES.c.intervention_id)
            .where(ATTENDANCES.c.entered_in_error.is_(None), _COURSES.c.entered_in_error.is_(None))
            .group_by(SESSIONS.c.edition_id, ATTENDANCES.c.attended)
            .order_by(SESSIONS.c.edition_id, ATTENDANCES.c.attended)
        )
        return tuple(
            DoseCount(edition_id=edition, attended=attended, count=count, minutes=total)
            for edition, attended, count, total in self._db.execute(asked)
        )

    @property
    def _new(self) -> dict[str, object]:
        return {**self._writer.columns, "version": 1}

    def _session_row(self, session_id: str) -> Row[Any] | None:
        return self._db.execute(select(SESSIONS).where(SESSIONS.c.id == session_id)).one_or_none()

    def _standing(self, intervention_id: str, session_id: str) -> Row[Any]:
        asked = _joined().where(
            ATTENDANCES.c.intervention_id == intervention_id, ATTENDANCES.c.session_id == session_id
        )
        row = self._db.execute(asked).one_or_none()
        if row is None:
            raise NotFound("There is no attendance at this session.", hint="See `throughcare intervention show`.")
        return row

    def _amend_session(self, session: ScheduledSession, record: SessionRecord) -> None:
        changed = ScheduledSession(
            id=session.id,
            edition_id=session.edition_id,
            on=record.on,
            kind=record.kind,
            module=record.module,
            number=record.number,
            minutes=session.minutes,
            group_id=session.group_id,
        )
        row = self._session_row(session.id)
        if row is None or changed == session:
            return
        entry = self._writer.columns
        keep_former(self._db, SESSIONS, session.id, row, to_plain(session))
        new = {**_session_row(changed), **entry, "version": row.version + 1}
        self._db.execute(update(SESSIONS).where(SESSIONS.c.id == session.id).values(**new))
        self.touch(list(self.attendances(session.id)))

    def _replace(self, row: Row[Any], columns: dict[str, Any]) -> None:
        entry = self._writer.columns
        keep_former(self._db, ATTENDANCES, f"{row.intervention_id} {row.session_id}", row, plain_record(row))
        self._db.execute(
            update(ATTENDANCES)
            .where(ATTENDANCES.c.intervention_id == row.intervention_id, ATTENDANCES.c.session_id == row.session_id)
            .values(**columns, **entry, version=row.version + 1)
        )
        self.touch([row.intervention_id])


def _joined() -> Any:
    """Attendances that stand, each with its meeting's day, kind, module and number."""
    about = (SESSIONS.c.held_on, SESSIONS.c.kind, SESSIONS.c.module, SESSIONS.c.number)
    return (
        select(ATTENDANCES, *about)
        .join(SESSIONS, SESSIONS.c.id == ATTENDANCES.c.session_id)
        .where(ATTENDANCES.c.entered_in_error.is_(None))
    )
