"""Closed says nothing of the outcome, and the outcome nothing of the reason."""

from dataclasses import replace

import pytest

from registry.domain.closure import Outcome, YesNoNotAsked
from registry.domain.dates import Recorded
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.intervention import State
from registry.domain.reasons import Cause, StopReason
from registry.domain.wording import outcome_words
from tests.domain.build import closure, intervention, on, person


@pytest.mark.parametrize("recorded", [Recorded.AT_THE_TIME, Recorded.LATER])
def test_completed_needs_a_judge(recorded: Recorded) -> None:
    assert closure(recorded=recorded).judged_by == person()
    with pytest.raises(NotAllowed, match="judge"):
        closure(recorded=recorded, judged_by=None)


def test_only_what_others_reported_may_say_completed_without_naming_the_judge() -> None:
    assert closure(recorded=Recorded.REPORTED, judged_by=None).outcome is Outcome.COMPLETED


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.COMPLETED])
def test_anything_but_completed_needs_a_reason(outcome: Outcome) -> None:
    with pytest.raises(NotAllowed, match="reason"):
        closure(outcome=outcome, left_to_do="Two modules.")
    assert closure(outcome=outcome, reason=StopReason.NOT_KNOWN, left_to_do="Two modules.").reason


@pytest.mark.parametrize("left", [None, ""])
def test_a_transfer_in_progress_says_what_is_left(left: str | None) -> None:
    with pytest.raises((NotAllowed, InvalidValue)):
        closure(outcome=Outcome.TRANSFERRED, reason=StopReason.TRANSFERRED, left_to_do=left)


def test_whose_doing_an_early_end_was_comes_from_the_reason_alone() -> None:
    assert closure().cause is None
    ended = closure(
        outcome=Outcome.NOT_COMPLETED,
        reason=StopReason.NO_STAFF,
        reason_note="Both facilitators left.",
        participant_reason="Nobody came any more.",
    )
    assert ended.cause is Cause.SERVICE
    assert (ended.reason_note, ended.participant_reason) == ("Both facilitators left.", "Nobody came any more.")


def test_the_three_answers_are_not_asked_until_they_are_asked() -> None:
    ended = closure()
    assert {ended.helped, ended.treated_fairly, ended.asked_what_was_done} == {YesNoNotAsked.NOT_ASKED}


@pytest.mark.parametrize(
    "field", ["closed_by", "definition", "reason_note", "participant_reason", "left_to_do", "deselection_wording"]
)
def test_no_text_of_a_closure_holds_a_control_character(field: str) -> None:
    with pytest.raises(InvalidValue):
        closure(**{field: "a\x1bb"})


def test_every_outcome_has_words_that_blame_nobody() -> None:
    for outcome in Outcome:
        assert outcome.words
        assert not {"failed", "refused", "dropped", "deselected"} & set(outcome.words.split())


def test_a_closure_is_dated() -> None:
    assert closure(on=on("2025")).on == on("2025")


@pytest.mark.parametrize("terse", [False, True])
def test_imported_words_for_the_end_stand_beside_the_outcome_as_theirs(terse: bool) -> None:
    theirs = "DESELECTED - attitude to facilitators\nsee file"
    ended = closure(
        outcome=Outcome.NOT_COMPLETED, judged_by=None, reason=StopReason.NOT_KNOWN, deselection_wording=theirs
    )
    work = intervention(state=State.CLOSED, closure=ended)
    whose = "Their words, imported" if terse else f"In the words of {work.establishment.name}, as imported"
    told = f"{whose}: “DESELECTED - attitude to facilitators see file”."
    assert told in outcome_words(work, None, terse=terse)
    assert told not in outcome_words(work, None, terse=terse, alone=False)
    assert "words" not in outcome_words(replace(work, closure=replace(ended, deselection_wording=None)), None)
    completed = replace(ended, outcome=Outcome.COMPLETED, reason=None, recorded=Recorded.REPORTED)
    assert told in outcome_words(replace(work, closure=completed), None, terse=terse)
    long = replace(ended, deselection_wording=" ".join(f"word{number}" for number in range(40)))
    assert ("word39" in outcome_words(replace(work, closure=long), None, terse=terse)) is not terse
