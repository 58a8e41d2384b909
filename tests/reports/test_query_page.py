"""The page of a question: to others with what is known, to the participant in plain words and safe to hold."""

import json
from dataclasses import replace

import pytest

from exports.text import render_text
from registry.catalogue.loader import load_discreet_words
from registry.domain.ask import PARTICIPANT
from registry.domain.continuity import RULES, make_plan
from registry.domain.dates import PartialDate
from registry.domain.discreet import Discreet
from registry.domain.plan import WANTED, WHOSE_LACK, Choice, LineKind, PlanLine
from registry.domain.voice import Agreement, Audience, Shown, VoiceEntry, VoiceKind
from registry.reports.plain_questions import (
    ANY_QUESTION,
    ASKED_ABOUT,
    ASKED_OTHERWISE,
    PLAIN_QUESTIONS,
    WANTED_NEVER_BEGUN,
)
from registry.reports.query_page import OwnPage, query_report
from tests.domain.build import participant, urn
from tests.domain.test_plan import ask, decision
from tests.domain.vignette import VIGNETTES, case_of, catalogue
from tests.store.rows import UNIT

SAFE = Discreet(load_discreet_words(), catalogue().values(), ("HMP Stonegate",))
TODAY = case_of(json.loads((VIGNETTES / "records-disagree.json").read_text("utf-8"))).today


def asked(name: str, rule: str) -> PlanLine:
    case = case_of(json.loads((VIGNETTES / f"{name}.json").read_text("utf-8")))
    return next(line for line in make_plan(case).lines if line.rule == rule)


def page(line: PlanLine, to: str = PARTICIPANT, about: str | None = None) -> str:
    own = OwnPage(discreet=SAFE, about=about)
    return " ".join(render_text(query_report(line, participant(), UNIT, to=to, today=TODAY, own=own)).split())


def test_every_rule_that_asks_has_its_question_in_plain_words_that_are_safe_to_hold() -> None:
    assert set(PLAIN_QUESTIONS) == {rule.code for rule in RULES if rule.gives is LineKind.ASK_FIRST}
    assert len(set(PLAIN_QUESTIONS.values())) == len(PLAIN_QUESTIONS)
    assert set(ASKED_ABOUT) == set(PLAIN_QUESTIONS)
    for text in (*PLAIN_QUESTIONS.values(), *ASKED_ABOUT.values(), ANY_QUESTION, WANTED_NEVER_BEGUN, ASKED_OTHERWISE):
        assert SAFE.is_safe(text), text


@pytest.mark.parametrize(
    ("name", "rule"),
    [("records-disagree", "records-disagree"), ("completed-with-few-sessions", "completed-dose-short")],
)
def test_the_participant_is_asked_what_this_line_asks(name: str, rule: str) -> None:
    line = asked(name, rule)
    told = page(line, about="group work, around 2024")
    assert PLAIN_QUESTIONS[rule] in told
    assert "It is about group work, around 2024." in told
    assert line.title not in told
    assert line.ask is not None
    assert line.ask.question not in told
    assert line.ask.question in page(line, to=line.ask.whom[-1])


def test_of_work_that_nobody_began_nothing_is_remembered_and_nothing_starts_again() -> None:
    line = asked("whose-lack", WHOSE_LACK)
    told = page(line)
    assert PLAIN_QUESTIONS[WHOSE_LACK] in told
    assert "Nothing is started while we ask." in told
    assert "You have done work with other people before" not in told
    assert "what else you remember" not in told
    assert line.ask is not None
    assert "A question before work begins" in page(line, to=line.ask.whom[-1])


def test_whoever_left_before_it_began_is_not_told_that_they_began_it() -> None:
    left = asked("left-one-another-offered", WANTED)
    assert left.ask is not None
    never = replace(left, ask=replace(left.ask, end_rule="No reply: it does not start meanwhile."))
    told = page(never)
    assert WANTED_NEVER_BEGUN in told
    assert "You began something" not in told


def test_whoever_left_is_asked_whether_they_want_it_and_not_what_they_remember() -> None:
    told = page(asked("left-one-another-offered", WANTED), about="group work")
    assert PLAIN_QUESTIONS[WANTED] in told
    assert "nothing starts again, before you have said what you want" in told
    assert "what else you remember" not in told


