"""The life of an intervention: referred, opened, held, closed; and opening it."""

from dataclasses import replace

from registry.catalogue.search import named_edition
from registry.domain.access import Permission
from registry.domain.catalogue import Programme, Sensitivity, programme_of
from registry.domain.choice_words import refuse_choice
from registry.domain.closure import Closure, Outcome
from registry.domain.course_trace import Reopening
from registry.domain.dates import PartialDate, Recorded, check_order, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.history import Work
from registry.domain.intervention import SAYS_WHY, Delivery, Intervention, State, StateMove, check_transition
from registry.domain.local_ids import code_of
from registry.domain.needs import require_need
from registry.domain.participant import Sex
from registry.domain.parts_given import parts_meant
from registry.domain.people import EstablishmentRef
from registry.domain.place_words import refuse_place
from registry.domain.programme_names import programmes_meant, programmes_named
from registry.domain.reasons import StopReason
from registry.domain.repeat import RepeatReason
from registry.domain.text import check_reason
from registry.domain.wording import state_words
from registry.services.beginning import begun, guard_referral, guard_start, keep_opening, keep_referral, moved, with_me
from registry.services.completing import refuse_outcome, with_definition
from registry.services.deaths import refuse_after_death
from registry.services.journeys import journey
from registry.services.later_definitions import later_definition
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, describer, new_id
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork

# What cannot be said of treatment that nobody began.
# Reasons that the plan takes for clinical ones: what somebody chose is never filed among them.
_CLINICAL = (StopReason.CONTRA_INDICATED, StopReason.LACKS_CAPACITY)


@journey(Permission.WRITE_RECORD)
def refer_intervention(
    sitting: Sitting,
    asked: str,
    *,
    edition: str | None,
    title: str | None = None,
    delivery: Delivery,
    on: PartialDate,
    needs: tuple[str, ...] = (),
    shape: str | None = None,
    establishment: EstablishmentRef | None = None,
    components: tuple[str, ...] = (),
    missing_components: tuple[str, ...] = (),
    adjustments: tuple[str, ...] = (),
    setting: str | None = None,
    state_at_the_time: str | None = None,
    planned_sessions: int | None = None,
    referred_by: str | None = None,
    recorded: Recorded = Recorded.AT_THE_TIME,
    again_because: RepeatReason | None = None,
    again_words: str | None = None,
) -> Intervention:
    """Record a referral and return the intervention. Without an edition a title is enough: match it later.

    `referred_by` says who referred, the signed-in person where nothing is said; of what is reported from elsewhere it
    is not known. The unit's newest local definition of the edition is laid beside it. One intervention per programme
    may be active, beside what is reported of other places. Raises NotFound for an unknown programme, edition, shape,
    part or need.

    Work at this unit that would repeat what was done, runs elsewhere or is asked about stops here with NotAllowed until
    somebody says why: `again_because` and `again_words`, which stay with the record. What is only written down of the
    past repeats nothing. Work that the participant does not want now, or all of whose needs, is not referred to until
    they were asked and it is on record that they want it; a refresher is their own choice.
    """
    refuse_future(on, sitting.today, "The referral")
    for need in needs:
        require_need(sitting.needs, need)
    edition_id: str | None = None
    default_needs: tuple[str, ...] = ()
    programme: Programme | None = None
    if edition is not None:
        programme, found = named_edition(sitting.catalogue, edition)
        if sitting.catalogue.is_dropped(found) and recorded is not Recorded.REPORTED:
            raise NotAllowed(
                f"{code_of(found.id)} is not in the catalogue any more; it is read in older records only.",
                hint="Choose its successor; what was done elsewhere is entered with --recorded reported.",
            )
        edition_id, default_needs, title = found.id, programme.needs, title or programme.title
        if shape is not None and shape not in {one.id for one in found.shapes}:
            raise NotFound(
                f"{found.id} has no delivery shape {shape[:40]!r}.", hint=f"See `catalogue show {found.id}`."
            )
        components = parts_meant(found.components, components)
        missing_components = parts_meant(found.components, missing_components)
        missing = {one.id for one in found.components} - set(components)
        if components and not missing_components:
            missing_components = tuple(sorted(missing & {one.id for one in found.components if one.required}))
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
        definitions = uow.local_definitions.for_edition(edition_id) if edition_id else ()
        if recorded is Recorded.AT_THE_TIME:
            refuse_after_death(uow, participant_id)
    here = establishment is None or establishment.id == sitting.here.id
    ours = here and recorded is not Recorded.REPORTED
    by = referred_by or (sitting.user.person.name if ours else None)
    intervention = Intervention(
        id=new_id(),
        participant_id=participant_id,
        title=title or "",
        establishment=establishment or sitting.here,
        edition_id=edition_id,
        shape_id=shape,
        local_definition_id=definitions[-1].id if definitions and here else None,
        delivery=delivery,
        state=State.REFERRED,
        referred=on,
        needs=needs or default_needs,
        components=components,
        missing_components=missing_components,
        adjustments=adjustments,
        setting=setting,
        state_at_the_time=state_at_the_time,
        planned_sessions=planned_sessions,
        moves=(StateMove(to=State.REFERRED, on=on, by=by),) if by else (),
        recorded=recorded,
    )
    with sitting.looking_up() as uow:
        refuse_second_open(uow, intervention)
    if here and recorded is Recorded.AT_THE_TIME:
        intervention = guard_referral(sitting, intervention, reason=again_because, words=again_words)
    with sitting.writing("intervention refer", participant_id, intervention.id) as uow:
        keep_referral(sitting, uow, intervention, programme)
    return intervention


