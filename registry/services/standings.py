"""Whether a kept summary still stands, and was countersigned, said in words wherever it is shown; and what the plan has
lost with one that does not.
"""

from collections.abc import Collection, Iterator, Mapping

from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.documents.withdrawal import decode_withdrawal
from registry.domain.dates import PartialDate
from registry.domain.history import Work
from registry.domain.key_doubt import worst_doubt
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.wording import day_words, sentence
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
        if one.direction is document.direction and one.supersedes(document) and one.status is not Status.APPROVED
    ]
    if not later:
        return "SUPERSEDED by a later version."
    newest = later[-1]
    gone = ", which was withdrawn" if newest.status is Status.WITHDRAWN else ""
    return f"SUPERSEDED by version {newest.version} of {_dated(newest)}{gone}."


def interim_words(uow: UnitOfWork, document: StoredDocument) -> str:
    """Return in one sentence that a summary in force is interim, or that an interim one stands beside it.

    Else nothing. Of one that still waits for its release, that it will take no approved version's place.
    """
    if document.series_id is None:
        return ""
    if document.interim and document.status is Status.APPROVED:
        return beside_words(uow, document.series_id, document.direction)
    if not document.is_in_force:
        return ""
    beside = [
        one
        for one in uow.documents.series(document.series_id)
        if one.direction is document.direction and one.is_in_force and one.interim is not document.interim
    ]
    if document.interim:
        stays = f" Version {beside[0].version} of {_dated(beside[0])}, approved, stands beside it." if beside else ""
        return (
            "INTERIM, NOT YET COUNTERSIGNED: signed by its author and the unit, approved by nobody. What it alone says "
            f"counts as a report until the approved version comes.{stays}"
        )
    if not beside:
        return ""
    return (
        f"Version {beside[0].version} of {_dated(beside[0])} is INTERIM, NOT YET COUNTERSIGNED: it stands beside this "
        "one and does not take its place. Read both."
    )


def beside_words(uow: UnitOfWork, series_id: str, direction: Direction) -> str:
    """Return in one sentence that an interim version to come takes no approved version's place; nothing where none
    stands.
    """
    approved = [
        one
        for one in uow.documents.series(series_id)
        if one.direction is direction and one.is_in_force and not one.interim
    ]
    if not approved:
        return ""
    return (
        f"Version {approved[0].version} of {_dated(approved[0])}, which was approved, stands. This interim version "
        "does not take its place: both stand, and what only this one says counts as a report, until an approved "
        "version takes the place of both."
    )


def doubt_words(uow: UnitOfWork, document: StoredDocument) -> str:
    """Return in sentences that a key which signed a received document was marked since; else nothing."""
    doubt = worst_doubt(uow.unit.doubts(), document.signed_by, document.at) if document.signed_by else None
    return doubt.words(document.issuer_name, document.at) if doubt else ""


def standing_notices(uow: UnitOfWork, participant_id: str) -> tuple[str, ...]:
    """Return that a participant has died, and a sentence for each received summary that is not simply in force.

    Every withdrawn one, a superseded one whose successor is silent on work that it told of, each with the work that the
    plan has lost with it; every interim one; and every one in force of which a key was marked since.
    """
    received = [one for one in uow.documents.of(participant_id) if one.direction is Direction.RECEIVED]
    death = uow.deaths.standing(participant_id)
    sentences = [death.words] if death else []
    gone = [one for one in received if one.status is not Status.RECEIVED]
    # Read only where something is gone: most records lose nothing.
    standing = {work for one in received if gone and one not in gone for work in uow.imports.work_in(one.id)}
    for one in received:
        if one not in gone:
            if one.interim:
                sentences.append(f"{_named(one)}: {interim_words(uow, one)}")
            if one.kind is DocumentKind.TRANSFER_SUMMARY and (doubt := doubt_words(uow, one)):
                sentences.append(f"{_named(one)}: {doubt}")
            continue
        lost = [title for work, title in uow.imports.work_in(one.id).items() if work not in standing]
        if one.status is Status.SUPERSEDED and not lost:
            continue
        without = f" Nothing here rests on it any more: {', '.join(lost)}." if lost else ""
        without += _decided_on(uow, participant_id, {*uow.imports.work_in(one.id)} - standing)
        sentences.append(
            " ".join((f"{_named(one)}: {sentence(standing_words(uow, one))}{without}", *_still_here(uow, one)))
        )
    return tuple(sentences)


