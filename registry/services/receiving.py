"""Receive a summary: verify, match the participant, keep the exact bytes, plan, sign a receipt. All, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.documents.verification import Verified
from registry.domain.access import Permission
from registry.domain.dates import PartialDate
from registry.domain.disposal import Disposal
from registry.domain.errors import Refusal, Refused
from registry.domain.history import History
from registry.domain.matching import IdentifierKind, check_match, check_reentry
from registry.domain.participant import Participant
from registry.domain.plan import Plan, Trust
from registry.domain.series_rules import Arriving, check_news, check_series
from registry.domain.signing import Signer
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.text import check_audited
from registry.domain.verdict import Ruling, Verdict
from registry.services.journeys import journey
from registry.services.opening import open_verified
from registry.services.participants import refuse_shared_numbers, resolve_participant
from registry.services.plan_ground import Ground
from registry.services.plans import plan_from
from registry.services.receipts import keep_receipt, receipt_key
from registry.services.sitting import Sitting, describer, new_id
from registry.services.standings import standing_notices
from registry.store.histories import history_of_newcomer, load_history
from registry.store.imports import imported_by
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of receiving: the verdict, whose record it was attached to, the plan, and the receipt's id.

    There is no receipt while no directory lists this person's key for receiving. `notices` say what no longer stands.
    """

    ruling: Ruling
    history: History
    plan: Plan
    document: str
    receipt: str | None
    notices: tuple[str, ...] = ()


@journey(Permission.RECEIVE)
def receive_summary(
    sitting: Sitting,
    data: bytes,
    *,
    participant: str | None,
    confirmations: Mapping[IdentifierKind, str],
    accept_intact: str | None = None,
    accept_gap: str | None = None,
) -> Received:
    """Verify a foreign summary, attach it to `participant` (None: a new one), keep its exact bytes, plan, and sign
    a receipt.

    Takes sealed, plain and PDF files by content. Raises Refused with the reason, NotEnough for an INTACT document
    without `accept_intact`, and NotAllowed where two re-entered identifiers are not the document's participant's.
    `accept_gap` is a person's reason for going on without a version that never came. Nothing is written on refusal.
    What was received before is refused as that, whatever was entered.
    """
    if accept_gap:
        check_audited(accept_gap, "The reason to go on")
    verified = open_verified(sitting, data, accept_intact=accept_intact)
    summary = verified.summary
    _refuse_held(sitting, verified)
    check_reentry(summary.subject.participant.participant, confirmations)
    why = "; ".join(reason for reason in (accept_intact, accept_gap) if reason)
    with sitting.writing("summary receive", summary.id, purpose=why or summary.purpose) as uow:
        received = take_in(sitting, uow, verified, participant, accept_gap=bool(accept_gap))
        notices = standing_notices(uow, received.history.participant.id)
        # Whoever attaches it begins a record anew that two persons decided to let go.
        gone = uow.disposals.of_series(summary.series.id)
        return replace(received, notices=(*((_known_before(gone),) if gone else ()), *notices))


def _known_before(gone: Disposal) -> str:
    return f"A version of this summary was known here before. {gone.words}"


@journey(Permission.RECEIVE)
def refuse_held(sitting: Sitting, data: bytes) -> None:
    """Return if a summary in a file is new here, so that nobody is asked for anything about one that is held already.

    Raises Refused with the reason: `replayed` and `withdrawn` only for what the person may see.
    """
    _refuse_held(sitting, open_verified(sitting, data, accept_intact="looked at, not received"))


def _refuse_held(sitting: Sitting, verified: Verified) -> None:
    with sitting.looking_up() as uow:
        beside = uow.documents.received_beside(ids=(verified.summary.id,), digests=(verified.digest,))
        withdrawn = uow.disposals.withdrawals_of((verified.summary.id,))
    check_news(_arriving(verified), (*beside, *withdrawn))


def take_in(
    sitting: Sitting, uow: UnitOfWork, verified: Verified, participant: str | None, *, accept_gap: bool
) -> Received:
    """Attach a verified summary to `participant` (None: a new one), keep it, plan, and sign a receipt.

    For inside a transaction of the act; without notices. Raises Refused with the reason.
    """
    held = _check_series(uow, verified, accept_gap=accept_gap)
    local = _local_participant(uow, participant, verified, held)
    document = _keep(sitting, uow, verified, local)
    history = load_history(uow, local.id, describer(sitting, uow))
    plan = plan_from(sitting, uow, history)
    uow.plans.put(plan)
    return Received(
        ruling=verified.ruling,
        history=history,
        plan=plan,
        document=document.id,
        receipt=keep_receipt(sitting, uow, document, receipt_key(sitting)),
    )


def take_in_newcomer(
    sitting: Sitting, uow: UnitOfWork, verified: Verified, ground: Ground, signer: Signer | None
) -> Participant:
    """Do what `take_in` does for somebody new, and return them. The database is asked nothing: the caller looked, and
    no document and nobody here has anything in common with this one (`domain.in_common`).

    The `ground` of the plan and the `receipt_key` were read once for many. Raises Refused with the reason.
    """
    check_series(_arriving(verified), ())
    local = _newcomer(verified)
    uow.participants.add(local)
    document = _stored(sitting, verified, local)
    uow.documents.add(document, alone=True)
    _keep_records(uow, verified, document, local)
    weeks = verified.summary.subject.first_two_weeks
    if weeks is not None:
        uow.first_two_weeks.begin(local.id, weeks, document.id)
    received = imported_by(document, verified.summary, _trust(verified))
    history = history_of_newcomer(local, weeks, received)
    uow.plans.begin(plan_from(sitting, uow, history, ground=ground, received=received, newcomer=True))
    keep_receipt(sitting, uow, document, signer)
    return local


