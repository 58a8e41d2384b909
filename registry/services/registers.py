"""A group's register: everything that would be written as one value first, then all of it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, Recorded, recorded_when, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.group import Group
from registry.domain.intervention import Intervention, State
from registry.domain.other_names import other_names_in
from registry.domain.reasons import AbsenceReason
from registry.domain.received import refuse_no_minutes
from registry.domain.register import Mark, Member, called, one_member, read_register
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.domain.text import check_prose
from registry.services.groups import Due, due_on, resolve_group
from registry.services.journeys import journey
from registry.services.sessions import require_module
from registry.services.sitting import Sitting, describer, new_id
from registry.services.staffing import StaffSaid, in_the_room
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """What is, or would be, written for one person."""

    participant_id: str
    intervention_id: str
    name: str
    record: SessionRecord
    observation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedRegister:
    """A register ready to be written: the meeting, a line for everybody who was due, what to know before.

    `same_day` are the group's sessions already recorded on that day: two in a day are allowed, one twice is not.
    """

    group: Group
    title: str
    modules: Mapping[str, str]
    session: ScheduledSession
    lines: tuple[RegisterLine, ...]
    same_day: tuple[ScheduledSession, ...] = ()
    another: bool = False


@journey(Permission.WRITE_RECORD)
def prepare_register(
    sitting: Sitting,
    asked: str,
    said: str | Sequence[Mark],
    *,
    on: PartialDate,
    module: str | None = None,
    number: int | None = None,
    minutes: int | None = None,
    catch_up: bool = False,
    recorded: Recorded | None = None,
    another: bool = False,
    observations: Sequence[tuple[str, str]] = (),
    staff: Sequence[StaffSaid] = (),
) -> PreparedRegister:
    """Return what a register, typed as text or marked on a sheet, would write; nothing is written.

    Everybody who belongs to the group on the day is marked; at a `catch_up` session only those named were due.
    `observations` are pairs of a member's name and a sentence; `staff` is who was in the room. A register of more
    than a day ago says that it was recorded later, unless `recorded` says otherwise. `another` allows a second session
    of the same module and number in a day. Raises InvalidValue and NotFound for what cannot be read, NotAllowed for
    what the record forbids.
    """
    if not on.is_exact:
        raise InvalidValue("A register needs a day.", hint="Write it as 2026-03-01.")
    refuse_future(on, sitting.today, "The session")
    written = recorded or recorded_when(on, sitting.today)
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        due = due_on(uow, group, on.first)
        if not due:
            raise NotAllowed(f"Nobody belonged to {group.name} on {on.words}.", hint="Use `group add` first.")
        members = [Member(intervention_id=one.intervention.id, participant=one.participant) for one in due]
        marks = {one.intervention_id: one for one in read_marks(said, members, whole=not catch_up)}
        noted = read_observations(observations, members)
        if noted.keys() - marks.keys():
            raise InvalidValue(
                "An observation speaks of somebody who is not marked.", hint="Mark them, or leave it out."
            )
        session = ScheduledSession(
            id=new_id(),
            edition_id=group.edition_id,
            on=on,
            kind=SessionKind.GROUP,
            module=module,
            number=number,
            minutes=minutes,
            group_id=group.id,
            staff=in_the_room(uow, sitting, staff, (one.staff for one in uow.sessions.of_group(group.id))),
        )
        describe_for = describer(sitting, uow)
        titles: dict[str, str] = {}
        for one in due:
            if one.intervention.id in marks:
                described = describe_for(one.intervention)
                require_module(uow, one.intervention, described, module)
                titles |= {each.id: each.title for each in described.plan} if described else {}
        lines = tuple(
            RegisterLine(
                participant_id=member.participant.id,
                intervention_id=member.intervention_id,
                name=called(member, members),
                record=record_of(
                    session,
                    marks[member.intervention_id],
                    called(member, members),
                    catch_up=catch_up,
                    recorded=written,
                ),
                observation=noted.get(member.intervention_id),
            )
            for member in members
            if member.intervention_id in marks
        )
        prepared = PreparedRegister(
            group=group,
            title=sitting.catalogue.edition(group.edition_id)[0].title,
            modules=titles,
            session=session,
            lines=lines,
            same_day=uow.sessions.of_group(group.id, on=on),
            another=another,
        )
        _check(uow, prepared, due)
    with sitting.reading("session register", group.id, *_people(lines), outcome="prepared"):
        pass
    return prepared


@journey(Permission.WRITE_RECORD)
def record_register(sitting: Sitting, prepared: PreparedRegister) -> PreparedRegister:
    """Write a prepared register, for everybody or for nobody, and return it.

    Raises NotAllowed when the group, its members or its sessions of that day changed since it was prepared.
    """
    with sitting.writing("session register", prepared.group.id, prepared.session.id, *_people(prepared.lines)) as uow:
        group = uow.groups.get(prepared.group.id)
        due = due_on(uow, group, prepared.session.on.first)
        marked = {line.intervention_id for line in prepared.lines}
        now = {one.intervention.id for one in due}
        catch_up = all(line.record.catch_up for line in prepared.lines)
        if marked - now or (now - marked and not catch_up):
            raise NotAllowed("Who belongs to the group changed meanwhile; nothing was written.", hint="Type it again.")
        _check(uow, prepared, due)
        uow.sessions.register(
            prepared.session,
            {line.intervention_id: line.record for line in prepared.lines},
            {line.intervention_id: line.observation for line in prepared.lines if line.observation},
        )
    return prepared


def read_marks(said: str | Sequence[Mark], members: Sequence[Member], *, whole: bool) -> tuple[Mark, ...]:
    """Return one mark for each member, in the members' order; those of a sheet as they are, a text as it is read.

    With `whole` nobody may be left out. Raises InvalidValue, and NotAllowed for a mark of somebody who is not due.
    """
    if isinstance(said, str):
        return read_register(said, members, whole=whole)
    marks = {one.intervention_id: one for one in said}
    if len(marks) < len(said) or marks.keys() - {one.intervention_id for one in members}:
        raise NotAllowed("Who belongs to the group changed meanwhile; nothing was written.", hint="Open it again.")
    if (left := [called(one, members) for one in members if one.intervention_id not in marks]) and whole:
        raise InvalidValue(f"Not marked: {', '.join(left)}.", hint="Everybody who was due is marked.")
    for one in members:
        mark = marks.get(one.intervention_id)
        if mark is not None and mark.attended is Attended.NO and mark.absence is None:
            raise InvalidValue(
                f"Why {called(one, members)} was away is not said.",
                hint=f"Give a reason; `{AbsenceReason.NOT_KNOWN.words}` where nobody knows.",
            )
    return tuple(marks[one.intervention_id] for one in members if one.intervention_id in marks)


def require_within(session: ScheduledSession, minutes: int | None, name: str) -> None:
    """Raise InvalidValue where somebody of this name would have received more minutes than the meeting lasted."""
    if minutes is not None and session.minutes is not None and minutes > session.minutes:
        raise InvalidValue(f"{name} received {minutes} of {session.minutes} minutes.", hint="Check the minutes.")


def record_of(session: ScheduledSession, mark: Mark, name: str, *, catch_up: bool, recorded: Recorded) -> SessionRecord:
    """Return one member's record of a meeting; full attendance takes the meeting's minutes.

    Raises InvalidValue, naming the member, where they would have received more than the meeting lasted.
    """
    minutes = mark.minutes
    if minutes is None and mark.attended is Attended.FULL:
        minutes = session.minutes
    refuse_no_minutes(mark.attended, minutes, name)
    require_within(session, minutes, name)
    return SessionRecord(
        id=session.id,
        on=session.on,
        kind=session.kind,
        module=session.module,
        number=session.number,
        attended=mark.attended,
        minutes=minutes,
        absence=mark.absence,
        catch_up=catch_up,
        recorded=recorded,
        staff=session.staff,
    )


def read_observations(pairs: Sequence[tuple[str, str]], members: Sequence[Member]) -> dict[str, str]:
    """Return observations by intervention. Raises InvalidValue for one that names another member of the group."""
    found: dict[str, str] = {}
    for name, text in pairs:
        member = one_member(name, members)
        if text:
            check_prose(text, "The observation")
        others = [one.participant for one in members if one is not member]
        if named := other_names_in(text, member.participant, others):
            raise InvalidValue(
                f"The observation on {called(member, members)} names another member: {', '.join(named)}.",
                hint="It stands in one person's record: write `a peer`.",
            )
        if member.intervention_id in found:
            raise InvalidValue(f"Two observations are given on {called(member, members)}.", hint="Make them one.")
        found[member.intervention_id] = text
    return found


def require_treated_on(course: Intervention, name: str, on: PartialDate) -> None:
    """Raise NotAllowed unless the course of treatment was going on that day, as far as its dates say."""
    if course.started is not None and on.certainly_before(course.started):
        raise NotAllowed(f"The session is dated before {name} started {course.title} ({course.started.words}).")
    if course.closure is not None and course.closure.on.certainly_before(on):
        raise NotAllowed(
            f"{name} ended {course.title} on {course.closure.on.words}.", hint="End the membership: `group remove`."
        )
    if not course.is_running and course.state is not State.CLOSED:
        raise NotAllowed(f"{course.title} of {name} is {course.state}.", hint="Use `intervention open` first.")


def _check(uow: UnitOfWork, prepared: PreparedRegister, due: Sequence[Due]) -> None:
    session = prepared.session
    names = {line.intervention_id: line.name for line in prepared.lines}
    for one in due:
        if one.intervention.id in names:
            require_treated_on(one.intervention, names[one.intervention.id], session.on)
    for other in uow.sessions.of_group(prepared.group.id, on=session.on):
        if (other.module, other.number) == (session.module, session.number) and not prepared.another:
            raise NotAllowed(
                f"This session of {session.on.words} is recorded already, as {other.id.removeprefix('urn:uuid:')[:8]}.",
                hint="Correct it with `session amend`; for a second session that day say --another.",
            )


def _people(lines: Sequence[RegisterLine]) -> list[str]:
    return list(dict.fromkeys(line.participant_id for line in lines))
