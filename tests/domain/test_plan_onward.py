"""What an earlier unit planned, laid beside what the record says came of it."""

import json

from registry.domain.continuity import make_plan
from registry.domain.dates import PartialDate
from registry.domain.plan import LineKind, Trust
from registry.domain.plan_onward import CameOfIt, ForeignPlan, came_of
from tests.domain.vignette import VIGNETTES, case_of


def found(planned: str, later: str | None = None, *, made: str = "2020-01-06") -> tuple[CameOfIt, ...]:
    """The plan of one vignette as an earlier unit made it, beside the history of another, or of the same."""
    before = make_plan(case_of(json.loads((VIGNETTES / f"{planned}.json").read_text("utf-8"))))
    object.__setattr__(before, "made_on", PartialDate(made))
    history = case_of(json.loads((VIGNETTES / f"{later or planned}.json").read_text("utf-8"))).history
    plan = ForeignPlan(plan=before, issuer="Larkfield Clinic", document="urn:uuid:1", trust=Trust.SIGNED)
    return came_of((plan,), history)


def test_what_was_planned_stands_beside_what_was_done_since() -> None:
    (one,) = found("start-firesetting")
    assert (one.line.kind, one.planned_at, one.planned_on) == (LineKind.START, "Larkfield Clinic", "6 January 2020")
    assert one.what == ("Nothing is on record since.",)
    resumed = found("kaizen-halfway-joins-here", "lmve-completed-booster-due")
    assert [one.what for one in resumed] == [("Nothing is on record since.",)]


def test_what_stands_already_and_what_is_only_kept_up_is_no_plan_for_later() -> None:
    kinds = {one.line.kind for one in found("lmve-completed-booster-due")}
    assert kinds == {LineKind.MAINTAIN}


def test_what_ended_before_the_plan_was_made_did_not_come_of_it() -> None:
    ended = found("kaizen-halfway-joins-here", made="2026-11-02")
    assert {one.what for one in ended} == {("Nothing is on record since.",)}
    since = found("kaizen-halfway-joins-here", made="2010")
    assert any("transferred in progress" in said for one in since for said in one.what)


def test_work_that_still_runs_is_said_to_run() -> None:
    (one,) = found("therapy-running-beside-another")[:1]
    assert any("in progress" in said for said in one.what)
