"""What the day says of a group."""

from datetime import date

from registry.services.day import GroupToday


def test_a_group_is_todays_where_it_last_met_on_this_day_of_the_week() -> None:
    met = GroupToday(id="g", name="Thursday", title="Coping", due=8, last=date(2026, 11, 19))
    assert met.meets_on(date(2026, 11, 26))
    assert not met.meets_on(date(2026, 11, 25))
    assert not GroupToday(id="g", name="New", title="Coping", due=8).meets_on(date(2026, 11, 26))
