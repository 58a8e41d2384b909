"""`throughcare verify` of many files and folders, as it is typed: one line each, none left out, the worst exit."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from registry.documents.schema_check import check_schema
from tests.documents.clinic import NOW, YEAR, resigned, signed, signed_directory, summary
from tests.vector_maker.case import as_bytes

THROUGHCARE = Path(sys.executable).parent / "throughcare"
LONG_AGO = NOW - YEAR


def verify(folder: Path, *arguments: str | Path) -> tuple[int, str, str]:
    """Return the exit code of `throughcare verify`, what it wrote and what it noted."""
    ended = subprocess.run(
        [THROUGHCARE, "verify", *map(str, arguments)], capture_output=True, text=True, check=False, env=_env(folder)
    )
    return ended.returncode, ended.stdout, ended.stderr


def _env(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "THROUGHCARE_HOME": str(folder / "home"), "HOME": str(folder)}


@pytest.fixture
def sound() -> bytes:
    return as_bytes(signed(summary(valid_from=LONG_AGO), approved=LONG_AGO, released=LONG_AGO))


@pytest.fixture
def inbox(tmp_path: Path, sound: bytes) -> Path:
    """A folder with a sound summary, a broken one below, a sealed one, and what is no document."""
    inbox = tmp_path / "inbox"
    (inbox / "below" / "empty").mkdir(parents=True)
    (inbox / ".hidden").mkdir()
    (inbox / "b.json").write_bytes(sound)
    (inbox / "below" / "a.JSON").write_bytes(sound.replace(b"Rowan", b"Raven"))
    (inbox / "c.json.age").write_bytes(b"age-encryption.org/v1\n")
    (inbox / "notes.txt").write_text("nothing signed")
    (inbox / ".hidden" / "d.json").write_bytes(sound)
    return inbox


def test_a_folder_is_verified_with_what_lies_below(tmp_path: Path, inbox: Path) -> None:
    code, said, noted = verify(tmp_path, inbox, tmp_path / "missing.json", "--no-directory")
    assert code == 1
    lines = said.splitlines()
    assert [line[:10].rstrip() for line in lines[:4]] == ["INTACT", "NOT READ", "REFUSED", "NOT READ"]
    assert [part in line for part, line in zip(("b.json", "c.json.age", "a.JSON", "missing"), lines, strict=False)]
    assert "[bad-signature]" in lines[2]
    assert lines[4] == "4 files: 1 INTACT, 2 NOT READ, 1 REFUSED."
    assert "No directory was used" in lines[5]
    assert lines[6].startswith("Not checked: ")
    assert len(lines) == 7
    assert noted.startswith("1 file with another ending passed over.")


def test_each_is_one_json_line_that_follows_the_schema(tmp_path: Path, inbox: Path) -> None:
    code, said, _ = verify(tmp_path, inbox, "--json", "--no-directory")
    told = [json.loads(line) for line in said.splitlines()]
    assert code == 1
    assert [one["exit"] for one in told] == [6, 3, 1]
    for one in told:
        check_schema(one, "verdict", "1.0")


def test_a_folder_with_one_file_tells_it_whole(tmp_path: Path, inbox: Path) -> None:
    code, said, _ = verify(tmp_path, inbox / "below", "--no-directory")
    assert code == 1
    assert said.splitlines()[0] == "REFUSED  a.JSON"
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize("words", [["--json"], []])
def test_a_folder_without_a_document_is_not_found(tmp_path: Path, inbox: Path, words: list[str]) -> None:
    code, said, _ = verify(tmp_path, inbox / "below" / "empty", "--no-directory", *words)
    assert code == 4
    assert "holds no file to verify" in said


def test_a_folder_of_folders_that_may_not_be_looked_into_says_so(tmp_path: Path, inbox: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may look into every folder")
    (inbox / "below").chmod(0)
    try:
        code, said, _ = verify(tmp_path, inbox, "--no-directory")
    finally:
        (inbox / "below").chmod(0o700)
    assert code == 4
    assert "may not be looked into" in said


def test_a_link_in_a_folder_is_refused_and_not_followed(tmp_path: Path, inbox: Path, sound: bytes) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.json").write_bytes(sound)
    (inbox / "link.json").symlink_to(inbox / "b.json")
    (inbox / "way").symlink_to(tmp_path / "elsewhere")
    _, said, _ = verify(tmp_path, inbox, "--no-directory")
    assert "x.json" not in said
    assert [line[:7] for line in said.splitlines() if "link.json" in line] == ["REFUSED"]


def test_what_must_be_known_of_one_stands_in_its_line(tmp_path: Path) -> None:
    directory, inbox = tmp_path / "directory.json", tmp_path / "inbox"
    directory.write_bytes(signed_directory())
    inbox.mkdir()
    for number in range(2):
        (inbox / f"{number}.json").write_bytes(
            as_bytes(signed(summary(valid_from=LONG_AGO), approved=LONG_AGO, released=LONG_AGO))
        )
    _, said, _ = verify(tmp_path, inbox, "--directory", directory)
    assert said.count("Under directory Northern units version 1, roots ") == 1


class TestMany:
    """So many that several processes verify them."""

    @pytest.fixture
    def many(self, tmp_path: Path, sound: bytes) -> Path:
        many = tmp_path / "many"
        many.mkdir()
        other = as_bytes(resigned({**signed(), "validFrom": "not a time"}))
        for number in range(430):
            (many / f"{number:03}.json").write_bytes(b"{}" if number == 7 else other if number == 201 else sound)
        return many

    def test_the_same_is_said_of_each_as_of_it_alone(self, tmp_path: Path, many: Path) -> None:
        code, said, _ = verify(tmp_path, many, "--no-directory", "--json")
        assert code == 1
        told = {Path(one["file"]).name: one for one in map(json.loads, said.splitlines())}
        assert list(told) == [f"{number:03}.json" for number in range(430)]
        for name in ("000.json", "007.json", "201.json", "429.json"):
            alone = json.loads(verify(tmp_path, many / name, "--no-directory", "--json")[1])
            assert alone == told[name]
        assert {name for name, one in told.items() if one["verdict"] == "REFUSED"} == {"007.json", "201.json"}

    def test_an_interrupt_ends_it_quietly_and_leaves_no_process(self, tmp_path: Path, many: Path) -> None:
        for number in range(430, 4_000):
            os.link(many / "000.json", many / f"{number}.json")
        # A terminal for what is noted: there it shows how far it is, so the interrupt falls into the verifying itself.
        ours, theirs = pty.openpty()
        child = subprocess.Popen(
            [THROUGHCARE, "verify", str(many), "--no-directory"],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env=_env(tmp_path),
            start_new_session=True,
            # Whoever runs the tests in the background has interrupts ignored, which a program inherits.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(theirs)
        noted = b""
        while b" files" not in noted:
            noted += os.read(ours, 65_536)
        os.killpg(child.pid, signal.SIGINT)
        told, _ = child.communicate(timeout=60)
        with contextlib.suppress(OSError):  # A terminal that nobody holds open any more ends so.
            while more := os.read(ours, 65_536):
                noted += more
        os.close(ours)
        assert child.returncode == 130
        assert told == b""
        assert b"Traceback" not in noted
        for _ in range(50):
            try:
                os.killpg(child.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)
        pytest.fail("a process is left")
