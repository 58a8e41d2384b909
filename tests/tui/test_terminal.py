"""The program in a real terminal, as a person has it."""

import contextlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pyte

from registry.domain.dates import PartialDate
from registry.domain.session import Attended
from registry.services.interventions import show_intervention
from tests.tui.desk import Unit
from tui.screens.session_entry import day_words

PROGRAM = str(Path(sys.executable).parent / "throughcare")


class Terminal:
    """A terminal of 24 rows and 80 columns with the program in it."""

    def __init__(self, *words: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.child = pexpect.spawn(PROGRAM, list(words), dimensions=(24, 80), env=environment, timeout=20)

    def read(self) -> str:
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.stream.feed(self.child.read_nonblocking(65536, timeout=0.1))
        return "\n".join(self.screen.display)

    def sees(self, words: str) -> None:
        until = time.monotonic() + 20
        while words not in self.read():
            assert time.monotonic() < until, f"{words!r} never came:\n{self.read()}"

    def type(self, keys: str) -> None:
        self.child.send(keys)


def arguments(unit: Unit) -> list[str]:
    home, file = unit.home.home.folder, unit.home.passphrase_file("rhiannon")
    return ["tui", "--home", str(home), "--user", "rhiannon", "--passphrase-file", str(file)]


def test_log_a_session_and_leave(unit: Unit) -> None:
    with unit.home.sit() as sitting:
        before = len(show_intervention(sitting, unit.dbt).intervention.sessions)
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.type("sian")
    terminal.sees("1 person")
    terminal.type("\r")
    terminal.sees("› Dialectical behaviour therapy")
    assert terminal.screen.display[1].startswith(" Ó SÚILLEABHÁIN, Siân")
    terminal.type("s")
    terminal.sees("Log a session of Dialectical")
    terminal.type("y")
    terminal.sees(day_words(PartialDate.of(datetime.now(UTC).date() - timedelta(days=1))))
    terminal.type("\t\tp")
    terminal.sees("● in part")
    # In one burst, as a quick hand or a slow line sends it: no key may land in a field that was just left.
    terminal.type("\t\t\t\t45\x13")
    terminal.sees("attended in part")
    terminal.type("\x11")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    with unit.home.sit() as sitting:
        sessions = show_intervention(sitting, unit.dbt).intervention.sessions
    assert len(sessions) == before + 1
    assert (sessions[-1].attended, sessions[-1].minutes) == (Attended.PART, 45)


def test_enter_pressed_before_the_list_caught_up_opens_who_was_typed(unit: Unit) -> None:
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.type("this\r")
    terminal.sees("none (never registered)")
    assert "THISTLEWOOD, Marcus" in terminal.screen.display[1]
    terminal.type("\x11")
    terminal.child.expect(pexpect.EOF)


def test_a_wrong_passphrase_file_ends_with_one_line_and_code_3(unit: Unit, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the right one\n")
    terminal = Terminal(*arguments(unit)[:-1], str(wrong))
    terminal.child.expect("The passphrase is not right.")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 3


def test_a_lost_line_ends_it_and_lets_the_home_go(unit: Unit) -> None:
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.child.kill(1)
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 129
    assert str(terminal.child.pid) not in (unit.home.home.folder / "lock").read_text()


def test_in_a_pipe_it_says_one_line_and_ends(unit: Unit) -> None:
    done = subprocess.run([PROGRAM, *arguments(unit)], input=b"sian\n", capture_output=True, timeout=20, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert b"need a terminal" in done.stderr
