"""How long a record is kept: never a day too short, whatever is not known of a date."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.catalogue.retention_classes import load_retention_classes
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.people import Person
from registry.domain.retention import CountedFrom, Ended, Hold, Retention, RetentionClass, RetentionPeriod

CLASSES = load_retention_classes()
LAST, DEATH = CountedFrom.LAST_CONTACT, CountedFrom.DEATH
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
BORN = PartialDate("1960-02-29")
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ADA = Person(id="urn:uuid:00000000-0000-4000-8000-000000000001", name="Ada Lowe", profession="psychologist")
WHO = "urn:uuid:00000000-0000-4000-8000-000000000002"


def partial(day: date, letters: int) -> PartialDate:
    return PartialDate(day.isoformat()[:letters])


def test_the_classes_say_what_their_sources_say() -> None:
    found = {
        one.id: {(each.counted_from, each.years, each.birthday, each.birthday_if_17) for each in one.periods}
        for one in CLASSES.classes
    }
    assert found == {
        "mental-health": {(LAST, 20, None, None), (DEATH, 10, None, None)},
        "adult-health": {(LAST, 8, None, None)},
        "child-health": {(LAST, None, 25, 26)},
        "prison-and-probation": set(),
    }
    for one in (*CLASSES.classes, *CLASSES.stops):
        assert one.source
        assert one.address.startswith("https://")
        assert one.checked_on.is_exact


def test_a_class_that_says_no_years_never_ends() -> None:
    assert CLASSES.named("prison-and-probation").review_on(LAST, PartialDate("1960"), BORN) is None
    assert CLASSES.named("adult-health").review_on(DEATH, PartialDate("1960"), BORN) is None
    with pytest.raises(NotFound):
        CLASSES.named("another")


@given(day=DAYS, letters=st.sampled_from([4, 7, 10]), years=st.integers(1, 40))
def test_years_count_from_the_latest_day_that_is_meant(day: date, letters: int, years: int) -> None:
    on = partial(day, letters)
    ends = RetentionPeriod(counted_from=LAST, years=years).ends(on, BORN)
    assert ends.year - on.last.year == years
    assert (ends.month, ends.day) in ((on.last.month, on.last.day), (3, 1))
    assert ends >= RetentionPeriod(counted_from=LAST, years=years).ends(PartialDate.of(day), BORN)


@given(born=DAYS, after=st.integers(0, 8_000), letters=st.sampled_from([4, 7, 10]))
def test_a_childs_record_is_kept_to_a_birthday_of_the_latest_they_can_have(
    born: date, after: int, letters: int
) -> None:
    on = born + timedelta(days=after)
    assume(on.year < 2070)
    known = RetentionPeriod(counted_from=LAST, birthday=25, birthday_if_17=26)
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age >= 18:
        with pytest.raises(InvalidValue, match="children"):
            known.ends(PartialDate.of(on), PartialDate.of(born))
        return
    ends = known.ends(PartialDate.of(on), PartialDate.of(born))
    assert ends.year - born.year == (26 if age == 17 else 25)
    assert known.ends(PartialDate.of(on), partial(born, letters)) >= ends


def test_a_period_is_years_or_birthdays() -> None:
    for wrong in ({}, {"years": 0}, {"birthday": 25}, {"years": 8, "birthday": 25, "birthday_if_17": 26}):
        with pytest.raises(InvalidValue):
            RetentionPeriod(counted_from=LAST, **wrong)
    twice = RetentionPeriod(counted_from=LAST, years=8)
    with pytest.raises(InvalidValue, match="one period"):
        replace(CLASSES.classes[0], periods=(twice, twice))
    with pytest.raises(InvalidValue, match="one id"):
        replace(CLASSES, classes=(CLASSES.classes[0],) * 2)


def test_a_day_to_come_is_not_chosen() -> None:
    of: RetentionClass = CLASSES.named("mental-health")
    with pytest.raises(InvalidValue, match="future"):
        Retention.chosen(of, LAST, PartialDate("2026-03-02"), today=date(2026, 3, 1))
    assert Retention.chosen(of, LAST, PartialDate("2026-03-01"), today=date(2026, 3, 1)).class_id == of.id


def test_a_hold_says_why_and_is_lifted_after_it_was_laid() -> None:
    hold = Hold(id=WHO, participant_id=WHO, reason="An inquiry wrote.", by=ADA, at=NOW)
    with pytest.raises(InvalidValue, match="says nothing"):
        replace(hold, reason="..")
    with pytest.raises(InvalidValue, match="after it was laid"):
        replace(hold, lifted=Ended(by=ADA, at=NOW - timedelta(seconds=1), reason="It ended."))
    with pytest.raises(InvalidValue, match="says nothing"):
        Ended(by=ADA, at=NOW, reason="-")
