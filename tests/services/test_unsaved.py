"""What is typed and not saved: sealed to its writer, in a private place, and gone when it is dropped."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from registry.custody.sealing import seal, unseal
from registry.services.sitting import Sitting
from registry.services.unsaved import (
    Unsaved,
    choose_unsaved,
    drop_unsaved,
    give_up_unsaved,
    is_open_elsewhere,
    keep_unsaved,
    key_of,
    list_unsaved,
    take_unsaved,
)
from tests.copied import copied_home
from tests.homes import GARETH, RHIANNON, TestHome, surroundings

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
        assert take_unsaved(sitting, work.key) is None
    with home.sit() as sitting:
        file.write_bytes(file.read_bytes()[:-5])
        assert list_unsaved(sitting) == ()
        keep_unsaved(sitting, work)
        drop_unsaved(sitting, work.key)
        drop_unsaved(sitting, work.key)
        assert list_unsaved(sitting) == ()
    # What cannot be opened is left as it lies: nobody knows what it was.
    assert list(folder.iterdir()) == [file]


def test_what_somebody_else_sealed_for_her_is_not_hers(home: TestHome) -> None:
    """Her address stands in her bag in clear: whoever may write the folder could put words in her mouth."""
    with home.sit() as sitting:
        work = Unsaved(form="voice", about={}, title="Voice", fields={"said": "Mine."}, at=sitting.now)
        keep_unsaved(sitting, work)
        [file] = home.home.unsaved(RHIANNON).glob("*.age")
        own = unseal(file.read_bytes(), sitting.keys.identity)
        for planted in (own.replace(b"Mine.", b"Yours"), own[32:]):
            file.write_bytes(seal(planted, [sitting.keys.info.recipient]))
            assert list_unsaved(sitting) == ()
            assert take_unsaved(sitting, work.key) is None
        file.write_bytes(seal(own, [sitting.keys.info.recipient]))
        assert list_unsaved(sitting) == (work,)


def sealed(sitting: Sitting, words: str, about: str = "a") -> Unsaved:
    one = Unsaved(form="session", about={"intervention": about}, title="t", fields={"said": words}, at=sitting.now)
    keep_unsaved(sitting, one)
    return one


def test_neither_of_two_sittings_takes_the_others_words_or_writes_over_them(home: TestHome) -> None:
    with home.sit() as here:
        mine = sealed(here, "typed here")
        with home.sit() as there:
            assert is_open_elsewhere(there, mine.key)
            assert take_unsaved(there, mine.key) is None
            assert list_unsaved(there) == ()
            sealed(there, "given up there")
            assert list_unsaved(here) == (mine,)
            assert take_unsaved(here, mine.key) == mine
            drop_unsaved(there, mine.key)
            theirs = sealed(there, "typed there")
        # The other has ended: what it left is offered, and is not mixed with what stands here.
        assert not is_open_elsewhere(here, mine.key)
        assert {one.fields["said"] for one in list_unsaved(here)} == {"typed here", "typed there"}
        assert take_unsaved(here, mine.key) == mine
        left = next(one for one in list_unsaved(here) if one == theirs)
        choose_unsaved(here, left)
        assert take_unsaved(here, mine.key) == theirs
        drop_unsaved(here, mine.key)
        assert take_unsaved(here, mine.key) == mine, "what was laid aside is offered again"
        give_up_unsaved(here, list_unsaved(here)[0])
        assert list_unsaved(here) == ()
    assert not list(home.home.unsaved("rhiannon").iterdir())


def test_of_two_that_take_what_was_left_one_gets_it(home: TestHome) -> None:
    with home.sit() as sitting:
        left = sealed(sitting, "left behind")
    with home.sit() as one, home.sit() as other:
        seen = list_unsaved(other)
        assert take_unsaved(one, left.key) == left
        choose_unsaved(other, seen[0])
        assert take_unsaved(other, left.key) is None
        assert list_unsaved(one) == (left,)


KILLED = """
import os, sys
from pathlib import Path
from registry.bootstrap import sit_down
from registry.services.unsaved import Unsaved, keep_unsaved
from registry.settings import Home, Settings
folder, server = Path(sys.argv[1]), sys.argv[2] or None
settings = Settings(home=Home(folder=folder, server=server), user="rhiannon")
with sit_down(settings, sys.argv[3]) as sitting:
    about = {"intervention": "a"}
    keep_unsaved(sitting, Unsaved(form="session", about=about, title="t", fields={"said": "until"}, at=sitting.now))
    print("kept", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_process_left_is_offered_as_soon_as_it_is_gone(home: TestHome) -> None:
    words = [str(home.home.folder), home.home.server or "", home.passphrase(RHIANNON)]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings(words)
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"kept\n"
        with home.sit() as sitting:
            key = key_of("session", {"intervention": "a"})
            assert is_open_elsewhere(sitting, key)
            assert list_unsaved(sitting) == ()
            other.kill()
            other.wait()
            assert not is_open_elsewhere(sitting, key)
            found = take_unsaved(sitting, key)
            assert found is not None
            assert found.fields == {"said": "until"}
            assert take_unsaved(sitting, key) == found


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
