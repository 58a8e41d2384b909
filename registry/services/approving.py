"""Approve a summary: freeze it, show exactly what is signed, and add the approver's own proof."""

from collections.abc import Collection, Mapping

from registry.documents.canonical import document_digest
from registry.documents.signing import add_proof, document_bytes
from registry.documents.transfer_summary import encode
from registry.domain.access import Permission
from registry.domain.addressing import Issuer
from registry.domain.attestation import Attestation, Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.hits import Hit, check_confirmed
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.summary import Draft, TransferSummary
from registry.services.checkpoints import make_checkpoint
from registry.services.directories import require_listed
from registry.services.draft_notices import draft_notices, refuse_withdrawn_weeks
from registry.services.drafts import resolve_draft
from registry.services.hits import find_hits
from registry.services.journeys import journey
from registry.services.sitting import Sitting


@journey(Permission.ISSUE)
def preview_summary(sitting: Sitting, asked: str) -> tuple[Draft, tuple[Hit, ...], tuple[str, ...]]:
    """Return a draft for reading before it is approved, the words in it that stop the approval, and what to know beside
    it.
    """
    with sitting.looking_up() as uow:
        draft = resolve_draft(uow, asked)
    with sitting.reading("summary preview", draft.subject.participant.id, draft.id) as uow:
        return draft, find_hits(sitting, uow, draft), draft_notices(uow, draft)


@journey(Permission.APPROVE, of_two=True)
def approve_summary(
    sitting: Sitting,
    asked: str,
    confirmations: Mapping[IdentifierKind, str],
    *,
    means_other: Collection[str] = (),
) -> tuple[TransferSummary, str]:
    """Freeze a draft, sign it with the signed-in person's key, and return the summary and its digest.

    The approver is another person than the author; an interim summary is signed by its author instead. `means_other`
    names the hits that mean another word or person; each is audited, and one that is not named stops the approval.
    Raises NotAllowed otherwise, when the two re-entered identifiers are not the participant's, and when nobody says
    whether a board, a tribunal or a prison gets what the participant has seen.
    """
    now = sitting.now.replace(microsecond=0)
    with sitting.looking_up() as uow:
        draft = resolve_draft(uow, asked)
    check_reentry(draft.subject.participant.participant, confirmations)
    approver = sitting.user.person
    if draft.interim != approver.is_same_person(draft.author):
        raise NotAllowed(
            "An interim summary is signed by its author."
            if draft.interim
            else f"{approver.name} wrote this summary and cannot approve it.",
            hint="Its author signs it with `summary approve`." if draft.interim else "Ask another clinician.",
        )
    draft.require_shown()
    require_listed(sitting, sitting.keys.signer.public_key, "Your key")
    with sitting.writing("summary approve", draft.subject.participant.id, draft.id, purpose=draft.purpose) as uow:
        refuse_withdrawn_weeks(uow, draft)
        found = find_hits(sitting, uow, draft)
        check_confirmed(found, means_other)
        for hit in found:
            # The place and the kind, not the word: the audit holds no clinical text and nobody's name.
            sitting.write_down(
                uow, "summary means other", draft.subject.participant.id, draft.id, purpose=hit.confirmed_words
            )
        unit_key = uow.unit.unit_key()
        if unit_key is None:
            raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
        key = sitting.keys.signer.public_key
        summary = TransferSummary(
            id=draft.id,
            issuer=Issuer(
                id=sitting.unit.id, name=sitting.unit.name, tier=sitting.unit.tier, contact=sitting.unit.contact
            ),
            valid_from=now,
            series=draft.series,
            recipient=draft.recipient,
            purpose=draft.purpose,
            interim=draft.interim,
            annex=draft.annex,
            attestation=Attestation(
                author=Signatory.of(draft.author, key if draft.interim else None),
                approver=None if draft.interim else Signatory.of(approver, key),
                unit=UnitKey(key=unit_key),
                shown=draft.shown,
                not_shown=draft.not_shown,
            ),
            catalogue=draft.catalogue,
            checkpoint=make_checkpoint(uow, sitting.unit.id),
            subject=draft.subject,
        )
        document = add_proof(encode(summary), signer=sitting.keys.signer, issuer_id=sitting.unit.id, created=now)
        digest = document_digest(document)
        uow.documents.freeze_draft(draft.id)
        uow.documents.add(
            StoredDocument(
                id=draft.id,
                kind=DocumentKind.TRANSFER_SUMMARY,
                series_id=draft.series.id,
                version=draft.series.version,
                participant_id=draft.subject.participant.id,
                direction=Direction.ISSUED,
                status=Status.APPROVED,
                digest=digest,
                issuer_id=sitting.unit.id,
                issuer_name=sitting.unit.name,
                purpose=draft.purpose,
                recipient_id=draft.recipient.id,
                recipient_name=draft.recipient.name,
                at=now,
                dated=PartialDate.of(now.date()),
                interim=draft.interim,
                data=document_bytes(document),
            )
        )
    return summary, digest
