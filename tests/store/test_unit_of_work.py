"""All or nothing: the act and its audit row together, one commit, no lost update, nothing readable on the disk."""

import resource
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import InvalidRequestError, ResourceClosedError

from registry.domain.audit import AuditFilter, leaf
from registry.domain.errors import NotAllowed, NotFound, StorageFailed
from registry.domain.merkle import Frontier, leaf_hash, merkle_root
from registry.store import engine as engine_module
from registry.store.engine import create_database, open_engine
from registry.store.migrations import upgrade
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows
from tests.store.conftest import FILE_ONLY, KEY

Uow = Callable[[], UnitOfWork]


def _audit(uow: UnitOfWork, verb: str = "participant add", *objects: str, user: str = "ada") -> None:
    uow.audit.append(
        os_user="ward3", user=user, role="clinician", verb=verb, outcome="done", objects=objects, purpose="treatment"
    )


def _faults(uow: UnitOfWork) -> list[int]:
    return [row.sequence for row in uow.audit.kept_rows() if leaf_hash(row.data) != row.leaf]


def test_act_and_audit_row_are_saved_together(writing: Uow, reading: Uow) -> None:
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        _audit(uow, "participant add", rows.PARTICIPANT.id)
        uow.commit()
    with reading() as uow:
        assert uow.participants.get(rows.PARTICIPANT.id) == rows.PARTICIPANT
        (last,) = uow.audit.entries()
        assert uow.audit.last_at() == rows.NOW
        assert (last.sequence, last.at, last.objects) == (1, rows.NOW, (rows.PARTICIPANT.id,))


def test_without_a_commit_neither_is_saved(writing: Uow, reading: Uow) -> None:
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        _audit(uow)

    def fail_half_way() -> None:
        with writing() as uow:
            uow.participants.add(rows.PARTICIPANT)
            _audit(uow)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with reading() as uow:
        assert uow.participants.count() == 0
        assert uow.audit.size() == 0
        assert uow.audit.last_at() is None


def test_it_commits_exactly_once(writing: Uow) -> None:
    with writing() as uow:
        _audit(uow)
        uow.commit()
        with pytest.raises(NotAllowed, match="is over"):
            uow.commit()
    with writing() as uow:
        uow.commit()
        with pytest.raises((ResourceClosedError, InvalidRequestError)):
            uow.participants.count()
    with pytest.raises(NotAllowed, match="is over"):
        uow.commit()


def test_reading_cannot_write(entered: None, reading: Uow) -> None:
    with reading() as uow:
        with pytest.raises(NotAllowed, match="only reads"):
            uow.needs.add(rows.NEED)
        with pytest.raises(NotAllowed, match="only reads"):
            uow.participants.save(replace(rows.PARTICIPANT, known_as=None))
        with pytest.raises(NotAllowed, match="only reads"):
            _audit(uow)
        with pytest.raises(NotAllowed, match="only reads"):
            uow.imports.keep(rows.urn(200), rows.PARTICIPANT.id, trust=rows.Trust.SIGNED)
        with pytest.raises(NotAllowed, match="only reads"):
            uow.commit()


def test_reading_goes_on_while_another_writes(entered: None, writing: Uow, reading: Uow) -> None:
    with writing() as one, reading() as other:
        one.participants.save(replace(rows.PARTICIPANT, known_as="Zed"))
        assert other.participants.get(rows.PARTICIPANT.id) == rows.PARTICIPANT