@journey(Permission.WRITE_RECORD)
def open_intervention(
    sitting: Sitting,
    asked: str,
    *,
    on: PartialDate,
    again_because: RepeatReason | None = None,
    again_words: str | None = None,
) -> Intervention:
    """Start an intervention, or go on after a hold, and return it. A closed one is opened again by a reason.

    What came to be known since the referral may make it a repeat: then it stops as a referral does.
    """
    refuse_future(on, sitting.today, "The start")
    with sitting.looking_up() as uow:
        was = resolve_intervention(uow, asked)
    if was.state is State.CLOSED:
        raise NotAllowed(f"{was.title} is closed.", hint="Use `intervention reopen` with the reason.")
    opened = begun(sitting, was, on=on)
    opened = guard_start(sitting, was, opened, reason=again_because, words=again_words)
    with sitting.writing("intervention open", was.participant_id, was.id) as uow:
        keep_opening(uow, was, opened)
    return opened


@journey(Permission.WRITE_RECORD)
def reopen_intervention(sitting: Sitting, asked: str, *, on: PartialDate, because: str) -> Intervention:
    """Open a closed intervention again and return it; how it stood closed stays in it.

    Raises NotAllowed for one that is not closed, and where the programme is running for the participant already.
    """
    check_reason(because, "The reason")
    refuse_future(on, sitting.today, "The reopening")
    with sitting.looking_up() as uow:
        found = resolve_intervention(uow, asked)
    with sitting.writing("intervention reopen", found.participant_id, found.id) as uow:
        was = uow.interventions.get(found.id)
        if was.closure is None:
            raise NotAllowed(f"{was.title} is not closed.", hint="Use `intervention open`.")
        check_transition(was.state, State.IN_PROGRESS)
        check_order(was.closure.on, on, "The reopening")
        refuse_second_open(uow, was)
        reopening = Reopening(on=on, by=sitting.user.person.name, because=because, closure=was.closure)
        opened = replace(
            was,
            state=State.IN_PROGRESS,
            started=was.started or on,
            staff=with_me(was, sitting, on),
            closure=None,
            reopenings=(*was.reopenings, reopening),
        )
        uow.interventions.save(opened)
    return opened


