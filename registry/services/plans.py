"""The continuity plan of a participant at this unit: make it, open it, see what changed in it."""

from dataclasses import dataclass, replace

from registry.catalogue.loader import load_travel_terms
from registry.domain.access import Permission
from registry.domain.catalogue import OverlapJudgement, Programme, Sensitivity
from registry.domain.continuity import Case, make_plan
from registry.domain.continuity import Offer as OfferedHere
from registry.domain.dates import PartialDate
from registry.domain.errors import NotFound
from registry.domain.history import History, Origin, Work
from registry.domain.plan import Plan, PlanLine, Trust
from registry.domain.plan_answers import read_answers
from registry.domain.plan_changes import LineChange, carry_on, changes, last_decided, touched
from registry.domain.plan_onward import CameOfIt, came_of, with_recognitions
from registry.services.composing import both
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.plan_ground import Ground, ground_of, overlaps_with
from registry.services.sitting import Sitting, describer
from registry.services.standings import standing_notices, weeks_words
from registry.store.histories import load_history
from registry.store.imports import Imported
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """What differs since an earlier plan, and which decisions no longer rest on what they were taken on."""

    since: PartialDate
    version: int
    lines: tuple[LineChange, ...]
    touched: tuple[LineChange, ...]


def plan_from(
    sitting: Sitting,
    uow: UnitOfWork,
    history: History,
    *,
    capped: bool = False,
    with_trauma: bool = True,
    with_offences: bool = True,
    ground: Ground | None = None,
    received: Imported | None = None,
    newcomer: bool = False,
) -> Plan:
    """Return the plan for a history by today's offer and judgements, with the decisions already taken on its lines.

    `capped` takes every record for what it is until somebody countersigns it, a report: nothing then stands above
    *ask first*, and no decision does. Without `with_trauma` no line proposes trauma-focused work,
    and without `with_offences` none that counts as offence work: such a plan tells what depends on those offers, and
    is itself untrue wherever it does (`travelling_plan`).

    Whoever makes several reads the `ground` and what was `received` about the participant once. A `newcomer` has no
    earlier plan here.
    """
    ground = ground or ground_of(sitting, uow)
    offers = _offers(sitting, ground, history)
    if not with_trauma:
        offers = tuple(offer for offer in offers if offer.edition.sensitivity is not Sensitivity.TRAUMA)
    if not with_offences:
        terms = load_travel_terms().offence
        offers = tuple(offer for offer in offers if not terms.is_offence_edition(offer.edition))
    if capped:
        history = replace(history, work=tuple(_as_interim(work) for work in history.work))
    received = received or uow.imports.beside_work(history.participant.id)
    overlaps, trust = overlaps_with(ground, received)
    plan = make_plan(
        Case(
            history=history,
            establishment=sitting.unit.ref,
            today=sitting.today,
            offers=offers,
            overlaps=overlaps,
            overlap_trust=trust,
            elsewhere=ground.elsewhere,
            programmes=both(sitting.catalogue.programmes, _dropped(sitting, history)),
            needs=sitting.needs,
            need_trust=received.trust,
            responsible=_responsible(sitting, ground, history),
        )
    )
    if capped:
        return plan
    plan = with_recognitions(plan, received.plans)
    before = None if newcomer else uow.plans.newest(history.participant.id)
    return with_answers_read(sitting, uow, history, carry_on(plan, before))


def with_answers_read(
    sitting: Sitting, uow: UnitOfWork, history: History, plan: Plan, *, just_decided: bool = False
) -> Plan:
    """Return the plan with what its answers give to be read with care. `just_decided` plans stand for themselves."""
    answered = [line for line in plan.lines if line.answers]
    if not answered:
        return plan
    kept = uow.plans.all(history.participant.id) if any(line.decision for line in answered) else ()
    sensitive = {line.key for line in answered if is_sensitive(sitting, history, line)}
    return read_answers(plan, (*kept, plan) if just_decided else kept, sensitive=sensitive)


