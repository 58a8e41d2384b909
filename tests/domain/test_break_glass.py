"""A use of break-glass: an hour at most, ended while it lasts, reviewed by another person, and never without a why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registry.domain.break_glass import OPEN_FOR, TOLD_FOR, BreakGlass, GlassEnd, GlassReview
from registry.domain.errors import InvalidValue
from tests.domain.build import person, urn

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ONE = timedelta(microseconds=1)
WHY = "Collapsed in our day room."
USE = BreakGlass(
    id=urn("use"), participant_id=urn("who"), user="ewa", person=person(), reason=WHY, at=AT, until=AT + OPEN_FOR
)


def test_the_limits_are_an_hour_and_a_day() -> None:
    assert timedelta(hours=1) == OPEN_FOR
    assert timedelta(days=1) == TOLD_FOR


def ended(after: timedelta) -> BreakGlass:
    return replace(USE, ended=GlassEnd(by=person("Ann Lowe"), at=AT + after, reason="His team is back."))


@pytest.mark.parametrize("lasts", [ONE, OPEN_FOR])
def test_it_lasts_for_an_hour_at_most(lasts: timedelta) -> None:
    use = replace(USE, until=AT + lasts)
    assert use.holds_at(AT)
    assert use.holds_at(AT + lasts - ONE)
    assert not use.holds_at(AT + lasts)
    assert not use.holds_at(AT + 2 * lasts)
    assert not use.holds_at(AT - ONE)


@pytest.mark.parametrize("lasts", [-ONE, timedelta(), OPEN_FOR + ONE])
def test_no_longer_and_not_for_no_time(lasts: timedelta) -> None:
    with pytest.raises(InvalidValue, match="for an hour and no longer"):
        replace(USE, until=AT + lasts)


def test_one_that_was_ended_holds_until_then() -> None:
    use = ended(timedelta(minutes=5))
    assert use.holds_at(AT + timedelta(minutes=5) - ONE)
    assert not use.holds_at(AT + timedelta(minutes=5))
    assert ended(timedelta()).ended
    for after in (-ONE, OPEN_FOR, OPEN_FOR + ONE):
        with pytest.raises(InvalidValue, match="ended while it lasts"):
            ended(after)


def test_nobody_reviews_their_own() -> None:
    said = "It was needed and short."
    assert replace(USE, review=GlassReview(by=person("Ann Lowe"), at=AT, words=said)).review
    for same in (USE.person, replace(USE.person, name="Dr E. Nkosi")):
        with pytest.raises(InvalidValue, match="their own"):
            replace(USE, review=GlassReview(by=same, at=AT, words=said))


@pytest.mark.parametrize("said", ["", ".", "Needed.", "x x x x", "His team\nis on leave.", "It was needed. " * 20])
def test_a_reason_a_review_and_an_end_say_something_in_one_line(said: str) -> None:
    with pytest.raises(InvalidValue):
        replace(USE, reason=said)
    with pytest.raises(InvalidValue):
        GlassReview(by=person("Ann Lowe"), at=AT, words=said)
    with pytest.raises(InvalidValue):
        GlassEnd(by=person("Ann Lowe"), at=AT, reason=said)


@pytest.mark.parametrize("wrong", [{"id": "1"}, {"participant_id": "1"}, {"user": "e w a"}])
def test_it_names_itself_whose_record_and_who_by_ids(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        replace(USE, **wrong)  # type: ignore[arg-type]


def test_it_is_told_by_who_and_when() -> None:
    assert USE.words == "Dr Ewa Nkosi, 22 November 2026 at 09:30 UTC"
