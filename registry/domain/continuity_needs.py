"""What becomes of a need: what this unit offers for it and whether that fits the person, and the lines that follow.

Suitability is read from the catalogue and from what is known of the person. What is not known never becomes *no*:
it becomes something to read with care.
"""

from typing import Any

from registry.domain.catalogue import Kind, Programme, Sensitivity
from registry.domain.continuity_case import STANDINGS, TRUSTED, Case, Offer, OpenNeed, Piece, Unfit, is_waiting
from registry.domain.continuity_form import Lines, slug
from registry.domain.continuity_lines import ASK_WITHIN_DAYS
from registry.domain.continuity_resume import ANSWER_WITHIN_DAYS
from registry.domain.continuity_words import evidence_of, in_days, joined, label, need_evidence, waited
from registry.domain.history import Work
from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.participant import Known, Sex
from registry.domain.people import Tier
from registry.domain.plan import LineKind, PlanLine, Trust

# A line of these kinds looks after its needs: nothing else is started for them meanwhile.
_COVERS = (LineKind.RESUME, LineKind.BUILD_ON, LineKind.MAINTAIN, LineKind.START, LineKind.ASK_FIRST)
# The catalogue's word for a tier: programmes known in such a place are named first. Where there is none, in any order.
_SETTINGS = {
    Tier.HIGH: "high-secure",
    Tier.MEDIUM: "medium-secure",
    Tier.LOW: "low-secure",
    Tier.PRISON: "custody",
    Tier.COMMUNITY: "community",
}
# Rules whose *not advised* answers the need itself and not only one course of work.
_ANSWERS = ("contra-indicated", "advice-against-now", "offence-work-untried")


def open_needs(case: Case) -> tuple[str, ...]:
    """Return the needs that want something done: judged outstanding or present, then only waited for elsewhere."""
    in_force = case.needs_in_force()
    judged = [need for one in STANDINGS[:2] for need, record in in_force.items() if record.standing is one]
    waits = [need for work in _waiting(case) for need in _aims(work)]
    return tuple(dict.fromkeys((*judged, *(need for need in waits if need not in in_force))))


def open_need(case: Case, need: str, pieces: tuple[Piece, ...], lines: tuple[PlanLine, ...]) -> OpenNeed:
    """Look at one need in the light of the lines so far."""
    record = case.needs_in_force().get(need)
    under = tuple(line for line in lines if line.need == need or need in line.also_for)
    planned = {line.programme_id for line in lines if line.kind is not LineKind.KEEP_GOING}
    offers = [offer for offer in case.offers if need in offer.edition.needs and offer.edition.kind is Kind.TREATMENT]
    halted = any(line.rule == "contra-indicated" for line in under)
    fits = {id(offer): _halted(offer) if halted else _unfit(case, offer, pieces) for offer in offers}
    fresh = [offer for offer in offers if offer.edition.programme_id not in planned]
    return OpenNeed(
        need=need,
        record=record,
        older=tuple(one for one in case.history.needs if one.need == need and one is not record),
        waiting=tuple(work for work in _waiting(case) if need in _aims(work)),
        lines=under,
        is_covered=any(
            line.kind in _COVERS or (line.kind is LineKind.CREDIT and _is_after(line, record)) for line in under
        ),
        is_answered=any(
            line.kind in (LineKind.NOT_WANTED, LineKind.NOT_AVAILABLE)
            or (line.kind is LineKind.NOT_ADVISED and line.rule in _ANSWERS)
            for line in under
        ),
        suitable=tuple(
            sorted(
                (offer for offer in fresh if fits[id(offer)] is None),
                # What was made for this need goes before what also touches it; else the unit's own order.
                key=lambda offer: offer.edition.needs.index(need) if need in offer.edition.needs else 0,
            )
        ),
        unfit=tuple(unfit for offer in fresh if (unfit := fits[id(offer)]) is not None),
        unsettled=tuple(offer for offer in fresh if _prerequisite(case, offer, pieces) is Known.UNKNOWN),
        repeats=tuple(offer for offer in offers if offer.edition.programme_id in planned),
    )


