"""Readings laid out: raters side by side, nothing unlike compared, and no more said than the figures carry."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.assessment import Direction, Occasion, Rater
from registry.domain.catalogue import Confidence, Fact
from registry.domain.measure import ReliableChange
from registry.domain.readings import LIMIT, Chart, charts, range_caution
from tests.domain.build import on, urn
from tests.domain.test_assessment import score
from tests.domain.test_measure import measure, scale

FIGURES = ReliableChange(sd="7.5", reliability="0.8", source="a made-up paper")
KNOWN = measure(title="CORE-10", id="CORE-10", scales=(scale(reliable_change=FIGURES),))
PRE, POST = Occasion.PRE, Occasion.POST


def reading(value: str, day: str, occasion: Occasion = PRE, rater: Rater = Rater.SELF, **changes: Any) -> Any:
    members = {"id": urn(f"{value} {day} {rater} {sorted(changes)}"), **changes}
    return score(value=value, on=on(day), occasion=occasion, rater=rater, **members)


def one(*readings: Any, known: Any = None) -> Chart:
    (chart,) = charts(known, readings)
    return chart


def test_raters_stand_side_by_side_by_occasion() -> None:
    chart = one(
        reading("12", "2025-05-01", POST),
        reading("30", "2025-01-03", rater=Rater.STAFF),
        reading("28", "2025-01-01"),
        reading("15", "2025-05-02", POST, Rater.CARER),
    )
    assert [(row.occasion, sorted(row.readings)) for row in chart.rows] == [
        (PRE, ["self", "staff"]),
        (POST, ["carer", "self"]),
    ]
    assert chart.raters == (Rater.SELF, Rater.STAFF, Rater.CARER)
    assert [chart.tenths(each) for each in chart.of(Rater.SELF)] == [7, 3]


def test_a_rater_stands_once_in_a_row_and_an_occasion_between_begins_another() -> None:
    chart = one(reading("28", "2025-01-01"), reading("27", "2025-01-02"))
    assert len(chart.rows) == 2
    chart = one(
        reading("28", "2024-01-01"), reading("9", "2024-06-01", POST), reading("20", "2025-01-01", rater=Rater.STAFF)
    )
    assert [row.occasion for row in chart.rows] == [PRE, POST, PRE]


@pytest.mark.parametrize(
    "unlike", [{"version": "2"}, {"subscale": "risk"}, {"highest": "136"}, {"direction": Direction.HIGHER_IS_BETTER}]
)
def test_unlike_readings_are_never_set_against_each_other(unlike: dict[str, Any]) -> None:
    assert len(charts(None, [reading("20", "2025-01-01"), reading("10", "2025-05-01", POST, **unlike)])) == 2


def test_alike_is_by_number_and_not_by_spelling() -> None:
    again = reading("10", "2025-05-01", POST, highest="40.0", subscale=None)
    assert len(charts(None, [reading("20", "2025-01-01"), again])) == 1


@pytest.mark.parametrize(
    ("direction", "last", "said"),
    [
        (Direction.LOWER_IS_BETTER, "12.5", "fell by 15.5 points"),
        (Direction.LOWER_IS_BETTER, "12.5", "towards better, as lower is better"),
        (Direction.HIGHER_IS_BETTER, "12.5", "towards worse, as higher is better"),
        (Direction.LOWER_IS_BETTER, "38", "rose by 10 points"),
        (Direction.LOWER_IS_BETTER, "38", "towards worse"),
        (Direction.LOWER_IS_BETTER, "28.0", "is the same"),
    ],
)
def test_a_change_is_said_in_words_and_no_more(direction: Direction, last: str, said: str) -> None:
    chart = one(
        reading("28", "2025-01-01", direction=direction), reading(last, "2025-05-01", POST, direction=direction)
    )
    words = " ".join(chart.sentences)
    assert said in words
    assert "Reliable change is not worked out" in words
    assert LIMIT in chart.sentences


def test_one_reading_or_uncertain_dates_give_no_change() -> None:
    assert one(reading("28", "2025-01-01")).sentences == (
        "One self rating, so there is no change to describe.",
        "The range is as it was stated on entry: the catalogue does not know it.",
    )
    chart = one(reading("28", "2025"), reading("12", "2025-05-01", POST))
    assert "not certain from their dates" in chart.sentences[0]
    assert "fell" not in " ".join(chart.sentences)


def test_reliable_change_needs_published_figures_for_this_very_scale() -> None:
    readings = (reading("28", "2025-01-01"), reading("12", "2025-05-01", POST))
    said = one(*readings, known=KNOWN).sentences[0]
    assert "That is more than the 9.30 points" in said
    assert "standard deviation 7.5, reliability 0.8, from a made-up paper" in said
    assert "no more than" in one(readings[0], reading("20", "2025-05-01", POST), known=KNOWN).sentences[0]
    other_range = [reading("28", "2025-01-01", highest="136"), reading("12", "2025-05-01", POST, highest="136")]
    assert one(*other_range, known=KNOWN).figures is None
    versioned = measure(title="CORE-10", id="CORE-10", versions=("9",), scales=KNOWN.scales)
    assert one(*readings, known=versioned).figures is None


def test_received_readings_stand_among_our_own_marked_and_once() -> None:
    own, theirs = reading("28", "2025-01-01"), reading("12", "2025-05-01", POST, id=urn("theirs"))
    (chart,) = charts(None, [own], [own, theirs])
    assert [score.value for score in chart.of(Rater.SELF)] == ["28", "12"]
    assert chart.received == (theirs.id,)


def test_a_range_nobody_vouches_for_is_said() -> None:
    first = reading("28", "2025-01-01")
    memory = Fact(source="from memory", confidence=Confidence.UNVERIFIED)
    paper = Fact(source="A paper", confidence=Confidence.VERIFIED)
    assert range_caution(replace(KNOWN, facts={"scales": paper}), first) is None
    assert range_caution(replace(KNOWN, facts={"scales": memory}), first) == (
        "The catalogue's range is unverified (from memory)."
    )
    for known in (None, replace(KNOWN, versions=("9",)), replace(KNOWN, scales=())):
        assert "as it was stated on entry" in str(range_caution(known, first))


@given(st.integers(0, 40))
def test_tenths_are_one_digit_and_keep_the_order(value: int) -> None:
    chart = one(reading(str(value), "2025-01-01"))
    tenth = chart.tenths(chart.rows[0].readings[Rater.SELF])
    assert tenth == min(9, value // 4)
