"""One sentence on what a verified document is, for a person who has only its file name. Never what an annex says."""

from registry.documents.kinds import Content
from registry.domain.annex import Annex
from registry.domain.checkwords import document_number
from registry.domain.document_ref import DocumentRef
from registry.domain.receipt import Receipt
from registry.domain.withdrawal import Withdrawal
from registry.domain.wording import day_words


def about(content: Content) -> str:
    """Return what a document is, between whom, and on which other document it speaks."""
    whom = " and ".join(recipient.name for recipient in content.addressees)
    match content:
        case Withdrawal():
            named = _named(content.subject.document)
            return f"Withdrawal of {named}, for {whom}. Reason: {content.subject.reason_in_short}"
        case Receipt():
            by = content.attestation.receiver.name
            return (
                f"Receipt for {whom}: {content.issuer.name} holds {_named(content.subject.document)}, "
                f"received {day_words(content.subject.received.date())} by {by} as {content.subject.verdict}."
            )
        case Annex():
            decided = content.attestation.decision_maker.name
            which = f"Sensitive annex, version {content.series.version}"
            return f"{which}, for {whom}, kept apart by the decision of {decided}."
        case _:
            interim = "Interim transfer summary" if content.interim else "Transfer summary"
            return f"{interim}, version {content.series.version}, for {whom} ({content.purpose.replace('-', ' ')})."


def _named(ref: DocumentRef) -> str:
    what = "annex" if ref.is_annex else "summary"
    return f"{what} {document_number(ref.digest)}, version {ref.version}"
