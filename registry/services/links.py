"""Two records of one participant: linked by a person with a reason, never merged, and parted again."""

from collections.abc import Mapping
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.entry import ParticipantLink
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.text import check_prose
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.WRITE_RECORD)
def link_participants(
    sitting: Sitting,
    one: str,
    other: str,
    *,
    reason: str,
    confirmations: Mapping[IdentifierKind, str],
    other_confirmations: Mapping[IdentifierKind, str],
) -> ParticipantLink:
    """Say that two records are of one participant, and return the link. Neither record changes.

    Raises NotAllowed unless two identifiers of each record were entered again, and for a record linked to itself
    or twice.
    """
    check_prose(reason, "The reason")
    with sitting.looking_up() as uow:
        first, second = resolve_participant(uow, one), resolve_participant(uow, other)
    if first.id == second.id:
        raise NotAllowed("Both name the same record.", hint="Name the other record by its id.")
    check_reentry(first, confirmations)
    check_reentry(second, other_confirmations)
    link = ParticipantLink(id=new_id(), one=first.id, other=second.id, reason=reason)
    with sitting.writing("participant link", first.id, second.id, link.id) as uow:
        if _standing(uow, first.id, second.id):
            raise NotAllowed("These two records are linked already.", hint="See `participant show`.")
        uow.links.add(link)
    return link


@journey(Permission.WRITE_RECORD)
def unlink_participants(sitting: Sitting, one: str, other: str, *, reason: str) -> ParticipantLink:
    """End the link between two records and return it; it stays, with both reasons. Raises NotFound."""
    check_prose(reason, "The reason")
    with sitting.looking_up() as uow:
        first, second = resolve_participant(uow, one), resolve_participant(uow, other)
        links = _standing(uow, first.id, second.id)
    if not links:
        raise NotFound("These two records are not linked.", hint="See `participant show`.")
    ended = replace(links[0], ended_because=reason)
    with sitting.writing("participant unlink", first.id, second.id, ended.id) as uow:
        if uow.links.get(ended.id).ended_because is not None:
            raise NotAllowed("This link was ended meanwhile.")
        uow.links.save(ended)
    return ended


def _standing(uow: UnitOfWork, one: str, other: str) -> tuple[ParticipantLink, ...]:
    links = uow.links.of(one)
    return tuple(link for link in links if link.ended_because is None and other in (link.one, link.other))
