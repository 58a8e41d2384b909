"""How work begins: what stops it, and what a referral and an opening leave on record.

A journey that begins work calls these: one person's, and a whole group's in one transaction.
"""

from dataclasses import replace

from registry.domain.catalogue import Programme
from registry.domain.dates import PartialDate, Recorded, check_order
from registry.domain.intervention import Intervention, State, StateMove, check_transition
from registry.domain.repeat import RepeatReason
from registry.domain.staffing import Assignment, StaffRole
from registry.services.repeats import count_as_given, guard_choice, guard_repeat
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


def guard_referral(
    sitting: Sitting, intervention: Intervention, *, reason: RepeatReason | None = None, words: str | None = None
) -> Intervention:
    """Return a referral with why it repeats what was done, where it does. Raises as `guard_choice`, `guard_repeat`."""
    if reason is not RepeatReason.REFRESHER:
        guard_choice(sitting, intervention)
    return replace(intervention, repeat=guard_repeat(sitting, intervention, reason=reason, words=words))


def keep_referral(
    sitting: Sitting, uow: UnitOfWork, intervention: Intervention, programme: Programme | None = None
) -> None:
    """Keep a referral, beside its programme as the catalogue has it today, and the refresher it gives."""
    uow.interventions.add(intervention)
    if programme is not None and intervention.edition_id is not None:
        uow.catalogue_entries.pin(intervention.id, intervention.edition_id, programme, sitting.catalogue.version)
    count_as_given(uow, intervention)


def begun(sitting: Sitting, was: Intervention, *, on: PartialDate) -> Intervention:
    """Return an intervention that starts on a day, or goes on after a hold; whoever does it joins its staff."""
    check_transition(was.state, State.IN_PROGRESS)
    return replace(
        moved(sitting, was, State.IN_PROGRESS, on=on), started=was.started or on, staff=with_me(was, sitting, on)
    )


def guard_start(
    sitting: Sitting,
    was: Intervention,
    opened: Intervention,
    *,
    reason: RepeatReason | None = None,
    words: str | None = None,
) -> Intervention:
    """Return what is opened with why it repeats what was done: what came to be known since the referral counts too.

    Only a first start at this unit repeats anything. Raises as `guard_choice` and `guard_repeat`.
    """
    here = was.establishment.id == sitting.here.id
    if was.started is not None or not here or was.recorded is not Recorded.AT_THE_TIME:
        return opened
    if RepeatReason.REFRESHER not in (reason, was.repeat.reason if was.repeat else None):
        guard_choice(sitting, was)
    if was.repeat is not None:
        return opened
    return replace(opened, repeat=guard_repeat(sitting, was, reason=reason, words=words))


def keep_opening(uow: UnitOfWork, was: Intervention, opened: Intervention) -> None:
    """Keep what was opened, and the refresher it gives where the referral did not say so yet."""
    uow.interventions.save(opened)
    if was.repeat is None:
        count_as_given(uow, opened)


def moved(
    sitting: Sitting, was: Intervention, to: State, *, on: PartialDate, because: str | None = None
) -> Intervention:
    """Return the intervention in its next state, with the step in its course.

    Raises InvalidValue for a step dated before the last.
    """
    if was.moves and was.moves[-1].to is not State.REFERRED:
        check_order(was.moves[-1].on, on, "The step, after the step before")
    else:
        check_order(was.referred, on, "The step, after the referral")
    step = StateMove(to=to, on=on, by=sitting.user.person.name, because=because)
    return replace(was, state=to, moves=(*was.moves, step))


def with_me(intervention: Intervention, sitting: Sitting, since: PartialDate) -> tuple[Assignment, ...]:
    """Return the staff of an intervention with the person at the keyboard among them, as lead where nobody leads."""
    person, now = sitting.user.person, [one for one in intervention.staff if one.until is None]
    # What is only reported from elsewhere was done by others.
    if intervention.recorded is Recorded.REPORTED or any(one.person.is_same_person(person) for one in now):
        return intervention.staff
    lead = not any(one.lead for one in now)
    return (*intervention.staff, Assignment(person=person, role=StaffRole.THERAPIST, lead=lead, since=since))
