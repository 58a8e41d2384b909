"""What is marked on a register and what it means: decided here, without a screen."""

import json
from collections.abc import Iterable
from datetime import date

from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue
from registry.domain.reasons import AbsenceReason
from registry.domain.register import Mark
from registry.domain.session import Attended
from registry.domain.text import number_of
from registry.services.register_sheets import RegisterSheet
from tui.screens.session_entry import MOST_MINUTES, read_number

CAME = {
    Attended.FULL: "attended",
    Attended.PART: "in part",
    Attended.NO: "away",
    Attended.UNMARKED: "not marked",
}


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


def saved_words(sheet: RegisterSheet) -> str:
    """Return which meeting a sheet on record is, and how many came, in words."""
    titles = {one.id: one.title for one in sheet.modules}
    named = titles.get(sheet.module, sheet.module) if sheet.module else ""
    which = " ".join(filter(None, (named, f"{sheet.number or ''}")))
    long = number_of(sheet.minutes, "minute") if sheet.minutes else ""
    marks = [one.mark.attended for one in sheet.lines]
    counts = [(marks.count(one), words) for one, words in CAME.items()]
    return " · ".join(filter(None, (which, long, ", ".join(f"{many} {words}" for many, words in counts if many))))


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


def read_received(text: str, name: str, length: int | None, problems: dict[str, str]) -> int | None:
    """Return the minutes that somebody of this name received of a meeting's length, or None for none.

    What is wrong goes into `problems`, with the name: nobody receives more than the meeting lasted.
    """
    minutes = read_number(text, "received", 1, length or MOST_MINUTES, problems)
    if (wrong := problems.get("received")) is not None:
        problems["received"] = f"{name}: {wrong[0].lower()}{wrong[1:]}"
    return minutes
