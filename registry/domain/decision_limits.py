"""What may be decided of a line today and at this desk; what came in a document is read as it was decided there."""

import re
from collections.abc import Sequence
from datetime import date

from registry.domain.catalogue import Sensitivity
from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.history import Work
from registry.domain.line_kind import LineKind
from registry.domain.plan import PlanLine
from registry.domain.recognition import check_recognition
from registry.domain.text import check_reason

FURTHEST_YEARS = 5
_SERVICE_REASONS = (LineKind.NOT_ADVISED, LineKind.NOT_AVAILABLE)
_NUMBER = r"(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PLACE = re.compile(
    rf"\b(?:session|module)s?\s+(?:no\.?\s*|number\s+|#)?{_NUMBER}\b|\b[0-9]+(?:st|nd|rd|th)\s+(?:session|module)\b",
    re.IGNORECASE,
)


def check_limits(line: PlanLine, decision: Decision, today: date, works: Sequence[Work] = ()) -> None:
    """Raise NotAllowed or InvalidValue for what is not decided of this line.

    `works` are the records of the line. Trauma-processing and offence-disclosure work is begun and taken up by the
    participant's choice and never at a session.
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
    if to is LineKind.RESUME and not line.work:
        raise NotAllowed("There is no work on this line to resume.", hint="Use --to start for work that is new.")
    sensitive = any(work.edition is not None and work.edition.sensitivity is not Sensitivity.NONE for work in works)
    if sensitive and to in (LineKind.START, LineKind.RESUME) and _PLACE.search(decision.reason):
        raise NotAllowed(
            "This work is not begun or taken up at a session or module: the participant chooses whether and when.",
            hint="Say why without naming a session or a module.",
        )
    if decision.again is not None:
        check_ahead(decision.again, today, "The day to come back to it")
        if decision.again.first > _years_on(today):
            raise InvalidValue(
                f"The day to come back to it is {decision.again.words}, more than {FURTHEST_YEARS} years ahead.",
                hint="Come back to it sooner.",
            )


def check_ahead(day: PartialDate, today: date, what: str) -> None:
    """Raise InvalidValue when something still to come is dated before `today`."""
    if day.last < today:
        raise InvalidValue(f"{what} is {day.words}, which is in the past.", hint="Give today or a later day.")


def _years_on(today: date) -> date:
    # 29 February has no day five years on: the last day of that month stands for it.
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + FURTHEST_YEARS, day=28 if leap else today.day)
