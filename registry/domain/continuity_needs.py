"""What becomes of a need: what this unit offers for it and whether that fits the person, and the lines that follow.

Suitability is read from the catalogue and from what is known of the person. What is not known never becomes *no*:
it becomes something to read with care.
"""

from registry.domain.catalogue import Kind, Programme, Sensitivity
from registry.domain.continuity_case import Case, Offer
from registry.domain.continuity_cautions import UNTRIED_NOT_KNOWN
from registry.domain.continuity_choice import also_unwanted
from registry.domain.continuity_form import Lines
from registry.domain.continuity_need_form import need_line, why_open
from registry.domain.continuity_open_need import OpenNeed
from registry.domain.continuity_overlaps import judged_to_cover_nothing
from registry.domain.continuity_resume import ANSWER_WITHIN_DAYS
from registry.domain.continuity_suitability import comes_after, is_for_certain_offences, may_be_named, suits_less
from registry.domain.continuity_wanted import ask_again, when_again
from registry.domain.continuity_words import in_days, joined, judgement_evidence
from registry.domain.needs import NeedStanding
from registry.domain.participant import Known, Sex
from registry.domain.people import Tier
from registry.domain.plan import NOT_NOTED, LineKind
from registry.domain.text import apposed, one_of
from registry.domain.wording import capital, dated

# The catalogue's word for a tier: programmes known in such a place are named first. Where there is none, in any order.
_SETTINGS = {
    Tier.HIGH: "high-secure",
    Tier.MEDIUM: "medium-secure",
    Tier.LOW: "low-secure",
    Tier.PRISON: "custody",
    Tier.COMMUNITY: "community",
}


def not_wanted_need(case: Case, need: OpenNeed, code: str) -> Lines:
    """The participant's choice about a need, in their words."""
    choice = need.record.choice if need.record else None
    assert choice is not None, "the rule is met by a choice"
    again = ask_again(choice)
    when = when_again(case, choice, again)
    line = need_line(
        case,
        need,
        code,
        LineKind.NOT_WANTED,
        reason=f"On {choice.on.words} the participant said that they do not want this now; {when}.",
        would_change="The participant saying that they want it.",
        words=choice.words,
        due=again,
    )
    return (line,)


def not_advised_need(case: Case, need: OpenNeed, code: str) -> Lines:
    """A clinician's reason against any work on a need now."""
    record = need.record
    assert record is not None, "the rule is met by a record"
    line = need_line(
        case,
        need,
        code,
        LineKind.NOT_ADVISED,
        reason=f"{capital(dated(record.on))} {record.by} advised against it for now: {record.not_advised_because}",
        would_change="A clinician's later judgement that the reason no longer holds.",
    )
    return (line,)


def start(case: Case, need: OpenNeed, code: str) -> Lines:
    """The first suitable offer, in the order in which the unit gives them; the others are named beside it."""
    offer, *others = need.suitable
    title = offer.edition.title
    credited = any(line.kind is LineKind.CREDIT for line in need.lines)
    so_far = "after the work that was completed" if credited else "no completed work on record covers it"
    nothing = judged_to_cover_nothing(case, need.need, offer)
    judged = "".join(
        f" {apposed(one.judged_by)} judged on {one.on.words} that {covered} covers nothing of it."
        for one in nothing
        for covered in (case.title_of(one.covers_programme),)
    )
    here = case.establishment.name
    line = need_line(
        case,
        need,
        code,
        LineKind.START,
        title=title,
        programme_id=offer.edition.programme_id,
        also_for=tuple(one for one in offer.edition.needs if one != need.need and _is_open(case, one)),
        reason=(f"{why_open(case, need)}, {so_far}, and {here} delivers {title}{offer.how(case.today)}.{judged}"),
        would_change="A record of work that covers it, the participant's choice, or clinical reasons against it.",
        first_cautions=(
            *(one.caution for one in nothing),
            *_about_the_offer(case, need, offer),
            *_instead(case, others),
        ),
        more_evidence=tuple(judgement_evidence(case, one) for one in nothing),
        settled=frozenset(one.covers_programme for one in nothing),
        due=offer.starts(case.today),
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
        programme
        for programme in sorted(
            case.programmes.values(), key=lambda one: (suits_less(case, one), setting not in one.settings)
        )
        if need.need in programme.needs
        and programme.kind is Kind.TREATMENT
        and not case.is_withdrawn(programme.id)
        and programme.id not in done
        and may_be_named(case, programme)
    ]
    what = "what it delivers for it is done already" if credited else "nothing that fits is delivered"
    line = need_line(
        case,
        need,
        code,
        LineKind.NOT_AVAILABLE,
        reason=f"{why_open(case, need)}, and at {here} {what}.",
        would_change=f"{here} delivering something for it, or another unit taking it on.",
        who_could=_who_could(case, could),
        who_is_asked=f"the service lead of {here}",
        due=in_days(case, ANSWER_WITHIN_DAYS),
    )
    return (line,)


