"""What stands beside a line of the plan: each caution of a need or a record, told by a case that has nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from registry.domain.continuity import Case, make_plan
from registry.domain.continuity_suitability import why_unfit
from registry.domain.edition import Accreditation, AccreditationStatus
from registry.domain.plan import WANTED, WHOSE_LACK
from tests.domain.vignette import case_of

HERE = {"today": "2026-11-02", "unit": "fenholt", "offers": [{"edition": "KAIZEN-GV"}]}
OPEN = {"need": "violence", "standing": "present", "on": "2026-10-05"}


def case(**told: Any) -> Case:
    return case_of(HERE | {"needs": [OPEN]} | told)


def cautions(told: Case) -> list[str]:
    return [caution for line in make_plan(told).lines for caution in line.cautions]


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ({}, ()),
        ({"unit": "larkfield"}, ("The need was judged at Larkfield Clinic: judge it here before anything starts.",)),
        (
            {"notAdvisedBecause": "He is unwell.", "choice": {"words": "Later.", "on": "2026-10-04"}},
            ("Dr Amara Osei also advised against it for now: He is unwell.",),
        ),
    ],
)
def test_what_the_newest_judgement_of_a_need_says(need: dict[str, Any], said: tuple[str, ...]) -> None:
    about = [one for one in cautions(case(needs=[OPEN | need])) if "judge" in one or "advised" in one]
    assert tuple(about) == said


def test_what_an_older_judgement_said_is_still_heard() -> None:
    older = [
        OPEN | {"on": "2026-09-05", "choice": {"words": "Let me settle first.", "on": "2026-09-04"}},
        OPEN | {"on": "2026-08-05", "notAdvisedBecause": "He was unwell."},
    ]
    found = cautions(case(needs=[*older, OPEN]))
    assert "On 4 September 2026 the participant did not want this: “Let me settle first.”" in found
    assert "On 5 August 2026 Dr Amara Osei advised against it: He was unwell." in found


def test_a_judgement_whose_key_was_marked_is_doubted() -> None:
    told = case()
    (need,) = told.history.needs
    source = case(work=[{"edition": "KAIZEN-GV", "unit": "larkfield"}]).history.work[0].source
    doubted = {need.id: replace(source, doubt_words="A key that signed it was marked.")}
    history = replace(told.history, sources=doubted)
    assert "A key that signed it was marked." in cautions(replace(told, history=history))


def test_work_that_was_on_hold_is_asked_about() -> None:
    held = {"edition": "KAIZEN-GV", "unit": "larkfield", "record": {"state": "on-hold", "started": "2026-01-05"}}
    assert "It was on hold at Larkfield Clinic: ask what it waited for." in cautions(case(work=[held]))
    running = held | {"record": {"started": "2026-01-05"}}
    assert not [one for one in cautions(case(work=[running])) if "on hold" in one]


def test_work_that_never_began_is_not_said_to_run_or_to_go_on() -> None:
    product = {
        "id": "urn:uuid:00000000-0000-4000-8000-000000009001",
        "kind": "formulation",
        "title": "What leads to what",
        "on": "2026-05-01",
        "madeWith": "him",
        "agreed": "yes",
        "keptWhere": "the file",
        "mayBeSeenBy": "the team",
    }
    waiting = {"state": "referred", "referred": "2026-04-01", "products": [product]}

    def reason(**record: Any) -> str:
        told = case(work=[{"edition": "KAIZEN-GV", "unit": "fenholt", "source": "own", "record": waiting | record}])
        return next(line.reason for line in make_plan(told).lines if line.work)

    assert "at Fenholt House has not begun by its record, though something is recorded of it" in reason()
    assert "goes on there" not in reason()
    running = reason(state="in-progress", started="2026-06-01")
    assert "is running at Fenholt House since 1 June 2026: it goes on there" in running


def test_a_follow_up_that_the_unit_laid_down_itself_is_known_there_and_asked_about_elsewhere() -> None:
    local = {
        "completion": {"text": "Every module done.", "judgedBy": "the treatment lead"}
        | dict.fromkeys(("needsAllRequiredModules", "needsExpectedDose"), False),
        "booster": {"title": "Follow-up group", "months": 24},
    }
    done = {"started": "2024-01", "closure": {"on": "2024-06-03", "outcome": "completed"}, "needs": ["thinking-skills"]}

    def reason(unit: str, source: str) -> str:
        work = {"edition": "TSP/undated", "unit": unit, "source": source, "local": local, "record": done}
        told = case(work=[work], offers=[{"edition": "TSP"}])
        return next(line.reason for line in make_plan(told).lines if line.rule == "booster-due")

    ours = (
        "Fenholt House delivers Thinking Skills Programme; its own definition has the follow-up; when one next runs is "
    )
    assert f"{ours}not recorded: ask." in reason("fenholt", "own")
    assert "Thinking Skills Programme; whether it follows up is not recorded: ask." in reason("larkfield", "signed")


def _twice(**second: Any) -> Case:
    done = {"state": "closed", "started": "2024-01-08", "closure": {"outcome": "completed", "on": "2024-11-01"}}
    early = {"state": "closed", "started": "2022-01-08", "closure": {"outcome": "completed", "on": "2022-11-01"}}
    first = {"edition": "KAIZEN-GV", "unit": "stonegate", "source": "signed", "record": done}
    return case(work=[first, first | {"unit": "larkfield", "record": early | second}])


def test_what_was_adjusted_left_out_or_lapsed_in_a_record_that_does_not_lead_is_said_of_that_record() -> None:
    found = cautions(_twice(adjustments=["pictures", "half the length"], missingComponents=["visits at home"]))
    for said in (
        "Delivered with adjustments; keep them: pictures and half the length.",
        "Required, and not delivered there: visits at home.",
    ):
        assert f"Larkfield Clinic, 1 November 2022. {said}" in found
    told = _twice()
    lead, other = told.history.work
    assert other.edition is not None
    lapsed = replace(other.edition, accreditation=Accreditation(status=AccreditationStatus.LAPSED))
    history = replace(told.history, work=(lead, replace(other, edition=lapsed)))
    found = cautions(replace(told, history=history))
    assert [one for one in found if one.endswith(f"At the time: {AccreditationStatus.LAPSED.words}.")]


def test_one_record_heard_twice_is_recorded_once() -> None:
    told = _twice()
    lead, other = told.history.work
    same = replace(other, intervention=replace(other.intervention, id=lead.intervention.id))
    beside = [replace(told, history=replace(told.history, work=(lead, one))) for one in (other, same)]
    assert [[one for one in cautions(each) if one.startswith("Also recorded at")] != [] for each in beside] == [
        True,
        False,
    ]


def test_an_edition_that_was_withdrawn_when_it_was_described_is_withdrawn() -> None:
    told = case(work=[{"edition": "KAIZEN-GV", "unit": "larkfield"}])
    edition = told.history.work[0].edition
    assert edition is not None
    assert not told.is_withdrawn(edition.programme_id, edition)
    gone = replace(edition, accreditation=Accreditation(status=AccreditationStatus.WITHDRAWN))
    assert told.is_withdrawn(edition.programme_id, gone)


def test_nothing_speaks_against_an_offer_whose_programme_nobody_here_describes() -> None:
    told = case()
    (offer,) = told.offers
    assert why_unfit(replace(told, programmes={}), offer, ()) is None


def test_where_their_words_did_not_travel_the_line_says_to_ask_for_them() -> None:
    ended = {"on": "2026-03-02", "outcome": "transferred-in-progress", "reason": "transferred", "leftToDo": "The rest."}
    work = {"edition": "KAIZEN-GV", "unit": "larkfield", "record": {"started": "2026-01", "closure": ended}}

    def line(**choice: Any) -> Any:
        said = {"on": "2026-10-20", **choice}
        (found,) = make_plan(case(needs=[OPEN | {"choice": said}], work=[work])).lines
        return found

    asks = "The participant's own words do not stand here: ask for them."
    assert asks in line(wordsLeftOut=True).cautions
    assert asks not in line(words="Later.").cautions


def test_nobody_is_pressed_early_and_nobody_later_than_a_fortnight() -> None:
    def by(on: str) -> str:
        ended = {"on": on, "outcome": "not-completed", "reason": "not-safe-in-group"}
        work = {"edition": "KAIZEN-GV", "unit": "larkfield", "record": {"started": "2019", "closure": ended}}
        (line,) = (one for one in make_plan(case(work=[work])).lines if one.rule == WANTED)
        assert line.ask is not None
        return line.ask.by.text

    assert [by("2026-10-20"), by("2026-09"), by("2025")] == ["2027-01-20", "2026-12", "2026-11-16"]


def test_why_part_was_not_given_is_no_reason_for_an_ending_that_was_planned() -> None:
    def reason(why: str, ended: str = "planned") -> str:
        closed = {"on": "2026-03-02", "outcome": "partly-completed", "reason": why, "ended": ended}
        work = {"edition": "KAIZEN-GV", "unit": "larkfield", "record": {"started": "2026-01", "closure": closed}}
        return next(line.reason for line in make_plan(case(work=[work])).lines if line.work)

    planned = "came to a planned ending (2 March 2026"
    for why, words in (
        ("no-escort-or-staff", "no escort or staff"),
        ("course-no-longer-run", "the course is no longer run"),
    ):
        assert f"{planned}), with part of it not given ({words})" in reason(why)
    assert f"{planned}: discharged)" in reason("discharged")
    assert "stopped before its end (2 March 2026: no escort or staff)" in reason("no-escort-or-staff", "interrupted")


NEVER_BEGUN = {
    "edition": "TSP/undated",
    "unit": "stonegate",
    "record": {
        "state": "not-suitable",
        "referred": "2026-01",
        "moves": [{"to": "not-suitable", "on": "2026-02-03", "by": "Dr Amara Osei", "because": "No edition here."}],
    },
}
ENDED = {"started": "2026-01-05", "closure": {"on": "2026-06-05", "outcome": "completed"}}


def test_what_nobody_began_is_asked_about_and_does_not_start_while_it_cannot_be_repeated() -> None:
    (line,) = (one for one in make_plan(case(work=[NEVER_BEGUN])).lines if one.rule == WHOSE_LACK)
    assert line.reason == "Thinking Skills Programme is recorded at HMP Stonegate as not suitable: “No edition here”."
    assert (line.was_begun, line.meanwhile) == (False, "it waits")
    assert line.question is not None
    assert line.question.end_rule.endswith("It does not start meanwhile, nor merely because nobody replied.")


def test_what_was_done_is_not_repeated_while_it_is_asked_about() -> None:
    done = {"edition": "TSP/undated", "unit": "stonegate", "source": "reported", "record": ENDED}
    asked = [line for line in make_plan(case(work=[done])).lines if line.question and line.work]
    assert [(line.was_begun, line.meanwhile) for line in asked] == [(True, "no repeat")]
    assert [line.question.end_rule.count("It is not repeated meanwhile") for line in asked if line.question] == [1]


def test_a_course_with_a_name_of_its_own_is_called_that_with_its_programme_once() -> None:
    named = {**NEVER_BEGUN, "record": {**NEVER_BEGUN["record"], "title": "Tuesday group"}}
    (line,) = (one for one in make_plan(case(work=[named])).lines if one.rule == WHOSE_LACK)
    assert line.title == "Tuesday group"
    assert line.reason.startswith("Tuesday group (Thinking Skills Programme) is recorded")
    assert line.evidence[0].what.startswith("Tuesday group, HMP Stonegate")


def ended(edition: str, *, begun: bool, **changes: Any) -> dict[str, Any]:
    """Work that ended for a reason nobody wrote down, before it began or after."""
    end = {"on": "2026-06-05", "outcome": "not-completed", "reason": "not-known"}
    record = {"referred": "2025-11-03", "closure": end} | ({"started": "2026-01-05"} if begun else {})
    return {"edition": edition, "unit": "fenholt", "record": record | changes}


@pytest.mark.parametrize("begun", [True, False])
def test_of_what_never_began_no_words_are_known_and_no_sessions_are_missing(begun: bool) -> None:
    (line,) = (one for one in make_plan(case(work=[ended("KAIZEN-GV", begun=begun)])).lines if one.work)
    assert line.resume is not None
    assert (bool(line.resume.words_they_know), bool(line.resume.dose_left)) == (begun, begun)


@pytest.mark.parametrize(("begun", "told"), [(True, "was delivered"), (False, "was waited for")])
def test_who_could_is_where_it_was_delivered_or_only_waited_for(begun: bool, told: str) -> None:
    elsewhere = ended("KAIZEN-GV", begun=begun) | {"unit": "larkfield"}
    (line,) = (one for one in make_plan(case(work=[elsewhere], offers=[])).lines if one.work)
    assert line.who_could[0] == f"Larkfield Clinic, where it {told}"


@pytest.mark.parametrize(
    ("begun", "told"),
    [
        (True, "established again, and the participant chooses whether and when to go on"),
        (False, "established, and the participant chooses whether and when to begin"),
    ],
)
def test_tender_work_that_never_began_is_not_made_safe_again(begun: bool, told: str) -> None:
    plan = make_plan(case(work=[ended("EMDR", begun=begun)], offers=[{"edition": "EMDR"}]))
    (line,) = (one for one in plan.lines if one.work)
    assert told in line.reason


@pytest.mark.parametrize(
    ("begun", "told"), [(True, "It does not go on meanwhile"), (False, "It does not begin meanwhile")]
)
def test_work_about_an_offence_that_never_began_does_not_go_on(begun: bool, told: str) -> None:
    plan = make_plan(case(work=[ended("SOTP-CORE", begun=begun)], person={"untried": True}))
    (line,) = (one for one in plan.lines if one.rule == "offence-work-untried")
    assert line.question is not None
    assert told in line.question.end_rule
