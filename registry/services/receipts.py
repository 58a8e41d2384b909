"""Receipts: the receiver signs what it holds, and the sender sees who holds which version."""

from dataclasses import dataclass

from registry.documents.annex import decode_annex
from registry.documents.canonical import document_digest
from registry.documents.receipt import encode_receipt
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.verification import Verified
from registry.domain.access import Permission
from registry.domain.addressing import Issuer, Recipient, RecipientKind
from registry.domain.attestation import Signatory
from registry.domain.dates import PartialDate
from registry.domain.document_ref import ref_to
from registry.domain.errors import NotAllowed
from registry.domain.receipt import Held, Receipt, ReceiptAttestation, check_receipt
from registry.domain.signing import Signer
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.verdict import Ruling, Verdict
from registry.services.directories import is_listed, require_listed
from registry.services.journeys import journey
from registry.services.opening import open_verified
from registry.services.outgoing import Outgoing, outgoing, seal_to
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """What came of importing a receipt: the verdict on it, who holds what since when, and the summary it is for."""

    ruling: Ruling
    receipt: Receipt
    document: StoredDocument


def receipt_key(sitting: Sitting) -> Signer | None:
    """Return this person's key for receiving, or None while the directory does not list it: the sender would refuse
    what it signs.
    """
    signer = sitting.keys.receiver
    return signer if is_listed(sitting, signer.public_key) else None


def keep_receipt(sitting: Sitting, uow: UnitOfWork, document: StoredDocument, signer: Signer | None) -> str | None:
    """Sign and keep a receipt for a received summary or annex with the `receipt_key`, and return its id.

    Without one, None, and nothing is kept: it can be made later, when the key is listed.
    """
    if signer is None:
        return None
    now = sitting.now.replace(microsecond=0)
    unit = sitting.unit
    receipt = Receipt(
        id=new_id(),
        issuer=Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact),
        valid_from=now,
        recipient=_sender(document),
        attestation=ReceiptAttestation(receiver=Signatory.of(sitting.user.person, signer.public_key)),
        subject=Held(
            document=ref_to(document),
            received=document.at.replace(microsecond=0),
            verdict=Verdict(document.verdict or ""),
        ),
    )
    signed = add_proof(encode_receipt(receipt), signer=signer, issuer_id=unit.id, created=now)
    uow.documents.add(
        StoredDocument(
            id=receipt.id,
            kind=DocumentKind.RECEIPT,
            participant_id=document.participant_id,
            direction=Direction.ISSUED,
            status=Status.RELEASED,
            digest=document_digest(signed),
            issuer_id=unit.id,
            issuer_name=unit.name,
            recipient_id=document.issuer_id,
            recipient_name=document.issuer_name,
            about_id=document.id,
            about_kind=document.kind,
            at=now,
            dated=PartialDate.of(now.date()),
            data=document_bytes(signed),
        )
    )
    return receipt.id


@journey(Permission.RECEIVE)
def write_receipt(sitting: Sitting, asked: str) -> Outgoing:
    """Return the file of the receipt for a received summary; it is signed now where there was none yet.

    Raises NotFound, and NotAllowed for a summary of this unit's own or while the key for receiving is not listed.
    """
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked)
    return receipt_file(sitting, document)


def receipt_file(sitting: Sitting, document: StoredDocument) -> Outgoing:
    """Return the file of the receipt for a received document; signed now where there was none. As `write_receipt`."""
    if document.direction is not Direction.RECEIVED:
        raise NotAllowed(f"This unit issued that {document.kind.words}.", hint="Its recipient writes the receipt.")
    keys = seal_to(sitting, (_sender(document),))
    with sitting.looking_up() as uow:
        kept = [
            one
            for one in uow.documents.about(document.id, kind=DocumentKind.RECEIPT)
            if one.direction is Direction.ISSUED
        ]
    if not kept:
        require_listed(sitting, sitting.keys.receiver.public_key, "Your key for receiving")
    with sitting.writing("receipt write", document.participant_id or "", document.id) as uow:
        receipt_id = kept[0].id if kept else keep_receipt(sitting, uow, document, receipt_key(sitting))
        if receipt_id is None:
            raise NotAllowed("No directory lists your key for receiving.", hint="Use `directory install FILE`.")
        receipt = uow.documents.get(receipt_id)
    return outgoing("receipt", receipt.digest, receipt.data, keys)


@journey(Permission.RECEIVE)
def import_receipt(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> Acknowledged:
    """Verify a receipt that came back, hold it against what this unit released, and keep it.

    Raises Refused with the reason, and NotEnough for an INTACT one without `accept_intact`. Nothing is written then.
    """
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    if verified.receipt.subject.document.is_annex:
        raise NotAllowed(
            "This receipt is for a sensitive annex, which not everybody opens.", hint="Use `annex receive FILE`."
        )
    return keep_foreign_receipt(sitting, verified, "receipt import", purpose=accept_intact or "")


def keep_foreign_receipt(sitting: Sitting, verified: Verified, act: str, *, purpose: str) -> Acknowledged:
    """Hold a verified receipt against what this unit released, and keep it. Raises Refused with the reason."""
    receipt = verified.receipt
    named = receipt.subject.document
    with sitting.writing(act, receipt.id, named.id, purpose=purpose) as uow:
        issued = uow.documents.find(named.id)
        document = check_receipt(
            receipt,
            verified.digest,
            issued=issued,
            addressed_to=_addressed_to(issued) if issued else (),
            receipts=uow.documents.received_beside(ids=(receipt.id,), digests=(verified.digest,)),
        )
        uow.documents.add(
            StoredDocument(
                id=receipt.id,
                kind=DocumentKind.RECEIPT,
                participant_id=document.participant_id,
                direction=Direction.RECEIVED,
                status=Status.RECEIVED,
                digest=verified.digest,
                issuer_id=receipt.issuer.id,
                issuer_name=receipt.issuer.name,
                recipient_id=sitting.unit.id,
                recipient_name=sitting.unit.name,
                about_id=document.id,
                about_kind=document.kind,
                at=sitting.now,
                dated=PartialDate.of(receipt.valid_from.date()),
                verdict=verified.verdict,
                signed_by=verified.signed_by,
                data=verified.data,
            )
        )
    return Acknowledged(ruling=verified.ruling, receipt=receipt, document=document)


def _sender(document: StoredDocument) -> Recipient:
    return Recipient(kind=RecipientKind.ESTABLISHMENT, id=document.issuer_id, name=document.issuer_name)


def _addressed_to(document: StoredDocument) -> frozenset[str]:
    """The establishments that a document of this unit was addressed to."""
    if document.kind is DocumentKind.ANNEX:
        recipients = decode_annex(read_strict(document.data)).recipients
        return frozenset(one.id for one in recipients if one.id is not None)
    return frozenset(one for one in (document.recipient_id,) if one is not None)
