"""A request's clock, and what of a request and of a mark cannot be built."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.access_ground import Answer, Ground, Mark, Opinion
from registry.domain.dates import PartialDate, months_after
from registry.domain.errors import InvalidValue
from registry.domain.subject_access import Asker, Closing, Extension, SubjectAccess
from tests.domain.build import on, person, urn

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
REQUEST = SubjectAccess(id=urn("request"), participant_id=urn("who"), received=on("2026-11-03"), opened=NOW, acts=7)
MARK = Mark(
    id=urn("mark"),
    request_id=urn("request"),
    participant_id=urn("who"),
    item="needs 1",
    digest="0" * 64,
    answer=Answer.GIVEN,
    by=person(),
    at=NOW,
)


def opinion(day: str) -> Opinion:
    return Opinion(name="Dr Ann Lowe", profession="consultant psychiatrist", on=on(day))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-09-03", "2026-10-03"),
        ("2026-01-31", "2026-02-28"),
        ("2024-01-30", "2024-02-29"),
        ("2025-12-31", "2026-01-31"),
    ],
)
def test_it_is_due_on_the_same_day_of_the_next_month_or_on_its_last(received: str, due: str) -> None:
    request = replace(REQUEST, received=on(received))
    assert request.due == date.fromisoformat(due)


def test_two_further_months_are_counted_from_the_day_it_came() -> None:
    extended = replace(
        REQUEST,
        received=on("2025-11-30"),
        extension=Extension(reason="Forty years from three units.", told_on=on("2025-12-20")),
    )
    assert extended.due == date(2026, 2, 28)


@pytest.mark.parametrize("told", ["2026-11-02", "2026-12-04"])
def test_taking_longer_is_told_within_the_first_month(told: str) -> None:
    with pytest.raises(InvalidValue, match="first month"):
        replace(REQUEST, extension=Extension(reason="Forty years from three units.", told_on=on(told)))
    for right in ("2026-11-03", "2026-12-03"):
        replace(REQUEST, extension=Extension(reason="Forty years from three units.", told_on=on(right)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"received": on("2026-11")},
        {"received": on("2026-11-04")},
        {"closing": Closing(on=on("2026-11-02"), by=person(), words="Taken back.")},
        {"id": "1"},
        {"acts": -1},
    ],
)
def test_a_request_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        replace(REQUEST, **wrong)


@pytest.mark.parametrize("authority", ["", ".", "  "])
def test_who_asks_for_another_says_by_what(authority: str) -> None:
    with pytest.raises(InvalidValue):
        Asker(name="Ann Reyes", authority=authority)


def test_the_clock_in_words() -> None:
    due = REQUEST.due
    assert REQUEST.due_words(due - timedelta(days=1)) == "due 3 December 2026, in 1 day"
    assert REQUEST.due_words(due) == "due 3 December 2026, today"
    assert REQUEST.due_words(due + timedelta(days=2)) == "OVERDUE by 2 days: it was due on 3 December 2026"
    closed = replace(REQUEST, closing=Closing(on=on("2026-11-20"), by=person(), words="Handed over."))
    assert closed.due_words(due + timedelta(days=99)) == "closed on 20 November 2026"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-40, 40))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("ground", [None, *Ground])
@pytest.mark.parametrize("why", [None, "", ".", "His sister asked us."])
@pytest.mark.parametrize("asked", [None, opinion("2026-11-01")])
@pytest.mark.parametrize("answer", Answer)
def test_what_is_withheld_has_a_ground_and_a_why_and_serious_harm_an_opinion(
    answer: Answer, ground: Ground | None, why: str | None, asked: Opinion | None
) -> None:
    said = why not in ("", ".")
    sound = said and (ground is None if answer is Answer.GIVEN else ground is not None and why is not None)
    sound = sound and (ground is Ground.SERIOUS_HARM) == (asked is not None)
    if sound:
        assert replace(MARK, answer=answer, ground=ground, why=why, opinion=asked).ground is ground
        return
    with pytest.raises(InvalidValue):
        replace(MARK, answer=answer, ground=ground, why=why, opinion=asked)


@pytest.mark.parametrize(
    ("today", "given_on", "fresh"),
    [
        ("2026-11-03", "2026-11-03", True),
        ("2026-11-03", "2026-05-04", True),
        ("2026-11-03", "2026-05-03", False),
        ("2026-11-03", "2026-05-02", False),
        ("2026-11-03", "2025-11-03", False),
        ("2026-11-03", "2026-11-04", False),
        ("2026-08-31", "2026-03-01", True),
        ("2026-08-31", "2026-02-28", False),
    ],
)
def test_an_opinion_is_of_the_six_months_that_end_with_the_day_it_is_relied_on(
    today: str, given_on: str, *, fresh: bool
) -> None:
    asked = opinion(given_on)
    if fresh:
        asked.refuse_unless_fresh(date.fromisoformat(today))
    else:
        with pytest.raises(InvalidValue):
            asked.refuse_unless_fresh(date.fromisoformat(today))


def test_an_opinion_has_a_day_and_a_mark_looks_how_old_it_is() -> None:
    with pytest.raises(InvalidValue, match="is a day"):
        Opinion(name="Dr Ann Lowe", profession="psychiatrist", on=PartialDate("2026-11"))
    with pytest.raises(InvalidValue, match="more than 6 months"):
        replace(
            MARK,
            answer=Answer.WITHHELD,
            ground=Ground.SERIOUS_HARM,
            why="It tells where she lives.",
            opinion=opinion("2026-05-03"),
        )


def test_it_is_told_whether_an_opinion_is_missing_or_too_many() -> None:
    withheld = {"answer": Answer.WITHHELD, "why": "It tells where she lives."}
    with pytest.raises(InvalidValue, match="Serious harm is the opinion of the appropriate health professional"):
        replace(MARK, ground=Ground.SERIOUS_HARM, **withheld)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="An opinion goes with serious harm alone"):
        replace(MARK, ground=Ground.CRIME, opinion=opinion("2026-11-01"), **withheld)  # type: ignore[arg-type]


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_names_its_law(ground: Ground) -> None:
    assert ground.law.startswith("DPA 2018, Sch. ")
    assert ground.words


def test_an_opinion_of_tomorrow_is_no_opinion_yet() -> None:
    with pytest.raises(InvalidValue, match="4 November 2026, which is in the future"):
        opinion("2026-11-04").refuse_unless_fresh(date(2026, 11, 3))
    assert opinion("2026-11-03").words == "Dr Ann Lowe, consultant psychiatrist, 3 November 2026"
