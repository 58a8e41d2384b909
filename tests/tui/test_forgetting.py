"""After a lock nothing of the program leads to keys, to what was typed or to what was shown."""

import gc
import subprocess
import sys
from pathlib import Path
from types import FrameType
from weakref import ref

import pytest
from rich.cells import cached_cell_len

from registry.services.sitting import Sitting
from tests.homes import RHIANNON
from tests.tui.desk import Unit, at_the_desk
from tui import app
from tui.plain import menu
from tui.plain.hearing import Idle
from tui.screens.home import HomeScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.unlock import UnlockScreen


def measured() -> str:
    """Every text that was measured to be drawn and is kept by the library that draws."""
    return "\n".join(repr(held) for one in gc.get_referents(cached_cell_len) for held in gc.get_referents(one))


async def test_nothing_leads_to_keys_or_words_once_the_screens_are_locked(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        await desk.screen(UnlockScreen)
        desk.fill("passphrase", unit.home.passphrase(RHIANNON))
        await desk.press("enter")
        await desk.screen(HomeScreen)
        await desk.type("thistle")
        await desk.sees("THISTLEWOOD")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        assert unit.home.passphrase(RHIANNON) in measured(), "what is looked for below stands there before"
        sitting = desk.app.seat.sitting
        held = ref(sitting.store.engine)
        shown = ref(desk.app.screen)
        del sitting
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        await desk.until(lambda: held() is None and shown() is None, "both are let go of")
        assert unit.home.passphrase(RHIANNON) not in measured()
        assert "Thistlewood" not in measured()


def test_nothing_leads_to_keys_once_the_prompts_are_locked(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    engines: list[ref[object]] = []

    def begin(talk: object, sitting: Sitting, settings: object) -> None:
        engines.append(ref(sitting.store.engine))
        raise Idle

    def ask(*_: object) -> str:
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame.f_code.co_name != "run_plain":
            frame = frame.f_back
        assert frame is not None
        assert not [name for name, value in frame.f_locals.items() if isinstance(value, Sitting)]
        assert unit.home.passphrase(RHIANNON) not in frame.f_locals.values()
        gc.collect()
        assert [one() for one in engines] == [None]
        raise EOFError

    monkeypatch.setattr(menu, "_menu", begin)
    monkeypatch.setattr(menu, "passphrase_of", ask)
    menu.run_plain(unit.home.settings(RHIANNON), given=unit.home.passphrase(RHIANNON))
    assert engines


def test_a_passphrase_from_a_file_is_kept_by_no_call_that_lasts(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    def talk(settings: object, *, given: str) -> None:
        assert given == unit.home.passphrase(RHIANNON)
        above = sys._getframe().f_back
        assert above is not None
        assert given not in above.f_locals.values()

    monkeypatch.setattr(app, "keep_memory_to_itself", lambda: None)
    monkeypatch.setattr(menu, "run_plain", talk)
    app.run(unit.home.settings(RHIANNON), plain=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says whether a process may be looked into")
def test_the_process_keeps_its_memory_to_itself() -> None:
    program = (
        "import ctypes, resource; from registry.own_memory import keep_memory_to_itself; keep_memory_to_itself(); "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    root = Path(__file__).parent.parent.parent
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root).stdout
    assert said == "0 (0, 0)\n"
