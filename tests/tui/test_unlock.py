import tempfile
from pathlib import Path

import pytest
from textual.widgets import Input

from registry.bootstrap import is_unlocked, lock, unlock
from registry.domain.decision import Choice, Discussed
from registry.domain.errors import NotPermitted
from registry.services.deciding import decide_line
from tests.copied import copied_home
from tests.homes import ADMIN
from tests.tui.desk import Unit, at_the_desk
from tui.screens.home import HomeScreen
from tui.screens.unlock import UnlockScreen
from tui.widgets.plain import Words


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return Unit(home=copied_home(tmp_path / "ashmere"), sian="", dbt="", marcus="")


DECIDED = {"choice": Choice.ACCEPT, "reason": "Yes.", "discussed": Discussed.AGREES}


async def test_the_right_passphrase_opens_the_home(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        await desk.screen(UnlockScreen)
        await desk.sees("rhiannon", "locked.")
        await desk.type(unit.home.passphrase("rhiannon"))
        assert "secret" not in desk.text
        await desk.press("enter")
        await desk.screen(HomeScreen)
        await desk.sees("Ashmere · high secure", "Dr Rhiannon Pryce")


async def test_the_home_is_laid_out_behind_the_door_and_says_nothing_before_it_opens(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        for _ in range(2):
            await desk.screen(UnlockScreen)
            await desk.until(lambda: desk.app._laid_out is not None and desk.app._laid_out.is_mounted, "it is laid out")
            home = desk.app._laid_out
            assert home is not None
            assert home not in desk.app.screen_stack
            told = [one for one in home.query(Words) if one.id == "top" or one.has_class("warnings")]
            assert [str(one.content) for one in told] == ["", ""]
            assert home.found.option_count == 0
            desk.fill("passphrase", unit.home.passphrase("rhiannon"))
            await desk.press("enter")
            assert await desk.screen(HomeScreen) is home
            await desk.sees("Ashmere · high secure", "Ó SÚILLEABHÁIN, Siân")
            await desk.press("ctrl+l")


async def test_the_door_names_whoever_sat_here_last(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        await desk.screen(UnlockScreen)
        desk.fill("user", "gareth")
        desk.fill("passphrase", unit.home.passphrase("gareth"))
        await desk.press("enter")
        await desk.screen(HomeScreen)
        await desk.press("ctrl+l")
        screen = await desk.screen(UnlockScreen)
        # Their passphrase at somebody else's name would be one of that person's five wrong ones.
        assert screen.query_one("#user", Input).value == "gareth"


async def test_the_palette_at_the_door_offers_only_what_can_be_done_there(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        await desk.screen(UnlockScreen)
        await desk.press("ctrl+p")
        await desk.sees("Colours (theme): High contrast")
        await desk.type("co")
        await desk.sees("Colours (theme): High contrast")
        await desk.pilot.pause(0.3)
        assert "throughcare " not in desk.text


async def test_a_wrong_passphrase_is_said_quietly_and_may_be_tried_again(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        await desk.screen(UnlockScreen)
        desk.fill("passphrase", "not the right one")
        await desk.press("enter")
        await desk.sees("The passphrase is not right. 4 of 5 tries left.")
        assert isinstance(desk.app.seat.refusal, NotPermitted)
        assert desk.app.focused is not None
        assert desk.app.focused.id == "passphrase"
        desk.fill("passphrase", unit.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.screen(HomeScreen)
        assert desk.app.seat.refusal is None
        await desk.sees("1 wrong passphrase was tried for rhiannon", "if that was not you, tell an administrator.")
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        desk.fill("passphrase", unit.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.screen(HomeScreen)
        await desk.sees("Ashmere · high secure")
        assert "wrong passphrase" not in desk.text


async def test_who_is_locked_out_is_told_what_to_say_to_whom_and_that_waiting_is_no_help(own: Unit) -> None:
    async with at_the_desk(own, locked=True) as desk:
        await desk.screen(UnlockScreen)
        for left in (4, 3, 2, 1, 0):
            desk.fill("passphrase", f"not the right one, {left}")
            await desk.press("enter")
            await desk.sees(f"{left} of 5 tries left" if left else "rhiannon is locked out now")
        await desk.sees("Waiting does not.", "throughcare user unlock rhiannon”", "recovery key")
        desk.fill("passphrase", own.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.sees("rhiannon is locked out after 5 wrong passphrases")
    async with at_the_desk(own, locked=True) as desk:
        # At once, and before anything is typed.
        await desk.sees("rhiannon is locked out after 5 wrong passphrases", "Say to an administrator")
        own.home.type("user", "unlock", "rhiannon", user=ADMIN)
        desk.fill("passphrase", own.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.screen(HomeScreen)


async def test_in_training_the_lock_says_the_passphrase_opens_on_enter_and_locks_nobody_out(
    own: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = own.home.passphrase("rhiannon")
    file = own.home.home.folder / "rhiannon.txt"
    file.write_text(f"{shown}\n")
    file.chmod(0o600)
    monkeypatch.setattr(type(own.home), "passphrase_file", lambda _home, user: file.with_name(f"{user}.txt"))
    async with at_the_desk(own, training=True) as desk:
        await desk.screen(HomeScreen)
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        await desk.sees("In training rhiannon's passphrase is", f"“{shown}”")
        for _ in range(6):
            desk.fill("passphrase", "not the right one")
            await desk.press("enter")
            await desk.until(lambda: not desk.app.screen.query_one("#passphrase", Input).value, "it is refused")
            await desk.sees("The passphrase is not right.")
        assert "locked out" not in desk.text
        desk.fill("passphrase", "")
        await desk.press("enter")
        await desk.screen(HomeScreen)


async def test_escape_at_the_lock_closes_nothing_and_says_what_does(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        await desk.screen(UnlockScreen)
        desk.fill("passphrase", "half of it")
        await desk.press("escape", "escape")
        await desk.sees("Ctrl+Q closes Throughcare.")
        assert desk.app.is_running
        assert not desk.app.screen.query_one("#passphrase", Input).value
        await desk.press("ctrl+q")
        await desk.until(lambda: desk.app._exit, "it closes")


async def test_nobody_of_that_name(unit: Unit) -> None:
    async with at_the_desk(unit, user="nobody", locked=True) as desk:
        await desk.screen(UnlockScreen)
        desk.fill("passphrase", "whatever it may be")
        await desk.press("enter")
        await desk.sees("There is no user")


async def test_a_wrong_passphrase_from_a_file_ends_with_its_refusal(unit: Unit) -> None:
    from tui.app import ThroughcareApp

    app = ThroughcareApp(unit.home.settings("gareth"), given="not the right one")
    async with app.run_test() as pilot:
        for _ in range(1_200):
            await pilot.pause(0.025)
            if app.seat.refusal:
                break
    assert isinstance(app.seat.refusal, NotPermitted)
    assert not app.seat.taken


async def test_an_unlocked_terminal_goes_on_until_it_is_locked(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    # The name of a socket has at most 107 bytes, and a test's own folder may be deeper than that.
    with tempfile.TemporaryDirectory(prefix="run-") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        unlock(unit.home.settings("rhiannon"), unit.home.passphrase("rhiannon"))
        try:
            async with at_the_desk(unit, locked=True) as desk:
                await desk.screen(UnlockScreen)
                await desk.sees("This terminal is unlocked")
                await desk.press("enter")
                await desk.screen(HomeScreen)
                # What signs wants the passphrase itself.
                with pytest.raises(NotPermitted, match="needs your passphrase"):
                    await desk.app.seat.ask(decide_line, unit.marcus, "1", **DECIDED)
                await desk.press("ctrl+l")
                await desk.screen(UnlockScreen)
                assert not is_unlocked(unit.home.settings("rhiannon"))
                await desk.press("enter")
                await desk.screen(UnlockScreen)
        finally:
            lock()


async def test_the_help_of_the_door_names_no_key_that_does_nothing_there(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True, size=(100, 34)) as desk:
        await desk.screen(UnlockScreen)
        await desk.press("f1")
        await desk.sees("Unlock", "Ctrl+Q", "F1")
        assert not [key for key in ("F2", "Ctrl+Z", "Ctrl+L") if key in desk.text]
