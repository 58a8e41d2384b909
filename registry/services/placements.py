"""Placements: where a participant stays, from when, under which law."""

from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, Recorded, recorded_when, refuse_future
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.folding import fold
from registry.domain.people import EstablishmentRef
from registry.domain.placement import LegalStatus, Placement
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id


@journey(Permission.WRITE_RECORD)
def add_placement(
    sitting: Sitting,
    asked: str,
    *,
    since: PartialDate,
    legal: tuple[LegalStatus, ...],
    establishment: EstablishmentRef | None = None,
    until: PartialDate | None = None,
    recorded: Recorded | None = None,
) -> Placement:
    """Record a stay where the person works, or at another establishment as reported, and return it.

    One that began more than a day ago says that it was recorded later, unless `recorded` says otherwise.
    """
    for date, what in ((since, "The placement"), (until, "The end of the placement")):
        if date is not None:
            refuse_future(date, sitting.today, what)
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
        participant_id = participant.id
        at = establishment or sitting.here
        for stay in uow.placements.of(participant_id) if until is None else ():
            # By name: an establishment that is only reported has another id each time it is named.
            same = stay.establishment.id == at.id or fold(stay.establishment.name) == fold(at.name)
            if stay.until is None and same:
                raise NotAllowed(
                    f"{participant.name.words} has an open placement at {at.name} since {stay.since.words}.",
                    hint=f"End it first: `throughcare placement end {participant_id.removeprefix('urn:uuid:')[:8]}`."
                    if at.id == sitting.here.id
                    else "Give --until, or mark that one with `throughcare error mark placement`.",
                )
    placement = Placement(
        id=new_id(),
        participant_id=participant_id,
        establishment=establishment or sitting.here,
        since=since,
        until=until,
        legal=legal,
        recorded=recorded or recorded_when(since, sitting.today),
    )
    with sitting.writing("placement add", participant_id, placement.id) as uow:
        uow.placements.add(placement)
    return placement


@journey(Permission.WRITE_RECORD)
def end_placement(sitting: Sitting, asked: str, until: PartialDate) -> Placement:
    """End the participant's open placement where the person works, and return it. Raises NotFound."""
    refuse_future(until, sitting.today, "The end of the placement")
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
        stays = [
            stay
            for stay in uow.placements.of(participant.id)
            if stay.until is None and stay.establishment.id == sitting.here.id
        ]
    if not stays:
        raise NotFound(
            f"{participant.name.words} has no open placement here.", hint="Record one with `throughcare placement add`."
        )
    ended = replace(stays[-1], until=until)
    with sitting.writing("placement end", participant.id, ended.id) as uow:
        uow.placements.save(ended)
    return ended