@journey(Permission.WRITE_RECORD)
def move_intervention(
    sitting: Sitting, asked: str, to: State, *, on: PartialDate, because: str | None = None
) -> Intervention:
    """Move an intervention to another state on a day, such as assessing, waiting or on hold, and return it.

    On hold, not suitable and suitable but not ready are refused without a reason, and *not suitable* with one that
    speaks of what the participant wants. To go in progress is to open it.
    """
    if because is not None:
        check_reason(because, "The reason")
    refuse_future(on, sitting.today, "The step")
    with sitting.looking_up() as uow:
        was = resolve_intervention(uow, asked)
    check_transition(was.state, to)
    if to is State.CLOSED:
        raise NotAllowed("An intervention is closed with its outcome.", hint="Use `intervention close`.")
    if to is State.IN_PROGRESS:
        raise NotAllowed("Treatment starts, or goes on after a hold, with its day.", hint="Use `intervention open`.")
    if to in SAYS_WHY and because is None:
        raise NotAllowed(
            f"{was.title} is to be {state_words(to)}, without a reason.", hint='Say why with --reason "...".'
        )
    if to is State.NOT_SUITABLE and because is not None:
        refuse_choice(because, "Their choice is recorded with `need add --not-wanted`, or closes it.")
    stepped = moved(sitting, was, to, on=on, because=because)
    with sitting.writing(f"intervention {to}", was.participant_id, was.id) as uow:
        uow.interventions.save(stepped)
    return stepped


@journey(Permission.WRITE_RECORD)
def close_intervention(
    sitting: Sitting,
    asked: str,
    closure: Closure,
    *,
    recommended: str | None = None,
    opened_not_closed: str | None = None,
    helps_after: str | None = None,
    met_because: str | None = None,
) -> Intervention:
    """Close an intervention with its outcome and return it.

    Completion needs a completion definition and a named judge; the definition is taken from the edition or the
    unit's local definition. Raises NotAllowed where there is neither, and where a module that it asks for is not
    recorded as done or waived, unless `met_because` has the judge's own words why it is met all the same: they are
    kept as the note of the closure. Raises it too for a note on a clinical reason that speaks of the person's choice,
    and where what was opened, or for trauma and offence-disclosure work what is left or recommended, names a session or
    what a memory holds.
    """
    refuse_future(closure.on, sitting.today, "The closure")
    with sitting.looking_up() as uow:
        was = resolve_intervention(uow, asked)
        edition = describer(sitting, uow)(was)
        later = later_definition(uow, was)
    check_transition(was.state, State.CLOSED)
    check_order(was.started or was.referred, closure.on, "The closure")
    if was.moves:
        check_order(was.moves[-1].on, closure.on, "The closure, after the step before")
    for session in was.sessions:
        check_order(session.on, closure.on, "The closure, after the last session")
    if closure.recorded is not Recorded.REPORTED:
        refuse_outcome(was, edition, closure.outcome, later=later)
    if closure.reason in _CLINICAL and closure.reason_note and closure.recorded is not Recorded.REPORTED:
        refuse_choice(closure.reason_note, "Close it with --reason chose-to-stop and their own words.")
    # Something is opened and not closed in such work only, also where nobody has matched it yet.
    refuse_place(opened_not_closed)
    if edition is not None and edition.sensitivity is not Sensitivity.NONE:
        refuse_place(closure.left_to_do, recommended)
    if closure.outcome is Outcome.COMPLETED and closure.recorded is not Recorded.REPORTED:
        closure = with_definition(was, edition, closure, met_because, later=later)
    elif met_because is not None:
        raise InvalidValue("Only what is completed here meets a completion definition.", hint="Leave that out.")
    if was.establishment.id != sitting.unit.id:
        # Whoever writes down how a course elsewhere ended did not end it.
        closure = replace(closure, closed_by=was.establishment.name)
    closed = replace(
        was,
        state=State.CLOSED,
        closure=closure,
        recommended=recommended or was.recommended,
        opened_not_closed=opened_not_closed or was.opened_not_closed,
        helps_after=helps_after or was.helps_after,
    )
    with sitting.writing("intervention close", was.participant_id, was.id) as uow:
        uow.interventions.save(closed)
    return closed


