"""What stands in the record beside the treatment is written at the screen, and read again under Facts."""

from pathlib import Path

import pytest

from registry.domain.needs import NeedStanding
from registry.domain.people import Tier
from registry.domain.placement import LEGAL_STATUS
from registry.domain.refresher import RefresherAnswer
from registry.services.errors import list_errors
from registry.services.participants import show_participant
from registry.services.repeats import list_refreshers
from registry.services.transfers import show_transfers
from tests.tui.desk import Desk, Unit, at_the_desk, copied_unit
from tests.tui.test_participant import open_sian
from tui.screens.assessment import AssessmentScreen
from tui.screens.need import NeedScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.placement import PlacementScreen, legal_picks
from tui.screens.placement_end import PlacementEndScreen
from tui.screens.refresher import RefresherScreen
from tui.screens.refresher_answer import RefresherAnswerScreen
from tui.screens.sharing import SharingScreen
from tui.screens.transfer import TransferScreen
from tui.screens.transfer_step import TransferStepScreen
from tui.screens.undo import UndoScreen
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.letters import Letters
from tui.widgets.modal import Told
from tui.widgets.picker import matching
from tui.widgets.words_box import WordsBox

SIZE = (80, 60)


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return copied_unit(tmp_path / "ashmere")


async def write(desk: Desk, letter: str) -> None:
    await desk.press("w")
    await desk.screen(Letters)
    await desk.press(letter)


