"""Assessments in words, readings in numbers, and never the one as the other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score, is_structured_judgement
from registry.domain.errors import InvalidValue
from tests.domain.build import UNIT, on, urn


def score(**changes: Any) -> Score:
    members: dict[str, Any] = {
        "id": urn("score"),
        "participant_id": urn("participant"),
        "measure": "CORE-10",
        "version": "1",
        "value": "23",
        "lowest": "0",
        "highest": "40",
        "direction": Direction.LOWER_IS_BETTER,
        "occasion": Occasion.PRE,
        "on": on("2025-05"),
        "rater": Rater.SELF,
        **changes,
    }
    return Score(**members)


def assessment(**changes: Any) -> Assessment:
    members: dict[str, Any] = {
        "id": urn("assessment"),
        "participant_id": urn("participant"),
        "tool": "HCR-20",
        "version": "V3",
        "on": on("2025-05"),
        "rater": "Dr Ewa Nkosi",
        "establishment": UNIT,
        "judgements": "Concern is about leave without support.",
        **changes,
    }
    return Assessment(**members)


@pytest.mark.parametrize(
    "tool",
    [
        "HCR-20",
        "HCR-20 V3",
        "hcr20",
        "HCR-20 (Version 3)",
        "START",
        "START:AV",
        "SAPROF",
        "RSVP-V2",
        "SARA-V3",
        "Historical Clinical Risk Management-20",
        "Short-Term Assessment of Risk and Treatability",
    ],
)
def test_structured_judgement_has_words_and_no_score(tool: str) -> None:
    assert is_structured_judgement(tool)
    assert assessment(tool=tool).judgements
    with pytest.raises(InvalidValue, match="no score"):
        score(measure=tool)


@pytest.mark.parametrize("measure", ["CORE-10", "START NOW skills questionnaire", "Sarason scale", "STAXI-2", "URICA"])
def test_other_measures_have_scores(measure: str) -> None:
    assert score(measure=measure).value == "23"


@pytest.mark.parametrize(
    "value", ["", "23,5", "1e3", "+3", " 23", "23\n", "٢٣", "２３", "23.", ".5", "NaN", "0x1F", "--1"]
)
def test_a_reading_is_a_plain_decimal_string(value: str) -> None:
    with pytest.raises(InvalidValue):
        score(value=value)


@given(st.integers(-50, 100), st.integers(0, 3))
def test_a_reading_outside_the_range_cannot_be_built(whole: int, places: int) -> None:
    value = f"{whole}" + ("" if places == 0 else "." + "0" * places)
    if 0 <= whole <= 40:
        assert score(value=value).value == value
    else:
        with pytest.raises(InvalidValue, match="range"):
            score(value=value)


def test_a_reading_a_hair_outside_is_outside() -> None:
    with pytest.raises(InvalidValue):
        score(value="40.0001")
    with pytest.raises(InvalidValue):
        score(value="-0.0001")
    with pytest.raises(InvalidValue):
        score(lowest="41")


@pytest.mark.parametrize("field", ["measure", "version", "subscale", "rated_by", "id", "participant_id"])
def test_names_of_a_reading_are_visible(field: str) -> None:
    with pytest.raises(InvalidValue):
        score(**{field: "\u200b"})


@pytest.mark.parametrize("field", ["tool", "version", "rater", "judgements"])
def test_an_assessment_names_tool_version_and_rater_and_says_something(field: str) -> None:
    with pytest.raises(InvalidValue):
        assessment(**{field: " "})


def test_currency_does_not_end_before_it_begins() -> None:
    assert assessment(valid_until=on("2025")).valid_until
    with pytest.raises(InvalidValue):
        assessment(valid_until=on("2025-04"))


def test_no_assessment_has_room_for_a_total() -> None:
    assert not {"total", "score", "value", "band"} & set(Assessment.__dataclass_fields__)
