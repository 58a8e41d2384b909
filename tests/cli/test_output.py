"""Long lines fold at the width of the terminal, and only there."""

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.cli import output
from registry.domain import errors
from registry.domain.errors import OutOfReach, Refusal, Refused, ThroughcareError

LINE = "    4403b938  " + "a course of treatment with a long name " * 4


def kinds() -> list[type[ThroughcareError]]:
    """Return every refusal that a door may have to tell, whatever was imported before."""
    found = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, ThroughcareError)]
    return sorted(found, key=lambda one: one.__name__)


def test_every_refusal_is_looked_at() -> None:
    assert len(kinds()) >= 9
    assert {ThroughcareError, Refused, OutOfReach} <= {*kinds()}


# One says the same each time, and so has its next step with it.
@pytest.mark.parametrize("kind", [one for one in kinds() if one is not OutOfReach])
def test_no_refusal_leaves_a_person_without_a_next_step(
    kind: type[ThroughcareError], capsys: pytest.CaptureFixture[str]
) -> None:
    bare = kind(Refusal.SCHEMA, "It is not so.") if issubclass(kind, Refused) else kind("It is not so.")
    hinted = kind(Refusal.SCHEMA, "No.", hint="Do this.") if issubclass(kind, Refused) else kind("No.", hint="Do this.")
    for error in (bare, hinted):
        assert output.failure(error) == error.exit
    first, second = capsys.readouterr().err.splitlines()
    assert kind.what_next in first
    assert second.endswith("Do this.")


def test_what_is_out_of_reach_says_what_to_do_where_it_cannot_wait(capsys: pytest.CaptureFixture[str]) -> None:
    assert output.failure(OutOfReach("urn:uuid:1")) == 3
    said = capsys.readouterr().err
    assert "participant break-glass" in said
    assert "urn:uuid:1" not in said


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_folds_beside_its_id() -> None:
    first, *rest = output.folded(LINE, 80)
    assert first.startswith("    4403b938  a course")
    assert rest
    assert all(part.startswith(" " * 14 + part.strip()[0]) for part in rest)


@given(st.text("ab cdefghij ", max_size=400), st.integers(0, 12))
def test_no_word_is_lost_and_no_line_is_too_long(text: str, indent: int) -> None:
    line = " " * indent + text
    parts = output.folded(line, 80)
    assert [word for part in parts for word in part.split()] == line.split()
    assert all(len(part) <= 80 or len(part.split()) == 1 for part in parts if part.strip())


def test_a_table_is_folded_on_a_narrow_terminal_and_whole_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((60, 24)))
    row = ("anger", "what the hospital calls it " * 4, "what the prison calls it " * 3)
    for stream, folds in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stdout", stream)
        output.table(("NEED", "IN HOSPITAL", "IN PRISON"), [row])
        lines = stream.getvalue().splitlines()
        assert (max(map(len, lines)) <= 60) is folds
        assert (len(lines) > 2) is folds
        assert stream.getvalue().count("hospital") == 4
        assert stream.getvalue().count("prison") == 3


def test_a_terminal_gets_folded_lines_and_a_pipe_whole_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((80, 24)))
    for stream, whole in ((Terminal(), False), (io.StringIO(), True)):
        monkeypatch.setattr(sys, "stdout", stream)
        output.screen([LINE])
        assert (stream.getvalue() == LINE + "\n") is whole
        assert (max(map(len, stream.getvalue().splitlines())) <= 80) is not whole


def test_how_far_a_command_is_reaches_the_screen_that_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, int, str]] = []
    with output.caught(80) as said:
        said.far = lambda done, of, what: told.append((done, of, what))
        output.progress(1, 3, "files")
        output.progress_ends()
    assert told == [(1, 3, "files")]
    assert said.getvalue() == ""
    output.progress(2, 3, "files")
    assert capsys.readouterr() == ("", "")


def test_a_share_of_nothing_is_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shown(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr", shown := Shown())
    output.progress(1, 4, "files")
    output.progress(1, 4)
    output.progress(0, 0)
    assert shown.getvalue() == (
        "\r[#####               ] 1 of 4 files\r[#####               ] 25 per cent\r[####################] 100 per cent"
    )
