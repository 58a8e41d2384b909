"""*You said not now* stands only where they did: why work ended is no answer to whether it is wanted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exports.text import render_text
from registry.domain.ask import PARTICIPANT, Answer
from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.needs import Choice as NotNowChoice
from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.plan import WANTED, LineKind, PlanLine
from registry.domain.reasons import StopReason
from registry.reports.not_for_now import NotNow, not_for_now_words
from registry.reports.own_copy import OwnCopy
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from registry.reports.to_you import about_words
from tests.domain.build import urn
from tests.domain.test_plan import ask
from tests.reports import samples

FULL = OwnCopy(discreet=None, activities={}, kept_where="locked property")
SOURCE = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
TODAY = date(2026, 11, 22)
WHY = "There was a man in it from my old wing."
DAY = PartialDate("2026-03-01")


def told(line: PlanLine, *needs: NeedRecord) -> str:
    """The copy of somebody who left one piece of work, and of whose plan this is the line."""
    plan = SOURCE.subject.plan
    assert plan is not None
    ended = next(one for one in SOURCE.works if one.closure and one.outcome is not Outcome.COMPLETED)
    assert ended.closure is not None
    closure = replace(ended.closure, reason=StopReason.NOT_SAFE, participant_reason=WHY)
    work = replace(ended, closure=closure, reopenings=())
    line = replace(line, work=(work.id,))
    subject = replace(SOURCE.subject, interventions=(work,), needs=needs, plan=replace(plan, lines=(line,)), voice=())
    return " ".join(render_text(participant_copy(replace(SOURCE, subject=subject), FULL, mark=""), 400).split())


def left(due: str = "2026-01-02") -> PlanLine:
    """A line that is not wanted now, of work that somebody left and said why."""
    plan = SOURCE.subject.plan
    assert plan is not None
    resumed = next(one for one in plan.lines if one.kind is LineKind.RESUME)
    return replace(
        resumed,
        kind=LineKind.NOT_WANTED,
        rule="choice-on-the-need",
        resume=None,
        words=WHY,
        due=PartialDate(due),
        decision=None,
        earlier_decision=None,
        also_for=(),
    )


def asked_whether(by: str = "2026-01-02", **more: Any) -> PlanLine:
    """A line that asks whether somebody wants the work that they left."""
    question = ask(whom=(PARTICIPANT,), by=PartialDate(by))
    return replace(left(), kind=LineKind.ASK_FIRST, rule=WANTED, ask=question, due=None, **more)


def need(line: PlanLine, *, on: str = "2026-03-01", said: str | None = "Not while I wait.") -> NeedRecord:
    choice = NotNowChoice(words=said, on=PartialDate(on)) if said else None
    return NeedRecord(
        id=urn(f"need {on}"),
        participant_id=SOURCE.subject.participant.id,
        need=line.need,
        standing=NeedStanding.OUTSTANDING,
        on=PartialDate(on),
        by="Dr Anwen",
        establishment=SOURCE.works[0].establishment,
        choice=choice,
    )


def test_why_they_left_is_told_as_why_it_ended_and_never_as_not_now() -> None:
    text = told(asked_whether())
    asked = "this was not finished. We have not asked you whether you want it now."
    assert f"{asked} We should have asked you by 2 January 2026." in text
    assert f"You said why it ended: “{WHY}”" in text
    assert text.count(WHY) == 1
    assert "you said not now" not in text
    assert f"{asked} We ask you by 2 January 2099." in told(asked_whether("2099-01-02"))
    assert f"{asked} We should have asked you by 2 January 2026." in told(left())


def test_what_they_answered_whether_they_want_it_is_not_asked_again() -> None:
    mine = Answer(of=PARTICIPANT, words="Not that group.", on=DAY, recorded_by=samples.ANWEN)
    text = told(asked_whether(answers=(mine,)))
    assert "You told us, on 1 March 2026, whether you want it. It is for us to decide." in text
    assert "We have not asked you" not in text


def test_what_was_talked_over_of_it_is_whether_they_want_it() -> None:
    assert about_words(asked_whether(), tender=False) == "we ask first whether you want it"
    assert about_words(left(), tender=False) == "it is not for now"


def test_what_they_said_of_the_need_is_their_answer_with_its_day() -> None:
    text = told(left(), need(left()))
    assert "you said not now, on 1 March 2026: “Not while I wait.” You may change your mind." in text
    assert "We should have asked you again by 2 January 2026." in text
    assert f"You said why it ended: “{WHY}”" in text


def test_what_they_said_before_the_need_was_judged_again_is_no_answer_any_more() -> None:
    assert "We have not asked you" in told(left(), need(left()), need(left(), on="2026-04-01", said=None))


@pytest.mark.parametrize(
    ("discussed", "words"),
    [
        (Discussed.AGREES, "you said not now, on 1 March 2026: “So be it.” You may change your mind."),
        (Discussed.DISAGREES, "it is written down as not for now. You disagreed, on 1 March 2026: “So be it.”"),
        (Discussed.NOT_YET, "this was not finished. We have not asked you whether you want it now."),
    ],
)
def test_what_they_answered_when_the_line_was_decided_is_theirs(discussed: Discussed, words: str) -> None:
    decision = Decision(
        choice=Choice.ACCEPT,
        reason="It fits.",
        by=samples.ANWEN,
        on=DAY,
        discussed=discussed,
        discussed_words="So be it.",
    )
    text = told(replace(left(), decision=decision))
    assert words in text
    assert text.count("So be it.") == (discussed is not Discussed.NOT_YET)


def test_a_decision_they_agreed_to_without_a_word_leaves_what_they_said_of_the_need() -> None:
    agreed = Decision(choice=Choice.ACCEPT, reason="It fits.", by=samples.ANWEN, on=DAY, discussed=Discussed.AGREES)
    line = replace(left(), decision=agreed)
    assert "you said not now, on 1 February 2026: “Not while I wait.”" in told(line, need(line, on="2026-02-01"))
    assert "you said not now, on 1 March 2026. You may change your mind." in told(line)


@pytest.mark.parametrize(
    ("words", "end"), [("Not now.", "now.” You"), ("not now", "now”. You"), (None, "on 1 March 2026. You")]
)
def test_what_they_do_not_want_now_ends_in_one_stop(words: str | None, end: str) -> None:
    text = not_for_now_words("Work", left("2027-01-02"), NotNow(on=DAY, words=words), today=TODAY)
    assert end in text
    assert text.endswith("We ask you again on 2 January 2027.")


def test_what_they_said_to_another_unit_is_their_answer_here_too() -> None:
    line = replace(left("2027-03-15"), work=())
    plan = SOURCE.subject.plan
    assert plan is not None
    subject = replace(SOURCE.subject, interventions=(), needs=(), plan=replace(plan, lines=(line,)), voice=())

    def copy(*needs: NeedRecord) -> str:
        how = replace(FULL, needs_elsewhere=needs)
        return " ".join(render_text(participant_copy(replace(SOURCE, subject=subject), how, mark=""), 400).split())

    assert "you said not now, on 1 March 2026: “Not while I wait.” You may change your mind." in copy(need(line))
    none = copy()
    assert "this is written down as not for now. We have not asked you whether you want it now." in none
    assert "this was not finished" not in none


def test_words_that_this_copy_may_not_hold_stand_in_the_full_one_and_what_never_began_is_not_unfinished() -> None:
    answer = NotNow(on=DAY, words=None, wants_it=True)
    told = not_for_now_words("Work", left(), answer, today=TODAY, elsewhere=True)
    assert "You disagreed, on 1 March 2026. Your words stand in the full copy." in told
    line = replace(left(), work=("urn:uuid:1",))
    assert "this was not finished" in not_for_now_words("Work", line, None, today=TODAY)
    assert "Work: this did not begin." in not_for_now_words("Work", line, None, today=TODAY, begun=False)
