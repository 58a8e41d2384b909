"""An intervention's life: closed only through a closure, completed only by a judge."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.closure import Outcome
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.goal import Goal
from registry.domain.intervention import TRANSITIONS, Intervention, State, check_transition
from registry.domain.reasons import StopReason
from tests.domain.build import closure, intervention, on, session, urn


@pytest.mark.parametrize("state", list(State))
def test_closed_and_the_closure_go_together(state: State) -> None:
    if state is State.CLOSED:
        assert intervention(state=state, closure=closure()).outcome is Outcome.COMPLETED
        with pytest.raises(InvalidValue):
            intervention(state=state)
    else:
        assert intervention(state=state).outcome is None
        with pytest.raises(InvalidValue):
            intervention(state=state, closure=closure())


@given(st.sampled_from(State), st.sampled_from(State))
def test_only_what_the_table_lists_is_allowed(now: State, then: State) -> None:
    if then in TRANSITIONS[now]:
        check_transition(now, then)
        return
    with pytest.raises(NotAllowed) as refused:
        check_transition(now, then)
    assert all(way in refused.value.hint for way in TRANSITIONS[now])


@given(st.lists(st.sampled_from(State), min_size=2, max_size=8))
def test_no_walk_through_the_states_completes_without_a_judge(walk: list[State]) -> None:
    for now, then in pairwise(walk):
        if then not in TRANSITIONS[now]:
            return
    # A state never says completed by itself; the closure does, and it demands a judge.
    if walk[-1] is State.CLOSED:
        with pytest.raises(NotAllowed):
            intervention(state=walk[-1], closure=closure(judged_by=None))
    else:
        assert intervention(state=walk[-1]).outcome is None


def test_every_state_can_be_closed_and_reached_and_closed_only_reopens() -> None:
    assert set(TRANSITIONS) == set(State)
    for state in State:
        assert state not in TRANSITIONS[state]
        if state is not State.CLOSED:
            assert State.CLOSED in TRANSITIONS[state]
    assert TRANSITIONS[State.CLOSED] == (State.IN_PROGRESS,)
    reachable, waiting = {State.REFERRED}, [State.REFERRED]
    while waiting:
        for then in TRANSITIONS[waiting.pop()]:
            if then not in reachable:
                reachable.add(then)
                waiting.append(then)
    assert reachable == set(State)


@pytest.mark.parametrize("state", list(State))
def test_running_is_in_progress_or_held(state: State) -> None:
    record = intervention(state=state, closure=closure() if state is State.CLOSED else None)
    assert record.is_running is (state in (State.IN_PROGRESS, State.ON_HOLD))


def test_dates_stand_in_order_where_that_is_certain() -> None:
    with pytest.raises(InvalidValue):
        intervention(referred=on("2025-02"), started=on("2025-01-31"))
    with pytest.raises(InvalidValue):
        intervention(state=State.CLOSED, started=on("2026"), closure=closure(on=on("2025-12-31")))
    vague = intervention(state=State.CLOSED, started=on("2025"), closure=closure(on=on("2025-01-01")))
    assert vague.delivered_on == on("2025-01-01")
    assert intervention(started=on("2025")).delivered_on == on("2025")
    assert intervention(started=None).delivered_on is None


def test_one_session_counts_once() -> None:
    with pytest.raises(InvalidValue, match="twice"):
        intervention(sessions=(session(1), session(1)))
    goal = Goal(id=urn("goal"), text="Talk", set_on=on("2025"))
    with pytest.raises(InvalidValue, match="twice"):
        intervention(goals=(goal, goal))


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "hid\u200bden"},
        {"planned_sessions": 0},
        {"planned_sessions": 1000},
        {"needs": ("an ger",)},
        {"edition_id": "x\n"},
        {"components": ("",)},
        {"missing_components": ("two\nlines",)},
        {"adjustments": (" ",)},
        {"setting": ""},
        {"helps_after": "\x00"},
        {"opened_not_closed": "\ud800"},
        {"recommended": "e\u0301"},
        {"local_definition_id": "42"},
        {"participant_id": "42"},
    ],
)
def test_what_could_not_be_signed_later_cannot_be_recorded_now(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        intervention(**change)


def test_adjustments_and_missing_components_are_two_facts() -> None:
    record = intervention(adjustments=("one-to-one",))
    assert record.missing_components == ()


def test_an_end_for_a_reason_has_that_outcome() -> None:
    ended = closure(outcome=Outcome.NOT_COMPLETED, reason=StopReason.CHOSE_TO_STOP)
    assert intervention(state=State.CLOSED, closure=ended).outcome is Outcome.NOT_COMPLETED


def test_an_outcome_is_not_judged_before_the_work_began() -> None:
    def judged(day: str) -> Intervention:
        return intervention(state=State.CLOSED, started=on("2025-03-03"), closure=closure(judged_on=on(day)))

    for before in ("2019", "2025-03-02"):
        with pytest.raises(InvalidValue, match="judgement of the outcome"):
            judged(before)
    for possible in ("2025", "2025-03", "2025-03-03", "2025-12-02"):
        assert judged(possible).closure == closure(judged_on=on(possible))
