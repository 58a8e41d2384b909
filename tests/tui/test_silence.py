"""A passphrase that is typed before it is asked for is shown by no terminal."""

import pexpect

from tests.homes import RHIANNON
from tests.tui.desk import Unit
from tests.tui.terminal import at_prompts


def test_what_is_typed_ahead_of_the_passphrase_is_not_shown(unit: Unit) -> None:
    child = at_prompts(["tui", "--plain", "--home", str(unit.home.home.folder), "--user", RHIANNON])
    child.expect_exact("Throughcare, with numbered prompts.")
    # The prompts are there and have not asked yet.
    child.send("typed too early")
    child.expect_exact("Passphrase: ")
    assert "early" not in (child.before or "")
    # It may have come just before the prompt or just after: the line is emptied.
    child.send("\x15")
    child.sendline(unit.home.passphrase(RHIANNON))
    child.expect_exact("Where to?")
    assert "early" not in (child.before or "")
    # Once somebody is in, what they type is shown as ever.
    child.sendline("99")
    child.expect_exact("Type a number from 0 to")
    assert "99" in (child.before or "")
    child.sendeof()
    child.expect(pexpect.EOF)
