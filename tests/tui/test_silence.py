"""A passphrase that is typed before it is asked for is shown by no terminal, and no terminal is left silent."""

import os
import signal
import termios
import time
from collections.abc import Callable

import pexpect
import pytest

from tests.homes import RHIANNON
from tests.tui.desk import Unit
from tests.tui.terminal import at_prompts

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
    child.expect_exact("Passphrase: ")
    assert "early" not in (child.before or "")
    child.sendline(unit.home.passphrase(RHIANNON))
    child.expect_exact("Where to?")
    # What was typed early was not taken for a passphrase, which would have been a wrong one.
    assert "early" not in (child.before or "")
    assert "Not done" not in (child.before or "")
    # Once somebody is in, what they type is shown as ever.
    assert shows(child.child_fd)
    child.sendline("99")
    child.expect_exact("Type a number from 0 to")
    assert "99" in (child.before or "")
    child.sendeof()
    child.expect(pexpect.EOF)


def test_a_passphrase_typed_ahead_of_the_users_name_is_not_taken_for_it(unit: Unit) -> None:
    child = started(unit, user="")
    until(lambda: not shows(child.child_fd), "the terminal is silent")
    child.sendline("typed too early")
    child.expect_exact("User: ")
    until(lambda: shows(child.child_fd), "a name is typed in sight")
    child.sendline(RHIANNON)
    child.expect_exact("Passphrase: ")
    assert RHIANNON in (child.before or "")
    assert "early" not in (child.before or "")
    child.sendeof()
    child.expect(pexpect.EOF)


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
