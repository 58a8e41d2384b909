"""Entries made in error: out of every list and every sum, kept in their place, read back with reason and trace."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from registry.domain.corrections import EntryKind, Move
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.participant import PersonName
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

Uow = Callable[[], UnitOfWork]
WHO, WORK = rows.PARTICIPANT.id, rows.INTERVENTION.id
OTHER = replace(
    rows.PARTICIPANT,
    id=rows.urn(11),
    name=PersonName(family="Reid", given="Ann"),
    nhs_number=None,
    no_nhs_number_because="not traced",
    prison_number=None,
    local_number=None,
)


def _enter(uow: UnitOfWork) -> None:
    uow.participants.add_all([rows.PARTICIPANT, OTHER])
    uow.interventions.add(rows.INTERVENTION)


@pytest.mark.parametrize(
    ("kind", "member"),
    [
        (EntryKind.TARGET_OUTCOME, "care_package"),
        (EntryKind.GOAL, "goals"),
        (EntryKind.PROGRESS, "progress"),
        (EntryKind.PRODUCT, "products"),
    ],
)
def test_a_struck_part_leaves_the_intervention_and_keeps_its_place(kind: EntryKind, member: str, writing: Uow) -> None:
    with writing() as uow:
        _enter(uow)
        (part_id,) = uow.interventions.part_ids(WORK, member)
        version = uow.interventions.version(WORK)
        uow.interventions.mark_part_in_error(WORK, member, part_id, "another man's")
        assert uow.interventions.version(WORK) > version
        left = uow.interventions.get(WORK)
        assert left == replace(rows.INTERVENTION, **{member: ()})  # type: ignore[arg-type]
        (struck,) = uow.corrections.of(WHO).struck
        assert (struck.kind, struck.id, struck.reason) == (kind, f"{WORK}/{part_id}", "another man's")
        assert (struck.at, struck.by) == (rows.NOW, rows.CLINICIAN.id)
        with pytest.raises(NotFound):
            uow.interventions.mark_part_in_error(WORK, member, part_id, "again")
        uow.interventions.save(replace(left, recommended="go on"))
        assert len(uow.corrections.of(WHO).struck) == 1


def test_progress_that_follows_a_struck_one_has_a_place_of_its_own(writing: Uow) -> None:
    second, third = (replace(rows.PROGRESS, learnt=text) for text in ("names five", "asks early"))
    with writing() as uow:
        _enter(uow)
        uow.interventions.save(replace(rows.INTERVENTION, progress=(rows.PROGRESS, second)))
        uow.interventions.mark_part_in_error(WORK, "progress", "0", "typed twice")
        left = uow.interventions.get(WORK)
        assert left.progress == (second,)
        uow.interventions.save(replace(left, progress=(second, third)))
        assert uow.interventions.get(WORK).progress == (second, third)
        assert uow.interventions.part_ids(WORK, "progress") == ("1", "2")


def test_attendances_of_a_struck_intervention_are_not_counted(writing: Uow) -> None:
    with writing() as uow:
        _enter(uow)
        assert sum(one.count for one in uow.sessions.doses()) == len(rows.SESSIONS)
        uow.sessions.mark_in_error(rows.SESSIONS[0].id, WORK, "at court")
        assert sum(one.count for one in uow.sessions.doses()) == len(rows.SESSIONS) - 1
        uow.interventions.mark_in_error(WORK, "another man's")
        assert uow.sessions.doses() == ()
        assert {one.kind for one in uow.corrections.of(WHO).struck} == {EntryKind.SESSION, EntryKind.INTERVENTION}


def test_a_move_is_seen_from_both_sides_and_kept_once(writing: Uow) -> None:
    move = Move(
        kind=EntryKind.NEED,
        record_id=rows.NEED.id,
        participant_id=WHO,
        to_participant_id=OTHER.id,
        new_id=rows.urn(31),
        said="need",
        at=rows.NOW,
        by=rows.CLINICIAN.id,
    )
    with writing() as uow:
        _enter(uow)
        uow.needs.add(rows.NEED)
        uow.needs.mark_in_error(rows.NEED.id, "Ann's")
        uow.corrections.keep_move(move)
        (struck,) = uow.corrections.of(WHO).struck
        assert struck.moved == move
        assert uow.corrections.of(WHO).moved_here == ()
        assert uow.corrections.of(OTHER.id).moved_here == (move,)
        with pytest.raises(NotAllowed, match="recorded already"):
            uow.corrections.keep_move(move)
