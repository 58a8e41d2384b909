"""Draws the main screens of a demo as small pictures: `make screens`. The people are invented.

It sits at the screens of a demo folder, presses the keys a person would, and draws what stands there.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from draw_screen import draw
from textual.pilot import Pilot

from registry.settings import Home, Settings
from tui import themes
from tui.app import ThroughcareApp

HERE = Path(__file__).parent
UNIT, USER = "thornfield-medium", "tomasz"
PAUSE = 1.5
WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("home", ()),
    ("participant", (*"marcus", "enter")),
    ("plan", ("p",)),
    ("decision", ("d",)),
    ("places", ("escape", "f2")),
    ("summary", ("s", "enter")),
    ("compare", ("escape", "escape", "f2", "c", *"lmv", "enter", "c", *"kaizen", "enter")),
)


async def take(demo: Path, size: tuple[int, int], theme: str, tag: str, into: Path) -> None:
    """Walk once through the screens and write one picture of each."""
    secret = demo / "passphrases" / f"{USER}.txt"
    settings = Settings(home=Home(folder=demo / UNIT), user=USER, passphrase_file=secret)
    app = ThroughcareApp(settings, given=secret.read_text("utf-8").strip())
    app.theme = theme
    try:
        async with app.run_test(size=size) as pilot:
            while not app.is_at_home:
                await pilot.pause(0.1)
            for name, keys in WALK:
                await _press(pilot, keys)
                rows = [list(strip) for strip in app.screen._compositor.render_strips()]
                colours = app.theme_variables
                draw(rows, into / f"screen-{name}{tag}.png", ink=colours["ink"], ground=colours["ground"])
    finally:
        app.seat.leave()


async def _press(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    await pilot.pause(PAUSE)
    for key in keys:
        await pilot.press(key)
        await pilot.pause(PAUSE if len(key) > 1 or key in "spdc" else 0.05)
    await pilot.pause(PAUSE)


def main() -> None:
    """Make the set at 80 by 24 in the calm dark theme; with `all` beside it the wide, the light and the contrasting."""
    demo = Path(sys.argv[1]).resolve()
    into = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="screens-")
    asyncio.run(take(demo, (80, 24), themes.DARK, "", into))
    if "all" in sys.argv[3:]:
        for theme in themes.WORDS:
            asyncio.run(take(demo, (120, 40), theme, f"-wide-{theme}", into))


if __name__ == "__main__":
    main()
