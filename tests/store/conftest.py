"""A real encrypted database for each test, copied from one that was upgraded once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from registry.store.engine import create_database, open_engine
from registry.store.migrations import upgrade
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("upgraded") / "registry.db"
    create_database(path)
    engine = open_engine(path, KEY)
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(upgraded: Path, tmp_path: Path) -> Iterator[Engine]:
    shutil.copy2(upgraded, tmp_path / "registry.db")
    engine = open_engine(tmp_path / "registry.db", KEY)
    yield engine
    engine.dispose()


@pytest.fixture
def writing(engine: Engine) -> Callable[[], UnitOfWork]:
    return lambda: UnitOfWork(engine, now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id)


@pytest.fixture
def reading(engine: Engine) -> Callable[[], UnitOfWork]:
    return lambda: UnitOfWork.reading(engine)


@pytest.fixture
def entered(writing: Callable[[], UnitOfWork]) -> None:
    """One participant, committed."""
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.commit()
