"""What an earlier unit planned, laid beside what the record says came of it."""

import json
from dataclasses import replace

from registry.domain.continuity import make_plan
from registry.domain.dates import PartialDate
from registry.domain.plan import Answer, Choice, LineKind, Plan, Trust
from registry.domain.plan_changes import carry_on
from registry.domain.plan_onward import CameOfIt, ForeignPlan, came_of, with_recognitions
from tests.domain.build import on, person
from tests.domain.test_plan import ask, decision, line, plan
from tests.domain.vignette import UNITS, VIGNETTES, case_of


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


ASKED = line("tsp:asked", kind=LineKind.ASK_FIRST, rule="asked", work=("1",), programme_id="TSP")
SAID = Answer(of="the participant", words="All of it.", on=on("2026-01-20"), recorded_by=person())


def recognised(basis: str = "I saw the certificate and the workbook.", **changes: object) -> Plan:
    """A plan of another unit in which the work was asked about, answered and recognised."""
    decided = plan(ASKED).answered(ASKED.key, SAID).decided(ASKED.key, decision(Choice.RECOGNISE, reason=basis))
    return replace(decided, **({"establishment": UNITS["fenholt"]} | changes))  # type: ignore[arg-type]


def foreign(made: Plan, document: str = "urn:uuid:1", trust: Trust = Trust.SIGNED) -> ForeignPlan:
    return ForeignPlan(plan=made, issuer="Fenholt House", document=document, trust=trust)


def test_what_another_unit_recognised_stands_on_the_line_as_its_evidence_and_not_as_ours() -> None:
    (seen,) = with_recognitions(plan(ASKED), [foreign(recognised())]).lines
    assert (seen.kind, seen.stands_as, seen.decision) == (LineKind.ASK_FIRST, LineKind.ASK_FIRST, None)
    assert seen.confidence is ASKED.confidence
    *_, theirs = seen.evidence
    assert (theirs.record, theirs.source, theirs.trust) == ("urn:uuid:1", "Fenholt House", Trust.SIGNED)
    assert theirs.what.endswith(
        f"recognised at Fenholt House by {person().words}: I saw the certificate and the workbook."
    )
    assert f"Fenholt House recognised it on 2 January 2026 ({person().words})." in seen.reason
    assert "Read the answers given there before anybody is asked again." in seen.cautions[-1]
    (answer,) = seen.answers
    assert (answer.of, answer.words) == (SAID.of, SAID.words)
    assert answer.evidence == "passed on by Fenholt House (signed and trusted)"


def test_a_recognition_speaks_of_its_own_work_of_other_units_and_as_last_passed_on() -> None:
    other = replace(ASKED, work=("2",))
    credited = line("tsp:credited", work=("1",), programme_id="TSP")
    for untouched in (plan(other), plan(credited), replace(plan(ASKED), establishment=UNITS["fenholt"])):
        assert with_recognitions(untouched, [foreign(recognised())]) == untouched
    taken_back = replace(plan(ASKED), establishment=UNITS["fenholt"], made_on=on("2026-02-01"))
    both = [foreign(taken_back, "urn:uuid:2"), foreign(recognised())]
    assert with_recognitions(plan(ASKED), both) == plan(ASKED)


def test_a_long_basis_is_cut_where_evidence_has_no_room_for_it() -> None:
    (seen,) = with_recognitions(plan(ASKED), [foreign(recognised("It is\nwell known. " * 60))]).lines
    assert len(seen.evidence[-1].what) == 500
    assert "\n" not in seen.evidence[-1].what


def test_an_answer_noted_here_stands_beside_what_was_passed_on_once() -> None:
    shown = with_recognitions(plan(ASKED), [foreign(recognised())])
    here = replace(SAID, of="HMP Marlwood", words="No, he never did it.")
    kept = shown.answered(ASKED.key, here)
    (seen,) = carry_on(shown, kept).lines
    assert [one.words for one in seen.answers] == ["All of it.", "No, he never did it."]
    assert replace(ask(), since=kept.made_on) == seen.ask


def test_a_recognition_is_listed_with_who_decided_and_why() -> None:
    history = case_of({"today": "2026-11-02", "unit": "larkfield"}).history
    (one,) = came_of([foreign(recognised())], history)
    assert one.line.stands_as is LineKind.RECOGNISED
    assert one.what == (
        f"Recognised by {person().words}, 2 January 2026: I saw the certificate and the workbook.",
        "The participant answered on 20 January 2026: “All of it.”",
    )