def not_wanted_need(case: Case, need: OpenNeed, code: str) -> Lines:
    """The participant's choice about a need, in their words."""
    choice = need.record.choice if need.record else None
    if choice is None:
        return ()
    again = choice.ask_again or in_days(case, ASK_WITHIN_DAYS)
    line = _line(
        case,
        need,
        code,
        LineKind.NOT_WANTED,
        reason=f"On {choice.on.words} the participant said that they do not want this now; ask again on {again.words}.",
        would_change="The participant saying that they want it.",
        words=choice.words,
        due=again,
    )
    return (line,)


def not_advised_need(case: Case, need: OpenNeed, code: str) -> Lines:
    """A clinician's reason against any work on a need now."""
    record = need.record
    if record is None:
        return ()
    line = _line(
        case,
        need,
        code,
        LineKind.NOT_ADVISED,
        reason=f"On {record.on.words} {record.by} advised against it for now: {record.not_advised_because}",
        would_change="A clinician's later judgement that the reason no longer holds.",
    )
    return (line,)


def start(case: Case, need: OpenNeed, code: str) -> Lines:
    """The first suitable offer, in the order in which the unit gives them; the others are named beside it."""
    offer, *others = need.suitable
    title = offer.edition.title
    credited = any(line.kind is LineKind.CREDIT for line in need.lines)
    so_far = "after the work that was completed" if credited else "nothing recorded covers it"
    line = _line(
        case,
        need,
        code,
        LineKind.START,
        title=title,
        programme_id=offer.edition.programme_id,
        also_for=tuple(one for one in offer.edition.needs if one != need.need),
        reason=f"{_why_open(case, need)}, {so_far}, and {case.establishment.name} delivers {title}.",
        would_change="A record of work that covers it, the participant's choice, or clinical reasons against it.",
        first_cautions=(*_about_the_offer(case, need, offer), *_instead(others)),
        due=offer.next_start,
    )
    return (line,)


def not_suitable(case: Case, need: OpenNeed, code: str) -> Lines:
    """Each offer that does not fit, with its reason; and who could offer something that does."""
    return (*_each_unfit(case, need, code, for_now=False), *not_available(case, need, code))


def not_yet(case: Case, need: OpenNeed, code: str) -> Lines:
    """Offers that would fit once something else has happened."""
    return _each_unfit(case, need, code, for_now=True)


def not_available(case: Case, need: OpenNeed, code: str) -> Lines:
    """Need present, nothing offered: who could, who is asked, by when. Counted for the service, not the person."""
    here, setting = case.establishment.name, _SETTINGS.get(case.establishment.tier)
    credited = need.repeats and any(line.kind is LineKind.CREDIT for line in need.lines)
    done = {work.edition.programme_id for work in case.history.work if work.edition}
    could = [
        programme.title
        for programme in sorted(case.programmes.values(), key=lambda one: setting not in one.settings)
        if need.need in programme.needs
        and programme.kind is Kind.TREATMENT
        and not case.is_withdrawn(programme.id)
        and programme.id not in done
        and not mismatch(case, programme)
    ]
    what = "what it delivers for it is done already" if credited else "nothing that fits is delivered"
    line = _line(
        case,
        need,
        code,
        LineKind.NOT_AVAILABLE,
        reason=f"{_why_open(case, need)}, and at {here} {what}.",
        would_change=f"{here} delivering something for it, or another unit taking it on.",
        who_could=tuple(f"a unit that delivers {title}" for title in could[:3]) or ("a unit that treats this need",),
        who_is_asked=f"the service lead of {here}",
        due=in_days(case, ANSWER_WITHIN_DAYS),
    )
    return (line,)


def _each_unfit(case: Case, need: OpenNeed, code: str, *, for_now: bool) -> Lines:
    return tuple(
        _line(
            case,
            need,
            code,
            LineKind.NOT_ADVISED,
            title=unfit.offer.edition.title,
            programme_id=unfit.offer.edition.programme_id,
            reason=f"{unfit.offer.edition.title} is delivered here, but {unfit.because}.",
            would_change="A correction of the record, or a named clinician's dated judgement that it fits.",
        )
        for unfit in need.unfit
        if unfit.for_now is for_now
    )


