"""The participant's own words, kept character for character, for the audiences they chose."""

from collections.abc import Mapping
from dataclasses import replace

from registry.domain.access import Permission, may
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed, NotFound, OutOfReach
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceEntry, VoiceKind
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id

_VERB = "voice add"


@journey(Permission.ADD_VOICE)
def add_voice(
    sitting: Sitting,
    asked: str,
    *,
    kind: VoiceKind,
    on: PartialDate,
    text: str | None = None,
    audiences: tuple[Audience, ...] = DEFAULT_AUDIENCES,
    read_back: bool = False,
    about: str | None = None,
    staff_comment: str | None = None,
    confirmed: Mapping[IdentifierKind, str] | None = None,
) -> VoiceEntry:
    """Record an entry of the participant's voice and return it.

    Whoever opens no record names the participant by a number and, beside it, a date of birth or a surname
    (`confirmed`). They learn nothing of who is here: what is wrong with the words is said before anybody is looked up,
    and where one identifier is not theirs, or they are out of reach, nobody answers. Raises InvalidValue, NotFound.
    """
    refuse_future(on, sitting.today, "The entry")
    said = VoiceEntry(
        id=new_id(),
        # Nobody's yet: whether the words can be kept at all must not depend on who is here.
        participant_id=new_id(),
        kind=kind,
        on=on,
        text=text,
        typed_by=sitting.user.person.name,
        read_back=read_back,
        audiences=audiences,
        about=about,
        staff_comment=staff_comment,
    )
    if may(sitting.user.roles, Permission.READ_RECORD):
        participant_id = _known(sitting, asked, confirmed)
    else:
        participant_id = _named_unseen(sitting, asked, confirmed or {})
    entry = replace(said, participant_id=participant_id)
    with sitting.writing(_VERB, participant_id, entry.id) as uow:
        uow.voice.add(entry)
    return entry


def _known(sitting: Sitting, asked: str, confirmed: Mapping[IdentifierKind, str] | None) -> str:
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    if confirmed is not None:
        check_reentry(participant, confirmed)
    return participant.id


def _named_unseen(sitting: Sitting, asked: str, confirmed: Mapping[IdentifierKind, str]) -> str:
    """The id of whom both identifiers name. A miss is a row of the audit: somebody could be trying numbers."""
    if {kind.is_number for kind in confirmed} != {True, False}:
        raise InvalidValue(
            "Name the participant by a number and, beside it, their date of birth or surname.",
            hint="A clinician has them. For example --confirm nhs=9990000018 --confirm surname=Jones.",
        )
    about: tuple[str, ...] = ()
    try:
        with sitting.looking_up() as uow:
            participant = resolve_participant(uow, asked)
        check_reentry(participant, confirmed)
    except OutOfReach as problem:
        about, outcome = (problem.participant_id,), "out of reach"
    except (NotFound, NotAllowed):
        outcome = "nobody answers"
    else:
        return participant.id
    with sitting.writing(_VERB, *about, outcome=outcome):
        pass
    raise NotFound("No one participant here answers to both.", hint="Ask a clinician for their number.")
