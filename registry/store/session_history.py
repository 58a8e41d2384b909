"""Every version of past sessions, newest first: what stands, and what it said before."""

from typing import Any

from sqlalchemy import Table, select

from registry.domain.amendment import AttendanceVersion, MeetingVersion
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionRecord
from registry.domain.times import read_stamp
from registry.store.records import Repository
from registry.store.revisions import REVISIONS
from registry.store.session_rows import ABOUT_MEETING, ATTENDANCES, SESSIONS, plain_record, session_of
from registry.structure import from_plain


class SessionHistory(Repository):
    """The versions of meetings and attendances. `entered_by` is a person's id here; services say the name."""

    def meeting(self, session_id: str) -> tuple[MeetingVersion, ...]:
        """Return every version of a meeting's own facts, newest first; nothing for one that does not exist."""
        row = self._db.execute(select(SESSIONS).where(SESSIONS.c.id == session_id)).one_or_none()
        if row is None:
            return ()
        found = [_meeting(row, session_of(row), row.because)]
        for former in self._former(SESSIONS, [session_id]):
            body = dict(former.body)
            because = body.pop("because", None)
            found.append(_meeting(former, from_plain(body, ScheduledSession), because))
        return tuple(found)

    def attendances(self, session_id: str) -> tuple[AttendanceVersion, ...]:
        """Return every version of every attendance at a meeting, withdrawn ones too: each person's newest first."""
        return self._versions(ATTENDANCES.c.session_id == session_id)

    def of_intervention(self, intervention_id: str) -> tuple[AttendanceVersion, ...]:
        """Return every version of the attendances of one course of treatment, each session's newest first."""
        return self._versions(ATTENDANCES.c.intervention_id == intervention_id)

    def amended_meetings(self, intervention_id: str) -> tuple[MeetingVersion, ...]:
        """Return every version of the meetings of one course of treatment that were amended, each newest first."""
        asked = (
            select(SESSIONS.c.id)
            .join(ATTENDANCES, ATTENDANCES.c.session_id == SESSIONS.c.id)
            .where(ATTENDANCES.c.intervention_id == intervention_id, SESSIONS.c.version > 1)
            .order_by(ATTENDANCES.c.position)
        )
        return tuple(one for key in self._db.execute(asked).scalars().all() for one in self.meeting(key))

    def _versions(self, where: Any) -> tuple[AttendanceVersion, ...]:
        asked = (
            select(ATTENDANCES, *ABOUT_MEETING).join(SESSIONS, SESSIONS.c.id == ATTENDANCES.c.session_id).where(where)
        )
        rows = self._db.execute(asked.order_by(ATTENDANCES.c.intervention_id, ATTENDANCES.c.position)).all()
        keys = [f"{row.intervention_id} {row.session_id}" for row in rows]
        former: dict[str, list[Any]] = {}
        for one in self._former(ATTENDANCES, keys):
            former.setdefault(one.record_id, []).append(one)
        found: list[AttendanceVersion] = []
        for key, row in zip(keys, rows, strict=True):
            now = {"record": plain_record(row), "observation": row.observation, "because": row.because}
            found.append(_attendance(row, row.intervention_id, now))
            found += [_attendance(one, row.intervention_id, one.body) for one in former.get(key, [])]
        return tuple(found)

    def _former(self, table: Table, ids: list[str]) -> list[Any]:
        asked = select(REVISIONS).where(REVISIONS.c.record_table == table.name, REVISIONS.c.record_id.in_(ids))
        return list(self._db.execute(asked.order_by(REVISIONS.c.record_id, REVISIONS.c.version.desc())))


def _meeting(row: Any, session: ScheduledSession, because: str | None) -> MeetingVersion:
    return MeetingVersion(
        version=row.version,
        session=session,
        because=because,
        entered_at=read_stamp(row.entered_at),
        entered_by=row.entered_by,
    )


def _attendance(row: Any, intervention_id: str, body: dict[str, Any]) -> AttendanceVersion:
    return AttendanceVersion(
        intervention_id=intervention_id,
        version=row.version,
        record=from_plain(body["record"], SessionRecord),
        observation=body["observation"],
        because=body["because"],
        entered_at=read_stamp(row.entered_at),
        entered_by=row.entered_by,
        entered_in_error=row.entered_in_error,
    )
