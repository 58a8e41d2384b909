"""The plan's own shape: questions with an end, decisions with a reason, keys that stay."""

from typing import Any

import pytest

from registry.domain.errors import InvalidValue, NotFound
from registry.domain.plan import Ask, Choice, Decision, Discussed, LineKind, Plan, PlanLine, Trust
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


@pytest.mark.parametrize("kind", list(LineKind))
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
    with pytest.raises(InvalidValue):
        decision(choice, changed_to=None if choice is Choice.CHANGE else LineKind.START)


def test_recognised_is_another_word_than_credit() -> None:
    assert LineKind.RECOGNISED.words == "recognised"
    assert line(kind=LineKind.ASK_FIRST, decision=decision(Choice.RECOGNISE)).stands_as is LineKind.RECOGNISED
    changed = decision(Choice.CHANGE, changed_to=LineKind.START)
    assert line(decision=changed).stands_as is LineKind.START
    for choice in (Choice.ACCEPT, Choice.DEFER):
        assert line(decision=decision(choice)).stands_as is LineKind.CREDIT


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
