"""Groups: open one, say who belongs to it from when to when, close it, look at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from registry.catalogue.search import named_edition
from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.folding import fold
from registry.domain.group import Group, Membership, belonging
from registry.domain.intervention import Intervention
from registry.domain.participant import Participant
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.stored_documents import Status
from registry.domain.text import one_of
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One person who belongs to a group, and the course of treatment their attendance counts for."""

    membership: Membership
    intervention: Intervention
    participant: Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """One membership as a list shows it. `not_with` is what the person's first two weeks say about groups."""

    participant_id: str
    intervention_id: str
    name: str
    since: PartialDate
    until: PartialDate | None = None
    not_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A group with everybody who belongs or belonged to it, and its sessions, earliest first."""

    group: Group
    title: str
    members: tuple[RosterLine, ...]
    sessions: tuple[ScheduledSession, ...] = ()


@journey(Permission.WRITE_RECORD)
def open_group(sitting: Sitting, *, name: str, edition: str, on: PartialDate) -> Group:
    """Open a group on an edition and return it. Raises NotFound for an unknown edition, NotAllowed for a taken name."""
    refuse_future(on, sitting.today, "The group's beginning")
    _, found = named_edition(sitting.catalogue, edition)
    group = Group(id=new_id(), name=name, edition_id=found.id, establishment=sitting.here, started=on)
    with sitting.writing("group open", group.id) as uow:
        if any(other.ended is None for other in uow.groups.named(name)):
            raise NotAllowed("A running group has this name already.", hint="Give another, or close that group first.")
        uow.groups.add(group)
    return group


@journey(Permission.WRITE_RECORD)
def add_members(sitting: Sitting, asked: str, people: Sequence[str], *, since: PartialDate) -> GroupView:
    """Add people to a group from a day on, all or none, and return the group as it then stands.

    Each is a participant with a running intervention on the group's edition, or that intervention's id. Raises
    NotFound, and NotAllowed where there is no such intervention, more than one, or a membership already.
    """
    refuse_future(since, sitting.today, "Joining the group")
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        joining = [_course(uow, group, one) for one in people]
    require_running(group, since)
    objects = [group.id, *dict.fromkeys(one.participant_id for one in joining)]
    with sitting.writing("group add", *objects) as uow:
        for course in joining:
            keep_membership(uow, group, course, since=since)
        return view_group(sitting, uow, group)


@journey(Permission.WRITE_RECORD)
def remove_member(sitting: Sitting, asked: str, person: str, *, until: PartialDate) -> GroupView:
    """End a person's membership after its last day `until`, and return the group; what was recorded stays."""
    refuse_future(until, sitting.today, "Leaving the group")
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        participant_id = _who(uow, person)
    with sitting.writing("group remove", group.id, participant_id) as uow:
        theirs = [
            one.membership
            for one in _everybody(uow, group.id)
            if one.participant.id == participant_id and one.membership.until is None
        ]
        if not theirs:
            raise NotFound("They do not belong to this group now.", hint="See `throughcare group show`.")
        for session in uow.sessions.of_group(group.id):
            if until.certainly_before(session.on) and theirs[0].intervention_id in uow.sessions.attendances(session.id):
                raise NotAllowed(
                    f"They are marked at the session of {session.on.words}, after that day.",
                    hint="Give the day after which they were no longer due.",
                )
        uow.memberships.save(replace(theirs[0], until=until))
        return view_group(sitting, uow, group)


@journey(Permission.WRITE_RECORD)
def close_group(sitting: Sitting, asked: str, *, on: PartialDate) -> Group:
    """Close a group and every membership that still runs, and return it. Nobody's treatment is closed by it."""
    refuse_future(on, sitting.today, "The group's end")
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
    closed = replace(group, ended=on)
    with sitting.writing("group close", group.id) as uow:
        if group.ended is not None:
            raise NotAllowed(f"{group.name} was closed on {group.ended.words}.")
        later = [one for one in uow.sessions.of_group(group.id) if on.certainly_before(one.on)]
        if later:
            raise NotAllowed(f"{group.name} met after that, on {later[-1].on.words}.", hint="Give its last day.")
        for one in uow.memberships.of_group(group.id):
            if one.until is None:
                # Whoever was to join later never did; their membership ends with its first day.
                uow.memberships.save(replace(one, until=one.since if on.certainly_before(one.since) else on))
        uow.groups.save(closed)
    return closed


@journey(Permission.READ_RECORD)
def show_group(sitting: Sitting, asked: str) -> GroupView:
    """Return a group with its members and sessions. `asked` as in `resolve_group`."""
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        people = [one.participant.id for one in _everybody(uow, group.id)]
    with sitting.reading("group show", group.id, *dict.fromkeys(people)) as uow:
        return view_group(sitting, uow, group)


@journey(Permission.READ_RECORD)
def list_groups(sitting: Sitting) -> tuple[Group, ...]:
    """Return every group, running or closed, without who is in it."""
    with sitting.reading("group list") as uow:
        return uow.groups.all()


