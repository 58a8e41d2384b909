"""The repeat guard before treatment begins, and the refreshers that participants ask for."""

from dataclasses import replace
from typing import Any

from registry.catalogue.search import known_programmes, named_edition, programmes_called
from registry.domain.access import Permission
from registry.domain.catalogue import programme_of
from registry.domain.continuity import Case
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.history import History
from registry.domain.intervention import Intervention
from registry.domain.not_wanted import not_wanted, wanted_again
from registry.domain.plan import Plan
from registry.domain.refresher import Refresher, RefresherAnswer
from registry.domain.repeat import Repeat, RepeatReason, RepeatStop
from registry.domain.repeat_guard import Already, already, told_of
from registry.domain.text import check_reason
from registry.services.deaths import refuse_after_death
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.plans import overlaps_known, plan_from
from registry.services.sitting import Sitting, describer, new_id
from registry.services.standings import told_of_and_withdrawn
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


def guard_repeat(
    sitting: Sitting,
    intervention: Intervention,
    *,
    reason: RepeatReason | None,
    words: str | None,
    edition_id: str | None = None,
) -> Repeat | None:
    """Return why this intervention repeats what was done, or None where it repeats nothing. `edition_id` is what it is
    about to be matched to, where that is not its own.

    Where it does and nobody said why, the stop is written down for the count and NotAllowed says what was done, where
    and when. Raises InvalidValue for a reason without words, or for a reason where nothing is repeated.
    """
    if (reason is None) != (words is None):
        raise InvalidValue(
            "Doing something again has a reason and a sentence.", hint="Give --again-because and --words."
        )
    editions = (edition_id,) if edition_id else _editions(sitting, intervention)
    if not editions:
        return None
    with sitting.looking_up() as uow:
        history = load_history(uow, intervention.participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        by_edition = {one: _repeated(sitting, uow, intervention, history, plan, one) for one in editions}
    programme = programme_of(next((one for one, repeated in by_edition.items() if repeated), editions[0]))
    found = tuple(dict.fromkeys(one for repeated in by_edition.values() for one in repeated))
    records = tuple(dict.fromkeys(record for one in found for record in one.records))
    today = PartialDate.of(sitting.today)
    if not found:
        if reason is not None and (edition_id or intervention.edition_id):
            raise InvalidValue("Nothing is repeated here, so there is nothing to give a reason for.")
        return None
    if reason is not None and words is not None:
        check_reason(words, "The reason for doing it again")
        return Repeat(reason=reason, words=words, by=sitting.user.person, on=today, of=records)
    stop = RepeatStop(
        id=new_id(), participant_id=intervention.participant_id, programme_id=programme, on=today, of=records
    )
    # What somebody's treatment is called is no business of who reads the audit: it stands in the record of the stop.
    with sitting.writing("repeat guard", intervention.participant_id, stop.id, outcome="stopped") as uow:
        uow.repeat_stops.add(stop)
    raise NotAllowed(
        f"Stopped before it is done again. {' '.join(one.said for one in found)}",
        hint=f"To go on, give --again-because and --words. Reasons: {', '.join(RepeatReason)}.",
    )


def guard_choice(sitting: Sitting, intervention: Intervention) -> None:
    """Raise NotAllowed, with what the participant said, where they do not want this work now or anything it is for.

    Work begun under a title alone is the programme, or each of the programmes, that the title names exactly.
    The way on is to ask them, and to record that they want it: nobody's reason stands in for theirs.
    """
    with sitting.looking_up() as uow:
        history = load_history(uow, intervention.participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        editions = _editions(sitting, intervention)
        before = [one for each in editions for one in _repeated(sitting, uow, intervention, history, plan, each)]
    in_force = Case(history=history, establishment=sitting.unit.ref, today=sitting.today).in_force
    programmes = [programme_of(one) for one in editions] or [""]
    aims = {one: intervention.needs or _needs_of(sitting, one) for one in programmes}
    found = next((no for one in programmes if (no := not_wanted(plan, in_force, one, aims[one]))), None)
    if found is not None:
        said, line = found
        done = f" It would also be a repeat. {' '.join(one.said for one in before)}" if before else ""
        raise NotAllowed(
            f"Not wanted now. {said}{done}",
            hint=f"Ask the participant. When they want it, say so on the line: `plan decide … {line.key} "
            f"{wanted_again(line)}`; then refer.",
        )


def _needs_of(sitting: Sitting, programme_id: str) -> tuple[str, ...]:
    programme = sitting.catalogue.programmes.get(programme_id)
    return programme.needs if programme else ()


def _editions(sitting: Sitting, intervention: Intervention) -> tuple[str, ...]:
    """Return what an intervention is of: its edition; else the newest of each programme that its title names exactly.

    Work is often begun under a name and matched later: done twice under a name is done twice.
    """
    if intervention.edition_id:
        return (intervention.edition_id,)
    return tuple(one.newest.id for one in programmes_called(sitting.catalogue, intervention.title))


def _repeated(
    sitting: Sitting, uow: UnitOfWork, intervention: Intervention, history: History, plan: Plan, edition_id: str
) -> tuple[Already, ...]:
    judged, _ = overlaps_known(sitting, uow, intervention.participant_id)
    known = known_programmes(sitting.catalogue)
    found = already(plan, history, judged, edition_id, programmes=known, apart_from=intervention.id)
    gone = told_of_and_withdrawn(uow, intervention.participant_id)
    own = [work.intervention for work in history.work] if gone else []
    return (*found, *told_of(gone, own, edition_id, apart_from=intervention.id))


def count_as_given(uow: UnitOfWork, intervention: Intervention) -> None:
    """Note the refresher that this intervention gives: the one asked for, else one asked for and given on that day."""
    if intervention.repeat is None or intervention.repeat.reason is not RepeatReason.REFRESHER:
        return
    programme = programme_of(intervention.edition_id or "")
    if not programme:
        return  # Begun under a name alone: counted when it is matched.
    given: dict[str, Any] = {
        "answer": RefresherAnswer.GIVEN,
        "answered_on": intervention.repeat.on,
        "answered_by": intervention.repeat.by.name,
    }
    for one in uow.refreshers.of(intervention.participant_id):
        if one.programme_id == programme and one.answer is RefresherAnswer.WAITING:
            uow.refreshers.save(replace(one, **given))
            return
    uow.refreshers.add(
        Refresher(
            id=new_id(),
            participant_id=intervention.participant_id,
            programme_id=programme,
            asked_on=intervention.repeat.on,
            words=intervention.repeat.words,
            **given,
        )
    )


@journey(Permission.WRITE_RECORD)
def ask_refresher(
    sitting: Sitting, asked: str, *, programme: str, on: PartialDate, words: str | None = None
) -> Refresher:
    """Record that a participant asked for a refresher, and return it. Raises NotFound for an unknown programme."""
    refuse_future(on, sitting.today, "The wish")
    found, _ = named_edition(sitting.catalogue, programme)
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
        refuse_after_death(uow, participant_id)
    refresher = Refresher(id=new_id(), participant_id=participant_id, programme_id=found.id, asked_on=on, words=words)
    with sitting.writing("refresher ask", participant_id, refresher.id) as uow:
        uow.refreshers.add(refresher)
    return refresher


@journey(Permission.DECIDE_PLAN)
def answer_refresher(
    sitting: Sitting, asked: str, answer: RefresherAnswer, *, on: PartialDate, because: str | None = None
) -> Refresher:
    """Give or refuse a refresher and return it. A refusal has a reason. Raises NotFound and NotAllowed."""
    refuse_future(on, sitting.today, "The answer")
    with sitting.looking_up() as uow:
        found = uow.refreshers.starting(asked)
        if len(found) != 1:
            raise NotFound(f"{len(found)} refreshers answer to {asked[:60]!r}.", hint="See `refresher list`.")
        was = found[0]
    if was.answer is not RefresherAnswer.WAITING:
        raise NotAllowed(f"This refresher was {was.answer} already.")
    if because is not None:
        check_reason(because, "The reason")
    now = replace(was, answer=answer, answered_on=on, answered_by=sitting.user.person.name, because=because)
    with sitting.writing("refresher answer", was.participant_id, was.id) as uow:
        uow.refreshers.save(now)
    return now


@journey(Permission.READ_RECORD, under_glass=True)
def list_refreshers(sitting: Sitting, asked: str) -> tuple[Refresher, ...]:
    """Return what a participant asked to be refreshed, and what came of it."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("refresher list", participant_id) as uow:
        return uow.refreshers.of(participant_id)
