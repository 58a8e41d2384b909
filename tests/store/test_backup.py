"""Backups: proven when made, one verdict each, restored whole or not at all, and nothing in clear."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from registry.domain.errors import Exit, NotAllowed, NotFound, NotPermitted, Refused, StorageFailed
from registry.domain.long_work import Stopped
from registry.domain.plain_json import spell_json
from registry.files import digest_file
from registry.store import backup
from registry.store.backup import BackupState, create_backup, restore_backup, row_counts, verify_backup
from registry.store.backup_folder import MANIFEST_NAME
from registry.store.engine import DATABASE_NAME, create_database, open_engine
from registry.store.manifest import read_manifest, write_manifest
from registry.store.restored import RESTORED_NAME

KEY = bytes(range(32))
NAME = "Quillfeather"
SAID = {"tool": "0.1.0", "unit": "Ashmere", "by": "moira"}
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "users").mkdir(parents=True)
    for name in ("database-key.age", "database-key.json", "unit-key.age", "users/ada.bag", "users/bob.bag"):
        (home / name).write_bytes(f"content of {name}".encode())
    for name in ("lock", "users/ada.tries", "users/.ada.bag.0123.part", "notes.txt"):
        (home / name).write_bytes(b"left behind")
    create_database(home / DATABASE_NAME)
    return home


@pytest.fixture
def engine(home: Path) -> Iterator[Engine]:
    engine = open_engine(home / DATABASE_NAME, KEY)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"))
        connection.execute(text('CREATE TABLE "odd ""name; --" (id INTEGER PRIMARY KEY)'))
        connection.execute(
            text("INSERT INTO person (name) VALUES (:name)"), [{"name": f"{NAME} {n}" * 20} for n in range(500)]
        )
    yield engine
    engine.dispose()


def make(home: Path, destination: Path, **more: Any) -> Any:
    return create_backup(home=home, key=KEY, destination=destination, now=NOW, **SAID, **more)


@pytest.mark.usefixtures("engine")
def test_it_tells_how_far_it_is_and_stopped_anywhere_leaves_nothing(home: Path, tmp_path: Path) -> None:
    told: list[float] = []
    make(home, tmp_path / "whole", tell=lambda done, of: told.append(done / of))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (pytest.approx(0.25), 1.0)
    beside = sorted(tmp_path.iterdir())
    for last in range(len(told)):
        count = iter(range(len(told)))

        def stop(_done: int, _of: int, count: Any = count, last: int = last) -> None:
            if next(count) == last:
                raise Stopped

        with pytest.raises(Stopped):
            make(home, tmp_path / "stopped", tell=stop)
        assert sorted(tmp_path.iterdir()) == beside


@pytest.fixture
def made(home: Path, engine: Engine, tmp_path: Path) -> Path:
    make(home, tmp_path / "backup")
    return tmp_path / "backup"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_made_while_the_database_is_open(home: Path, engine: Engine, tmp_path: Path) -> None:
    report = make(home, tmp_path / "backup")
    assert report.manifest.rows == {"person": 500, 'odd "name; --': 0}
    assert report.manifest.proven == NOW
    assert sorted(contents(report.folder)) == [
        "database-key.age",
        "database-key.json",
        "manifest.json",
        DATABASE_NAME,
        "unit-key.age",
        "users/ada.bag",
        "users/bob.bag",
    ]
    for path in report.folder.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
    assert report.folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "home"]
    for name, digest in report.manifest.files.items():
        assert digest_file(report.folder / name) == digest
    verdict = verify_backup(report.folder, KEY)
    assert (verdict.state, verdict.state.exit) == (BackupState.GOOD, Exit.DONE)


def test_nothing_in_clear(made: Path) -> None:
    for content in contents(made).values():
        assert NAME.encode() not in content
        assert b"SQLite format" not in content
        assert KEY not in content
        assert KEY.hex().encode() not in content


def test_a_write_in_between_is_in_the_rows_or_not_at_all(
    home: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are counted, someone writes, and the copy still shows the moment of the count."""
    counted = row_counts

    def count_then_write(connection: Any) -> dict[str, int]:
        rows = counted(connection)
        monkeypatch.setattr(backup, "row_counts", counted)
        with engine.begin() as other:
            other.execute(text("INSERT INTO person (name) VALUES ('late')"))
        return rows

    monkeypatch.setattr(backup, "row_counts", count_then_write)
    assert make(home, tmp_path / "backup").manifest.rows["person"] == 500
    with engine.connect() as connection:
        assert row_counts(connection)["person"] == 501


def test_restored_is_the_same(made: Path, home: Path, tmp_path: Path) -> None:
    for key, name in ((KEY, "one"), (None, "two")):
        restore_backup(made, tmp_path / name, key)
        restored = contents(tmp_path / name)
        expected = contents(made)
        manifest = expected.pop(MANIFEST_NAME)
        if key is None:
            # Nobody could ask yet whose it is: whoever signs in first has the key.
            expected[RESTORED_NAME] = manifest
        assert restored == expected
        again = open_engine(tmp_path / name / DATABASE_NAME, KEY)
        with again.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 500
        again.dispose()


