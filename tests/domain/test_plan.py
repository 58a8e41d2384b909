"""The plan's own shape: questions with an end, decisions with a reason, keys that stay."""

from typing import Any

import pytest

from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.plan import Answer, Ask, Choice, Decision, Discussed, LineKind, Plan, PlanLine, Trust
from tests.domain.build import UNIT, on, person, urn


def ask(**changes: Any) -> Ask:
    members: dict[str, Any] = {
        "question": "Did he finish the last module?",
        "whom": ("Alder Clinic", "the participant"),
        "owner": "Dr Ewa Nkosi",
        "by": on("2026-02-01"),
        "end_rule": "No reply by then: recognise it.",
        **changes,
    }
    return Ask(**members)


def line(key: str = "anger:credit:1", kind: LineKind = LineKind.CREDIT, **changes: Any) -> PlanLine:
    members: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "need": "anger",
        "title": "Anger course",
        "rule": "credit",
        "reason": "Completed in 2024.",
        "confidence": Trust.OWN,
        "would_change": "A judgement that it was not.",
        "ask": ask() if kind is LineKind.ASK_FIRST else None,
        **changes,
    }
    return PlanLine(**members)


def decision(choice: Choice = Choice.ACCEPT, discussed: Discussed = Discussed.AGREES, **changes: Any) -> Decision:
    members: dict[str, Any] = {
        "choice": choice,
        "reason": "It is right.",
        "by": person(),
        "on": on("2026-01-02"),
        "discussed": discussed,
        **changes,
    }
    return Decision(**members)


def plan(*lines: PlanLine) -> Plan:
    return Plan(participant_id=urn("participant"), establishment=UNIT, made_on=on("2026-01-02"), lines=lines)


def test_the_participant_is_always_one_of_those_asked() -> None:
    for whom in ((), ("Alder Clinic",), ("The Participant",)):
        with pytest.raises(InvalidValue):
            ask(whom=whom)


@pytest.mark.parametrize("field", ["question", "owner", "end_rule"])
def test_a_question_has_words_an_owner_and_an_end(field: str) -> None:
    with pytest.raises(InvalidValue):
        ask(**{field: " "})


@pytest.mark.parametrize("kind", [kind for kind in LineKind if kind is not LineKind.RECOGNISED])
def test_ask_first_and_only_ask_first_carries_a_question(kind: LineKind) -> None:
    assert line(kind=kind).stands_as is kind
    with pytest.raises(InvalidValue):
        line(kind=kind, ask=None if kind is LineKind.ASK_FIRST else ask())


@pytest.mark.parametrize("discussed", [Discussed.DISAGREES, Discussed.NOT_YET])
@pytest.mark.parametrize("words", [None, "", " "])
def test_disagreement_keeps_the_words_and_not_yet_its_because(discussed: Discussed, words: str | None) -> None:
    assert decision(discussed=discussed, discussed_words="I want to do it again.").discussed_words
    with pytest.raises(InvalidValue):
        decision(discussed=discussed, discussed_words=words)


def test_a_decision_has_a_reason() -> None:
    with pytest.raises(InvalidValue):
        decision(reason="")


@pytest.mark.parametrize("choice", list(Choice))
def test_a_changed_line_and_only_a_changed_one_names_its_new_kind(choice: Choice) -> None:
    again = on("2026-06") if choice is Choice.DEFER else None
    with pytest.raises(InvalidValue, match="names what it was changed to"):
        decision(choice, changed_to=None if choice is Choice.CHANGE else LineKind.START, again=again)


@pytest.mark.parametrize("kind", [LineKind.CREDIT, LineKind.RECOGNISED])
def test_nothing_is_changed_into_credit(kind: LineKind) -> None:
    with pytest.raises(NotAllowed, match="credit follows from a judged completion alone"):
        decision(Choice.CHANGE, changed_to=kind)


@pytest.mark.parametrize("reason", ["ok", "fine by me", "."])
def test_a_recognition_has_its_basis(reason: str) -> None:
    with pytest.raises(InvalidValue, match="basis"):
        decision(Choice.RECOGNISE, reason=reason)


BASIS = "I saw the certificate and the workbook."


def test_recognised_is_another_word_than_credit_and_keeps_every_caution() -> None:
    assert LineKind.RECOGNISED.words == "recognised"
    asked = line(
        kind=LineKind.ASK_FIRST, work=("1",), cautions=("Old.",), decision=decision(Choice.RECOGNISE, reason=BASIS)
    )
    assert (asked.stands_as, asked.cautions) == (LineKind.RECOGNISED, ("Old.",))
    assert line(decision=decision(Choice.CHANGE, changed_to=LineKind.START)).stands_as is LineKind.START
    assert line(decision=decision(Choice.ACCEPT)).stands_as is LineKind.CREDIT
    assert line(decision=decision(Choice.DEFER, again=on("2026-06"))).stands_as is LineKind.CREDIT
    with pytest.raises(InvalidValue, match="worked out as recognised"):
        line(kind=LineKind.RECOGNISED)


@pytest.mark.parametrize(
    ("kind", "work"),
    [
        (LineKind.CREDIT, ("1",)),
        (LineKind.KEEP_GOING, ("1",)),
        (LineKind.START, ("1",)),
        (LineKind.BUILD_ON, ("1",)),
        (LineKind.NOT_WANTED, ("1",)),
        (LineKind.MAINTAIN, ("1",)),
        (LineKind.ASK_FIRST, ()),
        (LineKind.NOT_AVAILABLE, ()),
    ],
)
def test_only_work_that_was_done_and_not_credited_is_recognised(kind: LineKind, work: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed, match="nothing to recognise"):
        line(kind=kind, work=work, decision=decision(Choice.RECOGNISE, reason=BASIS))


