"""A form says when what is typed is not being kept, and Ctrl+C says how the program is closed."""

from typing import Any

import pytest

from registry.domain.errors import StorageFailed
from tests.tui.desk import Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.screens import kept_screen
from tui.screens.voice import VoiceScreen
from tui.widgets.words_box import WordsBox


async def test_words_that_cannot_be_kept_are_said_to_be_in_plain_words(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StorageFailed("7f99c2714c1dfa0b.age could not be written: no space left on device.")

    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("v", "a")
        screen = await desk.screen(VoiceScreen)
        monkeypatch.setattr(kept_screen, "keep_unsaved", full)
        screen.query_one(WordsBox).text = "I want to"
        await desk.sees("What you type is not being kept", "Save it with Ctrl+S")
        assert ".age" not in desk.text
        monkeypatch.undo()
        screen.query_one(WordsBox).text = "I want to finish"
        await desk.until(lambda: "not being kept" not in desk.text, "it is kept again")


async def test_ctrl_c_says_in_our_words_what_closes_the_program_and_the_next_screen_does_not(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.press("ctrl+c")
        await desk.sees("Ctrl+Q closes Throughcare.")
        assert "ctrl+q" not in desk.text
        await desk.press("f2")
        await desk.until(lambda: "Ctrl+Q closes" not in desk.text, "it is gone")
