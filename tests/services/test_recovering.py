"""When every passphrase is lost the recovery key lets one administrator in, once, and everybody is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from registry.custody.bags import open_bag
from registry.settings import Home, state_folder
from tests.copied import copied_home
from tests.homes import ADMIN, RHIANNON, Answer, TestHome, type_command

SECRET = "moira has found her envelope"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


def _recover(home: TestHome, key: str, *more: str, name: str = "moira", person: str = "Ola Nowak") -> Answer:
    folder = home.home.folder.parent
    (folder / "key.txt").write_text(f"{key}\n")
    (folder / "key.txt").chmod(0o600)
    (folder / "new.txt").write_text(f"{SECRET}\n")
    (folder / "new.txt").chmod(0o600)
    return type_command(
        *("--home", str(home.home.folder), "--user", name, "--no-input", "key", "recover", "--person", person),
        *("--profession", "records manager", "--recovery-key-file", str(folder / "key.txt")),
        *("--new-passphrase-file", str(folder / "new.txt"), *more),
    )


def _as_moira(home: TestHome, *words: str) -> Answer:
    secret = str(home.home.folder.parent / "new.txt")
    return type_command(
        *("--home", str(home.home.folder), "--user", "moira", "--passphrase-file", secret, "--no-input", *words)
    )


def test_a_new_administrator_is_let_in_and_everybody_is_told(home: TestHome) -> None:
    answer = _recover(home, home.recovery_key, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["recoveryKey"].startswith("AGE-SECRET-KEY-1")
    assert answer.json["recoveryKey"] != home.recovery_key
    assert _as_moira(home, "user", "list").code == 0
    told = _as_moira(home, "audit", "show").out
    assert "key recover" in told
    doctor = _as_moira(home, "doctor")
    assert doctor.code == 1
    assert "the recovery key let moira in on" in doctor.out
    # Who still knows a passphrase goes on as before.
    assert home.type("participant", "find", "reid", user=RHIANNON).code == 0
    assert home.type("user", "list", user=ADMIN).code == 0


def test_a_restored_home_says_so_to_the_audit_before_the_recovery_key_changes_its_key(
    home: TestHome, tmp_path: Path
) -> None:
    assert home.type("backup", "create", str(tmp_path / "made"), user=ADMIN).code == 0
    again = replace(home, home=Home(folder=tmp_path / "again"))
    assert type_command("--home", str(tmp_path / "again"), "backup", "restore", str(tmp_path / "made")).code == 0
    assert _recover(again, home.recovery_key).code == 0
    acts = [row["verb"] for row in _as_moira(again, "audit", "show", "--last", "5", "--json").json]
    assert acts[-2:] == ["backup restore", "key recover"]


def test_a_recovery_key_is_good_once(home: TestHome) -> None:
    following = _recover(home, home.recovery_key, "--json").json["recoveryKey"]
    again = _recover(home, home.recovery_key, name="moira2", person="Eve Smith")
    assert again.code == 3
    assert not home.home.bag("moira2").exists()
    assert _recover(home, following, name="moira2", person="Eve Smith").code == 0


def test_ones_own_login_ends_with_it(home: TestHome) -> None:
    # Known by her registration: one person has one login, or two persons could be one.
    answer = _recover(home, home.recovery_key, "--registration", "PYL900001", "--json", person="Dr Rhiannon Pryce")
    assert answer.json["ended"] == [RHIANNON]
    assert home.type("participant", "find", "reid", user=RHIANNON).code == 3


def test_ones_own_login_ends_with_it_by_the_name_too(home: TestHome) -> None:
    # Who founds a unit has no registration there; the name counts as it does for `user add`.
    answer = _recover(home, home.recovery_key, "--json", person="Rhiannon  PRYCE")
    assert answer.json["ended"] == [RHIANNON]
    assert home.type("participant", "find", "reid", user=RHIANNON).code == 3


def test_no_other_key_is_one(home: TestHome) -> None:
    keys = open_bag(home.home.bag(RHIANNON), home.passphrase(RHIANNON), state=state_folder())
    before = sorted(path.name for path in home.home.folder.rglob("*"))
    for key in (str(keys.identity), "AGE-SECRET-KEY-1", "", "\x1b[31m"):
        answer = _recover(home, key)
        assert answer.code == 3, key
        assert "AGE-SECRET-KEY-1" not in answer.err.replace("begins with AGE-SECRET-KEY-1,", "")
    assert sorted(path.name for path in home.home.folder.rglob("*")) == before


@pytest.mark.parametrize("name", [ADMIN, "../database-key", "Moira"])
def test_a_name_that_cannot_be(home: TestHome, name: str) -> None:
    bag = home.home.bag(ADMIN).read_bytes()
    assert _recover(home, home.recovery_key, name=name).code == 1
    assert home.home.bag(ADMIN).read_bytes() == bag
    assert home.type("user", "list", user=ADMIN).code == 0


def test_what_broke_off_does_not_take_the_name(home: TestHome) -> None:
    home.home.bag("moira").write_bytes(b"half a bag")
    assert _recover(home, home.recovery_key).code == 0


def test_the_next_key_is_shown_where_its_file_is_taken(home: TestHome, tmp_path: Path) -> None:
    file = tmp_path / "recovery.txt"
    file.write_text("another unit's")
    answer = _recover(home, home.recovery_key, "--recovery-file", str(file))
    assert answer.code == 0
    assert "  AGE-SECRET-KEY-1" in answer.out
    assert file.read_text() == "another unit's"


def test_ones_own_passphrase(home: TestHome, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("another long secret of hers\n")
    new.chmod(0o600)
    bag = home.home.bag(RHIANNON)
    before = open_bag(bag, home.passphrase(RHIANNON), state=state_folder())
    assert home.type("user", "passphrase", "--new-passphrase-file", str(new)).code == 0
    assert home.type("participant", "find", "reid").code == 3
    after = open_bag(bag, "another long secret of hers", state=state_folder())
    assert after.info.signing_key == before.info.signing_key
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        assert uow.audit.newest(1, verb="user passphrase")[-1].user == RHIANNON


def test_a_short_passphrase_is_refused_before_anything(home: TestHome, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("short\n")
    new.chmod(0o600)
    assert home.type("user", "passphrase", "--new-passphrase-file", str(new)).code == 1
    assert home.type("participant", "find", "reid").code == 0
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        assert not uow.audit.newest(1, verb="user passphrase")
