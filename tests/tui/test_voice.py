from textual import events

from registry.domain.voice import Audience, VoiceKind
from registry.services.participants import show_participant
from tests.tui.desk import Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.screens.participant import ParticipantScreen
from tui.screens.voice import VoiceScreen
from tui.widgets.words_box import WordsBox


async def test_words_are_kept_character_for_character_for_the_readers_they_chose(unit: Unit) -> None:
    words = "I was [sic] there [/].\nNobody asked me."
    async with at_the_desk(unit, size=(100, 30)) as desk:
        await open_sian(desk)
        await desk.press("a")
        screen = await desk.screen(VoiceScreen)
        await desk.sees("Add to the participant's voice", "■ self", "■ treating teams", "□ panel")
        screen.query_one(WordsBox).text = words
        await desk.press("tab", "p", "tab", "r", "ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("Saved for self, treating teams, prison.", "I was [sic] there [/].", "read back to them")
    with unit.home.sit() as sitting:
        entry = next(one for one in show_participant(sitting, unit.sian).voice if one.text == words)
    assert entry.audiences == (Audience.SELF, Audience.TREATING_TEAMS, Audience.PRISON)
    assert entry.read_back
    assert entry.kind is VoiceKind.ACCOUNT


async def test_an_accent_that_was_typed_by_itself_is_kept_with_its_letter(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 30)) as desk:
        await open_sian(desk)
        await desk.press("a")
        screen = await desk.screen(VoiceScreen)
        screen.query_one(WordsBox).text = "Zoe\u0308 asked me."
        await desk.press("tab", "p", "tab", "r", "ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("Zo\u00eb asked me.")
    with unit.home.sit() as sitting:
        assert "Zo\u00eb asked me." in [one.text for one in show_participant(sitting, unit.sian).voice]


async def test_a_carers_view_begins_with_the_treating_teams_alone(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 30)) as desk:
        await open_sian(desk)
        await desk.press("a")
        await desk.screen(VoiceScreen)
        await desk.press("shift+tab")
        await desk.type("carer")
        await desk.sees("□ self", "■ treating teams")
        await desk.press("escape", "escape", "escape")
        await desk.screen(ParticipantScreen)


async def test_what_is_missing_is_said_at_its_field(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 34)) as desk:
        await open_sian(desk)
        await desk.press("a")
        await desk.screen(VoiceScreen)
        await desk.press("tab", "s", "t", "ctrl+s")
        await desk.sees("There are no words yet", "tick at least one", "2 fields need another look")
        await desk.press("escape", "escape")
        await desk.screen(ParticipantScreen)


async def test_tabs_that_are_pasted_are_told_of(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("a")
        form = await desk.screen(VoiceScreen)
        form.query_one(WordsBox).focus()
        desk.app.post_message(events.Paste("one\ttwo"))
        await desk.sees("What was pasted held tabs: each stands as four spaces now.")
        assert form.query_one(WordsBox).text == "one    two"
        await desk.press("x")
        await desk.until(lambda: "held tabs" not in desk.text, "the next key ends it")
