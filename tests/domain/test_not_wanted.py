"""When a referral goes against what the participant said, and when it does not."""

import json
from typing import Any

import pytest

from registry.domain.continuity import make_plan
from registry.domain.not_wanted import not_wanted, wanted_again
from registry.domain.plan import Choice, Discussed, LineKind, Plan
from tests.domain.build import on
from tests.domain.test_plan import decision
from tests.domain.vignette import VIGNETTES, case_of

CHOICE = {"words": "Not while I wait for court.", "on": "2026-10-20"}


def needing(*needs: tuple[str, dict[str, Any] | None, str], **told: Any) -> tuple[Plan, Any]:
    records = [
        {"need": need, "standing": standing, "on": "2026-10-05"} | ({"choice": choice} if choice else {})
        for need, choice, standing in needs
    ]
    case = case_of({"today": "2026-11-02", "unit": "fenholt", "needs": records} | told)
    return make_plan(case), case.in_force


def vignette(name: str) -> tuple[Plan, Any]:
    case = case_of(json.loads((VIGNETTES / f"{name}.json").read_text("utf-8")))
    return make_plan(case), case.in_force


def test_work_the_person_left_by_choice_and_work_for_a_need_not_wanted_now() -> None:
    said = not_wanted(*vignette("choice-twice-and-another-offer"), "KAIZEN-GV", ())
    assert said is not None
    assert said[1].key == "kaizen-gv:choice-on-the-need"
    assert wanted_again(said[1]) == "--choice change --to resume"
    said = not_wanted(*needing(("drugs", CHOICE, "present")), "BTSA", ("drugs",))
    assert said is not None
    assert said[0].endswith("In their words: “Not while I wait for court.”")
    assert said[1].key == "drugs:need:need-not-wanted"
    assert wanted_again(said[1]) == "--choice change --to start"


@pytest.mark.parametrize(
    ("needs", "aims"),
    [
        ([("drugs", None, "present")], ("drugs",)),
        ([("drugs", CHOICE, "present"), ("mood", None, "present")], ("drugs", "mood")),
        ([("drugs", CHOICE, "present")], ("mood",)),
        ([("drugs", CHOICE, "present")], ()),
        ([("drugs", CHOICE, "met")], ("drugs",)),
    ],
)
def test_wanted_for_another_need_not_judged_or_met_stops_nothing(needs: Any, aims: tuple[str, ...]) -> None:
    assert not_wanted(*needing(*needs), "BTSA", aims) is None


def test_beside_a_met_need_and_an_unjudged_one_the_choice_stands() -> None:
    plan, in_force = needing(("drugs", CHOICE, "present"), ("mood", None, "met"))
    assert not_wanted(plan, in_force, "BTSA", ("drugs", "mood", "anger")) is not None


def test_a_line_decided_otherwise_since_lets_it_begin() -> None:
    plan, in_force = needing(("drugs", CHOICE, "present"))
    wanted = decision(Choice.CHANGE, changed_to=LineKind.START, discussed_words="Yes, now.")
    assert not_wanted(plan.decided("drugs:need:need-not-wanted", wanted), in_force, "BTSA", ("drugs",)) is None


def test_a_start_that_was_decided_not_wanted_stops_its_referral() -> None:
    plan, in_force = needing(("anger", None, "outstanding"), offers=[{"edition": "ANGER"}])
    no = decision(
        Choice.CHANGE,
        Discussed.AGREES,
        changed_to=LineKind.NOT_WANTED,
        again=on("2027-02-28"),
        discussed_words="Ask me after the winter.",
    )
    decided = plan.decided("anger:anger:start", no)
    said = not_wanted(decided, in_force, "ANGER", ("anger",))
    assert said is not None
    assert wanted_again(said[1]) == "--choice accept"
    accepted = decided.decided(said[1].key, decision(Choice.ACCEPT, Discussed.AGREES))
    assert not_wanted(accepted, in_force, "ANGER", ("anger",)) is None
    assert "Ask me after the winter.” To be asked again on 28 February 2027." in said[0].replace("”.", "”")
    assert not_wanted(decided, in_force, "LMVE", ("anger",)) is None
