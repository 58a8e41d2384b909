"""Registers, groups and the history of sessions as lines on a screen."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from registry.cli.door import short
from registry.domain.amendment import AttendanceVersion, MeetingVersion
from registry.domain.dates import PartialDate
from registry.domain.local_ids import code_of
from registry.domain.quoting import quoted
from registry.domain.reasons import Cause
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended
from registry.domain.session_words import attended_words, meeting_words
from registry.domain.staffing import room_words
from registry.domain.text import number_of
from registry.domain.wording import capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from registry.services.groups import GroupView
    from registry.services.registers import PreparedRegister, RegisterLine
    from registry.services.session_histories import Amendments, SessionVersions


def register_lines(prepared: "PreparedRegister") -> Iterator[str]:
    """Yield what a register writes: the meeting, everybody who was due, the count, and what to look at twice."""
    session = prepared.session
    length = f", {number_of(session.minutes, 'minute')}" if session.minutes else ""
    catch_up = ", catch-up" if all(line.record.catch_up for line in prepared.lines) else ""
    yield f"{prepared.group.name}: {meeting_words(session, prepared.title, prepared.modules)}{length}{catch_up}"
    if session.staff:
        yield f"In the room: {room_words(session.staff)}"
    yield from mark_lines(prepared.lines)
    yield counted(prepared.lines)
    if prepared.same_day:
        ids = ", ".join(short(one.id) for one in prepared.same_day)
        yield f"Look twice: this group has a session on that day already ({ids})."


def mark_lines(lines: "Sequence[RegisterLine]") -> Iterator[str]:
    """Yield one line for each person: the name, how they attended, and what was observed."""
    width = max((len(line.name) for line in lines), default=0)
    for line in lines:
        yield f"  {line.name.ljust(width)}  {attended_words(line.record)}"
        if line.observation:
            yield f"  {''.ljust(width)}  Observation: {line.observation}"


def counted(lines: "Sequence[RegisterLine]") -> str:
    """Return how many attended how; absences that are the service's are counted apart."""
    marks = [line.record.attended for line in lines]
    said = [
        f"{marks.count(attended)} {word}"
        for attended, word in (
            (Attended.FULL, "in full"),
            (Attended.PART, "in part"),
            (Attended.NO, "not there"),
            (Attended.UNMARKED, "not recorded by the service"),
        )
        if attended in marks
    ]
    service = sum(line.record.attended is Attended.NO and line.record.cause is Cause.SERVICE for line in lines)
    ours = f" ({service} by the service's own doing)" if service else ""
    return f"{number_of(len(lines), 'person', 'people')}: {', '.join(said)}{ours}."


def group_lines(view: "GroupView") -> Iterator[str]:
    """Yield a group with its members, now and former, and its sessions."""
    group = view.group
    until = f" to {group.ended.words}" if group.ended else ""
    edition = code_of(group.edition_id)
    yield f"{short(group.id)}  {group.name}: {view.title} ({edition}), from {group.started.words}{until}"
    now = [one for one in view.members if one.until is None]
    yield f"  Members: {len(now)}"
    for one in view.members:
        left = f" to {one.until.words}" if one.until else ""
        yield f"    {short(one.intervention_id)}  {one.name}, since {one.since.words}{left}"
        if one.not_with and one.until is None:
            yield f"              Not in a group with: {one.not_with}"
    if view.sessions:
        yield f"  Sessions: {len(view.sessions)}"
    for session in view.sessions:
        yield f"    {short(session.id)}  {_meeting(session)}"


def history_lines(history: "SessionVersions") -> Iterator[str]:
    """Yield every version of a session: what stands, then what stood before, each with who, when and why."""
    for number, version in enumerate(history.meeting):
        yield f"{_when(number)}: {_meeting(version.session)}"
        yield f"  {_entered(version)}"
    for person in history.people:
        yield person.name
        for number, one in enumerate(person.versions):
            yield f"  {_when(number)}: {_attended(one)}"
            yield f"    {_entered(one)}"


def former_lines(amended: "Amendments") -> Mapping[str, list[str]]:
    """Return, by session, when a late one was recorded, and what an amended one said before, newest first."""
    found: dict[str, list[str]] = {}
    for late in amended.later:
        on = PartialDate.of(late.entered_at.date()).words
        found[late.record.id] = [f"Recorded on {on} by {late.entered_by}"]
    for one, after in zip(amended.attendances[1:], amended.attendances, strict=False):
        if one.record.id == after.record.id:
            found.setdefault(one.record.id, []).append(f"Before: {_attended(one)}. Amended: {_entered(after)}")
    for meeting, later in zip(amended.meetings[1:], amended.meetings, strict=False):
        if meeting.session.id == later.session.id:
            said = f"Before: {_meeting(meeting.session)}. Amended: {_entered(later)}"
            found.setdefault(meeting.session.id, []).append(said)
    return found


def _when(number: int) -> str:
    return "Now" if number == 0 else "Before"


def _meeting(session: ScheduledSession) -> str:
    module = f", {session.module}" if session.module else ""
    number = f", session {session.number}" if session.number else ""
    length = f", {number_of(session.minutes, 'minute')}" if session.minutes else ""
    room = f"; in the room: {room_words(session.staff)}" if session.staff else ""
    return f"{session.on.words}{module}{number}{length}, {session.kind} session{room}"


def _attended(version: AttendanceVersion) -> str:
    observed = f"; observation: {version.observation}" if version.observation else ""
    withdrawn = f" (entered in error: {version.entered_in_error})" if version.entered_in_error else ""
    return capital(attended_words(version.record)) + observed + withdrawn


def _entered(version: AttendanceVersion | MeetingVersion) -> str:
    because = f", because: {quoted(version.because)}" if version.because else ""
    return f"entered {version.entered_at:%d-%b-%Y %H:%M} UTC by {version.entered_by}{because}"
