"""Backups as an administrator types them: proven down to the signatures, noticed when missing, thinned out by age."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from registry.custody.dbkey import open_database_key
from registry.domain.plain_json import spell_json
from registry.files import digest_file
from registry.settings import Home
from registry.store.backup_folder import MANIFEST_NAME
from registry.store.manifest import Manifest, read_manifest, write_manifest
from tests.copied import copied_home
from tests.homes import ADMIN, RHIANNON, Answer, TestHome, file_only, make_home, type_command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


def _rewrite(home: TestHome, backup: Path, change: Callable[[Manifest], Manifest]) -> None:
    """Write another manifest, as only this home's key can."""
    with home.sit(ADMIN) as sitting:
        key = open_database_key(home.home.folder, sitting.keys.identity)
    file = backup / MANIFEST_NAME
    file.write_bytes(write_manifest(change(read_manifest(file.read_bytes()).manifest), key))


def _age(home: TestHome, backup: Path, year: int) -> None:
    _rewrite(home, backup, lambda one: replace(one, created=one.created.replace(year=year, day=1)))


def _exchange(home: TestHome, backup: Path, name: str, content: bytes | None) -> None:
    """Put another file into a backup, or take it out."""
    (backup / name).unlink()
    files = {}
    if content is not None:
        (backup / name).write_bytes(content)
        files = {name: digest_file(backup / name)}
    _rewrite(
        home,
        backup,
        lambda one: replace(one, files={**{each: of for each, of in one.files.items() if each != name}, **files}),
    )


def test_doctor_asks_for_a_backup_until_one_is_proven(home: TestHome, tmp_path: Path) -> None:
    assert "none was ever proven" in home.type("doctor", user=ADMIN).out
    assert home.type("backup", "create", str(tmp_path / "first"), user=ADMIN).code == 0
    assert "proven on" in home.type("doctor", user=ADMIN).out


@file_only
def test_a_home_whose_history_was_edited_is_not_backed_up(home: TestHome, tmp_path: Path) -> None:
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER no_update_audit")
        db.exec_driver_sql("UPDATE audit SET verb = 'nothing' WHERE sequence = 2")
    answer = home.type("backup", "create", str(tmp_path / "first"), user=ADMIN)
    assert answer.code == 5
    assert "The history is not sound" in answer.err
    assert not (tmp_path / "first").exists()


