"""What is entered at the newer screens, undone, verified, and shown in training: several acts in one sitting."""

import re
from collections import Counter
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, TextArea

from registry.domain.catalogue import Strength
from registry.domain.participant import TherapyEnding
from registry.services.auditing import show_audit
from registry.services.errors import list_errors
from registry.services.overlaps import list_overlaps
from registry.services.participants import show_participant
from tests.homes import ADMIN
from tests.tui.desk import Desk, Unit, at_the_desk, make_unit
from tests.tui.test_participant import open_sian
from tests.tui.test_strange_text import PIECES
from tui.screens.catalogue import CatalogueScreen
from tui.screens.close import CloseScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.folder_work import VerifyFolderScreen
from tui.screens.home import HomeScreen
from tui.screens.long_work import LongWorkScreen
from tui.screens.measure import MeasureScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.overlaps import OverlapsScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.places import PlacesScreen
from tui.screens.refer import ReferScreen
from tui.screens.sharing import SharingScreen
from tui.screens.undo import UndoScreen
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.modal import Told
from tui.widgets.picker import Picker
from tui.widgets.plain import shown_controls
from tui.widgets.words_box import WordsBox

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.fixture(scope="module")
def own(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Unit:
    assert state
    return make_unit(tmp_path_factory.mktemp("acts") / "ashmere")


async def test_a_reading_is_added_and_undone(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await open_sian(desk)
        await desk.press("ctrl+z")
        await desk.screen(Told)
        await desk.sees("There is nothing to undo", "Not undone: what was")
        await desk.press("enter", "m")
        await desk.sees("No reading is on record yet")
        await desk.press("a")
        screen = await desk.screen(MeasureScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say which measure", "Say when in the course", "Say who gave the reading")
        screen.query_one("#measure", Picker).pick("PHQ-9")
        screen.restored()
        desk.fill("value", "99")
        await desk.press("ctrl+s")
        # All that is wrong at once, each at its field.
        await desk.sees("99 lies outside PHQ-9's range 0 to 27", "Say who gave the reading", "as the form prints it")
        desk.fill("value", "1o")
        await desk.press("ctrl+s")
        await desk.sees("is not a decimal number")
        desk.fill("version", "unversioned")
        screen.query_one("#occasion", ChoiceRow).value = "pre"
        screen.query_one("#rater", ChoiceRow).value = "carer"
        desk.fill("value", "14")
        await desk.press("ctrl+s")
        await desk.sees("PHQ-9 is not rated by carer")
        screen.query_one("#rater", ChoiceRow).value = "self"
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("PHQ-9 14", "Ctrl+Z undoes it", "lowest ▁ to highest █")
        await desk.press("ctrl+z")
        await desk.screen(UndoScreen)
        await desk.sees("the reading PHQ-9 14")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.sees("Undone: it stays on record", "No reading is on record yet")
    with own.home.sit() as sitting:
        (struck,) = list_errors(sitting, own.sian).struck
        assert struck.reason == "undone"


async def test_the_first_two_weeks_open_as_they_stand_and_are_saved(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await open_sian(desk)
        await desk.press("f", "a")
        screen = await desk.screen(FirstWeeksScreen)
        assert screen.words_of("accounts") == "the fire | psychology file"
        screen.query_one("#upsets", WordsBox).text = "Doors [slammed]."
        screen.query_one("#accounts", WordsBox).text = "the fire"
        await desk.press("ctrl+s")
        await desk.sees("Each line says what, a bar")
        screen.query_one("#accounts", WordsBox).text = f"the fire, {'as it was told ' * 20} | psychology file"
        await desk.press("ctrl+s")
        await desk.sees("Not saved yet. One field needs another look.")
        await desk.until(lambda: screen.field_of("accounts").has_class("-wrong"), "it is said at its field")
        assert desk.app.screen is screen
        screen.query_one("#accounts", WordsBox).text = "the fire | psychology file\nthe court | case notes"
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("Doors [slammed].")
    with own.home.sit() as sitting:
        page = show_participant(sitting, own.sian).first_two_weeks
    assert page is not None
    assert (page.settles, page.upsets) == ("Music before meetings.", "Doors [slammed].")
    assert [one.kept_where for one in page.not_to_be_asked_again] == ["psychology file", "case notes"]
    assert page.last_therapy_ended is TherapyEnding.NO_GOODBYE


def audited(own: Unit) -> Counter[str]:
    with own.home.sit(ADMIN) as sitting:
        return Counter(one.entry.verb for one in show_audit(sitting, 500))


async def test_what_is_on_record_and_was_not_changed_is_not_saved_again(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await open_sian(desk)
        with own.home.sit() as sitting:
            history = show_participant(sitting, own.sian)
        read = audited(own)
        for screen in (
            SharingScreen(desk.app.seat, history.participant, history.sharing),
            FirstWeeksScreen(desk.app.seat, history.participant, history.first_two_weeks),
        ):
            await desk.app.push_screen(screen)
            await desk.until(lambda screen=screen: bool(screen._begun), "it stands")
            await desk.press("ctrl+s")
            await desk.sees("Nothing was changed, so nothing is saved. Escape goes back.")
            await desk.press("escape")
            await desk.screen(ParticipantScreen)
    written = audited(own)
    assert not {"participant sharing", "participant first-two-weeks"} & {*(written - read)}


async def test_another_units_page_says_whose_it_is_and_becomes_ours_only_where_somebody_says_so(own: Unit) -> None:
    came = "What stands here came with the summary of Larch House of 3 March 2026."
    async with at_the_desk(own) as desk:
        await open_sian(desk)
        with own.home.sit() as sitting:
            history = show_participant(sitting, own.sian)
        screen = FirstWeeksScreen(desk.app.seat, history.participant, history.first_two_weeks, came)
        await desk.app.push_screen(screen)
        await desk.until(lambda: bool(screen._begun), "it stands")
        await desk.sees("came with the summary of Larch House")
        await desk.press("ctrl+s")
        await desk.sees("Nothing was changed")
        screen.query_one("#upsets", WordsBox).text = "Doors that slam."
        await desk.press("ctrl+s")
        await desk.sees("What is saved here is this unit's own")
        screen.query_one("#ours", ChoiceRow).value = "ours"
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
    with own.home.sit() as sitting:
        page = show_participant(sitting, own.sian).first_two_weeks
    assert page is not None
    assert page.upsets == "Doors that slam."


async def test_an_overlap_is_judged_two_editions_compared_and_a_folder_verified(own: Unit, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text('{"no": "document"}')
    async with at_the_desk(own, size=(100, 34)) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "o")
        await desk.screen(OverlapsScreen)
        await desk.press("a")
        screen = await desk.screen(OverlapScreen)
        for field, code in (("covers", "LMVE"), ("covered", "KAIZEN-GV"), ("need", "violence")):
            screen.query_one(f"#{field}", Picker).pick(code)
        screen.query_one("#basis", WordsBox).text = "Both manuals read side by side."
        await desk.press("ctrl+s")
        await desk.sees("Say how far it goes", "Say what it must not be taken to mean")
        screen.query_one("#strength", ChoiceRow).focus()
        await desk.press("left")
        assert screen.chosen_of("strength") == [*Strength][-1]
        await desk.press("right")
        assert screen.chosen_of("strength") == next(iter(Strength))
        screen.query_one("#caution", WordsBox).text = "Kaizen has its own words."
        await desk.press("ctrl+s")
        await desk.screen(OverlapsScreen)
        await desk.sees("covers part of Kaizen", "Kaizen has its own words")
        said = " ".join(desk.text.split())
        assert re.search("Signed and saved: .+ covers part of Kaizen.*[.] Ctrl[+]Z undoes it[.]", said)
        assert "KAIZEN-GV" not in said
        assert desk.app.seat.last_act is not None
        assert desk.app.seat.last_act.words.startswith("the judgement that ")
        await desk.press("escape", "f2", "c")
        await desk.screen(CatalogueScreen)
        await desk.type("lmv")
        await desk.sees("1 programme")
        await desk.press("enter")
        await desk.sees("LMVE/undated", "Delivery shapes")
        await desk.press("c")
        await desk.sees("no judgement that one covers the other")
        await desk.type("kaizen-gv")
        await desk.sees("differs", "same")
        await desk.press("escape", "escape", "escape", "f2", "v")
        await desk.screen(VerifyFolderScreen)
        desk.fill("path", str(tmp_path))
        await desk.press("enter")
        screen = await desk.screen(LongWorkScreen)
        await desk.sees("Done.", "2 of 2 files", "REFUSED")
        # By name, and not the newest first.
        assert desk.text.index("one.json") < desk.text.index("two.json")
        await desk.press("escape")
        await desk.screen(VerifyFolderScreen)
    with own.home.sit() as sitting:
        assert [one.covers for one in list_overlaps(sitting)] == ["LMVE"]


async def test_long_work_stops_after_the_step_that_runs(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await desk.screen(HomeScreen)
        screen: LongWorkScreen

        def first(_sitting: object, _tell: object) -> str:
            screen.stopping = True
            return "the first is done"

        def never(_sitting: object, _tell: object) -> str:
            raise AssertionError("begun after it was stopped")

        screen = LongWorkScreen(desk.app.seat, "Long work", [("one", first), ("two", never)])
        await desk.app.push_screen(screen)
        await desk.sees("the first is done", "Stopped after 1", "1 of 2")
        await desk.press("escape")
        await desk.screen(HomeScreen)


async def test_training_says_so_on_every_screen(own: Unit) -> None:
    async with at_the_desk(own, training=True) as desk:

        async def trains(kind: type) -> None:
            await desk.screen(kind)
            await desk.sees("TRAINING: invented people")
            assert desk.text.split("\n")[0].strip().startswith("TRAINING")

        await trains(HomeScreen)
        await desk.press("ctrl+p")
        await trains(CommandPalette)
        await desk.sees("Close Throughcare", "TRAINING: invented people")
        await desk.press("escape")
        await desk.press("f2")
        await trains(PlacesScreen)
        await desk.press("c")
        await trains(CatalogueScreen)
        await desk.press("escape", "ctrl+z")
        await trains(Told)


async def _forms(desk: Desk, own: Unit) -> None:
    text = shown_controls("".join(PIECES))
    with own.home.sit() as sitting:
        history = show_participant(sitting, own.sian)
    course = next(work for work in history.work if work.intervention.id == own.dbt)
    seat, person = desk.app.seat, history.participant
    for screen in (
        MeasureScreen(seat, person),
        FirstWeeksScreen(seat, person, None),
        ReferScreen(seat, person),
        CloseScreen(seat, person, course),
        OverlapScreen(seat),
    ):
        await desk.app.push_screen(screen)
        await desk.pilot.pause()
        for field in screen.query("Input, TextArea").results():
            if isinstance(field, TextArea):
                field.text = text
                assert field.text == text
            elif isinstance(field, Input):
                field.value = text.replace("\n", " ")
                await desk.pilot.pause()
                assert field.value == text.replace("\n", " ")
        for field in screen.query("FormField"):
            field.complain(text)  # type: ignore[attr-defined]
        screen.say(text)
        await desk.press("f1")
        await desk.sees("This screen")
        await desk.press("escape", "escape", "escape")
        await desk.screen(HomeScreen)


async def test_a_course_that_begins_is_refused_by_what_it_does(own: Unit) -> None:
    async with at_the_desk(own, size=(100, 34)) as desk:
        await desk.screen(HomeScreen)
        with own.home.sit() as sitting:
            person = show_participant(sitting, own.sian).participant
        await desk.app.push_screen(screen := ReferScreen(desk.app.seat, person))
        desk.fill("on", "+1")
        await desk.sees("The beginning is dated")
        screen.query_one("#begins", ChoiceRow).focus()
        await desk.press("right")
        await desk.sees("The referral is dated")


async def test_strange_text_in_every_field_of_every_form(own: Unit) -> None:
    async with at_the_desk(own, size=(100, 34)) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("2 people")
        await _forms(desk, own)
