"""What a home's own registry knows of a document that somebody has verified: whether it is held, and still stands."""

from collections.abc import Iterable

from registry.domain.access import Permission, may
from registry.domain.bearing import superseded_as, withdrawn_as
from registry.domain.disposal import Disposal
from registry.domain.stored_documents import Direction, DocumentKind, KeptDocument, Status
from registry.domain.verdict import Ruling, Verdict
from registry.domain.wording import day_words
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.standings import doubt_words, interim_words, standing_words
from registry.store.unit_of_work import UnitOfWork

CLOSED = "What this home knows of a sensitive annex is told to who may open one."


@journey(Permission.READ_RECORD)
def received_here(sitting: Sitting) -> frozenset[str]:
    """Return the digests in this home's own receipt log, by which a key that was compromised later still counts.

    Those of annexes are only for who may open one.
    """
    opens_annexes = may(sitting.user.roles, Permission.OPEN_ANNEX)
    with sitting.looking_up() as uow:
        documents = uow.documents
        return documents.received_digests() if opens_annexes else documents.received_digests_beside_annexes()


@journey(Permission.READ_RECORD)
def held_here(sitting: Sitting, rulings: Iterable[Ruling]) -> tuple[tuple[str, Ruling], ...]:
    """Return a sentence for each ruling, with the ruling as it is in the light of it.

    What this home knows to be withdrawn is refused, and what it knows to be superseded is found so. A document that is
    refused is not looked for, and has no sentence (an empty one). What is known of an annex is only told to who may
    open one.
    """
    opens_annexes = may(sitting.user.roles, Permission.OPEN_ANNEX)
    with sitting.reading("verify", purpose="standing of documents") as uow:
        return tuple(
            known_of(uow, ruling) if opens_annexes or not _tells_of_annex(ruling) else (CLOSED, ruling)
            for ruling in rulings
        )


def _tells_of_annex(ruling: Ruling) -> bool:
    bearing = ruling.bearing
    if bearing is None:
        return False
    named = bearing.withdraws.document if bearing.withdraws else None
    return bearing.kind == DocumentKind.ANNEX.value or (named is not None and named.is_annex)


def known_of(uow: UnitOfWork, ruling: Ruling) -> tuple[str, Ruling]:
    """Return what this home knows of a document in a sentence, and the ruling as it is in the light of it."""
    if ruling.verdict is Verdict.REFUSED or ruling.digest is None or ruling.document is None:
        return "", ruling
    document = uow.documents.by_digest(ruling.digest)
    if document is not None:
        words = standing_words(uow, document)
        if document.status is Status.WITHDRAWN:
            return words, withdrawn_as(ruling, words)
        if document.status is Status.SUPERSEDED:
            return words, superseded_as(ruling, words)
        if document.kind is not DocumentKind.TRANSFER_SUMMARY:
            return f"{_how(document)} {doubt_words(uow, document)}".rstrip(), ruling
        known = interim_words(uow, document) or "No later version and no withdrawal is known here."
        return f"{_how(document)} {known} {doubt_words(uow, document)}".rstrip(), ruling
    for one in uow.documents.about(ruling.document, kind=DocumentKind.WITHDRAWAL):
        if one.status is not Status.APPROVED and ruling.bearing and one.issuer_id == ruling.bearing.issuer:
            words = f"WITHDRAWN: a withdrawal of it by {one.issuer_name} was received here."
            return words, withdrawn_as(ruling, words)
    if (told := uow.disposals.of_document(document_id=ruling.document, digest=ruling.digest)) is not None:
        return _told_by_stub(ruling, *told)
    later = _later_here(uow, ruling)
    return (
        (later, superseded_as(ruling, later))
        if later
        else ("It was never received or issued here, and no withdrawal or later version of it is known.", ruling)
    )


def _told_by_stub(ruling: Ruling, document: KeptDocument, stub: Disposal) -> tuple[str, Ruling]:
    """What is known of a document whose record was disposed of: how it stood then."""
    if document.digest != ruling.digest:
        words = f"Another document was known here under its id. {stub.words}"
        return words, ruling
    if document.status is Status.WITHDRAWN:
        words = f"WITHDRAWN, as was known here. {stub.words}"
        return words, withdrawn_as(ruling, words)
    if document.status is Status.SUPERSEDED:
        words = f"SUPERSEDED by a later version that was known here. {stub.words}"
        return words, superseded_as(ruling, words)
    return f"{_how(document)} {stub.words}", ruling


def _how(document: KeptDocument) -> str:
    if document.status is Status.APPROVED:
        return "Approved here, and not released yet."
    way = "Issued" if document.direction is Direction.ISSUED else "Received"
    return f"{way} here on {day_words(document.at.date())}."


def _later_here(uow: UnitOfWork, ruling: Ruling) -> str:
    """A later version than one that never came here, of the same issuer's series, as a sentence."""
    bearing = ruling.bearing
    if bearing is None or bearing.series is None:
        return ""
    later = [
        one
        for one in uow.documents.series(bearing.series.id)
        if one.issuer_id == bearing.issuer and one.kind.value == bearing.kind and one.status is not Status.APPROVED
        if (one.version or 0) > bearing.version and (bearing.interim or not one.interim)
    ]
    if not later:
        return ""
    return f"SUPERSEDED: version {later[-1].version} of its series is known here."