@file_only
def test_a_home_whose_records_are_at_fault_is_not_backed_up_until_that_is_accepted(
    home: TestHome, tmp_path: Path
) -> None:
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql("UPDATE users SET entered_at = '2020-01-01T00:00:00Z' WHERE id = 'gareth'")
    assert home.type("audit", "verify", "--records", user=ADMIN).code == 1
    answer = home.type("backup", "create", str(tmp_path / "first"), user=ADMIN)
    assert answer.code == 5
    assert "1 fault. Nothing was saved." in answer.err
    assert "after `throughcare audit accept`" in answer.err
    assert not (tmp_path / "first").exists()
    assert home.type("audit", "accept", "--reason", "Looked into with the auditor.", user=ADMIN).code == 0
    assert home.type("backup", "create", str(tmp_path / "first"), user=ADMIN).code == 0
    assert "1 fault" in home.type("doctor", user=ADMIN).out, "accepted, and still told"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_bag_that_is_no_file_is_a_fault_like_any_other(
    home: TestHome, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    mine = home.home.bag(RHIANNON)
    mine.unlink()
    make(mine)
    refused = home.type("backup", "create", str(tmp_path / "made"), user=ADMIN)
    assert refused.code == 5
    assert "The bag of keys of rhiannon is damaged, or another's: whoever it is could not sign in" in refused.err
    assert "throughcare user close" in refused.err
    assert not (tmp_path / "made").exists()


@file_only
def test_a_backup_is_no_home_to_sign_in_to(home: TestHome, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert home.type("backup", "create", str(made), user=ADMIN).code == 0
    before = {file: file.read_bytes() for file in made.rglob("*") if file.is_file()}
    refused = home.at(made).type("doctor", user=ADMIN)
    assert refused.code != 0
    assert f"{made} is a backup" in refused.err
    assert f"throughcare backup restore {made} --home NEW" in refused.err
    assert {file: file.read_bytes() for file in made.rglob("*") if file.is_file()} == before
    assert home.type("backup", "verify", str(made), user=ADMIN).code == 0
    restored = tmp_path / "restored"
    assert type_command("--home", str(restored), "backup", "restore", str(made)).code == 0
    again = home.at(restored)
    shutil.copy(home.passphrase_file(ADMIN), again.passphrase_file(ADMIN))
    for _ in range(2):
        assert again.type("user", "list", user=ADMIN).code == 0


@pytest.mark.parametrize("bag", [None, b"garbage", "gareth"])
def test_a_backup_without_everybodys_own_bag_of_keys_is_not_proven_and_says_whose(
    home: TestHome, tmp_path: Path, bag: bytes | str | None
) -> None:
    mine = home.home.bag(RHIANNON)
    made = tmp_path / "made"
    assert home.type("backup", "create", str(made), user=ADMIN).code == 0
    wrong = home.home.bag(bag).read_bytes() if isinstance(bag, str) else bag
    mine.unlink()
    if wrong is not None:
        mine.write_bytes(wrong)
    refused = home.type("backup", "create", str(tmp_path / "second"), user=ADMIN)
    assert refused.code == 5
    assert "The bag of keys of rhiannon is" in refused.err
    assert "throughcare user close" in refused.err
    assert not (tmp_path / "second").exists()
    assert "the bag of keys of rhiannon is" in home.type("doctor", user=ADMIN).out
    # One that was made so by a program that did not look, under the home's own key.
    _exchange(home, made, f"users/{RHIANNON}.bag", wrong)
    told = home.type("backup", "verify", str(made), user=ADMIN)
    assert told.code == 6
    assert told.out.startswith("not proven: The bag of keys of rhiannon is")
    listed = home.type("backup", "list", str(tmp_path), "--json", user=ADMIN).json
    assert [(one["state"], one["kept"]) for one in listed] == [("not proven", True)]


def test_old_backups_are_shown_before_they_go(home: TestHome, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("a", "b", "c"):
        assert home.type("backup", "create", str(folder / name), user=ADMIN).code == 0
    _age(home, folder / "a", 2023)
    _age(home, folder / "b", 2024)
    (folder / "holiday").mkdir()
    (folder / "holiday" / "photo.jpg").write_bytes(b"a photo")
    (folder / "c" / "registry.db").write_bytes(b"not a database any more")
    listed = home.type("backup", "list", str(folder), "--json", user=ADMIN).json
    assert [(Path(one["folder"]).name, one["state"], one["kept"]) for one in listed] == [
        ("a", "good", False),
        ("b", "good", True),
        ("c", "damaged", True),
    ]
    assert home.type("backup", "prune", str(folder), user=ADMIN).code == 0
    assert (folder / "a").exists()
    gone = home.type("backup", "prune", str(folder), "--yes", user=ADMIN)
    assert "Taken away." in gone.out
    assert sorted(one.name for one in folder.iterdir()) == ["b", "c", "holiday"]


def test_a_backup_of_another_home_is_left_alone(home: TestHome, tmp_path: Path) -> None:
    other = make_home(tmp_path / "other", name="Thornfield")
    folder = tmp_path / "backups"
    folder.mkdir()
    assert other.type("backup", "create", str(folder / "theirs"), user=ADMIN).code == 0
    assert home.type("backup", "list", str(folder), "--json", user=ADMIN).json == []
    assert home.type("backup", "prune", str(folder), "--yes", user=ADMIN).code == 0
    assert (folder / "theirs").is_dir()


def test_only_an_administrator_backs_up(home: TestHome, tmp_path: Path) -> None:
    for words in (["create", str(tmp_path / "x")], ["list", str(tmp_path)], ["prune", str(tmp_path), "--yes"]):
        assert home.type("backup", *words).code == 3


def _restored(home: TestHome, backup: Path, folder: Path) -> tuple[TestHome, Answer]:
    answer = type_command("--home", str(folder), "backup", "restore", str(backup))
    for user in (ADMIN, RHIANNON):
        shutil.copy2(home.passphrase_file(user), folder.parent / f"{folder.name}-{user}.txt")
    return replace(home, home=Home(folder=folder)), answer


def test_a_restored_home_says_whose_backup_it_is_and_whoever_signs_in_first_what_vouches_for_it(
    home: TestHome, tmp_path: Path
) -> None:
    assert home.type("backup", "create", str(tmp_path / "made"), user=ADMIN).code == 0
    said = f"the backup of Ashmere that {ADMIN} made on "
    again, answer = _restored(home, tmp_path / "made", tmp_path / "again")
    assert answer.code == 0, answer.err
    assert f"Restored into {tmp_path / 'again'}: {said}" in answer.out
    assert "Whether this home's own key made it, whoever signs in first is told." in answer.err
    first = again.type("participant", "find", "nobody", "--json")
    assert first.json == []
    assert f"This home was restored from {said}" in first.err
    assert "which its own key has made." in first.err
    assert "never seen" not in first.err, "this account knows the history, and would notice another"
    assert "restored" not in again.type("participant", "find", "nobody").err
    (row,) = again.type("audit", "show", "--act", "backup restore", "--json", user=ADMIN).json
    assert row["user"] == RHIANNON
    assert row["purpose"].startswith(said)
    other = type_command("--home", str(tmp_path / "third"), "backup", "restore", str(tmp_path / "made"), "--json")
    assert (other.json["unit"], other.json["by"]) == ("Ashmere", ADMIN)


@file_only
def test_a_backup_in_which_another_hand_exchanged_a_file_opens_to_nobody(home: TestHome, tmp_path: Path) -> None:
    """Digests and checksum fit again; the tag can only be made under the home's key."""
    made, older = tmp_path / "made", tmp_path / "older"
    assert home.type("backup", "create", str(older), user=ADMIN).code == 0
    assert home.type("backup", "create", str(made), user=ADMIN).code == 0
    shutil.copy2(older / "registry.db", made / "registry.db")
    told = json.loads((made / MANIFEST_NAME).read_bytes())
    was = json.loads((older / MANIFEST_NAME).read_bytes())
    told |= {"files": told["files"] | {"registry.db": was["files"]["registry.db"]}, "rows": was["rows"]}
    del told["checksum"]
    (made / MANIFEST_NAME).write_bytes(spell_json({**told, "checksum": hashlib.sha256(spell_json(told)).hexdigest()}))
    assert home.type("backup", "verify", str(made), user=ADMIN).code == 1
    again, answer = _restored(home, made, tmp_path / "again")
    assert answer.code == 0, "without a key nobody can tell"
    before = (tmp_path / "again" / "registry.db").read_bytes()
    for user in (RHIANNON, ADMIN, RHIANNON):
        refused = again.type("participant", "find", "nobody", user=user)
        assert refused.code == 1
        assert "its key did not make it. [digest-mismatch]" in refused.err
        assert "Restore another backup" in refused.err
    assert (tmp_path / "again" / "registry.db").read_bytes() == before


@file_only
def test_a_whole_backup_that_somebody_else_made_anew_is_not_taken_for_the_units_own(
    home: TestHome, tmp_path: Path
) -> None:
    assert home.type("audit", "checkpoint", "-o", str(tmp_path / "held.txt"), user=ADMIN).code == 0
    forged = make_home(tmp_path / "forged", name="Ashmere")
    assert forged.type("backup", "create", str(tmp_path / "theirs"), user=ADMIN).code == 0
    shutil.rmtree(tmp_path / "state")
    again, answer = _restored(home, tmp_path / "theirs", tmp_path / "again")
    assert "the backup of Ashmere that admin made on" in answer.out
    first = again.type("participant", "find", "nobody")
    assert "this account has never seen its history" in first.err
    assert "`throughcare audit verify --against FILE`" in first.err
    assert again.type("audit", "verify", user=ADMIN).code == 0
    assert again.type("audit", "verify", "--against", str(tmp_path / "held.txt"), user=ADMIN).code == 1