@FILE_ONLY
def test_a_disk_that_fails_in_the_very_step_of_saving_is_told_as_unknown(
    entered: None, writing: Uow, reading: Uow
) -> None:
    """A limit on file size makes the kernel refuse the log's growth; only at the commit is anything written to it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with writing() as uow:
        uow.needs.add(rows.NEED)
        _audit(uow)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
        try:
            with pytest.raises(StorageFailed, match="look whether it was saved before you type it again"):
                uow.commit()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with reading() as uow:
        assert uow.audit.size() == 0


@FILE_ONLY
def test_a_second_writer_waits_and_then_gives_up(
    writing: Uow, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.05)
    impatient = open_engine(tmp_path / "registry.db", KEY)
    with (
        writing() as uow,
        pytest.raises(StorageFailed, match="another process is writing; nothing was saved"),
        UnitOfWork(impatient, now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id),
    ):
        pass
    impatient.dispose()
    with writing() as uow:
        uow.commit()


def test_two_writers_lose_no_update(entered: None, writing: Uow, reading: Uow) -> None:
    def write(number: int) -> None:
        for step in range(10):
            with writing() as uow:
                uow.needs.add(replace(rows.NEED, id=rows.urn(5000 + number * 100 + step)))
                _audit(uow, user=f"user{number}")
                uow.commit()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading() as uow:
        assert len(uow.needs.of(rows.PARTICIPANT.id)) == 40
        assert uow.audit.size() == 40
        assert _faults(uow) == []


def test_one_of_two_changes_from_the_same_version_loses(entered: None, writing: Uow, reading: Uow) -> None:
    with reading() as uow:
        version = uow.participants.version(rows.PARTICIPANT.id)
    with writing() as uow:
        uow.participants.save(replace(rows.PARTICIPANT, known_as="First"), version=version)
        uow.commit()
    with writing() as uow, pytest.raises(NotAllowed, match="changed meanwhile; nothing was saved"):
        uow.participants.save(replace(rows.PARTICIPANT, known_as="Second"), version=version)
    with reading() as uow:
        assert uow.participants.get(rows.PARTICIPANT.id).known_as == "First"


def test_a_row_says_who_entered_it_when(entered: None, engine: Engine, reading: Uow) -> None:
    later = rows.NOW + timedelta(hours=1)
    with UnitOfWork(engine, now=later, by=rows.urn(7), establishment_id=rows.UNIT.id) as uow:
        uow.participants.save(replace(rows.PARTICIPANT, known_as=None))
        uow.commit()
    with reading() as uow:
        entry = uow.participants.entry(rows.PARTICIPANT.id)
        assert (entry.version, entry.entered_at, entry.entered_by) == (2, later, rows.urn(7))
        with pytest.raises(NotFound):
            uow.participants.entry(rows.urn(999))
    with engine.connect() as db:
        former = db.execute(text("SELECT entered_at, entered_by, establishment_id FROM revisions")).one()
    assert tuple(former) == ("2026-03-01T09:30:00Z", rows.CLINICIAN.id, rows.UNIT.id)


def test_no_word_is_readable_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "home.db"
    create_database(path)
    engine = open_engine(path, KEY)
    upgrade(engine)
    with UnitOfWork(engine, now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id) as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.voice.add(rows.VOICE)
        uow.documents.add(rows.document(200))
        _audit(uow)
        uow.commit()
    files = [file for file in tmp_path.iterdir() if file.name.startswith("home.db")]
    assert {file.name for file in files} >= {"home.db", "home.db-wal"}
    for file in files:
        data = file.read_bytes()
        for word in ("Briain", "briain", "Zoltán", "9990000018", "A1234BC", "Nobody asked", "participant", "SQLite"):
            assert word.encode() not in data, file.name
    engine.dispose()


def test_the_audit_is_a_tree_without_gaps(writing: Uow, reading: Uow) -> None:
    with writing() as uow:
        for number in range(5):
            _audit(
                uow, f"act {number}", rows.urn(number % 2), rows.urn(9), rows.urn(9), user="ada" if number else "bob"
            )
        uow.commit()
    with reading() as uow:
        entries = uow.audit.entries()
        assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5]
        assert uow.audit.leaves() == tuple(leaf(entry) for entry in entries)
        assert uow.audit.leaves(after=3) == uow.audit.leaves()[3:]
        assert uow.audit.frontier(lambda _: True).root == merkle_root(uow.audit.leaves())
        assert [entry.sequence for entry in uow.audit.entries(after=1, limit=2)] == [2, 3]
        assert [entry.sequence for entry in uow.audit.entries(user="bob")] == [1]
        assert [entry.sequence for entry in uow.audit.entries(object_id=rows.urn(1))] == [2, 4]
        assert len(uow.audit.entries(object_id=rows.urn(9))) == 5
        assert [one.sequence for one in uow.audit.filtered(1, AuditFilter(object_id=rows.urn(0)))] == [5]
        assert uow.audit.objects_starting(rows.urn(1)[9:]) == (rows.urn(1),)
        assert len(uow.audit.objects_starting("00000000")) == 2
        assert _faults(uow) == []


@FILE_ONLY
def test_tampering_behind_the_triggers_is_found(writing: Uow, reading: Uow, engine: Engine) -> None:
    with writing() as uow:
        for number in range(5):
            _audit(uow, f"act {number}")
        uow.commit()
    with engine.begin() as db:
        for trigger in ("no_update_audit", "no_delete_audit"):
            db.exec_driver_sql(f"DROP TRIGGER {trigger}")
        db.exec_driver_sql("UPDATE audit SET verb = 'nothing' WHERE sequence = 2")
        db.exec_driver_sql("DELETE FROM audit WHERE sequence = 4")
    with reading() as uow:
        assert _faults(uow) == [2]
        assert [row.sequence for row in uow.audit.kept_rows()] == [1, 2, 3, 5]


def test_log_key_and_checkpoints(writing: Uow) -> None:
    tree = Frontier().grown([bytes(32)] * 2)
    with writing() as uow:
        with pytest.raises(StorageFailed, match="no log key"):
            uow.audit.log_key()
        assert uow.audit.newest_checkpoint() is None
        uow.audit.set_log_key(b"k" * 32)
        assert uow.audit.log_key() == b"k" * 32
        with pytest.raises(NotAllowed, match="log key already"):
            uow.audit.set_log_key(b"l" * 32)
        uow.audit.add_checkpoint(rows.CHECKPOINT, tree)
        uow.audit.add_checkpoint(rows.CHECKPOINT, tree)
        with pytest.raises(NotAllowed, match="another checkpoint of size 2"):
            uow.audit.add_checkpoint(replace(rows.CHECKPOINT, root="b3RoZXI="), tree)
        assert uow.audit.checkpoint_over(2) == rows.CHECKPOINT
        assert uow.audit.checkpoint_over(3) is None
        newer = replace(rows.CHECKPOINT, size=7)
        uow.audit.add_checkpoint(newer, Frontier().grown([bytes(32)] * 7))
        assert uow.audit.newest_checkpoint() == newer
