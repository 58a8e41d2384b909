"""The program in a real terminal, as a person has it."""

import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest

from registry.domain.dates import PartialDate
from registry.domain.session import Attended
from registry.services.interventions import show_intervention
from registry.settings import DATABASE_VARIABLE
from tests.homes import surroundings
from tests.sweeps import parts
from tests.tui.desk import Unit
from tests.tui.eight import make_eight
from tests.tui.terminal import PROGRAM, TABLE, Terminal, arguments, keys_in
from tui.widgets.day_input import day_words


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


SENTENCE = "I want [sic] to say what hap"


def test_a_killed_program_loses_no_sentence(unit: Unit) -> None:
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.type("this\r")
    # The banner; the name alone stands in the list of the home already.
    terminal.sees("none (never registered)")
    terminal.type("a")
    terminal.sees("Add to the participant")
    terminal.type(SENTENCE)
    terminal.sees(SENTENCE)
    time.sleep(1.0)  # What is promised: within a second of the last key.
    terminal.child.kill(signal.SIGKILL)
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    for file in unit.home.home.folder.rglob("*"):
        assert not file.is_file() or b"what hap" not in file.read_bytes(), file
    again = Terminal(*arguments(unit))
    again.sees("Not saved yet")
    again.sees("› Voice: THISTLEWOOD")
    again.type("\r")
    again.sees(SENTENCE)
    again.type("\x11")
    again.child.expect(pexpect.EOF)


def test_who_types_without_a_rest_loses_the_last_seconds_at_most_and_goes_on_at_the_end(unit: Unit) -> None:
    terminal = Terminal(*arguments(unit))
    terminal.sees("people")
    terminal.type("this\r")
    terminal.sees("none (never registered)")
    terminal.type("a")
    terminal.sees("Add to the participant")
    words = "He was never asked about the door."
    for letter in words:
        terminal.type(letter)
        time.sleep(0.1)
    terminal.child.kill(signal.SIGKILL)
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    again = Terminal(*arguments(unit))
    again.sees("Not saved yet")
    again.type("\r")
    again.sees(words[:10])
    again.type("~ and on")
    again.sees("~ and on")
    shown = "\n".join(again.screen.display)
    assert shown.index(words[:10]) < shown.index("~ and on")
    again.type("\x11")
    again.child.expect(pexpect.EOF)


def test_two_terminals_of_one_person_keep_their_words_of_one_form_apart(unit: Unit) -> None:
    one, other = Terminal(*arguments(unit)), Terminal(*arguments(unit))
    kept = unit.home.home.unsaved("rhiannon")
    for number, terminal, said in ((1, one, "typed at the first"), (2, other, "typed at the second")):
        terminal.sees("2 people")
        terminal.type("this\r")
        terminal.sees("none (never registered)")
        terminal.type("a")
        terminal.sees("Add to the participant")
        if terminal is other:
            other.sees("You have this open at another terminal")
        terminal.type(said)
        terminal.sees(said)
        _until(lambda number=number: len(list(kept.glob("*.age"))) == number)
    one.child.kill(signal.SIGKILL)
    one.child.expect(pexpect.EOF)
    other.type("\x11")
    other.child.expect(pexpect.EOF)
    again = Terminal(*arguments(unit))
    again.sees("Not saved yet")
    # The newer stands first; the older is the next, and each opens as it was.
    again.type("\x1b[B\r")
    again.sees("typed at the first")
    again.type("\x1b\x1b")
    again.sees("people")
    again.type("\r")
    again.sees("typed at the second")
    again.type("\x11")
    again.child.expect(pexpect.EOF)


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_lost_line_loses_not_one_letter(unit: Unit, number: signal.Signals) -> None:
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.type("sian")
    terminal.sees("1 person")
    terminal.type("\r")
    terminal.sees("› Dialectical behaviour therapy")
    terminal.type("s")
    terminal.sees("Log a session of")
    terminal.type("\t" * 5 + "67")
    terminal.sees("67")
    # No pause: what the timer had not written yet is written as the program is told to end.
    terminal.child.kill(number)
    terminal.child.expect(pexpect.EOF)
    again = Terminal(*arguments(unit))
    again.sees("Not saved yet")
    again.sees("› Session of Dialectical")
    again.type("\r")
    again.sees("What you had typed is back")
    again.sees("67")
    again.type("\x11")
    again.child.expect(pexpect.EOF)


