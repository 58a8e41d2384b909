"""The reasons of an absence and of an early end, to be picked: each answers to everyday words that nobody is shown."""

from registry.domain.reason_finding import ABSENCE_FOUND_BY, STOP_FOUND_BY
from registry.domain.reasons import AbsenceReason, StopReason
from tui.widgets.picker import Pick


def absence_picks() -> list[Pick]:
    """Return why somebody was away, found by its words, by whose doing it was and by everyday words."""
    return [_pick(one, ABSENCE_FOUND_BY.get(one, "")) for one in AbsenceReason]


def stop_picks() -> list[Pick]:
    """Return why a course stopped, found in the same way."""
    return [_pick(one, STOP_FOUND_BY.get(one, "")) for one in StopReason]


def _pick(one: AbsenceReason | StopReason, found_by: str) -> Pick:
    return Pick(code=one.value, words=one.words, also=f"{one.cause.words} {found_by}")
