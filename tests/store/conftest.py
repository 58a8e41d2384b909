"""A real database for each test, copied from one that was upgraded once: an encrypted file, and one on a server."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from registry.store.engine import create_database, open_engine
from registry.store.migrations import upgrade
from registry.store.server_store import ServerStore
from registry.store.unit_of_work import UnitOfWork
from tests.postgres import empty, needs_server, shared_database
from tests.store import rows

KEY = bytes(range(32))
FILE_ONLY = pytest.mark.parametrize("engine", ["file"], indirect=True)
"""For a test of what is the file's own; the server's is in test_server.py."""
ENGINES = ["file", pytest.param("server", marks=needs_server)]


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("upgraded") / "registry.db"
    create_database(path)
    engine = open_engine(path, KEY)
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def file_engine(upgraded: Path, tmp_path: Path) -> Iterator[Engine]:
    """The file only, for what is the file's own."""
    shutil.copy2(upgraded, tmp_path / "registry.db")
    engine = open_engine(tmp_path / "registry.db", KEY)
    yield engine
    engine.dispose()


@pytest.fixture
def server_engine() -> Iterator[Engine]:
    """The server only, in the program's role, for one establishment."""
    made = shared_database()
    empty(made)
    store = ServerStore.connect(made.program)
    store.keep_within((rows.UNIT.id,))
    yield store.engine
    store.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each kind in turn: what a unit of work promises is the same on both."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


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
