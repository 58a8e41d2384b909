"""Every form that keeps what is typed opens again from the home, with the words in it."""

from textual.widgets import Input

from registry.services.unsaved import Unsaved, keep_unsaved
from tests.homes import RHIANNON
from tests.tui.desk import Unit, at_the_desk
from tests.tui.test_rules import OURS
from tui.screens import reopening
from tui.screens.form_screen import FormScreen
from tui.screens.home import HomeScreen
from tui.screens.issue import IssueScreen
from tui.screens.measure import MeasureScreen
from tui.screens.voice import VoiceScreen

KEPT = [one for one in OURS if issubclass(one, FormScreen) and one.KEEPS]


def test_every_kept_form_can_be_opened_again() -> None:
    known = {
        *reopening.OF_PARTICIPANT,
        *reopening.OF_COURSE,
        *reopening.OF_LINE,
        *reopening.OF_HISTORY,
        *reopening.OF_GROUP,
        *reopening.OF_THE_UNIT,
        *reopening.OF_USE,
        *reopening.OF_THEIR_OWN,
    }
    assert {one.FORM for one in KEPT} == known


async def test_a_summary_half_written_is_offered_on_the_home(unit: Unit) -> None:
    with unit.home.sit(RHIANNON) as sitting:
        keep_unsaved(
            sitting,
            Unsaved(
                form=IssueScreen.FORM,
                about={"participant": unit.sian},
                title="New summary: Ó SÚILLEABHÁIN, Siân",
                fields={"short": "She has begun [/] the work.", "knowledge": "Seen weekly."},
                at=sitting.now,
            ),
        )
    async with at_the_desk(unit, size=(100, 40)) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("New summary: Ó SÚILLEABHÁIN")
        await desk.press("enter")
        form = await desk.screen(IssueScreen)
        await desk.sees("What you had typed is back", "She has begun [/] the work.")
        assert form.query_one("#knowledge", Input).value == "Seen weekly."


async def test_a_reading_half_typed_is_offered_on_the_home(unit: Unit) -> None:
    with unit.home.sit(RHIANNON) as sitting:
        about = {"participant": unit.sian}
        keep_unsaved(
            sitting,
            Unsaved(form=MeasureScreen.FORM, about=about, title="A reading", fields={"value": "7"}, at=sitting.now),
        )
    async with at_the_desk(unit, size=(100, 40)) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("A reading")
        await desk.press("enter")
        await desk.screen(MeasureScreen)
        await desk.sees("What you had typed is back")


async def test_what_is_saved_from_the_home_is_said_there_and_for_whom(unit: Unit) -> None:
    with unit.home.sit(RHIANNON) as sitting:
        about, fields = {"participant": unit.sian}, {"said": "I slept well."}
        keep_unsaved(
            sitting, Unsaved(form=VoiceScreen.FORM, about=about, title="Their words", fields=fields, at=sitting.now)
        )
    async with at_the_desk(unit, size=(100, 40)) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Their words")
        await desk.press("enter")
        await desk.screen(VoiceScreen)
        await desk.sees("What you had typed is back")
        await desk.press("ctrl+s")
        await desk.screen(HomeScreen)
        await desk.sees("Ó SÚILLEABHÁIN, Siân: Saved for self, treating teams.")
