"""Partial dates are the intervals they span, and only what is certain counts as an order."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import registry
import tui
from registry.domain.dates import (
    PartialDate,
    age_words,
    check_order,
    day_said,
    days_after,
    read_date,
    refuse_birth,
    refuse_future,
)
from registry.domain.errors import InvalidValue

TODAY = date(2026, 3, 15)
DAYS = st.dates(min_value=date(1880, 1, 1), max_value=date(2200, 12, 31))
PARTIAL = st.builds(lambda day, length: PartialDate(day.isoformat()[:length]), DAYS, st.sampled_from((4, 7, 10)))
# Close together, so that intervals meet, touch and nest.
NEAR = st.builds(
    lambda day, length: PartialDate(day.isoformat()[:length]),
    st.dates(min_value=date(2023, 11, 1), max_value=date(2025, 2, 28)),
    st.sampled_from((4, 7, 10)),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2026-03-01\n",
        " 2026-03-01",
        "2026-03-01 ",
        "2026-3-1",
        "26-03-01",
        "2026-00",
        "2026-13",
        "2026-02-00",
        "2026-02-29",
        "2026-04-31",
        "1900-02-29",
        "2026-W10",
        "2026-W10-1",
        "2026W101",
        "2026-060",
        "20260301",
        "2026-03-",
        "2026-",
        "+2026-03-01",
        "-2026",
        "2026-03-01T00:00:00Z",
        "01/03/2026",
        "\u0662\u0660\u0662\u0666",
        "2026-\u0660\u0663",
        "２０２６",
        "2026\u201103",
        "2026-03-01\u200b",
        "\u202e2026",
        "\ud800",
        "1879",
        "1879-12-31",
        "2201",
        "0000",
        "9999-12-31",
        "unknown",
    ],
)
def test_anything_but_a_day_a_month_or_a_year_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        PartialDate(text)


@given(st.text(alphabet="0123456789-W/\n \u0660\uff10", max_size=12))
def test_what_is_accepted_is_a_canonical_prefix_of_a_day(text: str) -> None:
    try:
        accepted = PartialDate(text)
    except InvalidValue:
        return
    assert len(text) in (4, 7, 10)
    assert accepted.first.isoformat().startswith(text)
    assert accepted.last.isoformat().startswith(text)


@given(DAYS, st.sampled_from((4, 7, 10)))
def test_a_partial_date_spans_exactly_the_days_that_begin_like_it(day: date, length: int) -> None:
    partial = PartialDate(day.isoformat()[:length])
    assert partial.first <= day <= partial.last
    assert partial.is_exact is (length == 10)
    for inside in (partial.first, partial.last):
        assert inside.isoformat().startswith(partial.text)
    for outside in (partial.first - timedelta(days=1), partial.last + timedelta(days=1)):
        assert not outside.isoformat().startswith(partial.text)


@given(NEAR, NEAR, NEAR)
def test_certainly_before_is_a_strict_partial_order(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    assert not one.certainly_before(one)
    assert not (one.certainly_before(two) and two.certainly_before(one))
    if one.certainly_before(two) and two.certainly_before(three):
        assert one.certainly_before(three)


@given(NEAR, NEAR)
def test_certainly_before_holds_for_every_day_the_two_can_mean(one: PartialDate, two: PartialDate) -> None:
    days = [(one.first, two.first), (one.first, two.last), (one.last, two.first), (one.last, two.last)]
    assert one.certainly_before(two) is all(earlier < later for earlier, later in days)


def test_overlapping_dates_have_no_certain_order() -> None:
    year, month, day = PartialDate("2024"), PartialDate("2024-06"), PartialDate("2024-06-30")
    for one in (year, month, day):
        for other in (year, month, day):
            assert not one.certainly_before(other)


def test_a_leap_february_ends_on_its_29th() -> None:
    assert PartialDate("2024-02").last == date(2024, 2, 29)
    assert PartialDate("2023-02").last == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("text", "words"), [("2026-03-01", "1 March 2026"), ("2026-03", "March 2026"), ("2026", "2026")]
)
def test_words_say_no_more_than_is_known(text: str, words: str) -> None:
    assert PartialDate(text).words == words
    assert str(PartialDate(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("t", "2026-03-15"),
        ("today", "2026-03-15"),
        (" Y ", "2026-03-14"),
        ("yesterday", "2026-03-14"),
        ("-3", "2026-03-12"),
        ("+7", "2026-03-22"),
        ("1/3/26", "2026-03-01"),
        ("3.1.2026", "2026-01-03"),
        ("1/3", "2026-03-01"),
        ("1 mar", "2026-03-01"),
        ("1 MARCH 2026", "2026-03-01"),
        ("2 sept 19", "2019-09-02"),
        ("3/1984", "1984-03"),
        ("03.1984", "1984-03"),
        ("mar 1984", "1984-03"),
        ("September 1984", "1984-09"),
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("2026-03-01", "2026-03-01"),
    ],
)
def test_a_typed_date_is_read_in_british_order(typed: str, meant: str) -> None:
    assert read_date(typed, TODAY).text == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31/2",
        "29/2/25",
        "1 ju",
        "1 ma",
        "1 foo",
        "13/13/26",
        "0/1/26",
        "2026-W10",
        "t-1",
        "1/3/026",
        "13/1984",
        "0/1984",
        "ma 1984",
        "mar 84",
        "١/٣/٢٦",
        "+",
    ],
)
def test_a_typed_date_that_is_not_understood_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        read_date(typed, TODAY)


@given(PARTIAL, DAYS)
def test_a_date_is_read_back_as_it_is_written(partial: PartialDate, today: date) -> None:
    assert read_date(partial.text, today) == partial


@given(DAYS, DAYS)
def test_a_full_british_date_is_read_back(day: date, today: date) -> None:
    for typed in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{day.day} {calendar.month_name[day.month]} {day.year}",
        f"{day.day} {calendar.month_abbr[day.month].lower()} {day.year}",
    ):
        assert read_date(typed, today) == PartialDate.of(day)


@given(st.dates(min_value=date(1960, 1, 1), max_value=date(2180, 12, 31)), st.integers(0, 99))
def test_a_two_digit_year_is_within_the_last_80_or_the_next_19(today: date, short: int) -> None:
    year = read_date(f"1/3/{short:02d}", today).first.year
    assert year % 100 == short
    assert today.year - 80 <= year <= today.year + 19


def test_only_what_is_certainly_in_the_future_is_refused() -> None:
    for text in ("2026", "2026-03", "2026-03-15", "2019"):
        refuse_future(PartialDate(text), TODAY, "The session")
    for text in ("2027", "2026-04", "2026-03-16"):
        with pytest.raises(InvalidValue, match="The session"):
            refuse_future(PartialDate(text), TODAY, "The session")


def test_an_order_is_refused_only_when_it_is_certainly_wrong() -> None:
    check_order(PartialDate("2024-06-01"), PartialDate("2024"), "The stay")
    check_order(None, PartialDate("2024"), "The stay")
    check_order(PartialDate("2024"), None, "The stay")
    with pytest.raises(InvalidValue, match="The stay"):
        check_order(PartialDate("2024-06-01"), PartialDate("2023"), "The stay")


@pytest.mark.parametrize(
    ("born", "today", "words"),
    [
        ("1984-03-15", date(2026, 3, 14), "41y"),
        ("1984-03-15", date(2026, 3, 15), "42y"),
        ("1984-03-15", date(2026, 3, 16), "42y"),
        ("1984-02-29", date(2026, 2, 28), "41y"),
        ("1984-02-29", date(2026, 3, 1), "42y"),
        ("1984-02-29", date(2028, 2, 29), "44y"),
        ("1984", date(2026, 6, 1), "41 or 42y"),
        ("1984", date(2026, 1, 1), "41 or 42y"),
        ("1984", date(2026, 12, 31), "42y"),
        ("1984-03", date(2026, 2, 28), "41y"),
        ("1984-03", date(2026, 3, 10), "41 or 42y"),
        ("1984-03", date(2026, 4, 1), "42y"),
        ("2026", date(2026, 4, 1), "0y"),
        ("2026-04-01", date(2026, 4, 1), "0y"),
    ],
)
def test_age_turns_on_the_birthday_and_is_a_range_where_that_is_not_known(born: str, today: date, words: str) -> None:
    assert age_words(PartialDate(born), today) == words


@given(PARTIAL, DAYS)
def test_every_age_that_the_birth_date_allows_is_among_the_ages_said(born: PartialDate, today: date) -> None:
    said = age_words(born, today)
    for day in (born.first, born.last):
        if day <= today:
            exact = age_words(PartialDate.of(day), today)
            assert exact[:-1] in said[:-1].split(" or ")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2026", "31/02/2026 is not in the calendar"),
        ("31 FEB 26", "31 feb 26 is not in the calendar"),
        ("13/2026", "13/2026 is not in the calendar"),
        ("1/3/1066", "The year 1066 is outside"),
        ("0", "'0' is not a date. Write t for today, -3, 1/3/26, mar 1984, 2019 or 2026-03-01."),
    ],
)
def test_what_is_no_date_is_told_as_it_was_typed(typed: str, said: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_date(typed, TODAY)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("first", "text", "day"),
    [
        ("2026-02-12", "+180", "2026-08-11"),
        ("2026-02-12", " +1 ", "2026-02-13"),
        ("2026-02-12", "180", None),
        ("2026-02-12", "-3", None),
        ("2026-02-12", "1/3/27", None),
        ("2026-02-12", None, None),
        ("2026-02", "+180", None),
    ],
)
def test_so_many_days_after_a_day_are_counted_from_it(first: str, text: str | None, day: str | None) -> None:
    assert days_after(PartialDate(first), text) == (PartialDate(day) if day else None)


def test_nobody_in_care_was_born_today_or_later() -> None:
    for text in (f"{TODAY - timedelta(days=1)}", f"{TODAY.year}", f"{TODAY:%Y-%m}", "1984-03-01"):
        refuse_birth(PartialDate(text), TODAY)
    with pytest.raises(InvalidValue, match="today's date"):
        refuse_birth(PartialDate.of(TODAY), TODAY)
    with pytest.raises(InvalidValue, match="in the future"):
        refuse_birth(PartialDate.of(TODAY + timedelta(days=1)), TODAY)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (date(2026, 3, 1), "1 March 2026"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), "23 November 2026"),
    ],
)
def test_a_day_is_said_as_a_partial_date_says_it(at: date, said: str) -> None:
    assert day_said(at) == said
    assert PartialDate(f"{at:%Y-%m-%d}").words == said


def test_no_other_place_spells_a_day() -> None:
    """With a nought before it, or a month cut short, one day stands in two forms beside each other."""
    rooms = [Path(registry.__file__).parent, Path(tui.__file__).parent]
    files = [file for room in rooms for file in room.rglob("*.py")]
    assert len(files) > 300
    assert [file.name for file in files if re.search("%d %b|%d %B", file.read_text("utf-8"))] == []
