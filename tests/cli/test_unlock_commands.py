"""`unlock` and `lock`, as typed: one passphrase for a terminal, and a fresh one for what signs."""

import socket
import tempfile
from pathlib import Path

import pytest

from registry.cli import door
from tests.copied import copied_home
from tests.homes import ADMIN, RHIANNON, Answer, TestHome, type_command

pytestmark = pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="the system cannot tell who asks")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # The name of a socket has at most 107 bytes, and a test's own folder may be deeper than that.
    with tempfile.TemporaryDirectory(prefix="run-") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield copied_home(tmp_path / "home")
        type_command("lock")


def _plain(home: TestHome, *words: str, user: str = RHIANNON) -> Answer:
    """A command of somebody who names no passphrase file and cannot be asked."""
    return type_command("--home", str(home.home.folder), "--user", user, "--no-input", *words)


def test_once_for_this_terminal(home: TestHome) -> None:
    assert _plain(home, "participant", "find", "reid").code == 3
    answer = home.type("unlock")
    assert answer.code == 0, answer.err
    assert _plain(home, "participant", "find", "reid").code == 0
    assert _plain(home, "participant", "find", "reid", user=ADMIN).code == 3
    assert "Locked." in type_command("lock").err
    assert _plain(home, "participant", "find", "reid").code == 3
    assert "Nothing was unlocked" in type_command("lock").err


def test_a_wrong_passphrase_unlocks_nothing(home: TestHome) -> None:
    right = home.passphrase_file(RHIANNON).read_text()
    home.passphrase_file(RHIANNON).write_text("not hers at all\n")
    assert home.type("unlock").code == 3
    assert _plain(home, "participant", "find", "reid").code == 3
    home.passphrase_file(RHIANNON).write_text(right)
    assert "1 wrong passphrase was tried for rhiannon" in home.type("unlock").err
    assert "wrong passphrase" not in _plain(home, "participant", "find", "reid").err


@pytest.mark.parametrize(
    "words",
    [
        ("key", "rekey"),
        ("key", "list"),
        ("user", "close", RHIANNON, "--reason", "left"),
        ("user", "passphrase", "--new-passphrase-file", "none.txt"),
        ("backup", "create", "copy"),
    ],
    ids=" ".join,
)
def test_what_changes_keys_or_takes_the_record_asks_again(home: TestHome, words: tuple[str, ...]) -> None:
    assert home.type("unlock", user=ADMIN).code == 0
    assert _plain(home, "doctor", user=ADMIN).code == 1
    before = (home.home.folder / "database-key.age").read_bytes()
    answer = _plain(home, *words, user=ADMIN)
    assert answer.code in (3, 4)
    assert answer.code == 3 or "none.txt" in answer.err
    assert (home.home.folder / "database-key.age").read_bytes() == before
    assert not Path("copy").exists()


def test_it_asks_once_for_what_needs_it(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home.type("unlock", user=ADMIN)
    asked = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return home.passphrase(ADMIN)

    monkeypatch.setattr(door.Door, "may_ask", True)
    monkeypatch.setattr(door.getpass, "getpass", ask)
    answer = type_command("--home", str(home.home.folder), "--user", ADMIN, "key", "rekey")
    assert answer.code == 0, answer.err
    assert asked == ["Passphrase of admin: "]
    # The key the agent lends opens the new database too: it is the person's, not the database's.
    assert _plain(home, "doctor", user=ADMIN).code == 1


def test_a_leaver_is_out_though_unlocked(home: TestHome) -> None:
    home.type("unlock")
    assert home.type("user", "close", RHIANNON, "--reason", "left", user=ADMIN).code == 0
    assert _plain(home, "participant", "find", "reid").code == 3
