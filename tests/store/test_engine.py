"""The engine: encrypted on the disk, durable, foreign keys on, and plain words when the disk or a lock says no."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError, PendingRollbackError
from sqlcipher3 import dbapi2

from registry.domain.errors import NotFound, Refused, StorageFailed
from registry.domain.keycheck import key_check
from registry.store import engine as engine_module
from registry.store.engine import READ_ONLY, Opening, create_database, open_engine, storage_errors, straight

KEY = bytes(range(32))
NAME = "Quillfeather"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "registry.db"
    create_database(path)
    return path


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    engine = open_engine(path, KEY)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"))
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id))"))
    yield engine
    engine.dispose()


def reading(engine: Engine) -> Engine:
    return engine.execution_options(**{READ_ONLY: True})


def names(engine: Engine) -> list[str]:
    with reading(engine).connect() as connection:
        return list(connection.execute(text("SELECT name FROM person ORDER BY id")).scalars())


def add(engine: Engine, name: str) -> None:
    with storage_errors(), engine.begin() as connection:
        connection.execute(text("INSERT INTO person (name) VALUES (:name)"), {"name": name})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
        ("cipher_page_size", "4096"),
    ],
)
def test_every_connection_is_prepared(engine: Engine, setting: str, value: object) -> None:
    with engine.connect() as one, engine.execution_options(**{READ_ONLY: True}).connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value


def test_nothing_in_clear_on_the_disk(engine: Engine, path: Path) -> None:
    for number in range(200):
        add(engine, f"{NAME} {number}")
    beside = sorted(path.parent.iterdir())
    assert [one.name for one in beside] == ["registry.db", "registry.db-shm", "registry.db-wal"]
    for file in beside:
        content = file.read_bytes()
        assert NAME.encode() not in content
        assert NAME.encode("utf-16-le") not in content
        assert b"SQLite format" not in content
        assert b"person" not in content
        assert KEY not in content
        assert file.stat().st_mode & 0o777 == 0o600
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    engine.dispose()
    assert [one.name for one in path.parent.iterdir()] == ["registry.db"]
    assert NAME.encode() not in path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM person")


def test_a_statement_that_fails_at_the_driver_ends_the_transaction_and_the_connection(engine: Engine) -> None:
    add(engine, NAME)
    with engine.connect() as db:
        work = db.begin()
        db.exec_driver_sql("INSERT INTO person (name) VALUES ('Somebody')")
        with pytest.raises(dbapi2.DatabaseError):
            straight(db, "INSERT INTO nothing VALUES (?)", (1,))
        with pytest.raises(PendingRollbackError):
            work.commit()
    assert names(engine) == [NAME]


def test_a_connection_that_only_reads_goes_on_refusing(engine: Engine) -> None:
    reading = engine.execution_options(**{READ_ONLY: True})
    for _ in range(2):
        add(engine, NAME)
        for _ in range(2):
            with pytest.raises(OperationalError, match="readonly"), reading.begin() as db:
                db.exec_driver_sql("DELETE FROM person")
    assert names(engine) == [NAME, NAME]


def test_reopened_with_the_key(engine: Engine, path: Path) -> None:
    add(engine, NAME)
    engine.dispose()
    again = open_engine(path, KEY, check=key_check(KEY))
    assert names(again) == [NAME]
    again.dispose()


def test_wrong_key(engine: Engine, path: Path) -> None:
    with pytest.raises(StorageFailed, match="does not open with this key"):
        open_engine(path, bytes(32))
    with pytest.raises(StorageFailed, match="does not belong"):
        open_engine(path, bytes(32), check=key_check(KEY))
    with pytest.raises(StorageFailed, match="32 bytes"):
        open_engine(path, KEY[:31])
    assert names(engine) == []


def test_damaged_beginning_with_the_right_key(engine: Engine, path: Path) -> None:
    engine.dispose()
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    with pytest.raises(StorageFailed, match="or the key is from before a change of keys"):
        open_engine(path, KEY, check=key_check(KEY))


@pytest.mark.parametrize("content", [b"junk" * 2000, b"SQLite format 3\0" + bytes(4080)])
def test_not_a_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(StorageFailed, match="no database"):
        open_engine(tmp_path / "x.db", KEY)
    assert (tmp_path / "x.db").read_bytes() == content


def test_missing_linked_or_a_folder(tmp_path: Path, path: Path) -> None:
    with pytest.raises(NotFound):
        open_engine(tmp_path / "none.db", KEY)
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "link.db").symlink_to(path)
    (tmp_path / "folder.db").mkdir()
    os.mkfifo(tmp_path / "pipe.db")
    for name in ("link.db", "folder.db", "pipe.db"):
        with pytest.raises(Refused):
            open_engine(tmp_path / name, KEY)


def test_create_refuses_what_is_there(path: Path) -> None:
    with pytest.raises(StorageFailed, match="nothing was saved"):
        create_database(path)


def test_a_file_name_is_not_an_address(tmp_path: Path) -> None:
    odd = tmp_path / "a?mode=memory#&b%20.db"
    create_database(odd)
    engine = open_engine(odd, KEY)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    engine.dispose()
    assert odd.stat().st_size > 0
    assert [one.name for one in tmp_path.iterdir()] == [odd.name]


def test_an_sqlite_without_encryption_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module.dbapi2, "connect", sqlite3.connect)
    with pytest.raises(StorageFailed, match="cannot encrypt"):
        open_engine(path, KEY)
    assert path.read_bytes() == b""


def test_nothing_is_printed_for_a_wrong_key(engine: Engine, path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from registry.store.engine import open_engine\n"
        "from registry.domain.errors import StorageFailed\n"
        "try: open_engine(Path(sys.argv[1]), bytes(32))\n"
        "except StorageFailed: pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_rollback(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO person (name) VALUES ('x')"))
        connection.rollback()
    assert names(engine) == []


def test_broken_constraints_are_left_to_the_program(engine: Engine) -> None:
    with pytest.raises(IntegrityError), storage_errors(), engine.begin() as connection:
        connection.execute(text("INSERT INTO note (person) VALUES (7)"))
    with pytest.raises(OperationalError, match="no such table"), storage_errors(), engine.begin() as connection:
        connection.execute(text("SELECT * FROM absent"))


def test_errors_do_not_show_what_was_stored(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, engine.begin() as connection:
        connection.execute(
            text("INSERT INTO person (id, name) VALUES (:id, :name)"),
            [{"id": 1, "name": NAME}, {"id": 1, "name": NAME}],
        )
    assert NAME not in str(caught.value)


def test_a_reading_connection_cannot_write(engine: Engine) -> None:
    with pytest.raises(StorageFailed), storage_errors(), reading(engine).connect() as connection:
        connection.execute(text("INSERT INTO person (name) VALUES ('x')"))
    add(engine, NAME)
    assert names(engine) == [NAME]


def test_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    with engine.begin() as writer:
        writer.execute(text("INSERT INTO person (name) VALUES ('x')"))
        assert names(engine) == []
    assert names(engine) == ["x"]


def test_a_second_writer_waits_and_then_says_so(path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.2)
    other = open_engine(path, KEY)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO person (name) VALUES ('first')"))
        with pytest.raises(StorageFailed, match="another process is writing; nothing was saved") as caught:
            add(other, "second")
        assert caught.value.hint
    add(other, "third")
    assert names(other) == ["first", "third"]
    other.dispose()


def test_writers_queue_and_lose_nothing(engine: Engine) -> None:
    def work(number: int) -> None:
        for round_ in range(20):
            add(engine, f"{number}/{round_}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names(engine))) == 80


def test_a_full_disk_saves_nothing_and_the_engine_recovers(engine: Engine, path: Path) -> None:
    """A limit on file size makes the kernel refuse the write as a full disk does."""
    add(engine, NAME)
    engine.dispose()
    code = (
        "import resource, sys; from pathlib import Path; from sqlalchemy import text\n"
        "from registry.store.engine import open_engine, storage_errors\n"
        "from registry.domain.errors import StorageFailed\n"
        "engine = open_engine(Path(sys.argv[1]), bytes(range(32)))\n"
        "add = text('INSERT INTO person (name) VALUES (:name)')\n"
        "soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))\n"
        "try:\n"
        "    with storage_errors(), engine.begin() as c: c.execute(add, {'name': 'x' * 500_000})\n"
        "except StorageFailed as problem: print(problem)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))\n"
        "with storage_errors(), engine.begin() as c: c.execute(add, {'name': 'after'})\n"
        "engine.dispose()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "nothing was saved" in done.stdout
    assert done.stdout.count("\n") == 1
    again = open_engine(path, KEY)
    assert names(again) == [NAME, "after"]
    again.dispose()


def test_a_damaged_page_is_found_when_it_is_read(engine: Engine, path: Path) -> None:
    for _ in range(50):
        add(engine, "x" * 1000)
    engine.dispose()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    again = open_engine(path, KEY)
    with pytest.raises(StorageFailed, match="damaged"), storage_errors():
        names(again)
    again.dispose()


def test_acknowledged_work_survives_the_end_of_the_process(path: Path, engine: Engine) -> None:
    code = (
        "import os, sys; from pathlib import Path; from sqlalchemy import text\n"
        "from registry.store.engine import open_engine\n"
        "engine = open_engine(Path(sys.argv[1]), bytes(range(32)))\n"
        "with engine.begin() as c: c.execute(text(\"INSERT INTO person (name) VALUES ('kept')\"))\n"
        "c = engine.connect(); c.execute(text(\"INSERT INTO person (name) VALUES ('not')\"))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert names(engine) == ["kept"]


def test_a_sealed_copy_is_read_without_a_trace(engine: Engine, path: Path) -> None:
    add(engine, NAME)
    engine.dispose()
    path.chmod(0o400)
    before = path.read_bytes()
    copy = open_engine(path, KEY, opening=Opening.SEALED_COPY)
    assert names(copy) == [NAME]
    copy.dispose()
    assert [one.name for one in path.parent.iterdir()] == ["registry.db"]
    assert path.read_bytes() == before
