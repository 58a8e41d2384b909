"""Record a session: the first journey, and the one made most often."""

from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, Recorded, refuse_future
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import Standing, standing
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.intervention import Intervention
from registry.domain.reasons import AbsenceReason
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind, SessionRecord
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.sitting import Sitting, describer, new_id


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
    recorded: Recorded = Recorded.AT_THE_TIME,
) -> Standing:
    """Record one participant at one session and return the standing of the intervention.

    Raises NotAllowed when the intervention is not in progress, NotFound for a module the plan does not have.
    """
    refuse_future(on, sitting.today, "The session")
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
        recorded=recorded,
    )

    with sitting.looking_up() as uow:
        found = resolve_intervention(uow, asked)
        edition = describer(sitting, uow)(found)
    _require_module(found, edition, module)
    with sitting.writing("session add", found.participant_id, found.id) as uow:
        was = uow.interventions.get(found.id)
        if not was.is_running:
            raise NotAllowed(f"{was.title} is {was.state}, not in progress.", hint="Use `intervention open` first.")
        if was.started is not None and on.certainly_before(was.started):
            raise NotAllowed(f"The session is dated before {was.title} started ({was.started.words}).")
        uow.sessions.register(ScheduledSession.of(record, edition_id=was.edition_id), {was.id: record})
    return standing(replace(was, sessions=(*was.sessions, record)), edition)


@journey(Permission.WRITE_RECORD)
def mark_module(
    sitting: Sitting, asked: str, *, module: str, to: ModuleStanding, on: PartialDate, reason: str | None = None
) -> Standing:
    """Record a judgement that a module is done, part-done or waived, and return the standing."""
    refuse_future(on, sitting.today, "The judgement")
    mark = ModuleMark(module=module, standing=to, on=on, by=sitting.user.person.name, reason=reason)
    with sitting.looking_up() as uow:
        found = resolve_intervention(uow, asked)
        edition = describer(sitting, uow)(found)
    _require_module(found, edition, module)
    with sitting.writing("intervention mark", found.participant_id, found.id) as uow:
        was = uow.interventions.get(found.id)
        marked = replace(was, marks=(*was.marks, mark))
        uow.interventions.save(marked)
    return standing(marked, edition)


def _require_module(found: Intervention, edition: DescribedEdition | None, module: str | None) -> None:
    known = [one.id for one in edition.plan] if edition else []
    if module is not None and module not in known:
        raise NotFound(
            f"{found.title} has no module {module[:40]!a}.",
            hint=f"Its modules: {', '.join(known)}." if known else "Its modules are not known; leave it out.",
        )
