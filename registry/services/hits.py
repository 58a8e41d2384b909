"""The words that somebody must look at before a draft is approved, or a record is printed, by today's record."""

from collections.abc import Collection, Iterable

from registry.catalogue.loader import load_travel_terms
from registry.domain.addressing import Purpose
from registry.domain.catalogue import Sensitivity
from registry.domain.errors import NotFound
from registry.domain.free_text import texts_of
from registry.domain.history import History
from registry.domain.hits import Hit, check_confirmed, hits, name_hits, texts_of_draft
from registry.domain.local_ids import is_local
from registry.domain.mentions import Finder, Term
from registry.domain.participant import Participant
from registry.domain.profiles import left_behind, offence_travels, trauma_travels, withheld_from
from registry.domain.summary import Draft, Subject
from registry.domain.traces import traces
from registry.services.participants import linked_records
from registry.services.sitting import Sitting, describer
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


def find_hits(sitting: Sitting, uow: UnitOfWork, draft: Draft) -> tuple[Hit, ...]:
    """Return the names of companions in groups, what speaks of what does not travel, and what shows it."""
    history = load_history(uow, draft.subject.participant.id, describer(sitting, uow))
    return _find(
        sitting,
        uow,
        history,
        draft.subject,
        texts_of_draft(draft),
        purpose=draft.purpose,
        agreed=draft.trauma_because is not None,
    )


def look_at_record(
    sitting: Sitting,
    uow: UnitOfWork,
    history: History,
    subject: Subject,
    purpose: Purpose,
    means_other: Collection[str],
) -> None:
    """Ask of what a record gives a printed report what is asked of a draft, and write down what was confirmed.

    Raises NotAllowed, in the words of an approval, for a word that `means_other` does not name.
    """
    found = _find(sitting, uow, history, subject, texts_of(subject), purpose=purpose, agreed=False)
    check_confirmed(found, means_other, before="printed")
    for hit in found:
        sitting.write_down(uow, "report means other", history.participant.id, purpose=hit.confirmed_words)


def find_name_hits(uow: UnitOfWork, participant_id: str, texts: Iterable[tuple[str, str]]) -> tuple[Hit, ...]:
    """Return the names of companions in groups in texts that travel beside a summary, each text with its place."""
    return name_hits(
        texts,
        own=uow.participants.get(participant_id),
        others=_companions(uow, participant_id),
        staff=(user.person.name for user in uow.users.all()),
    )


def _companions(uow: UnitOfWork, participant_id: str) -> tuple[Participant, ...]:
    """Everybody who is or was in a group with the participant, whatever record of theirs the group knew."""
    own = {participant_id, *(record.participant_id for record in linked_records(uow, participant_id))}
    ids = {one for record in own for one in uow.memberships.companions(record)}
    found = []
    for one in sorted(ids - own):
        try:
            found.append(uow.everyone.get(one))
        except NotFound:
            # Entered in error: nobody of that name was here.
            continue
    return tuple(found)


def _find(
    sitting: Sitting,
    uow: UnitOfWork,
    history: History,
    subject: Subject,
    texts: Iterable[tuple[str, str]],
    *,
    purpose: Purpose,
    agreed: bool,
) -> tuple[Hit, ...]:
    left = left_behind(history, purpose, trauma_agreed=agreed, terms=load_travel_terms())
    withheld = _withheld(sitting, purpose, history, agreed=agreed)
    found = hits(
        texts,
        own=history.participant,
        others=_companions(uow, history.participant.id),
        staff=(user.person.name for user in uow.users.all()),
        withheld=Finder(map(Term, withheld)) if withheld else None,
        titles=_titles_beside(sitting, withheld) if withheld else None,
    )
    return (*found, *traces(subject, left))


def _withheld(sitting: Sitting, purpose: Purpose, history: History, *, agreed: bool) -> frozenset[str]:
    """The names and words of what stays behind."""
    terms = load_travel_terms()
    names = set(withheld_from(history, purpose, trauma_agreed=agreed, terms=terms).names)
    if not trauma_travels(purpose, agreed=agreed):
        names |= {*terms.trauma.words, *terms.trauma.instruments}
        for programme in sitting.catalogue.programmes.values():
            if programme.sensitivity is Sensitivity.TRAUMA:
                names |= {programme.title, *programme.aliases, *((programme.acronym,) if programme.acronym else ())}
    if not offence_travels(purpose, untried=history.participant.untried):
        offence = terms.offence
        names |= {*offence.words, *offence.instruments}
        for programme in sitting.catalogue.programmes.values():
            if set(programme.needs) & (set(offence.needs) - set(offence.beside_treatment)):
                names |= {programme.title, *programme.aliases}
    return frozenset(names)


def _titles_beside(sitting: Sitting, withheld: frozenset[str]) -> Finder:
    """What finds the published titles of other programmes: a word in one, such as that of substance abuse, is no prose.

    A title that a unit gave its own programme may be anything, and is looked at.
    """
    published = (one for one in sitting.catalogue.programmes.values() if not is_local(one.id))
    return Finder(Term(one.title) for one in published if one.title not in withheld)
