"""Passphrases as typed: a weak one is refused with one to take, and so is a file that others can open."""

import re
from pathlib import Path

import pytest

from registry.cli import door
from registry.cli.new_secrets import new_passphrase
from registry.custody.bags import check_passphrase, open_bag
from registry.custody.dbkey import open_database_key
from registry.domain.audit import AuditFilter
from registry.domain.dates import day_said
from registry.domain.errors import NotPermitted
from registry.settings import read_settings, state_folder
from tests.copied import copied_home
from tests.homes import ADMIN, RHIANNON, TestHome, type_command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("passphrases")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "home")


def _file(folder: Path, text: str, mode: int = 0o600) -> str:
    path = folder / "new.txt"
    path.write_text(f"{text}\n")
    path.chmod(mode)
    return str(path)


NORA = ("user", "add", "nora", "--person", "Nora Finch", "--profession", "nurse", "--role", "clinician")


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short one",
        "Password2026!",
        "nora-nora-nora",
        "Nora Finch 1984",
        "!!! Finch/Nora 007",
        "Ashmere 1984!",
        "4shm3r3-2026-26",
        "NORA@ASHMERE1",
        "ashmere.erehmsa",
    ],
)
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


def test_who_types_a_weak_one_or_a_slip_is_asked_again(
    home: TestHome, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ended there, the next line typed would be a passphrase in the shell's history."""
    good = "harbour-lantern-oyster-meadow"
    typed = iter(["nora12345678", good, f"{good}x", good, good])
    monkeypatch.setattr(door.Door, "may_ask", True)
    monkeypatch.setattr(door.getpass, "getpass", lambda _: next(typed))
    here = door.Door(settings=read_settings(home=home.home.folder))
    assert new_passphrase(here, "nora", None, "--new-passphrase-file") == good
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "A passphrase you could use",
        "The passphrase is one that others would try",
        "The two differ. Once more, both times.",
    ]
    assert next(typed, None) is None
    assert good not in "".join(said)


def test_who_is_locked_out_is_told_before_they_type_it(
    home: TestHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = _file(tmp_path, "harbour-lantern-oyster-meadow")
    assert home.type(*NORA, "--new-passphrase-file", given, user=ADMIN).code == 0
    bag = home.home.bag("nora")
    for _ in range(5):
        with pytest.raises(NotPermitted):
            open_bag(bag, "not hers at all", state=state_folder())

    def ask(prompt: str) -> str:
        raise AssertionError(prompt)

    monkeypatch.setattr(door.Door, "may_ask", True)
    monkeypatch.setattr(door.getpass, "getpass", ask)
    for words in (("unlock",), ("participant", "list")):
        answer = type_command("--home", str(home.home.folder), "--user", "nora", *words)
        assert answer.code == 3
        assert "nora is locked out after 5 wrong passphrases, until an administrator ends it." in answer.err
        assert "please run throughcare user unlock nora" in answer.err
        # The only administrator has nobody to ask.
        assert "throughcare key recover" in answer.err


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


@pytest.mark.parametrize("name", ["../users/admin", "a" * 5_000, "Admin", "admin\n", ""])
def test_what_names_no_user_is_made_part_of_no_path(home: TestHome, name: str) -> None:
    secret = str(home.home.folder.parent / "secret.txt")
    Path(secret).write_text(home.passphrase(ADMIN))
    Path(secret).chmod(0o600)
    answer = type_command(
        *("--home", str(home.home.folder), "--user", name, "--passphrase-file", secret, "--no-input", "user", "list")
    )
    assert answer.code == (4 if name else 3)
    assert len(answer.err.splitlines()) == 1
    assert ("There is no user" if name else "Who is at the keyboard") in answer.err


def test_who_is_let_in_with_the_recovery_key_takes_no_name_either(home: TestHome, tmp_path: Path) -> None:
    key = tmp_path / "recovery.txt"
    key.write_text(home.recovery_key)
    key.chmod(0o600)
    recover = ("--user", "moira2", "key", "recover", "--person", "Moira Devlin", "--profession", "records manager")
    for weak in ("Moira-Devlin-1", "Ashmere 2026!"):
        answer = type_command(
            *("--home", str(home.home.folder), *recover, "--recovery-key-file", str(key)),
            *("--new-passphrase-file", _file(tmp_path, weak)),
        )
        assert answer.code == 1
        assert "a name of the user or the unit" in answer.err
        assert not home.home.bag("moira2").exists()


def test_a_bag_from_before_opens_with_the_old_passphrase_until_the_login_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = copied_home(tmp_path / "home")
    kept = tmp_path / "stolen" / f"{RHIANNON}.bag"
    kept.parent.mkdir()
    kept.write_bytes(home.home.bag(RHIANNON).read_bytes())

    def opens() -> bytes:
        stolen = open_bag(kept, home.passphrase(RHIANNON), state=tmp_path / "elsewhere")
        return open_database_key(home.home.folder, stolen.identity)

    before = opens()
    changed = home.type("user", "passphrase", "--new-passphrase-file", _file(tmp_path, "seven crates of quinces"))
    assert changed.code == 0
    assert home.type("participant", "find", "nobody").code == 3, "the bag in the home has the new one"
    assert opens() == before
    assert "A copy of your bag from before, in a backup for one, still opens with the old passphrase." in changed.err
    assert "no new key of the database shuts them out" in changed.err
    assert f"`throughcare user close {RHIANNON}`" in changed.err
    assert home.type("key", "rekey", user=ADMIN).code == 0
    assert opens() != before, "the new key is addressed to the same keys, and they are in the old bag"
    assert home.type("user", "close", RHIANNON, "--reason", "the bag is in other hands", user=ADMIN).code == 0
    with pytest.raises(NotPermitted, match="not open to this user"):
        opens()
    # Nor does the old bag in the place of the newer one let anybody in.
    home.home.bag(RHIANNON).write_bytes(kept.read_bytes())
    assert home.type("participant", "find", "nobody").code == 3


def test_wrong_passphrases_are_told_once_to_whom_they_were_tried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = copied_home(tmp_path / "home")
    right = home.passphrase_file(RHIANNON).read_text()

    def wrong(times: int) -> None:
        home.passphrase_file(RHIANNON).write_text("gareth would like to know\n")
        for _ in range(times):
            assert home.type("participant", "find", "nobody").code == 3
        home.passphrase_file(RHIANNON).write_text(right)

    wrong(1)
    found = home.type("participant", "find", "nobody", "--json")
    assert found.json == []
    said = "1 wrong passphrase was tried for rhiannon; if that was not you, tell an administrator."
    assert said in found.err, "she has never done anything here, so there is no since"
    wrong(5)
    assert "wrong" not in home.type("user", "unlock", RHIANNON, user=ADMIN).err, "it is nobody else's to hear"
    with home.sit() as sitting, sitting.looking_up() as uow:
        last = uow.audit.filtered(1, AuditFilter(user=RHIANNON))[0].at
    said = (
        f"5 wrong passphrases were tried for rhiannon since {day_said(last)} at {last:%H:%M} UTC; if that was not you"
    )
    told, again = (home.type("participant", "find", "nobody") for _ in range(2))
    assert said in told.err
    assert "wrong passphrase" not in again.err
