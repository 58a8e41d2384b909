"""The invented hospital's smaller documents: a withdrawal, a receipt and an annex, each whole and signed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from registry.documents.annex import encode_annex
from registry.documents.receipt import encode_receipt
from registry.documents.signing import add_proof
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.addressing import Issuer, Recipient, RecipientKind, Series
from registry.domain.annex import Annex, AnnexAttestation, AnnexSubject, Concern, Passage
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.directory import DirectoryEntry, KeyRole
from registry.domain.document_ref import DocumentRef, SentKind
from registry.domain.people import Tier
from registry.domain.receipt import Held, Receipt, ReceiptAttestation
from registry.domain.verdict import Verdict
from registry.domain.withdrawal import Withdrawal, WithdrawalAttestation, Withdrawn
from tests.documents import clinic
from tests.documents.clinic import (
    ALDER,
    APPROVED,
    APPROVER,
    AUTHOR,
    RELEASED,
    ROWAN,
    STRANGER,
    VALID_FROM,
    key,
    listed,
)
from tests.documents.record import participant, urn

ALDER_ISSUES = Issuer(id=ALDER, name="Alder Clinic", tier=Tier.MEDIUM, contact="01632 960 111")
ROWAN_ISSUES = Issuer(id=ROWAN, name="Rowan House", tier=Tier.LOW)
TO_ALDER = Recipient(kind=RecipientKind.ESTABLISHMENT, id=ALDER, name="Alder Clinic")
TO_ROWAN = Recipient(kind=RecipientKind.ESTABLISHMENT, id=ROWAN, name="Rowan House")
TO_BOARD = Recipient(kind=RecipientKind.BOARD, name="The Parole Board")
SUMMARY = DocumentRef(
    kind=SentKind.TRANSFER_SUMMARY, id=urn("document"), digest="cd" * 32, series=urn("series"), version=2
)
RECEIVED = RELEASED + timedelta(minutes=5)
SECRET = "The neighbour's new address is 7 Copse Lane."


def withdrawal(**changes: Any) -> Withdrawal:
    whole = Withdrawal(
        id=urn("withdrawal"),
        issuer=ALDER_ISSUES,
        valid_from=VALID_FROM,
        recipients=(TO_ROWAN,),
        attestation=WithdrawalAttestation(
            approver=Signatory.of(APPROVER, key("approver").public_key), unit=UnitKey(key=key("unit").public_key)
        ),
        checkpoint=clinic.summary().checkpoint,
        subject=Withdrawn(document=SUMMARY, reason="The dose was another person's."),
    )
    return replace(whole, **changes)


def receipt(**changes: Any) -> Receipt:
    whole = Receipt(
        id=urn("receipt"),
        issuer=ROWAN_ISSUES,
        valid_from=RECEIVED,
        recipient=TO_ALDER,
        attestation=ReceiptAttestation(receiver=Signatory.of(STRANGER, key("rowan-receiver").public_key)),
        subject=Held(document=SUMMARY, received=RECEIVED, verdict=Verdict.TRUSTED),
    )
    return replace(whole, **changes)


def annex(**changes: Any) -> Annex:
    whole = Annex(
        id=urn("annex"),
        issuer=ALDER_ISSUES,
        valid_from=VALID_FROM,
        series=Series(id=urn("annex series"), version=1),
        recipients=(TO_ROWAN, TO_BOARD),
        attestation=AnnexAttestation(
            author=Signatory.of(AUTHOR),
            decision_maker=Signatory.of(APPROVER, key("approver").public_key),
            unit=UnitKey(key=key("unit").public_key),
        ),
        checkpoint=clinic.summary().checkpoint,
        subject=AnnexSubject(
            participant=participant(),
            reason="It would tell where a victim lives.",
            mentioned=False,
            passages=(Passage(concern=Concern.VICTIM, text=SECRET),),
        ),
    )
    return replace(whole, **changes)


def signed_withdrawal(
    of: Withdrawal | None = None, *, person: str = "approver", unit: str | None = "unit"
) -> dict[str, Any]:
    return _signed(encode_withdrawal(of or withdrawal()), person, unit)


def signed_receipt(of: Receipt | None = None, *, person: str = "rowan-receiver") -> dict[str, Any]:
    plain = encode_receipt(of or receipt())
    return add_proof(plain, signer=key(person), issuer_id=plain["issuer"]["id"], created=RECEIVED)


def signed_annex(of: Annex | None = None, *, person: str = "approver", unit: str | None = "unit") -> dict[str, Any]:
    return _signed(encode_annex(of or annex()), person, unit)


def _signed(plain: dict[str, Any], person: str, unit: str | None) -> dict[str, Any]:
    issuer = plain["issuer"]["id"]
    document = add_proof(plain, signer=key(person), issuer_id=issuer, created=APPROVED)
    return add_proof(document, signer=key(unit), issuer_id=issuer, created=RELEASED) if unit else document


def rowan_receives(**changes: Any) -> DirectoryEntry:
    """Return Rowan House's entry with a key for receiving; `changes` change that key."""
    entry = clinic.rowan()
    return replace(entry, keys=(*entry.keys, listed("rowan-receiver", KeyRole.RECEIVER, STRANGER, **changes)))
