"""A directory's life as two keepers and two units type it, and what verify says when the directory is the trouble."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest

from registry.documents.schema_check import check_schema
from registry.documents.signing import document_bytes
from tests.documents import clinic
from tests.documents.clinic import NOW, signed_directory
from tests.homes import ADMIN, Answer, TestHome, make_home, type_command


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A keeper's folder, with a passphrase for the roots, and a unit."""

    folder: Path
    unit: TestHome

    def type(self, *words: str) -> Answer:
        """Type a command as nobody, without a home, in the keeper's folder."""
        placed = [str(self.folder / word) if word.endswith((".json", ".bag", ".txt")) else word for word in words]
        return type_command("--home", str(self.folder / "none"), "--no-input", *placed)

    def at_unit(self, *words: str) -> Answer:
        placed = [str(self.folder / word) if word.endswith((".json", ".bag", ".txt")) else word for word in words]
        return self.unit.type(*placed, user=ADMIN)

    def sign(self, file: str, root: str, out: str, *more: str) -> Answer:
        return self.type(
            *("directory", "sign", file, "--root-bag", f"{root}.bag"),
            "--root-passphrase-file",
            "root.txt",
            "-o",
            out,
            *more,
        )

    def make_root(self, name: str) -> str:
        made = self.type("directory", "root", f"{name}.bag", "--passphrase-file", "root.txt", "--json")
        key: str = made.json["key"]
        return key


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("keeper")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        (folder / "root.txt").write_text("a root keeps a long secret\n")
        (folder / "root.txt").chmod(0o600)
        (folder / "summary.json").write_bytes(document_bytes(clinic.signed()))
        (folder / "trusted.json").write_bytes(signed_directory())
        (folder / "under-signed.json").write_bytes(signed_directory(roots=("root-1",)))
        (folder / "broken.json").write_bytes(b"{}")
        yield Desk(folder=folder, unit=make_home(folder / "units" / "ashmere"))


def test_the_life_of_a_directory(desk: Desk) -> None:
    north, south, east = (desk.make_root(name) for name in ("north", "south", "east"))
    card = desk.at_unit("key", "export", "-o", "ashmere.json", "--json").json["words"]
    create = ["directory", "create", "--name", "Northern units", "--card", "ashmere.json", "--threshold", "2"]
    made = desk.type(*create, "--root-key", north, "--root-key", south, "-o", "draft.json")
    assert made.code == 0, made.err
    assert "Signatures of its own roots: 0; needed: 2 of 2" in made.out
    assert "next root keeper" in desk.sign("draft.json", "north", "once.json").err
    assert desk.at_unit("directory", "install", "once.json", "--roots", "x").code == 1
    signed = desk.sign("once.json", "south", "directory.json", "--json").json
    assert (signed["signed"], signed["threshold"]) == (2, 2)

    unasked = desk.at_unit("directory", "install", "directory.json")
    assert unasked.code == 1
    assert "eight words" in unasked.err
    assert signed["roots"] not in unasked.err + unasked.out
    installed = desk.at_unit("directory", "install", "directory.json", "--roots", signed["roots"])
    assert installed.code == 0, installed.err
    assert desk.at_unit("directory", "export", "-o", "passed-on.json").code == 0
    assert (desk.folder / "passed-on.json").read_bytes() == (desk.folder / "directory.json").read_bytes()

    # The second version: new dates, a retired key, a card that was read out over the telephone, other roots.
    keys = desk.at_unit("key", "list", "--json").json
    retired = next(one["key"] for one in keys if one["role"] == "clinician")
    assert desk.type("directory", "renew", "directory.json").code == 2
    assert desk.type("directory", "renew", "directory.json", "--days", "500", "-o", "next.json").code == 0
    marked = desk.type("directory", "mark", "next.json", retired[:14], "retired")
    assert "is retired since" in marked.out
    wrong = desk.type("directory", "add", "next.json", "--card", "ashmere.json", "--words", "a b c d e f g h")
    assert wrong.code == 1
    added = desk.type("directory", "add", "next.json", "--card", "ashmere.json", "--words", card)
    assert "Nothing is changed by this." in added.err
    assert "Anybody can write a card" not in added.err
    gone = ["--document", "urn:uuid:11111111-1111-4111-8111-111111111111", "--digest", "ab " * 32]
    assert desk.type("directory", "withdraw", "next.json", "Ashmere", *gone).code == 0
    rotated = desk.type("directory", "rotate", "next.json", "--root-key", east, "--threshold", "1")
    assert f"Root key {north} is given up." in rotated.out
    shown = desk.type("directory", "show", "next.json", "--against", "directory.json")
    assert "Signatures of the roots before: 0; needed: 2 of 2" in shown.out
    assert "Ashmere has withdrawn" in shown.out
    for file, root, out in (
        ("next.json", "east", "1.json"),
        ("1.json", "north", "2.json"),
        ("2.json", "south", "3.json"),
    ):
        assert desk.sign(file, root, out, "--against", "directory.json").code == 0
    assert desk.at_unit("directory", "install", "2.json").code == 1
    again = desk.at_unit("directory", "install", "3.json")
    assert again.code == 0, again.err
    assert "is retired since" in again.out
    doctor = desk.at_unit("doctor")
    assert doctor.code == 1
    assert "is retired in directory version 2" in doctor.out
    back = desk.at_unit("directory", "install", "directory.json")
    assert (back.code, "directory-rolled-back" in back.err) == (1, True)


