"""The participant's own words, kept character for character, for the audiences they chose."""

from collections.abc import Mapping

from registry.domain.access import Permission, may
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotFound, ThroughcareError
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceEntry, VoiceKind
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id


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

    Where two identifiers are `confirmed` and one is not theirs, it raises NotFound as if nobody answered: whoever typed
    them learns nothing of the record.
    """
    refuse_future(on, sitting.today, "The entry")
    participant_id = _named(sitting, asked, confirmed)
    entry = VoiceEntry(
        id=new_id(),
        participant_id=participant_id,
        kind=kind,
        on=on,
        text=text,
        typed_by=sitting.user.person.name,
        read_back=read_back,
        audiences=audiences,
        about=about,
        staff_comment=staff_comment,
    )
    with sitting.writing("voice add", participant_id, entry.id) as uow:
        uow.voice.add(entry)
    return entry


def _named(sitting: Sitting, asked: str, confirmed: Mapping[IdentifierKind, str] | None) -> str:
    """The id of the participant; who may not search is not told to."""
    with sitting.looking_up() as uow:
        try:
            participant = resolve_participant(uow, asked)
            if confirmed is not None:
                check_reentry(participant, confirmed)
            return participant.id
        except ThroughcareError as problem:
            if may(sitting.user.roles, Permission.READ_RECORD):
                raise
            raise NotFound(
                f"No one participant here answers to {asked[:60]!r}.", hint="Ask a clinician for their number."
            ) from problem
