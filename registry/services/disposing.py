"""Dispose of a record: one person proposes, another approves, and everything goes in one transaction but the stub."""

from dataclasses import dataclass, replace
from datetime import date

from registry.domain.access import Permission, may
from registry.domain.backup_thinning import thinned_from
from registry.domain.dates import PartialDate, day_said
from registry.domain.disposal import Disposal, Ground, Obstacle, Proposal, RowsGone, require_clear
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.participant import Participant
from registry.domain.retention import Ended, Hold
from registry.domain.stored_documents import DocumentKind, KeptDocument
from registry.domain.text import typed
from registry.services.auditing import check_audit, compare_records
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.retaining import obstacles_of, review_day
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal as its approver reads it: whose record, what would go, what is in its way today, and every hold."""

    proposal: Proposal
    participant: Participant
    removed: tuple[RowsGone, ...]
    obstacles: tuple[Obstacle, ...]
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposedOf:
    """What a disposal left: the stub, whether former pages are out of the log too, and until when backups may hold it.

    A backup that somebody keeps longer than thinning does holds it longer.
    """

    stub: Disposal
    log_is_clear: bool
    in_backups_until: date


@journey(Permission.KEEP_RECORDS, of_two=True)
def propose_disposal(sitting: Sitting, asked: str, *, ground: Ground, review: str) -> Proposal:
    """Propose to dispose of a record after a review, and return the proposal. Another person approves it.

    Raises NotFound, and NotAllowed with everything that stands in the way, or where it is proposed already.
    """
    with sitting.looking_up() as uow:
        who = resolve_participant(uow, asked).id
    proposal_id = new_id()
    with sitting.writing("disposal propose", who, proposal_id, purpose=ground) as uow:
        class_id, review_on = _clear_to_go(sitting, uow, uow.participants.get(who))
        if any(one.refused is None for one in uow.proposals.of(who)):
            raise NotAllowed("Its disposal is proposed already.", hint="See `throughcare disposal show`.")
        proposal = Proposal(
            id=proposal_id,
            participant_id=who,
            class_id=class_id,
            review_on=PartialDate.of(review_on),
            ground=ground,
            review=typed(review),
            by=sitting.user.person,
            at=sitting.now.replace(microsecond=0),
        )
        uow.proposals.add(proposal)
    return proposal


@journey(Permission.SEE_DISPOSALS)
def list_stubs(sitting: Sitting) -> tuple[Disposal, ...]:
    """Return what is left of every record that was disposed of, the earliest first. Nobody is named by it."""
    opens_annexes = may(sitting.user.roles, Permission.OPEN_ANNEX)
    with sitting.reading("disposal list") as uow:
        return tuple(one if opens_annexes else one.without_annexes for one in uow.disposals.all())


@journey(Permission.KEEP_RECORDS)
def list_proposals(sitting: Sitting) -> tuple[Proposal, ...]:
    """Return what waits for another person, the earliest first."""
    with sitting.looking_up() as uow:
        waiting = uow.proposals.open()
    with sitting.reading("disposal list", *(one.participant_id for one in waiting)):
        return waiting


@journey(Permission.KEEP_RECORDS)
def show_proposal(sitting: Sitting, asked: str) -> Proposed:
    """Return one proposal by its id or how that begins, with what would go. Raises NotFound."""
    proposal = _resolve(sitting, asked)
    with sitting.reading("disposal show", proposal.participant_id, proposal.id) as uow:
        participant = uow.participants.get(proposal.participant_id)
        return Proposed(
            proposal=proposal,
            participant=participant,
            removed=tuple(
                one
                for one in uow.removal.rows_of(participant.id)
                if one.kind != "annex-drafts" or may(sitting.user.roles, Permission.OPEN_ANNEX)
            ),
            obstacles=obstacles_of(sitting, uow, participant),
            holds=uow.holds.of(participant.id),
        )


@journey(Permission.KEEP_RECORDS)
def refuse_disposal(sitting: Sitting, asked: str, *, reason: str) -> Proposal:
    """Say no to a proposal, or take back one's own, and return it. Raises NotFound, and NotAllowed for a second no."""
    found = _resolve(sitting, asked)
    refused = Ended(by=sitting.user.person, at=sitting.now.replace(microsecond=0), reason=typed(reason))
    with sitting.writing("disposal refuse", found.participant_id, found.id) as uow:
        after = replace(_open(uow, found.id), refused=refused)
        uow.proposals.save(after)
    return after


