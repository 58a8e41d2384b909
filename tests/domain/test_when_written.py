"""When a course was written down is told by what somebody said or by its sessions, and else is not known."""

from dataclasses import replace

from registry.domain.dates import Recorded
from registry.domain.intervention import State
from registry.domain.when_written import written_words
from tests.domain.build import closure, intervention, session

THEN, LATER = session("one"), replace(session("two"), recorded=Recorded.LATER)


def test_what_nobody_said_of_a_course_is_not_known_unless_its_sessions_show_it() -> None:
    over = intervention(sessions=(), state=State.CLOSED, closure=closure())
    assert written_words(over) == "when it was written down is not known"
    assert written_words(intervention(sessions=())) == ""
    assert written_words(intervention(sessions=(THEN,))) == "recorded at the time, session by session"
    mixed = written_words(intervention(sessions=(THEN, LATER, session("three"))))
    assert mixed == "1 of 3 sessions recorded later or by others, the rest at the time"
    assert written_words(intervention(sessions=(LATER,))) == "recorded later or by others, session by session"


def test_what_somebody_said_stands() -> None:
    assert written_words(intervention(sessions=(THEN,), recorded=Recorded.LATER)) == "recorded later"
    assert written_words(intervention(recorded=Recorded.REPORTED)) == "as reported by others"
