"""The way to today's tables: from nothing, again, with rows in them, and never at the price of a row."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from registry.domain.errors import StorageFailed
from registry.store.base import DERIVED
from registry.store.engine import create_database, open_engine
from registry.store.migrations import NEWEST, STEPS, needs_upgrade, upgrade
from registry.store.tables import METADATA
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows
from tests.store.conftest import FILE_ONLY

KEY = bytes(range(32))
# What is drawn from records is drawn anew; Alembic keeps its own.
_REMADE = {*DERIVED, "alembic_version"}


def test_an_empty_database_gets_every_table(tmp_path: Path) -> None:
    create_database(tmp_path / "new.db")
    engine = open_engine(tmp_path / "new.db", KEY)
    assert needs_upgrade(engine)
    upgrade(engine)
    assert not needs_upgrade(engine)
    assert set(inspect(engine).get_table_names()) == {*METADATA.tables, "alembic_version"}
    engine.dispose()


def test_the_steps_end_at_the_tables(engine: Engine) -> None:
    with engine.connect() as db:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(db, opts=options), METADATA) == []
    assert ScriptDirectory(str(STEPS)).get_current_head() == NEWEST


def test_every_constraint_has_a_name(engine: Engine) -> None:
    seen = inspect(engine)
    for name in METADATA.tables:
        assert seen.get_pk_constraint(name)["name"]
        for foreign in seen.get_foreign_keys(name):
            assert foreign["name"]
            assert not foreign["options"], "no ON DELETE anywhere"


@FILE_ONLY
def test_upgrading_again_changes_nothing(engine: Engine, entered: None) -> None:
    before = _everything(engine)
    upgrade(engine)
    upgrade(engine)
    assert _everything(engine) == before


def test_foreign_keys_are_on_again_afterwards(tmp_path: Path) -> None:
    create_database(tmp_path / "new.db")
    engine = open_engine(tmp_path / "new.db", KEY)
    upgrade(engine)
    for _ in range(3):
        with engine.connect() as db:
            assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


@FILE_ONLY
def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(StorageFailed, match="newer Throughcare"):
        upgrade(engine)


@FILE_ONLY
def test_a_rebuilt_parent_keeps_its_children(
    engine: Engine, writing: Callable[[], UnitOfWork], reading: Callable[[], UnitOfWork], tmp_path: Path
) -> None:
    _fill(writing)
    steps = _with_step(
        tmp_path,
        "with op.batch_alter_table('participants', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.String(), nullable=True))",
    )
    upgrade(engine, steps=steps, newest="0002")
    with reading() as uow:
        assert uow.interventions.of(rows.PARTICIPANT.id) == (rows.INTERVENTION,)
        assert uow.placements.of(rows.PARTICIPANT.id) == (rows.PLACEMENT,)


@FILE_ONLY
@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("op.execute('DROP TABLE placements')", "lose rows of placements"),
        ("op.execute('DROP TRIGGER no_delete_needs'); op.execute('DELETE FROM needs')", "lose rows of needs"),
        (
            "op.execute(\"UPDATE participants SET id = 'another'\")",
            "belong to nothing",
        ),
    ],
    ids=["table dropped", "rows removed", "children orphaned"],
)
def test_a_step_that_loses_rows_is_undone(
    step: str, words: str, engine: Engine, writing: Callable[[], UnitOfWork], tmp_path: Path
) -> None:
    _fill(writing)
    before = _everything(engine)
    with pytest.raises(StorageFailed, match=words):
        upgrade(engine, steps=_with_step(tmp_path, step), newest="0002")
    assert _everything(engine) == before


@FILE_ONLY
def test_every_table_refuses_what_would_lose_history(engine: Engine) -> None:
    with engine.connect() as db:
        found = set(db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    for name in METADATA.tables.keys() - _REMADE:
        assert f"no_delete_{name}" in found
    for name in (
        "audit",
        "checkpoints",
        "log_key",
        "document_copies",
        "documents",
        "imported_editions",
        "imported_records",
        "plans",
        "revisions",
    ):
        assert f"no_update_{name}" in found


@FILE_ONLY
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET outcome = 'nothing'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "UPDATE OR REPLACE audit SET sequence = 7",
        "UPDATE document_copies SET data = x'00'",
        "DELETE FROM document_copies",
        "INSERT OR REPLACE INTO document_copies SELECT document_id, number, kept_at, x'00' FROM document_copies",
        "UPDATE documents SET digest = 'another'",
        "DELETE FROM documents",
        "UPDATE imported_editions SET body = '{}'",
        "DELETE FROM imported_editions",
        "UPDATE imported_records SET body = '{}'",
        "DELETE FROM imported_records",
        "UPDATE plans SET body = '{}'",
        "UPDATE revisions SET body = '{}'",
        "DELETE FROM revisions",
        "DELETE FROM participants",
        "DELETE FROM attendances",
        "UPDATE log_key SET private = x'00'",
    ],
)
def test_history_cannot_be_changed_by_sql(statement: str, engine: Engine, writing: Callable[[], UnitOfWork]) -> None:
    _fill(writing)
    with pytest.raises(IntegrityError, match="never changed or removed"), engine.begin() as db:
        db.exec_driver_sql(statement)


def _fill(writing: Callable[[], UnitOfWork]) -> None:
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.placements.add(rows.PLACEMENT)
        uow.placements.save(replace(rows.PLACEMENT, until=rows.on("2025")))
        uow.placements.save(rows.PLACEMENT)
        uow.needs.add(rows.NEED)
        uow.interventions.add(rows.INTERVENTION)
        uow.documents.add(rows.document(200))
        uow.imports.keep(
            rows.urn(200), rows.PARTICIPANT.id, trust=rows.Trust.SIGNED, work=[(rows.ANOTHER, rows.DESCRIBED)]
        )
        uow.plans.put(rows.PLAN)
        uow.audit.set_log_key(bytes(32))
        uow.audit.append(
            os_user="ada", user="ada", role="clinician", verb="test", outcome="done", objects=(rows.PARTICIPANT.id,)
        )
        uow.commit()


def _with_step(tmp_path: Path, body: str) -> Path:
    """A copy of the steps with one more, as a later release would bring."""
    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "0002_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '0002'\ndown_revision = '0001'\n\n\n"
        f"def upgrade() -> None:\n    {body}\n"
    )
    return steps


def _everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as db:
        return {
            name: sorted((tuple(row) for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)
            for name in sorted(METADATA.tables)
        }
