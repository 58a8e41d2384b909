"""What was received, and whose doing the absences were, as sentences."""

import pytest

from registry.domain.attendance_words import absences_words, attendance_words
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended
from tests.domain.build import intervention, session

STAFF, ESCORT, UNWELL = AbsenceReason.NO_STAFF, AbsenceReason.NO_ESCORT, AbsenceReason.UNWELL


@pytest.mark.parametrize(
    ("reasons", "told", "short"),
    [
        ((), None, None),
        ((STAFF,), "away once: the service (no staff)", "away 1: service"),
        ((STAFF, STAFF, STAFF), "away 3 times: the service (no staff)", "away 3: service"),
        ((STAFF, ESCORT, STAFF), "away 3 times: the service (no staff 2, no escort 1)", "away 3: service"),
        ((STAFF, UNWELL), "away twice: clinical 1 (unwell); the service 1 (no staff)", "away 2: clinical 1, service 1"),
    ],
)
def test_an_absence_is_counted_once(reasons: tuple[AbsenceReason, ...], told: str | None, short: str | None) -> None:
    away = tuple(session(number, Attended.NO, absence=reason) for number, reason in enumerate(reasons))
    assert absences_words(away) == told
    assert absences_words(away, terse=True) == short


def test_a_group_that_was_not_safe_is_told_as_the_services() -> None:
    away = tuple(
        session(reason, Attended.NO, absence=reason)
        for reason in (AbsenceReason.NOT_SAFE, AbsenceReason.VISIT, AbsenceReason.NO_STAFF)
    )
    assert absences_words(away, terse=True) == "away 3: own 1, service 2"
    assert absences_words(away[1:], terse=True) == "away 2: own 1, service 1"


@pytest.mark.parametrize(
    ("attended", "told"),
    [
        ((Attended.FULL,), "The one session offered; expected amount not known."),
        ((Attended.PART,), "The one session offered (1 in part); expected amount not known."),
        ((Attended.NO,), "0 attended of 1 session offered; expected amount not known."),
        ((Attended.FULL, Attended.FULL), "2 attended of 2 sessions offered; expected amount not known."),
    ],
)
def test_what_was_received_reads_as_one_would_say_it(attended: tuple[Attended, ...], told: str) -> None:
    work = intervention(sessions=tuple(session(number, each) for number, each in enumerate(attended)))
    assert attendance_words(work, None)[0] == told