def _halted(offer: Offer) -> Unfit:
    """After a clinical reason against one course, another for the same need waits for a clinician's word."""
    because = (
        "other work on this need was stopped for clinical reasons, and nobody has judged yet that these have passed"
    )
    return Unfit(offer=offer, because=because, for_now=True)


def _unfit(case: Case, offer: Offer, pieces: tuple[Piece, ...]) -> Unfit | None:
    """Why an offer is not for this person now; None where nothing known speaks against it."""
    edition = offer.edition
    programme = case.programmes.get(edition.programme_id)
    if case.is_withdrawn(edition.programme_id, edition):
        return Unfit(offer=offer, because="the programme is withdrawn")
    if is_untimely(case, offer):
        untried = "it asks people to discuss the offence, and this person is not convicted"
        return Unfit(offer=offer, because=untried, for_now=True)
    if programme is None:
        return None
    if because := mismatch(case, programme):
        return Unfit(offer=offer, because=because)
    if _prerequisite(case, offer, pieces) is Known.NO:
        because = f"it comes after {_comes_after(case, offer)}, of which no completion is recorded"
        return Unfit(offer=offer, because=because, for_now=True)
    return None


def is_untimely(case: Case, offer: Offer) -> bool:
    """Whether it would ask a person who is not convicted to discuss the offence."""
    return case.history.participant.untried and offer.edition.discusses_offence is Known.YES


def mismatch(case: Case, programme: Programme) -> str | None:
    """Say whom the programme was designed for, where that is known not to be this person."""
    person, suits = case.history.participant, programme.suitability
    if (person.sex, suits.sex) in ((Sex.FEMALE, "male"), (Sex.MALE, "female")):
        return f"it was designed for {'men' if suits.sex == 'male' else 'women'}"
    if suits.min_age is not None and case.today.year - person.born.first.year < suits.min_age:
        return f"it was designed for people of {suits.min_age} or older"
    has_disability = person.communication.learning_disability is Known.YES
    if has_disability and suits.for_learning_disability is Known.NO:
        return "it was not designed for people with a learning disability"
    return None


def _prerequisite(case: Case, offer: Offer, pieces: tuple[Piece, ...]) -> Known:
    """Any one of those named will do. Reported work leaves it unknown, and so does a name nobody here knows."""
    programme = case.programmes.get(offer.edition.programme_id)
    named = programme.suitability.prerequisites if programme else ()
    if not named:
        return Known.YES
    done = [piece for piece in pieces if piece.programme_id in named and piece.completed]
    if any(piece.trust in TRUSTED for piece in done):
        return Known.YES
    return Known.UNKNOWN if done or not any(one in case.programmes for one in named) else Known.NO


def _comes_after(case: Case, offer: Offer) -> str:
    programme = case.programmes.get(offer.edition.programme_id)
    named = [case.title_of(one) for one in programme.suitability.prerequisites] if programme else []
    if len(named) == 1:
        return named[0]
    return f"any of {joined(named)}" if len(named) <= 3 else f"{named[0]} or one of {len(named) - 1} others"


def _about_the_offer(case: Case, need: OpenNeed, offer: Offer) -> list[str]:
    person, said = case.history.participant, list[str]()
    if offer.edition.sensitivity is not Sensitivity.NONE:
        said.append("Only with a therapist trained in this work, and only when the participant chooses it.")
    programme = case.programmes.get(offer.edition.programme_id)
    suits = programme.suitability if programme else None
    if suits and suits.sex in ("male", "female") and person.sex not in (Sex.MALE, Sex.FEMALE):
        said.append(
            f"It was designed for {'men' if suits.sex == 'male' else 'women'}: talk it through with the person."
        )
    if person.communication.learning_disability is Known.YES and not (
        suits and suits.for_learning_disability is Known.YES
    ):
        said.append("Whether it suits people with a learning disability is not known: agree adjustments first.")
    if suits and (suits.risk_band or suits.offence):
        said.append("The programme has its own rules on whom it is for: check them.")
    if offer in need.unsettled:
        said.append(f"It comes after {_comes_after(case, offer)}: settle first whether that is done.")
    if offer.places == 0:
        said.append("There is no place at present: keep the person's date of waiting.")
    return said


