"""A leaver's passphrase opens nothing any more, everybody else's is as good as before, and nothing saved is lost."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from registry.custody.bags import FLOOR_COST, open_bag
from registry.custody.dbkey import open_database_key, read_slot
from registry.custody.unit_key import open_unit_key
from registry.domain.access import Role
from registry.domain.errors import NotAllowed, NotFound, NotPermitted, StorageFailed
from registry.services.founding import new_person
from registry.services.key_changes import change_keys, rekey
from registry.services.users import add_user, close_user
from registry.settings import state_folder
from registry.store.key_change import INTENT_NAME, READY_NAME, begin_key_change, decide_key_change
from registry.store.opened import Store
from tests.copied import copied_home, copied_two_units
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, file_only
from tests.two_units import TwoUnits


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TwoUnits:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_two_units(tmp_path / "units")


def _old_key(home: TestHome, user: str) -> bytes:
    keys = open_bag(home.home.bag(user), home.passphrase(user), state=state_folder())
    return open_database_key(home.home.folder, keys.identity)


def _public_unit_key(home: TestHome, user: str) -> str:
    keys = open_bag(home.home.bag(user), home.passphrase(user), state=state_folder())
    return open_unit_key(home.home.unit_key, keys.identity).public_key


def _doubts(home: TestHome) -> set[str]:
    found = home.type("doctor", "--json", user=ADMIN).json
    return {one["what"] for one in found if not one["well"]} - {"backup"}


def _nothing_left(home: TestHome) -> bool:
    return not any(path.name.startswith((READY_NAME, f".{INTENT_NAME}")) for path in home.home.folder.iterdir())


class TestALeaver:
    @file_only
    def test_is_refused_and_nobody_else_is(self, home: TestHome) -> None:
        kept = _old_key(home, GARETH)
        rows = home.row_counts()
        answer = home.type("user", "close", GARETH, "--reason", "left on 30 June", user=ADMIN)
        assert answer.code == 0, answer.err
        refused = home.type("participant", "find", "reid", user=GARETH)
        assert refused.code == 3
        assert "not open to this user" in refused.err
        assert home.type("participant", "find", "reid", user=RHIANNON).code == 0
        assert home.type("user", "list", user=ADMIN).code == 0
        # The key the leaver may have kept opens the database no more.
        with pytest.raises(StorageFailed):
            Store.open(home.home.database, kept)
        after = home.row_counts()
        assert {name for name in rows if after[name] < rows[name]} == set()
        assert _nothing_left(home)

    def test_the_audit_says_who_and_why(self, home: TestHome) -> None:
        home.type("user", "close", GARETH, "--reason", "left on 30 June", user=ADMIN)
        with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
            row = uow.audit.newest(1, verb="user close")[-1]
            leaver = uow.users.get(GARETH)
        assert (row.user, row.purpose) == (ADMIN, "gareth: left on 30 June")
        assert not leaver.active
        assert home.type("audit", "verify", user=ADMIN).code == 0

    def test_who_held_the_units_key_leaves_a_new_one_behind(self, units: TwoUnits) -> None:
        home = units.ashmere
        before = _public_unit_key(home, GARETH)
        assert _doubts(home) == set()
        assert home.type("user", "close", GARETH, "--reason", "left", user=ADMIN).code == 0
        now = _public_unit_key(home, "amara")
        assert now != before
        with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
            assert uow.unit.unit_key() == now
        doctor = home.type("doctor", user=ADMIN)
        assert _doubts(home) == {"keys"}
        assert "the unit's key is not in directory version 1" in doctor.out
        assert "the keys of gareth, who has left, still count" in doctor.out

    def test_who_never_held_it_leaves_it_as_it_was(self, home: TestHome) -> None:
        before = _public_unit_key(home, GARETH)
        assert home.type("user", "close", RHIANNON, "--reason", "left", user=ADMIN).code == 0
        assert _public_unit_key(home, GARETH) == before

    @pytest.mark.parametrize(
        ("name", "kind"), [(ADMIN, NotAllowed), ("nobody", NotFound), (GARETH, NotAllowed)], ids=str
    )
    def test_who_cannot_leave(self, home: TestHome, name: str, kind: type[Exception]) -> None:
        home.type("user", "close", GARETH, "--reason", "left", user=ADMIN)
        slot = read_slot(home.home.folder)
        with home.sit(ADMIN, alone=True) as sitting, pytest.raises(kind):
            close_user(sitting, name, "again")
        assert read_slot(home.home.folder) == slot

    def test_only_an_administrator_closes(self, home: TestHome) -> None:
        slot = read_slot(home.home.folder)
        answer = home.type("user", "close", GARETH, "--reason", "mine now", user=RHIANNON)
        assert answer.code == 3
        assert read_slot(home.home.folder) == slot


class TestOtherChanges:
    def test_a_new_key_for_the_same_people(self, home: TestHome) -> None:
        before = read_slot(home.home.folder)
        assert home.type("key", "rekey", user=ADMIN).code == 0
        after = read_slot(home.home.folder)
        assert after.recipients == before.recipients
        assert after.check != before.check

    def test_a_recipient_written_into_the_list_is_not_let_in(self, home: TestHome) -> None:
        # The list beside the sealed key stands in clear: whoever can write to the folder could add themselves to it.
        stranger = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
        path = home.home.folder / "database-key.json"
        path.write_text(path.read_text().replace('"recipients":[', f'"recipients":["{stranger}",'))
        assert stranger in read_slot(home.home.folder).recipients
        with home.sit(ADMIN) as sitting:
            add_user(
                sitting,
                name="amara",
                person=new_person("Dr Amara Okafor", "forensic psychologist"),
                roles=(Role.CLINICIAN,),
                passphrase="amara keeps a long secret",
                cost=FLOOR_COST,
            )
        assert stranger not in read_slot(home.home.folder).recipients

    def test_roles_and_the_units_key(self, home: TestHome) -> None:
        before = _public_unit_key(home, GARETH)
        promoted = home.type(
            "user", "change-roles", RHIANNON, "--role", "clinician", "--role", "supervisor", user=ADMIN
        )
        assert promoted.code == 0, promoted.err
        assert _public_unit_key(home, RHIANNON) == before
        assert home.type("user", "change-roles", RHIANNON, "--role", "clinician", user=ADMIN).code == 0
        with pytest.raises(NotPermitted):
            _public_unit_key(home, RHIANNON)
        assert _public_unit_key(home, GARETH) != before

    def test_not_while_others_could_be_at_work(self, home: TestHome) -> None:
        with home.sit(ADMIN) as sitting, pytest.raises(NotAllowed, match="nobody else"):
            rekey(sitting)

    @file_only
    def test_a_failure_on_the_way_changes_nothing(self, home: TestHome) -> None:
        slot, data = read_slot(home.home.folder), home.home.database.stat().st_ino

        def fail(_: object) -> None:
            raise ZeroDivisionError

        with home.sit(ADMIN, alone=True) as sitting:
            with pytest.raises(ZeroDivisionError):
                change_keys(sitting, fail, "key rekey", new_unit_key=True)
            # And the sitting goes on.
            with sitting.looking_up() as uow:
                assert not uow.audit.newest(1, verb="key rekey")
        assert (read_slot(home.home.folder), home.home.database.stat().st_ino) == (slot, data)
        assert _nothing_left(home)


class TestBrokenOff:
    def test_before_the_decision_it_is_undone(self, home: TestHome) -> None:
        begin_key_change(home.home.folder).joinpath("registry.db").write_bytes(b"half")
        assert home.type("participant", "find", "reid", user=RHIANNON).code == 0
        assert _nothing_left(home)

    def test_after_the_decision_it_is_finished(self, home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
        slot = read_slot(home.home.folder)
        monkeypatch.setattr("registry.services.key_changes.settle_key_change", _broken)
        with home.sit(ADMIN, alone=True) as sitting, pytest.raises(StorageFailed, match="pulled out"):
            rekey(sitting)
        assert (home.home.folder / INTENT_NAME).exists()
        assert read_slot(home.home.folder) == slot
        monkeypatch.undo()
        monkeypatch.setenv("XDG_STATE_HOME", str(home.home.folder.parent / "state"))
        assert home.type("audit", "verify", user=ADMIN).code == 0
        assert read_slot(home.home.folder).check != slot.check
        assert _nothing_left(home)

    def test_work_left_in_a_log_is_no_new_database(self, home: TestHome) -> None:
        ready = begin_key_change(home.home.folder)
        (ready / "registry.db").write_bytes(b"new")
        (ready / "registry.db-wal").write_bytes(b"work")
        with pytest.raises(StorageFailed, match="in its log"):
            decide_key_change(home.home.folder)
        assert not (home.home.folder / INTENT_NAME).exists()


ADD = ("participant", "add", "--given", "Sam", "--born", "1990", "--no-nhs-because", "not traced")

# Signs in, says so, waits to be told, adds a participant, says so, and ends.
AT_WORK = """
import sys
from pathlib import Path
from registry.bootstrap import sit_down
from registry.settings import Home, Settings, read_passphrase
folder, user, secret = Path(sys.argv[1]), sys.argv[2], read_passphrase(Path(sys.argv[3]))
with sit_down(Settings(home=Home(folder=folder), user=user), secret) as sitting:
    print("open", flush=True)
    sys.stdin.readline()
    with sitting.writing("test work", purpose="while the key changes"):
        pass
    print("saved", flush=True)
