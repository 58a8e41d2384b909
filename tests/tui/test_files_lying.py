"""What lies where other units' documents come in is counted by its names, from the last look on."""

import os
from pathlib import Path

from tests.tui.desk import Unit, at_the_desk
from tui.files_lying import lying_in
from tui.screens.home import HomeScreen
from tui.screens.receive import ReceiveScreen


def test_only_files_that_came_since_are_counted_and_none_is_opened(tmp_path: Path) -> None:
    assert lying_in(tmp_path / "none", 0.0) == ""
    for name, at in (("old.age", 100), ("new.age", 300), ("notes.txt", 300), ("question-1.pdf", 300)):
        (tmp_path / name).write_bytes(b"no document at all")
        os.utime(tmp_path / name, (at, at))
    assert lying_in(tmp_path, 300.0) == ""
    assert lying_in(tmp_path, 200.0).startswith("1 new file lies in “")
    assert lying_in(tmp_path, 50.0).startswith("2 new files lie in “")


async def test_the_home_tells_of_new_files_until_somebody_has_looked(unit: Unit, tmp_path: Path) -> None:
    (tmp_path / "from-thornfield.age").write_bytes(b"sealed")
    async with at_the_desk(unit) as desk:
        desk.app.seat.folder = tmp_path
        await desk.press("f2", "escape")
        await desk.screen(HomeScreen)
        await desk.sees("Summaries to receive", "1 new file lies in")
        found = desk.app.screen.found
        found.highlighted = next(n for n, one in enumerate(found.options) if one.id == "files -")
        await desk.press("enter")
        await desk.screen(ReceiveScreen)
        await desk.sees("from-thornfield.age")
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.until(lambda: "new file" not in desk.text, "somebody has looked")
