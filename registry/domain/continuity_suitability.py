"""Whether what a unit offers fits the person, from the catalogue and from what is known of them.

What is not known never becomes *no*: it becomes something to read with care.
"""

from dataclasses import dataclass

from registry.domain.catalogue import Programme
from registry.domain.continuity_case import Case, Offer
from registry.domain.continuity_piece import TRUSTED, Piece
from registry.domain.continuity_words import joined_or, months_on
from registry.domain.participant import Known, Sex


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
    if is_untimely(case, offer):
        untried = "it asks people to discuss the offence, and this person is not convicted"
        return Unfit(offer=offer, because=untried, for_now=True)
    if programme is None:
        return None
    if because := mismatch(case, programme):
        return Unfit(offer=offer, because=because)
    if prerequisite(case, offer, pieces) is Known.NO:
        because = f"it comes after {comes_after(case, offer)}, of which no completion is recorded"
        return Unfit(offer=offer, because=because, for_now=True)
    return None


def is_untimely(case: Case, offer: Offer) -> bool:
    """Whether it would ask a person who is not convicted to discuss the offence."""
    return case.history.participant.untried and offer.edition.discusses_offence is Known.YES


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
