"""The sensitive annex: drafted, signed by the person who decides that it stands apart, released by another, received.

Nothing here returns text to who may not open an annex, and no other service reads one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from registry.documents.annex import decode_annex, encode_annex
from registry.documents.canonical import document_digest
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.addressing import Issuer, Recipient
from registry.domain.annex import Annex, AnnexAttestation, AnnexDraft, AnnexSubject, Passage
from registry.domain.annex_mention import AnnexMention
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.errors import NotFound, Refusal, Refused
from registry.domain.matching import IdentifierKind, check_match, check_reentry
from registry.domain.participant import CommunicationNeeds
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.summary import SubjectParticipant
from registry.domain.verdict import Ruling
from registry.services.approving import is_named
from registry.services.checkpoints import make_checkpoint
from registry.services.directories import require_listed
from registry.services.journeys import journey
from registry.services.opening import open_verified
from registry.services.outgoing import outgoing, seal_to
from registry.services.participants import resolve_participant
from registry.services.releasing import Released, refuse_own_release, resolve_document, with_unit_proof
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork

_ANNEX = (DocumentKind.ANNEX,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexReceived:
    """What came of receiving an annex: the verdict, and to whose record it was attached. Not what it says."""

    ruling: Ruling
    document: str
    participant: str


@journey(Permission.DRAFT_ANNEX)
def draft_annex(
    sitting: Sitting, asked: str, *, recipients: tuple[Recipient, ...], passages: tuple[Passage, ...]
) -> AnnexDraft:
    """Keep a draft of an annex about a participant, and return it. The signed-in person is its author."""
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    # Who somebody is, for matching, and no more: their needs travel with the summary.
    who = SubjectParticipant.of(replace(participant, communication=CommunicationNeeds()))
    draft = AnnexDraft(
        id=new_id(),
        participant=who,
        recipients=recipients,
        passages=passages,
        author=sitting.user.person,
        made=sitting.now.replace(microsecond=0),
    )
    with sitting.writing("annex draft", participant.id, draft.id) as uow:
        uow.annex_drafts.add(draft)
    return draft


@journey(Permission.OPEN_ANNEX)
def preview_annex(sitting: Sitting, asked: str) -> AnnexDraft:
    """Return a draft whole, for reading before it is signed. Raises NotFound."""
    with sitting.looking_up() as uow:
        draft = _resolve_draft(uow, asked)
    with sitting.reading("annex preview", draft.participant.id, draft.id):
        return draft


@journey(Permission.OPEN_ANNEX)
def sign_annex(
    sitting: Sitting,
    asked: str,
    confirmations: Mapping[IdentifierKind, str],
    *,
    reason: str,
    mentioned: bool,
) -> StoredDocument:
    """Decide that a draft stands apart, with a reason, and sign it; the signed-in person is its decision-maker.

    `mentioned` is whether a summary may say that an annex exists. Raises NotFound, and NotAllowed for identifiers
    that do not fit or a key that no directory lists.
    """
    now = sitting.now.replace(microsecond=0)
    unit = sitting.unit
    with sitting.looking_up() as uow:
        draft = _resolve_draft(uow, asked)
    check_reentry(draft.participant.participant, confirmations)
    signer = sitting.keys.signer
    require_listed(sitting, signer.public_key, "Your key")
    with sitting.writing("annex sign", draft.participant.id, draft.id) as uow:
        unit_key = uow.unit.unit_key()
        if unit_key is None:
            raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
        annex = Annex(
            id=draft.id,
            issuer=Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact),
            valid_from=now,
            recipients=draft.recipients,
            attestation=AnnexAttestation(
                author=Signatory.of(draft.author),
                decision_maker=Signatory.of(sitting.user.person, signer.public_key),
                unit=UnitKey(key=unit_key),
            ),
            checkpoint=make_checkpoint(sitting, uow),
            subject=AnnexSubject(
                participant=draft.participant, reason=reason, mentioned=mentioned, passages=draft.passages
            ),
        )
        signed = add_proof(encode_annex(annex), signer=signer, issuer_id=unit.id, created=now)
        uow.annex_drafts.freeze(draft.id)
        kept = StoredDocument(
            id=annex.id,
            kind=DocumentKind.ANNEX,
            participant_id=draft.participant.id,
            direction=Direction.ISSUED,
            status=Status.APPROVED,
            digest=document_digest(signed),
            issuer_id=unit.id,
            issuer_name=unit.name,
            at=now,
            dated=PartialDate.of(now.date()),
            data=document_bytes(signed),
        )
        uow.documents.add(kept)
    return kept


@journey(Permission.RELEASE)
def release_annex(sitting: Sitting, asked: str, confirmations: Mapping[IdentifierKind, str]) -> Released:
    """Add the unit's proof to a signed annex and return the files to write, sealed where it goes to establishments.

    The releaser is another person than the decision-maker, and is told nothing of the text. Raises NotAllowed,
    NotFound, and NotPermitted without the unit's key.
    """
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.APPROVED, kinds=_ANNEX)
    annex = decode_annex(read_strict(document.data))
    check_reentry(annex.subject.participant.participant, confirmations)
    refuse_own_release(sitting, annex.attestation.decision_maker, "signed this annex")
    keys = seal_to(sitting, annex.addressees)
    data = with_unit_proof(sitting, document.data, annex.attestation.unit.key)
    with sitting.writing("annex release", document.participant_id or "", document.id) as uow:
        uow.documents.released(document.id, data)
        released = uow.documents.get(document.id)
    return Released(document=released, files=outgoing("annex", document.digest, data, keys))


@journey(Permission.OPEN_ANNEX)
def receive_annex(
    sitting: Sitting,
    data: bytes,
    *,
    participant: str,
    confirmations: Mapping[IdentifierKind, str],
    accept_intact: str | None = None,
) -> AnnexReceived:
    """Verify an annex that arrived, attach it to a participant who is recorded here, and keep its exact bytes.

    Raises Refused with the reason, NotEnough for an INTACT one without `accept_intact`, and NotAllowed for two
    identifiers that do not fit. Nothing is written then.
    """
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    annex = verified.annex
    foreign = annex.subject.participant.participant
    check_reentry(foreign, confirmations)
    with sitting.writing("annex receive", annex.id, purpose=accept_intact or "") as uow:
        for held in uow.documents.received_beside(ids=(annex.id,), digests=(verified.digest,)):
            same = held.digest == verified.digest
            raise Refused(
                Refusal.REPLAYED if same else Refusal.FORKED,
                "This annex was received here already." if same else "Another document was received under this id.",
                hint="Nothing needs doing." if same else "Ask the sender which one stands.",
            )
        local = resolve_participant(uow, participant)
        check_match(local, foreign)
        uow.documents.add(
            StoredDocument(
                id=annex.id,
                kind=DocumentKind.ANNEX,
                participant_id=local.id,
                direction=Direction.RECEIVED,
                status=Status.RECEIVED,
                digest=verified.digest,
                issuer_id=annex.issuer.id,
                issuer_name=annex.issuer.name,
                at=sitting.now,
                dated=PartialDate.of(annex.valid_from.date()),
                verdict=verified.verdict,
                data=verified.data,
            )
        )
    return AnnexReceived(ruling=verified.ruling, document=annex.id, participant=local.id)


@journey(Permission.OPEN_ANNEX)
def show_annex(sitting: Sitting, asked: str, *, purpose: str) -> tuple[StoredDocument, Annex]:
    """Return a kept annex whole. `purpose` says why it is opened, and is audited before anything is shown."""
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, kinds=_ANNEX)
    with sitting.reading("annex show", document.participant_id or "", document.id, purpose=purpose):
        pass
    return document, decode_annex(read_strict(document.data))


@journey(Permission.OPEN_ANNEX)
def list_annexes(sitting: Sitting, asked: str) -> tuple[StoredDocument, ...]:
    """Return the annexes about a participant, without opening them."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("annex list", participant_id) as uow:
        return uow.documents.of(participant_id, kind=DocumentKind.ANNEX)


def mention_for(uow: UnitOfWork, participant_id: str) -> AnnexMention | None:
    """Return what a new summary says of this unit's annexes: nothing, unless a decision-maker chose that it be said.

    Annexes that only the decision-maker's own choice would reveal stay unsaid; of several, the newest that may be
    mentioned names whom to ask, so that the summary does not tell how many there are.
    """
    for document in reversed(uow.documents.of(participant_id, kind=DocumentKind.ANNEX)):
        if document.direction is Direction.ISSUED and document.status is Status.RELEASED:
            annex = decode_annex(read_strict(document.data))
            if annex.subject.mentioned:
                return AnnexMention(decided_by=annex.attestation.decision_maker.name)
    return None


def _resolve_draft(uow: UnitOfWork, asked: str) -> AnnexDraft:
    found = [draft for draft in uow.annex_drafts.unsigned() if is_named(draft.id, asked)]
    if len(found) != 1:
        raise NotFound(f"{len(found)} annex drafts answer to {asked[:60]!a}.", hint="Copy the id `annex draft` gave.")
    return found[0]
