"""Break-glass: open the record of another establishment's participant for an hour, end such a use, and look at it."""

from collections.abc import Mapping
from dataclasses import replace

from registry.domain.access import Permission, may
from registry.domain.break_glass import OPEN_FOR, TOLD_FOR, BreakGlass, GlassEnd, GlassReview, check_substance
from registry.domain.dates import day_said
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.text import typed
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork

VERB = "BREAK GLASS"
END_VERB = "BREAK GLASS END"
"""In capitals, so that nobody reads over them in a list of acts."""


@journey(Permission.BREAK_GLASS)
def break_glass(
    sitting: Sitting, asked: str, *, reason: str, confirmations: Mapping[IdentifierKind, str]
) -> BreakGlass:
    """Open one participant's record for reading for an hour, tell everybody who must know, and return the use.

    Nothing is signed, changed or taken away under it. Raises NotFound, and NotAllowed for a record that is in reach
    anyway, and where two re-entered identifiers are not the participant's; that attempt is written down too.
    """
    because = typed(reason)
    check_substance(because, "The reason")
    now = sitting.now.replace(microsecond=0)
    with sitting.looking_up() as uow:
        participant_id = _beyond(uow, asked)
        participant = uow.everyone.get(participant_id)
        theirs = uow.break_glass.of_person(sitting.user.person.id)
    try:
        check_reentry(participant, confirmations)
    except NotAllowed:
        with sitting.writing(VERB, participant_id, purpose=because, outcome="refused"):
            pass
        raise
    standing = [one for one in theirs if one.participant_id == participant_id and one.holds_at(now)]
    if standing:
        raise NotAllowed(f"This record is open to you until {standing[0].until:%H:%M} UTC already.")
    use = BreakGlass(
        id=new_id(),
        participant_id=participant_id,
        user=sitting.user.name,
        person=sitting.user.person,
        reason=because,
        at=now,
        until=now + OPEN_FOR,
    )
    with sitting.writing(VERB, participant_id, use.id, purpose=because) as uow:
        uow.break_glass.add(use)
    return use


@journey(Permission.REVIEW_GLASS)
def list_break_glass(sitting: Sitting) -> tuple[BreakGlass, ...]:
    """Return every use of break-glass, the earliest first. It names the participant by id alone."""
    with sitting.reading("audit break-glass") as uow:
        return uow.break_glass.all()


@journey(Permission.REVIEW_GLASS, of_two=True)
def review_break_glass(sitting: Sitting, asked: str, *, words: str) -> BreakGlass:
    """Write down what looking at a use has found, once, and return it.

    Raises NotFound, and NotAllowed for one's own, and while the use runs: what is read until its end is looked at too.
    """
    found = _resolve(sitting, asked)
    if found.person.is_same_person(sitting.user.person):
        raise NotAllowed("Nobody reviews their own break-glass.", hint="Another supervisor or auditor does it.")
    review = GlassReview(by=sitting.user.person, at=sitting.now.replace(microsecond=0), words=typed(words))
    with sitting.writing("break-glass review", found.participant_id, found.id, purpose=review.words) as uow:
        use = uow.break_glass.get(found.id)
        if use.review is not None:
            raise NotAllowed(f"{use.review.by.name} has reviewed this already.", hint="See `audit break-glass`.")
        if use.holds_at(review.at):
            raise NotAllowed(
                f"This use runs until {use.until:%H:%M} UTC, and a review looks at the whole of it.",
                hint=f"Review it then, or end it now: `audit break-glass end {_short(use.id)}`.",
            )
        reviewed = replace(use, review=review)
        uow.break_glass.save(reviewed)
    return reviewed


@journey(Permission.END_GLASS)
def end_break_glass(sitting: Sitting, asked: str, *, reason: str) -> BreakGlass:
    """End a use of break-glass before its hour is over, and return it. Whoever read by it reads no further page.

    They, and whoever reviews the use, are told. Raises NotFound, and NotAllowed for a use that has ended.
    """
    found = _resolve(sitting, asked)
    end = GlassEnd(by=sitting.user.person, at=sitting.now.replace(microsecond=0), reason=typed(reason))
    with sitting.writing(END_VERB, found.participant_id, found.id, purpose=end.reason) as uow:
        use = uow.break_glass.get(found.id)
        if use.ended is not None:
            raise NotAllowed(f"{use.ended.by.name} ended this at {use.ended.at:%H:%M} UTC already.")
        if not use.holds_at(end.at):
            raise NotAllowed(f"This ended by itself at {use.until:%H:%M} UTC.", hint="Review it: `audit review`.")
        ended = replace(use, ended=end)
        uow.break_glass.save(ended)
    return ended


def glass_notices(uow: UnitOfWork, sitting: Sitting) -> tuple[str, ...]:
    """Return what a person is told of break-glass as they sign in: their own open use, and what waits for review."""
    told = [
        f"BREAK-GLASS until {use.until:%H:%M} UTC: the record {_short(use.participant_id)} is open to you, for reading "
        "only. Every page that you open is written down; supervisors and auditors are told."
        for use in uow.break_glass.of_person(sitting.user.person.id)
        if use.holds_at(sitting.now)
    ]
    told += [
        f"BREAK-GLASS: {use.ended.by.name} ended your reading of the record {_short(use.participant_id)} at "
        f"{use.ended.at:%H:%M} UTC on {day_said(use.ended.at)}: {use.ended.reason}"
        for use in uow.break_glass.of_person(sitting.user.person.id)
        if use.ended is not None and sitting.now - use.ended.at < TOLD_FOR
    ]
    return (*told, *((waiting,) if (waiting := waiting_for_review(uow, sitting)) else ()))


def waiting_for_review(uow: UnitOfWork, sitting: Sitting) -> str:
    """Return in a sentence how many uses wait for this person's review; empty where none does, or it is not theirs."""
    if not may(sitting.user.roles, Permission.REVIEW_GLASS):
        return ""
    waiting = [one for one in uow.break_glass.unreviewed() if not one.person.is_same_person(sitting.user.person)]
    if not waiting:
        return ""
    last = waiting[-1]
    uses = "One use of break-glass waits" if len(waiting) == 1 else f"{len(waiting)} uses of break-glass wait"
    return (
        f"{uses} for review, the last by {last.person.name} on {day_said(last.at)} at {last.at:%H:%M} UTC"
        f"{_ended(last)}: `throughcare audit break-glass`."
    )


def _beyond(uow: UnitOfWork, asked: str) -> str:
    """The id of the one participant out of reach whom the text names."""
    own = uow.participants.answering(asked.strip())
    if own:
        raise NotAllowed("This record is open to you already.", hint="Use `throughcare participant show`.")
    found = uow.everyone.answering(asked.strip())
    if len(found) != 1:
        raise NotFound(
            f"{'More than one participant answers' if found else 'No participant answers'} to {asked[:60]!r}.",
            hint="Use a number.",
        )
    return found[0].id


def _resolve(sitting: Sitting, asked: str) -> BreakGlass:
    with sitting.looking_up() as uow:
        found = uow.break_glass.starting(asked)
    if len(found) != 1:
        raise NotFound(f"{len(found) or 'No'} uses of break-glass answer to {asked[:60]!r}.", hint="Copy the id.")
    return found[0]


def _ended(use: BreakGlass) -> str:
    return f", ended by {use.ended.by.name} at {use.ended.at:%H:%M}" if use.ended is not None else ""


def _short(record_id: str) -> str:
    return record_id.removeprefix("urn:uuid:")[:8]
