"""Receive a sensitive annex, the withdrawal of one, and the receipt for one: only who may open an annex does."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.documents.annex import decode_annex
from registry.documents.strict import read_strict
from registry.documents.verification import Verified
from registry.domain.access import Permission
from registry.domain.addressing import Series
from registry.domain.dates import PartialDate
from registry.domain.document_ref import DocumentRef
from registry.domain.errors import NotAllowed, Refusal, Refused
from registry.domain.matching import IdentifierKind, check_match, check_reentry
from registry.domain.series_rules import Arriving, check_series
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.text import check_audited
from registry.domain.verdict import Ruling
from registry.services.journeys import journey
from registry.services.opening import open_verified
from registry.services.outgoing import Outgoing
from registry.services.participants import resolve_participant
from registry.services.receipts import Acknowledged, keep_foreign_receipt, keep_receipt, receipt_file, receipt_key
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting
from registry.services.withdrawing import TakenBack, take_back
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexReceived:
    """What came of receiving an annex: the verdict, to whose record it was attached, and the receipt. Not what it says.

    There is no receipt while no directory lists this person's key for receiving.
    """

    ruling: Ruling
    document: str
    participant: str
    receipt: str | None


@journey(Permission.OPEN_ANNEX)
def receive_annex(
    sitting: Sitting,
    data: bytes,
    *,
    participant: str,
    confirmations: Mapping[IdentifierKind, str],
    accept_intact: str | None = None,
    accept_gap: str | None = None,
) -> AnnexReceived:
    """Verify an annex that arrived, attach it to a participant who is recorded here, keep its bytes, sign a receipt.

    A later version supersedes the one before. Raises Refused with the reason, NotEnough for an INTACT one without
    `accept_intact`, and NotAllowed for two identifiers that do not fit. Nothing is written then.
    """
    if accept_gap:
        check_audited(accept_gap, "The reason to go on")
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    annex = verified.annex
    foreign = annex.subject.participant.participant
    check_reentry(foreign, confirmations)
    why = "; ".join(reason for reason in (accept_intact, accept_gap) if reason)
    with sitting.writing("annex receive", annex.id, purpose=why) as uow:
        held = _check_series(uow, verified, annex.series, accept_gap=bool(accept_gap))
        local = resolve_participant(uow, participant)
        check_match(local, foreign)
        if any(one.participant_id not in (None, local.id) for one in held):
            raise Refused(
                Refusal.MATCH,
                "Earlier versions of this annex belong to another participant here.",
                hint="Stop and find out which record is the right one.",
            )
        document = StoredDocument(
            id=annex.id,
            kind=DocumentKind.ANNEX,
            series_id=annex.series.id,
            version=annex.series.version,
            participant_id=local.id,
            direction=Direction.RECEIVED,
            status=Status.RECEIVED,
            digest=verified.digest,
            issuer_id=annex.issuer.id,
            issuer_name=annex.issuer.name,
            at=sitting.now,
            dated=PartialDate.of(annex.valid_from.date()),
            verdict=verified.verdict,
            signed_by=verified.signed_by,
            data=verified.data,
        )
        uow.documents.add(document)
        receipt = keep_receipt(sitting, uow, document, receipt_key(sitting))
    return AnnexReceived(ruling=verified.ruling, document=annex.id, participant=local.id, receipt=receipt)


@journey(Permission.OPEN_ANNEX)
def receive_annex_withdrawal(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> TakenBack:
    """Verify the withdrawal of an annex that arrived, and keep it; the annex no longer stands. As `receive_annex`."""
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    _require_annex(verified.withdrawal.subject.document)
    return take_back(sitting, verified, "annex withdrawal receive", purpose=accept_intact or "")


@journey(Permission.OPEN_ANNEX)
def import_annex_receipt(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> Acknowledged:
    """Verify the receipt for an annex that came back, and keep it. Raises as `import_receipt`."""
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    _require_annex(verified.receipt.subject.document)
    return keep_foreign_receipt(sitting, verified, "annex receipt import", purpose=accept_intact or "")


@journey(Permission.OPEN_ANNEX)
def write_annex_receipt(sitting: Sitting, asked: str) -> Outgoing:
    """Return the file of the receipt for a received annex; signed now where there was none. As `write_receipt`."""
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, kinds=(DocumentKind.ANNEX,))
    return receipt_file(sitting, document)


def _check_series(
    uow: UnitOfWork, verified: Verified, series: Series, *, accept_gap: bool
) -> tuple[StoredDocument, ...]:
    """Apply the rules of a series; return the held versions, first version first. Raises Refused."""
    annex, replaced = verified.annex, series.replaces
    beside = uow.documents.received_beside(
        ids=(annex.id, replaced.id) if replaced else (annex.id,),
        digests=(verified.digest, replaced.digest) if replaced else (verified.digest,),
        series=(series.id,),
    )
    alike = (one for one in beside if one.series_id == series.id and one.kind is DocumentKind.ANNEX)
    held = sorted(alike, key=lambda one: one.version or 0)
    arriving = Arriving(
        kind=DocumentKind.ANNEX,
        id=annex.id,
        digest=verified.digest,
        issuer_id=annex.issuer.id,
        series=series,
        purpose=None,
        participant=annex.subject.participant.id,
    )
    speaks_of = decode_annex(read_strict(held[-1].data)).subject.participant.id if held else None
    withdrawn = uow.disposals.withdrawals_of((annex.id,))
    check_series(arriving, (*beside, *withdrawn), speaks_of=speaks_of, accept_gap=accept_gap)
    return tuple(held)


def _require_annex(named: DocumentRef) -> None:
    if not named.is_annex:
        raise NotAllowed("This speaks of a summary.", hint="Use `throughcare summary receive FILE`.")
