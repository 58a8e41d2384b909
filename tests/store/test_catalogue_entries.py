"""A programme is kept once, never changed, and read as it stood by the work that is pinned to it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from registry.domain.catalogue import CourseForm, Kind, Programme
from registry.domain.edition import Edition, Module
from registry.domain.errors import NotAllowed
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows
from tests.store.conftest import FILE_ONLY

Uow = Callable[[], UnitOfWork]

EDITION = "KAIZEN-GV/2017"
KAIZEN = Programme(
    id="KAIZEN-GV",
    title="Kaizen",
    activity="Group work",
    owner="HMPPS",
    kind=Kind.TREATMENT,
    form=CourseForm.PROGRAMME,
    editions=(Edition(id=EDITION, modules=(Module(id="m1", title="One"),)),),
)
LATER = replace(KAIZEN, editions=(Edition(id=EDITION), Edition(id="KAIZEN-GV/2027")))


@pytest.fixture
def work(entered: None, writing: Uow) -> str:
    with writing() as uow:
        uow.interventions.add(rows.INTERVENTION)
        uow.commit()
    return rows.INTERVENTION.id


def test_work_is_read_by_what_it_was_pinned_to(work: str, writing: Uow, reading: Uow) -> None:
    with writing() as uow:
        assert uow.catalogue_entries.pinned(work, EDITION) is None
        uow.catalogue_entries.pin(work, EDITION, KAIZEN, "2026.11")
        assert uow.catalogue_entries.keep(LATER, "2027.1") != uow.catalogue_entries.keep(KAIZEN, "2027.1")
        uow.commit()
    with reading() as uow:
        assert uow.catalogue_entries.pinned(work, EDITION) == KAIZEN
        assert uow.catalogue_entries.pinned(work, "KAIZEN-GV/2027") is None
        former = uow.catalogue_entries.former()
        assert set(former) == {EDITION, "KAIZEN-GV/2027"}
        assert len(former) == 2
        assert former["KAIZEN-GV/2027"] == LATER
        assert uow.intervention_counts.works_on() == {"KAIZEN-GV": 1}
        with pytest.raises(NotAllowed, match="only reads"):
            uow.catalogue_entries.keep(replace(KAIZEN, title="Another"), "2026.11")


def test_the_last_pin_counts_and_the_first_stays(work: str, writing: Uow, engine: Engine) -> None:
    with writing() as uow:
        uow.catalogue_entries.pin(work, EDITION, KAIZEN, "2026.11")
        uow.catalogue_entries.pin(work, "KAIZEN-GV/2027", LATER, "2027.1")
        uow.commit()
    with writing() as uow:
        assert uow.catalogue_entries.pinned(work, "KAIZEN-GV/2027") == LATER
        assert uow.catalogue_entries.pinned(work, EDITION) is None
    with engine.connect() as db:
        pins = db.execute(text("SELECT number, edition_id, pinned_by FROM edition_pins ORDER BY number")).all()
    assert [tuple(one) for one in pins] == [(1, EDITION, rows.CLINICIAN.id), (2, "KAIZEN-GV/2027", rows.CLINICIAN.id)]


def test_moved_work_keeps_its_wording(work: str, writing: Uow) -> None:
    with writing() as uow:
        uow.catalogue_entries.pin_alike(rows.ANOTHER.id, work)
        assert uow.catalogue_entries.pinned(rows.ANOTHER.id, EDITION) is None, "there was nothing to copy"
        uow.interventions.add(rows.ANOTHER)
        uow.catalogue_entries.pin(work, EDITION, KAIZEN, "2026.11")
        uow.catalogue_entries.pin_alike(rows.ANOTHER.id, work)
        assert uow.catalogue_entries.pinned(rows.ANOTHER.id, EDITION) == KAIZEN


@FILE_ONLY
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE catalogue_entries SET body = '{}'",
        "DELETE FROM catalogue_entries",
        "INSERT OR REPLACE INTO catalogue_entries SELECT * FROM catalogue_entries",
        "UPDATE edition_pins SET edition_id = 'X/1'",
        "DELETE FROM edition_pins",
    ],
)
def test_nothing_kept_is_ever_changed(act: str, work: str, writing: Uow, engine: Engine) -> None:
    with writing() as uow:
        uow.catalogue_entries.pin(work, EDITION, KAIZEN, "2026.11")
        uow.commit()
    with engine.begin() as db, pytest.raises(IntegrityError, match="never changed or removed"):
        db.execute(text(act))
