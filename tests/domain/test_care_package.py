"""Target outcomes: the latest judgement stands, and none is not a judgement."""

import pytest

from registry.domain.care_package import NOT_YET_JUDGED, Met, OutcomeJudgement, TargetOutcome
from registry.domain.errors import InvalidValue
from tests.domain.build import on, urn


def outcome(*judged: tuple[str, Met]) -> TargetOutcome:
    return TargetOutcome(
        id=urn("outcome"),
        text="Takes leave in the grounds.",
        commissioned_by="Northern collaborative",
        commissioned_on=on("2025-03-01"),
        judgements=tuple(OutcomeJudgement(on=on(day), met=met, by="Dr Ewa Nkosi") for day, met in judged),
    )


def test_without_a_judgement_it_is_not_yet_judged() -> None:
    assert (outcome().latest, outcome().met_words) == (None, NOT_YET_JUDGED)


def test_the_latest_judgement_stands_and_of_one_day_the_later_entered() -> None:
    assert outcome(("2025-06-01", Met.YES), ("2025-05-01", Met.NO)).met_words == "met"
    assert outcome(("2025-06-01", Met.YES), ("2025-06-01", Met.IN_PART)).met_words == "met in part"


def test_nothing_is_judged_before_it_was_commissioned() -> None:
    with pytest.raises(InvalidValue, match="before"):
        outcome(("2025-02-28", Met.YES))
