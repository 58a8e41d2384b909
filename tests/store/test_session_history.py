"""Every version of a past session comes back, and an observation never reaches the record that travels."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from registry.domain.errors import NotAllowed
from registry.domain.group import Membership
from registry.domain.reasons import AbsenceReason
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.store.unit_of_work import UnitOfWork
from registry.structure import to_plain
from tests.store import rows

Uow = Callable[[], UnitOfWork]
WORK = replace(rows.INTERVENTION, sessions=(), goals=(), products=())
MEETING = ScheduledSession(
    id=rows.urn(45), on=rows.on("2025-03-01"), kind=SessionKind.GROUP, minutes=90, group_id=rows.GROUP.id
)
RECORD = SessionRecord(id=MEETING.id, on=MEETING.on, kind=MEETING.kind, attended=Attended.FULL, minutes=90)


def _entered(uow: UnitOfWork) -> None:
    uow.participants.add(rows.PARTICIPANT)
    uow.interventions.add(WORK)
    uow.groups.add(rows.GROUP)
    uow.sessions.register(MEETING, {WORK.id: RECORD}, {WORK.id: "Led the check-in."})


def test_versions_with_reason_and_observation(writing: Uow) -> None:
    with writing() as uow:
        _entered(uow)
        absent = replace(RECORD, attended=Attended.NO, minutes=None, absence=AbsenceReason.COURT)
        uow.sessions.amend(WORK.id, absent, because="Wrong line.")
        uow.sessions.amend(WORK.id, absent, because="Not his words.", observation="")
        versions = uow.session_history.attendances(MEETING.id)
        assert [(one.version, one.record, one.observation, one.because) for one in versions] == [
            (3, absent, None, "Not his words."),
            (2, absent, "Led the check-in.", "Wrong line."),
            (1, RECORD, "Led the check-in.", None),
        ]
        assert uow.session_history.of_intervention(WORK.id) == versions
        assert uow.sessions.observations(MEETING.id) == {}


def test_versions_of_a_meeting(writing: Uow) -> None:
    with writing() as uow:
        _entered(uow)
        moved = replace(MEETING, on=rows.on("2025-03-02"), minutes=60)
        uow.sessions.amend_meeting(moved, because="It was the Sunday.")
        uow.sessions.amend_meeting(moved)
        versions = uow.session_history.meeting(MEETING.id)
        assert [(one.session, one.because) for one in versions] == [(moved, "It was the Sunday."), (MEETING, None)]
        assert uow.session_history.amended_meetings(WORK.id) == versions
        assert uow.session_history.meeting(rows.urn(999)) == ()
        assert uow.sessions.of_group(rows.GROUP.id, on=moved.on) == (moved,)
        assert uow.sessions.of_group(rows.GROUP.id, on=MEETING.on) == ()


def test_an_observation_never_travels(writing: Uow) -> None:
    with writing() as uow:
        _entered(uow)
        assert "check-in" not in repr(uow.interventions.get(WORK.id))
        assert "observation" not in to_plain(uow.interventions.get(WORK.id).sessions[0])
        assert uow.sessions.observations(MEETING.id) == {WORK.id: "Led the check-in."}


def test_a_session_whose_only_attendance_is_withdrawn_is_no_session_of_the_group(writing: Uow) -> None:
    with writing() as uow:
        _entered(uow)
        uow.sessions.mark_in_error(MEETING.id, WORK.id, "another group")
        assert uow.sessions.of_group(rows.GROUP.id) == ()
        assert uow.session_history.attendances(MEETING.id)[0].entered_in_error == "another group"


def test_groups_by_name_and_their_members(writing: Uow) -> None:
    with writing() as uow:
        _entered(uow)
        ended = replace(rows.GROUP, id=rows.urn(501), ended=rows.on("2025-06-01"))
        uow.groups.add(ended)
        assert uow.groups.named("WEDNESDAY GROUP, zurawia ward") == (rows.GROUP,)
        assert set(uow.groups.all()) == {rows.GROUP, ended}
        one = Membership(id=rows.urn(510), group_id=rows.GROUP.id, intervention_id=WORK.id, since=rows.on("2025-01-08"))
        uow.memberships.add(one)
        left = replace(one, until=rows.on("2025-02-01"))
        uow.memberships.save(left)
        assert uow.memberships.of_group(rows.GROUP.id) == (left,)
        assert uow.memberships.former(one.id) == (one,)
        with pytest.raises(NotAllowed, match="not recorded here"):
            uow.memberships.add(replace(one, id=rows.urn(511), group_id=rows.urn(999)))
