"""Compare a summary with the version it replaces."""

from collections.abc import Iterator

from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.access import Permission
from registry.domain.addressing import Series
from registry.domain.errors import NotFound
from registry.domain.stored_documents import Status
from registry.domain.summary import Draft, TransferSummary
from registry.services.drafts import is_named
from registry.services.journeys import journey
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting
from registry.services.standings import standing_words
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.ISSUE)
def compare_summary(sitting: Sitting, asked: str) -> tuple[Draft | TransferSummary, TransferSummary, tuple[str, ...]]:
    """Return a draft or a kept summary, the version it replaces, and in words what no longer stands of the two.

    That the one replaced the other goes without saying. Raises NotFound where nothing answers, and where the first
    version of a series replaces nothing.
    """
    with sitting.looking_up() as uow:
        after = _named(uow, asked)
        before = _replaced(uow, after.series)
        gone = tuple(_gone(uow, after, before))
    with sitting.reading("summary diff", after.subject.participant.id, after.id, before.id):
        return after, before, gone


def _gone(uow: UnitOfWork, after: Draft | TransferSummary, before: TransferSummary) -> Iterator[str]:
    shown: list[TransferSummary] = [before] if isinstance(after, Draft) else [after, before]
    for one in shown:
        document = uow.documents.get(one.id)
        if one is not before or document.status is Status.WITHDRAWN:
            words = standing_words(uow, document)
            if words:
                yield f"Version {one.series.version}: {words}"


def _named(uow: UnitOfWork, asked: str) -> Draft | TransferSummary:
    drafts = [draft for draft in uow.documents.drafts() if is_named(draft.id, asked)]
    if len(drafts) == 1:
        return drafts[0]
    return decode(read_strict(resolve_document(uow, asked).data))


def _replaced(uow: UnitOfWork, series: Series) -> TransferSummary:
    if series.replaces is None:
        raise NotFound(
            "This is the first version of its series: there is nothing to compare it with.",
            hint="Read it with `summary preview` while it is a draft, else with `summary show`.",
        )
    return decode(read_strict(uow.documents.get(series.replaces.id).data))
