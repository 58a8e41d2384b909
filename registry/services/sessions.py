"""Record a session: the first journey, and the one made most often."""

from collections.abc import Sequence
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, Recorded, recorded_when, refuse_future
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import Standing, standing
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.intervention import Intervention, State
from registry.domain.reasons import AbsenceReason
from registry.domain.received import refuse_no_minutes
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind, SessionRecord
from registry.domain.text import check_prose, check_reason
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.later_definitions import later_definition, take_up_words
from registry.services.sitting import Sitting, describer, new_id
from registry.services.staffing import StaffSaid, in_the_room
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.WRITE_RECORD)
def add_session(
    sitting: Sitting,
    asked: str,
    *,
    on: PartialDate,
    kind: SessionKind,
    attended: Attended,
    module: str | None = None,
    number: int | None = None,
    minutes: int | None = None,
    absence: AbsenceReason | None = None,
    catch_up: bool = False,
    recorded: Recorded | None = None,
    observation: str | None = None,
    staff: Sequence[StaffSaid] = (),
    another: bool = False,
) -> Standing:
    """Record one participant at one session and return the standing of the intervention.

    An `observation` stays in this unit's record; `staff` is who was in the room. A session of more than a day ago says
    that it was recorded later, unless `recorded` says otherwise. `another` allows a second session of a day of which
    the very same is said. Raises NotAllowed for one without it, and when the intervention is not in progress; NotFound
    for a module the plan does not have.
    """
    refuse_future(on, sitting.today, "The session")
    refuse_no_minutes(attended, minutes)
    if observation is not None:
        check_prose(observation, "The observation")
    with sitting.looking_up() as uow:
        found = resolve_intervention(uow, asked)
        edition = describer(sitting, uow)(found)
        there = in_the_room(uow, sitting, staff, (one.staff for one in found.sessions))
        require_module(uow, found, edition, module)
    record = SessionRecord(
        id=new_id(),
        on=on,
        kind=kind,
        module=module,
        number=number,
        attended=attended,
        minutes=minutes,
        absence=absence,
        catch_up=catch_up,
        recorded=recorded or recorded_when(on, sitting.today),
        staff=there,
    )
    with sitting.writing("session add", found.participant_id, found.id) as uow:
        was = uow.interventions.get(found.id)
        if not was.is_running:
            way = "reopen" if was.state is State.CLOSED else "open"
            raise NotAllowed(f"{was.title} is {was.state}, not in progress.", hint=f"Use `intervention {way}` first.")
        _refuse_again(was, record, another=another)
        if was.started is not None and on.certainly_before(was.started):
            raise NotAllowed(f"The session is dated before {was.title} started ({was.started.words}).")
        meeting = ScheduledSession.of(record, edition_id=was.edition_id)
        uow.sessions.register(meeting, {was.id: record}, {was.id: observation} if observation else None)
    return standing(replace(was, sessions=(*was.sessions, record)), edition)


@journey(Permission.WRITE_RECORD)
def mark_module(
    sitting: Sitting, asked: str, *, module: str, to: ModuleStanding, on: PartialDate, reason: str | None = None
) -> Standing:
    """Record a judgement that a module is done, part-done or waived, and return the standing."""
    if reason is not None:
        check_reason(reason, "The reason")
    refuse_future(on, sitting.today, "The judgement")
    mark = ModuleMark(module=module, standing=to, on=on, by=sitting.user.person.name, reason=reason)
    with sitting.looking_up() as uow:
        found = resolve_intervention(uow, asked)
        edition = describer(sitting, uow)(found)
        require_module(uow, found, edition, module)
    with sitting.writing("intervention mark", found.participant_id, found.id) as uow:
        was = uow.interventions.get(found.id)
        marked = replace(was, marks=(*was.marks, mark))
        uow.interventions.save(marked)
    return standing(marked, edition)


def _refuse_again(was: Intervention, record: SessionRecord, *, another: bool) -> None:
    """Raise NotAllowed where a session of that day stands of which the very same is said."""
    same = next((one for one in was.sessions if _said(one) == _said(record)), None)
    if same is not None and not another:
        raise NotAllowed(
            f"This session of {record.on.words} is recorded already, as {same.id.removeprefix('urn:uuid:')[:8]}.",
            hint="Correct it with `session amend`; for a second session that day say --another.",
        )


def _said(one: SessionRecord) -> tuple[object, ...]:
    return one.on, one.kind, one.attended, one.module, one.number, one.minutes, one.absence, one.catch_up


def require_module(uow: UnitOfWork, found: Intervention, edition: DescribedEdition | None, module: str | None) -> None:
    """Raise NotFound for a module that the edition, as this unit knows it, does not have."""
    known = [one.id for one in edition.plan] if edition else []
    if module is None or module in known:
        return
    later = later_definition(uow, found)
    hint = f"Its modules: {', '.join(known)}." if known else "Its modules are not known; leave it out."
    if later is not None and module in {one.id for one in later.modules}:
        signed = f"A local definition signed off on {later.signed_off_on.words} has it"
        hint = f"{signed}: take that up with {take_up_words(found)}."
    raise NotFound(f"{found.title} has no module {module[:40]!r}.", hint=hint)


def resolve_session(uow: UnitOfWork, asked: str) -> ScheduledSession:
    """Return the session with this id, or whose id starts with these 8 or more digits. Raises NotFound."""
    text = asked.strip()
    found = uow.sessions.starting(text) if len(text) >= 8 else ()
    if len(found) != 1:
        raise NotFound(
            f"{len(found) or 'No'} sessions answer to {text[:60]!r}.",
            hint="Copy the id from `group show` or `intervention show`.",
        )
    return found[0]
