"""Mark a participant as deceased, under two re-entered identifiers, and take it back where it was wrong."""

from collections.abc import Mapping
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, check_order, refuse_future
from registry.domain.death import Death
from registry.domain.errors import NotAllowed
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.text import check_reason
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.WRITE_RECORD)
def mark_deceased(
    sitting: Sitting, asked: str, *, on: PartialDate, told_by: str, confirmations: Mapping[IdentifierKind, str]
) -> Death:
    """Record that a participant has died, on whose word, and return it. Treatment that runs is closed by a person.

    Raises NotAllowed where two re-entered identifiers are not the participant's, and where it is recorded already.
    """
    refuse_future(on, sitting.today, "The death")
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    check_reentry(participant, confirmations)
    check_order(participant.born, on, "The death")
    death = Death(on=on, told_by=told_by)
    with sitting.writing("participant deceased", participant.id) as uow:
        if uow.deaths.standing(participant.id) is not None:
            raise NotAllowed("This death is recorded already.", hint="Take it back first where it is wrong.")
        uow.deaths.put(participant.id, death)
    return death


@journey(Permission.WRITE_RECORD)
def take_back_death(sitting: Sitting, asked: str, *, because: str) -> Death:
    """Say that a death was recorded wrongly, with the reason, and return it; it stays in the history of the record."""
    check_reason(because, "The reason")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("participant not deceased", participant_id) as uow:
        standing = uow.deaths.standing(participant_id)
        if standing is None:
            raise NotAllowed("No death is recorded of this participant.", hint="See `participant show`.")
        taken_back = replace(standing, taken_back_because=because)
        uow.deaths.put(participant_id, taken_back)
    return taken_back


def refuse_after_death(uow: UnitOfWork, participant_id: str) -> None:
    """Raise NotAllowed where the participant has died: nothing new begins for them."""
    if uow.deaths.standing(participant_id) is not None:
        raise NotAllowed(
            "This participant is recorded as deceased; nothing new begins.",
            hint='Where that is wrong: `participant deceased WHO --not-so "..."`.',
        )