def is_sensitive(sitting: Sitting, history: History, line: PlanLine) -> bool:
    """Whether a line is about trauma-processing or offence-disclosure work, done or not."""
    programme = sitting.catalogue.programmes.get(line.programme_id or "")
    editions = (work.edition for work in history.work if work.intervention.id in line.work)
    known = (*((programme,) if programme else ()), *(one for one in editions if one))
    return any(one.sensitivity is not Sensitivity.NONE for one in known)


def overlaps_known(
    sitting: Sitting, uow: UnitOfWork, participant_id: str
) -> tuple[tuple[OverlapJudgement, ...], dict[str, Trust]]:
    """Return the judgements that a plan for this participant reads, and how far each is trusted (`overlaps_with`)."""
    return overlaps_with(ground_of(sitting, uow), uow.imports.beside_work(participant_id))


@journey(Permission.READ_RECORD, under_glass=True)
def show_plan(sitting: Sitting, asked: str) -> tuple[History, Plan]:
    """Return a participant's history and the plan that follows from it today."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("plan show", participant_id) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        return replace(
            history,
            notices=standing_notices(uow, participant_id),
            weeks_from=weeks_words(uow, participant_id),
        ), plan


@journey(Permission.READ_RECORD, under_glass=True)
def show_plan_changes(sitting: Sitting, asked: str, *, since: int | None = None) -> tuple[History, PlanChanges]:
    """Return what changed since a kept version of the plan: by default the last one in which somebody decided.

    Raises NotFound where no version was kept, or none with this number.
    """
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("plan changes", participant_id) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        now, versions = plan_from(sitting, uow, history), uow.plans.all(participant_id)
    chosen = last_decided(versions)
    if chosen is None:
        raise NotFound("No plan was kept for this participant yet.", hint="A plan is kept when a line is decided.")
    if since is not None:
        if not 1 <= since <= len(versions):
            raise NotFound(f"There is no version {since} of this plan.", hint=f"There are 1 to {len(versions)}.")
        chosen = versions[since - 1]
    return history, PlanChanges(
        since=chosen.made_on,
        version=versions.index(chosen) + 1,
        lines=changes(chosen, now),
        touched=touched(now, versions),
    )


@journey(Permission.READ_RECORD, under_glass=True)
def show_onward(sitting: Sitting, asked: str) -> tuple[History, tuple[CameOfIt, ...]]:
    """Return what earlier units planned, as it came with their summaries, and what the record says came of it."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("plan onward", participant_id) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        return history, came_of(uow.imports.plans_of(participant_id), history)


def _dropped(sitting: Sitting, history: History) -> dict[str, Programme]:
    """What this participant's own work names and the release in use has no more: read, and never planned anew."""
    named = {work.edition.edition_id for work in history.work if work.edition}
    former = sitting.catalogue.former
    return {former[one].id: former[one] for one in sorted(named) if one in former}


def _responsible(sitting: Sitting, ground: Ground, history: History) -> str | None:
    """Who answers for the person here: who leads the work last begun with them here, else a supervisor of the unit."""
    leads = [
        (work.intervention.started.last, one.person.name)
        for work in history.work
        if work.intervention.establishment.id == sitting.unit.id
        and work.intervention.is_running
        and work.intervention.started
        for one in work.intervention.staff
        if one.lead and one.until is None
    ]
    return max(leads)[1] if leads else ground.supervisor


def _as_interim(work: Work) -> Work:
    trust = max(work.source.trust, Trust.INTERIM, key=lambda one: one.rank)
    return replace(work, source=replace(work.source, trust=trust))


def _offers(sitting: Sitting, ground: Ground, history: History) -> tuple[OfferedHere, ...]:
    """What the unit says it offers, and what it has itself delivered to this participant without saying so."""
    delivered = {
        work.edition.programme_id: work.edition
        for work in history.work
        if work.source.origin is Origin.OWN
        and work.edition is not None
        and work.edition.programme_id not in ground.said
        and work.intervention.establishment.id == sitting.unit.id
    }
    return (*ground.offers, *(OfferedHere(edition=edition) for edition in delivered.values()))
