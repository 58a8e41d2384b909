"""Everyday words find a reason; what is shown is the vocabulary."""

import pytest

from registry.domain.reason_finding import ABSENCE_FOUND_BY, STOP_FOUND_BY
from registry.domain.reasons import AbsenceReason, StopReason
from tui.widgets.picker import matching
from tui.widgets.reason_picks import absence_picks, stop_picks


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ill", {"unwell"}),
        ("sick", {"unwell"}),
        ("holiday", {"leave"}),
        ("leave", {"leave"}),
        ("refused", {"chose-not-to"}),
        ("no show", {"chose-not-to", "not-known"}),
        ("solicitor", {"legal-visit"}),
        ("lockdown", {"incident-or-lockdown"}),
    ],
)
def test_everyday_words_find_why_somebody_was_away(typed: str, found: set[str]) -> None:
    assert {one.code for one in matching(absence_picks(), typed)} == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sick", {"unwell"}),
        ("holiday", {"clash-with-commitments"}),
        ("refused", {"consent-withdrawn", "chose-to-stop"}),
        ("dropped out", {"chose-to-stop"}),
    ],
)
def test_everyday_words_find_why_a_course_stopped(typed: str, found: set[str]) -> None:
    assert {one.code for one in matching(stop_picks(), typed)} == found


def test_what_is_shown_is_the_vocabulary_alone() -> None:
    assert [one.words for one in absence_picks()] == [one.words for one in AbsenceReason]
    assert [one.words for one in stop_picks()] == [one.words for one in StopReason]


def test_every_reason_but_those_whose_words_say_it_has_words_to_be_found_by() -> None:
    assert set(AbsenceReason) == set(ABSENCE_FOUND_BY)
    assert set(StopReason) - set(STOP_FOUND_BY) == {StopReason.LACKS_CAPACITY, StopReason.SECURITY}
