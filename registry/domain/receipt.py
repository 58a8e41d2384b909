"""The receipt: the receiver's signed word on which document it holds, and whether the sender believes it.

A receipt that comes back is held to these rules, in this order:

 1. It has not come back before.
 2. It names, by kind, id and digest, one document that this unit released.
 3. It comes from an establishment that the document was addressed to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from registry.domain.addressing import Issuer, Recipient
from registry.domain.attestation import Signatory
from registry.domain.document_ref import DocumentRef
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.identifiers import check_id
from registry.domain.stored_documents import Direction, Status, StoredDocument
from registry.domain.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAttestation:
    """Who signs a receipt: the person who received, with their key for receiving."""

    receiver: Signatory

    def __post_init__(self) -> None:
        if self.receiver.key is None:
            raise InvalidValue("The receiver's key is not named.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Which document is held, since when, and what verification said of it. Nothing is said of the participant."""

    document: DocumentRef
    received: datetime
    verdict: Verdict

    def __post_init__(self) -> None:
        if self.verdict is Verdict.REFUSED:
            raise InvalidValue("What was refused is not held.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The frozen receipt: exactly what is signed. Its issuer is the establishment that received."""

    id: str
    issuer: Issuer
    valid_from: datetime
    recipient: Recipient
    attestation: ReceiptAttestation
    subject: Held

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")

    @property
    def signatory(self) -> Signatory:
        """The person whose proof must stand in it."""
        return self.attestation.receiver

    @property
    def addressees(self) -> tuple[Recipient, ...]:
        """To whom it is addressed."""
        return (self.recipient,)


def check_receipt(
    receipt: Receipt,
    digest: str,
    *,
    issued: StoredDocument | None,
    addressed_to: Collection[str],
    receipts: Sequence[StoredDocument],
) -> StoredDocument:
    """Return the released document that a receipt names.

    `issued` is the document of this unit under the id it names, `addressed_to` the establishments it went to by their
    ids, `receipts` are those that came back before. Raises `Refused` by the rules above: `replayed`,
    `unknown-document` or `not-addressed`.
    """
    # 1. Come back before.
    if any(one.digest == digest or one.id == receipt.id for one in receipts):
        raise Refused(
            Refusal.REPLAYED, "This receipt was imported here already.", hint="Nothing needs doing; nothing changed."
        )
    # 2. Released here.
    named = receipt.subject.document
    released = (
        issued is not None
        and issued.kind is named.document_kind
        and issued.direction is Direction.ISSUED
        and issued.status is not Status.APPROVED
    )
    if (
        issued is None
        or not released
        or (issued.digest, issued.series_id, issued.version) != (named.digest, named.series, named.version)
    ):
        raise Refused(
            Refusal.UNKNOWN_DOCUMENT,
            "It acknowledges a document that this unit never released.",
            path="/credentialSubject/document",
            hint="Ask the establishment what it holds, by document number and check words.",
        )
    # 3. From whom it was addressed to.
    if receipt.issuer.id not in addressed_to:
        raise Refused(
            Refusal.NOT_ADDRESSED,
            "It comes from an establishment that the document was not addressed to.",
            path="/issuer",
            hint="Find out how that establishment came by the document.",
        )
    return issued
