"""What is not decided of a line: a choice filed as clinical, work that is not there, days that are past."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.domain.ask import SILENCE, silence_decides_nothing
from registry.domain.catalogue import Sensitivity
from registry.domain.decision_limits import check_limits
from registry.domain.errors import InvalidValue, NotAllowed, ThroughcareError
from registry.domain.plan import Choice, Decision, Discussed, LineKind, PlanLine
from tests.domain.build import edition, intervention, on, work
from tests.domain.test_plan import decision, line

TODAY = date(2026, 11, 2)


TENDER = work(intervention(), replace(edition(), sensitivity=Sensitivity.TRAUMA))


def check(of: PlanLine, made: Decision, *, sensitive: bool = False, today: date = TODAY) -> None:
    check_limits(of, made, today, (TENDER,) if sensitive else ())


def changed(to: LineKind, **more: Any) -> Decision:
    return decision(Choice.CHANGE, changed_to=to, **more)


@pytest.mark.parametrize("to", [LineKind.NOT_ADVISED, LineKind.NOT_AVAILABLE])
def test_a_persons_own_choice_is_not_filed_as_a_clinical_or_a_service_reason(to: LineKind) -> None:
    with pytest.raises(NotAllowed, match="participant's own choice"):
        check(line(kind=LineKind.NOT_WANTED), changed(to))
    chosen = changed(LineKind.NOT_WANTED, again=on("2027-01"), discussed_words="Not now.")
    with pytest.raises(NotAllowed, match="participant's own choice"):
        check(line(kind=LineKind.START, decision=chosen), changed(to))
    check(line(kind=LineKind.NOT_WANTED), changed(LineKind.START))
    check(line(kind=LineKind.START), changed(to))


def test_nothing_is_resumed_where_no_work_is() -> None:
    with pytest.raises(NotAllowed, match="no work on this line to resume"):
        check(line(kind=LineKind.NOT_WANTED), changed(LineKind.RESUME))
    check(line(kind=LineKind.NOT_WANTED, work=("1",)), changed(LineKind.RESUME))


@pytest.mark.parametrize("reason", ["Go on at session 7.", "He begins with Module two.", "From the 3rd session."])
@pytest.mark.parametrize("to", [LineKind.START, LineKind.RESUME])
def test_trauma_work_is_taken_up_at_no_session(reason: str, to: LineKind) -> None:
    asked = line(kind=LineKind.ASK_FIRST, work=("1",))
    with pytest.raises(NotAllowed, match="the participant chooses whether and when"):
        check(asked, changed(to, reason=reason), sensitive=True)
    check(asked, changed(to, reason=reason))
    check(asked, changed(to, reason="He asked for the sessions to go on."), sensitive=True)


@pytest.mark.parametrize(
    ("again", "wrong"),
    [
        ("2026-11-01", "in the past"),
        ("2026-10", "in the past"),
        ("2031-11-03", "more than 5 years"),
        ("2032", "more than 5 years"),
        ("2026-11-02", None),
        ("2026-11", None),
        ("2031-11-02", None),
    ],
)
def test_a_line_is_come_back_to_from_today_and_within_five_years(again: str, wrong: str | None) -> None:
    put_off = decision(Choice.DEFER, again=on(again))
    if wrong is None:
        check(line(), put_off)
        return
    with pytest.raises(InvalidValue, match=wrong):
        check(line(), put_off)


def test_five_years_are_counted_from_a_leap_day_too() -> None:
    check(line(), decision(Choice.DEFER, again=on("2033-02-28")), today=date(2028, 2, 29))
    with pytest.raises(ThroughcareError):
        check(line(), decision(Choice.DEFER, again=on("2033-03-01")), today=date(2028, 2, 29))


def test_beside_every_end_rule_somebody_wrote_stands_that_silence_decides_nothing() -> None:
    written = silence_decides_nothing("If nobody replies he starts it again")
    assert written == f"If nobody replies he starts it again. {SILENCE}"
    assert silence_decides_nothing(written) == written
    assert silence_decides_nothing("I decide.") == f"I decide. {SILENCE}"


def test_what_was_decided_elsewhere_is_read_as_it_was_decided() -> None:
    old = changed(LineKind.NOT_ADVISED, discussed=Discussed.AGREES)
    assert line(kind=LineKind.NOT_WANTED, decision=old).stands_as is LineKind.NOT_ADVISED


@pytest.mark.parametrize("reason", [".", "x", "ok", "- -", "1234", "a b c d"])
def test_a_reason_says_something(reason: str) -> None:
    with pytest.raises(InvalidValue, match="says nothing"):
        check(line(), decision(reason=reason))
    not_yet = decision(discussed=Discussed.NOT_YET, discussed_words=reason)
    with pytest.raises(InvalidValue, match="Why it was not discussed yet says nothing"):
        check(line(), not_yet)
    # Their own words are theirs, however few.
    check(line(), decision(discussed=Discussed.AGREES, discussed_words="x"))
    check(line(), decision(reason="later"))
    check(line(), decision(reason="本人の希望"))