def test_a_paste_is_one_text_and_presses_no_key(unit: Unit) -> None:
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.type("this\r")
    terminal.sees("none (never registered)")
    terminal.type("a")
    terminal.sees("Add to the participant")
    # A colour, an escape by itself, one that spells a key, Ctrl+S and Ctrl+Q; the bytes come in two pieces.
    terminal.type("\x1b[200~plan [sic] \x1b[31mred\x1b \x1b[B\x13\x11")
    terminal.type("\ttab.\x1b[201~ Typed.")
    terminal.sees("tab. Typed.")
    shown = " ".join(terminal.read().split())
    assert "plan [sic] ⟨U+001B⟩[31mred⟨U+001B⟩" in shown
    assert "⟨U+001B⟩[B⟨U+0013⟩⟨U+0011⟩" in shown
    terminal.type("\x11")
    terminal.child.expect(pexpect.EOF)


def test_a_group_of_eight_is_logged_in_forty_keystrokes(state: Path, tmp_path: Path) -> None:
    assert state
    eight = make_eight(tmp_path / "eight")
    terminal = Terminal(*arguments(Unit(home=eight.home, sian="", dbt="", marcus="")))
    terminal.sees("› Thursday [skills]")
    typed = []

    def type_and_see(keys: str, words: str) -> None:
        typed.append(keys)
        terminal.type(keys)
        terminal.sees(words)

    type_and_see("\r", "› Sam Abara")
    type_and_see("\x1b[B", "› Sam Brennan")
    type_and_see("x", "Why away")
    type_and_see("unw", "› unwell")
    type_and_see("\r", "› Sam Chukwu")
    type_and_see("p", "Received")
    type_and_see("40", "in part, 40 minutes")
    type_and_see("\r", "› Sam Dąbrowski")
    type_and_see("x", "Why away")
    type_and_see("esc", "› no escort")
    type_and_see("\r", "› Sam Evans")
    type_and_see("\x13", "Saved: the register of")
    type_and_see("\x1b", "today's register is saved")
    terminal.type("\x11")
    terminal.child.expect(pexpect.EOF)
    keys = keys_in(typed)
    sys.stdout.write(f"A group of eight, two away and one in part: {keys} keystrokes after unlocking.\n")
    assert keys <= 40
    with eight.home.sit() as sitting:
        last = [show_intervention(sitting, one).intervention.sessions[-1] for one in eight.courses]
    assert [one.attended for one in last] == [
        Attended.FULL,
        Attended.NO,
        Attended.PART,
        Attended.NO,
        *[Attended.FULL] * 4,
    ]
    row = f"| Log a group of eight: two away, one in part | {keys} | 40 |"
    assert row in TABLE.read_text("utf-8"), f"docs/keystrokes.md must say: {row}"


def test_a_whole_register_typed_in_one_burst_marks_whom_it_means(state: Path, tmp_path: Path) -> None:
    assert state
    eight = make_eight(tmp_path / "eight")
    terminal = Terminal(*arguments(Unit(home=eight.home, sian="", dbt="", marcus="")))
    terminal.sees("› Thursday [skills]")
    # From the home to the saved register, and back, before the first of these screens stands.
    terminal.type("\r\x1b[Bxunw\rp40\rxesc\r\x13")
    terminal.sees("Saved: the register of")
    terminal.type("\x11")
    terminal.child.expect(pexpect.EOF)
    with eight.home.sit() as sitting:
        last = [show_intervention(sitting, one).intervention.sessions[-1] for one in eight.courses]
    assert [(one.attended, one.minutes, one.absence and one.absence.value) for one in last[:5]] == [
        (Attended.FULL, 90, None),
        (Attended.NO, None, "unwell"),
        (Attended.PART, 40, None),
        (Attended.NO, None, "no-escort"),
        (Attended.FULL, 90, None),
    ]


def test_what_is_typed_while_a_record_opens_is_about_whom_it_opens(unit: Unit) -> None:
    with unit.home.sit() as sitting:
        before = len(show_intervention(sitting, unit.dbt).intervention.sessions)
    terminal = Terminal(*arguments(unit))
    terminal.sees("2 people")
    terminal.type("sian\rsy\t\tp\t\t\t\t45\x13")
    terminal.sees("attended in part")
    # A terminal takes an escape with a letter right behind it for one key.
    terminal.type("\x1b")
    terminal.sees("1 person")
    terminal.type("\x1b")
    terminal.sees("2 people")
    terminal.type("this\ra" + SENTENCE)
    terminal.sees(SENTENCE)
    assert terminal.screen.display[1].startswith(" THISTLEWOOD, Marcus")
    terminal.type("\x11")
    terminal.child.expect(pexpect.EOF)
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
    wrong.chmod(0o600)
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


