"""What entered dates ask for, on each side of each day that counts."""

import pytest

from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.hearing import hearing_warnings

HEARING = PartialDate("2027-03-12")
BOARD = Purpose.PAROLE_BOARD
LAST = "the last day to apply to withhold material"


def told(today: str, reader: Purpose = BOARD, applied: str | None = None) -> str:
    since = PartialDate(applied) if applied else None
    return " ".join(hearing_warnings(reader, hearing=HEARING, applied=since, today=PartialDate(today).first))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-06-01", f"Eight weeks before the hearing: {LAST} is 15 January 2027."),
        ("2026-12-31", f"Eight weeks before the hearing: {LAST} is 15 January 2027."),
        ("2027-01-01", f"Ten weeks or less to the hearing: {LAST} is 15 January 2027."),
        ("2027-01-15", f"Ten weeks or less to the hearing: {LAST} is 15 January 2027."),
        ("2027-01-16", f"{LAST.capitalize()} was 15 January 2027, eight weeks before the hearing."),
        ("2027-03-13", "The hearing of 12 March 2027 is past."),
    ],
)
def test_a_boards_rule_warns_ten_and_eight_weeks_before(today: str, words: str) -> None:
    assert told(today) == words


def test_a_tribunal_has_its_own_rule() -> None:
    assert told("2027-01-16", Purpose.TRIBUNAL) == ""
    due = "The reports are due to the tribunal on 22 January 2027."
    assert told("2027-01-22", Purpose.TRIBUNAL, "2027-01-01") == due
    assert told("2027-01-23", Purpose.TRIBUNAL, "2027-01-01") == due.replace("are", "were")


def test_dates_that_do_not_fit_are_refused() -> None:
    for reader, hearing, applied in (
        (BOARD, "2027-03", None),
        (BOARD, "2027-03-12", "2027-01-01"),
        (Purpose.TRIBUNAL, "2027-03-12", "2027-03-13"),
    ):
        since = PartialDate(applied) if applied else None
        with pytest.raises(InvalidValue):
            hearing_warnings(reader, hearing=PartialDate(hearing), applied=since, today=HEARING.first)
    assert hearing_warnings(BOARD, hearing=None, applied=None, today=HEARING.first) == ()
