"""Two records of one participant: linked by a person with a reason, never merged, and parted again."""

from collections.abc import Mapping
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.entry import ParticipantLink
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind, check_reentry, contradictions, refuse_other_numbers
from registry.domain.text import check_reason
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
    even_though: str | None = None,
) -> ParticipantLink:
    """Say that two records are of one participant, and return the link. Neither record changes.

    Where their birth dates or sexes contradict each other `even_though` says why they are one all the same; it stays
    in the link's reason beside what contradicts. Raises NotAllowed unless two identifiers of each record were entered
    again, for different numbers of one scheme, for a contradiction nobody explained, and for a record linked to itself
    or twice.
    """
    for text in (reason, *([even_though] if even_though is not None else [])):
        check_reason(text, "The reason")
    with sitting.looking_up() as uow:
        first, second = resolve_participant(uow, one), resolve_participant(uow, other)
    if first.id == second.id:
        raise NotAllowed("Both name the same record.", hint="Name the other record by its id.")
    check_reentry(first, confirmations, record="first record")
    check_reentry(second, other_confirmations, record="other record", option="--confirm-other")
    refuse_other_numbers(first, second)
    reason = _explained(reason, contradictions(first, second), even_though)
    link = ParticipantLink(id=new_id(), one=first.id, other=second.id, reason=reason)
    with sitting.writing("participant link", first.id, second.id, link.id) as uow:
        if _standing(uow, first.id, second.id):
            raise NotAllowed("These two records are linked already.", hint="See `participant show`.")
        uow.links.add(link)
    return link


@journey(Permission.WRITE_RECORD)
def unlink_participants(sitting: Sitting, one: str, other: str, *, reason: str) -> ParticipantLink:
    """End the link between two records and return it; it stays, with both reasons. Raises NotFound."""
    check_reason(reason, "The reason")
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


def _explained(reason: str, against: tuple[str, ...], even_though: str | None) -> str:
    """The reason of a link, with what speaks against it and why it stands. Raises NotAllowed."""
    if not against and even_though is not None:
        raise NotAllowed("Nothing in the two records contradicts the link.", hint="Leave --even-though out.")
    if not against:
        return reason
    told = "; ".join(against)
    if even_though is None:
        raise NotAllowed(
            f"The two records contradict each other: {told}.",
            hint='Correct what is wrong, or say why they are one participant all the same: --even-though "...".',
        )
    return f"{reason}\nEven though {told}: {even_though}"


def _standing(uow: UnitOfWork, one: str, other: str) -> tuple[ParticipantLink, ...]:
    links = uow.links.of(one)
    return tuple(link for link in links if link.ended_because is None and other in (link.one, link.other))