@pytest.mark.sweep
def test_keys_pressed_while_the_home_opens_break_nothing(unit: Unit, state: Path) -> None:
    """F2 and x, again and again, twice as often as a place takes them, until the door is left behind."""
    before = set(state.glob("crashes/*"))
    for _ in parts(range(3), 3)[0]:
        terminal = Terminal(*arguments(unit))
        terminal.sees("Opening")
        until = time.monotonic() + 60
        while "Opening" in (seen := terminal.read()):
            assert time.monotonic() < until, seen
            terminal.type("\x1bOQxx")
        terminal.type("\x1bOQxx")
        time.sleep(1.0)
        assert "Something went wrong" not in terminal.read()
        terminal.type("\x11")
        terminal.child.expect(pexpect.EOF)
        terminal.child.close()
        assert terminal.child.exitstatus == 0
    assert set(state.glob("crashes/*")) == before


@pytest.mark.sweep
def test_a_terminal_lost_while_the_home_opens_leaves_no_trace_of_trouble(unit: Unit, state: Path) -> None:
    """A line lost at any moment between the door and the home ends it quietly and lets the home go."""
    before = set(state.glob("crashes/*"))
    for moment in parts(range(8), 3)[0]:
        terminal = Terminal(*arguments(unit))
        terminal.sees("Opening")
        time.sleep(moment * 0.15)
        terminal.child.kill(signal.SIGHUP)
        terminal.child.expect(pexpect.EOF)
        terminal.child.close()
        assert terminal.child.exitstatus == 128 + signal.SIGHUP
    assert set(state.glob("crashes/*")) == before
    assert str(terminal.child.pid) not in (unit.home.home.folder / "lock").read_text()


def test_in_a_pipe_it_says_one_line_and_ends(unit: Unit) -> None:
    done = subprocess.run([PROGRAM, *arguments(unit)], input=b"sian\n", capture_output=True, timeout=20, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert b"need a terminal" in done.stderr


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_nothing_of_the_record_stands_in_the_scrollback_after_a_lock(unit: Unit, tmp_path: Path) -> None:
    """In a terminal with a history, as a person has it: what was on the screen, and what had scrolled above it."""
    # The name of a socket has at most 107 bytes, and a test's own folder may be deeper than that.
    with tempfile.TemporaryDirectory(prefix="tmux-") as run:
        tmux = ["tmux", "-S", f"{run}/socket", "-f", "/dev/null"]

        def told(*words: str) -> str:
            return subprocess.run([*tmux, *words], capture_output=True, text=True, check=True).stdout

        def sees(words: str) -> None:
            until = time.monotonic() + 40
            while words not in told("capture-pane", "-p"):
                assert time.monotonic() < until, told("capture-pane", "-p")
                time.sleep(0.1)

        around = surroundings(arguments(unit))
        kept = [name for name in ("XDG_STATE_HOME", "HOME", DATABASE_VARIABLE) if name in around]
        variables = [word for name in kept for word in ("-e", f"{name}={around[name]}")]
        told("new-session", "-d", "-x", "80", "-y", "24", *variables, shlex.join([PROGRAM, *arguments(unit)]))
        try:
            told("set-option", "history-limit", "5000")
            sees("2 people")
            told("send-keys", "this")
            sees("1 person")
            told("send-keys", "Enter")
            sees("THISTLEWOOD, Marcus")
            for key in ("p", "v", "f", "h", "Escape"):
                told("send-keys", key)
                time.sleep(0.3)
            told("send-keys", "C-l")
            sees("Nothing of the record is open.")
            # -S - begins at the first line of the history; -a would be the screen that the program has put away.
            left = told("capture-pane", "-p", "-S", "-") + told("capture-pane", "-p", "-a", "-q", "-S", "-")
        finally:
            told("kill-server")
    assert "Nothing of the record is open." in left
    for word in ("thistlewood", "marcus", "súilleabháin", "behaviour"):
        assert word not in left.casefold()
