"""Interventions with their sessions and parts: whole on the way out, joined to one meeting on the way in."""

import string
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from registry.domain.catalogue import programme_of
from registry.domain.closure import YesNoNotAsked
from registry.domain.entry import CourseEnd, DoseCount, OutcomeCount
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention, State
from registry.domain.product import Progress
from registry.domain.reasons import AbsenceReason
from registry.domain.repeat import Repeat, RepeatReason
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows
from tests.sweeps import share_of

Uow = Callable[[], UnitOfWork]
OWNER = rows.PARTICIPANT.id

_prose = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]) | st.just("\n"), min_size=1).map(
    lambda text: unicodedata.normalize("NFC", f"a{text}z")
)


@st.composite
def _sessions(draw: st.DrawFn) -> tuple[SessionRecord, ...]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        attended = draw(st.sampled_from(Attended))
        received = attended in (Attended.FULL, Attended.PART)
        absence = AbsenceReason.UNWELL if attended is Attended.NO else None
        found.append(
            SessionRecord(
                id=rows.urn(10_000 + number),
                on=rows.on(draw(st.sampled_from(["2025-01-02", "2025-01", "2024"]))),
                kind=draw(st.sampled_from(SessionKind)),
                module=draw(st.none() | st.text(string.ascii_letters, min_size=1, max_size=5)),
                number=draw(st.none() | st.integers(1, 999)),
                attended=attended,
                minutes=draw(st.none() | st.integers(0, 480)) if received else None,
                absence=absence,
                catch_up=draw(st.booleans()),
            )
        )
    return tuple(found)


