"""Several people into a group at once: whoever has no running work on its edition begins it on that day."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.catalogue import Programme
from registry.domain.dates import PartialDate, Recorded, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.group import Group
from registry.domain.intervention import Delivery, Intervention, State, StateMove
from registry.domain.participant import Participant
from registry.services.beginning import begun, guard_referral, guard_start, keep_opening, keep_referral
from registry.services.deaths import refuse_after_death
from registry.services.groups import GroupView, keep_membership, require_running, resolve_group, view_group
from registry.services.interventions import refuse_second_open
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joining:
    """The course somebody joins with. `was` is how it stands on record; `programme` is of a new referral."""

    course: Intervention
    was: Intervention | None = None
    programme: Programme | None = None


@journey(Permission.WRITE_RECORD)
def join_group(sitting: Sitting, asked: str, people: Sequence[str], *, start: PartialDate) -> GroupView:
    """Put participants into a group from a day on, all or none, and return the group as it then stands.

    Each goes on in their running intervention on the group's edition; one that waits to begin starts on that day;
    without one they are referred and it starts. Raises NotFound, and NotAllowed or InvalidValue naming the person whom
    a rule stops: a repeat, a choice against it, other open work on the programme, a membership already. Then nothing is
    written for anybody, but the stop itself.
    """
    refuse_future(start, sitting.today, "Joining the group")
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        found = [resolve_participant(uow, one) for one in people]
    require_running(group, start)
    if not found:
        raise InvalidValue("Nobody is to join.", hint="Give at least one participant.")
    for number, one in enumerate(found):
        if one.id in {other.id for other in found[:number]}:
            raise InvalidValue(f"{one.name.words} is named twice.", hint="Give each person once.")
    courses = [_joining(sitting, group, one, start) for one in found]
    objects = [group.id, *(one.id for one in found), *(each.course.id for each in courses)]
    with sitting.writing("group join", *objects) as uow:
        for each in courses:
            if each.was is None:
                keep_referral(sitting, uow, each.course, each.programme)
            elif each.was != each.course:
                keep_opening(uow, each.was, each.course)
            keep_membership(uow, group, each.course, since=start)
        return view_group(sitting, uow, group)


def _joining(sitting: Sitting, group: Group, person: Participant, start: PartialDate) -> _Joining:
    try:
        with sitting.looking_up() as uow:
            waits = _open_on(uow, group, person)
            if waits is None:
                refuse_after_death(uow, person.id)
                definitions = uow.local_definitions.for_edition(group.edition_id)
        if waits is not None and waits.state is State.IN_PROGRESS:
            return _Joining(course=waits, was=waits)
        if waits is not None and waits.state is State.ON_HOLD:
            raise NotAllowed(f"{waits.title} is on hold.", hint="Go on with it first: `intervention open`.")
        if waits is not None:
            opened = guard_start(sitting, waits, begun(sitting, waits, on=start))
            return _Joining(course=opened, was=waits)
        programme, edition = sitting.catalogue.edition(group.edition_id)
        if sitting.catalogue.is_dropped(edition):
            raise NotAllowed("It is not in the catalogue any more.", hint="Open a group on its successor.")
        referral = Intervention(
            id=new_id(),
            participant_id=person.id,
            title=programme.title,
            establishment=sitting.here,
            edition_id=edition.id,
            local_definition_id=definitions[-1].id if definitions else None,
            delivery=Delivery.GROUP,
            state=State.REFERRED,
            referred=start,
            needs=programme.needs,
            moves=(StateMove(to=State.REFERRED, on=start, by=sitting.user.person.name),),
            recorded=Recorded.AT_THE_TIME,
        )
        with sitting.looking_up() as uow:
            refuse_second_open(uow, referral)
        return _Joining(course=begun(sitting, guard_referral(sitting, referral), on=start), programme=programme)
    except (NotAllowed, InvalidValue) as stopped:
        raise type(stopped)(
            f"{person.name.words}: {stopped.message}",
            hint=f"Nobody was added. For this person alone: {stopped.hint or stopped.what_next}",
        ) from stopped


def _open_on(uow: UnitOfWork, group: Group, person: Participant) -> Intervention | None:
    """The person's own open course on the group's edition. Raises NotAllowed where there is more than one."""
    theirs = [
        one
        for one in uow.interventions.of(person.id)
        if one.edition_id == group.edition_id
        and one.state is not State.CLOSED
        and one.establishment.id == group.establishment.id
    ]
    if len(theirs) > 1:
        raise NotAllowed(
            f"There are {len(theirs)} open courses on {group.edition_id}.",
            hint="Say which with `group add` and the id of the intervention.",
        )
    return theirs[0] if theirs else None
