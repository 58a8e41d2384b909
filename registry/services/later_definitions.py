"""What a unit laid down for an edition after work on it began: what that work can take up, and how to say so."""

from registry.domain.described_edition import LocalDefinition
from registry.domain.intervention import Intervention
from registry.domain.local_ids import code_of
from registry.store.unit_of_work import UnitOfWork


def later_definition(uow: UnitOfWork, work: Intervention) -> LocalDefinition | None:
    """Return the newest local definition of the work's edition, by its own unit, where the work is not on it yet."""
    definitions = uow.local_definitions.for_edition(work.edition_id) if work.edition_id else ()
    newest = definitions[-1] if definitions else None
    if newest is None or newest.id == work.local_definition_id or newest.establishment.id != work.establishment.id:
        return None
    return newest


def take_up_words(work: Intervention) -> str:
    """Return the command that takes the newest local definition up, to be put in a hint."""
    asked = work.id.removeprefix("urn:uuid:")[:8]
    return f'`intervention match {asked} {code_of(work.edition_id or "")} --reason "..."`'
