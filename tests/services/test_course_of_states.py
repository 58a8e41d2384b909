"""An intervention's course through its states: every step dated, and completed only by a judge and a definition."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate
from registry.domain.errors import ThroughcareError
from registry.domain.intervention import SAYS_WHY, Delivery, Intervention, State
from registry.domain.participant import PersonName
from registry.domain.reasons import StopReason
from registry.services.definitions import define_locally
from registry.services.interventions import (
    close_intervention,
    move_intervention,
    open_intervention,
    refer_intervention,
    reopen_intervention,
    show_intervention,
)
from registry.services.participants import add_participant
from registry.services.sitting import Sitting
from tests.copied import copied_home
from tests.homes import GARETH

DEFINED, UNDEFINED = "RPREV", "RESOLVE"
DEFINITION = "Every session was attended or caught up, and the plan was written."
COMPLETION = {
    "text": DEFINITION,
    "judgedBy": "a psychologist",
    "needsAllRequiredModules": False,
    "needsExpectedDose": False,
}

Step = tuple[str, Any]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from([one for one in State if one is not State.CLOSED])),
        st.tuples(st.just("open"), st.none()),
        st.tuples(st.just("close"), st.tuples(st.sampled_from(Outcome), st.booleans())),
        st.tuples(st.just("reopen"), st.none()),
    ),
    min_size=1,
    max_size=7,
)
COMPLETE = ("close", (Outcome.COMPLETED, True))
HELD_AND_COMPLETED: list[Step] = [("open", None), ("move", State.ON_HOLD), ("open", None), COMPLETE]


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = copied_home(folder / "ashmere")
        with home.sit(GARETH) as supervising:
            edition = supervising.catalogue.edition(DEFINED)[1].id
            define_locally(supervising, {"editionId": edition, "completion": COMPLETION})
        with home.sit() as sitting:
            yield sitting


def _referred(sitting: Sitting, programme: str) -> Intervention:
    who = add_participant(
        sitting,
        name=PersonName(family="Reid", given="Ann"),
        born=PartialDate("1990"),
        no_nhs_number_because="not traced",
    )
    on = PartialDate.of(sitting.today - timedelta(days=90))
    return refer_intervention(sitting, who.id, edition=programme, delivery=Delivery.GROUP, on=on)


def _take(sitting: Sitting, work: str, step: Step, on: PartialDate) -> None:
    kind, what = step
    if kind == "move":
        move_intervention(sitting, work, what, on=on, because="Said on the ward." if what in SAYS_WHY else None)
    elif kind == "open":
        open_intervention(sitting, work, on=on)
    elif kind == "reopen":
        reopen_intervention(sitting, work, on=on, because="To go on.")
    else:
        outcome, judged = what
        close_intervention(
            sitting,
            work,
            Closure(
                on=on,
                outcome=outcome,
                closed_by="Dr Rhiannon Pryce",
                judged_by=sitting.user.person if judged else None,
                reason=None if outcome is Outcome.COMPLETED else StopReason.CHOSE_TO_STOP,
                left_to_do="The plan.",
            ),
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.sampled_from([DEFINED, UNDEFINED]))
@example(HELD_AND_COMPLETED, DEFINED)
@example(HELD_AND_COMPLETED, UNDEFINED)
@example([COMPLETE], DEFINED)
@example([("open", None), ("close", (Outcome.COMPLETED, False))], DEFINED)
def test_no_path_ends_completed_without_a_judge_a_definition_and_a_start(
    sitting: Sitting, steps: list[Step], programme: str
) -> None:
    work = _referred(sitting, programme).id
    taken: list[State] = []
    for number, step in enumerate(steps):
        before = show_intervention(sitting, work).intervention
        try:
            _take(sitting, work, step, PartialDate.of(sitting.today - timedelta(days=60 - number)))
        except ThroughcareError:
            assert show_intervention(sitting, work).intervention == before
            continue
        now = show_intervention(sitting, work).intervention
        if step[0] in ("move", "open"):
            taken.append(now.state)
        if now.outcome is Outcome.COMPLETED:
            assert programme == DEFINED
            assert now.closure is not None
            assert now.closure.judged_by is not None
            assert now.closure.definition == DEFINITION
            assert now.started is not None
    ended = show_intervention(sitting, work).intervention
    assert [one.to for one in ended.moves] == [State.REFERRED, *taken]
    assert all(one.because for one in ended.moves if one.to in SAYS_WHY)
    if steps == HELD_AND_COMPLETED:
        assert (ended.outcome is Outcome.COMPLETED) is (programme == DEFINED)


def test_a_step_is_dated_no_earlier_than_the_one_before(sitting: Sitting) -> None:
    work = _referred(sitting, UNDEFINED).id
    day = sitting.today - timedelta(days=30)
    move_intervention(sitting, work, State.ASSESSING, on=PartialDate.of(day))
    with pytest.raises(ThroughcareError, match="is before"):
        move_intervention(sitting, work, State.SUITABLE, on=PartialDate.of(day - timedelta(days=1)))
    moved = move_intervention(sitting, work, State.SUITABLE, on=PartialDate.of(day))
    assert [(one.to, one.on, one.by) for one in moved.moves[1:]] == [
        (State.ASSESSING, PartialDate.of(day), "Dr Rhiannon Pryce"),
        (State.SUITABLE, PartialDate.of(day), "Dr Rhiannon Pryce"),
    ]


@pytest.mark.parametrize("outcome", [Outcome.TRANSFERRED, Outcome.PARTLY])
def test_what_never_started_was_neither_in_progress_nor_partly_done(sitting: Sitting, outcome: Outcome) -> None:
    work = _referred(sitting, UNDEFINED).id
    with pytest.raises(ThroughcareError, match="never started"):
        _take(sitting, work, ("close", (outcome, False)), PartialDate.of(sitting.today))
    _take(sitting, work, ("close", (Outcome.NOT_COMPLETED, False)), PartialDate.of(sitting.today))


def test_time_lived_in_a_setting_is_not_completed_and_needs_no_definition(sitting: Sitting) -> None:
    work = _referred(sitting, "PIPE").id
    today = PartialDate.of(sitting.today)
    _take(sitting, work, ("open", None), today)
    with pytest.raises(ThroughcareError, match="time lived in a therapeutic setting") as refused:
        _take(sitting, work, ("close", (Outcome.COMPLETED, True)), today)
    assert "catalogue define" not in (refused.value.hint or "")
    _take(sitting, work, ("close", (Outcome.NOT_COMPLETED, False)), today)


def test_without_a_definition_the_hint_names_work_that_another_unit_delivered(sitting: Sitting) -> None:
    work = _referred(sitting, UNDEFINED).id
    today = PartialDate.of(sitting.today)
    _take(sitting, work, ("open", None), today)
    with pytest.raises(ThroughcareError, match="no completion definition") as refused:
        _take(sitting, work, ("close", (Outcome.COMPLETED, True)), today)
    assert "--recorded reported" in (refused.value.hint or "")
