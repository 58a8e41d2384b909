"""What is marked on a register and what it means: decided here, without a screen."""

import json
from collections.abc import Iterable
from datetime import date

from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue
from registry.domain.reasons import AbsenceReason
from registry.domain.register import Mark
from registry.domain.session import Attended


def marks_text(marks: Iterable[Mark]) -> str:
    """Return marks as one text for `marks_in`."""
    return json.dumps(
        {
            one.intervention_id: [one.attended.value, one.minutes, one.absence.value if one.absence else None]
            for one in marks
        }
    )


def marks_in(text: str) -> dict[str, Mark]:
    """Return by course of treatment the marks that `marks_text` wrote."""
    return {
        one: Mark(
            intervention_id=one,
            attended=Attended(attended),
            minutes=minutes,
            absence=AbsenceReason(absence) if absence else None,
        )
        for one, (attended, minutes, absence) in json.loads(text).items()
    }


def read_meeting_day(text: str, today: date, problems: dict[str, str]) -> PartialDate | None:
    """Return the day of a meeting, or None; what is wrong goes into `problems`."""
    try:
        day = read_date(text, today)
        refuse_future(day, today, "The session")
    except InvalidValue as error:
        problems["on"] = f"{error}"
        return None
    if not day.is_exact:
        problems["on"] = "A register needs a day."
        return None
    return day
