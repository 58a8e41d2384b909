"""The words of a draft that somebody must look at before it is approved, by today's record."""

from collections.abc import Iterable

from registry.catalogue.loader import load_travel_terms
from registry.domain.catalogue import Sensitivity
from registry.domain.errors import NotFound
from registry.domain.history import History
from registry.domain.hits import Hit, hits, name_hits
from registry.domain.mentions import Finder, Term
from registry.domain.participant import Participant
from registry.domain.profiles import left_behind, offence_travels, trauma_travels, withheld_from
from registry.domain.summary import Draft
from registry.domain.traces import traces
from registry.services.participants import linked_records
from registry.services.sitting import Sitting, describer
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


def find_hits(sitting: Sitting, uow: UnitOfWork, draft: Draft) -> tuple[Hit, ...]:
    """Return the names of companions in groups, what speaks of what does not travel, and what shows it."""
    participant_id = draft.subject.participant.id
    history = load_history(uow, participant_id, describer(sitting, uow))
    agreed = draft.trauma_because is not None
    left = left_behind(history, draft.purpose, trauma_agreed=agreed, terms=load_travel_terms())
    found = hits(
        draft,
        own=history.participant,
        others=_companions(uow, participant_id),
        staff=(user.person.name for user in uow.users.all()),
        withheld=_withheld(sitting, draft, history),
    )
    return (*found, *traces(draft.subject, left))


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


def _withheld(sitting: Sitting, draft: Draft, history: History) -> Finder | None:
    terms = load_travel_terms()
    agreed = draft.trauma_because is not None
    names = set(withheld_from(history, draft.purpose, trauma_agreed=agreed, terms=terms).names)
    if not trauma_travels(draft.purpose, agreed=agreed):
        names |= {*terms.trauma.words, *terms.trauma.instruments}
        for programme in sitting.catalogue.programmes.values():
            if programme.sensitivity is Sensitivity.TRAUMA:
                names |= {programme.title, *programme.aliases, *((programme.acronym,) if programme.acronym else ())}
    if not offence_travels(draft.purpose, untried=history.participant.untried):
        offence = terms.offence
        names |= {*offence.words, *offence.instruments}
        for programme in sitting.catalogue.programmes.values():
            if set(programme.needs) & (set(offence.needs) - set(offence.beside_treatment)):
                names |= {programme.title, *programme.aliases}
    return Finder(Term(name) for name in names) if names else None
