"""What is answered at the prompts outlives a kill, and is offered when the same is begun again."""

import signal
import time

import pexpect

from registry.services.interventions import show_intervention
from registry.services.participants import show_participant
from registry.services.unsaved import list_unsaved
from tests.homes import RHIANNON
from tests.tui.desk import Unit, at_the_desk
from tests.tui.terminal import arguments, at_prompts
from tests.tui.test_two_doors import Prompts
from tui.screens.command import CommandScreen
from tui.screens.home import HomeScreen
from tui.screens.kept_screen import KEEP_AFTER


def sit(unit: Unit) -> Prompts:
    return Prompts(at_prompts([*arguments(unit), "--plain"]))


def of_marcus(at: Prompts, task: str, name: str = "this") -> None:
    at.number("Where to?", "Find a participant")
    at.answer(("A name or a number: ", name))
    at.number("Who?", "")
    at.number("What?", task)


def kill(at: Prompts) -> None:
    at.child.kill(signal.SIGKILL)
    at.child.expect(pexpect.EOF)
    at.child.close()


def leave(at: Prompts) -> None:
    at.child.sendeof()
    at.child.expect_exact("Closed.")
    at.child.expect(pexpect.EOF)


def test_each_line_of_a_text_outlives_a_kill_and_the_rest_is_added_below_it(unit: Unit) -> None:
    at = sit(unit)
    of_marcus(at, "Add to the participant's voice")
    at.number("What is it?", "their own account")
    at.answer(("> ", "I stayed [sic] with it."), ("> ", "The second line,"))
    at.child.expect_exact("> ")
    kill(at)
    for file in unit.home.home.folder.rglob("*"):
        assert not file.is_file() or b"second line" not in file.read_bytes(), file

    at = sit(unit)
    at.child.expect_exact("Not saved yet: Add to the participant's voice: THISTLEWOOD, Marcus")
    at.child.expect_exact("To go on, choose it here again.")
    of_marcus(at, "Add to the participant's voice")
    at.number("Go on with it?", "go on")
    at.child.expect_exact("What is it?")
    at.child.expect(r"Number \[\d\]: ")
    at.child.sendline("")
    at.child.expect_exact("> I stayed [sic] with it.")
    at.child.expect_exact("> The second line,")
    # Whoever types on at once goes on with it.
    at.answer(("Enter goes on with it", "and the third."), ("> ", ""))
    at.answer(
        ("Numbers, or nothing for self and treating teams: ", ""), ("Was it read back", "no"), ("say it [t]: ", "")
    )
    at.child.expect_exact("Saved for self, treating teams.")
    leave(at)
    with unit.home.sit() as sitting:
        [said] = [one.text for one in show_participant(sitting, unit.marcus).voice]
        assert said == "I stayed [sic] with it.\nThe second line,\nand the third."
        assert list_unsaved(sitting) == ()


def test_numbers_and_days_stand_in_brackets_and_no_consent_is_kept(unit: Unit) -> None:
    at = sit(unit)
    of_marcus(at, "Log a session", "shan")
    at.number("Which course?", "Dialectical")
    at.answer(("Date [t]: ", "y"))
    at.number("Kind?", "individual")
    at.number("Attended?", "in part")
    at.answer(("Minutes, or nothing where nobody measured: ", "."))
    at.child.expect_exact("What you answered is kept, and offered when you come back to this.")
    at.number("What?", "Log a session")
    at.number("Go on with it?", "go on")
    for prompt in (r"Which course\?.*Number \[\d\]: ", r"Date \[\d{4}-\d\d-\d\d\]: ", r"Number \[\d\]: ", r"\[2\]: "):
        at.child.expect(prompt)
        at.child.sendline("")
    at.answer(("Minutes, or nothing where nobody measured: ", "50"))
    at.child.expect_exact("Saved. Dialectical")
    at.number("What?", "Log a session")
    at.child.expect_exact("Which course?")
    leave(at)
    with unit.home.sit() as sitting:
        assert show_intervention(sitting, unit.dbt).intervention.sessions[-1].minutes == 50
        assert list_unsaved(sitting) == ()


def half(at: Prompts, *keys: str) -> None:
    """Type keys without Enter, wait until they are kept, and kill the program in mid-sentence."""
    for each in keys:
        at.child.send(each)
    seen = "".join(each for each in keys if each.isprintable())
    at.child.expect_exact(seen)
    time.sleep(KEEP_AFTER + 0.5)
    kill(at)


