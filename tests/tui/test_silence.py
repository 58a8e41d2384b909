"""A passphrase that is typed before it is asked for is shown by no terminal, and no terminal is left silent."""

import os
import signal
import termios
import time
from collections.abc import Callable
from typing import Any, cast

import pexpect
import pytest

from tests.homes import RHIANNON, surroundings
from tests.tui.desk import Unit
from tests.tui.terminal import PROGRAM, at_prompts
from tui.plain.silence import DROPPED, SHOWN

BEGINS = "Throughcare, with numbered prompts."


def started(unit: Unit, *more: str, user: str = RHIANNON) -> "pexpect.spawn[str]":
    named = ["--user", user] if user else []
    return at_prompts(["tui", "--plain", "--home", str(unit.home.home.folder), *named, *more])


def shows(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def until(true: Callable[[], bool], what: str) -> None:
    by = time.monotonic() + 30
    while not true():
        assert time.monotonic() < by, f"It never came to be: {what}"
        time.sleep(0.001)


def test_what_is_typed_before_the_program_says_anything_is_neither_shown_nor_taken(unit: Unit) -> None:
    child = started(unit)
    until(lambda: not shows(child.child_fd), "the terminal is silent")
    child.sendline("typed too early")
    child.expect_exact(BEGINS)
    # The terminal was silent before the first word was said.
    assert (child.before or "").strip() == ""
    child.expect_exact(DROPPED)
    child.expect_exact("Passphrase: ")
    assert "early" not in (child.before or "")
    child.sendline(unit.home.passphrase(RHIANNON))
    child.expect_exact("Where to?")
    # What was typed early was not taken for a passphrase, which would have been a wrong one.
    assert "early" not in (child.before or "")
    assert "Not done" not in (child.before or "")
    # Once somebody is in, what they type is shown as ever.
    child.expect_exact("Number: ")
    child.sendline("99")
    child.expect_exact("Type a number from 0 to")
    assert "99" in (child.before or "")
    child.sendeof()
    child.expect(pexpect.EOF)


def early(unit: Unit, *words: str) -> "pexpect.spawn[str]":
    """The program in a terminal where somebody has typed half a line before Python itself began."""
    child = pexpect.spawn(
        # Nobody can keep the terminal from showing it.
        "/bin/sh",
        ["-c", 'echo ready; read -r _; exec "$0" "$@"', PROGRAM, "tui", *words, "--home", str(unit.home.home.folder)],
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 200),
        env=cast(Any, {**surroundings(()), "TERM": "xterm-256color"}),
    )
    child.expect_exact("ready")
    # Half a line, that nobody ended with Enter: a terminal counts it only once it is silent.
    child.send("\rtyped too early")
    child.expect_exact("typed too early")
    return child


def test_what_the_terminal_has_shown_before_the_program_began_is_told(unit: Unit) -> None:
    child = early(unit, "--plain", "--user", RHIANNON)
    child.expect_exact(BEGINS)
    child.expect_exact(SHOWN[:60])
    child.expect_exact("Passphrase: ")
    child.sendline(unit.home.passphrase(RHIANNON))
    child.expect_exact("Where to?")
    assert DROPPED not in (child.before or "")
    child.sendeof()
    child.expect(pexpect.EOF)


def test_the_screens_tell_of_it_too_and_give_the_terminal_back(unit: Unit) -> None:
    child = early(unit)
    terminal = os.open(os.readlink(f"/proc/{child.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    try:
        # Drawn with colours between the words.
        child.expect_exact("before Throughcare had begun")
        child.expect_exact("Ctrl+Q")
        child.send("\x11")
        child.expect(pexpect.EOF)
        until(lambda: not child.isalive(), "the program has ended")
        assert shows(terminal)
    finally:
        os.close(terminal)


def test_a_passphrase_typed_ahead_of_the_users_name_is_not_taken_for_it(unit: Unit) -> None:
    child = started(unit, user="")
    until(lambda: not shows(child.child_fd), "the terminal is silent")
    child.sendline("typed too early")
    child.expect_exact(DROPPED)
    child.expect_exact("User: ")
    child.sendline(RHIANNON)
    child.expect_exact("Passphrase: ")
    assert RHIANNON in (child.before or "")
    assert "early" not in (child.before or "")
    # Nothing was typed ahead of this one.
    assert DROPPED not in (child.before or "")
    child.sendeof()
    child.expect(pexpect.EOF)


def test_a_stop_gives_the_terminal_back_and_the_question_is_said_again(unit: Unit) -> None:
    """As at a shell: Ctrl+Z, then `fg`."""
    around = {**surroundings(()), "PS1": "shell> "}
    shell = pexpect.spawn(
        "/bin/bash", ["--norc", "-i"], encoding="utf-8", timeout=60, dimensions=(24, 200), env=cast(Any, around)
    )
    shell.expect_exact("shell> ")
    shell.sendline(f"{PROGRAM} tui --plain --home {unit.home.home.folder}")
    shell.expect_exact("User: ")
    shell.send("rhia")
    shell.expect_exact("rhia")
    shell.send("\x1a")
    shell.expect_exact("shell> ")
    shell.sendline("stty -a")
    shell.expect_exact(" echo ")
    shell.sendline("fg")
    shell.expect_exact("User: rhia")
    shell.sendline("nnon")
    shell.expect_exact("Passphrase: ")
    assert not shows(shell.child_fd)
    shell.sendeof()
    shell.expect_exact("Closed.")
    shell.sendline("exit")
    shell.expect(pexpect.EOF)


@pytest.mark.parametrize("ending", ["ctrl+c", "terminate", "hang up"])
def test_the_terminal_is_given_back_however_the_program_ends(unit: Unit, ending: str) -> None:
    child = started(unit)
    terminal = os.open(os.readlink(f"/proc/{child.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    try:
        child.expect_exact("Passphrase: ")
        until(lambda: not shows(terminal), "the terminal is silent")
        if ending == "ctrl+c":
            child.sendintr()
        else:
            child.kill(signal.SIGTERM if ending == "terminate" else signal.SIGHUP)
        until(lambda: not child.isalive(), "the program has ended")
        assert shows(terminal)
        if ending != "ctrl+c":
            assert child.signalstatus == (signal.SIGTERM if ending == "terminate" else signal.SIGHUP)
    finally:
        os.close(terminal)


def test_a_call_that_is_refused_gives_the_terminal_back(unit: Unit) -> None:
    child = started(unit, "--no-such-option")
    terminal = os.open(os.readlink(f"/proc/{child.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    try:
        child.expect_exact("--no-such-option")
        until(lambda: not child.isalive(), "the program has ended")
        assert shows(terminal)
    finally:
        os.close(terminal)
