"""For how long a record is kept, and what holds it: chosen, shown, laid and lifted by people."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from registry.catalogue.retention_classes import load_retention_classes
from registry.domain.access import Permission
from registry.domain.dates import PartialDate
from registry.domain.disposal import Obstacle, Proposal
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.intervention import State
from registry.domain.participant import Participant
from registry.domain.retention import CountedFrom, Ended, Hold, Retention
from registry.domain.stored_documents import Direction, DocumentKind, Status
from registry.domain.text import number_of, typed
from registry.domain.waiting import could_be
from registry.services.journeys import journey
from registry.services.last_use import last_use
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How one record stands: its class with the review date, every hold, what was proposed, what is in the way of a
    disposal today, and the newest day on which it was in use.
    """

    participant: Participant
    retention: Retention | None
    review_on: date | None
    holds: tuple[Hold, ...]
    proposals: tuple[Proposal, ...]
    obstacles: tuple[Obstacle, ...]
    newest: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One record with a class: whose, the class, from when on it may be looked at, and whether a hold stands on it."""

    participant: Participant
    retention: Retention
    review_on: date | None
    held: bool


@journey(Permission.KEEP_RECORDS)
def set_retention(
    sitting: Sitting, asked: str, *, class_id: str, counted_from: CountedFrom, on: PartialDate
) -> Keeping:
    """Choose the class of a record and the day it counts from, and return how it then stands.

    Nothing is guessed: the day is a person's. Raises NotFound, InvalidValue for a day to come or a child's class of
    somebody who was none, and NotAllowed for a day that the record itself contradicts.
    """
    chosen = load_retention_classes().named(class_id)
    retention = Retention.chosen(chosen, counted_from, on, today=sitting.today)
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    chosen.review_on(counted_from, on, participant.born)
    with sitting.writing("retention set", participant.id, purpose=class_id) as uow:
        death = uow.deaths.standing(participant.id)
        if counted_from is CountedFrom.DEATH and (death is None or death.on != on):
            raise NotAllowed(
                f"The death recorded is of {death.on.words}." if death else "No death is recorded of this participant.",
                hint="Give that day, or put the record right first: `participant deceased`.",
            )
        newest = last_use(uow, participant.id, sitting.today)
        if newest is not None and on.certainly_before(newest):
            raise NotAllowed(
                f"The record itself was in use {newest.when}, which is later.",
                hint="Give the day of the last contact, or put that entry right first.",
            )
        uow.retention.put(participant.id, retention)
        return _keeping(sitting, uow, participant)


@journey(Permission.READ_RECORD)
def show_retention(sitting: Sitting, asked: str) -> Keeping:
    """Return how long a record is kept, what holds it, and what stands in the way of its disposal. Raises NotFound."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("retention show", participant_id) as uow:
        return _keeping(sitting, uow, uow.participants.get(participant_id))


@journey(Permission.KEEP_RECORDS)
def list_due(sitting: Sitting) -> tuple[Due, ...]:
    """Return every record with a class, the one whose review date comes first at the top.

    One audited read, as of a search: it says how many were shown.
    """
    with sitting.looking_up() as uow:
        held = {one.participant_id for one in uow.holds.standing()}
        found = []
        for who, retention in uow.retention.all().items():
            participant = uow.participants.get(who)
            review_on = _review_on(retention, participant)
            found.append(
                Due(participant=participant, retention=retention, review_on=review_on, held=participant.id in held)
            )
    found.sort(key=lambda one: (one.review_on or date.max, one.participant.id))
    with sitting.reading("retention due", purpose=number_of(len(found), "record")):
        return tuple(found)


