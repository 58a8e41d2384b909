"""What may be decided of a line today and at this desk; what came in a document is read as it was decided there."""

from collections.abc import Sequence
from datetime import date

from registry.domain.catalogue import Sensitivity
from registry.domain.choice_words import verdict_named, wish_named
from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.history import Work
from registry.domain.line_kind import LineKind
from registry.domain.place_words import refuse_place
from registry.domain.plan import PlanLine
from registry.domain.recognition import check_recognition
from registry.domain.text import check_reason

FURTHEST_YEARS = 5
_SERVICE_REASONS = (LineKind.NOT_ADVISED, LineKind.NOT_AVAILABLE)


def check_limits(
    line: PlanLine, decision: Decision, today: date, works: Sequence[Work] = (), *, sensitive: bool = False
) -> None:
    """Raise NotAllowed or InvalidValue for what is not decided of this line.

    `works` are the records of the line; `sensitive` says that its programme is trauma-processing or offence-disclosure
    work, also where nothing of it was done. Such work is begun and taken up by the participant's choice and never at a
    session, whatever is decided.
    """
    check_reason(decision.reason, "The reason for the decision")
    if decision.discussed is Discussed.NOT_YET and decision.discussed_words is not None:
        check_reason(decision.discussed_words, "Why it was not discussed yet")
    if decision.choice is Choice.RECOGNISE:
        check_recognition(line, works)
    to = decision.changed_to
    if to in _SERVICE_REASONS and line.stands_as is LineKind.NOT_WANTED:
        raise NotAllowed(
            f"*Not wanted now* is the participant's own choice; it is not changed into {to.words}.",
            hint="Accept it, or ask the participant again. A clinical reason is recorded on the need itself.",
        )
    done = line.kind is LineKind.CREDIT or line.stands_as is LineKind.RECOGNISED
    if to is LineKind.NOT_AVAILABLE and done:
        raise NotAllowed(
            f"{line.title} stands as {line.stands_as.words}: what was done is not a need that nothing meets here.",
            hint="Accept the line. A need that is still open is recorded with `need`, and gets a line of its own.",
        )
    if to is LineKind.RESUME and not line.work:
        raise NotAllowed("There is no work on this line to resume.", hint="Use --to start for work that is new.")
    if sensitive or any(
        work.edition is not None and work.edition.sensitivity is not Sensitivity.NONE for work in works
    ):
        ask = decision.ask
        refuse_place(decision.reason, decision.discussed_words, *((ask.question, ask.end_rule) if ask else ()))
    _check_choice(line, decision)
    if decision.again is not None:
        check_ahead(decision.again, today, "The day to come back to it")
        if decision.again.first > _years_on(today):
            raise InvalidValue(
                f"The day to come back to it is {decision.again.words}, more than {FURTHEST_YEARS} years ahead.",
                hint="Come back to it sooner.",
            )


def _check_choice(line: PlanLine, decision: Decision) -> None:
    """A choice is filed as a choice, and never printed as refusal or want of insight."""
    to = decision.changed_to
    if to in _SERVICE_REASONS and (wish := wish_named(decision.reason)):
        raise NotAllowed(
            f"“{wish}” speaks of what the participant wants; {to.words} is for "
            f"{'clinical reasons' if to is LineKind.NOT_ADVISED else 'what the service cannot offer'} only.",
            hint="Use --to not-wanted-now with their own words in --words and a day to --again ask; or give the "
            "reason without it.",
        )
    chosen = to is LineKind.NOT_WANTED or (decision.choice is Choice.ACCEPT and line.kind is LineKind.NOT_WANTED)
    if chosen and (verdict := verdict_named(decision.reason)):
        raise NotAllowed(
            f"“{verdict}” is a verdict on the participant; *not wanted now* is a choice and is never printed as one.",
            hint='Give the participant\'s own words in --words, and a plain reason, for instance "his choice".',
        )


def check_ahead(day: PartialDate, today: date, what: str) -> None:
    """Raise InvalidValue when something still to come is dated before `today`."""
    if day.last < today:
        raise InvalidValue(f"{what} is {day.words}, which is in the past.", hint="Give today or a later day.")


def _years_on(today: date) -> date:
    # 29 February has no day five years on: the last day of that month stands for it.
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + FURTHEST_YEARS, day=28 if leap else today.day)
