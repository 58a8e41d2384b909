"""A prison's programme history: how much is read of whom it is about."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from exports.csv import write_csv
from registry.domain.dates import PartialDate
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import PersonName
from registry.intake.history import HISTORY_COLUMNS
from registry.services.import_history import import_history
from registry.services.participants import add_participant
from registry.services.sitting import Sitting
from tests.copied import copied_home

HEADINGS = [column.heading for column in HISTORY_COLUMNS]


def courses(titles: list[str], outcome: str = "complete") -> bytes:
    """A file with one course of each title, all of one person's."""
    row = {"NHS number": "9990000018", "Surname": "Okafor", "Born": "1/3/1984", "Establishment": "HMP Marlwood"}
    row |= {"Delivery": "group", "Started": "2001", "Ended": "2003", "Outcome": outcome}
    return write_csv([HEADINGS, *([{**row, "Course": title}.get(one, "") for one in HEADINGS] for title in titles)])


def readings(sitting: Sitting, data: bytes) -> int:
    """How often all of somebody's courses were read while a file was looked at."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM interventions" in statement and "interventions.participant_id =" in statement:
            asked.append(statement)

    engine = sitting.store.everywhere().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        import_history(sitting, data)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_a_persons_courses_are_read_once_however_many_rows_are_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with copied_home(tmp_path / "ashmere").sit() as sitting:
        add_participant(
            sitting,
            name=PersonName(family="Okafor", given="Daniel"),
            born=PartialDate("1984-03-01"),
            nhs_number=NhsNumber.read("9990000018"),
        )
        here = [f"Course {number}" for number in range(12)]
        assert len(import_history(sitting, courses(here), write=True).new) == 12
        again = import_history(sitting, courses([*here, "Another"]))
        assert (len(again.known), len(again.new)) == (12, 1)
        otherwise = import_history(sitting, courses(here[:2], "incomplete"))
        assert [one.row for one in otherwise.problems] == [2, 3]
        assert "with another outcome" in otherwise.problems[0].message
        assert readings(sitting, courses(["One more"])) == 1
        assert readings(sitting, courses([f"More {number}" for number in range(9)])) == 1