@journey(Permission.HOLD_RECORD)
def lay_hold(sitting: Sitting, asked: str, *, reason: str) -> Hold:
    """Keep a record whatever its class says, and return the hold. As many as there are reasons. Raises NotFound."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    hold = Hold(
        id=new_id(),
        participant_id=participant_id,
        reason=typed(reason),
        by=sitting.user.person,
        at=sitting.now.replace(microsecond=0),
    )
    with sitting.writing("retention hold", participant_id, hold.id) as uow:
        uow.holds.add(hold)
    return hold


@journey(Permission.KEEP_RECORDS)
def lift_hold(sitting: Sitting, asked: str, *, reason: str) -> Hold:
    """Lift one hold, and return it; it stays in the record. Raises NotFound, and NotAllowed where it is lifted."""
    with sitting.looking_up() as uow:
        found = uow.holds.starting(asked)
    if len(found) != 1:
        raise NotFound(
            f"{len(found) or 'No'} holds answer to {asked[:60]!r}.",
            hint="See `throughcare retention show`.",
        )
    lifted = Ended(by=sitting.user.person, at=sitting.now.replace(microsecond=0), reason=typed(reason))
    with sitting.writing("retention lift", found[0].participant_id, found[0].id) as uow:
        hold = uow.holds.get(found[0].id)
        if hold.lifted is not None:
            raise NotAllowed(f"{hold.lifted.by.name} lifted this hold already.")
        after = replace(hold, lifted=lifted)
        uow.holds.save(after)
    return after


def obstacles_of(sitting: Sitting, uow: UnitOfWork, participant: Participant) -> tuple[Obstacle, ...]:
    """Return everything that stands in the way of disposing of a record today, in a fixed order."""
    who, retention = participant.id, uow.retention.of(participant.id)
    review_on = review_day(uow, participant)
    death, newest = uow.deaths.standing(who), last_use(uow, who, sitting.today)
    in_the_way = {
        Obstacle.NO_CLASS: retention is None,
        Obstacle.NO_PERIOD: retention is not None and review_on is None,
        Obstacle.DEATH: retention is not None
        and (death.on if death else None) != (retention.on if retention.counted_from is CountedFrom.DEATH else None),
        Obstacle.CONTACT_SINCE: retention is not None and newest is not None and retention.on.certainly_before(newest),
        Obstacle.NOT_DUE: review_on is not None and review_on > sitting.today,
        Obstacle.HELD: any(one.lifted is None for one in uow.holds.of(who)),
        Obstacle.PLACED: any(
            one.until is None and one.establishment.id in sitting.reach.establishments for one in uow.placements.of(who)
        ),
        Obstacle.OPEN_WORK: any(one.state is not State.CLOSED for one in uow.interventions.of(who)),
        Obstacle.OPEN_TRANSFER: any(one.is_open for one in uow.transfers.of(who)),
        Obstacle.WITHDRAWAL: any(
            one.direction is Direction.ISSUED and one.status is Status.APPROVED
            for one in uow.documents.known(DocumentKind.WITHDRAWAL, who)
        ),
        Obstacle.GLASS: any(one.participant_id == who for one in uow.break_glass.unreviewed()),
        Obstacle.LINKED: any(one.ended_because is None for one in uow.links.of(who)),
        Obstacle.REQUEST: any(one.is_open for one in uow.subject_access.of(who)),
        Obstacle.WAITING: any(could_be(participant, one.participant) for one in uow.waiting.all()),
        Obstacle.CLOCK: _is_clock_doubtful(uow, sitting.now),
    }
    return tuple(one for one, stands in in_the_way.items() if stands)


def review_day(uow: UnitOfWork, participant: Participant) -> date | None:
    """Return from when on a record may be looked at; None without a class, or where that does not say."""
    retention = uow.retention.of(participant.id)
    return _review_on(retention, participant) if retention else None


def _is_clock_doubtful(uow: UnitOfWork, now: datetime) -> bool:
    # What was done within the last day may have been done at the same clock.
    before = uow.audit.last_at(before=now - timedelta(days=1))
    return before is not None and now - before > timedelta(days=366)


def _keeping(sitting: Sitting, uow: UnitOfWork, participant: Participant) -> Keeping:
    retention = uow.retention.of(participant.id)
    return Keeping(
        participant=participant,
        retention=retention,
        review_on=review_day(uow, participant),
        holds=uow.holds.of(participant.id),
        proposals=uow.proposals.of(participant.id),
        obstacles=obstacles_of(sitting, uow, participant),
        newest=last_use(uow, participant.id, sitting.today),
    )


def _review_on(retention: Retention, participant: Participant) -> date | None:
    of = load_retention_classes().named(retention.class_id)
    return of.review_on(retention.counted_from, retention.on, participant.born)
