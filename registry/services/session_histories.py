"""What a session said before it was corrected, and the note about it for the unit's own record system."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from registry.domain.access import Permission
from registry.domain.amendment import AttendanceVersion, MeetingVersion
from registry.domain.dates import Recorded
from registry.domain.errors import NotFound
from registry.domain.intervention import Intervention
from registry.domain.other_names import other_names_in
from registry.domain.participant import Participant
from registry.domain.register import Member, one_member
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session_words import session_line
from registry.domain.staffing import room_words
from registry.domain.wording import day_words
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.sessions import resolve_session
from registry.services.sitting import Sitting, describer
from registry.store.unit_of_work import UnitOfWork

V = TypeVar("V", AttendanceVersion, MeetingVersion)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonVersions:
    """One person's attendance at one session, the newest version first."""

    participant_id: str
    name: str
    versions: tuple[AttendanceVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionVersions:
    """Everything that was ever recorded of one session: the meeting's own facts, then person by person."""

    title: str
    meeting: tuple[MeetingVersion, ...]
    people: tuple[PersonVersions, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """The versions of one intervention's sessions that were amended, and of their meetings.

    `later` holds, as they were first written down, those that were recorded later.
    """

    attendances: tuple[AttendanceVersion, ...] = ()
    later: tuple[AttendanceVersion, ...] = ()
    meetings: tuple[MeetingVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """The note about one person at one session. Nobody else who was there is named in it."""

    participant_id: str
    name: str
    text: str


@journey(Permission.READ_RECORD, under_glass=True)
def session_history(sitting: Sitting, asked: str) -> SessionVersions:
    """Return every version of a session, what stands first, with who entered it, when and why."""
    with sitting.looking_up() as uow:
        session = resolve_session(uow, asked)
        owners = [person.id for _, person in _at(uow, uow.session_history.attendances(session.id))]
    with sitting.reading("session history", session.id, *owners) as uow:
        names = _staff(uow)
        versions: dict[str, list[AttendanceVersion]] = {}
        for one in uow.session_history.attendances(session.id):
            versions.setdefault(one.intervention_id, []).append(_by_name(one, names))
        there = _at(uow, uow.session_history.attendances(session.id))
        return SessionVersions(
            title=there[0][0].title if there else "",
            meeting=tuple(_by_name(one, names) for one in uow.session_history.meeting(session.id)),
            people=tuple(
                PersonVersions(participant_id=person.id, name=person.name.words, versions=tuple(versions[course.id]))
                for course, person in there
            ),
        )


@journey(Permission.READ_RECORD, under_glass=True)
def intervention_amendments(sitting: Sitting, asked: str) -> Amendments:
    """Return what the sessions of one of this unit's own interventions said before, and when late ones were recorded.

    Shown beside `show_intervention`, which writes the reading down; imported work has no amendments here.
    """
    with sitting.looking_up() as uow:
        try:
            wanted = resolve_intervention(uow, asked).id
        except NotFound:
            return Amendments()
        names = _staff(uow)
        versions = uow.session_history.of_intervention(wanted)
        amended = {one.record.id for one in versions if one.version > 1}
        return Amendments(
            attendances=tuple(_by_name(one, names) for one in versions if one.record.id in amended),
            later=tuple(
                _by_name(one, names) for one in versions if one.version == 1 and one.record.recorded is Recorded.LATER
            ),
            meetings=tuple(_by_name(one, names) for one in uow.session_history.amended_meetings(wanted)),
        )


@journey(Permission.READ_RECORD)
def session_notes(sitting: Sitting, asked: str, person: str | None = None) -> tuple[SessionNote, ...]:
    """Return the plain-text note of one person at a session, or of everybody, to copy into another system.

    An observation that names somebody else who was there is left out, and the note says so. Raises NotFound for a
    person who was not due at the session.
    """
    with sitting.looking_up() as uow:
        session = resolve_session(uow, asked)
        there = _standing(uow, session)
        wanted = [who.id for _, who in there]
        if person is not None:
            members = [Member(intervention_id=course.id, participant=who) for course, who in there]
            wanted = [one_member(person, members).participant.id]
    with sitting.reading("session note", session.id, *wanted) as uow:
        there = _standing(uow, session)
        return tuple(
            SessionNote(
                participant_id=who.id,
                name=who.name.words,
                text=_note(sitting, uow, session, course, who, [other for _, other in there if other is not who]),
            )
            for course, who in there
            if who.id in wanted
        )


def _note(
    sitting: Sitting,
    uow: UnitOfWork,
    session: ScheduledSession,
    course: Intervention,
    who: Participant,
    others: list[Participant],
) -> str:
    record = uow.sessions.attendances(session.id)[course.id]
    said = [who.banner(sitting.today)[0], session_line(record, course.title, describer(sitting, uow)(course))]
    if record.staff:
        said.append(f"In the room: {room_words(record.staff)}.")
    observation = uow.sessions.observations(session.id).get(course.id)
    if observation and other_names_in(observation, who, others):
        said.append("An observation is left out: it names somebody else who was there.")
    elif observation:
        said.append(f"Observation: {observation}")
    names, versions = _staff(uow), uow.session_history.attendances(session.id)
    newest = next(one for one in versions if one.intervention_id == course.id)
    amended = "Amended" if newest.version > 1 else "Recorded"
    by = names.get(newest.entered_by, newest.entered_by)
    said.append(f"{amended} by {by} on {day_words(newest.entered_at.date())}, {sitting.unit.name}.")
    return "\n".join(said) + "\n"


def _standing(uow: UnitOfWork, session: ScheduledSession) -> list[tuple[Intervention, Participant]]:
    standing = set(uow.sessions.attendances(session.id))
    return _at(uow, (one for one in uow.session_history.attendances(session.id) if one.intervention_id in standing))


def _at(uow: UnitOfWork, versions: Iterable[AttendanceVersion]) -> list[tuple[Intervention, Participant]]:
    """Whose attendances these are, by surname; a course that was entered in error is nobody's."""
    found: list[tuple[Intervention, Participant]] = []
    for key in dict.fromkeys(one.intervention_id for one in versions):
        if uow.interventions.entry(key).entered_in_error is None:
            course = uow.interventions.get(key)
            found.append((course, uow.participants.get(course.participant_id)))
    return sorted(found, key=lambda pair: pair[1].name.in_order)


def _staff(uow: UnitOfWork) -> dict[str, str]:
    return {user.person.id: user.person.name for user in uow.users.all()}


def _by_name(version: V, names: Mapping[str, str]) -> V:
    return replace(version, entered_by=names.get(version.entered_by, version.entered_by))
