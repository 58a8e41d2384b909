"""Which backups are kept: never none, everything near, and thinning twice takes nothing more."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from registry.domain.backup_thinning import kept_backups, thinned_from

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AGES = st.lists(st.integers(0, 800 * 24), max_size=60)


def _times(hours: list[int]) -> list[datetime]:
    return [NOW - timedelta(hours=one) for one in hours]


@given(AGES)
def test_the_newest_and_everything_of_a_week_stays(hours: list[int]) -> None:
    times = _times(hours)
    kept = kept_backups(times, NOW)
    assert kept <= set(times)
    if times:
        assert max(times) in kept
    assert {one for one in times if NOW - one <= timedelta(days=7)} <= kept


@given(AGES)
def test_thinning_twice_takes_nothing_more(hours: list[int]) -> None:
    kept = kept_backups(_times(hours), NOW)
    assert kept_backups(kept, NOW) == kept


@given(AGES)
def test_what_is_left_is_bounded(hours: list[int]) -> None:
    older = [one for one in kept_backups(_times(hours), NOW) if NOW - one > timedelta(days=7)]
    assert len(older) <= 5 + 12 + 1


def test_daily_backups_of_two_years() -> None:
    daily = [NOW - timedelta(days=one) for one in range(730)]
    kept = sorted(kept_backups(daily, NOW), reverse=True)
    assert [one.date().isoformat() for one in kept[8:]] == [
        "2026-11-08",
        "2026-11-01",
        "2026-10-31",
        "2026-10-25",
        "2026-10-18",
        "2026-09-30",
        "2026-08-31",
        "2026-07-31",
        "2026-06-30",
        "2026-05-31",
        "2026-04-30",
        "2026-03-31",
        "2026-02-28",
        "2026-01-31",
        "2025-12-31",
    ]


@given(st.dates(NOW.date() - timedelta(days=4_000), NOW.date()), st.integers(0, 800))
def test_from_the_day_that_is_told_no_backup_is_kept_for_its_age(made: date, later: int) -> None:
    then = datetime.combine(thinned_from(made) + timedelta(days=later), datetime.min.time(), UTC)
    old, newer = datetime.combine(made, datetime.max.time(), UTC), then - timedelta(minutes=1)
    assert kept_backups([old, newer], then) == {newer}
    before = datetime.combine(thinned_from(made), datetime.min.time(), UTC) - timedelta(minutes=1)
    assert old in kept_backups([old], before)
