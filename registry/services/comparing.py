"""Compare a summary with the version it replaces."""

from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.access import Permission
from registry.domain.addressing import Series
from registry.domain.errors import NotFound
from registry.domain.summary import Draft, TransferSummary
from registry.services.drafts import is_named
from registry.services.journeys import journey
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.ISSUE)
def compare_summary(sitting: Sitting, asked: str) -> tuple[Draft | TransferSummary, TransferSummary]:
    """Return a draft or a kept summary, and the version it replaces.

    Raises NotFound where nothing answers, and where the first version of a series replaces nothing.
    """
    with sitting.looking_up() as uow:
        after = _named(uow, asked)
        before = _replaced(uow, after.series)
    with sitting.reading("summary diff", after.subject.participant.id, after.id, before.id):
        return after, before


def _named(uow: UnitOfWork, asked: str) -> Draft | TransferSummary:
    drafts = [draft for draft in uow.documents.drafts() if is_named(draft.id, asked)]
    if len(drafts) == 1:
        return drafts[0]
    return decode(read_strict(resolve_document(uow, asked).data))


def _replaced(uow: UnitOfWork, series: Series) -> TransferSummary:
    if series.replaces is None:
        raise NotFound("This is the first version of its series: there is nothing to compare it with.")
    return decode(read_strict(uow.documents.get(series.replaces.id).data))
