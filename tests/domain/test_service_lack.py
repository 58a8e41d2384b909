"""Words that speak of what a service has make a plan ask whose it was; a clinical reason stays a finding."""

from dataclasses import replace

import pytest

from registry.domain.intervention import State, StateMove
from registry.domain.service_lack import lack_named, may_lack_a_fit
from registry.domain.wording import outcome_words
from tests.reports import samples

REASON = "No edition here for people with a learning disability."
WORK = replace(
    samples.example("b").subject.interventions[0],
    state=State.ASSESSING,
    closure=None,
    sessions=(),
    started=None,
    moves=(),
)


def found(because: str | None, *, state: State = State.NOT_SUITABLE, to: State = State.NOT_SUITABLE) -> bool:
    step = StateMove(to=to, on=samples.on("2026-06-03"), by="Dr Anwen Rees", because=because)
    return may_lack_a_fit(replace(WORK, state=state, moves=(step,)))


@pytest.mark.parametrize(
    "reason",
    [
        REASON,
        "There is no adapted version.",
        "We do not have it in an easy-read form",
        "The unit cannot offer it to women",
        "It is not offered here.",
        "Only delivered in English",
        "no Polish interpreter",
        "Not enough places this year",
        "lacks trained staff",
    ],
)
def test_words_of_what_a_service_has_are_found(reason: str) -> None:
    assert lack_named(reason)
    assert found(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "Acutely unwell; no group would be safe for her now.",
        "No capacity to consent to it at present.",
        "She has no place to practise the skills.",
        "There are no staff concerns, and it would be too much for him now.",
        "He does not have the need it is for.",
        "Working memory too short for group work after the brain injury.",
    ],
)
def test_a_clinical_reason_is_not(reason: str) -> None:
    assert lack_named(reason) is None
    assert not found(reason)


def test_only_of_work_found_not_suitable_is_it_asked() -> None:
    assert not found(None)
    assert not found(REASON, state=State.NOT_READY, to=State.NOT_READY)
    assert not found(REASON, to=State.ASSESSING)
    assert not may_lack_a_fit(replace(WORK, state=State.NOT_SUITABLE))


def test_the_recorded_reason_stands_beside_where_the_work_stands() -> None:
    def told(because: str, *, terse: bool = False) -> str:
        step = StateMove(to=State.NOT_SUITABLE, on=samples.on("2026-06-03"), by="Dr Anwen Rees", because=because)
        return outcome_words(replace(WORK, state=State.NOT_SUITABLE, moves=(step,)), None, terse=terse)

    assert told(REASON) == f"Found not suitable: “{REASON}”"
    assert told("Acutely unwell") == "Found not suitable: “Acutely unwell”."
    assert told("Acutely unwell " * 9, terse=True) == "Found not suitable. Why: with the work."
