"""Closed says nothing of the outcome, and the outcome nothing of the reason."""

import pytest

from registry.domain.closure import Outcome, YesNoNotAsked
from registry.domain.dates import Recorded
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.reasons import Cause, StopReason
from tests.domain.build import closure, on, person


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