def _instead(others: list[Offer]) -> tuple[str, ...]:
    if not others:
        return ()
    return (
        f"Also delivered here for this need: {joined(one.edition.title for one in others)}. One is enough to start.",
    )


def _why_open(case: Case, need: OpenNeed) -> str:
    name = label(case, need.need)
    if need.record is None:
        return f"{name} was the aim of work waited for elsewhere"
    return f"{name} was judged {need.record.standing.value} on {need.record.on.words} by {need.record.by}"


def _is_after(line: PlanLine, record: NeedRecord | None) -> bool:
    """Whether credited work answers the need: always, unless the need was judged outstanding after it ended.

    Where the order is not certain the work stands.
    """
    ended = line.evidence[0].on
    if record is None or record.standing is not NeedStanding.OUTSTANDING or ended is None:
        return True
    same_day = ended == record.on and ended.is_exact
    return not (same_day or ended.certainly_before(record.on))


def _waiting(case: Case) -> list[Work]:
    """Records of waiting for something that was not taken part in anywhere: those stand beside that work."""
    begun = {one.edition.programme_id for one in case.history.work if one.edition and not is_waiting(one.intervention)}
    return [
        work
        for work in case.history.work
        if is_waiting(work.intervention) and not (work.edition and work.edition.programme_id in begun)
    ]


def _aims(work: Work) -> tuple[str, ...]:
    return work.intervention.needs or (work.edition.needs if work.edition else ())


def _line(
    case: Case,
    need: OpenNeed,
    code: str,
    kind: LineKind,
    *,
    reason: str,
    would_change: str,
    first_cautions: tuple[str, ...] = (),
    title: str | None = None,
    programme_id: str | None = None,
    **more: Any,
) -> PlanLine:
    """Return a line about a need, resting on its record and on what was waited for."""
    evidence = (
        *((need_evidence(case, need.record),) if need.record else ()),
        *(evidence_of(work) for work in need.waiting),
    )
    return PlanLine(
        key=f"{slug(need.need)}:{slug(programme_id) if programme_id else 'need'}:{code}",
        kind=kind,
        need=need.need,
        title=title or label(case, need.need),
        rule=code,
        reason=reason,
        evidence=evidence,
        cautions=tuple(dict.fromkeys((*first_cautions, *_about_the_need(case, need, code)))),
        confidence=max((one.trust for one in evidence), key=lambda one: one.rank, default=Trust.OWN),
        would_change=would_change,
        work=tuple(work.intervention.id for work in need.waiting),
        programme_id=programme_id,
        **more,
    )


def _about_the_need(case: Case, need: OpenNeed, code: str) -> list[str]:
    said = [waited(work) for work in need.waiting]
    record = need.record
    if record and record.establishment.id != case.establishment.id:
        said.append(f"The need was judged at {record.establishment.name}: judge it here before anything starts.")
    if record and record.choice and record.not_advised_because:
        said.append(f"{record.by} also advised against it for now: {record.not_advised_because}")
    for one in need.older:
        if one.choice:
            said.append(f"On {one.choice.on.words} the participant did not want this: {one.choice.said}")
        if one.not_advised_because:
            said.append(f"On {one.on.words} {one.by} advised against it: {one.not_advised_because}")
    for line in need.lines:
        if line.kind is LineKind.CREDIT:
            said.append(f"{line.title} is completed: what follows adds to it and does not repeat it.")
        if line.kind is LineKind.NOT_WANTED and line.rule != code:
            said.append(f"Read first: {line.reason}")
        elif line.kind is LineKind.NOT_AVAILABLE or line.rule == "withdrawn-part-done":
            said.append(f"Part of {line.title} may have been done: nobody has judged yet what it covers.")
    return said
