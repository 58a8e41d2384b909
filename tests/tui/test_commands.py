"""The command desk: every command as a form, run in the sitting that is open."""

import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from registry.cli.commands import command_named, every_command
from registry.cli.door import short
from registry.domain.dates import PartialDate
from registry.domain.participant import PersonName
from registry.services.participants import add_participant, show_participant
from tests.homes import ADMIN, RHIANNON
from tests.sweeps import parts
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.pace import Pace
from tui.screens.asked import AskedScreen
from tui.screens.command import CommandScreen, command_screen
from tui.screens.command_answer import CommandAnswerScreen
from tui.screens.commands import CommandsScreen
from tui.screens.goal import GoalScreen
from tui.screens.hand_made import OF_A_COURSE, OF_A_RECORD, OF_THE_UNIT
from tui.screens.home import HomeScreen
from tui.screens.intervention import InterventionScreen
from tui.screens.need import NeedScreen
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.unlock import UnlockScreen
from tui.widgets.modal import Told
from tui.widgets.person_picker import PersonPicker
from tui.widgets.picker import Picker


async def asked_for(desk: Desk, command: str) -> CommandsScreen:
    """Find a command from whatever screen stands there, as a person would."""
    await desk.press("f2", "x")
    found = await desk.screen(CommandsScreen)
    await desk.sees(" commands")
    desk.fill("find", command)
    await desk.sees(f"› {command} ")
    return found  # type: ignore[no-any-return]


async def opened(desk: Desk, command: str) -> CommandScreen:
    """Open a command's form made from what it takes, also where the screens have one of their own."""
    found = await asked_for(desk, command)
    if command in OF_THE_UNIT or command in OF_A_RECORD:
        form = await command_screen(desk.app.seat, command_named(command), found.participant)
        await desk.app.push_screen(form)
    else:
        await desk.press("enter")
    form = await desk.screen(CommandScreen)
    await desk.until(lambda: bool(form._begun), f"{command} stands")
    return form  # type: ignore[no-any-return]


HAND_MADE = {**OF_THE_UNIT, **OF_A_RECORD, **OF_A_COURSE}


async def on_record(desk: Desk, who: str) -> None:
    await desk.screen(HomeScreen)
    await desk.type(who)
    await desk.sees("1 person")
    await desk.press("enter")
    await desk.screen(ParticipantScreen)


