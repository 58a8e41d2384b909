"""A session as one participant lived it, and the judgement on a module."""

from typing import Any

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.reasons import AbsenceReason, Cause
from registry.domain.received import refuse_no_minutes
from registry.domain.session import Attended, ModuleMark, ModuleStanding
from tests.domain.build import on, session


def test_an_absence_needs_a_reason_even_if_nobody_knows_it() -> None:
    with pytest.raises(InvalidValue):
        session(1, Attended.NO, absence=None)
    assert session(1, Attended.NO, absence=AbsenceReason.NOT_KNOWN).cause is Cause.NOT_KNOWN


@pytest.mark.parametrize("attended", [Attended.FULL, Attended.UNMARKED])
def test_full_and_unmarked_attendance_have_no_reason_for_absence(attended: Attended) -> None:
    assert session(1, attended).cause is None
    with pytest.raises(InvalidValue):
        session(1, attended, absence=AbsenceReason.UNWELL)


def test_unmarked_is_the_services_gap_and_says_so() -> None:
    assert Attended.UNMARKED.value == "not-recorded-by-the-service"


def test_leaving_early_may_have_a_reason() -> None:
    assert session(1, Attended.PART, absence=AbsenceReason.NO_ESCORT, minutes=20).cause is Cause.SERVICE
    assert session(1, Attended.PART).cause is None


@pytest.mark.parametrize("attended", [Attended.NO, Attended.UNMARKED])
def test_minutes_are_those_received(attended: Attended) -> None:
    assert session(1, Attended.FULL, minutes=0).minutes == 0
    with pytest.raises(InvalidValue):
        session(1, attended, minutes=30)


@pytest.mark.parametrize("attended", [Attended.FULL, Attended.PART])
def test_nobody_who_is_written_down_here_attends_for_no_minutes(attended: Attended) -> None:
    with pytest.raises(InvalidValue, match=r"^Nobody attends for no minutes\. Leave"):
        refuse_no_minutes(attended, 0)
    with pytest.raises(InvalidValue, match=r"^Nobody attends for no minutes: Sam Abara\. Leave"):
        refuse_no_minutes(attended, 0, "Sam Abara")
    refuse_no_minutes(attended, None)
    refuse_no_minutes(attended, 1)
    refuse_no_minutes(Attended.NO, 0)


@pytest.mark.parametrize(
    "change", [{"minutes": -1}, {"minutes": 481}, {"number": 0}, {"number": 1000}, {"module": "a b"}, {"id": "1"}]
)
def test_impossible_sessions(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        session(1, **change)


def test_engagement_is_not_in_the_register() -> None:
    assert not any("engage" in name for name in session(1).__dataclass_fields__)


@pytest.mark.parametrize("reason", [None, "", "  ", "\x00"])
def test_a_module_is_waived_only_with_a_reason(reason: str | None) -> None:
    with pytest.raises(InvalidValue):
        ModuleMark(module="one", standing=ModuleStanding.WAIVED, on=on("2025"), by="Dr Ewa Nkosi", reason=reason)


def test_a_judgement_on_a_module_has_a_judge() -> None:
    assert ModuleMark(module="one", standing=ModuleStanding.DONE, on=on("2025"), by="Dr Ewa Nkosi").reason is None
    with pytest.raises(InvalidValue):
        ModuleMark(module="one", standing=ModuleStanding.DONE, on=on("2025"), by="")
