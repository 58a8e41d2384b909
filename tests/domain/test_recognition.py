"""What is never recognised at this desk, and what a named clinician may: asked of whole vignettes."""

import json
from typing import Any

import pytest

from registry.domain.closure import Outcome
from registry.domain.continuity import Case, make_plan
from registry.domain.continuity_asking import DECIDES, RECOGNISES
from registry.domain.errors import NotAllowed
from registry.domain.plan import OF_THE_LAW, LineKind, PlanLine
from registry.domain.reasons import StopReason
from registry.domain.recognition import check_recognition, is_recognisable
from tests.domain.vignette import VIGNETTES, case_of

CLOSED = {"on": "2019-06-03", "outcome": "completed", "recorded": "reported"}


def told(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((VIGNETTES / f"{name}.json").read_text("utf-8"))
    return read


def lined(case: Case, rule: str) -> PlanLine:
    (found,) = [line for line in make_plan(case).lines if line.rule == rule]
    return found


def recognise(case: Case, rule: str) -> None:
    line = lined(case, rule)
    check_recognition(line, [work for work in case.history.work if work.intervention.id in line.work])


@pytest.mark.parametrize(
    ("name", "rule", "why"),
    [
        ("kaizen-halfway-joins-here", "resume-at-module", "half done is not recognised"),
        ("stopped-by-the-service", "resume-at-module", "half done is not recognised"),
        ("index-offence-work-half-done", "trauma-no-session", "stands unfinished or opened"),
        ("emdr-part-done", "trauma-no-session", "stands unfinished or opened"),
        ("emdr-not-delivered-here", "not-delivered-here", "stands unfinished or opened"),
        ("contra-indicated", "contra-indicated", "stands unfinished or opened"),
        ("cat-running-with-letter", "resume-at-goals", "is running at .*only work that has ended"),
        ("found-not-suitable", "found-not-suitable", "has not begun"),
        ("on-remand", "offence-work-untried", "stands unfinished or opened"),
        ("untried-and-nobody-knows-what-it-asks", "offence-work-untried", "half done is not recognised"),
        ("overlaps-disagree", "judgements-disagree", "was not done: the question is how much"),
    ],
)
def test_what_is_running_half_done_left_open_or_never_done_is_not_recognised(name: str, rule: str, why: str) -> None:
    with pytest.raises(NotAllowed, match=why) as refused:
        recognise(case_of(told(name)), rule)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("issuer-not-in-directory", "completed-not-verified"),
        ("completed-with-few-sessions", "completed-dose-short"),
        ("records-disagree", "records-disagree"),
        ("judged-sufficient", "judged-sufficient"),
        ("unfinished-by-report", "unfinished-not-verified"),
        ("withdrawn-part-done", "withdrawn-part-done"),
        ("dbt-missing-part-not-here", "parts-missing-not-here"),
    ],
)
def test_old_reported_and_unjudged_evidence_may_be_recognised(name: str, rule: str) -> None:
    recognise(case_of(told(name)), rule)


def test_a_reported_completion_of_sensitive_work_may_be_recognised_unless_something_stayed_open() -> None:
    work = {"edition": "EMDR", "unit": "stonegate", "source": "reported", "record": {"closure": CLOSED}}
    plain = {"today": "2026-11-02", "unit": "fenholt", "work": [work]}
    recognise(case_of(plain), "completed-not-verified")
    opened = work | {"record": {"closure": CLOSED, "openedNotClosed": "One memory."}}
    with pytest.raises(NotAllowed, match="stands unfinished or opened"):
        recognise(case_of(plain | {"work": [opened]}), "completed-not-verified")


def test_a_reported_booster_is_not_recognised_as_treatment() -> None:
    left = CLOSED | {"outcome": "not-completed", "reason": "not-known"}
    booster = {"edition": "LNM", "unit": "stonegate", "source": "reported", "record": {"closure": left}}
    case = case_of({"today": "2026-11-02", "unit": "fenholt", "work": [booster]})
    with pytest.raises(NotAllowed, match="a booster, which is never recognised"):
        recognise(case, "unfinished-not-verified")


def test_a_line_without_work_is_left_to_the_line_itself() -> None:
    case = case_of(told("nothing-for-firesetting-here"))
    (line,) = make_plan(case).lines
    assert line.kind is LineKind.NOT_AVAILABLE
    check_recognition(line, ())


def test_an_end_rule_speaks_of_recognising_only_where_that_is_done() -> None:
    seen = set()
    for file in sorted(VIGNETTES.glob("*.json")):
        case = case_of(json.loads(file.read_text("utf-8")))
        for asked in (line for line in make_plan(case).lines if line.kind is LineKind.ASK_FIRST):
            works = [work for work in case.history.work if work.intervention.id in asked.work]
            # Of what was left half done, silence says nothing: only an answer may show that it was done after all.
            closures = [closure for work in works if (closure := work.intervention.closure)]
            over = any(one.outcome is Outcome.COMPLETED or one.reason is StopReason.ENOUGH for one in closures)
            possible = is_recognisable(asked, works) and over
            assert asked.ask is not None
            decides = not possible and asked.rule not in OF_THE_LAW  # The court decides, and nobody here.
            assert (RECOGNISES in asked.ask.end_rule, DECIDES in asked.ask.end_rule) == (possible, decides)
            seen.add(possible)
    assert seen == {True, False}