@journey(Permission.DISPOSE, of_two=True)
def approve_disposal(sitting: Sitting, asked: str) -> DisposedOf:
    """Remove everything about the participant of a proposal, in one transaction with its stub, and return what is left.

    Raises NotFound, and NotAllowed to whoever proposed it, where it was refused or its class is another now, and with
    everything that stands in the way, or that no act of the audit left so; nothing is removed then.
    """
    found, me = _resolve(sitting, asked), sitting.user.person
    who = found.participant_id
    if me.is_same_person(found.by):
        raise NotAllowed("Who proposes a disposal does not approve it.", hint="Another supervisor does.")
    _require_untouched(sitting)
    with sitting.writing("disposal approve", who, found.id, purpose=found.ground) as uow:
        proposal = _open(uow, found.id)
        kept = _clear_to_go(sitting, uow, uow.participants.get(who))
        if kept != (proposal.class_id, proposal.review_on.last):
            raise NotAllowed(
                "Its retention class was changed after this was proposed.", hint="Refuse it, and propose it anew."
            )
        stub = Disposal.of(
            proposal,
            approved_by=me,
            at=sitting.now.replace(microsecond=0),
            removed=uow.removal.rows_of(who),
            documents=_documents(uow, who),
        )
        uow.disposals.add(stub)
        uow.removal.remove(who)
    return DisposedOf(stub=stub, log_is_clear=sitting.store.clear_log(), in_backups_until=thinned_from(sitting.today))


def _require_untouched(sitting: Sitting) -> None:
    """Raise NotAllowed unless the audit and the records fit: what was changed past it would go with its traces."""
    with sitting.looking_up() as uow:
        faults = check_audit(uow, sitting.unit.id).faults
    faults = (*faults, *compare_records(sitting).faults)
    if faults:
        raise NotAllowed(
            f"Nothing is disposed of while the audit finds a fault: {faults[0].words}",
            hint="An administrator looks first: `throughcare audit verify --records`.",
        )


def _documents(uow: UnitOfWork, who: str) -> tuple[KeptDocument, ...]:
    return tuple(document for kind in DocumentKind for document in uow.documents.known(kind, who))


def _open(uow: UnitOfWork, proposal_id: str) -> Proposal:
    proposal = uow.proposals.get(proposal_id)
    if proposal.refused is not None:
        raise NotAllowed(f"{proposal.refused.by.name} refused this on {day_said(proposal.refused.at)}.")
    return proposal


def _resolve(sitting: Sitting, asked: str) -> Proposal:
    with sitting.looking_up() as uow:
        found = uow.proposals.starting(asked)
    if len(found) != 1:
        raise NotFound(
            f"{len(found) or 'No'} proposals answer to {asked[:60]!r}.", hint="See `throughcare disposal show`."
        )
    return found[0]


def _clear_to_go(sitting: Sitting, uow: UnitOfWork, participant: Participant) -> tuple[str, date]:
    """The class and the review date of a record that may be disposed of. Raises NotAllowed for any other.

    A stay here long ago lets a record be read; whose it is alone disposes of it.
    """
    if uow.participants.kept_by(participant.id) not in sitting.reach.establishments:
        raise NotAllowed("This record was entered for another establishment.", hint="Its own people dispose of it.")
    require_clear(obstacles_of(sitting, uow, participant), participant.id)
    retention, review_on = uow.retention.of(participant.id), review_day(uow, participant)
    assert retention is not None, "a record without a class is in its own way"
    assert review_on is not None, "a record without a review date is in its own way"
    return retention.class_id, review_on
