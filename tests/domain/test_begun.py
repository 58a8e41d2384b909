"""Nothing is seen in work that has not begun, and nothing came of work before anybody was assessed for it."""

from collections.abc import Callable

import pytest

from registry.domain.begun import (
    has_begun,
    never_began,
    require_agreed_before_it_ended,
    require_assessed,
    require_begun,
)
from registry.domain.closure import Outcome
from registry.domain.dates import Recorded
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.intervention import Intervention, State, StateMove
from registry.domain.reasons import StopReason
from tests.domain.build import closure, intervention, on, session

WAITING = {"started": None, "state": State.WAITING, "referred": on("2025-03-01")}
LATER = on("2025-06-01")


@pytest.mark.parametrize(
    ("changes", "begun"),
    [
        (WAITING, False),
        (WAITING | {"started": on("2025-04-01")}, True),
        (WAITING | {"sessions": (session("1"),)}, True),
        (WAITING | {"state": State.IN_PROGRESS}, True),
        (WAITING | {"state": State.CLOSED, "closure": closure()}, True),
    ],
)
def test_progress_is_seen_only_in_work_that_has_begun(changes: dict[str, object], begun: bool) -> None:
    work = intervention(**changes)
    assert has_begun(work) is begun
    if begun:
        require_begun(work, LATER)
        require_assessed(work, LATER)
    else:
        with pytest.raises(NotAllowed, match="work has not begun, so no progress can be seen in it yet") as told:
            require_begun(work, LATER)
        assert "intervention open" in told.value.hint


STOPPED_WAITING = WAITING | {
    "state": State.CLOSED,
    "closure": closure(outcome=Outcome.NOT_COMPLETED, reason=StopReason.CHOSE_TO_STOP),
}


@pytest.mark.parametrize(
    ("changes", "never"),
    [
        (WAITING, True),
        (WAITING | {"started": on("2025-04-01")}, False),
        (WAITING | {"state": State.IN_PROGRESS}, False),
        (STOPPED_WAITING, True),
        (STOPPED_WAITING | {"sessions": (session("1"),)}, False),
        (STOPPED_WAITING | {"started": on("2025-04-01")}, False),
        (STOPPED_WAITING | {"referred": None}, False),
        (STOPPED_WAITING | {"recorded": Recorded.REPORTED}, False),
        (STOPPED_WAITING | {"closure": closure()}, False),
    ],
)
def test_only_a_record_that_knows_of_the_wait_says_that_nobody_began_it(
    changes: dict[str, object], never: bool
) -> None:
    assert never_began(intervention(**changes)) is never


@pytest.mark.parametrize("state", [State.ASSESSING, State.SUITABLE, State.NOT_SUITABLE, State.NOT_READY])
def test_an_assessment_makes_products_too_also_while_somebody_waits_after_it(state: State) -> None:
    require_assessed(intervention(**WAITING | {"state": state}), LATER)
    moves = (StateMove(to=state, on=on("2025-04-01"), by="Dr Ewa Nkosi"),)
    require_assessed(intervention(**WAITING, moves=moves), LATER)
    with pytest.raises(NotAllowed, match="nor was anybody assessed for it"):
        require_assessed(intervention(**WAITING), LATER)


@pytest.mark.parametrize(
    ("check", "changes", "first", "said"),
    [
        (require_begun, {}, "2025-04", "it began April 2025"),
        (require_begun, {"started": None}, "2025-03-01", "it began 1 March 2025"),
        (require_assessed, {}, "2025-03-01", "it was referred 1 March 2025"),
        (require_assessed, {"referred": None}, "2025-04", "it began April 2025"),
    ],
)
def test_no_day_lies_certainly_before_what_it_came_of(
    check: Callable[..., None], changes: dict[str, object], first: str, said: str
) -> None:
    dates = {"referred": on("2025-03-01"), "started": on("2025-04")} | changes
    work: Intervention = intervention(**dates)
    check(work, on(first))
    check(work, on("2025"))
    with pytest.raises(InvalidValue, match=f"is before work: {said}") as told:
        check(work, on("2025-02-28"))
    assert "recorded with that work" in told.value.hint
    check(intervention(referred=None, started=None, state=State.CLOSED, closure=closure()), on("1990"))


def test_a_goal_is_agreed_before_the_work_is_closed_also_where_it_is_written_down_later() -> None:
    over = intervention(state=State.CLOSED, closure=closure())
    assert over.closure is not None
    for day in (over.closure.on, on(over.closure.on.text[:4])):
        require_agreed_before_it_ended(over, day)
    require_agreed_before_it_ended(intervention(), on("2099-01-01"))
    with pytest.raises(InvalidValue, match=r"work was closed .*: no goal is agreed for it after that") as told:
        require_agreed_before_it_ended(over, on("2099-01-01"))
    assert "intervention reopen" in told.value.hint