async def test_the_list_of_commands_opens_above_itself_and_is_about_whose_record_lies_below(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await on_record(desk, "marcus")
        for _ in range(2):
            await desk.press("f2", "x")
            found = await desk.screen(CommandsScreen)
            await desk.sees("About THISTLEWOOD", " commands")
            assert found.course is None


async def test_a_command_is_found_filled_run_and_its_answer_shown(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await on_record(desk, "marcus")
        form = await opened(desk, "placement add")
        assert form.whose is not None
        assert "THISTLEWOOD" in desk.text
        assert not form.query("#participant")
        await desk.press("ctrl+s")
        await desk.sees("This is needed.", "One field needs another look")
        desk.fill("since", "1/3/24")
        await desk.sees("Friday 1 March 2024")
        form.query_one("#legal").text = "no such [/] status"
        await desk.press("ctrl+s")
        await desk.sees("That was not done.", "is not a legal status")
        await desk.press("enter")
        assert form.values()["since"] == "1/3/24"
        form.query_one("#legal").text = "s37/41"
        await desk.press("ctrl+s")
        await desk.screen(CommandAnswerScreen)
        await desk.sees("It is done.", "throughcare placement add", "--since 1/3/24 --legal s37/41", "Ashmere")
        await desk.press("escape", "escape")
        await desk.screen(ParticipantScreen)
        (stay,) = show_participant(desk.app.seat.sitting, unit.marcus).placements
        assert [one.since.text for one in stay.legal] == ["2024-03-01"]


async def test_a_course_of_the_participant_is_chosen_and_not_typed(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await on_record(desk, "shan")
        form = await opened(desk, "goal add")
        desk.app.screen.query_one("#intervention Input", Input).focus()
        await desk.type("dialec")
        await desk.press("enter")
        desk.fill("text", "Notice [anger] early")
        await desk.press("ctrl+s")
        await desk.screen(CommandAnswerScreen)
        await desk.sees("Agreed on", "Notice [anger] early")
        assert form.command.name == "goal add"
        await desk.press("escape", "escape")
        await desk.screen(ParticipantScreen)
        await desk.sees("This is how it stands now.")


async def test_a_participant_is_found_as_one_types_and_nobody_is_taken_unseen(unit: Unit) -> None:
    with unit.home.sit() as sitting:
        name = PersonName(family="Thistledown", given="Ann")
        add_participant(sitting, name=name, born=PartialDate("1980"), no_nhs_number_because="not traced yet")
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        form = await opened(desk, "refresher list")
        picker = form.query_one("#participant", PersonPicker)
        await desk.type("thistle")
        await desk.until(lambda: len(picker.picks) == 2, "both answer")
        assert picker.value is None
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("That was not done.", "No participant answers to 'thistle'")
        await desk.press("enter")
        picker.query_one(Input).focus()
        desk.app.screen.query_one("#participant Input", Input).value = "thistlew"
        await desk.sees("THISTLEWOOD, Marcus, 1979")
        await desk.press("enter")
        assert picker.value == unit.marcus
        again = await command_screen(desk.app.seat, form.command, None)
        kept = form.values()
        await desk.app.push_screen(again)
        again.restore(kept)
        assert again.values() == kept
        await desk.app.pop_screen()
        await desk.press("ctrl+s")
        await desk.screen(CommandAnswerScreen)
        await desk.sees(f"throughcare refresher list {short(unit.marcus)}")


async def test_a_programme_is_picked_by_its_older_name(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        form = await opened(desk, "catalogue offer")
        await desk.type("life minus")
        await desk.sees("LMVE")
        await desk.press("tab")
        assert form.query_one("#edition", Picker).value == "LMVE/undated"


async def test_what_takes_nothing_runs_at_once(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "x")
        await desk.sees(" commands")
        desk.fill("find", "need list")
        await desk.press("enter")
        await desk.screen(CommandAnswerScreen)
        await desk.sees("throughcare need list", "violence")


async def test_what_signs_asks_for_the_passphrase_in_a_dialogue_and_escape_stops_it(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        form = await opened(desk, "overlap add")
        for field, code in (("covers", "LMVE"), ("covered", "KAIZEN-GV")):
            form.query_one(f"#{field} Input", Input).focus()
            await desk.type(code.lower())
        for field, text in (
            ("basis", "Both were read."),
            ("caution", "No more than that."),
        ):
            desk.fill(field, text)
        form.query_one("#need").value = "violence"
        form.query_one("#strength").pick("partial")
        await desk.press("ctrl+s")
        await desk.screen(AskedScreen)
        await desk.sees("Passphrase of rhiannon", "Escape stops")
        await desk.press("escape")
        await desk.sees("Stopped; nothing was written.")
        await desk.press("enter", "ctrl+s")
        await desk.screen(AskedScreen)
        desk.fill("answer", unit.home.passphrase(RHIANNON))
        await desk.press("enter")
        await desk.screen(CommandAnswerScreen)
        await desk.sees("It is done.")
        assert unit.home.passphrase(RHIANNON) not in desk.text


async def test_locking_stops_a_command_that_waits_for_an_answer(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await on_record(desk, "marcus")
        await opened(desk, "participant deceased")
        desk.fill("told_by", "the ward")
        desk.fill("on", "y")
        await desk.press("ctrl+s")
        await desk.screen(AskedScreen)
        await desk.sees("KIND=VALUE")
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        assert not desk.app.seat.taken
    with unit.home.sit() as sitting, sitting.looking_up() as uow:
        assert uow.deaths.standing(unit.marcus) is None


async def test_a_question_shows_what_the_command_said_and_no_is_the_answer_that_stands(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await opened(desk, "participant add")
        for field, text in (("surname", "Doubt"), ("given", "Ann"), ("born", "1/3/84"), ("no_nhs_because", "x")):
            desk.fill(field, text)
        desk.fill("chi", "0101840004")
        await desk.press("ctrl+s")
        await desk.screen(AskedScreen)
        await desk.sees("Look twice", "Record both as they are?", "● no")
        await desk.press("enter")
        await desk.sees("Nothing was written.")


async def test_what_cannot_run_here_says_why(unit: Unit) -> None:
    async with at_the_desk(unit, user=ADMIN) as desk:
        await desk.press("enter")
        await desk.screen(HomeScreen)
        await desk.press("f2", "x")
        await desk.sees(" commands")
        desk.fill("find", "user change-roles")
        await desk.sees("1 command", "at the command line")
        await desk.press("enter")
        await desk.screen(Told)
        await desk.sees("throughcare user change-roles", "it needs the home to itself")


def test_what_has_a_form_of_its_own_is_a_command() -> None:
    for name in HAND_MADE:
        assert command_named(name)


async def test_a_command_opens_the_form_that_the_screens_have(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await asked_for(desk, "participant add")
        await desk.press("enter")
        await desk.screen(NewParticipantScreen)
        await desk.press("escape", "escape")
        await on_record(desk, "shan")
        await asked_for(desk, "need add")
        await desk.press("enter")
        form = await desk.screen(NeedScreen)
        assert form.participant.id == unit.sian
        await desk.press("escape", "escape")
        await desk.screen(ParticipantScreen)
        await desk.press("h", "o")
        course = await desk.screen(InterventionScreen)
        await asked_for(desk, "goal add")
        await desk.press("enter")
        goal = await desk.screen(GoalScreen)
        assert goal.course.intervention.id == course.course.intervention.id
        goal.query_one("#text").text = "Notice [it] early"
        await desk.press("ctrl+s")
        await desk.screen(CommandsScreen)
        assert desk.app.seat.last_act is not None
        await desk.press("escape")
        await desk.sees("Notice [it] early")


async def test_one_act_stands_once_in_the_palette(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.press("ctrl+p")
        await desk.type("participant add")
        await desk.sees("Put a new participant on record  (F4)  participant add")
        assert "throughcare participant add" not in desk.text
        await desk.press("down", "enter")
        await desk.screen(NewParticipantScreen)


async def test_what_words_find_stands_before_what_letters_do(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 40)) as desk:
        await desk.screen(HomeScreen)
        for typed, first, later in (
            ("backup", "Make a backup  (F2 b)", "A page back"),
            ("back", "A page back", "Break-glass"),
        ):
            await desk.press("ctrl+p")
            await desk.type(typed)
            await desk.sees(first)
            # What only looks alike may stand below, or nowhere.
            assert later not in desk.text or desk.text.index(first) < desk.text.index(later), typed
            await desk.press("escape")


async def test_the_palette_finds_every_command(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.press("ctrl+p")
        await desk.type("goal review")
        await desk.sees("throughcare goal review")
        await desk.press("down", "enter")
        form = await desk.screen(CommandScreen)
        assert form.command.name == "goal review"


async def test_everyday_words_find_what_the_screen_itself_does(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 40)) as desk:
        await desk.screen(HomeScreen)
        await desk.press("ctrl+p")
        await desk.type("new person")
        await desk.sees("Put a new participant on record  (F4)")
        await desk.press("escape")
        await open_sian(desk)
        for typed, found in (("log a session", "session add"), ("start summary", "summary issue")):
            await desk.press("ctrl+p")
            await desk.type(typed)
            await desk.sees(found)
            await desk.press("escape")


@pytest.mark.sweep
async def test_each_command_stands_as_a_form(unit: Unit) -> None:
    """None is run: every field is there, has help, and shows nothing twice. A quarter of them, but in `make sweeps`."""
    asking = [one for one in every_command() if one.fields and not one.only_typed]
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        for command in parts(asking, 4)[0]:
            form = CommandScreen(desk.app.seat, command)
            await desk.app.push_screen(form)
            await desk.until(lambda form=form: bool(form._begun), command.name)  # type: ignore[misc]
            fields = list(form.query("FormField"))
            assert [one.control.id for one in fields] == [one.name for one in form.asked]
            assert all(len(one.help_text) > 10 for one in fields)
            form.values()
            await desk.app.pop_screen()


async def test_other_words_find_a_place_and_a_command_in_the_palette(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 40)) as desk:
        await desk.screen(HomeScreen)
        await desk.press("ctrl+p")
        await desk.type("register")
        await desk.sees("Groups  (F2 g)", "throughcare session register")
        await desk.press("escape", "ctrl+p")
        await desk.type("close thr")
        await desk.sees("Close Throughcare  (Ctrl+Q)")
        assert desk.text.count("(Ctrl+Q)") == 1
        await desk.press("escape", "ctrl+p")
        await desk.type("attendance")
        await desk.sees("Groups  (F2 g)", "throughcare session register")
        await desk.press("escape")
        for typed, found in {
            "quit": "Close Throughcare  (Ctrl+Q)",
            "log out": "Lock the screen now  (Ctrl+L)",
            "sign off": "Lock the screen now  (Ctrl+L)",
            "spreadsheet": "throughcare import log",
            "who saw": "Audit  (F2 a)",
            "dark mode": "Settings  (F2 t)",
        }.items():
            await desk.press("ctrl+p")
            await desk.type(typed)
            await desk.sees(found)
            assert desk.text.count(found) == 1
            await desk.press("escape")


class Halting(Pace):
    """A pace that lets a command's first word of how far it is wait until somebody has seen it."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()

    def tell(self, done: int, of: int, what: str = "") -> None:
        super().tell(done, of, what)
        self.goes_on.wait(30)
        super().tell(done, of, what)


async def test_a_long_command_says_how_far_it_is_and_escape_stops_it(
    unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text('{"no": "document"}')
    monkeypatch.setattr("tui.screens.command.Pace", Halting)
    async with at_the_desk(unit) as desk:
        form = await opened(desk, "verify")
        form.field_of("files").control.text = str(tmp_path)  # type: ignore[attr-defined]
        await desk.press("ctrl+s")
        await desk.sees("█", "1 of 2 files. Esc stops it.")
        assert isinstance(form.pace, Halting)
        await desk.press("escape")
        await desk.sees("Stopping …")
        form.pace.goes_on.set()
        await desk.screen(Told)
        await desk.sees("Stopped; nothing was written.")
        await desk.press("enter")
        await desk.until(lambda: form.pace is None, "nothing runs")
        assert desk.app.screen is form
