"""The transfer clock: days counted as exactly as the dates allow, against rules that are data with a source."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.catalogue.transfer_clock import load_clock
from registry.domain.errors import InvalidValue
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.transfer import AssessmentForTransfer, Milestone, Transfer, read_clock
from tests.domain.build import UNIT, on, urn

PRISON = EstablishmentRef(id=urn("wexmoor"), name="HMP Wexmoor", tier=Tier.PRISON)
TODAY = date(2026, 3, 20)


def transfer(**changes: Any) -> Transfer:
    members = {"id": urn("t"), "participant_id": urn("participant"), "leaving": PRISON, "going_to": UNIT, **changes}
    return Transfer(**members)


def assessed(day: str, **more: Any) -> AssessmentForTransfer:
    return AssessmentForTransfer(on=on(day), by="Dr Ann Lowe", establishment=UNIT, **more)


def words(one: Transfer, today: date = TODAY) -> dict[str, str]:
    return {reading.rule.id: reading.words for reading in read_clock(one, load_clock(), today)}


def test_the_rules_are_fourteen_fourteen_and_twenty_eight_days_with_their_source() -> None:
    rules = {rule.id: rule for rule in load_clock()}
    assert {name: rule.days for name, rule in rules.items()} == {
        "referral-to-assessment": 14,
        "assessment-to-transfer": 14,
        "request-to-transfer": 28,
    }
    assert rules["request-to-transfer"].begins is Milestone.REQUESTED, "the request, not the referral"
    assert all(len(rule.source) > 40 for rule in rules.values())


def test_a_clock_that_runs_one_that_stopped_and_one_that_never_began() -> None:
    one = transfer(referred=on("2026-03-01"), assessments=(assessed("2026-03-10"), assessed("2026-03-05")))
    assert words(one) == {
        "referral-to-assessment": "4 of 14 days",
        "assessment-to-transfer": "15 of 14 days so far, 1 over; no transfer is recorded",
        "request-to-transfer": "not begun: no initial request for a medical report is recorded",
    }
    moved = transfer(requested=on("2026-02-01"), transferred=on("2026-03-01"))
    assert words(moved)["request-to-transfer"] == "28 of 28 days"
    assert words(transfer(requested=on("2026-02-01"), transferred=on("2026-03-02")))["request-to-transfer"].endswith(
        "1 over"
    )


def test_a_month_gives_a_range_and_over_is_said_only_when_the_shortest_is_too_long() -> None:
    one = transfer(requested=on("2026-02"), transferred=on("2026-03-20"))
    assert words(one)["request-to-transfer"] == "20 to 47 of 28 days"
    late = transfer(requested=on("2026-01"), transferred=on("2026-03-20"))
    assert words(late)["request-to-transfer"] == "48 to 78 of 28 days, 20 over"


def test_what_came_to_nothing_stops_the_clock() -> None:
    one = transfer(requested=on("2026-03-01"), ended=on("2026-03-04"), ended_because="no bed")
    assert words(one)["request-to-transfer"] == "3 of 28 days"
    assert not one.is_open
    assert transfer(referred=on("2026-03-01")).is_open


def test_an_assessment_that_travelled_counts_as_one_avoided() -> None:
    one = transfer(
        referred=on("2026-03-01"), assessments=(assessed("2026-03-05", reused="HCR-20 V3"), assessed("2026-03-06"))
    )
    assert one.avoided == 1
    assert one.day_of(Milestone.ASSESSED) == on("2026-03-06"), "the first that was made for the move"
    again = transfer(referred=on("2026-03-01"), assessments=(assessed("2026-03-05", reused="HCR-20 V3"),))
    assert again.day_of(Milestone.ASSESSED) == on("2026-03-05"), "none was made anew"


def test_the_same_assessment_typed_twice_is_one_avoided() -> None:
    twice = (assessed("2026-03-05", reused="HCR-20 V3"), assessed("2026-03-06", reused="hcr-20  v3"))
    assert transfer(referred=on("2026-03-01"), assessments=twice).avoided == 1
    other = (*twice, assessed("2026-03-06", reused="HCR-20 V2"))
    assert transfer(referred=on("2026-03-01"), assessments=other).avoided == 2


def test_an_assessment_that_nobody_recorded_is_told_as_not_recorded() -> None:
    waiting = words(transfer(referred=on("2026-03-01")))["referral-to-assessment"]
    assert waiting == "19 of 14 days so far, 5 over; no first assessment is recorded"
    moved = transfer(referred=on("2026-03-01"), transferred=on("2026-03-10"))
    assert words(moved)["referral-to-assessment"] == "not recorded: no first assessment is recorded"
    ended = transfer(referred=on("2026-03-01"), ended=on("2026-03-10"), ended_because="no bed")
    assert words(ended)["referral-to-assessment"] == "not recorded: no first assessment is recorded"


@pytest.mark.parametrize(
    ("leaving", "going_to", "governed"),
    [
        (Tier.PRISON, Tier.HIGH, True),
        (Tier.PRISON, Tier.PICU, True),
        (Tier.PRISON, Tier.COMMUNITY, False),
        (Tier.HIGH, Tier.MEDIUM, False),
        (Tier.MEDIUM, Tier.PRISON, False),
        (Tier.PRISON, Tier.PRISON, False),
    ],
)
def test_only_a_move_from_prison_to_hospital_is_held_against_the_rules(
    leaving: Tier, going_to: Tier, *, governed: bool
) -> None:
    one = transfer(
        leaving=replace(PRISON, tier=leaving),
        going_to=replace(UNIT, tier=going_to),
        requested=on("2026-01-01"),
        transferred=on("2026-03-01"),
    )
    *_, reading = read_clock(one, load_clock(), TODAY)
    assert (reading.governed, reading.is_over) == (governed, governed)
    assert reading.words == ("59 of 28 days, 31 over" if governed else "59 days")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"referred": on("2026-03-01"), "going_to": PRISON},
        {"referred": on("2026-03-01"), "accepted": on("2026-03-02")},
        {"referred": on("2026-03-01"), "accepted": on("2026-02-28"), "accepted_by": "Dr Ann Lowe"},
        {"requested": on("2026-03-01"), "accepted": on("2026-02-28"), "accepted_by": "Dr Ann Lowe"},
        {"referred": on("2026-03-01"), "ended": on("2026-03-02")},
        {"referred": on("2026-03-01"), "transferred": on("2026-02-01")},
        {"requested": on("2026-03-01"), "transferred": on("2026-02-01")},
        {"referred": on("2026-03-01"), "assessments": (assessed("2026-02-01"),)},
        {
            "referred": on("2026-03-01"),
            "transferred": on("2026-03-02"),
            "ended": on("2026-03-02"),
            "ended_because": "no bed",
        },
    ],
)
def test_a_transfer_that_cannot_be_is_not_built(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        transfer(**wrong)


def test_nobody_comes_before_the_assessment_for_the_move() -> None:
    before = transfer(requested=on("2026-01-05"), assessments=(assessed("2026-02-10"),))
    with pytest.raises(InvalidValue, match="3 February 2026 is before 10 February 2026"):
        replace(before, transferred=on("2026-02-03"))
    assert replace(before, transferred=on("2026-02-10")).transferred
    assert replace(before, transferred=on("2026-02")).transferred, "a month that may be later is no contradiction"
