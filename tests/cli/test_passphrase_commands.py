"""Passphrases as typed: a weak one is refused with one to take, and so is a file that others can open."""

import re
from pathlib import Path

import pytest

from registry.custody.bags import check_passphrase
from tests.homes import ADMIN, RHIANNON, TestHome, make_home, type_command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("passphrases")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield make_home(folder / "home")


def _file(folder: Path, text: str, mode: int = 0o600) -> str:
    path = folder / "new.txt"
    path.write_text(f"{text}\n")
    path.chmod(mode)
    return str(path)


NORA = ("user", "add", "nora", "--person", "Nora Finch", "--profession", "nurse", "--role", "clinician")


@pytest.mark.parametrize("weak", ["", "short one", "Password2026!", "nora-nora-nora", "Nora Finch 1984"])
def test_a_weak_passphrase_is_refused_with_one_to_take(home: TestHome, tmp_path: Path, weak: str) -> None:
    before = home.row_counts()["users"]
    answer = home.type(*NORA, "--new-passphrase-file", _file(tmp_path, weak), user=ADMIN)
    assert answer.code == 1
    assert not answer.out
    (said,) = answer.err.splitlines()
    offered = re.search(r"made now: ((?:[a-z]+-){5}[a-z]+)", said)
    assert offered is not None, said
    check_passphrase(offered[1], "nora")
    assert not weak or weak not in said
    assert not home.home.bag("nora").exists()
    assert home.row_counts()["users"] == before


def test_their_own_is_changed_to_no_weak_one(home: TestHome, tmp_path: Path) -> None:
    before = home.home.bag(RHIANNON).read_bytes()
    answer = home.type("user", "passphrase", "--new-passphrase-file", _file(tmp_path, "rhiannon12345"))
    assert answer.code == 1
    assert "made now: " in answer.err
    assert home.home.bag(RHIANNON).read_bytes() == before


def test_nor_is_a_founders_or_a_roots(tmp_path: Path) -> None:
    weak = _file(tmp_path, "administrator")
    founding = ("--name", "X", "--tier", "low", "--admin", "ada", "--person", "Ada Byrne", "--profession", "nurse")
    answer = type_command("--home", str(tmp_path / "unit"), "init", *founding, "--passphrase-file", weak)
    assert answer.code == 1
    assert not (tmp_path / "unit").exists()
    answer = type_command("directory", "root", str(tmp_path / "north.bag"), "--passphrase-file", weak)
    assert answer.code == 1
    assert not (tmp_path / "north.bag").exists()


def test_a_passphrase_file_that_others_can_open(home: TestHome, tmp_path: Path) -> None:
    secret = _file(tmp_path, home.passphrase(RHIANNON), 0o644)
    who = ("--home", str(home.home.folder), "--user", RHIANNON, "--no-input", "--passphrase-file", secret)
    answer = type_command(*who, "participant", "find", "reid")
    assert answer.code == 3
    (said,) = answer.err.splitlines()
    assert said.endswith(f"chmod 600 {secret}")
    answer = home.type(*NORA, "--new-passphrase-file", secret, user=ADMIN)
    assert answer.code == 3
    Path(secret).chmod(0o600)
    assert type_command(*who, "participant", "find", "reid").code == 0
