"""Backups as an administrator types them: proven down to the signatures, noticed when missing, thinned out by age."""

from pathlib import Path

import pytest

from registry.custody.dbkey import open_database_key
from registry.store.manifest import MANIFEST_NAME, read_manifest, write_manifest
from tests.copied import copied_home
from tests.homes import ADMIN, TestHome, file_only, make_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


def _age(home: TestHome, backup: Path, year: int) -> None:
    """Make a backup older, as only this home's key can."""
    with home.sit(ADMIN) as sitting:
        key = open_database_key(home.home.folder, sitting.keys.identity)
    file = backup / MANIFEST_NAME
    manifest = read_manifest(file.read_bytes()).manifest
    from dataclasses import replace

    older = replace(manifest, created=manifest.created.replace(year=year, day=1))
    file.write_bytes(write_manifest(older, key))


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
