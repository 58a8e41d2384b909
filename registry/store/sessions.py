"""Sessions as the unit scheduled them, and each participant's attendance at them.

One meeting is one row, whoever attends; a participant's record of it joins the two. Attendances are plain
columns, so that doses can be counted by SQL.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from registry.domain.dates import PartialDate
from registry.domain.entry import DoseCount
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionRecord
from registry.domain.text import check_prose
from registry.store.base import constraints
from registry.store.records import Repository
from registry.store.revisions import keep_former
from registry.store.session_rows import (
    ATTENDANCES,
    COURSES,
    SESSIONS,
    attendance_row,
    joined,
    plain_record,
    session_of,
    session_row,
)
from registry.structure import from_plain, to_plain

_WHAT = "attendance"


_COURSES = "courses"


class Sessions(Repository):
    """Meetings and attendances."""

    def register(
        self,
        session: ScheduledSession,
        records: Mapping[str, SessionRecord],
        observations: Mapping[str, str] | None = None,
    ) -> None:
        """Enter a meeting, or add to one, with the records of those who were due, by intervention.

        `observations` are kept beside the records, by intervention. Raises NotAllowed when a record speaks of another
        meeting, the meeting is recorded otherwise, or an intervention has a record of it already.
        """
        self.enter(session, records, observations)
        self.touch(list(records))

    def enter(
        self,
        session: ScheduledSession,
        records: Mapping[str, SessionRecord],
        observations: Mapping[str, str] | None = None,
    ) -> None:
        """Register a meeting as part of a change whose version is counted by the caller. Raises as `register`."""
        for record in records.values():
            session.check_record(record)
        there = self._session_row(session.id)
        if there is None:
            with constraints("session", self._db):
                self._db.execute(insert(SESSIONS), {**self._new, **session_row(session)})
        elif session_of(there) != session:
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
                "observation": (observations or {}).get(one),
                **attendance_row(records[one]),
            }
            for one in ids
        ]
        if rows:
            with constraints(_WHAT, self._db):
                self._db.execute(insert(ATTENDANCES), rows)

    def get(self, session_id: str) -> ScheduledSession:
        """Return the meeting. Raises NotFound."""
        row = self._session_row(session_id)
        if row is None:
            raise NotFound("There is no such session.", hint="See `throughcare intervention show`.")
        return session_of(row)

    def starting(self, text: str) -> tuple[ScheduledSession, ...]:
        """Return the meetings whose id starts with these digits, as a person copies them."""
        bare = f"urn:uuid:{text.strip().casefold().removeprefix('urn:uuid:')}"
        asked = select(SESSIONS).where(SESSIONS.c.id >= bare, SESSIONS.c.id < f"{bare}~").order_by(SESSIONS.c.id)
        return tuple(session_of(row) for row in self._db.execute(asked)) if text.strip() else ()

    def of_group(self, group_id: str, *, on: PartialDate | None = None) -> tuple[ScheduledSession, ...]:
        """Return a group's meetings at which an attendance stands, earliest first; only those of one day with `on`."""
        held = joined().subquery()
        asked = select(SESSIONS).where(SESSIONS.c.group_id == group_id, SESSIONS.c.id.in_(select(held.c.session_id)))
        if on is not None:
            asked = asked.where(SESSIONS.c.held_on == on.text)
        found = self._db.execute(asked.order_by(SESSIONS.c.held_on, SESSIONS.c.entered_at, SESSIONS.c.id))
        return tuple(session_of(row) for row in found)

    def attendances(self, session_id: str) -> dict[str, SessionRecord]:
        """Return the records of a meeting that stand, by intervention."""
        asked = joined().where(ATTENDANCES.c.session_id == session_id).order_by(ATTENDANCES.c.intervention_id)
        return {row.intervention_id: from_plain(plain_record(row), SessionRecord) for row in self._db.execute(asked)}

    def observations(self, session_id: str) -> dict[str, str]:
        """Return what was observed at a meeting, by intervention: this unit's own note beside the attendances."""
        asked = joined().where(ATTENDANCES.c.session_id == session_id, ATTENDANCES.c.observation.is_not(None))
        return {row.intervention_id: row.observation for row in self._db.execute(asked)}

    def amend(
        self,
        intervention_id: str,
        record: SessionRecord,
        *,
        because: str | None = None,
        observation: str | None = None,
    ) -> None:
        """Replace one participant's record of a meeting, and keep the former with its observation.

        A meeting attended under one intervention only takes the record's day, kind, module, number and staff; one that
        others attended keeps its own. Without `observation` the one there stays; an empty one takes it away. Raises
        NotFound, and NotAllowed when the record then does not fit.
        """
        row = self._standing(intervention_id, record.id)
        session = self.get(record.id)
        if set(self.attendances(record.id)) == {intervention_id}:
            moved = replace(
                session,
                on=record.on,
                kind=record.kind,
                module=record.module,
                number=record.number,
                staff=record.staff,
            )
            self.amend_meeting(moved, because=because)
        else:
            session.check_record(record)
        noted = row.observation if observation is None else observation or None
        if from_plain(plain_record(row), SessionRecord) != record or noted != row.observation:
            self._replace(row, {**attendance_row(record), "observation": noted, "because": because})

    def amend_meeting(self, session: ScheduledSession, *, because: str | None = None) -> None:
        """Replace a meeting's day, module, number and length for everybody in it, and keep the former."""
        row = self._session_row(session.id)
        if row is None or session_of(row) == session:
            return
        keep_former(self._db, SESSIONS, session.id, row, {**to_plain(session_of(row)), "because": row.because})
        new = {**session_row(session), **self._writer.columns, "version": row.version + 1, "because": because}
        self._db.execute(update(SESSIONS).where(SESSIONS.c.id == session.id).values(**new))
        self.touch(list(self.attendances(session.id)))

    def mark_in_error(self, session_id: str, intervention_id: str, reason: str) -> None:
        """Withdraw one attendance as entered in error; the row stays. Raises NotFound."""
        check_prose(reason, "The reason")
        self._replace(self._standing(intervention_id, session_id), {"entered_in_error": reason})

    def plain_records(self, intervention_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Return the records that stand as plain JSON, by intervention, in the order they were recorded in."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self._db.execute(_records(), {_COURSES: list(intervention_ids)}):
            found.setdefault(row.intervention_id, []).append(plain_record(row))
        return found

    def touch(self, intervention_ids: list[str]) -> None:
        """Count up the versions of interventions of which a part changed, so that a form held open is stale."""
        courses = update(COURSES).where(COURSES.c.id.in_(intervention_ids))
        self._db.execute(courses.values(version=COURSES.c.version + 1))

    def doses(self) -> tuple[DoseCount, ...]:
        """Return attendances that stand, counted by edition and by how far they were attended."""
        minutes = func.coalesce(func.sum(ATTENDANCES.c.minutes), 0)
        asked = (
            select(SESSIONS.c.edition_id, ATTENDANCES.c.attended, func.count(), minutes)
            .join(SESSIONS, SESSIONS.c.id == ATTENDANCES.c.session_id)
            .join(COURSES, COURSES.c.id == ATTENDANCES.c.intervention_id)
            .where(ATTENDANCES.c.entered_in_error.is_(None), COURSES.c.entered_in_error.is_(None))
            .group_by(SESSIONS.c.edition_id, ATTENDANCES.c.attended)
            .order_by(SESSIONS.c.edition_id.nulls_first(), ATTENDANCES.c.attended)
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
        asked = joined().where(ATTENDANCES.c.intervention_id == intervention_id, ATTENDANCES.c.session_id == session_id)
        row = self._db.execute(asked).one_or_none()
        if row is None:
            raise NotFound("There is no attendance at this session.", hint="See `throughcare intervention show`.")
        return row

    def _replace(self, row: Row[Any], columns: dict[str, Any]) -> None:
        former = {"record": plain_record(row), "observation": row.observation, "because": row.because}
        keep_former(self._db, ATTENDANCES, f"{row.intervention_id} {row.session_id}", row, former)
        self._db.execute(
            update(ATTENDANCES)
            .where(ATTENDANCES.c.intervention_id == row.intervention_id, ATTENDANCES.c.session_id == row.session_id)
            .values(**columns, **self._writer.columns, version=row.version + 1)
        )
        self.touch([row.intervention_id])


@cache
def _records() -> Select[Any]:
    """The attendances of some interventions, put together once: every record that is opened asks for them."""
    asked: Select[Any] = joined().where(ATTENDANCES.c.intervention_id.in_(bindparam(_COURSES, expanding=True)))
    return asked.order_by(ATTENDANCES.c.intervention_id, ATTENDANCES.c.position)
