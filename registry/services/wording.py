"""The words of the record for the doors: the same ones the reports print, so that screen and page cannot disagree."""

from registry.reports.wording import (
    accreditation_words,
    attendance_words,
    kind_words,
    known_words,
    left_words,
    outcome_words,
    period_words,
    quoted,
    recorded_words,
    sentence,
    state_words,
)

__all__ = [
    "accreditation_words",
    "attendance_words",
    "kind_words",
    "known_words",
    "left_words",
    "outcome_words",
    "period_words",
    "quoted",
    "recorded_words",
    "sentence",
    "state_words",
]
