"""What is typed and not saved: sealed to its writer, in a private place, and gone when it is dropped."""

import stat
from pathlib import Path

import pytest

from registry.services.unsaved import Unsaved, drop_unsaved, find_unsaved, keep_unsaved, list_unsaved
from tests.copied import copied_home
from tests.homes import GARETH, TestHome

WORDS = "I want [/] to say \u202e what happened, \ud83d half an emoji"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "ashmere")


def test_it_comes_back_to_its_writer_alone_character_for_character(home: TestHome) -> None:
    with home.sit() as sitting:
        work = Unsaved(
            form="voice",
            about={"participant": "urn:uuid:1"},
            title="Voice: THISTLEWOOD, Marcus",
            fields={"said": WORDS},
            at=sitting.now,
        )
        keep_unsaved(sitting, work)
        keep_unsaved(sitting, work)
        assert list_unsaved(sitting) == (work,)
        folder = home.home.unsaved("rhiannon")
    [file] = folder.iterdir()
    assert b"want" not in file.read_bytes()
    assert b"THISTLEWOOD" not in file.read_bytes()
    assert "THISTLEWOOD" not in file.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)} == {0o700}
    with home.sit(GARETH) as sitting:
        assert list_unsaved(sitting) == ()
        theirs = home.home.unsaved(GARETH)
        theirs.mkdir(mode=0o700)
        (theirs / file.name).write_bytes(file.read_bytes())
        assert find_unsaved(sitting, work.key) is None
    with home.sit() as sitting:
        file.write_bytes(file.read_bytes()[:-5])
        assert list_unsaved(sitting) == ()
        keep_unsaved(sitting, work)
        drop_unsaved(sitting, work.key)
        drop_unsaved(sitting, work.key)
        assert list_unsaved(sitting) == ()
    assert list(folder.iterdir()) == []


def test_the_same_form_about_something_else_is_another(home: TestHome) -> None:
    with home.sit() as sitting:
        one, other = (
            Unsaved(form="session", about={"intervention": each}, title=each, fields={}, at=sitting.now)
            for each in ("a", "b")
        )
        keep_unsaved(sitting, one)
        keep_unsaved(sitting, other)
        drop_unsaved(sitting, one.key)
        assert [each.title for each in list_unsaved(sitting)] == ["b"]
