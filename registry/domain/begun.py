"""What can only come of work that has begun, and be agreed only while it goes on: nobody shows progress in a course
that nobody started, and nobody agrees on a goal for one that is over.
"""

from typing import Final

from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.intervention import Intervention, State

_ASSESSED: Final = (State.ASSESSING, State.SUITABLE, State.NOT_SUITABLE, State.NOT_READY)
_NOTHING_DONE: Final = (Outcome.NOT_COMPLETED, Outcome.TRANSFERRED)
_BEGIN: Final = "Begin it first, with the day: `intervention open`."


def has_begun(work: Intervention) -> bool:
    """Whether treatment began by the record; also where it only tells how it ended."""
    return work.started is not None or bool(work.sessions) or work.is_running or work.closure is not None


def never_began(work: Intervention) -> bool:
    """Whether nobody began it by the record: they wait for it still, or it was closed while they did.

    A closed record says so only where it was written down as it happened and knows of the referral: of a thin record
    of a past nobody can say that it was not begun.
    """
    if work.closure is None:
        return not has_begun(work)
    at_the_time = Recorded.REPORTED not in (work.recorded, work.closure.recorded)
    touched = work.started or work.sessions or work.marks or work.goals or work.progress or work.products
    return not touched and at_the_time and work.referred is not None and work.outcome in _NOTHING_DONE


def is_bare(work: Intervention) -> bool:
    """Whether it goes on and nothing that was done in it is recorded yet: no session, goal, progress or product."""
    heard = work.recorded is Recorded.REPORTED
    return work.closure is None and not (heard or work.sessions or work.goals or work.progress or work.products)


def require_begun(work: Intervention, on: PartialDate) -> None:
    """Raise NotAllowed for progress in work that has not begun, and InvalidValue for a day certainly before it did."""
    if not has_begun(work):
        raise NotAllowed(f"{work.title} has not begun, so no progress can be seen in it yet.", hint=_BEGIN)
    _refuse_before(work, on, work.started or work.referred, "it began")


def require_assessed(work: Intervention, on: PartialDate) -> None:
    """Raise NotAllowed for a product of work that neither began nor was assessed for, and InvalidValue for a day
    certainly before the referral: an assessment makes a formulation too.
    """
    was_assessed = work.state in _ASSESSED or any(move.to in _ASSESSED for move in work.moves)
    if not has_begun(work) and not was_assessed:
        raise NotAllowed(
            f"{work.title} has not begun, nor was anybody assessed for it: nothing can have come of it yet.",
            hint=_BEGIN,
        )
    _refuse_before(work, on, work.referred or work.started, "it was referred" if work.referred else "it began")


def require_agreed_before_it_ended(work: Intervention, on: PartialDate) -> None:
    """Raise InvalidValue for a goal agreed on a day certainly after the work was closed."""
    if work.closure is not None and work.closure.on.certainly_before(on):
        raise InvalidValue(
            f"{work.title} was closed {work.closure.on.words}: no goal is agreed for it after that.",
            hint="Give the day it was agreed. What goes on is opened again: `intervention reopen`.",
        )


def _refuse_before(work: Intervention, on: PartialDate, first: PartialDate | None, what: str) -> None:
    if first is not None and on.certainly_before(first):
        raise InvalidValue(
            f"{on.words} is before {work.title}: {what} {first.words}.",
            hint="Check both dates. What came of earlier work is recorded with that work.",
        )