async def test_a_need_is_judged_not_wanted_now_in_their_words_and_the_judgement_undone(own: Unit) -> None:
    async with at_the_desk(own, size=SIZE) as desk:
        await open_sian(desk)
        await desk.press("k")
        await desk.sees("Self-harm: present", "Consent to treatment: not recorded")
        await desk.press("a")
        await desk.screen(Letters)
        await desk.press("n")
        screen = await desk.screen(NeedScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say which need.")
        await desk.type("anger")
        await desk.press("tab", "o")
        assert not screen.field_of("again").display
        screen.query_one("#choice", WordsBox).text = "not while I wait for [court]"
        await desk.pilot.pause()
        desk.fill("again", "y")
        await desk.press("ctrl+s")
        await desk.sees("It is a day in the future.")
        desk.fill("again", "+90")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("› Facts", "outstanding", "“not while I wait for [court]”", "ask again", "Ctrl+Z undoes it")
        with own.home.sit() as sitting:
            need = next(one for one in show_participant(sitting, own.sian).needs if one.need == "anger")
        assert need.standing is NeedStanding.OUTSTANDING
        assert need.choice is not None
        assert need.choice.ask_again is not None
        await desk.press("ctrl+z")
        await desk.screen(UndoScreen)
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.until(lambda: "[court]" not in desk.text, "the judgement is gone")
    with own.home.sit() as sitting:
        assert len(list_errors(sitting, own.sian).struck) == 1


async def test_stays_begin_and_end_under_a_law_here_and_elsewhere(own: Unit) -> None:
    async with at_the_desk(own, size=SIZE) as desk:
        await open_sian(desk)
        await write(desk, "e")
        await desk.screen(PlacementEndScreen)
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("has no open placement here")
        await desk.press("enter", "escape")
        await desk.screen(ParticipantScreen)
        await write(desk, "b")
        screen = await desk.screen(PlacementScreen)
        await desk.until(lambda: bool(screen._begun), "the form stands")
        assert not screen.field_of("law").display
        desk.fill("since", "3 mar 2024")
        screen.query_one("#legal Input").focus()
        await desk.type("37 with 41")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("› Facts", "section 37 with section 41 restrictions since 3 March 2024")
        await write(desk, "b")
        screen = await desk.screen(PlacementScreen)
        await desk.until(lambda: bool(screen._begun), "the form stands")
        await desk.type("HMP Wexmoor")
        await desk.pilot.pause()
        assert screen.field_of("at-tier").display
        screen.query_one("#at-tier Input").focus()
        await desk.type("pri")
        desk.fill("since", "2019")
        desk.fill("until", "2024-02")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("HMP Wexmoor (prison): 2019 to February 2024")
        await write(desk, "e")
        await desk.screen(PlacementEndScreen)
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("ended on")
    with own.home.sit() as sitting:
        stays = {one.establishment.tier: one for one in show_participant(sitting, own.sian).placements}
    assert stays[Tier.PRISON].legal == ()
    here = stays[Tier.HIGH]
    assert here.until is not None
    assert [LEGAL_STATUS[one.code] for one in here.legal] == ["section 37 with section 41 restrictions"]


def test_a_section_is_never_taken_for_the_code_of_another_law() -> None:
    picks = legal_picks()
    for typed, meant in (
        ("37", "section 37"),
        ("s37", "section 37"),
        ("37/41", "section 37 with section 41 restrictions"),
        ("3", "section 3"),
        ("35", "section 35"),
        ("38", "section 38"),
        ("7", "guardianship, section 7"),
        ("remand", "on remand"),
        ("45a", "section 45A, limitation direction in force"),
        ("cto", "community treatment order"),
    ):
        found = matching(picks, typed)
        assert found[0].words == meant, typed


async def test_an_assessment_keeps_words_and_refuses_a_total(own: Unit) -> None:
    async with at_the_desk(own, size=SIZE) as desk:
        await open_sian(desk)
        await write(desk, "a")
        screen = await desk.screen(AssessmentScreen)
        await desk.type("HCR-20")
        desk.fill("version", "V3")
        await desk.press("ctrl+s")
        await desk.sees("Write the summary judgements.")
        screen.query_one("#words", WordsBox).text = "Total score 28."
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.press("enter")
        screen.query_one("#words", WordsBox).text = "Case prioritisation: moderate. [sic]"
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("HCR-20 V3", "“Case prioritisation: moderate. [sic]”", "Ctrl+Z undoes it")


async def test_a_history_of_the_law_is_written_with_its_placement(own: Unit) -> None:
    async with at_the_desk(own, size=SIZE) as desk:
        await open_sian(desk)
        await write(desk, "b")
        screen = await desk.screen(PlacementScreen)
        await desk.until(lambda: bool(screen._begun), "the form stands")
        desk.fill("since", "2021")
        for number, (words, since, until) in enumerate((("remand", "", "5/2022"), ("48 with 49", "", ""))):
            name = f"{number or ''}"
            assert not screen.field_of(f"legal{number + 1}").display
            screen.query_one(f"#legal{name} Input").focus()
            await desk.type(words)
            await desk.press("tab")
            desk.fill(f"law{name}", since)
            desk.fill(f"lapsed{name}", until)
        await desk.press("ctrl+s")
        await desk.sees("Say since when: the one before held first.")
        desk.fill("law1", "6/2022")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
    with own.home.sit() as sitting:
        (stay,) = show_participant(sitting, own.sian).placements
    said = [(one.words, one.since.text, one.until and one.until.text) for one in stay.legal]
    assert said == [
        ("on remand", "2021", "2022-05"),
        ("section 48 with section 49 restrictions", "2022-06", None),
    ]


async def test_sharing_opens_as_it_stands_and_a_refresher_is_asked_for(own: Unit) -> None:
    async with at_the_desk(own, size=SIZE) as desk:
        await open_sian(desk)
        for words in ("yes, 1 March", ""):
            await write(desk, "c")
            screen = await desk.screen(SharingScreen)
            if words:
                screen.query_one("#consents", WordsBox).text = words
                screen.query_one("#objects", WordsBox).text = "his brother"
            else:
                assert screen.words_of("consents") == "yes, 1 March"
                screen.query_one("#consents", WordsBox).text = ""
            await desk.press("ctrl+s")
            await desk.screen(ParticipantScreen)
            await desk.sees(f"Consent to treatment: {words or 'not recorded'}", "Objects to sharing: his brother")
        await write(desk, "r")
        await desk.screen(RefresherScreen)
        await desk.type("dbt")
        await desk.press("tab")
        await desk.type("the planning part again")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("DBT, asked for on", "“the planning part again”", "Waiting")
        await write(desk, "g")
        screen = await desk.screen(RefresherAnswerScreen)
        await desk.sees("DBT, asked on", "“the planning part again”")
        assert not screen.field_of("because").display
        screen.query_one("#answer", ChoiceRow).focus()
        await desk.press("r", "ctrl+s")
        await desk.sees("A refusal has a reason: say why.")
        screen.query_one("#because", WordsBox).text = "no place until the spring; asked again in March"
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("Kept: the refresher of DBT is refused.", "Refused on", "no place")
        await write(desk, "g")
        await desk.screen(RefresherAnswerScreen)
        await desk.sees("No refresher they asked for waits for an answer.")
        await desk.press("ctrl+s")
        await desk.sees("none waits")
    with own.home.sit() as sitting:
        (answered,) = list_refreshers(sitting, own.sian)
    assert answered.answer is RefresherAnswer.REFUSED


async def test_a_transfer_is_opened_and_goes_its_steps(own: Unit) -> None:
    async with at_the_desk(own, size=SIZE) as desk:
        await open_sian(desk)
        await write(desk, "t")
        screen = await desk.screen(TransferScreen)
        await desk.until(lambda: bool(screen._begun), "the form stands")
        desk.fill("referred", "")
        await desk.press("ctrl+s")
        await desk.sees("Say which establishment.", "Give the day of the request or of the referral.")
        desk.fill("requested", "-20")
        screen.query_one("#other Input").focus()
        await desk.type("Oakfield Clinic")
        await desk.pilot.pause()
        screen.query_one("#other-tier Input").focus()
        await desk.type("low")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("The transfer from Ashmere to Oakfield Clinic is open.", "Accepted: not recorded")
        for step, by in (("assess", "Dr Ann Lowe"), ("accepted", "Dr Ann Lowe"), ("moved", "")):
            await write(desk, "s")
            screen = await desk.screen(TransferStepScreen)
            await desk.until(lambda form=screen: bool(form._begun), "the form stands")
            await desk.type(step)
            await desk.pilot.pause()
            assert screen.field_of("by").display is bool(by)
            if by:
                desk.fill("by", by)
            await desk.press("ctrl+s")
            await desk.screen(ParticipantScreen)
            await desk.sees("Kept: ")
    with own.home.sit() as sitting:
        ((found,),) = (show_transfers(sitting, own.sian),)
    assert (found.transfer.going_to.name, found.transfer.going_to.tier) == ("Oakfield Clinic", Tier.LOW)
    assert found.transfer.accepted_by == "Dr Ann Lowe"
    assert not found.transfer.is_open
