"""Staff over time, and who was in the room."""

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.staffing import Assignment, InTheRoom, StaffRole
from tests.domain.build import intervention, on, person, session


def lead(name: str, until: str | None = None) -> Assignment:
    ends = on(until) if until else None
    return Assignment(person=person(name), role=StaffRole.THERAPIST, lead=True, since=on("2025-01"), until=ends)


def test_one_leads_at_a_time_and_a_former_lead_stays_in_sight() -> None:
    changed = intervention(staff=(lead("Ann Lowe", "2025-03"), lead("Bo Marsh")))
    assert [one.words for one in changed.staff] == [
        "Ann Lowe, psychologist (therapist, lead) from January 2025 to March 2025",
        "Bo Marsh, psychologist (therapist, lead) from January 2025",
    ]
    with pytest.raises(InvalidValue, match="Ann Lowe, Bo Marsh"):
        intervention(staff=(lead("Ann Lowe"), lead("Bo Marsh")))


def test_only_a_therapist_leads() -> None:
    with pytest.raises(InvalidValue, match="supervisor does not lead"):
        Assignment(person=person(), role=StaffRole.SUPERVISOR, lead=True)


def test_nobody_is_in_the_room_twice() -> None:
    ann = InTheRoom(name="Ann Lowe", profession="nurse", role=StaffRole.THERAPIST)
    twin = InTheRoom(name="Ann Lowe", profession="nurse", role=StaffRole.SUPERVISOR)
    with pytest.raises(InvalidValue, match="twice"):
        session("one", staff=(ann, twin))
