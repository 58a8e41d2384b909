import asyncio
import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from registry.domain.errors import NotFound, NotPermitted
from registry.settings import Home, Settings
from tests.homes import GARETH, RHIANNON
from tests.tui.desk import Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.app import ThroughcareApp, run
from tui.left_place import Kind, Step
from tui.screens import home as home_screen
from tui.screens.home import HomeScreen
from tui.screens.intervention import InterventionScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.places import PLACES
from tui.screens.progress import ProgressScreen
from tui.screens.trouble import TroubleScreen
from tui.screens.unlock import UnlockScreen
from tui.widgets.voice_pane import VoicePane


async def test_the_screens_lock_when_nobody_touches_the_keys(unit: Unit) -> None:
    async with at_the_desk(unit, idle_seconds=2) as desk:
        for _ in range(1_200):
            await desk.pilot.pause(0.02)
            if type(desk.app.screen) is HomeScreen:
                break
        assert desk.app.seat.taken
        await desk.screen(UnlockScreen)
        assert not desk.app.seat.taken
        await desk.sees("Locked after")
        assert "SÚILLEABHÁIN" not in desk.text
        assert len(desk.app.screen_stack) == 2
        desk.app.idle_seconds = 60
        desk.fill("passphrase", unit.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.screen(HomeScreen)


async def test_ctrl_l_locks_from_anywhere(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("s", "ctrl+l")
        await desk.screen(UnlockScreen)
        assert not desk.app.seat.taken
        assert "SÚILLEABHÁIN" not in desk.text


async def test_a_lock_leads_back_to_the_place_and_the_draft_and_keeps_no_word(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("o")
        await desk.screen(InterventionScreen)
        await desk.press("p")
        form = await desk.screen(ProgressScreen)
        await desk.until(lambda: bool(form._begun), "the form stands")
        await desk.press("tab")
        await desk.type("halfway")
        here = form.focused.id if form.focused else ""
        held = weakref.ref(form)
        del form
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        left = desk.app._left
        assert left is not None
        about = {"participant": unit.sian, "intervention": unit.dbt}
        record = Step(kind=Kind.RECORD, name=unit.sian, about={"pane": "History"})
        course = Step(kind=Kind.COURSE, name=unit.dbt)
        typed = Step(kind=Kind.FORM, name=ProgressScreen.FORM, about=about)
        assert (left.user, left.way) == (RHIANNON, (record, course, typed))
        desk.fill("passphrase", unit.home.passphrase(RHIANNON))
        await desk.press("enter")
        form = await desk.screen(ProgressScreen)
        assert form is not held()
        await desk.sees("What you had typed is back", "halfway")
        # Whoever goes on typing does so where they were.
        assert here
        assert form.focused
        assert form.focused.id == here
        await desk.press("escape", "escape")
        await desk.screen(InterventionScreen)
        await desk.press("escape")
        await desk.screen(ParticipantScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)


async def test_a_lock_leads_back_to_the_pane(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("v")
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        desk.fill("passphrase", unit.home.passphrase(RHIANNON))
        await desk.press("enter")
        screen = await desk.screen(ParticipantScreen)
        assert screen.pane == "Voice"
        await desk.until(lambda: screen.query_one(VoicePane).has_focus, "the keys go to the pane")


async def test_somebody_else_who_unlocks_comes_to_their_own_home(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        desk.fill("user", GARETH)
        desk.fill("passphrase", unit.home.passphrase(GARETH))
        await desk.press("enter")
        await desk.screen(HomeScreen)
        await desk.until(lambda: desk.app.is_at_home, "the home stands")
        assert type(desk.app.screen) is HomeScreen
        assert desk.app._left is None


async def test_a_window_made_smaller_while_the_screens_lock_breaks_nothing(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("2 people")
        seat = desk.app.seat

        async def made_smaller() -> None:
            # As between the moment when the seat is left and the one when its screens are gone.
            held, seat._sitting = seat._sitting, None
            for width, height in ((100, 30), (80, 24)):
                await desk.pilot.resize_terminal(width, height)
                await desk.pilot.pause()
            seat._sitting = held
            assert desk.app._exception is None

        await made_smaller()
        for place in PLACES:
            desk.app.push_screen(place.screen(seat))
            await desk.until(lambda place=place: type(desk.app.screen) is place.screen, place.name)  # type: ignore[misc]
            await desk.pilot.pause()
            await made_smaller()
            await desk.app.pop_screen()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_puts_the_sitting_away(unit: Unit, number: signal.Signals) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        os.kill(os.getpid(), number)
        await asyncio.sleep(0.1)
        assert not desk.app.seat.taken
    assert desk.app.return_code == 128 + number


SECRET = "a sentence about the fire"


async def test_an_unexpected_error_leaves_no_clinical_text(
    unit: Unit, state: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        said = SECRET
        raise RuntimeError(said)

    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("2 people")
        monkeypatch.setattr(home_screen, "find_participants", broken)
        await desk.type("a")
        await desk.screen(TroubleScreen)
        await desk.sees("Something went wrong", "goes back to your work")
        monkeypatch.undo()
        await desk.press("enter")
        await desk.screen(HomeScreen)
    assert_silent(state, capfd)


async def test_a_broken_screen_closes_the_program_quietly(
    unit: Unit, state: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        said = SECRET
        raise RuntimeError(said)

    async with at_the_desk(unit) as desk:
        screen = await open_sian(desk)
        screen.call_later(broken)
        while desk.app._exception is None:
            await asyncio.sleep(0.01)
        # Pilot would raise it again at its next step; here it is expected.
        desk.app._exception = None
        await desk.screen(TroubleScreen)
        await desk.sees("Something went wrong", "Enter closes Throughcare")
        await desk.press("enter")
    assert desk.app.return_code == 1
    assert_silent(state, capfd)


def assert_silent(state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    crashes = sorted((state / "crashes").iterdir())
    assert crashes
    assert all(file.stat().st_mode & 0o077 == 0 for file in crashes)
    kept = crashes[-1].read_text()
    assert "builtins.RuntimeError" in kept
    assert "in broken" in kept
    assert all(SECRET not in file.read_text() for file in crashes)
    said = capfd.readouterr()
    assert SECRET not in said.out + said.err


def test_without_a_home_or_a_name_it_does_not_begin(unit: Unit, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        run(Settings(home=Home(folder=tmp_path), user="rhiannon"))
    with pytest.raises(NotPermitted):
        run(Settings(home=unit.home.home, passphrase_file=unit.home.passphrase_file("rhiannon")))
    with pytest.raises(NotFound):
        run(Settings(home=unit.home.home, user="rhiannon", passphrase_file=tmp_path / "none"))


def test_the_footer_names_at_most_six_keys() -> None:
    from tui.screens.decision import DecisionScreen
    from tui.screens.meetings import MeetingsScreen
    from tui.screens.register import RegisterScreen
    from tui.screens.register_notes import NotesScreen
    from tui.screens.session import SessionScreen
    from tui.screens.voice import VoiceScreen

    forms = (SessionScreen, RegisterScreen, NotesScreen, MeetingsScreen, VoiceScreen, DecisionScreen)
    for screen in (UnlockScreen, HomeScreen, ParticipantScreen, *forms):
        assert 0 < len(screen.KEYS) <= 6
        assert len("  ".join(f"{key} {words}" for key, words in screen.KEYS)) <= 78


def test_the_colours_are_ours_alone(unit: Unit) -> None:
    assert "textual-dark" not in ThroughcareApp(unit.home.settings("rhiannon")).available_themes


def test_the_door_opens_before_the_rooms_behind_it_are_furnished() -> None:
    """The first screen waits for nothing that draws pages, opens a database, reads options, works out a digest or
    knows a record.
    """
    later = {"fpdf", "sqlalchemy", "pikepdf", "typer", "_hashlib", "orjson"}
    said = subprocess.run(
        [sys.executable, "-c", "import sys, tui.app; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    loaded = set(said.stdout.split())
    assert not later & loaded
    assert {each for each in loaded if each.startswith("registry.domain.")} == {"registry.domain.errors"}
