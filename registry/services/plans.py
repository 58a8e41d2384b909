"""The continuity plan of a participant at this unit: make it, open it, decide its lines."""

from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.continuity import Case, make_plan
from registry.domain.continuity import Offer as OfferedHere
from registry.domain.dates import PartialDate
from registry.domain.described_edition import describe
from registry.domain.history import History, Origin
from registry.domain.plan import Choice, Decision, Discussed, LineKind, Plan
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, describer
from registry.services.standings import no_longer_standing
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


def plan_from(sitting: Sitting, uow: UnitOfWork, history: History) -> Plan:
    """Return the plan for a history by today's offer and judgements, with the decisions already taken on its lines."""
    plan = make_plan(
        Case(
            history=history,
            establishment=sitting.unit.ref,
            today=sitting.today,
            offers=_offers(sitting, uow, history),
            overlaps=tuple(uow.overlaps.all()),
            programmes=sitting.catalogue.programmes,
            needs=sitting.needs,
            need_trust=uow.imports.trust_of(history.participant.id),
        )
    )
    earlier = uow.plans.newest(history.participant.id)
    if earlier is None:
        return plan
    decided = {(line.key, line.kind): line.decision for line in earlier.lines if line.decision}
    return replace(plan, lines=tuple(replace(line, decision=decided.get((line.key, line.kind))) for line in plan.lines))


@journey(Permission.READ_RECORD)
def show_plan(sitting: Sitting, asked: str) -> tuple[History, Plan]:
    """Return a participant's history and the plan that follows from it today."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("plan show", participant_id) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        return replace(history, notices=no_longer_standing(uow, participant_id)), plan


@journey(Permission.DECIDE_PLAN)
def decide_line(
    sitting: Sitting,
    asked: str,
    key: str,
    *,
    choice: Choice,
    reason: str,
    discussed: Discussed,
    discussed_words: str | None = None,
    changed_to: LineKind | None = None,
) -> Plan:
    """Record the signed-in clinician's decision on one line and return the plan. Raises NotFound for the line."""
    decision = Decision(
        choice=choice,
        reason=reason,
        by=sitting.user.person,
        on=PartialDate.of(sitting.today),
        discussed=discussed,
        discussed_words=discussed_words,
        changed_to=changed_to,
    )
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("plan decide", participant_id) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        decided = plan.decided(key, decision)
        uow.plans.put(decided)
    return decided


def _offers(sitting: Sitting, uow: UnitOfWork, history: History) -> tuple[OfferedHere, ...]:
    """What the unit says it offers, and what it has itself delivered to this participant without saying so."""
    offered = []
    local = {definition.edition_id: definition for definition in uow.local_definitions.all()}
    today = PartialDate.of(sitting.today)
    for offer in uow.offers.all():
        if offer.until is not None and offer.until.certainly_before(today):
            continue
        programme, edition = sitting.catalogue.edition(offer.edition_id)
        offered.append(
            OfferedHere(
                edition=describe(
                    programme,
                    edition,
                    shape_id=offer.shape_id,
                    local=local.get(edition.id),
                    delivered=today,
                ),
                next_start=offer.next_start,
                places=offer.places,
                joins_within_weeks=offer.joins_within_weeks,
                individual=offer.individual,
            )
        )
    said = {offer.edition_id.split("/")[0] for offer in uow.offers.all()}
    delivered = {
        work.edition.programme_id: work.edition
        for work in history.work
        if work.source.origin is Origin.OWN
        and work.edition is not None
        and work.edition.programme_id not in said
        and work.intervention.establishment.id == sitting.unit.id
    }
    return (*offered, *(OfferedHere(edition=edition) for edition in delivered.values()))
