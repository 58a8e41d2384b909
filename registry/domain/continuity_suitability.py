"""Whether what a unit offers fits the person, from the catalogue and from what is known of them.

What is not known never becomes *no*: it becomes something to read with care.
"""

from dataclasses import dataclass

from registry.domain.catalogue import Programme
from registry.domain.closure import Outcome
from registry.domain.continuity_case import Case, Offer
from registry.domain.continuity_piece import TRUSTED, Piece
from registry.domain.continuity_words import joined_or, label, months_on
from registry.domain.participant import Known, Sex

# Needs that are an offence in themselves. What the offence was, no record of ours holds.
_OF_OFFENCES = frozenset(
    {"violence", "sexual-offending", "partner-violence", "firesetting", "extremism", "group-offending"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why an offer is not for this person, in one clause; `for_now` where something has to happen first."""

    offer: Offer
    because: str
    for_now: bool = False


def after_a_halt(offer: Offer) -> Unfit:
    """After a clinical reason against one course, another for the same need waits for a clinician's word."""
    because = (
        "other work on this need was stopped for clinical reasons, and nobody has judged yet that these have passed"
    )
    return Unfit(offer=offer, because=because, for_now=True)


def why_unfit(case: Case, offer: Offer, pieces: tuple[Piece, ...]) -> Unfit | None:
    """Why an offer is not for this person now; None where nothing known speaks against it."""
    edition = offer.edition
    programme = case.programmes.get(edition.programme_id)
    if case.is_withdrawn(edition.programme_id, edition):
        return Unfit(offer=offer, because="the programme is withdrawn")
    if programme is None:
        return None
    if because := mismatch(case, programme):
        return Unfit(offer=offer, because=because)
    if prerequisite(case, offer, pieces) is Known.NO:
        because = f"it comes after {comes_after(case, offer)}, of which no completion is recorded"
        return Unfit(offer=offer, because=because, for_now=True)
    return None


def waits_for_the_court(case: Case, offer: Offer) -> bool:
    """Whether it is about an offence, and the person is not convicted: it is not begun, which says nothing of them."""
    if not case.history.participant.untried:
        return False
    programme = case.programmes.get(offer.edition.programme_id)
    return offer.edition.asks_for_the_offence or (programme is not None and is_about_an_offence(programme))


def is_for_offences_not_judged(case: Case, offer: Offer) -> bool:
    """Whether it is meant for certain offences, and nobody judged that this person needs work on any such offence.

    What the offence was, no record of ours holds; and a page that says *start* would tell of one.
    """
    programme = case.programmes.get(offer.edition.programme_id)
    if programme is None or not is_for_certain_offences(programme):
        return False
    return not _OF_OFFENCES.intersection(programme.needs).intersection(case.in_force)


def mismatch(case: Case, programme: Programme) -> str | None:
    """Say whom the programme was designed for, where that is known not to be this person."""
    person, suits = case.history.participant, programme.suitability
    if (person.sex, suits.sex) in ((Sex.FEMALE, "male"), (Sex.MALE, "female")):
        return f"it was designed for {suits.only_for}"
    if suits.min_age is not None and months_on(person.born, 12 * suits.min_age).first > case.today:
        return f"it was designed for people of {suits.min_age} or older"
    has_disability = person.communication.learning_disability is Known.YES
    if has_disability and suits.for_learning_disability is Known.NO:
        return "it was not designed for people with a learning disability"
    return None


def may_be_named(case: Case, programme: Programme) -> bool:
    """Whether a programme that nobody offers here is named to somebody as one that another unit could give them.

    The rules are those of a start; and a page that names it tells whoever holds it what it is about. So nothing about
    an offence is named while a person is not convicted, nor where nobody judged the need that it is made for.
    """
    if mismatch(case, programme):
        return False
    named = programme.suitability.prerequisites
    done = {
        work.edition.programme_id
        for work in case.history.work
        if work.edition and work.intervention.outcome is Outcome.COMPLETED
    }
    if named and not done.intersection(named):
        return False
    if is_about_an_offence(programme):
        lead = programme.needs[0] if programme.needs else ""
        return not case.history.participant.untried and lead in _OF_OFFENCES and lead in case.in_force
    title = programme.title.casefold()
    if case.history.participant.untried and "offen" in title:
        return False
    told = (one for one in programme.needs if one in _OF_OFFENCES and label(case, one).casefold() in title)
    return all(one in case.in_force and not case.history.participant.untried for one in told)


def is_about_an_offence(programme: Programme) -> bool:
    """Whether a programme is for certain offences, has the offence discussed, or was made for a need that is one."""
    return (
        is_for_certain_offences(programme)
        or programme.sensitivity.asks_for_the_offence(programme.suitability.discusses_offence)
        or bool(_OF_OFFENCES.intersection(programme.needs[:1]))
    )


def is_for_certain_offences(programme: Programme) -> bool:
    """Whether the catalogue says that a programme is meant for certain offences only."""
    offence = programme.suitability.offence
    return offence is not None and not offence.startswith("any")


def suits_less(case: Case, programme: Programme) -> bool:
    """Whether a programme was made for people with, or is not known to suit people like, this one: named later."""
    has_disability = case.history.participant.communication.learning_disability is Known.YES
    return (programme.suitability.for_learning_disability is Known.YES) is not has_disability


def prerequisite(case: Case, offer: Offer, pieces: tuple[Piece, ...]) -> Known:
    """Return whether what comes before an offer is done: any one of those named will do.

    Reported work leaves it unknown, and so does a name nobody here knows.
    """
    programme = case.programmes.get(offer.edition.programme_id)
    named = programme.suitability.prerequisites if programme else ()
    if not named:
        return Known.YES
    done = [piece for piece in pieces if piece.programme_id in named and piece.completed]
    if any(piece.trust in TRUSTED for piece in done):
        return Known.YES
    return Known.UNKNOWN if done or not any(one in case.programmes for one in named) else Known.NO


def comes_after(case: Case, offer: Offer) -> str:
    """Name what an offer comes after."""
    programme = case.programmes.get(offer.edition.programme_id)
    named = [case.title_of(one) for one in programme.suitability.prerequisites] if programme else []
    return joined_or(named)
