"""The withdrawal: a signed word that a document no longer stands, and whether it is believed where it arrives.

A withdrawal that arrives is held to these rules, in this order:

 1. It has not arrived here before.
 2. It comes from the establishment that issued the document it names. Nobody withdraws another's document.
 3. The kind, the id and the digest it names are those of one document.

The document itself need not be here yet: the withdrawal is kept, and the document is refused when it comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from registry.domain.addressing import Issuer, Recipient, check_recipients
from registry.domain.attestation import Checkpoint, Signatory, UnitKey
from registry.domain.document_ref import DocumentRef, SentKind
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.identifiers import check_id
from registry.domain.stored_documents import StoredDocument
from registry.domain.text import check_prose

_MOST_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAttestation:
    """Who signs a withdrawal: the clinician who decided it, and the unit."""

    approver: Signatory
    unit: UnitKey

    def __post_init__(self) -> None:
        if self.approver.key is None:
            raise InvalidValue("The approver's key is not named.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What no longer stands, and why. Nothing is said of the participant: the document's digest is enough."""

    document: DocumentRef
    reason: str

    def __post_init__(self) -> None:
        check_prose(self.reason, "The reason for the withdrawal")

    @property
    def reason_in_short(self) -> str:
        """The reason on one line and cut: a foreign text must not look like lines of ours."""
        words = " ".join(self.reason.split())
        return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The frozen withdrawal: exactly what is signed. Its recipients are the document's."""

    id: str
    issuer: Issuer
    valid_from: datetime
    recipients: tuple[Recipient, ...]
    attestation: WithdrawalAttestation
    checkpoint: Checkpoint
    subject: Withdrawn

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        check_recipients(self.recipients, "A withdrawal")

    @property
    def signatory(self) -> Signatory:
        """The person whose proof must stand in it."""
        return self.attestation.approver

    @property
    def addressees(self) -> tuple[Recipient, ...]:
        """To whom it is addressed."""
        return self.recipients


def check_withdrawal(withdrawal: Withdrawal, digest: str, held: Sequence[StoredDocument]) -> StoredDocument | None:
    """Return the held document that a withdrawal takes back, or None when it has not arrived yet.

    `held` are the received documents of any kind. Raises `Refused` by the rules above: `replayed`, `wrong-unit` or
    `unknown-document`.
    """
    # 1. Arrived before.
    if any(one.digest == digest or one.id == withdrawal.id for one in held):
        raise Refused(
            Refusal.REPLAYED, "This withdrawal was received here already.", hint="Nothing needs doing; nothing changed."
        )
    named = withdrawal.subject.document
    for one in held:
        if one.kind.value not in {*SentKind}:
            continue
        same_id, same_digest = one.id == named.id, one.digest == named.digest
        if not same_id and not same_digest:
            continue
        # 2. The issuer's own.
        if one.issuer_id != withdrawal.issuer.id:
            raise Refused(
                Refusal.WRONG_UNIT,
                f"It withdraws a document that {one.issuer_name} issued.",
                path="/credentialSubject/document",
                hint="Only the issuer withdraws a document. Tell both establishments.",
            )
        # 3. One document.
        if not (same_id and same_digest and one.kind is named.document_kind):
            raise Refused(
                Refusal.UNKNOWN_DOCUMENT,
                "It names the id of one document and the digest or the kind of another.",
                path="/credentialSubject/document",
                hint="Ask the sender.",
            )
        return one
    return None