def test_restored_into_an_empty_folder_only(made: Path, home: Path, tmp_path: Path) -> None:
    before = contents(home)
    with pytest.raises(NotAllowed, match="not empty"):
        restore_backup(made, home, KEY)
    assert contents(home) == before
    (tmp_path / "empty").mkdir()
    restore_backup(made, tmp_path / "empty", KEY)
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("file", "link"):
        with pytest.raises(NotAllowed):
            restore_backup(made, tmp_path / name, KEY)
    with pytest.raises(NotFound):
        restore_backup(made, tmp_path / "no" / "such", KEY)


def test_an_existing_destination_stays(home: Path, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "mine").write_bytes(b"x")
    with pytest.raises(NotAllowed):
        make(home, tmp_path / "backup")
    assert contents(tmp_path / "backup") == {"mine": b"x"}
    with pytest.raises(NotFound):
        make(home, tmp_path / "no" / "such")


@pytest.mark.parametrize("name", ["database-key.age", "database-key.json"])
def test_not_made_without_the_sealed_key(home: Path, engine: Engine, tmp_path: Path, name: str) -> None:
    (home / name).unlink()
    with pytest.raises(NotFound, match="could not be opened"):
        make(home, tmp_path / "backup")


def test_not_made_under_the_wrong_key(home: Path, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        create_backup(home=home, key=bytes(32), destination=tmp_path / "backup", now=NOW, **SAID)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_not_made_when_the_further_proof_fails(home: Path, engine: Engine, tmp_path: Path) -> None:
    seen: list[Path] = []

    def fails(scratch: Path, key: bytes) -> None:
        assert key == KEY
        assert (scratch / DATABASE_NAME).is_file()
        seen.append(scratch)
        raise StorageFailed("The chain is broken.")

    with pytest.raises(StorageFailed, match="chain"):
        make(home, tmp_path / "backup", further_proof=fails)
    assert seen
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_not_made_of_a_damaged_database(home: Path, engine: Engine, tmp_path: Path) -> None:
    engine.dispose()
    content = bytearray((home / DATABASE_NAME).read_bytes())
    content[-2000] ^= 1
    (home / DATABASE_NAME).write_bytes(content)
    with pytest.raises(StorageFailed):
        make(home, tmp_path / "backup")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("limit", [0, 1_000, 20_000, 150_000])
def test_not_made_on_a_full_disk(home: Path, engine: Engine, tmp_path: Path, limit: int) -> None:
    engine.dispose()
    before = contents(home)
    code = (
        "import resource, sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from registry.store.backup import create_backup\n"
        "from registry.domain.errors import StorageFailed\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try: create_backup(home=Path(sys.argv[1]), key=bytes(range(32)), destination=Path(sys.argv[2]),"
        " now=datetime.now(UTC), tool='0', unit='Ashmere', by='moira')\n"
        "except StorageFailed as problem: print(problem)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home), str(tmp_path / "backup")], capture_output=True, text=True, check=True
    )
    assert "nothing was saved" in done.stdout
    assert done.stdout.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    after = contents(home)
    assert {name: after[name] for name in before} == before


class TestVerdicts:
    def judge(self, folder: Path, key: bytes | None = KEY, **more: Any) -> BackupState:
        return verify_backup(folder, key, **more).state

    def test_not_found(self, tmp_path: Path) -> None:
        for name in ("none", "empty"):
            (tmp_path / "empty").mkdir(exist_ok=True)
            state = self.judge(tmp_path / name)
            assert (state, state.exit) == (BackupState.NOT_FOUND, Exit.NOT_FOUND)
            with pytest.raises(NotFound):
                restore_backup(tmp_path / name, tmp_path / "new", KEY)

    def test_wrong_key(self, made: Path, tmp_path: Path) -> None:
        state = self.judge(made, bytes(32))
        assert (state, state.exit) == (BackupState.WRONG_KEY, Exit.NOT_PERMITTED)
        with pytest.raises(NotPermitted):
            restore_backup(made, tmp_path / "new", bytes(32))

    def test_without_a_key(self, made: Path) -> None:
        state = self.judge(made, None)
        assert (state, state.exit) == (BackupState.NOT_OPENED, Exit.NOT_ENOUGH)

    def test_not_proven(self, made: Path, tmp_path: Path) -> None:
        found = read_manifest((made / MANIFEST_NAME).read_bytes()).manifest
        (made / MANIFEST_NAME).write_bytes(write_manifest(replace(found, proven=None), KEY))
        state = self.judge(made)
        assert (state, state.exit) == (BackupState.NOT_PROVEN, Exit.NOT_ENOUGH)
        with pytest.raises(NotAllowed):
            restore_backup(made, tmp_path / "new")
        restore_backup(made, tmp_path / "new", KEY)

    def test_too_old(self, made: Path) -> None:
        state = self.judge(made, oldest=NOW + timedelta(seconds=1))
        assert (state, state.exit) == (BackupState.TOO_OLD, Exit.NOT_ENOUGH)
        assert self.judge(made, oldest=NOW) is BackupState.GOOD

    def test_looking_changes_nothing_and_needs_no_writing(self, made: Path) -> None:
        before = contents(made)
        for path in [*made.rglob("*"), made]:
            path.chmod(0o500 if path.is_dir() else 0o400)
        assert self.judge(made) is BackupState.GOOD
        assert contents(made) == before
        for path in [made, *made.rglob("*")]:
            path.chmod(0o700)

    def test_what_was_laid_beside_it_is_said_and_not_restored(self, made: Path, tmp_path: Path) -> None:
        (made / "users" / "eve.bag").write_bytes(b"mine")
        verdict = verify_backup(made, KEY)
        assert verdict.state is BackupState.GOOD
        assert verdict.words.endswith(" Its folder also holds 1 file that restoring leaves out: users/eve.bag.")
        restore_backup(made, tmp_path / "again", KEY)
        assert not (tmp_path / "again" / "users" / "eve.bag").exists()

    def test_a_file_of_another_size_is_not_read(self, made: Path, tmp_path: Path) -> None:
        """A terabyte that takes no room on the disk would be read for hours."""
        with (made / DATABASE_NAME).open("r+b") as file:
            file.truncate(1 << 40)
        assert verify_backup(made, None).words == f"{DATABASE_NAME} is not as it was when the backup was made."
        with pytest.raises(Refused):
            restore_backup(made, tmp_path / "new")

    def test_a_missing_file(self, made: Path, tmp_path: Path) -> None:
        for name in list(contents(made)):
            copy = tmp_path / "copy"
            shutil.copytree(made, copy)
            (copy / name).unlink()
            state = self.judge(copy)
            assert state is (BackupState.NOT_FOUND if name == MANIFEST_NAME else BackupState.DAMAGED)
            shutil.rmtree(copy)

    @pytest.mark.parametrize("key", [KEY, None], ids=["with the key", "without"])
    def test_a_flipped_bit_in_any_byte(self, made: Path, key: bytes | None) -> None:
        for name, sound in contents(made).items():
            step = max(1, len(sound) // 300)
            for place in range(0, len(sound), step):
                changed = bytearray(sound)
                changed[place] ^= 1 << (place % 8)
                (made / name).write_bytes(changed)
                assert self.judge(made, key) is BackupState.DAMAGED, (name, place)
            (made / name).write_bytes(sound)
        assert self.judge(made) is BackupState.GOOD

    def test_a_damaged_backup_is_not_restored(self, made: Path, tmp_path: Path) -> None:
        (made / "users" / "ada.bag").write_bytes(b"exchanged")
        state = self.judge(made)
        assert (state, state.exit) == (BackupState.DAMAGED, Exit.REFUSED)
        for key in (KEY, None):
            with pytest.raises(Refused, match="Nothing was restored"):
                restore_backup(made, tmp_path / "new", key)
        assert not (tmp_path / "new").exists()

    def test_an_exchanged_file_with_a_mended_manifest(self, made: Path) -> None:
        """Whoever lacks the key can make a manifest that fits, but not one that the key confirms."""
        (made / "users" / "ada.bag").write_bytes(b"exchanged")
        found = read_manifest((made / MANIFEST_NAME).read_bytes()).manifest
        files = {**found.files, "users/ada.bag": digest_file(made / "users" / "ada.bag")}
        members = json.loads(write_manifest(replace(found, files=files), bytes(32)))
        genuine = json.loads((made / MANIFEST_NAME).read_bytes())
        forged = {**members, "keyCheck": genuine["keyCheck"]}
        del forged["checksum"]
        spelt = backup_checksum(forged)
        (made / MANIFEST_NAME).write_bytes(spelt)
        assert self.judge(made) is BackupState.DAMAGED

    @pytest.mark.parametrize(
        "name", ["../evil", "/evil", "users/../../evil", "a/b/c", "users/", ".hidden", "users/.x", "a\\b", "é", "a\n"]
    )
    def test_paths_that_lead_out(self, made: Path, name: str) -> None:
        members = json.loads((made / MANIFEST_NAME).read_bytes())
        members["files"][name] = members["files"]["users/ada.bag"]
        del members["checksum"]
        (made / MANIFEST_NAME).write_bytes(backup_checksum(members))
        assert self.judge(made, None) is BackupState.DAMAGED

    def test_other_rows_than_listed(self, made: Path) -> None:
        found = read_manifest((made / MANIFEST_NAME).read_bytes()).manifest
        rows = {**found.rows, "person": 499}
        (made / MANIFEST_NAME).write_bytes(write_manifest(replace(found, rows=rows), KEY))
        assert self.judge(made) is BackupState.DAMAGED

    def test_links_in_a_backup(self, made: Path, tmp_path: Path) -> None:
        bag = made / "users" / "ada.bag"
        bag.rename(tmp_path / "elsewhere")
        bag.symlink_to(tmp_path / "elsewhere")
        assert self.judge(made) is BackupState.DAMAGED


def backup_checksum(members: dict[str, Any]) -> bytes:
    """Spell a manifest with a checksum that fits."""
    return spell_json({**members, "checksum": hashlib.sha256(spell_json(members)).hexdigest()})