def _check_series(uow: UnitOfWork, verified: Verified, *, accept_gap: bool) -> tuple[StoredDocument, ...]:
    """Apply the rules of a series; return the held versions, first version first. Raises Refused."""
    summary = verified.summary
    replaced = summary.series.replaces
    beside = uow.documents.received_beside(
        ids=(summary.id, replaced.id) if replaced else (summary.id,),
        digests=(verified.digest, replaced.digest) if replaced else (verified.digest,),
        series=(summary.series.id,),
    )
    alike = (one for one in beside if one.series_id == summary.series.id and one.kind is DocumentKind.TRANSFER_SUMMARY)
    held = sorted(alike, key=lambda one: one.version or 0)
    check_series(
        _arriving(verified),
        (*beside, *uow.disposals.withdrawals_of((summary.id,))),
        speaks_of=decode(read_strict(held[-1].data)).subject.participant.id if held else None,
        accept_gap=accept_gap,
    )
    return tuple(held)


def _arriving(verified: Verified) -> Arriving:
    summary = verified.summary
    return Arriving(
        kind=DocumentKind.TRANSFER_SUMMARY,
        id=summary.id,
        digest=verified.digest,
        issuer_id=summary.issuer.id,
        series=summary.series,
        purpose=summary.purpose,
        participant=summary.subject.participant.id,
    )


def _newcomer(verified: Verified) -> Participant:
    # The sender's own local number belongs to the sender; the participant gets one here when somebody gives it.
    return replace(verified.summary.subject.participant.participant, id=new_id(), local_number=None)


def _local_participant(
    uow: UnitOfWork, asked: str | None, verified: Verified, held: tuple[StoredDocument, ...]
) -> Participant:
    foreign = verified.summary.subject.participant.participant
    belongs = next((one.participant_id for one in held if one.participant_id), None)
    if asked is not None:
        local = resolve_participant(uow, asked)
        check_match(local, foreign)
        if belongs not in (None, local.id):
            raise Refused(
                Refusal.MATCH,
                "Earlier versions of this summary belong to another participant here.",
                hint="Stop and find out which record is the right one.",
            )
        return local
    if belongs is not None:
        raise Refused(
            Refusal.MATCH,
            "Earlier versions of this summary belong to a participant who is recorded here.",
            hint="Attach it with --participant.",
        )
    new = _newcomer(verified)
    if foreign.nhs_number is not None and uow.everyone.by_nhs_number(foreign.nhs_number):
        raise Refused(
            Refusal.MATCH,
            "A participant with this NHS number is recorded here already.",
            hint="Attach it with --participant.",
        )
    refuse_shared_numbers(uow, new)
    uow.participants.add(new)
    return new


def _keep(sitting: Sitting, uow: UnitOfWork, verified: Verified, local: Participant) -> StoredDocument:
    subject, document = verified.summary.subject, _stored(sitting, verified, local)
    # Supersedes the version that stood; an interim one stands beside an approved one.
    uow.documents.add(document)
    _keep_records(uow, verified, document, local)
    if subject.first_two_weeks is not None and _may_take_weeks(uow, local.id):
        uow.first_two_weeks.take_over(local.id, subject.first_two_weeks, document.id)
    return document


def _stored(sitting: Sitting, verified: Verified, local: Participant) -> StoredDocument:
    summary = verified.summary
    return StoredDocument(
        id=summary.id,
        kind=DocumentKind.TRANSFER_SUMMARY,
        series_id=summary.series.id,
        version=summary.series.version,
        participant_id=local.id,
        direction=Direction.RECEIVED,
        status=Status.RECEIVED,
        digest=verified.digest,
        issuer_id=summary.issuer.id,
        issuer_name=summary.issuer.name,
        purpose=summary.purpose,
        recipient_id=summary.recipient.id,
        recipient_name=summary.recipient.name,
        at=sitting.now,
        dated=PartialDate.of(summary.valid_from.date()),
        verdict=verified.verdict,
        signed_by=verified.signed_by,
        interim=summary.interim,
        data=verified.data,
    )


def _keep_records(uow: UnitOfWork, verified: Verified, document: StoredDocument, local: Participant) -> None:
    """Keep what came in a document that was just kept, record by record."""
    summary, subject = verified.summary, verified.summary.subject
    uow.imports.keep(
        document.id,
        local.id,
        trust=_trust(verified),
        work=tuple((one, summary.catalogue.edition(one)) for one in subject.interventions),
        placements=subject.placements,
        needs=subject.needs,
        assessments=subject.assessments,
        scores=subject.scores,
        voice=subject.voice,
        overlaps=summary.catalogue.overlaps,
        plan=subject.plan,
        just_kept=True,
    )


def _may_take_weeks(uow: UnitOfWork, participant_id: str) -> bool:
    """Whether the page on the first two weeks is free: none is here, or one whose own summary no longer stands."""
    if uow.first_two_weeks.of(participant_id) is None:
        return True
    came_with = uow.first_two_weeks.came_with(participant_id)
    return came_with is not None and not uow.documents.get(came_with).is_in_force


def _trust(verified: Verified) -> Trust:
    """What a verdict is worth as evidence. An interim summary is nobody's countersigned word: its plan asks first."""
    if verified.summary.interim:
        return Trust.INTERIM
    return Trust.SIGNED if verified.verdict is Verdict.TRUSTED else Trust.INTACT