def test_half_a_sentence_outlives_a_kill_and_is_gone_on_with(unit: Unit) -> None:
    at = sit(unit)
    of_marcus(at, "Add to the participant's voice")
    at.number("What is it?", "their own account")
    at.answer(("> ", "I stayed [sic]."))
    at.child.expect_exact("> ")
    # A hang-up keeps at once what a kill would find kept a moment later.
    at.child.send("It was h漢")
    at.child.expect_exact("h漢")
    at.child.kill(signal.SIGHUP)
    at.child.expect(pexpect.EOF)
    at.child.close()
    assert at.child.signalstatus == signal.SIGHUP

    at = sit(unit)
    of_marcus(at, "Add to the participant's voice")
    at.number("Go on with it?", "go on")
    at.child.expect(r"Number \[\d\]: ")
    at.child.sendline("")
    at.child.expect_exact("> I stayed [sic].\r\n> It was h漢\r\nEnter goes on with it, a minus begins it anew: ")
    at.child.sendline("")
    at.child.expect_exact("> It was h漢")
    half(at, "\x7f", "ard")

    at = sit(unit)
    of_marcus(at, "Add to the participant's voice")
    at.number("Go on with it?", "go on")
    at.child.expect(r"Number \[\d\]: ")
    at.child.sendline("")
    at.answer(("a minus begins it anew: ", ""), ("> It was hard", ", \x1b[Dbut I did.\x17done.\x1bOP"), ("> ", ""))
    at.answer(("Numbers, or nothing", ""), ("Was it read back", "no"), ("say it [t]: ", ""))
    at.child.expect_exact("Saved for self, treating teams.")
    leave(at)
    with unit.home.sit() as sitting:
        assert "I stayed [sic].\nIt was hard, but I done." in [
            one.text for one in show_participant(sitting, unit.marcus).voice
        ]
        assert list_unsaved(sitting) == ()


def test_half_a_line_outlives_a_kill_and_tab_puts_it_into_the_line(unit: Unit) -> None:
    at = sit(unit)
    at.number("Where to?", "Receive a file")
    at.child.expect_exact("File: ")
    half(at, "/no-such/fol")
    at = sit(unit)
    at.child.expect_exact("Not saved yet: Receive a file")
    at.number("Where to?", "Receive a file")
    at.number("Go on with it?", "go on")
    at.child.expect_exact("File [/no-such/fol]: ")
    at.child.sendline("\tder")
    at.child.expect_exact("/no-such/folder")
    at.child.expect_exact("Not done: ")
    # A dot goes back, and is no answer that is kept.
    at.number("Where to?", "Receive a file")
    at.number("Go on with it?", "go on")
    at.answer(("File [/no-such/folder]: ", "."))
    at.child.expect_exact("Back.")
    leave(at)
    with unit.home.sit() as sitting:
        assert [one.fields for one in list_unsaved(sitting)] == [{"File": "/no-such/folder"}]


def test_a_passphrase_is_neither_shown_nor_kept(unit: Unit) -> None:
    at = Prompts(at_prompts(["tui", "--plain", "--home", str(unit.home.home.folder), "--user", RHIANNON]))
    at.child.expect_exact("Passphrase: ")
    at.child.send(f"wrong\x15{unit.home.passphrase(RHIANNON)}x\x7f\r")
    at.child.expect_exact("Where to?")
    assert "words" not in (at.child.before or "")
    assert unit.home.passphrase(RHIANNON)[:3] not in (at.child.before or "").split("Rhiannon")[0]
    leave(at)


async def test_what_a_command_is_asked_goes_on_at_either_door(unit: Unit) -> None:
    at = sit(unit)
    of_marcus(at, "Needs, placements")
    at.number("What?", "need|Need")
    at.number("Need", "Violence|violence")
    at.child.expect_exact("What else is to be said?")
    kill(at)
    with unit.home.sit() as sitting:
        [kept] = list_unsaved(sitting)
        assert kept.title == "throughcare need add: THISTLEWOOD, Marcus"
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Not saved yet", "› throughcare need add")
        await desk.press("enter")
        screen = await desk.screen(CommandScreen)
        await desk.until(lambda: screen.values()["need"] == kept.fields["need"], "it stands there")
    again = sit(unit)
    again.child.expect_exact("Not saved yet: throughcare need add")
    leave(again)


async def test_what_only_the_prompts_ask_is_told_at_the_screens(unit: Unit) -> None:
    at = sit(unit)
    of_marcus(at, "Add to the participant's voice")
    at.number("What is it?", "their own account")
    at.child.expect_exact("> ")
    leave(at)
    async with at_the_desk(unit) as desk:
        await desk.sees("› Add to the participant's voice:", "THISTLEWOOD, Marcus")
        await desk.press("enter")
        await desk.sees("This was typed at the prompts, and goes on there.")
        await desk.press("f8")
        await desk.sees("Given up.")


def test_an_interrupt_says_what_is_kept_and_how_to_go_on(unit: Unit) -> None:
    at = sit(unit)
    of_marcus(at, "Add to the participant's voice")
    at.number("What is it?", "their own account")
    at.answer(("> ", "Half of it."))
    at.child.expect_exact("> ")
    at.child.sendintr()
    at.child.expect_exact("Interrupted. What you answered is kept")
    at.child.expect(r"choose\s+the same task to go on\.")
    at.child.expect(pexpect.EOF)
    at.child.close()
    assert at.child.exitstatus == 130
