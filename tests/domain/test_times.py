"""Moments in UTC, with one spelling each."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.times import read_stamp, stamp


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_read_back_to_the_second(moment: datetime) -> None:
    text = stamp(moment)
    assert len(text) == 20
    assert read_stamp(text) == moment.replace(microsecond=0)
    assert stamp(read_stamp(text)) == text


def test_a_moment_elsewhere_is_written_in_utc() -> None:
    summer = timezone(timedelta(hours=1))
    assert stamp(datetime(2026, 6, 1, 0, 30, 0, 999_999, tzinfo=summer)) == "2026-05-31T23:30:00Z"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidValue):
        stamp(datetime(2026, 6, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-01",
        "2026-03-01T09:30:00",
        "2026-03-01T09:30:00+00:00",
        "2026-03-01T09:30:00z",
        "2026-03-01 09:30:00Z",
        "2026-03-01T09:30:00.0Z",
        "2026-03-01T09:30:00Z\n",
        " 2026-03-01T09:30:00Z",
        "2026-02-29T09:30:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T09:60:00Z",
        "2026-03-01T09:30:60Z",
        "2026-03-01T09:30:61Z",
        "2026-W10-1T09:30:00Z",
        "٢٠٢٦-03-01T09:30:00Z",
        "0000-01-01T00:00:00Z",
    ],
)
def test_any_other_form_and_every_impossible_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_stamp(text)
