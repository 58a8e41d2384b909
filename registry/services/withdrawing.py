"""Withdraw a summary: a clinician signs that it no longer stands, another person releases that; or it arrives here.

What is alike for a summary and an annex is here too; who may withdraw or receive an annex is said in `annex_sending`
and `annex_receiving`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from registry.documents.canonical import document_digest
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.documents.verification import Verified
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.access import Permission
from registry.domain.addressing import Issuer, Recipient
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.document_ref import ref_to
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.hits import check_confirmed
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.stored_documents import STATUS_AFTER, Direction, DocumentKind, Status, StoredDocument
from registry.domain.text import check_reason
from registry.domain.verdict import Ruling
from registry.domain.withdrawal import Withdrawal, WithdrawalAttestation, Withdrawn, check_withdrawal
from registry.services.checkpoints import make_checkpoint
from registry.services.directories import require_listed
from registry.services.hits import find_name_hits
from registry.services.journeys import journey
from registry.services.opening import open_verified
from registry.services.plans import plan_from
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting, describer, new_id
from registry.services.standings import standing_notices
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What came of a withdrawal that arrived: the verdict on it, and the document that no longer stands.

    `document` is absent where that summary, or annex, is not held here; it is refused should it come. `notices` say
    what the participant's plan has lost.
    """

    ruling: Ruling
    withdrawal: Withdrawal
    document: StoredDocument | None
    notices: tuple[str, ...]


@journey(Permission.APPROVE, of_two=True)
def withdraw_summary(
    sitting: Sitting,
    asked: str,
    confirmations: Mapping[IdentifierKind, str],
    *,
    reason: str,
    means_other: Collection[str] = (),
) -> StoredDocument:
    """Sign the withdrawal of a released summary with the signed-in clinician's key, and return it, approved.

    The summary stands until another person releases the withdrawal. `means_other` confirms words of the reason that
    could name a companion in a group, as in `approve_summary`. Raises NotFound, and NotAllowed for a summary that was
    never released, is withdrawn already or is being withdrawn, and for identifiers that do not fit.
    """
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked)
    summary = decode(read_strict(document.data))
    check_reentry(summary.subject.participant.participant, confirmations)
    return sign_withdrawal(sitting, document, recipients=summary.addressees, reason=reason, means_other=means_other)


def sign_withdrawal(
    sitting: Sitting,
    document: StoredDocument,
    *,
    recipients: tuple[Recipient, ...],
    reason: str,
    means_other: Collection[str],
) -> StoredDocument:
    """Sign that a released summary or annex no longer stands, and return the withdrawal. As `withdraw_summary`."""
    check_reason(reason, "The reason for the withdrawal")
    what, group = document.kind.words, "annex" if document.kind is DocumentKind.ANNEX else "summary"
    now = sitting.now.replace(microsecond=0)
    if document.direction is not Direction.ISSUED:
        raise NotAllowed(f"{document.issuer_name} issued this {what} and alone withdraws it.", hint="Ask them to.")
    if document.status is Status.APPROVED or Status.WITHDRAWN not in STATUS_AFTER[document.status]:
        raise NotAllowed(f"This {what} is {document.status}: there is nothing to withdraw.")
    with sitting.looking_up() as uow:
        begun = uow.documents.about(document.id, kind=DocumentKind.WITHDRAWAL)
    if begun:
        raise NotAllowed(
            "Its withdrawal was approved already and waits to be released.",
            hint=f"Another person: `throughcare {group} release {begun[0].id.removeprefix('urn:uuid:')[:8]} -o DIR`.",
        )
    signer = sitting.keys.signer
    require_listed(sitting, signer.public_key, "Your key")
    participant_id = document.participant_id or ""
    with sitting.writing(f"{group} withdraw", participant_id, document.id) as uow:
        found = find_name_hits(uow, participant_id, (("reason", reason),))
        check_confirmed(found, means_other)
        for hit in found:
            sitting.write_down(uow, f"{group} means other", participant_id, document.id, purpose=hit.confirmed_words)
        unit_key = uow.unit.unit_key()
        if unit_key is None:
            raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
        unit = sitting.unit
        withdrawal = Withdrawal(
            id=new_id(),
            issuer=Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact),
            valid_from=now,
            recipients=recipients,
            attestation=WithdrawalAttestation(
                approver=Signatory.of(sitting.user.person, signer.public_key), unit=UnitKey(key=unit_key)
            ),
            checkpoint=make_checkpoint(uow, unit.id),
            subject=Withdrawn(document=ref_to(document), reason=reason),
        )
        signed = add_proof(encode_withdrawal(withdrawal), signer=signer, issuer_id=unit.id, created=now)
        kept = StoredDocument(
            id=withdrawal.id,
            kind=DocumentKind.WITHDRAWAL,
            participant_id=document.participant_id,
            direction=Direction.ISSUED,
            status=Status.APPROVED,
            digest=document_digest(signed),
            issuer_id=unit.id,
            issuer_name=unit.name,
            purpose=document.purpose,
            recipient_id=document.recipient_id,
            recipient_name=document.recipient_name,
            about_id=document.id,
            about_kind=document.kind,
            at=now,
            dated=PartialDate.of(now.date()),
            data=document_bytes(signed),
        )
        uow.documents.add(kept)
    return kept


