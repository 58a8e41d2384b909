"""Names made to move the cursor, turn text round or forge a line: they reach the screen escaped."""

import os
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from registry.documents.transfer_summary import encode
from tests.documents.clinic import NOW, YEAR, resigned, signed, signed_directory, summary
from tests.forking import forked_program
from tests.vector_maker.case import as_bytes, changed

LONG_AGO = NOW - YEAR
CLEAR, TURN, HIDDEN, FORGED = "\x1b[2J", "\u202e", "\u200b", "\nTRUSTED  other.json"

Verify = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def verify(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verify]:
    """Types `throughcare verify …` in a process; returns how it ended and all that it wrote."""
    with forked_program(tmp_path_factory.mktemp("program")) as programs:

        def typed(folder: Path, *arguments: str | Path) -> tuple[int, str]:
            ended = subprocess.run(
                [programs / "throughcare", "verify", *map(str, arguments)],
                capture_output=True,
                check=False,
                env={"PATH": os.environ["PATH"], "THROUGHCARE_HOME": str(folder / "home"), "HOME": str(folder)},
            )
            return ended.returncode, (ended.stdout + ended.stderr).decode()

        yield typed


def is_clean(text: str) -> bool:
    return all(letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp") for letter in text)


@pytest.mark.parametrize("name", [CLEAR, TURN, HIDDEN, FORGED, "\r", "\x9b2J", "\u2028"])
@pytest.mark.parametrize("sound", [True, False])
def test_no_control_or_bidi_character_of_a_file_name_reaches_the_screen(
    verify: Verify, tmp_path: Path, name: str, sound: bool
) -> None:
    file = tmp_path / f"summary{name}.json"
    signed_long_ago = signed(summary(valid_from=LONG_AGO), approved=LONG_AGO, released=LONG_AGO)
    file.write_bytes(as_bytes(signed_long_ago) if sound else b"{}")
    code, said = verify(tmp_path, file, "--no-directory")
    assert code == (6 if sound else 1)
    assert is_clean(said)
    # One line begins with a verdict: a name cannot add another.
    assert [line.split(" ")[0] for line in said.splitlines() if line.startswith(("TRUSTED", "INTACT", "REFUSED"))] == [
        "INTACT" if sound else "REFUSED"
    ]
    # Nor where several are told in a line each, the one that is missing among them.
    _, told = verify(tmp_path, file, tmp_path / f"missing{name}.json", "--no-directory")
    assert is_clean(told)
    assert [line[:7].rstrip() for line in told.splitlines()[:2]] == ["INTACT" if sound else "REFUSED", "NOT REA"]
    assert told.splitlines()[2].startswith("2 files: ")
    assert is_clean(verify(tmp_path, file, "--no-directory", "--json")[1])
    assert is_clean(verify(tmp_path, tmp_path / f"missing{name}.json", "--no-directory")[1])


@pytest.mark.parametrize("letters", [CLEAR, TURN, HIDDEN, FORGED])
def test_no_control_or_bidi_character_of_a_document_reaches_the_screen(
    verify: Verify, tmp_path: Path, letters: str
) -> None:
    directory = tmp_path / "directory.json"
    directory.write_bytes(signed_directory())
    plain = changed(encode(summary()), lambda document: document["issuer"].update(name=f"Alder{letters} Clinic"))
    odd_member = {**encode(summary()), f"odd{letters}": "x"}
    for number, document in enumerate((plain, odd_member)):
        file = tmp_path / f"{number}.json"
        file.write_bytes(as_bytes(resigned(document)))
        code, said = verify(tmp_path, file, "--directory", directory)
        assert code == 1
        assert is_clean(said)
        assert not any(line.startswith("TRUSTED") for line in said.splitlines())


@pytest.mark.parametrize(
    ("kind", "ends", "says"),
    [("link", 1, "[not-a-file]"), ("folder", 4, "holds no file to verify"), ("pipe", 1, "[not-a-file]")],
)
def test_a_link_a_folder_or_a_pipe_in_place_of_a_summary(
    verify: Verify, tmp_path: Path, kind: str, ends: int, says: str
) -> None:
    file = tmp_path / "summary.json"
    if kind == "link":
        (tmp_path / "real.json").write_bytes(as_bytes(signed()))
        file.symlink_to(tmp_path / "real.json")
    elif kind == "folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    code, said = verify(tmp_path, file, "--no-directory")
    assert code == ends
    assert says in said