@settings(max_examples=share_of(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=_sessions(), goals=st.lists(_prose, max_size=4), learnt=st.lists(_prose, max_size=4))
def test_any_intervention_comes_back(
    engine: Engine, sessions: tuple[SessionRecord, ...], goals: list[str], learnt: list[str]
) -> None:
    given_one = replace(
        rows.INTERVENTION,
        sessions=sessions,
        goals=tuple(
            Goal(id=rows.urn(20_000 + place), text=text, set_on=rows.on("2025"))
            for place, text in enumerate(_normal(goals))
        ),
        progress=tuple(Progress(need="violence", on=rows.on("2025"), by="A", learnt=text) for text in learnt),
    )
    with UnitOfWork(engine, now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id) as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.interventions.add(given_one)
        assert uow.interventions.get(given_one.id) == given_one
        assert uow.interventions.of(OWNER) == (given_one,)


def _normal(texts: list[str]) -> list[str]:
    return [unicodedata.normalize("NFC", text) for text in texts]


def _entered(uow: UnitOfWork, *interventions: Intervention) -> None:
    uow.participants.add(rows.PARTICIPANT)
    uow.interventions.add_all(interventions)


def test_saving_adds_and_changes_parts(writing: Uow) -> None:
    goal = replace(rows.GOAL, reviews=())
    changed = replace(
        rows.INTERVENTION,
        goals=(goal, replace(goal, id=rows.urn(53), text="Tell someone.")),
        progress=(rows.PROGRESS, replace(rows.PROGRESS, learnt="names five")),
        products=(replace(rows.PRODUCT, title="Formulation, second version"),),
        sessions=(
            replace(rows.SESSIONS[0], minutes=85),
            *rows.SESSIONS[1:],
            SessionRecord(id=rows.urn(44), on=rows.on("2025-02-15"), kind=SessionKind.GROUP, attended=Attended.FULL),
        ),
    )
    with writing() as uow:
        _entered(uow, rows.INTERVENTION)
        version = uow.interventions.save(changed, version=1)
        assert version > 1
        assert uow.interventions.get(changed.id) == changed
        assert uow.interventions.save(changed, version=version) == version
        with pytest.raises(NotAllowed, match="changed meanwhile"):
            uow.interventions.save(rows.INTERVENTION, version=1)


@pytest.mark.parametrize("member", ["sessions", "goals", "progress", "products"])
def test_a_recorded_part_cannot_be_left_out(member: str, writing: Uow) -> None:
    with writing() as uow:
        _entered(uow, rows.INTERVENTION)
        with pytest.raises(NotAllowed, match=f"recorded {member}"):
            uow.interventions.save(replace(rows.INTERVENTION, **{member: ()}))  # type: ignore[arg-type]


def test_running_and_closed(writing: Uow) -> None:
    with writing() as uow:
        _entered(uow, rows.INTERVENTION, rows.ANOTHER)
        assert uow.interventions.of(OWNER) == (rows.ANOTHER, rows.INTERVENTION)
        assert uow.interventions.running(OWNER) == (rows.INTERVENTION,)
        assert uow.intervention_counts.outcomes() == (OutcomeCount(programme_id="TSP", outcome="completed", count=1),)
        uow.interventions.mark_in_error(rows.ANOTHER.id, "of another participant")
        assert uow.intervention_counts.outcomes() == ()
        with pytest.raises(NotFound):
            uow.interventions.get(rows.urn(998))


def _group(uow: UnitOfWork) -> tuple[ScheduledSession, dict[str, SessionRecord]]:
    """Two courses on one edition, and a meeting of both."""
    courses = [replace(rows.INTERVENTION, id=rows.urn(n), sessions=(), goals=(), products=()) for n in (61, 62)]
    _entered(uow, *courses)
    uow.groups.add(rows.GROUP)
    session = ScheduledSession(
        id=rows.urn(45),
        edition_id="KAIZEN-GV/2017",
        on=rows.on("2025-03-01"),
        kind=SessionKind.GROUP,
        module="M2",
        number=1,
        minutes=120,
        group_id=rows.GROUP.id,
    )
    record = SessionRecord(
        id=session.id, on=session.on, kind=session.kind, module="M2", number=1, attended=Attended.FULL, minutes=110
    )
    absent = replace(record, attended=Attended.NO, minutes=None, absence=AbsenceReason.COURT)
    return session, {courses[0].id: record, courses[1].id: absent}


def test_a_group_session_is_one_meeting(writing: Uow) -> None:
    with writing() as uow:
        session, records = _group(uow)
        uow.sessions.register(session, records)
        assert uow.sessions.get(session.id) == session
        assert uow.sessions.attendances(session.id) == records
        for course, record in records.items():
            assert uow.interventions.get(course).sessions == (record,)
            assert uow.interventions.version(course) == 2
        assert uow.sessions.doses() == (
            DoseCount(edition_id="KAIZEN-GV/2017", attended="full", count=1, minutes=110),
            DoseCount(edition_id="KAIZEN-GV/2017", attended="no", count=1, minutes=0),
        )
        with pytest.raises(NotAllowed, match="recorded already"):
            uow.sessions.register(session, records)
        with pytest.raises(NotAllowed, match="and otherwise"):
            uow.sessions.register(replace(session, minutes=60), {})
        with pytest.raises(NotFound):
            uow.sessions.get(rows.urn(997))


def test_a_record_of_another_meeting_is_refused(writing: Uow) -> None:
    with writing() as uow:
        session, records = _group(uow)
        one, record = next(iter(records.items()))
        with pytest.raises(NotAllowed, match="another session"):
            uow.sessions.register(session, {one: replace(record, on=rows.on("2025-03-02"))})


def test_amending_an_attendance(writing: Uow) -> None:
    with writing() as uow:
        session, records = _group(uow)
        uow.sessions.register(session, records)
        one, record = next(iter(records.items()))
        corrected = replace(record, attended=Attended.PART, minutes=30, absence=AbsenceReason.UNWELL)
        uow.sessions.amend(one, corrected)
        assert uow.interventions.get(one).sessions == (corrected,)
        moved = replace(corrected, on=rows.on("2025-03-02"))
        with pytest.raises(NotAllowed, match="another session"):
            uow.sessions.amend(one, moved)
        other = next(key for key in records if key != one)
        uow.sessions.mark_in_error(session.id, other, "was not in this group")
        assert uow.interventions.get(other).sessions == ()
        uow.sessions.amend(one, moved)
        assert uow.sessions.get(session.id).on == rows.on("2025-03-02")
        assert uow.interventions.get(one).sessions == (moved,)
        with pytest.raises(NotFound):
            uow.sessions.amend(other, moved)


@pytest.mark.parametrize("wrong", [{"number": 0}, {"minutes": 0}, {"module": "Ä"}, {"group_id": "x"}, {"id": "x"}])
def test_a_session_that_cannot_be(wrong: dict[str, object]) -> None:
    members: dict[str, object] = {"id": rows.urn(1), "on": rows.on("2025"), "kind": SessionKind.GROUP, **wrong}
    with pytest.raises(InvalidValue):
        ScheduledSession(**members)  # type: ignore[arg-type]


def test_all_of_an_establishment_come_back_whole_a_part_of_them_at_once(
    writing: Uow, reading: Uow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.store.interventions._AT_ONCE", 2)
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.interventions.add_all(
            replace(
                rows.INTERVENTION,
                id=rows.urn(40_000 + number),
                sessions=(replace(rows.INTERVENTION.sessions[0], id=rows.urn(41_000 + number)),),
                care_package=(),
                goals=(),
                products=(),
            )
            for number in range(5)
        )
        uow.commit()
    with writing() as uow:
        uow.interventions.mark_in_error(rows.urn(40_003), "another person's")
        uow.commit()
    with reading() as uow:
        found = tuple(one for some in uow.interventions.parts_of(rows.UNIT.id) for one in some)
        assert [one.id for one in found] == [rows.urn(40_000 + number) for number in (0, 1, 2, 4)]
        assert [uow.interventions.get(one.id) for one in found] == list(found)
        assert [len(one.sessions) for one in found] == [1, 1, 1, 1]
        assert list(uow.interventions.parts_of(rows.urn(49_999))) == []
        assert list(uow.interventions.parts_of(rows.UNIT.id, [rows.urn(49_999)])) == []
        theirs = uow.interventions.parts_of(rows.UNIT.id, [rows.PARTICIPANT.id])
        assert tuple(one for some in theirs for one in some) == found


def test_what_is_counted_is_what_a_recount_of_whole_records_finds(writing: Uow, reading: Uow) -> None:
    """Closed, amended, done again, entered in error: the columns that are counted follow the record."""
    again = Repeat(
        reason=RepeatReason.LONG_AGO, words="The need is another one.", by=rows.CLINICIAN, on=rows.on("2025-01-02"),
        of=(rows.urn(1),),
    )  # fmt: skip
    closed = rows.ANOTHER
    assert closed.closure is not None
    kinds = (
        closed,
        replace(closed, closure=replace(closed.closure, helped=YesNoNotAsked.YES)),
        replace(closed, closure=None, state=State.REFERRED, moves=(), repeat=again),
        replace(closed, repeat=again),
        replace(closed, closure=None, state=State.REFERRED, moves=()),
    )
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.interventions.add_all(
            replace(one, id=rows.urn(42_000 + number)) for number, one in enumerate((*kinds, *kinds))
        )
        uow.commit()
    with writing() as uow:
        uow.interventions.mark_in_error(rows.urn(42_000), "another person's")
        uow.interventions.save(
            replace(kinds[1], id=rows.urn(42_001), closure=replace(closed.closure, treated_fairly=YesNoNotAsked.NO))
        )
        uow.commit()
    with reading() as uow:
        whole = uow.interventions.of(rows.PARTICIPANT.id)
        found = Counter(uow.interventions.ends())
        assert found == Counter(
            CourseEnd(
                participant_id=one.participant_id,
                programme_id=programme_of(one.edition_id) if one.edition_id else None,
                answers=one.closure.answers if one.closure else None,
                done_again=one.repeat.reason if one.repeat else None,
            )
            for one in whole
            if one.closure or one.repeat
        )
        assert found.total() == 7
        assert [who for who, *_ in uow.participants.traits()] == [rows.PARTICIPANT.id]
