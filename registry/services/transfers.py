"""A participant's move between establishments, step by step, and how long it took against the clock."""

from dataclasses import dataclass, replace

from registry.catalogue.transfer_clock import load_clock
from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.people import EstablishmentRef
from registry.domain.transfer import AssessmentForTransfer, ClockReading, Transfer, read_clock
from registry.services.deaths import refuse_after_death
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocked:
    """One transfer and what the clock says of it today."""

    transfer: Transfer
    readings: tuple[ClockReading, ...]


@journey(Permission.WRITE_RECORD)
def open_transfer(
    sitting: Sitting,
    asked: str,
    *,
    leaving: EstablishmentRef | None = None,
    going_to: EstablishmentRef | None = None,
    requested: PartialDate | None = None,
    referred: PartialDate | None = None,
) -> Clocked:
    """Open a transfer from or to this unit and return it; the end that is not given is this unit.

    Raises NotAllowed while another of this participant's transfers is open.
    """
    for day in (requested, referred):
        if day is not None:
            refuse_future(day, sitting.today, "The request or referral")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
        refuse_after_death(uow, participant_id)
        if any(one.is_open for one in uow.transfers.of(participant_id)):
            raise NotAllowed("A transfer of this participant is open already.", hint="See `transfer show`.")
    transfer = Transfer(
        id=new_id(),
        participant_id=participant_id,
        leaving=leaving or sitting.here,
        going_to=going_to or sitting.here,
        requested=requested,
        referred=referred,
    )
    with sitting.writing("transfer open", participant_id, transfer.id) as uow:
        uow.transfers.add(transfer)
    return _clocked(sitting, transfer)


@journey(Permission.WRITE_RECORD)
def assess_for_transfer(
    sitting: Sitting,
    asked: str,
    *,
    on: PartialDate,
    by: str,
    establishment: EstablishmentRef | None = None,
    reused: str | None = None,
) -> Clocked:
    """Add an assessment to an open transfer. `reused` names one that travelled and stood instead of a new one."""
    refuse_future(on, sitting.today, "The assessment")
    was = _open(sitting, asked)
    made = AssessmentForTransfer(on=on, by=by, establishment=establishment or sitting.here, reused=reused)
    return _save(sitting, "transfer assess", replace(was, assessments=(*was.assessments, made)))


@journey(Permission.WRITE_RECORD)
def refer_transfer(sitting: Sitting, asked: str, *, on: PartialDate) -> Clocked:
    """Record the day of the referral where only the request for a report was known."""
    refuse_future(on, sitting.today, "The referral")
    return _save(sitting, "transfer refer", replace(_open(sitting, asked), referred=on))


@journey(Permission.WRITE_RECORD)
def accept_transfer(sitting: Sitting, asked: str, *, on: PartialDate, by: str, amend: bool = False) -> Clocked:
    """Record who accepted the participant and when. Raises NotAllowed for a second time that is no amendment."""
    refuse_future(on, sitting.today, "The acceptance")
    was = _open(sitting, asked)
    if was.accepted is not None and not amend:
        raise NotAllowed(
            f"{was.accepted_by} accepted on {was.accepted.words} already.",
            hint="To correct what was recorded, say --amend.",
        )
    if was.accepted is None and amend:
        raise NotAllowed("No acceptance is recorded yet, so there is nothing to amend.", hint="Leave --amend out.")
    verb = "transfer amend" if amend else "transfer accept"
    return _save(sitting, verb, replace(was, accepted=on, accepted_by=by))


@journey(Permission.WRITE_RECORD)
def complete_transfer(sitting: Sitting, asked: str, *, on: PartialDate) -> Clocked:
    """Record the day the participant came. The clock stops."""
    refuse_future(on, sitting.today, "The transfer")
    return _save(sitting, "transfer complete", replace(_open(sitting, asked), transferred=on))


@journey(Permission.WRITE_RECORD)
def end_transfer(sitting: Sitting, asked: str, *, on: PartialDate, because: str) -> Clocked:
    """Record that a transfer came to nothing, and why. The clock stops."""
    refuse_future(on, sitting.today, "The end")
    return _save(sitting, "transfer end", replace(_open(sitting, asked), ended=on, ended_because=because))


@journey(Permission.READ_RECORD, under_glass=True)
def show_transfers(sitting: Sitting, asked: str | None = None) -> tuple[Clocked, ...]:
    """Return a participant's transfers, newest last, or every open one of the unit, with the clock of today."""
    with sitting.looking_up() as uow:
        who = resolve_participant(uow, asked).id if asked else None
    with sitting.reading("transfer show", *((who,) if who else ())) as uow:
        found = uow.transfers.of(who) if who else uow.transfers.open()
    return tuple(_clocked(sitting, one) for one in sorted(found, key=lambda one: (one.began.first, one.id)))


def _open(sitting: Sitting, asked: str) -> Transfer:
    """Return the open transfer of this id, or of this participant. Raises NotFound and NotAllowed."""
    with sitting.looking_up() as uow:
        found = uow.transfers.starting(asked) or _of_participant(uow, asked)
    if len(found) != 1:
        raise NotFound(f"{len(found)} transfers answer to {asked[:60]!a}.", hint="See `transfer show`.")
    if not found[0].is_open:
        raise NotAllowed(
            f"This transfer {_how_over(found[0])}: nothing more is recorded of it.",
            hint="Its days are in `transfer show`; a further move begins with `transfer open`.",
        )
    return found[0]


def _of_participant(uow: UnitOfWork, asked: str) -> tuple[Transfer, ...]:
    """Return the participant's open transfer; where none is, the last that was."""
    every = sorted(uow.transfers.of(resolve_participant(uow, asked).id), key=lambda one: one.began.first)
    return tuple(one for one in every if one.is_open) or tuple(every[-1:])


def _how_over(transfer: Transfer) -> str:
    if transfer.transferred is not None:
        return f"was completed on {transfer.transferred.words}"
    assert transfer.ended is not None, "what is over took place or came to nothing"
    return f"came to nothing on {transfer.ended.words}"


def _save(sitting: Sitting, verb: str, transfer: Transfer) -> Clocked:
    with sitting.writing(verb, transfer.participant_id, transfer.id) as uow:
        uow.transfers.save(transfer)
    return _clocked(sitting, transfer)


def _clocked(sitting: Sitting, transfer: Transfer) -> Clocked:
    return Clocked(transfer=transfer, readings=read_clock(transfer, load_clock(), sitting.today))