@journey(Permission.READ_RECORD, under_glass=True)
def show_intervention(sitting: Sitting, asked: str) -> Work:
    """Return one intervention with its edition as its own unit knows it, own or imported."""
    with sitting.looking_up() as uow:
        imported = uow.imports.work_starting(asked)
        owner, wanted = imported if imported else _own(resolve_intervention(uow, asked))
    with sitting.reading("intervention show", owner, wanted) as uow:
        history = load_history(uow, owner, describer(sitting, uow))
    return next(work for work in history.work if work.intervention.id == wanted)


def refuse_second_open(uow: UnitOfWork, work: Intervention, *, edition_id: str | None = None) -> None:
    """Raise NotAllowed when the participant has another open intervention on this one's programme, or on that of
    `edition_id`, to which it is about to be matched.

    What is reported of one place stands beside what is open at another: where reports differ, both are shown.
    """
    programme = programme_of(edition_id or work.edition_id or "")
    for one in uow.interventions.of(work.participant_id):
        if (
            one.id == work.id
            or one.state is State.CLOSED
            or not programme
            or programme_of(one.edition_id or "") != programme
        ):
            continue
        if work.recorded is not Recorded.REPORTED or one.establishment.is_same_place(work.establishment):
            raise NotAllowed(
                f"There is an open intervention on {code_of(programme)} already.",
                hint=f"Use it, or close it first: `intervention show {one.id.removeprefix('urn:uuid:')[:8]}`.",
            )


def resolve_intervention(uow: UnitOfWork, asked: str) -> Intervention:
    """Return the intervention with this id, or whose id starts with these 8 or more digits. Raises NotFound."""
    text = asked.strip()
    if text.startswith("urn:uuid:"):
        return uow.interventions.get(text)
    found = uow.interventions.starting(text)
    if len(found) != 1:
        raise NotFound(
            f"{len(found) or 'No'} interventions answer to {text[:60]!r}.", hint="Copy the id from `participant show`."
        )
    return found[0]


@journey(Permission.WRITE_RECORD)
def referral_cautions(sitting: Sitting, asked: str) -> tuple[str, ...]:
    """Return what to look at twice in a referral: whom the programme was designed for, and who the participant is."""
    with sitting.looking_up() as uow:
        work = resolve_intervention(uow, asked)
        sex = uow.participants.get(work.participant_id).sex
    if work.edition_id is None:
        return _programmes_titled(sitting, work)
    programme, _ = sitting.catalogue.edition(work.edition_id)
    designed = programme.suitability.sex
    if designed not in ("female", "male") or sex.value == designed:
        return ()
    for_whom = "women" if designed == "female" else "men"
    recorded = "not recorded" if sex is Sex.NOT_RECORDED else f"recorded as {sex}"
    return (f"Look twice: {programme.title} was designed for {for_whom}; this participant's sex is {recorded}.",)


def _programmes_titled(sitting: Sitting, work: Intervention) -> tuple[str, ...]:
    """Say which programme the title of a referral names as a whole; of a name that several may share, each of them."""
    meant = programmes_meant(sitting.catalogue.programmes.values(), work.title)
    match = f"`intervention match {work.id.removeprefix('urn:uuid:')[:8]}"
    if len(meant) > 1:
        each = "; ".join(f"{one.title}, {match} {code_of(one.newest.id)}`" for one in meant)
        return (f"{len(meant)} programmes may be meant, and the title does not tell them apart: {each}.",)
    if named := programmes_named(meant, work.title):
        return (f"{named[0].title} is in the catalogue: if that is meant, {match} {code_of(named[0].id)}`.",)
    return ()


def _own(intervention: Intervention) -> tuple[str, str]:
    return intervention.participant_id, intervention.id
