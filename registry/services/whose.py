"""Whose record it is: named in the answer to every write, so that a slip of the finger is seen at once."""

from registry.domain.access import Permission, may
from registry.domain.participant import Participant
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting


@journey(Permission.ADD_VOICE)
def banner_of(sitting: Sitting, asked: str) -> str:
    """Return the banner's first line of the participant that `asked` names. Raises NotFound.

    Nobody is looked up for who may not read the record: a contributor opens nothing else, and could try out numbers.
    """
    if not may(sitting.user.roles, Permission.READ_RECORD):
        return "For the participant whom you named."
    with sitting.looking_up() as uow:
        return resolve_participant(uow, asked).banner(sitting.today)[0]


@journey(Permission.READ_RECORD, under_glass=True)
def participant_of_work(sitting: Sitting, asked: str) -> Participant:
    """Return the participant here whose intervention `asked` names, this unit's own or imported. Raises NotFound.

    An imported intervention keeps the id that its own unit gave the participant; here they have another.
    """
    with sitting.looking_up() as uow:
        imported = uow.imports.work_starting(asked)
        return uow.participants.get(imported[0] if imported else resolve_intervention(uow, asked).participant_id)


@journey(Permission.WRITE_RECORD)
def banner_of_work(sitting: Sitting, asked: str) -> str:
    """Return the banner's first line of the participant whose intervention `asked` names. Raises NotFound."""
    with sitting.looking_up() as uow:
        return uow.participants.get(resolve_intervention(uow, asked).participant_id).banner(sitting.today)[0]
