"""Rows that are kept back and entered together: the same rows, seen by whoever asks, told in the audit alike."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from registry.domain.errors import NotAllowed
from registry.domain.written import marking_key, name_mark, state_mark
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

Uow = Callable[[], UnitOfWork]
LOG_KEY = bytes(32)


def _enter(uow: UnitOfWork) -> None:
    uow.participants.add(rows.PARTICIPANT)
    uow.participants.add(replace(rows.PARTICIPANT, id=rows.urn(99), nhs_number=None, no_nhs_number_because="not known"))
    # A course hangs on a participant and its sessions on the course: entered in that order, whatever came first.
    uow.interventions.add(rows.INTERVENTION)
    uow.placements.add(rows.PLACEMENT)


def test_gathered_rows_are_those_entered_one_by_one(writing: Uow, reading: Uow) -> None:
    key = marking_key(LOG_KEY)
    with writing() as uow, uow.gathering():
        _enter(uow)
        noted = {name_mark(key, name): state_mark(key, state) for name, state in uow._writer.written.rows.items()}
    with reading() as uow:
        assert uow.participants.all() == (), "left without a commit, nothing stays"
    with writing() as uow:
        with uow.gathering():
            _enter(uow)
        uow.commit()
    with reading() as uow:
        assert {one.name: one.state for one in uow.kept_records.all(LOG_KEY)} == noted
        assert uow.interventions.get(rows.INTERVENTION.id) == rows.INTERVENTION
        assert [one.id for one in uow.participants.find("kis").items] == sorted((rows.PARTICIPANT.id, rows.urn(99)))


def test_who_asks_sees_what_is_gathered(writing: Uow) -> None:
    with writing() as uow, uow.gathering():
        uow.participants.add(rows.PARTICIPANT)
        assert uow.participants.get(rows.PARTICIPANT.id) == rows.PARTICIPANT
        uow.participants.mark_in_error(rows.PARTICIPANT.id, "somebody else's name")
        assert uow.participants.all() == ()


def test_a_broken_constraint_is_told_at_the_end(writing: Uow, reading: Uow) -> None:
    def twice() -> None:
        with writing() as uow:
            with uow.gathering():
                uow.participants.add(rows.PARTICIPANT)
                uow.participants.add(rows.PARTICIPANT)
            uow.commit()

    with pytest.raises(NotAllowed, match="recorded already"):
        twice()
    with reading() as uow:
        assert uow.participants.all() == ()
        with pytest.raises(NotAllowed, match="only reads"):
            uow.gathering()
