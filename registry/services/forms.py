"""Blank forms to print for a ward."""

from exports.page import Document
from registry.domain.access import Permission
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed
from registry.domain.register import Member, called
from registry.reports.forms import account_form, register_form
from registry.services.groups import due_on, resolve_group
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting


@journey(Permission.READ_RECORD)
def register_page(sitting: Sitting, asked: str, *, on: PartialDate) -> Document:
    """Return a blank register naming everybody who belongs to the group on a day. Raises NotAllowed for nobody."""
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        due = due_on(uow, group, on.first)
    if not due:
        raise NotAllowed(f"Nobody belongs to {group.name} on {on.words}.", hint="Use `group add` first.")
    members = [Member(intervention_id=one.intervention.id, participant=one.participant) for one in due]
    with sitting.reading("group form", group.id, *(one.participant.id for one in due)):
        pass
    title = sitting.catalogue.edition(group.edition_id)[0].title
    return register_form(group, title, [called(one, members) for one in members], today=sitting.today)


@journey(Permission.READ_RECORD)
def account_page(sitting: Sitting, asked: str) -> Document:
    """Return a blank form for a participant's own account. It names them and says nothing else of them."""
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    with sitting.reading("voice form", participant.id):
        pass
    return account_form(participant, sitting.unit.name, today=sitting.today)