def _who_could(case: Case, programmes: list[Programme]) -> tuple[str, ...]:
    """Establishments that somebody noted as delivering one of the programmes; else that none is noted yet."""
    noted = tuple(said for one in programmes for said in case.delivered_elsewhere(one.id))
    if noted:
        return noted
    known = one_of([programme.title for programme in programmes[:3]]) if programmes else ""
    if not known:
        return (f"{NOT_NOTED} that treats this need",)
    certain = any(is_for_certain_offences(programme) for programme in programmes[:3])
    meant = " (some are meant for certain offences only: check which)" if certain else ""
    return (f"{NOT_NOTED} that delivers {known}{meant}",)


def _each_unfit(case: Case, need: OpenNeed, code: str, *, for_now: bool) -> Lines:
    return tuple(
        need_line(
            case,
            need,
            code,
            LineKind.NOT_ADVISED,
            title=unfit.offer.edition.title,
            programme_id=unfit.offer.edition.programme_id,
            reason=f"{unfit.offer.edition.title} is delivered at {case.establishment.name}, but {unfit.because}.",
            would_change="A correction of the record, or a named clinician's dated judgement that it fits.",
        )
        for unfit in need.unfit
        if unfit.for_now is for_now
    )


def _about_the_offer(case: Case, need: OpenNeed, offer: Offer) -> list[str]:
    person, said = case.history.participant, list[str]()
    if offer.edition.sensitivity is not Sensitivity.NONE:
        said.append("Only with a therapist trained in this work, and only when the participant chooses it.")
    programme = case.programmes.get(offer.edition.programme_id)
    suits = programme.suitability if programme else None
    if suits and suits.only_for and person.sex not in (Sex.MALE, Sex.FEMALE):
        said.append(f"It was designed for {suits.only_for}: talk it through with the person.")
    if person.communication.learning_disability is Known.YES and not (
        suits and suits.for_learning_disability is Known.YES
    ):
        said.append("Whether it suits people with a learning disability is not known: agree adjustments first.")
    if suits and suits.risk_band:
        said.append("It is meant for a band of assessed risk, which this record does not hold: check it.")
    if suits and suits.offence and suits.offence != "any":
        meant = (
            "Which offences it is meant for"
            if suits.offence.startswith("any")
            else "It is meant for certain offences only"
        )
        said.append(f"{meant}: {suits.offence}.")
    if person.untried and offer.edition.discusses_offence is Known.UNKNOWN:
        said.append(UNTRIED_NOT_KNOWN)
    if offer in need.unsettled:
        said.append(f"It comes after {comes_after(case, offer)}: settle first whether that is done.")
    others = tuple(one for one in offer.edition.needs if one != need.need)
    return [*said, *also_unwanted(case, others), *offer.notes(case.today)]


def _is_open(case: Case, need: str) -> bool:
    """Whether somebody judged that this person has the need, and nobody that it is met."""
    record = case.in_force.get(need)
    return record is not None and record.standing is not NeedStanding.MET


def _instead(case: Case, others: list[Offer]) -> tuple[str, ...]:
    """Name what else is delivered here, by the rule for what another unit could give: nothing tells of an offence that
    nobody judged.
    """
    known = ((one.edition.title, case.programmes.get(one.edition.programme_id)) for one in others)
    titles = [title for title, programme in known if programme is None or may_be_named(case, programme)]
    return (f"Also delivered here for this need: {joined(titles)}. One is enough to start.",) if titles else ()