"""


@file_only
class TestASecondProcessAtWork:
    def test_is_waited_for_and_keeps_what_it_saved(self, home: TestHome) -> None:
        with _at_work(home) as (child, out):
            closing = _typing(home, ADMIN, "user", "close", GARETH, "--reason", "left")
            time.sleep(1.5)
            assert closing.poll() is None, "it did not wait"
            child.write(b"go on\n")
            child.flush()
            assert next(out) == b"saved\n"
        assert closing.wait(30) == 0
        with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
            assert uow.audit.newest(1, verb="test work")
            assert not uow.users.get(GARETH).active

    def test_that_stays_too_long_is_named(self, home: TestHome) -> None:
        slot = read_slot(home.home.folder)
        with _at_work(home) as (child, out):
            answer = home.type("key", "rekey", user=ADMIN)
            assert answer.code == 5
            assert f"in use by {RHIANNON} since 20" in answer.err
            child.write(b"go on\n")
            child.flush()
            assert next(out) == b"saved\n"
        assert read_slot(home.home.folder) == slot

    def test_nothing_acknowledged_is_lost_while_keys_change_again_and_again(self, home: TestHome) -> None:
        changing = _typing(home, ADMIN, "key", "rekey")
        saved = []
        for number in range(6):
            surname = f"Reid{'abcdef'[number]}"
            if home.type(*ADD, "--surname", surname, "--local-number", f"L{number}").code == 0:
                saved.append(surname)
            if changing.poll() is not None:
                assert changing.returncode == 0
                changing = _typing(home, ADMIN, "key", "rekey")
        assert changing.wait(30) == 0
        assert saved
        with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
            assert {one.name.family for one in uow.participants.find("reid").items} == set(saved)
            assert uow.audit.newest(1, verb="key rekey")


def _broken(_: Path) -> None:
    raise StorageFailed("The disk was pulled out.")


@contextmanager
def _at_work(home: TestHome) -> Iterator[tuple[IO[bytes], Iterator[bytes]]]:
    """A process of its own that has the home open; gives where to tell it to go on, and what it says."""
    words = [sys.executable, "-c", AT_WORK, str(home.home.folder), RHIANNON, str(home.passphrase_file(RHIANNON))]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        try:
            yield child.stdin, iter(child.stdout)
        finally:
            child.stdin.close()


def _typing(home: TestHome, user: str, *words: str) -> "subprocess.Popen[bytes]":
    """The real command, in a process of its own."""
    who = ("--home", str(home.home.folder), "--user", user, "--passphrase-file", str(home.passphrase_file(user)))
    code = "import sys; from registry.cli.main import main; main()"
    return subprocess.Popen([sys.executable, "-c", code, *who, "--no-input", *words], stdout=subprocess.DEVNULL)
