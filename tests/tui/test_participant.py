import pytest

from tests.tui.desk import Desk, Unit, at_the_desk
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.participant import ParticipantScreen


async def open_sian(desk: Desk) -> ParticipantScreen:
    await desk.screen(HomeScreen)
    await desk.type("sian")
    await desk.sees("1 person")
    await desk.press("enter")
    screen = await desk.screen(ParticipantScreen)
    await desk.until(lambda: screen.history is not None, "the history is read")
    return screen


async def test_the_banner_stays_on_every_pane(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        for letter in "hpvf":
            await desk.press(letter)
            await desk.pilot.pause()
            rows = desk.text.split("\n")
            assert rows[1].startswith(" Ó SÚILLEABHÁIN, Siân · Born 17-May-1991 (")
            assert "NHS No. 999 000 0018" in desk.text
            assert "Known as Shan · speaks English and Welsh · helps: a plan [sic] before a" in desk.text
            assert "Wierzbicki" not in desk.text


async def test_the_banner_has_two_lines_where_there_is_room(unit: Unit) -> None:
    async with at_the_desk(unit, size=(140, 40)) as desk:
        await open_sian(desk)
        rows = desk.text.split("\n")
        assert "Siân · Born 17-May-1991" in rows[1]
        assert "NHS No. 999 000 0018 (test number)" in rows[1]
        assert rows[2].startswith(" Known as Shan")
        assert not rows[3].strip()


async def test_history_is_told_by_establishment_in_words(unit: Unit) -> None:
    async with at_the_desk(unit, size=(120, 40)) as desk:
        await open_sian(desk)
        await desk.sees(
            "Ashmere, high secure",
            "› Dialectical behaviour therapy",
            "own record",
            "In progress.",
            "HMP Wexmoor, prison",
            "Thinking skills [group] [/]",
            "reported",
            "Modules",
            "Mindfulness: part done",
        )
        await desk.press("up", "down", "up")
        await desk.sees("Reported of HMP Wexmoor")


async def test_the_plan_says_why_on_what_evidence_and_what_would_change_it(unit: Unit) -> None:
    async with at_the_desk(unit, size=(120, 40)) as desk:
        await open_sian(desk)
        await desk.press("p")
        await desk.sees("Self-harm", "Resume: Dialectical", "Evidence", "Cautions", "Confidence", "Would change it")


async def test_voice_and_first_two_weeks(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("v")
        await desk.sees("“I want [/] to finish what we [b]started[/b].”", "read back to them", "other readers only")
        assert "For nobody else" not in desk.text
        await desk.press("f")
        await desk.sees("Music before meetings.", "the fire; kept: psychology file", "not recorded")
        await desk.press("escape")
        await desk.screen(HomeScreen)


async def test_where_nothing_is_recorded_the_panes_say_what_to_do(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.type("marcus")
        await desk.sees("1 person")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.sees("No treatment is on record yet", "none recorded", "none (never registered)")
        await desk.press("s")
        await desk.sees("no course of treatment")
        for letter, words in (
            ("p", "The plan has no line"),
            ("v", "Nothing in their own words"),
            ("f", "Nothing is on"),
        ):
            await desk.press(letter)
            await desk.sees(words)


async def test_no_session_for_what_is_not_ours(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("up", "s")
        await desk.sees("is not our record: no session is logged")
        assert type(desk.app.screen) is ParticipantScreen


async def test_help_and_commands(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 44)) as desk:
        await open_sian(desk)
        await desk.press("f1")
        await desk.screen(HelpScreen)
        await desk.sees("This field", "Every course of treatment on record", "This screen", "Log session")
        await desk.press("escape", "ctrl+p")
        await desk.sees("Log session  (s)")
        await desk.type("close thr")
        await desk.sees("Close Throughcare  (Ctrl+Q)")
        await desk.press("escape", "ctrl+p")
        await desk.sees("Log session  (s)")
        await desk.type("voice")
        await desk.sees("Voice  (v)")
        await desk.press("enter", "enter")
        await desk.sees("“I want [/] to finish")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_nothing_is_wider_than_the_terminal(unit: Unit, size: tuple[int, int]) -> None:
    async with at_the_desk(unit, size=size) as desk:
        await open_sian(desk)
        for letter in "hpvf":
            await desk.press(letter)
            await desk.pilot.pause(0.1)
            assert desk.app.screen.max_scroll_x == 0
            assert desk.app.screen.max_scroll_y == 0
            keys = desk.text.split("\n")[-1]
            assert keys.endswith("Ctrl+P Commands")