def resolve_group(uow: UnitOfWork, asked: str) -> Group:
    """Return the group with this whole name, id or first eight digits of an id; one that runs before a closed one.

    Raises NotFound when none or more than one answers.
    """
    text = asked.strip()
    if text.startswith("urn:uuid:"):
        return uow.groups.get(text)
    found = uow.groups.named(text) if fold(text) else ()
    if not found and len(text) >= 8:
        found = uow.groups.starting(text)
    if len(found) != 1:
        raise NotFound(
            f"{len(found) or 'No'} groups answer to {text[:60]!r}.",
            hint="Type the whole name, or the id from `group list`.",
        )
    return found[0]


def due_on(uow: UnitOfWork, group: Group, day: date) -> tuple[Due, ...]:
    """Return who belongs to the group on `day`, by surname. Raises NotAllowed when the group did not run then."""
    require_running(group, PartialDate.of(day))
    held = {one.id for one in belonging(uow.memberships.of_group(group.id), day)}
    return tuple(one for one in _everybody(uow, group.id) if one.membership.id in held)


def keep_membership(uow: UnitOfWork, group: Group, course: Intervention, *, since: PartialDate) -> None:
    """Keep that a course belongs to a group from a day on. Raises NotAllowed for who belongs to it on that day."""
    name = uow.participants.get(course.participant_id).name.words
    # Whoever is there still, or was on that day or after it, would be due twice.
    theirs = [one for one in uow.memberships.of_group(group.id) if one.intervention_id == course.id]
    if any(one.until is None or since.first <= one.until.first for one in theirs):
        raise NotAllowed(f"{name} belongs to {group.name} already.", hint="See `throughcare group show`.")
    if course.started is not None and since.certainly_before(course.started):
        raise NotAllowed(
            f"{name} would join before {course.title} started ({course.started.words}).",
            hint="Give the day they joined.",
        )
    uow.memberships.add(Membership(id=new_id(), group_id=group.id, intervention_id=course.id, since=since))


def require_running(group: Group, on: PartialDate) -> None:
    """Raise NotAllowed where a group did not run on a day."""
    if not group.runs_on(on.first):
        until = f" to {group.ended.words}" if group.ended else ""
        raise NotAllowed(f"{group.name} did not run on {on.words}.", hint=f"It runs from {group.started.words}{until}.")


def _everybody(uow: UnitOfWork, group_id: str) -> list[Due]:
    """Every membership with its person, by surname; courses entered in error are nobody's."""
    found: list[Due] = []
    for membership in uow.memberships.of_group(group_id):
        if uow.interventions.entry(membership.intervention_id).entered_in_error is None:
            course = uow.interventions.get(membership.intervention_id)
            person = uow.participants.get(course.participant_id)
            found.append(Due(membership=membership, intervention=course, participant=person))
    return sorted(found, key=lambda one: one.participant.name.in_order)


def _not_with(uow: UnitOfWork, participant_id: str) -> str | None:
    """Who must not share a group with a person: also by a page whose summary was withdrawn, which then says so."""
    page = uow.first_two_weeks.of(participant_id)
    if page is None or page.not_in_a_group_with is None:
        return None
    came_with = uow.first_two_weeks.came_with(participant_id)
    gone = came_with is not None and uow.documents.get(came_with).status is Status.WITHDRAWN
    return f"{page.not_in_a_group_with}{' (from a summary that was withdrawn: ask again)' if gone else ''}"


def view_group(sitting: Sitting, uow: UnitOfWork, group: Group) -> GroupView:
    """Return a group with everybody who belongs or belonged to it, and its sessions."""
    lines = [
        RosterLine(
            participant_id=one.participant.id,
            intervention_id=one.intervention.id,
            name=one.participant.name.words,
            since=one.membership.since,
            until=one.membership.until,
            not_with=_not_with(uow, one.participant.id),
        )
        for one in _everybody(uow, group.id)
    ]
    return GroupView(
        group=group,
        title=sitting.catalogue.edition(group.edition_id)[0].title,
        members=tuple(lines),
        sessions=uow.sessions.of_group(group.id),
    )


def _course(uow: UnitOfWork, group: Group, asked: str) -> Intervention:
    """The running course of treatment on the group's edition that `asked` names, by its id or its participant."""
    try:
        person = resolve_participant(uow, asked)
    except NotFound:
        try:
            course = resolve_intervention(uow, asked)
        except NotFound:
            course = None
        if course is None:
            raise
        if not course.is_running or course.edition_id != group.edition_id:
            raise NotAllowed(
                f"{course.title} is {course.state}, on {course.edition_id or 'no edition'}.",
                hint=f"A member of {group.name} has a running intervention on {group.edition_id}.",
            ) from None
        return course
    running = [one for one in uow.interventions.running(person.id) if one.edition_id == group.edition_id]
    if len(running) != 1:
        ids = [one.id.removeprefix("urn:uuid:")[:8] for one in running]
        raise NotAllowed(
            f"{person.name.words} has {len(running)} running interventions on {group.edition_id}.",
            hint=f"Say which: {one_of(ids)}." if ids else "Use `intervention refer` and `intervention open` first.",
        )
    return running[0]


def _who(uow: UnitOfWork, asked: str) -> str:
    try:
        return resolve_participant(uow, asked).id
    except NotFound as nobody:
        try:
            return resolve_intervention(uow, asked).participant_id
        except NotFound:
            raise nobody from None
