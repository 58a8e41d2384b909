"""A unit's old attendance spreadsheet: one row is one participant at one session."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended, SessionKind
from registry.domain.text import check_code, check_label, one_of
from registry.intake.columns import Column, NamedRow, named_rows
from registry.intake.date_cell import required_date
from registry.intake.person_cells import PERSON_COLUMNS, PersonCells, read_person
from registry.intake.problems import RowProblem
from registry.intake.sheet import Sheet

PROGRAMME, DATE, KIND, MODULE, NUMBER = "Programme", "Date", "Kind", "Module", "Number"
ATTENDED, ABSENCE, MINUTES, CATCH_UP = "Attended", "Absence", "Minutes", "Catch-up"

LOG_COLUMNS = (
    *PERSON_COLUMNS,
    Column(heading=PROGRAMME, explained="the code or title of the intervention as it is recorded here", required=True),
    Column(heading=DATE, explained="the day of the session, day first: 31/01/2019", required=True),
    Column(heading=KIND, explained=one_of(list(SessionKind)), required=True),
    Column(heading=MODULE, explained="the module's id, where it is known"),
    Column(heading=NUMBER, explained="which session of the module it was"),
    Column(heading=ATTENDED, explained=one_of(list(Attended)), required=True),
    Column(heading=ABSENCE, explained=f"why they were away or left early: {one_of(list(AbsenceReason))}"),
    Column(heading=MINUTES, explained="minutes the participant received, where recorded"),
    Column(heading=CATCH_UP, explained="yes where it made up for a missed session"),
)

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One row, read but not yet held against the record."""

    row: int
    person: PersonCells
    programme: str
    on: PartialDate
    kind: SessionKind
    module: str | None
    number: int | None
    attended: Attended
    absence: AbsenceReason | None
    minutes: int | None
    catch_up: bool


def read_log(sheet: Sheet) -> Iterator[LogRow | RowProblem]:
    """Yield each row, or what is wrong with it. Raises Refused for wrong headings."""
    for row in named_rows(sheet, LOG_COLUMNS):
        try:
            yield _read(row)
        except InvalidValue as problem:
            yield RowProblem(row=row.number, message=problem.message)


def _read(row: NamedRow) -> LogRow:
    programme, module = row.required(PROGRAMME), row.line(MODULE)
    check_label(programme, "The programme")
    if module is not None:
        check_code(module, "The module")
    absence = row.line(ABSENCE)
    return LogRow(
        row=row.number,
        person=read_person(row),
        programme=programme,
        on=required_date(row, DATE),
        kind=_word(row.required(KIND), SessionKind, KIND),
        module=module,
        number=_count(row, NUMBER, least=1, most=999),
        attended=_word(row.required(ATTENDED), Attended, ATTENDED),
        absence=_word(absence, AbsenceReason, ABSENCE) if absence else None,
        minutes=_count(row, MINUTES, least=0, most=480),
        catch_up=_yes(row.line(CATCH_UP)),
    )


def _word(text: str, words: type[E], heading: str) -> E:
    try:
        return words(text.casefold() if text.isascii() else text)
    except ValueError:
        raise InvalidValue(f"{heading} says {text[:30]!a}; it is {one_of(list(words))}.") from None


def _count(row: NamedRow, heading: str, *, least: int, most: int) -> int | None:
    text = row.line(heading)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and least <= int(text) <= most):
        raise InvalidValue(f"{heading} says {text[:10]!a}; it is a whole number from {least} to {most}.")
    return int(text)


def _yes(text: str | None) -> bool:
    if text is None or text.casefold() == "no":
        return False
    if text.casefold() != "yes":
        raise InvalidValue(f"{CATCH_UP} says {text[:10]!a}; it is yes, no or empty.")
    return True
