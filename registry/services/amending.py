"""Corrections to past sessions: amendments with a reason, the former values kept and shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, Recorded, recorded_when, refuse_future
from registry.domain.errors import NotAllowed
from registry.domain.register import Mark, Member, called
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, SessionRecord
from registry.domain.text import check_reason
from registry.services.journeys import journey
from registry.services.registers import (
    RegisterLine,
    read_marks,
    read_observations,
    record_of,
    require_treated_on,
    require_within,
)
from registry.services.sessions import require_module, resolve_session
from registry.services.sitting import Sitting, describer
from registry.services.staffing import StaffSaid, in_the_room


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A session after an amendment, with the lines that changed."""

    session: ScheduledSession
    lines: tuple[RegisterLine, ...]


@journey(Permission.WRITE_RECORD)
def amend_session(
    sitting: Sitting,
    asked: str,
    *,
    because: str,
    said: str | Sequence[Mark] | None = None,
    on: PartialDate | None = None,
    module: str | None = None,
    number: int | None = None,
    minutes: int | None = None,
    observations: Sequence[tuple[str, str]] = (),
    staff: Sequence[StaffSaid] = (),
) -> Amended:
    """Correct a past session, a group's or one person's, and return what changed; the former values are kept.

    `said` marks those it speaks of, as a register does, and leaves the others. Day, module, number, length and who was
    in the room (`staff`) are the meeting's: they change for everybody in it, and who was there for all of it received
    the new length. An empty observation takes the one there away. Raises NotAllowed when nothing would change.
    """
    check_reason(because, "The reason for the amendment")
    if on is not None:
        refuse_future(on, sitting.today, "The session")
    with sitting.looking_up() as uow:
        was = resolve_session(uow, asked)
        there = uow.sessions.attendances(was.id)
        courses = [uow.interventions.get(one) for one in there]
        people = [uow.participants.get(one.participant_id) for one in courses]
        members = [
            Member(intervention_id=course.id, participant=person)
            for course, person in zip(courses, people, strict=True)
        ]
        noted_before = uow.sessions.observations(was.id)
        session = replace(
            was,
            on=on or was.on,
            module=module or was.module,
            number=was.number if number is None else number,
            minutes=was.minutes if minutes is None else minutes,
            staff=in_the_room(uow, sitting, staff, ()) or was.staff,
        )
        describe_for = describer(sitting, uow)
        for course, member in zip(courses, members, strict=True):
            if module is not None:
                require_module(uow, course, describe_for(course), module)
            if on is not None:
                require_treated_on(course, called(member, members), on)
    marks = {one.intervention_id: one for one in read_marks(said, members, whole=False)} if said else {}
    noted = read_observations(observations, members)
    changed: list[RegisterLine] = []
    for member in members:
        record, mark = _carried(there[member.intervention_id], was, session), marks.get(member.intervention_id)
        name = called(member, members)
        if mark is not None:
            marked = record_of(session, mark, name, catch_up=record.catch_up, recorded=record.recorded)
            # What is corrected is written down later, unless it is fresh or was only reported.
            late = recorded_when(session.on, sitting.today) is Recorded.LATER and marked != record
            late = late and record.recorded is Recorded.AT_THE_TIME
            record = replace(marked, recorded=Recorded.LATER) if late else marked
        require_within(session, record.minutes, name)
        before, observation = noted_before.get(member.intervention_id), noted.get(member.intervention_id)
        after = before if observation is None else observation or None
        if record != there[member.intervention_id] or after != before:
            changed.append(
                RegisterLine(
                    participant_id=member.participant.id,
                    intervention_id=member.intervention_id,
                    name=name,
                    record=record,
                    observation=after,
                )
            )
    if not changed and session == was:
        raise NotAllowed("Nothing was amended: the session says this already.", hint="See `session history`.")
    touched = {line.participant_id for line in changed} if session == was else {one.id for one in people}
    with sitting.writing("session amend", was.id, *sorted(touched)) as uow:
        if uow.sessions.get(was.id) != was or uow.sessions.attendances(was.id) != there:
            raise NotAllowed("The session was changed meanwhile; nothing was saved.", hint="Look at it again.")
        uow.sessions.amend_meeting(session, because=because)
        for line in changed:
            uow.sessions.amend(line.intervention_id, line.record, because=because, observation=line.observation or "")
    return Amended(session=session, lines=tuple(changed))


def _carried(record: SessionRecord, was: ScheduledSession, now: ScheduledSession) -> SessionRecord:
    """Return a record after its meeting was corrected; who was there for all of it received the new length."""
    minutes = record.minutes
    if record.attended is Attended.FULL and minutes == was.minutes:
        minutes = now.minutes
    return replace(
        record, on=now.on, kind=now.kind, module=now.module, number=now.number, minutes=minutes, staff=now.staff
    )