def test_a_question_that_somebody_put_stands_in_their_words_where_these_are_safe_to_hold() -> None:
    line = asked("completed-with-few-sessions", "completed-dose-short")
    questions = (("Who was there at the end?", True), ("Did you do the offence work at HMP Stonegate?", False))
    for question, shown in questions:
        own = ask(question=question, whom=(PARTICIPANT,))
        told = page(replace(line, decision=decision(Choice.ACCEPT, ask=own)))
        assert (question in told) is shown
        assert (ANY_QUESTION in told) is not shown
        assert PLAIN_QUESTIONS["completed-dose-short"] not in told


def test_who_keeps_the_legal_papers_is_told_nothing_of_the_treatment() -> None:
    line = asked("on-remand", "offence-work-untried")
    assert line.ask is not None
    theirs = page(line, to=line.ask.whom[-1])
    assert "A question about proceedings" in theirs
    assert "Have the proceedings ended, and how?" in theirs
    for told in (line.title, "treatment", "Aldermoor", "discussed"):
        assert told not in theirs
    own = page(line)
    assert "It has to wait for now, for a reason that is not about you." in own
    assert "remember" not in own
    assert "convict" not in own


def test_nobody_who_has_done_nothing_is_asked_what_they_remember_of_it() -> None:
    own = page(asked("only-what-is-about-an-offence-nobody-judged", "offence-not-judged"))
    assert "Before anything begins here" in own
    assert "Nothing is started while we ask." in own
    assert "remember" not in own
    line = asked("on-remand-nothing-begun", "not-convicted")
    assert line.ask is not None
    assert "offence" not in page(line, to=line.ask.whom[-1])


def test_the_participants_page_names_no_place_or_office_that_says_too_much() -> None:
    line = asked("left-one-another-offered", WANTED)
    own = OwnPage(discreet=SAFE)

    def who(unit: str, owner: str) -> str:
        told = replace(line, ask=replace(line.ask, owner=owner)) if line.ask else line
        page = query_report(told, participant(), replace(UNIT, name=unit), to=PARTICIPANT, today=TODAY, own=own)
        return " ".join(render_text(page).split())

    assert "Dr Amara Osei at Larkfield House asks. You need not answer." in who("Larkfield House", "Dr Amara Osei")
    assert "Dr Amara Osei asks. You need not answer." in who("Beech Ward", "Dr Amara Osei")
    assert "The person who gives you this page asks." in who("Beech Ward", "the ward officer")


def test_what_they_said_of_a_paper_is_on_the_page_and_need_not_be_said_again() -> None:
    line = asked("left-one-another-offered", WANTED)
    shown = Shown(on=PartialDate("2026-10-01"), format="on paper", answer=Agreement.DISAGREES, by="Dr Amara Osei")
    said = tuple(
        replace(shown, words=words) for words in ("There were more courses than two.", "Not at HMP Stonegate.")
    )

    def told(to: str) -> str:
        own = OwnPage(discreet=SAFE, said=(*said, shown))
        return " ".join(render_text(query_report(line, participant(), UNIT, to=to, today=TODAY, own=own)).split())

    theirs = told(PARTICIPANT)
    assert "When you were shown a paper about you, on 1 October 2026, you said:" in theirs
    assert "“There were more courses than two.”" in theirs
    assert "Stonegate" not in theirs
    assert theirs.count("When you were shown") == 1


def test_a_page_for_others_holds_the_words_they_released_to_that_reader_and_none_where_the_law_is_asked_about() -> None:
    entry = VoiceEntry(
        id=urn("said"),
        participant_id=participant().id,
        kind=VoiceKind.ACCOUNT,
        on=PartialDate("2026-10-01"),
        text="I did every course they put in front of me.",
        typed_by="Dr Amara Osei",
        audiences=(Audience.SELF, Audience.PRISON),
    )

    def told(line: PlanLine, to: str) -> str:
        own = OwnPage(discreet=SAFE)
        page = query_report(line, participant(), UNIT, to=to, today=TODAY, own=own, released=(entry,))
        return " ".join(render_text(page).split())

    line = asked("left-one-another-offered", WANTED)
    other = asked("completed-with-few-sessions", "completed-dose-short")
    law = asked("on-remand", "offence-work-untried")
    assert other.ask is not None
    assert law.ask is not None
    words = "“I did every course they put in front of me.” Their own account, 1 October 2026."
    assert f"In the words of {participant().name.given}" in told(other, other.ask.whom[-1])
    assert words in told(other, other.ask.whom[-1])
    assert "every course" not in told(line, PARTICIPANT)
    assert "every course" not in told(law, law.ask.whom[-1])
