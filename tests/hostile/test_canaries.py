"""Planted strings, two hundred and more, recorded by real commands, are found nowhere in clear."""

import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from registry.services.unsaved import Unsaved, keep_unsaved
from tests.copied import copied_two_units
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome
from tests.two_units import TwoUnits

THROUGHCARE = Path(sys.executable).parent / "throughcare"
NUMBERS = ("9990000123", "999 000 0123", "A8765ZX", "LOCAL-77431")
# A crash in the middle of a commit, with what was typed still in the hands of the program.
CRASH = """
import sys
from registry.cli.main import main
from registry.store.unit_of_work import UnitOfWork
def crash(self): raise RuntimeError("forced")
UnitOfWork.commit = crash
sys.argv = ["throughcare", *sys.argv[1:]]
main()
"""


class Watch(threading.Thread):
    """Keeps every byte that files in a folder were seen to hold, for as long as it runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.seen, self.over = folder, set[bytes](), threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.002):
            for path in self.folder.rglob("*"):
                try:
                    self.seen.add(path.name.encode() + b"\n" + path.read_bytes())
                except OSError:
                    continue


@dataclass(frozen=True, kw_only=True)
class Planted:
    """What was planted, and everything that then lay about, by where it was found."""

    words: tuple[str, ...]
    units: TwoUnits
    places: dict[str, bytes]


def make_words(many: int) -> Iterator[str]:
    """Words of letters only, so that they stand in names too; no two alike."""
    draw = random.Random(200)
    for _ in range(many):
        yield "Zq" + "".join(draw.choices("bcdfghjklmnpqrstvwxz", k=9))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    folder = tmp_path_factory.mktemp("canaries")
    temporary, state = folder / "tmp", folder / "state"
    temporary.mkdir()
    words = tuple(make_words(216))
    left = iter(words)

    def some(many: int) -> str:
        return " ".join(next(left) for _ in range(many))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(state))
        units = copied_two_units(folder / "units")
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr(tempfile, "tempdir", None)
        watch = Watch(temporary)
        watch.start()
        said = record_everything(units.ashmere, folder, some)
        said += _leave_about(units.ashmere, folder, some)
        crashed = _crash(units.ashmere, some(6))
        assert next(left, None) is None
        completion = _completion(units.ashmere)
        made = units.ashmere.type("backup", "create", str(folder / "backup"), user=ADMIN)
        assert made.code == 0, made.err
        units.post(units.send(), "sent")
        watch.over.set()
        watch.join()
        places = {
            str(path.relative_to(folder)): path.name.encode() + path.read_bytes()
            for place in (
                units.ashmere.home.folder,
                state,
                folder / "backup",
                folder / "release",
                units.folder / "sent.age",
                temporary,
            )
            for path in ([place] if place.is_file() else place.rglob("*"))
            if path.is_file()
        }
        places |= {f"temporary file {number}": seen for number, seen in enumerate(watch.seen)}
        places |= {"crash": crashed, "completion": completion, "what commands said of themselves": said.encode()}
        yield Planted(words=(*words, *NUMBERS), units=units, places=places)


def record_everything(home: TestHome, folder: Path, some: object) -> str:
    """Record everything, and return what was written beside the data: suggestions and warnings."""
    assert callable(some)
    notes = ""

    def typed(*words: str) -> object:
        nonlocal notes
        answer = home.type(*words, "--json")
        assert answer.code == 0, (words[:3], answer.err)
        notes += answer.err
        return answer.json

    aliases = [part for _ in range(12) for part in ("--alias", f"{some(1)}|{some(1)}")]
    person = typed(
        *("participant", "add", "--surname", some(1), "--given", some(1), "--born", "3/4/1985", "--nhs", NUMBERS[0]),
        *("--prison-number", NUMBERS[2], "--local-number", NUMBERS[3], "--known-as", some(1), *aliases),
        *("--language", some(1), "--hearing", some(2), "--format-wanted", some(2)),
    )
    assert isinstance(person, dict)
    who = person["id"]
    typed("participant", "first-two-weeks", who, "--settles", some(8), "--upsets", some(8))
    work = typed("intervention", "refer", who, "--title", some(4), "--delivery", "individual", "--setting", some(6))
    assert isinstance(work, dict)
    typed("intervention", "open", work["id"], "--on", "t")
    held = ("session", "add", work["id"], "--on", "t", "--kind", "individual", "--attended", "full")
    typed(*held, "--observation", some(20))
    typed("progress", "add", work["id"], "anger", "--learnt", some(10), "--not-yet-shown", some(10))
    account = folder / f"{some(1)}.txt"
    account.write_text(some(40))
    typed("voice", "add", who, "--kind", "account", "--text-file", str(account), "--staff-comment", some(10))
    account.unlink()
    typed("voice", "add", who, "--kind", "hope", "--text", some(15), "--about", some(4))
    ended = ("intervention", "close", work["id"], "--outcome", "not-completed", "--reason", "chose-to-stop")
    typed(*ended, "--reason-note", some(8), "--ended", "planned")
    typed("intervention", "reopen", work["id"], "--reason", some(6))
    made = ("product", "add", work["id"], "--kind", "formulation", "--made-with", "Ann Lowe", "--agreed", "yes")
    typed(*made, "--title", some(4), "--kept-where", some(4), "--may-be-seen-by", "treating teams")
    return notes


def _leave_about(home: TestHome, folder: Path, some: object) -> str:
    """What is not in the record, or leaves it: a draft of an annex, an unsaved form, a group, a query, a data set."""
    assert callable(some)
    passage, release = folder / "passage.txt", str(folder / "release")
    passage.write_text(some(10))
    about = ("--text", str(passage), "--concern", "third-party", "--to", "Thornfield")
    wanted = ("--purpose", "yearly return", "--recipient", "A. Example")
    notes = ""
    for user, *words in (
        (RHIANNON, "annex", "draft", NUMBERS[0], *about),
        (RHIANNON, "group", "open", some(2), "RPREV"),
        (RHIANNON, "participant", "find", some(1)),
        (GARETH, "dataset", "export", release, *wanted),
    ):
        answer = home.type(*words, "--json", user=user)
        assert answer.code == 0 or words[1] == "find", (words[:2], answer.err)
        notes += answer.err
    passage.unlink()
    with home.sit(RHIANNON) as sitting:
        half, about_whom, title = {"said": some(4)}, {"participant": some(1)}, some(2)
        keep_unsaved(sitting, Unsaved(form="voice", about=about_whom, title=title, fields=half, at=sitting.now))
    return notes


def _run(*words: str, **variables: str) -> bytes:
    ended = subprocess.run(words, env={**os.environ, **variables}, capture_output=True, check=False)
    return ended.stdout + ended.stderr


def _crash(home: TestHome, words: str) -> bytes:
    who = ("--home", str(home.home.folder), "--user", "rhiannon")
    secret = ("--passphrase-file", str(home.passphrase_file("rhiannon")))
    said = _run(
        sys.executable, "-c", CRASH, *who, *secret, "voice", "add", "9990000123", "--kind", "hope", "--text", words
    )
    assert b"forced" in said
    return said


def _completion(home: TestHome) -> bytes:
    line = {"COMP_WORDS": "throughcare participant show ", "COMP_CWORD": "3", "THROUGHCARE_USER": "rhiannon"}
    home_said = {"THROUGHCARE_HOME": str(home.home.folder), "_THROUGHCARE_COMPLETE": "complete_bash"}
    return _run(str(THROUGHCARE), **line, **home_said)


def test_the_strings_are_planted_and_kept(planted: Planted) -> None:
    assert len(planted.words) == len(set(planted.words)) == 220
    home = planted.units.ashmere
    kept = home.type("participant", "show", "9990000123", "--json").out
    # All but the crash's words, the account's file name and what only another command shows.
    assert sum(word in kept for word in planted.words) > 150


def test_planted_strings_are_found_nowhere_in_clear(planted: Planted) -> None:
    assert any(name.endswith("-wal") or ".sqlite" in name or ".db" in name for name in planted.places)
    assert any(name.startswith("backup") for name in planted.places)
    assert any(name.startswith("release") for name in planted.places)
    assert any("unsaved" in name for name in planted.places)
    found = [
        (place, word)
        for place, held in planted.places.items()
        for word in planted.words
        for spelt in (word.casefold().encode(), word.casefold().encode("utf-16-le"))
        if spelt in held.lower()
    ]
    assert found == []


def test_the_search_finds_what_is_there(planted: Planted) -> None:
    """The same search over what a command shows finds the strings, so that finding none means something."""
    shown = planted.units.ashmere.type("participant", "show", "9990000123").out.encode().lower()
    assert sum(word.casefold().encode() in shown for word in planted.words) > 20