def test_a_choice_of_the_participant_has_their_words_and_a_day_to_ask_again() -> None:
    said: dict[str, Any] = {"changed_to": LineKind.NOT_WANTED, "again": on("2026-09")}
    chosen = decision(Choice.CHANGE, Discussed.AGREES, discussed_words="Not while I wait for court.", **said)
    assert line(decision=chosen).stands_as is LineKind.NOT_WANTED
    with pytest.raises(InvalidValue, match="participant's choice"):
        decision(Choice.CHANGE, **said)
    with pytest.raises(InvalidValue, match="participant's choice"):
        decision(Choice.CHANGE, Discussed.NOT_YET, discussed_words="No time.", **said)
    with pytest.raises(InvalidValue, match="when to come back"):
        decision(Choice.CHANGE, Discussed.AGREES, discussed_words="No.", changed_to=LineKind.NOT_WANTED)


def test_a_line_put_off_and_no_other_says_when_to_come_back() -> None:
    with pytest.raises(InvalidValue, match="when to come back"):
        decision(Choice.DEFER)
    with pytest.raises(InvalidValue, match="when to come back"):
        decision(Choice.ACCEPT, again=on("2026-06"))


def test_a_question_that_is_decided_has_its_own_owner_and_date() -> None:
    own = ask(owner="Dr Femi Adeyemi", by=on("2026-03-01"))
    asked = line(kind=LineKind.ASK_FIRST, decision=decision(Choice.ACCEPT, ask=own))
    assert asked.question == own
    assert line(kind=LineKind.ASK_FIRST).question == ask()
    changed = line(decision=decision(Choice.CHANGE, changed_to=LineKind.ASK_FIRST, ask=own))
    assert (changed.question, changed.stands_as) == (own, LineKind.ASK_FIRST)
    with pytest.raises(InvalidValue, match="has a question"):
        decision(Choice.CHANGE, changed_to=LineKind.ASK_FIRST)
    with pytest.raises(InvalidValue, match="already"):
        line(kind=LineKind.START, decision=decision(Choice.CHANGE, changed_to=LineKind.START))


def test_a_question_that_was_put_stays_with_its_answers_whatever_is_decided_next() -> None:
    own = ask(question="What did the workbook say?")
    said = Answer(of="the participant", words="All of it.", on=on("2026-01-20"), recorded_by=person())
    put = decision(Choice.CHANGE, changed_to=LineKind.ASK_FIRST, ask=own)
    answered = plan(line("a", kind=LineKind.START)).decided("a", put).answered("a", said)
    accepted = answered.decided("a", decision(Choice.ACCEPT, ask=own)).line("a")
    assert (accepted.question, accepted.answers, accepted.stands_as) == (own, (said,), LineKind.START)
    asked = plan(line("b", kind=LineKind.ASK_FIRST, work=("1",))).decided("b", decision(Choice.ACCEPT, ask=own))
    recognised = asked.decided("b", decision(Choice.RECOGNISE, reason=BASIS, ask=own)).line("b")
    assert (recognised.question, recognised.stands_as) == (own, LineKind.RECOGNISED)


def test_an_answer_belongs_to_a_question() -> None:
    said = Answer(of="the participant", words="All of it.", on=on("2026-01-20"), recorded_by=person())
    asked = plan(line("a", kind=LineKind.ASK_FIRST), line("b"))
    assert asked.answered("a", said).line("a").answers == (said,)
    with pytest.raises(NotAllowed):
        asked.answered("b", said)


def test_a_line_is_found_by_its_key_or_an_unmistakable_beginning() -> None:
    whole = plan(line("anger:1"), line("anger:12"), line("mood:1"))
    assert whole.line("anger:1").key == "anger:1"
    assert whole.line("mood").key == "mood:1"
    for asked in ("anger", "", "nothing", "\ud800"):
        with pytest.raises(NotFound):
            whole.line(asked)


def test_a_decision_changes_one_line_and_no_other() -> None:
    whole = plan(line("a"), line("b"))
    decided = whole.decided("b", decision())
    assert [each.decision for each in decided.lines] == [None, decision()]
    assert whole.lines[1].decision is None


def test_needs_stand_in_the_plans_order_once() -> None:
    assert plan(line("a", need="mood"), line("b"), line("c", need="mood")).needs == ("mood", "anger")


def test_trust_is_ranked_from_the_strongest() -> None:
    assert sorted(Trust, key=lambda one: one.rank) == [
        Trust.SIGNED,
        Trust.OWN,
        Trust.INTACT,
        Trust.INTERIM,
        Trust.REPORTED,
        Trust.UNVERIFIED,
    ]
    assert all(one.words for one in Trust)


def test_no_kind_of_line_speaks_of_refusal_insight_or_risk() -> None:
    for kind in LineKind:
        assert not {"refused", "insight", "risk", "failed"} & set(kind.words.split())


def test_lines_and_plans_are_checked() -> None:
    with pytest.raises(InvalidValue):
        line(title="")
    with pytest.raises(InvalidValue):
        line(reason=" ")
    with pytest.raises(InvalidValue):
        Plan(participant_id="1", establishment=UNIT, made_on=on("2026"), lines=())
