"""What a home's own registry knows of a document that somebody has verified: whether it is held, and still stands."""

from collections.abc import Iterable

from registry.domain.access import Permission
from registry.domain.stored_documents import DocumentKind, Status
from registry.domain.verdict import Ruling
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.standings import standing_words
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.READ_RECORD)
def held_here(sitting: Sitting, rulings: Iterable[Ruling]) -> tuple[str, ...]:
    """Return a sentence for each ruling: that it was superseded or withdrawn, stands here, or is not held here.

    A document that is refused is not looked for, and has no sentence (an empty one).
    """
    with sitting.reading("verify", purpose="standing of documents") as uow:
        return tuple(_words(uow, ruling) for ruling in rulings)


def _words(uow: UnitOfWork, ruling: Ruling) -> str:
    if ruling.digest is None or ruling.document is None:
        return ""
    document = uow.documents.by_digest(ruling.digest)
    if document is not None:
        if document.kind is not DocumentKind.TRANSFER_SUMMARY:
            return "This home holds it."
        standing = standing_words(uow, document)
        return standing or "This home holds it, and knows of no later version and no withdrawal."
    for one in uow.documents.about(ruling.document, kind=DocumentKind.WITHDRAWAL):
        if one.status is not Status.APPROVED:
            return f"WITHDRAWN: this home holds a withdrawal of it by {one.issuer_name}."
    return "This home does not hold it."
