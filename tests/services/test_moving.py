"""Records moved to a server and back: every row, every signature, one history; cut off anywhere, one store counts."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from registry.custody.dbkey import read_slot
from registry.domain.errors import NotAllowed, NotFound, StorageFailed
from registry.services import moving
from registry.services.auditing import verify_audit
from registry.services.backing_up import create_backup, restore
from registry.services.founding import found_unit, new_person
from registry.services.health import check_home
from registry.services.key_changes import rekey
from registry.services.moving import LEFT_NAME, copy_to_file, copy_to_server
from registry.services.sitting import Sitting
from registry.services.users import close_user
from registry.settings import Home
from registry.store import copying
from registry.store.key_change import READY_NAME
from registry.store.server_store import ServerStore
from registry.store.tables import METADATA
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome
from tests.postgres import Database, needs_server, new_database
from tests.two_units import TwoUnits, make_two_units

pytestmark = needs_server


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoUnits]:
    """A unit in its file that has recorded, approved, released and received."""
    folder = tmp_path_factory.mktemp("moving")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = make_two_units(folder / "units", on_server=False)
        file = units.post(units.send(), "first")
        answer = units.thornfield.type(
            "summary", "receive", str(file), "--new", "--confirm", "nhs=9990000018", "--confirm", "born=1984-03-01",
            user=GARETH,
        )  # fmt: skip
        assert answer.code == 0, answer.err
        yield units


@pytest.fixture
def thornfield(used: TwoUnits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return used.copied_to(tmp_path / "units").thornfield


@pytest.fixture
def made() -> Iterator[Database]:
    with new_database() as there:
        yield there


def _on(home: TestHome, made: Database) -> TestHome:
    return replace(home, home=Home(folder=home.home.folder, server=made.program))


def _rows(sitting: Sitting) -> dict[str, list[Any]]:
    with sitting.store.everywhere().engine.connect() as db:
        return {
            kept.name: sorted((tuple(row) for row in db.execute(select(copying._plain(kept)))), key=repr)
            for kept in METADATA.sorted_tables
            if kept.name != "checkpoints"
        }


@contextmanager
def _alone(home: TestHome) -> Iterator[Sitting]:
    with home.sit(ADMIN, alone=True) as sitting:
        yield sitting


class TestThereAndBack:
    def test_every_row_and_signature(self, thornfield: TestHome, made: Database) -> None:
        with _alone(thornfield) as sitting:
            moved = copy_to_server(sitting, made.program)
            there = _rows(sitting)
        assert (moved.rows["documents"], moved.rows["participants"], moved.finished) == (2, 1, False)
        folder = thornfield.home.folder
        assert not thornfield.home.database.exists()
        assert (folder / LEFT_NAME).exists()
        on_server = _on(thornfield, made)
        with on_server.sit(ADMIN) as sitting:
            assert _rows(sitting) == there
            assert sitting.warnings == ()
            assert verify_audit(sitting).sound
            wrong = {one.what: one.words for one in check_home(sitting) if not one.well}
            assert set(wrong) <= {"backup", "people"}, wrong
        with _alone(on_server) as sitting:
            copy_to_file(sitting)
        with thornfield.sit(ADMIN) as sitting:
            assert sitting.warnings == ()
            assert verify_audit(sitting).sound
            back = _rows(sitting)
        for name, found in there.items():
            if not name.startswith("audit"):
                assert back[name] == found
        assert there["audit"] == [row for row in back["audit"] if row in there["audit"]]
        assert sorted(one.name for one in folder.glob("*.db*")) == ["registry-before-server.db", "registry.db"]

    def test_work_goes_on_after_it(self, used: TwoUnits, tmp_path: Path, made: Database) -> None:
        units = used.copied_to(tmp_path / "units")
        with _alone(units.ashmere) as sitting:
            copy_to_server(sitting, made.program)
        units = replace(units, ashmere=_on(units.ashmere, made))
        file = units.post(units.send(), "second")
        answer = units.thornfield.type(
            "summary", "receive", str(file), "--participant", "9990000018", "--confirm", "nhs=9990000018",
            "--confirm", "born=1984-03-01", "--json", user=GARETH,
        )  # fmt: skip
        assert (answer.code, answer.json["verdict"]["verdict"]) == (0, "TRUSTED"), answer.err


class TestRefused:
    def test_a_store_that_is_not_empty(self, used: TwoUnits, thornfield: TestHome, made: Database) -> None:
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
        with _alone(used.ashmere) as sitting, pytest.raises(NotAllowed, match="not empty: it has"):
            copy_to_server(sitting, made.program)
        assert used.ashmere.home.database.exists()

    def test_while_somebody_else_has_it_open(self, thornfield: TestHome, made: Database) -> None:
        with thornfield.sit(ADMIN) as sitting, pytest.raises(NotAllowed, match="nobody else"):
            copy_to_server(sitting, made.program)

    def test_where_it_is_already(self, thornfield: TestHome, made: Database) -> None:
        with _alone(thornfield) as sitting:
            with pytest.raises(NotAllowed, match="own file already"):
                copy_to_file(sitting)
            copy_to_server(sitting, made.program)
        with _alone(_on(thornfield, made)) as sitting, pytest.raises(NotAllowed, match="on a server already"):
            copy_to_server(sitting, made.program)

    def test_two_stores_or_none(self, thornfield: TestHome, made: Database) -> None:
        with pytest.raises(NotAllowed, match="its own file, and THROUGHCARE_DATABASE"), _on(thornfield, made).sit():
            pass
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
        with pytest.raises(NotFound, match="its records are not") as refused, thornfield.sit():
            pass
        assert "THROUGHCARE_DATABASE" in refused.value.hint

    def test_another_homes_database(self, used: TwoUnits, thornfield: TestHome, made: Database) -> None:
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
        used_home = replace(used.ashmere, home=Home(folder=thornfield.home.folder.parent / "ashmere"))
        used_home.home.database.unlink()
        with pytest.raises(Exception, match=r"not the one this user was given"), _on(used_home, made).sit(GARETH):
            pass

    def test_a_second_unit_in_one_database(self, thornfield: TestHome, made: Database, tmp_path: Path) -> None:
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
            clock = sitting.clock
        with pytest.raises(NotAllowed, match="holds a unit already"):
            found_unit(
                Home(folder=tmp_path / "other", server=made.program),
                unit=thornfield.unit,
                name="somebody",
                person=new_person("Somebody", "records manager"),
                passphrase="somebody keeps a long secret",
                clock=clock,
            )
        assert not (tmp_path / "other").exists()


class TestCutOff:
    @pytest.mark.parametrize("after", [1, 12, 30])
    def test_nothing_is_left(
        self, after: int, thornfield: TestHome, made: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = 0

        def broken(*args: Any) -> int:
            nonlocal calls
            calls += 1
            if calls >= after:
                raise StorageFailed("a row is not the same")
            return compare(*args)

        compare = copying._compare
        monkeypatch.setattr(copying, "_compare", broken)
        with _alone(thornfield) as sitting, pytest.raises(StorageFailed, match="a row is not the same"):
            copy_to_server(sitting, made.program)
        monkeypatch.undo()
        monkeypatch.setenv("XDG_STATE_HOME", str(thornfield.home.folder.parent.parent / "state"))
        assert thornfield.home.database.exists()
        with _alone(thornfield) as sitting:
            assert copy_to_server(sitting, made.program).rows["participants"] == 1

    def test_killed_before_the_file_is_set_aside(
        self, thornfield: TestHome, made: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def killed(sitting: Sitting) -> None:
            raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(moving, "_set_aside", killed)
            patch.setattr("registry.services.witness.sign_out", lambda sitting: None)
            with pytest.raises(KeyboardInterrupt), _alone(thornfield) as sitting:
                copy_to_server(sitting, made.program)
        assert thornfield.home.database.exists()
        with _alone(thornfield) as sitting:
            assert copy_to_server(sitting, made.program).finished
        with _on(thornfield, made).sit(ADMIN) as sitting:
            assert verify_audit(sitting).sound

    def test_a_process_killed_in_the_middle(self, thornfield: TestHome, made: Database) -> None:
        """SIGKILL while the rows are on their way: the server undoes what was never saved, and the file counts."""
        program = (
            "import os, signal, sys\n"
            "from registry.cli.main import run\n"
            "from registry.store import copying\n"
            "compare, seen = copying._compare, []\n"
            "def killed(*args):\n"
            "    seen.append(1)\n"
            "    if len(seen) == 5: os.kill(os.getpid(), signal.SIGKILL)\n"
            "    return compare(*args)\n"
            "copying._compare = killed\n"
            "run(sys.argv[1:])\n"
        )
        secret = str(thornfield.passphrase_file(ADMIN))
        who = ("--home", str(thornfield.home.folder), "--user", ADMIN, "--no-input", "--passphrase-file", secret)
        typed = (*who, "store", "copy", made.program)
        ended = subprocess.run([sys.executable, "-c", program, *typed], check=False, capture_output=True)
        assert ended.returncode == -9, ended.stderr
        store = ServerStore.connect(made.program).everywhere()
        assert copying.is_empty(store.engine)
        store.close()
        assert thornfield.home.database.exists()
        assert thornfield.type("store", "copy", made.program, "--json", user=ADMIN).json["finished"] is False


class TestKeysAndBackups:
    def test_a_backup_of_a_home_on_a_server_restores_into_a_file(
        self, thornfield: TestHome, made: Database, tmp_path: Path
    ) -> None:
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
        with _on(thornfield, made).sit(ADMIN) as sitting:
            report = create_backup(sitting, tmp_path / "backup")
            rows = _rows(sitting)
        assert report.manifest.proven is not None
        restore(tmp_path / "backup", Home(folder=tmp_path / "restored"))
        with replace(thornfield, home=Home(folder=tmp_path / "restored")).sit(ADMIN) as sitting:
            found = _rows(sitting)
        for name in ("participants", "documents", "document_copies", "imported_records", "plans"):
            assert found[name] == rows[name]

    def test_a_leaver_is_shut_out(self, thornfield: TestHome, made: Database) -> None:
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
        home = _on(thornfield, made)
        before = read_slot(home.home.folder)
        with _alone(home) as sitting:
            close_user(sitting, RHIANNON, "left for another unit")
        after = read_slot(home.home.folder)
        assert (after.check != before.check, len(after.recipients)) == (True, len(before.recipients) - 1)
        with pytest.raises(Exception, match=r"not open to this user|no user"), home.sit(RHIANNON):
            pass
        with home.sit(GARETH) as sitting:
            assert not (home.home.folder / READY_NAME).exists()

    @pytest.mark.parametrize("saved", [True, False])
    def test_a_key_change_that_broke_off_follows_the_server(
        self, saved: bool, thornfield: TestHome, made: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with _alone(thornfield) as sitting:
            copy_to_server(sitting, made.program)
        home = _on(thornfield, made)
        before = read_slot(home.home.folder).check

        def killed(*args: Any, **named: Any) -> None:
            raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                f"registry.services.key_changes.{'decide_key_change' if saved else 'seal_database_key'}", killed
            )
            with pytest.raises(KeyboardInterrupt), _alone(home) as sitting:
                rekey(sitting)
        assert (home.home.folder / READY_NAME).exists()
        with home.sit(ADMIN) as sitting:
            assert [one.verb for one in sitting.store.looking_up().__enter__().audit.newest(1, verb="key rekey")] == (
                ["key rekey"] if saved else []
            )
        assert (read_slot(home.home.folder).check != before) is saved
        assert not (home.home.folder / READY_NAME).exists()