def _decided_on(uow: UnitOfWork, participant_id: str, lost: Collection[str]) -> str:
    """Return which decisions stood on work that the plan has lost, by whom and with what was said; else nothing.

    Nobody took them back: whoever reads the notice asks the participant, and decides again.
    """
    found: dict[str, str] = {}
    for plan in uow.plans.all(participant_id) if lost else ():
        for line in plan.lines:
            decision = line.decision or line.earlier_decision
            if decision is None or not line.work or not {*line.work} <= {*lost}:
                continue
            words = f", with the words “{decision.discussed_words}”" if decision.discussed_words else ""
            choice = (
                f"{decision.choice} to {decision.changed_to.words}" if decision.changed_to else f"{decision.choice}"
            )
            by = f"{choice} by {decision.by.name} on {decision.on.words}{words}"
            found[line.key] = f"{line.title} ({line.kind.words}): {by}"
    return f" Decisions that stood on it, to be taken anew: {'; '.join(found.values())}." if found else ""


def told_of_and_withdrawn(uow: UnitOfWork, participant_id: str) -> tuple[tuple[str, Work], ...]:
    """Return each piece of work that only a summary withdrawn since told of, after that summary's name in words."""
    received = [one for one in uow.documents.of(participant_id) if one.direction is Direction.RECEIVED]
    gone = [one for one in received if one.status is Status.WITHDRAWN and one.kind is DocumentKind.TRANSFER_SUMMARY]
    if not gone:
        return ()
    standing = {work for one in received if one.status is Status.RECEIVED for work in uow.imports.work_in(one.id)}
    return tuple(
        (f"{_named(one)[0].lower()}{_named(one)[1:]}", work)
        for one in gone
        for work in uow.imports.came_in(one.id)
        if work.intervention.id not in standing
    )


def weeks_words(uow: UnitOfWork, participant_id: str) -> str:
    """Return with which received summary the page on the first two weeks came, and whether that stands; nothing for the
    unit's own page.
    """
    came_with = uow.first_two_weeks.came_with(participant_id)
    if came_with is None:
        return ""
    document = uow.documents.get(came_with)
    words = f"What stands here came with the {_named(document)[0].lower()}{_named(document)[1:]}."
    if document.status is Status.WITHDRAWN:
        return (
            f"{words} That summary was {sentence(standing_words(uow, document))} Nobody here has read it again since: "
            "do not rely on it. It does not travel on."
        )
    if document.status is Status.SUPERSEDED:
        return f"{words} {standing_words(uow, document)}"
    return f"{words} {interim_words(uow, document)}" if document.interim else words


def received_names(uow: UnitOfWork, participant_id: str) -> Mapping[str, str]:
    """Return by its id the name of each received summary about a participant that stands and that nobody doubts, oldest
    first.
    """
    return {
        one.id: f"{_named(one)[0].lower()}{_named(one)[1:]}"
        for one in uow.documents.of(participant_id)
        if one.direction is Direction.RECEIVED and one.status is Status.RECEIVED and not doubt_words(uow, one)
    }


def _still_here(uow: UnitOfWork, document: StoredDocument) -> Iterator[str]:
    """What a withdrawn summary left in the record that nobody but a person takes back."""
    if document.status is not Status.WITHDRAWN or document.participant_id is None:
        return
    if uow.first_two_weeks.came_with(document.participant_id) == document.id:
        yield (
            "The page on the first two weeks came with it, and travels on only when somebody has read it again: "
            "`participant first-two-weeks WHO --read-again`."
        )
    gave = decode(read_strict(document.data)).subject.participant.communication
    if gave.phrases and gave == uow.participants.get(document.participant_id).communication:
        yield "The communication needs here are as it gave them: ask again."


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


def _named(document: StoredDocument) -> str:
    return f"Summary of {document.issuer_name} of {_dated(document)}, version {document.version}"


def _dated(document: StoredDocument) -> str:
    return (document.dated or PartialDate.of(document.at.date())).words