@journey(Permission.RECEIVE)
def receive_withdrawal(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> TakenBack:
    """Verify a withdrawal that arrived, keep it, and take its summary out of the record and the plan.

    Raises Refused with the reason, NotEnough for an INTACT one without `accept_intact`, and NotAllowed for the
    withdrawal of an annex. Nothing is written then.
    """
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    if verified.withdrawal.subject.document.is_annex:
        raise NotAllowed(
            "This withdraws a sensitive annex, which not everybody opens.", hint="Use `annex receive FILE`."
        )
    return take_back(sitting, verified, "withdrawal receive", purpose=accept_intact or "")


def take_back(sitting: Sitting, verified: Verified, act: str, *, purpose: str) -> TakenBack:
    """Keep a verified withdrawal, and say of its summary or annex that it no longer stands. Raises Refused."""
    withdrawal = verified.withdrawal
    named = withdrawal.subject.document
    # An annex may go to several; who is named here is who received.
    us = next(one for one in withdrawal.recipients if one.id == sitting.unit.id)
    with sitting.writing(act, withdrawal.id, named.id, purpose=purpose) as uow:
        held = uow.documents.received_beside(ids=(withdrawal.id, named.id), digests=(verified.digest, named.digest))
        document = check_withdrawal(withdrawal, verified.digest, held)
        uow.documents.add(
            StoredDocument(
                id=withdrawal.id,
                kind=DocumentKind.WITHDRAWAL,
                participant_id=document.participant_id if document else None,
                direction=Direction.RECEIVED,
                status=Status.RECEIVED,
                digest=verified.digest,
                issuer_id=withdrawal.issuer.id,
                issuer_name=withdrawal.issuer.name,
                recipient_id=us.id,
                recipient_name=us.name,
                about_id=named.id,
                about_kind=named.document_kind,
                at=sitting.now,
                dated=PartialDate.of(withdrawal.valid_from.date()),
                verdict=verified.verdict,
                signed_by=verified.signed_by,
                data=verified.data,
            )
        )
        notices: tuple[str, ...] = ()
        if document is not None and document.status is not Status.WITHDRAWN:
            uow.documents.set_status(document.id, Status.WITHDRAWN)
            if document.kind is DocumentKind.TRANSFER_SUMMARY and document.participant_id is not None:
                notices = _replanned(sitting, uow, document.participant_id)
    return TakenBack(ruling=verified.ruling, withdrawal=withdrawal, document=document, notices=notices)


def _replanned(sitting: Sitting, uow: UnitOfWork, participant_id: str) -> tuple[str, ...]:
    """Plan anew without a summary that was withdrawn, and return what the plan has lost."""
    uow.plans.put(plan_from(sitting, uow, load_history(uow, participant_id, describer(sitting, uow))))
    return standing_notices(uow, participant_id)
