"""What stops treatment before it is done again, and what does not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from registry.domain.continuity import Case, make_plan
from registry.domain.errors import InvalidValue
from registry.domain.history import Work
from registry.domain.intervention import Intervention, State
from registry.domain.plan import Choice, Decision, Discussed, LineKind, Plan
from registry.domain.refresher import Refresher, RefresherAnswer
from registry.domain.repeat import Repeat, RepeatReason
from registry.domain.repeat_guard import Already, already
from tests.domain.build import on, person, urn
from tests.domain.vignette import VIGNETTES, case_of


def found(name: str, programme: str, **told: Any) -> tuple[Already, ...]:
    case = case_of(json.loads((VIGNETTES / f"{name}.json").read_text("utf-8")) | told)
    return stops(case, make_plan(case), programme)


def stops(case: Case, plan: Plan, programme: str, **more: Any) -> tuple[Already, ...]:
    return already(plan, case.history, case.overlaps, programme, programmes=case.programmes.values(), **more)


def test_credited_work_stops_its_own_repeat_with_where_and_when() -> None:
    (one,) = found("lmve-completed-booster-due", "LMVE")
    assert "completed at Aldermoor Hospital (1 September 2025)" in one.said
    assert found("lmve-completed-booster-due", "TSP") == ()


def test_what_is_asked_about_is_not_repeated_meanwhile() -> None:
    (one,) = found("records-disagree", "LMVE")
    assert one.said.endswith("It is asked about: no repeat meanwhile.")


def test_work_to_be_resumed_is_no_repeat_and_work_running_elsewhere_is() -> None:
    assert found("kaizen-halfway-joins-here", "KAIZEN-GV") == ()
    assert any("is running at" in one.said for one in found("cat-running-with-letter", "CAT"))


@pytest.mark.parametrize("name", ["a-name-two-programmes-share", "two-names-two-programmes-share"])
@pytest.mark.parametrize("programme", ["SCP", "SCP-S"])
def test_a_name_that_is_asked_about_stops_each_programme_that_it_may_mean(name: str, programme: str) -> None:
    said = [one.said for one in found(name, programme)]
    assert said
    assert all("asks: Which programme was it: Self Change Programme or" in one for one in said)
    assert all(one.endswith("No repeat meanwhile.") for one in said)
    assert found(name, "CSCP") == ()


def test_a_whole_title_stops_its_own_programme_whatever_is_decided() -> None:
    told = json.loads((VIGNETTES / "a-name-two-programmes-share.json").read_text("utf-8"))
    told["work"][0]["record"]["title"] = "Self Change Programme (Scotland), 2011"
    case = case_of(told)
    plan = make_plan(case)
    (asked,) = (line for line in plan.lines if line.work)
    (one,) = stops(case, plan, "SCP-S")
    assert f"The line {asked.key} asks: What kind of work was this" in one.said
    assert one.records == asked.work
    assert stops(case, plan, "SCP") == ()
    assert stops(case, plan, "SCP-S", apart_from=asked.work[0]) == ()
    (one,) = stops(case, plan.decided(asked.key, changed_to(LineKind.START)), "SCP-S")
    assert one.said.endswith("the record stands.")
    (one,) = stops(case, plan.decided(asked.key, recognised()), "SCP-S")
    assert one.said.endswith(f"{person().name} recognised it on 2 November 2026.")


def test_a_substantial_overlap_by_a_named_judge_stops_and_a_slight_one_or_a_family_does_not() -> None:
    (one,) = found("overlap-build-on", "KAIZEN-GV")
    assert "Dr Ines Falk judged on 2 March 2026 that it covers a substantial part" in one.said
    assert "words for the same skills differ" in one.said
    told = json.loads((VIGNETTES / "overlap-build-on.json").read_text("utf-8"))
    slight = [told["overlaps"][0] | {"strength": "slight"}]
    assert found("overlap-build-on", "KAIZEN-GV", overlaps=slight) == ()
    assert found("overlap-build-on", "KAIZEN-IPV") == ()
    turned = [told["overlaps"][0] | {"covers": "KAIZEN-GV", "covered": "LMVE"}]
    assert found("overlap-build-on", "KAIZEN-GV", overlaps=turned) == (), "one-directional"


def test_every_judgement_that_bears_on_it_is_told_the_one_that_says_less_too() -> None:
    told = json.loads((VIGNETTES / "overlap-build-on.json").read_text("utf-8"))
    (much,) = told["overlaps"][:1]
    less = much | {"strength": "slight", "judgedBy": "Dr Theo Brandt", "on": "2026-05-04", "caution": "titles only"}
    for both in ([much, less], [less, much]):
        # Where the programme is offered here the judgements are asked about as well: two sentences, each with both.
        for one in found("overlap-build-on", "KAIZEN-GV", overlaps=both):
            assert "Dr Ines Falk" in one.said
            assert "Dr Theo Brandt" in one.said
    (one,) = found("overlap-build-on", "KAIZEN-GV", overlaps=[much, less], offers=[])
    assert "Dr Ines Falk judged on 2 March 2026 that it covers a substantial part." in one.said
    assert (
        "Dr Theo Brandt judged on 4 May 2026 that it covers a slight part. To be read with care: Titles only."
        in one.said
    )
    assert found("overlap-build-on", "KAIZEN-GV", overlaps=[less], offers=[]) == ()


def test_of_one_judge_the_last_word_on_a_need_stops_or_does_not() -> None:
    told = json.loads((VIGNETTES / "overlap-build-on.json").read_text("utf-8"))
    (much,) = told["overlaps"][:1]
    revised = much | {"strength": "slight", "on": "2026-06-01"}
    assert found("overlap-build-on", "KAIZEN-GV", overlaps=[much, revised], offers=[]) == ()
    (one,) = found("overlap-build-on", "KAIZEN-GV", overlaps=[much | {"on": "2026-07-01"}, revised], offers=[])
    assert "a slight part" not in one.said
    elsewhere = revised | {"needs": ["mood"]}
    (one,) = found("overlap-build-on", "KAIZEN-GV", overlaps=[much, elsewhere], offers=[])
    assert "a slight part" in one.said, "of another need: both stand"


def test_a_judgement_of_one_edition_stops_no_other() -> None:
    told = json.loads((VIGNETTES / "overlap-build-on.json").read_text("utf-8"))
    (judged,) = told["overlaps"][:1]
    here = case_of(told).history.work[0].edition
    assert here is not None
    of_this = [judged | {"covers": here.edition_id, "covered": "KAIZEN-GV/2017"}]
    assert len(found("overlap-build-on", "KAIZEN-GV/2017", overlaps=of_this)) == 1
    assert found("overlap-build-on", "KAIZEN-GV/other", overlaps=of_this) == ()
    of_another = [judged | {"covers": f"{here.programme_id}/other"}]
    (asked,) = found("overlap-build-on", "KAIZEN-GV/2017", overlaps=of_another)
    assert asked.said.startswith("Only of another edition was it judged")
    assert asked.said.endswith("It is asked about: no repeat meanwhile.")


def test_recognised_work_arms_the_guard_and_says_who_recognised_it() -> None:
    case = case_of(json.loads((VIGNETTES / "unfinished-by-report.json").read_text("utf-8")))
    plan = make_plan(case)
    asked = next(line for line in plan.lines if line.work)
    assert asked.programme_id is not None
    agreed = recognised()
    (one,) = stops(case, plan.decided(asked.key, agreed), asked.programme_id)
    assert f"{person().name} recognised it on 2 November 2026." in one.said
    assert "disagrees" not in one.said
    against = replace(agreed, discussed=Discussed.DISAGREES, discussed_words="I never finished it!")
    (one,) = stops(case, plan.decided(asked.key, against), asked.programme_id)
    assert one.said.endswith("on 2 November 2026. The participant disagrees: “I never finished it!”")
    left_out = replace(against, discussed_words=None, words_left_out=True)
    (one,) = stops(case, plan.decided(asked.key, left_out), asked.programme_id)
    assert one.said.endswith("disagrees: their own words are not part of this document.")
    assert stops(case, plan, asked.programme_id, apart_from=asked.work[0]) == ()


@pytest.mark.parametrize("to", [LineKind.START, LineKind.RESUME, LineKind.NOT_ADVISED])
def test_what_a_credited_line_was_changed_into_takes_nothing_from_the_record(to: LineKind) -> None:
    case = case_of(json.loads((VIGNETTES / "lmve-completed-booster-due.json").read_text("utf-8")))
    plan = make_plan(case)
    credited = next(line for line in plan.lines if line.kind is LineKind.CREDIT)
    (one,) = stops(case, plan.decided(credited.key, changed_to(to)), "LMVE")
    assert "completed at Aldermoor Hospital (1 September 2025)" in one.said
    assert f"{person().name} changed the line to {to.words} on 2 November 2026; the record stands." in one.said


def test_a_question_that_was_changed_away_stops_only_what_is_recorded_as_completed() -> None:
    case = case_of(json.loads((VIGNETTES / "records-disagree.json").read_text("utf-8")))
    plan = make_plan(case)
    asked = next(line for line in plan.lines if line.kind is LineKind.ASK_FIRST and line.programme_id == "LMVE")
    changed = plan.decided(asked.key, changed_to(LineKind.START))
    (one,) = stops(case, changed, "LMVE")
    assert one.said.endswith("the record stands.")
    never = replace(case.history, work=tuple(replace(one, intervention=as_open(one)) for one in case.history.work))
    assert not any("the record stands" in one.said for one in stops(replace(case, history=never), changed, "LMVE"))


def as_open(work: Work) -> Intervention:
    """The same work without an outcome."""
    return replace(work.intervention, state=State.ON_HOLD, closure=None)


def recognised() -> Decision:
    return Decision(
        choice=Choice.RECOGNISE,
        reason="I saw the certificate and the workbook.",
        by=person(),
        on=on("2026-11-02"),
        discussed=Discussed.AGREES,
    )


def changed_to(kind: LineKind) -> Decision:
    return Decision(
        choice=Choice.CHANGE,
        reason="He said that he would like to.",
        by=person(),
        on=on("2026-11-02"),
        discussed=Discussed.AGREES,
        changed_to=kind,
    )


def test_a_repeat_has_words_and_something_it_repeats() -> None:
    again = {"reason": RepeatReason.REFRESHER, "by": person(), "on": on("2026-01-02")}
    assert Repeat(words="She asked.", of=("1",), **again).reason.words == "a refresher, by the participant's choice"
    with pytest.raises(InvalidValue):
        Repeat(words=" ", of=("1",), **again)
    with pytest.raises(InvalidValue):
        Repeat(words="She asked.", of=(), **again)
    assert all(reason.words for reason in RepeatReason)


def test_a_refresher_that_is_refused_says_why_by_whom_and_when() -> None:
    asked: dict[str, Any] = {
        "id": urn("refresher"),
        "participant_id": urn("participant"),
        "programme_id": "TSP",
        "asked_on": on("2026-01-02"),
    }
    refused = {"answer": RefresherAnswer.REFUSED, "answered_on": on("2026-02"), "answered_by": "Dr Ewa Nkosi"}
    assert Refresher(**asked).answer is RefresherAnswer.WAITING
    assert Refresher(**asked, **refused, because="No place until the spring.").because
    with pytest.raises(InvalidValue, match="without a reason"):
        Refresher(**asked, **refused)
    with pytest.raises(InvalidValue, match="who answered"):
        Refresher(**asked, answer=RefresherAnswer.GIVEN)
    with pytest.raises(InvalidValue):
        Refresher(**asked, answer=RefresherAnswer.GIVEN, answered_on=on("2025"), answered_by="Dr Ewa Nkosi")
