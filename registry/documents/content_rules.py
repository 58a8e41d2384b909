"""What the content of a sound document must not say, kind by kind: rule 5 of verification."""

from collections.abc import Mapping
from typing import Any

from registry.documents.key_rules import check_two_people
from registry.documents.transfer_summary import decode
from registry.domain.addressing import Purpose
from registry.domain.directory import DirectoryEntry
from registry.domain.errors import Refusal, Refused
from registry.domain.people import bare_registration
from registry.domain.receipt import Receipt
from registry.domain.summary import TO_BE_SHOWN, TransferSummary
from registry.domain.times import stamp
from registry.domain.withdrawal import Withdrawal


def decode_summary(document: Mapping[str, Any]) -> TransferSummary:
    """Return the summary a document says. Raises `Refused`: `same-person`, which has its own name, or `content`."""
    people = document["attestation"]
    # Before decoding, whose own rule against it has no name: one registration is one person, however it is spelt.
    author, approver = people["author"], people.get("approver", {})
    registration = bare_registration(approver.get("registration"))
    if author["id"] == approver.get("id") or (
        registration and registration == bare_registration(author.get("registration"))
    ):
        raise Refused(Refusal.SAME_PERSON, "The author and the approver are one person.", path="/attestation/approver")
    return decode(document)


def check_summary(summary: TransferSummary, listed: DirectoryEntry | None) -> None:
    """Return if a summary may say what it says. Raises `Refused`: `same-person` or `content`."""
    attestation = summary.attestation
    if attestation.approver is not None:
        check_two_people(listed, attestation.author, attestation.approver)
    if summary.interim and summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
        raise Refused(Refusal.CONTENT, "An interim summary never goes to a board or a tribunal.", path="/purpose")
    if summary.purpose is Purpose.PAROLE_BOARD and summary.subject.participant.untried:
        raise Refused(
            Refusal.CONTENT, "There is no parole report on someone who has not been convicted.", path="/purpose"
        )
    if summary.purpose in TO_BE_SHOWN and attestation.shown is None and attestation.not_shown is None:
        raise Refused(
            Refusal.CONTENT,
            "The summary was not shown to the participant, and nobody says why.",
            path="/attestation",
        )


def check_withdrawal_content(withdrawal: Withdrawal, listed: DirectoryEntry | None) -> None:  # noqa: ARG001
    """Return if a withdrawal may say what it says. Raises `Refused` (`content`) for one that withdraws itself."""
    if withdrawal.subject.document.id == withdrawal.id:
        raise Refused(Refusal.CONTENT, "The withdrawal names itself.", path="/credentialSubject/document/id")


def check_receipt_content(receipt: Receipt, listed: DirectoryEntry | None) -> None:  # noqa: ARG001
    """Return if a receipt may say what it says. Raises `Refused` (`content`)."""
    if receipt.recipient.id == receipt.issuer.id:
        raise Refused(Refusal.CONTENT, "The receipt is addressed to who wrote it.", path="/recipient")
    if receipt.subject.received > receipt.valid_from:
        raise Refused(
            Refusal.CONTENT,
            f"The receipt is older than the receiving it speaks of ({stamp(receipt.subject.received)}).",
            path="/credentialSubject/received",
        )
