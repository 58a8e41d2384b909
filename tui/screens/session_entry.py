"""What is typed into the session form, and what it means: decided here, without a screen."""

from dataclasses import dataclass
from datetime import date

from registry.domain.catalogue import Sensitivity
from registry.domain.dates import PartialDate, Recorded, read_date, refuse_future
from registry.domain.dose import standing
from registry.domain.errors import InvalidValue
from registry.domain.history import Work
from registry.domain.intervention import Delivery
from registry.domain.reasons import AbsenceReason
from registry.domain.received import CAME, refuse_no_minutes
from registry.domain.session import Attended, SessionKind

MOST_MINUTES, MOST_NUMBER = 480, 999
GAVE_REASON = (Attended.PART, Attended.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it stands: texts and choices, right or wrong."""

    on: str = "t"
    kind: SessionKind = SessionKind.GROUP
    attended: Attended = Attended.FULL
    module: str | None = None
    number: str = ""
    minutes: str = ""
    absence: str | None = None
    recorded: Recorded = Recorded.AT_THE_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The form as it is meant."""

    on: PartialDate
    kind: SessionKind
    attended: Attended
    module: str | None
    number: int | None
    minutes: int | None
    absence: AbsenceReason | None
    recorded: Recorded


def carried_forward(work: Work) -> Typed:
    """Return the form as it opens: the last session's kind and minutes, and where the course goes on.

    Trauma and offence-disclosure work never proposes a module or session: the participant chooses.
    """
    of = work.intervention
    held = sorted(of.sessions, key=lambda each: each.on.first)
    alone = SessionKind.INDIVIDUAL if of.delivery is Delivery.INDIVIDUAL else SessionKind.GROUP
    kind = held[-1].kind if held else alone
    minutes = [each.minutes for each in held if each.kind is kind and each.minutes is not None]
    open_to_all = work.edition is not None and work.edition.sensitivity is Sensitivity.NONE
    resume = standing(of, work.edition).resume if open_to_all else None
    return Typed(
        kind=kind,
        module=resume.module.id if resume else None,
        number=next_number(work, resume.module.id) if resume else "",
        minutes=f"{minutes[-1]}" if minutes else "",
    )


def next_number(work: Work, module: str | None) -> str:
    """Return the number after the highest one held in the module, where the sessions there are numbered."""
    held = [each.number for each in work.intervention.sessions if each.module == module]
    numbers = [number for number in held if number is not None]
    if numbers:
        return f"{max(numbers) + 1}"
    planned = next((one.sessions for one in (work.edition.plan if work.edition else ()) if one.id == module), None)
    return "1" if planned is not None and not held else ""


def read_day(text: str, work: Work, today: date) -> PartialDate:
    """Return the session's day. Raises InvalidValue for what no session can be dated."""
    if not text.strip():
        raise InvalidValue("The date is missing.", hint="Type t for today, y for yesterday, or 1/3.")
    on = read_date(text, today)
    refuse_future(on, today, "The session")
    started = work.intervention.started
    if started is not None and on.certainly_before(started):
        raise InvalidValue(f"{on.words} is before {work.intervention.title} started ({started.words}).")
    return on


def read_entry(typed: Typed, work: Work, today: date) -> Entry | dict[str, str]:
    """Return what the form means, or every problem in words by the field it belongs to, in the form's order."""
    problems: dict[str, str] = {}
    on = PartialDate.of(today)
    try:
        on = read_day(typed.on, work, today)
    except InvalidValue as error:
        problems["on"] = f"{error}"
    came = typed.attended in CAME
    number = read_number(typed.number, "number", 1, MOST_NUMBER, problems)
    minutes = read_number(typed.minutes, "minutes", 0, MOST_MINUTES, problems) if came else None
    try:
        refuse_no_minutes(typed.attended, minutes)
    except InvalidValue as error:
        problems["minutes"] = f"{error.message} Leave them empty where nobody measured."
    absence = AbsenceReason(typed.absence) if typed.absence and typed.attended in GAVE_REASON else None
    if typed.attended is Attended.NO and absence is None:
        problems["absence"] = "An absence needs its reason; “reason not recorded” where nobody knows."
    if problems:
        return problems
    return Entry(
        on=on,
        kind=typed.kind,
        attended=typed.attended,
        module=typed.module,
        number=number,
        minutes=minutes,
        absence=absence,
        recorded=typed.recorded,
    )


def read_number(text: str, field: str, least: int, most: int, problems: dict[str, str]) -> int | None:
    """Return the whole number typed in a field, or None for none; what is wrong goes into `problems`."""
    said = text.strip()
    if not said:
        return None
    if said.isascii() and said.isdigit() and least <= int(said[:9]) <= most:
        return int(said)
    problems[field] = f"Type a whole number from {least} to {most}, or leave it empty."
    return None
