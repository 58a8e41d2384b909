"""Whether a kept summary still stands, said in words wherever it is shown; and what the plan has lost with it."""

from registry.documents.strict import read_strict
from registry.documents.withdrawal import decode_withdrawal
from registry.domain.dates import PartialDate
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.wording import day_words
from registry.store.unit_of_work import UnitOfWork


def standing_words(uow: UnitOfWork, document: StoredDocument) -> str:
    """Return in one sentence why a summary or an annex does not stand; nothing for one that does or is not released."""
    if document.status is Status.WITHDRAWN:
        when, reason = _withdrawal_of(uow, document)
        return f"WITHDRAWN{when} by {document.issuer_name}. {reason}".rstrip()
    if document.status is not Status.SUPERSEDED:
        return ""
    later = [
        one
        for one in uow.documents.series(document.series_id or "")
        if one.direction is document.direction and (one.version or 0) > (document.version or 0)
        if one.status is not Status.APPROVED
    ]
    if not later:
        return "SUPERSEDED by a later version."
    newest = later[-1]
    gone = ", which was withdrawn" if newest.status is Status.WITHDRAWN else ""
    return f"SUPERSEDED by version {newest.version} of {_dated(newest)}{gone}."


def no_longer_standing(uow: UnitOfWork, participant_id: str) -> tuple[str, ...]:
    """Return that a participant has died, and a sentence for each received summary on which nothing rests any more.

    Every withdrawn one, and a superseded one whose successor is silent on work that it told of; each names the work
    that the plan has lost with it.
    """
    received = [one for one in uow.documents.of(participant_id) if one.direction is Direction.RECEIVED]
    death = uow.deaths.standing(participant_id)
    sentences = [death.words] if death else []
    gone = [one for one in received if one.status is not Status.RECEIVED]
    if not gone:
        return tuple(sentences)
    standing = {work for one in received if one not in gone for work in uow.imports.work_in(one.id)}
    for one in gone:
        lost = [title for work, title in uow.imports.work_in(one.id).items() if work not in standing]
        if one.status is Status.SUPERSEDED and not lost:
            continue
        what = f"Summary of {one.issuer_name} of {_dated(one)}, version {one.version}: {standing_words(uow, one)}"
        without = f" Nothing here rests on it any more: {', '.join(lost)}." if lost else ""
        sentences.append(what + without)
    return tuple(sentences)


def receipt_words(uow: UnitOfWork, document: StoredDocument) -> str:
    """Return who holds an issued summary by their own receipt, as one sentence; nothing for a received one."""
    if document.direction is not Direction.ISSUED or document.status is Status.APPROVED:
        return ""
    receipts = uow.documents.about(document.id, kind=DocumentKind.RECEIPT)
    if not receipts:
        return f"No receipt from {document.recipient_name} yet." if document.recipient_id else ""
    first = receipts[0]
    return f"{first.issuer_name} holds version {document.version}: receipt of {_dated(first)}."


def _withdrawal_of(uow: UnitOfWork, document: StoredDocument) -> tuple[str, str]:
    for one in uow.documents.about(document.id, kind=DocumentKind.WITHDRAWAL):
        if one.status is not Status.APPROVED and one.issuer_id == document.issuer_id:
            withdrawal = decode_withdrawal(read_strict(one.data))
            return f" on {day_words(withdrawal.valid_from.date())}", f"Reason: {withdrawal.subject.reason_in_short}"
    return "", ""


def _dated(document: StoredDocument) -> str:
    return (document.dated or PartialDate.of(document.at.date())).words
