"""A participant's move between establishments, step by step, and how long it took against the clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from registry.catalogue.transfer_clock import load_clock
from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.people import EstablishmentRef
from registry.domain.text import check_reason
from registry.domain.transfer import AssessmentForTransfer, ClockReading, Step, StepCorrection, Transfer, read_clock
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
    """Record the day of the referral where only the request for a report was known. Raises NotAllowed a second time."""
    refuse_future(on, sitting.today, "The referral")
    was = _open(sitting, asked)
    _refuse_again(was, Step.REFERRED)
    return _save(sitting, "transfer refer", replace(was, referred=on))


@journey(Permission.WRITE_RECORD)
def accept_transfer(sitting: Sitting, asked: str, *, on: PartialDate, by: str) -> Clocked:
    """Record who accepted the participant and when. Raises NotAllowed for a second time."""
    refuse_future(on, sitting.today, "The acceptance")
    was = _open(sitting, asked)
    _refuse_again(was, Step.ACCEPTED)
    return _save(sitting, "transfer accept", replace(was, accepted=on, accepted_by=by))


@journey(Permission.WRITE_RECORD)
def complete_transfer(sitting: Sitting, asked: str, *, on: PartialDate) -> Clocked:
    """Record the day the participant came. The clock stops."""
    refuse_future(on, sitting.today, "The transfer")
    return _save(sitting, "transfer complete", replace(_open(sitting, asked), transferred=on))


@journey(Permission.WRITE_RECORD)
def end_transfer(sitting: Sitting, asked: str, *, on: PartialDate, because: str) -> Clocked:
    """Record that a transfer came to nothing, and why. The clock stops."""
    check_reason(because, "Why it came to nothing")
    refuse_future(on, sitting.today, "The end")
    return _save(sitting, "transfer end", replace(_open(sitting, asked), ended=on, ended_because=because))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNow:
    """What a step says rightly: only what is given differs from what was recorded. `never` says that it never was.

    `number` names one of several assessments, from 1.
    """

    on: PartialDate | None = None
    by: str | None = None
    reused: str | None = None
    ended_because: str | None = None
    never: bool = False
    number: int | None = None


@journey(Permission.WRITE_RECORD)
def amend_transfer(sitting: Sitting, asked: str, step: Step, now: StepNow, *, because: str) -> Clocked:
    """Correct one step of a transfer, open or over, and return it; what it said before stays, with the reason.

    A move or an end that never was opens the transfer again. Raises NotAllowed for what is not recorded or says so
    already, and where the participant's next transfer or death makes it senseless; InvalidValue for days out of order.
    """
    check_reason(because, "The reason for the correction")
    if now.on is not None:
        refuse_future(now.on, sitting.today, f"The {step.words}")
    with sitting.looking_up() as uow:
        was = _named(uow, asked)
    number = _assessment(was, now.number) if step is Step.ASSESSED else 1
    said = was.step_words(step, number)
    if said is None:
        raise NotAllowed(
            f"No {step.words} is recorded of this transfer, so there is nothing to correct.",
            hint="See `transfer show`.",
        )
    made = replace(was, **_changed(was, step, now, number))
    if made == was:
        raise NotAllowed(f"The {step.words} says that already: {said}.", hint="Say what it should say instead.")
    correction = StepCorrection(
        step=step, said=said, because=because, by=sitting.user.person.name, on=PartialDate.of(sitting.today)
    )
    made = replace(made, corrections=(*was.corrections, correction))
    with sitting.looking_up() as uow:
        if made.is_open and not was.is_open:
            refuse_after_death(uow, was.participant_id)
        _refuse_beside(was, made, uow.transfers.of(was.participant_id))
    return _save(sitting, "transfer amend", made)


def _changed(was: Transfer, step: Step, now: StepNow, number: int) -> dict[str, Any]:
    """Return the members of the transfer that a correction changes, or raise InvalidValue for what a step has not."""
    has_by, has_reused = step in (Step.ASSESSED, Step.ACCEPTED), step is Step.ASSESSED
    given = [now.on, now.by, now.reused, now.ended_because]
    if now.never is any(one is not None for one in given):
        raise InvalidValue(
            "A correction says what is right, or that the step never was.", hint="Give --on or another, or --never."
        )
    if (now.by and not has_by) or (now.reused and not has_reused) or (now.ended_because and step is not Step.ENDED):
        raise InvalidValue(f"The {step.words} has no such part.", hint="See `throughcare transfer amend --help`.")
    if step is Step.ASSESSED:
        one = was.assessments[number - 1]
        right = replace(one, on=now.on or one.on, by=now.by or one.by, reused=now.reused or one.reused)
        rest = (was.assessments[: number - 1], was.assessments[number:])
        return {"assessments": (*rest[0], *(() if now.never else (right,)), *rest[1])}
    if step is Step.ACCEPTED:
        return {
            "accepted": None if now.never else now.on or was.accepted,
            "accepted_by": None if now.never else now.by or was.accepted_by,
        }
    if step is Step.ENDED:
        return {
            "ended": None if now.never else now.on or was.ended,
            "ended_because": None if now.never else now.ended_because or was.ended_because,
        }
    return {{Step.REQUESTED: "requested", Step.REFERRED: "referred", Step.COMPLETED: "transferred"}[step]: now.on}


def _assessment(was: Transfer, number: int | None) -> int:
    many = len(was.assessments)
    if number is None and many > 1:
        raise InvalidValue(f"{many} assessments are recorded.", hint=f"Say which, from 1 to {many}, with --number.")
    return number or 1


def _refuse_beside(was: Transfer, made: Transfer, every: Sequence[Transfer]) -> None:
    """Raise NotAllowed where the corrected end lies after the participant's next transfer began, as it did not before.

    Other steps may be corrected whatever came next.
    """
    for one in every:
        is_next = one.id != was.id and (one.is_open or was.began.certainly_before(one.began))
        overlapped = was.over is None or one.began.certainly_before(was.over)
        if is_next and not overlapped and (made.over is None or one.began.certainly_before(made.over)):
            raise NotAllowed(
                f"Their next transfer began on {one.began.words}, to {one.going_to.name}: this one was over by then.",
                hint="Correct that one first; see `transfer show`.",
            )


def _refuse_again(was: Transfer, step: Step) -> None:
    if said := was.step_words(step):
        raise NotAllowed(
            f"The {step.words} is recorded already: {said}.",
            hint=f"To correct it: `transfer amend … {step.value} --reason WHY`.",
        )


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
        found = _named(uow, asked)
    if not found.is_open:
        raise NotAllowed(
            f"This transfer {_how_over(found)}: nothing more is recorded of it.",
            hint="A wrong step is corrected with `transfer amend`; a further move begins with `transfer open`.",
        )
    return found


def _named(uow: UnitOfWork, asked: str) -> Transfer:
    found = uow.transfers.starting(asked) or _of_participant(uow, asked)
    if len(found) != 1:
        raise NotFound(f"{len(found)} transfers answer to {asked[:60]!r}.", hint="See `transfer show`.")
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