def test_the_first_words_are_typed_and_not_shown(desk: Desk) -> None:
    other = make_home(desk.folder / "units" / "birch", name="Birch")
    west = desk.make_root("west")
    assert desk.at_unit("key", "export", "-o", "card.json").code == 0
    create = ("directory", "create", "--name", "Western units", "--card", "card.json", "--root-key", west)
    assert desk.type(*create, "-o", "west-draft.json").code == 0
    words = desk.sign("west-draft.json", "west", "west.json", "--json").json["roots"]
    typed = ["--home", str(other.home.folder), "--user", ADMIN, "--passphrase-file", str(other.passphrase_file(ADMIN))]
    command = [*typed, "directory", "install", str(desk.folder / "west.json")]
    with mock.patch("registry.cli.door.Door.may_ask", new=True):
        wrong = type_command(*command, stdin=b"one two three four five six seven eight\n")
        assert wrong.code == 1
        # One of the words may stand in any sentence; no two of them stand there as they are read out.
        said, read_out = " ".join(f"{wrong.out} {wrong.err}".split()), words.split()
        assert not [pair for pair in pairwise(read_out) if " ".join(pair) in said]
        right = type_command(*command, stdin=f"{words}\n".encode())
    assert right.code == 0, right.err


def test_create_says_what_it_needs(desk: Desk) -> None:
    assert desk.type("directory", "create", "--name", "x", "-o", "x.json").code == 2
    assert desk.type("directory", "add", "trusted.json", "--card", "a.json", "--words", "a", "--words", "b").code == 2
    assert (
        desk.type("directory", "mark", "trusted.json", "z6Mk", "retired", "--since", "2026", "-o", "y.json").code == 1
    )
    assert desk.type("directory", "mark", "trusted.json", "z6Mk", "lost", "-o", "y.json").code == 2
    assert not (desk.folder / "y.json").exists()


@pytest.fixture
def when_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands when the invented clinic has just signed."""
    monkeypatch.setattr("registry.bootstrap.utc_now", lambda: NOW)


class TestVerify:
    @pytest.mark.usefixtures("when_signed")
    def test_what_is_missing_is_a_line_of_its_own_and_the_rest_is_verified(self, desk: Desk) -> None:
        said = desk.type("verify", "summary.json", "missing.json", "summary.json", "--no-directory")
        assert said.code == 4
        # Named twice, verified once.
        assert [line.split("  ")[0].rstrip() for line in said.out.splitlines()[:3]] == [
            "INTACT",
            "NOT READ",
            "2 files: 1 INTACT, 1 NOT READ.",
        ]
        assert desk.type("verify", "broken.json", "missing.json", "--no-directory").code == 1

    @pytest.mark.usefixtures("when_signed")
    def test_the_json_of_every_file_follows_the_schema(self, desk: Desk) -> None:
        said = desk.type("verify", "summary.json", "missing.json", "broken.json", "--no-directory", "--json")
        assert said.code == 1
        each = [json.loads(line) for line in said.out.splitlines()]
        assert [one.get("verdict") for one in each] == ["INTACT", None, "REFUSED"]
        assert [one["exit"] for one in each] == [6, 4, 1]
        for one in each:
            check_schema(one, "verdict", "1.0")
        alone = desk.type("verify", "missing.json", "--json")
        assert (alone.code, json.loads(alone.out)["exit"]) == (4, 4)

    @pytest.mark.usefixtures("when_signed")
    def test_directory_under_signed_is_the_file_that_is_named(self, desk: Desk) -> None:
        said = desk.type("verify", "summary.json", "--directory", "under-signed.json")
        assert said.code == 1
        assert said.out.startswith("REFUSED  under-signed.json\n")
        assert "summary.json" not in said.out
        plain = desk.type("verify", "summary.json", "--directory", "under-signed.json", "--json").json
        check_schema(plain, "verdict", "1.0")
        assert (plain["reason"], Path(plain["file"]).name) == ("directory-threshold", "under-signed.json")

    def test_a_missing_directory_is_not_found(self, desk: Desk) -> None:
        said = desk.type("verify", "summary.json", "--directory", "nowhere.json")
        assert (said.code, "nowhere.json" in said.err) == (4, True)

    @pytest.mark.parametrize("more", [("--directory", "trusted.json"), ("--roots", "a b c d e f g h")])
    def test_a_directory_and_none_is_a_usage_error(self, desk: Desk, more: tuple[str, str]) -> None:
        said = desk.type("verify", "summary.json", "--no-directory", *more)
        assert (said.code, said.out) == (2, "")
        assert "contradict" in said.err

    def test_the_roots_are_a_check_with_the_installed_directory_too(self, desk: Desk) -> None:
        wrong = desk.unit.type("verify", str(desk.folder / "summary.json"), "--roots", "a b c", user=None)
        assert wrong.out.startswith("REFUSED  directory.json\n")
        assert "directory-roots" in wrong.out
        assert desk.type("verify", "summary.json", "--roots", "a b c").code == 4
