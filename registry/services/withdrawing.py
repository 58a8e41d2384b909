"""Withdraw a summary: a clinician signs that it no longer stands, another person releases that; or it arrives here."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.documents.canonical import document_digest
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.access import Permission
from registry.domain.addressing import DocumentRef, Issuer
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.stored_documents import STATUS_AFTER, Direction, DocumentKind, Status, StoredDocument
from registry.domain.verdict import Ruling
from registry.domain.withdrawal import Withdrawal, WithdrawalAttestation, Withdrawn, check_withdrawal
from registry.services.checkpoints import make_checkpoint
from registry.services.directories import require_listed
from registry.services.journeys import journey
from registry.services.opening import open_verified
from registry.services.plans import plan_from
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting, describer, new_id
from registry.services.standings import no_longer_standing
from registry.store.histories import load_history


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What came of a withdrawal that arrived: the verdict on it, and the summary that no longer stands.

    `document` is absent where that summary is not held here; it is refused should it come. `notices` say what the
    participant's plan has lost.
    """

    ruling: Ruling
    withdrawal: Withdrawal
    document: StoredDocument | None
    notices: tuple[str, ...]


@journey(Permission.APPROVE)
def withdraw_summary(
    sitting: Sitting, asked: str, confirmations: Mapping[IdentifierKind, str], *, reason: str
) -> StoredDocument:
    """Sign the withdrawal of a released summary with the signed-in clinician's key, and return it, approved.

    The summary stands until another person releases the withdrawal. Raises NotFound, and NotAllowed for a summary
    that was never released, is withdrawn already or is being withdrawn, and for identifiers that do not fit.
    """
    now = sitting.now.replace(microsecond=0)
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked)
        begun = uow.documents.about(document.id, kind=DocumentKind.WITHDRAWAL)
    if document.direction is not Direction.ISSUED:
        raise NotAllowed(f"{document.issuer_name} issued this summary and alone withdraws it.", hint="Ask them to.")
    if document.status is Status.APPROVED or Status.WITHDRAWN not in STATUS_AFTER[document.status]:
        raise NotAllowed(f"This summary is {document.status}: there is nothing to withdraw.")
    if begun:
        raise NotAllowed(
            "Its withdrawal was approved already and waits to be released.",
            hint=f"Another person: `throughcare summary release {begun[0].id.removeprefix('urn:uuid:')[:8]} -o DIR`.",
        )
    summary = decode(read_strict(document.data))
    check_reentry(summary.subject.participant.participant, confirmations)
    signer = sitting.keys.signer
    require_listed(sitting, signer.public_key, "Your key")
    with sitting.writing("summary withdraw", document.participant_id or "", document.id) as uow:
        unit_key = uow.unit.unit_key()
        if unit_key is None:
            raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
        withdrawal = Withdrawal(
            id=new_id(),
            issuer=Issuer(
                id=sitting.unit.id, name=sitting.unit.name, tier=sitting.unit.tier, contact=sitting.unit.contact
            ),
            valid_from=now,
            recipient=summary.recipient,
            attestation=WithdrawalAttestation(
                approver=Signatory.of(sitting.user.person, signer.public_key), unit=UnitKey(key=unit_key)
            ),
            checkpoint=make_checkpoint(sitting, uow),
            subject=Withdrawn(
                document=DocumentRef(
                    id=summary.id,
                    digest=document.digest,
                    series=summary.series.id,
                    version=summary.series.version,
                ),
                reason=reason,
            ),
        )
        signed = add_proof(encode_withdrawal(withdrawal), signer=signer, issuer_id=sitting.unit.id, created=now)
        kept = StoredDocument(
            id=withdrawal.id,
            kind=DocumentKind.WITHDRAWAL,
            participant_id=document.participant_id,
            direction=Direction.ISSUED,
            status=Status.APPROVED,
            digest=document_digest(signed),
            issuer_id=sitting.unit.id,
            issuer_name=sitting.unit.name,
            purpose=document.purpose,
            recipient_id=summary.recipient.id,
            recipient_name=summary.recipient.name,
            about_id=document.id,
            at=now,
            dated=PartialDate.of(now.date()),
            data=document_bytes(signed),
        )
        uow.documents.add(kept)
    return kept


@journey(Permission.RECEIVE)
def receive_withdrawal(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> TakenBack:
    """Verify a withdrawal that arrived, keep it, and take its summary out of the record and the plan.

    Raises Refused with the reason, and NotEnough for an INTACT one without `accept_intact`. Nothing is written then.
    """
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    withdrawal = verified.withdrawal
    named = withdrawal.subject.document
    with sitting.writing("withdrawal receive", withdrawal.id, named.id, purpose=accept_intact or "") as uow:
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
                recipient_id=withdrawal.recipient.id,
                recipient_name=withdrawal.recipient.name,
                about_id=named.id,
                at=sitting.now,
                dated=PartialDate.of(withdrawal.valid_from.date()),
                verdict=verified.verdict,
                data=verified.data,
            )
        )
        notices: tuple[str, ...] = ()
        if document is not None and document.status is not Status.WITHDRAWN:
            uow.documents.set_status(document.id, Status.WITHDRAWN)
            if document.participant_id is not None:
                history = load_history(uow, document.participant_id, describer(sitting, uow))
                uow.plans.put(plan_from(sitting, uow, history))
                notices = no_longer_standing(uow, document.participant_id)
                page = decode(read_strict(document.data)).subject.first_two_weeks
                if page is not None and page == uow.first_two_weeks.of(document.participant_id):
                    # It was taken over as this unit's own page, which nobody but a person takes back.
                    notices += ("The page on the first two weeks came with it and still stands here. Read it again.",)
    return TakenBack(ruling=verified.ruling, withdrawal=withdrawal, document=document, notices=notices)
