"""Receive a summary: verify, match the participant, keep the exact bytes, plan. Everything, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from registry.custody.sealing import is_sealed, unseal
from registry.documents.foreign_file import verify_file_bytes
from registry.documents.verification import Verified
from registry.domain.access import Permission
from registry.domain.errors import NotEnough, Refusal, Refused
from registry.domain.history import History
from registry.domain.matching import IdentifierKind, check_match, check_reentry
from registry.domain.participant import Participant
from registry.domain.plan import Plan, Trust
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.verdict import Ruling, Verdict
from registry.services.directories import installed_directory
from registry.services.journeys import journey
from registry.services.participants import refuse_shared_numbers, resolve_participant
from registry.services.plans import plan_from
from registry.services.sitting import Sitting, describer, new_id
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of receiving: the verdict, whose record it was attached to, and the plan."""

    ruling: Ruling
    history: History
    plan: Plan
    document: str


@journey(Permission.RECEIVE)
def receive_summary(
    sitting: Sitting,
    data: bytes,
    *,
    participant: str | None,
    confirmations: Mapping[IdentifierKind, str],
    accept_intact: str | None = None,
) -> Received:
    """Verify a foreign summary, attach it to `participant` (None: a new one), keep its exact bytes, and plan.

    Takes sealed, plain and PDF files by content. Raises Refused with the reason, NotEnough for an INTACT document
    without `accept_intact`, and NotAllowed where two re-entered identifiers are not the document's participant's.
    Nothing is written then.
    """
    now = sitting.now
    opened = unseal(data, sitting.keys.identity) if is_sealed(data) else data
    directory = installed_directory(sitting.home, now)
    with sitting.looking_up() as uow:
        log = frozenset(document.digest for document in uow.documents.all(direction=Direction.RECEIVED))
    verified = verify_file_bytes(opened, now=now, directory=directory, recipient=sitting.unit.id, received=log)
    if verified.verdict is Verdict.INTACT and not accept_intact:
        raise NotEnough(
            f"INTACT, not trusted: {'; '.join(finding.words for finding in verified.findings)}",
            hint="A named person may accept it with --accept-intact REASON.",
        )
    foreign = verified.summary.subject.participant.participant
    check_reentry(foreign, confirmations)
    with sitting.writing(
        "summary receive", verified.summary.id, purpose=accept_intact or verified.summary.purpose
    ) as uow:
        _check_series(uow, verified)
        local = _local_participant(uow, participant, foreign)
        _keep(sitting, uow, verified, local)
        history = load_history(uow, local.id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        uow.plans.put(plan)
    return Received(ruling=verified.ruling, history=history, plan=plan, document=verified.summary.id)


def _check_series(uow: UnitOfWork, verified: Verified) -> None:
    """Refuse a replay, a fork, and a version that does not replace the one held here."""
    series, digest = verified.summary.series, verified.digest
    held = [document for document in uow.documents.series(series.id) if document.direction is Direction.RECEIVED]
    for document in held:
        if document.digest == digest:
            raise Refused(
                Refusal.REPLAYED,
                f"This summary was received here already, on {document.at:%d %B %Y}.",
                hint="Nothing needs doing.",
            )
        if document.version == series.version:
            raise Refused(
                Refusal.FORKED, f"Another version {series.version} of this series is held here.", hint="Ask the sender."
            )
    if held and max(document.version or 0 for document in held) > series.version:
        raise Refused(Refusal.REPLAYED, "A later version of this series is held here already.")
    before = next((document for document in held if document.version == series.version - 1), None)
    if before is not None and series.replaces is not None and series.replaces.digest != before.digest:
        raise Refused(
            Refusal.BROKEN_REPLACES, "It replaces another document than the version held here.", hint="Ask the sender."
        )


def _local_participant(uow: UnitOfWork, asked: str | None, foreign: Participant) -> Participant:
    if asked is not None:
        local = resolve_participant(uow, asked)
        check_match(local, foreign)
        return local
    # The sender's own local number belongs to the sender; the participant gets one here when somebody gives it.
    new = replace(foreign, id=new_id(), local_number=None)
    if foreign.nhs_number is not None and uow.participants.by_nhs_number(foreign.nhs_number):
        raise Refused(
            Refusal.MATCH,
            "A participant with this NHS number is recorded here already.",
            hint="Attach it with --participant.",
        )
    refuse_shared_numbers(uow, new)
    uow.participants.add(new)
    return new


def _keep(sitting: Sitting, uow: UnitOfWork, verified: Verified, local: Participant) -> None:
    summary = verified.summary
    subject = summary.subject
    for document in uow.documents.series(summary.series.id):
        if document.status is Status.RECEIVED:
            uow.documents.set_status(document.id, Status.SUPERSEDED)
    uow.documents.add(
        StoredDocument(
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
            recipient_name=summary.recipient.name,
            at=sitting.now,
            verdict=verified.verdict,
            data=verified.data,
        )
    )
    uow.imports.keep(
        summary.id,
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
    )
    if subject.first_two_weeks is not None and uow.first_two_weeks.of(local.id) is None:
        uow.first_two_weeks.put(local.id, subject.first_two_weeks)


def _trust(verified: Verified) -> Trust:
    """What a verdict is worth as evidence. An interim summary is nobody's countersigned word: its plan asks first."""
    if verified.summary.interim:
        return Trust.REPORTED
    return Trust.SIGNED if verified.verdict is Verdict.TRUSTED else Trust.INTACT
