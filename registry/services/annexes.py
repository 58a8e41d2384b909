"""The sensitive annex: drafted, and signed by the person who decides that it stands apart; shown and listed.

It is released by another person (`annex_sending`) and received (`annex_receiving`). Nothing there or here returns text
to who may not open an annex, and no other service reads one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from registry.documents.annex import decode_annex, encode_annex
from registry.documents.canonical import document_digest
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.domain.access import Permission, may
from registry.domain.addressing import Issuer, Recipient, Replaces, Series
from registry.domain.annex import Annex, AnnexAttestation, AnnexDraft, AnnexSubject, Passage
from registry.domain.annex_mention import AnnexMention
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.document_ref import ref_to
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.hits import Hit, check_confirmed
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.participant import CommunicationNeeds
from registry.domain.people import Person
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.summary import SubjectParticipant
from registry.domain.text import check_audited, check_reason
from registry.services.checkpoints import make_checkpoint
from registry.services.directories import require_listed
from registry.services.drafts import is_named
from registry.services.hits import find_name_hits
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting, new_id
from registry.services.standings import doubt_words, standing_words
from registry.store.unit_of_work import UnitOfWork

_ANNEX = (DocumentKind.ANNEX,)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnnex:
    """One annex in a list: `standing` says why it no longer stands, `holders` who holds it by their own receipts."""

    document: StoredDocument
    standing: str
    holders: tuple[str, ...]


@journey(Permission.DRAFT_ANNEX, of_two=True)
def draft_annex(
    sitting: Sitting,
    asked: str,
    *,
    recipients: tuple[Recipient, ...],
    passages: tuple[Passage, ...],
    replaces: str | None = None,
) -> AnnexDraft:
    """Keep a draft of an annex about a participant, and return it. The signed-in person is its author.

    `replaces` names the released annex of which this is the next version; without `recipients` it goes to the same
    ones. Raises NotFound, and NotAllowed for one that is not this unit's, does not stand, or is of another participant.
    """
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
        before = resolve_document(uow, replaces, kinds=_ANNEX) if replaces else None
    series = Series(id=new_id(), version=1) if before is None else _next_in_series(before, participant.id)
    if before is not None and not recipients:
        recipients = decode_annex(read_strict(before.data)).recipients
    # Who somebody is, for matching, and no more: their needs travel with the summary.
    who = SubjectParticipant.of(replace(participant, communication=CommunicationNeeds()))
    draft = AnnexDraft(
        id=new_id(),
        series=series,
        participant=who,
        recipients=recipients,
        passages=passages,
        author=sitting.user.person,
        made=sitting.now.replace(microsecond=0),
    )
    with sitting.writing("annex draft", participant.id, draft.id) as uow:
        uow.annex_drafts.add(draft)
    return draft


@journey(Permission.DRAFT_ANNEX)
def preview_annex(sitting: Sitting, asked: str) -> tuple[AnnexDraft, tuple[Hit, ...]]:
    """Return a draft whole, for reading before it is signed, and the words in it that may name a companion in a group.

    Its author reads their own; who may open an annex reads any. Raises NotFound for what is not theirs to read, too.
    """
    author = None if may(sitting.user.roles, Permission.OPEN_ANNEX) else sitting.user.person
    with sitting.looking_up() as uow:
        draft = _resolve_draft(uow, asked, by=author)
    with sitting.reading("annex preview", draft.participant.id, draft.id) as uow:
        return draft, _hits(uow, draft)


@journey(Permission.OPEN_ANNEX, of_two=True)
def sign_annex(
    sitting: Sitting,
    asked: str,
    confirmations: Mapping[IdentifierKind, str],
    *,
    reason: str,
    mentioned: bool,
    means_other: Collection[str] = (),
) -> StoredDocument:
    """Decide that a draft stands apart, with a reason, and sign it; the signed-in person is its decision-maker.

    `mentioned` is whether a summary may say that an annex exists; `means_other` confirms words that could name a
    companion in a group, as in `approve_summary`. Raises NotFound, and NotAllowed for identifiers that do not fit, for
    such words, or a key that no directory lists.
    """
    check_reason(reason, "The reason for the annex")
    now = sitting.now.replace(microsecond=0)
    unit = sitting.unit
    with sitting.looking_up() as uow:
        draft = _resolve_draft(uow, asked)
    check_reentry(draft.participant.participant, confirmations)
    signer = sitting.keys.signer
    require_listed(sitting, signer.public_key, "Your key")
    with sitting.writing("annex sign", draft.participant.id, draft.id) as uow:
        found = _hits(uow, draft, reason)
        check_confirmed(found, means_other)
        for hit in found:
            sitting.write_down(uow, "annex means other", draft.participant.id, draft.id, purpose=hit.confirmed_words)
        unit_key = uow.unit.unit_key()
        if unit_key is None:
            raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
        annex = Annex(
            id=draft.id,
            issuer=Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact),
            valid_from=now,
            series=draft.series,
            recipients=draft.recipients,
            attestation=AnnexAttestation(
                author=Signatory.of(draft.author),
                decision_maker=Signatory.of(sitting.user.person, signer.public_key),
                unit=UnitKey(key=unit_key),
            ),
            checkpoint=make_checkpoint(uow, sitting.unit.id),
            subject=AnnexSubject(
                participant=draft.participant, reason=reason, mentioned=mentioned, passages=draft.passages
            ),
        )
        signed = add_proof(encode_annex(annex), signer=signer, issuer_id=unit.id, created=now)
        uow.annex_drafts.freeze(draft.id)
        kept = StoredDocument(
            id=annex.id,
            kind=DocumentKind.ANNEX,
            series_id=annex.series.id,
            version=annex.series.version,
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


@journey(Permission.OPEN_ANNEX)
def show_annex(sitting: Sitting, asked: str, *, purpose: str) -> tuple[KeptAnnex, Annex]:
    """Return a kept annex whole. `purpose` says why it is opened, and is audited before anything is shown."""
    check_audited(purpose, "The purpose")
    with sitting.looking_up() as uow:
        document = resolve_annex(uow, asked)
    with sitting.reading("annex show", document.participant_id or "", document.id, purpose=purpose) as uow:
        kept = _kept(uow, document)
    return kept, decode_annex(read_strict(document.data))


@journey(Permission.DRAFT_ANNEX)
def list_annexes(sitting: Sitting, asked: str) -> tuple[tuple[KeptAnnex, ...], tuple[AnnexDraft, ...]]:
    """Return the annexes about a participant without opening them, and the drafts that wait for somebody to decide.

    Who may open an annex sees all of both; an author sees their own drafts and no annex.
    """
    opens = may(sitting.user.roles, Permission.OPEN_ANNEX)
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("annex list", participant_id) as uow:
        annexes = uow.documents.of(participant_id, kind=DocumentKind.ANNEX) if opens else ()
        drafts = (one for one in uow.annex_drafts.unsigned() if one.participant.id == participant_id)
        me = sitting.user.person
        return (
            tuple(_kept(uow, one) for one in annexes),
            tuple(one for one in drafts if opens or one.author.is_same_person(me)),
        )


def resolve_annex(uow: UnitOfWork, asked: str) -> StoredDocument:
    """Return the annex with this id or its first 8 or more digits. Raises NotFound, and NotAllowed for a draft."""
    if any(is_named(draft.id, asked) for draft in uow.annex_drafts.unsigned()):
        raise NotAllowed(
            "That annex is a draft: nobody has decided on it yet.", hint="Read it with `annex preview ID`."
        )
    return resolve_document(uow, asked, kinds=_ANNEX)


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


def _resolve_draft(uow: UnitOfWork, asked: str, *, by: Person | None = None) -> AnnexDraft:
    """Return the one draft that answers to this, among those of one author where one is given."""
    drafts = [one for one in uow.annex_drafts.unsigned() if by is None or one.author.is_same_person(by)]
    found = [draft for draft in drafts if is_named(draft.id, asked)]
    if len(found) != 1:
        raise NotFound(
            f"{len(found)} annex drafts {'of yours ' if by else ''}answer to {asked[:60]!r}.",
            hint="See `throughcare annex list WHO`.",
        )
    return found[0]


def _hits(uow: UnitOfWork, draft: AnnexDraft, reason: str | None = None) -> tuple[Hit, ...]:
    texts = [(f"passages/{place}", one.text) for place, one in enumerate(draft.passages)]
    texts += [("reason", reason)] if reason else []
    return find_name_hits(uow, draft.participant.id, texts)


def _next_in_series(before: StoredDocument, participant_id: str) -> Series:
    if before.direction is not Direction.ISSUED or before.participant_id != participant_id:
        raise NotAllowed(
            "That is no annex of this unit about this participant.", hint="See `throughcare annex list WHO`."
        )
    if before.status is Status.APPROVED:
        raise NotAllowed(
            "That annex is signed, not released: nobody has it yet.", hint="Release it, or draft one of its own."
        )
    if before.status is Status.SUPERSEDED:
        raise NotAllowed("A later version of that annex was released.", hint="Name the later one.")
    last = ref_to(before)
    return Series(id=last.series, version=last.version + 1, replaces=Replaces(id=last.id, digest=last.digest))


def _kept(uow: UnitOfWork, document: StoredDocument) -> KeptAnnex:
    came = (
        receipt
        for receipt in uow.documents.about(document.id, kind=DocumentKind.RECEIPT)
        if receipt.direction is Direction.RECEIVED
    )
    return KeptAnnex(
        document=document,
        standing=" ".join(filter(None, (standing_words(uow, document), doubt_words(uow, document)))),
        holders=tuple(dict.fromkeys(f"{one.issuer_name} ({PartialDate.of(one.at.date()).words})" for one in came)),
    )
