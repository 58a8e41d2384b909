"""What is answered at the prompts outlives a kill, and is offered when the same is begun again."""

import signal

import pexpect

from registry.services.interventions import show_intervention
from registry.services.participants import show_participant
from registry.services.unsaved import list_unsaved
from tests.tui.desk import Unit, at_the_desk
from tests.tui.terminal import arguments, at_prompts
from tests.tui.test_two_doors import Prompts
from tui.screens.command import CommandScreen
from tui.screens.home import HomeScreen


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
    at.answer(("Enter goes on below it", ""), ("> ", "and the third."), ("> ", ""))
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
