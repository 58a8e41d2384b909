"""A spreadsheet at the screens: every row that does not fit is shown, nothing is written unseen, Escape stops it."""

import threading
from pathlib import Path

import pytest

from exports.csv import write_csv
from registry.domain.dates import Recorded
from registry.domain.long_work import Tell
from registry.intake.history import HISTORY_COLUMNS
from registry.services.import_history import import_history
from registry.services.participants import show_participant
from registry.services.sitting import Sitting
from registry.services.spreadsheets import Proposal
from tests.tui.desk import Desk, Unit, at_the_desk, copied_unit
from tui.screens.commands import CommandsScreen
from tui.screens.home import HomeScreen
from tui.screens.importing import AT_ONCE, ImportHistoryScreen, RowsScreen
from tui.widgets.reading_pane import ReadingPane

HEADINGS = [column.heading for column in HISTORY_COLUMNS]


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return copied_unit(tmp_path / "ashmere")


def courses(folder: Path, rows: int, born: str = "17/5/1991") -> Path:
    """A file that reports so many courses of Siân's."""
    said = {"NHS number": "9990000018", "Surname": "Ó Súilleabháin", "Born": born, "Establishment": "HMP Marlwood"}
    said |= {"Delivery": "group", "Ended": "2003", "Outcome": "complete"}
    file = folder / "courses.csv"
    file.write_bytes(
        write_csv([HEADINGS, *([{**said, "Course": f"Course {n}"}.get(h, "") for h in HEADINGS] for n in range(rows))])
    )
    return file


def reported(unit: Unit) -> int:
    with unit.home.sit() as sitting:
        work = show_participant(sitting, unit.sian).work
    return sum(one.intervention.recorded is Recorded.REPORTED for one in work)


async def looked_at(desk: Desk, file: Path) -> RowsScreen:
    """Open the import as a person does who types its command's name, and look at a file."""
    await desk.press("f2", "x")
    await desk.screen(CommandsScreen)
    await desk.sees(" commands")
    desk.fill("find", "import history")
    await desk.sees("› import history")
    await desk.press("enter")
    await desk.screen(ImportHistoryScreen)
    desk.fill("path", str(file))
    await desk.press("enter")
    return await desk.screen(RowsScreen)  # type: ignore[no-any-return]


async def test_every_row_that_does_not_fit_stands_there_with_its_reason(own: Unit, tmp_path: Path) -> None:
    before = reported(own)
    async with at_the_desk(own) as desk:
        screen = await looked_at(desk, courses(tmp_path, AT_ONCE + 2, born="1991"))
        await desk.sees("Not done. 502 rows cannot be imported; nothing was written.", "Mend them in the")
        # What is true of it: every row was looked at, and it is not done.
        await desk.sees("502 of 502 rows looked at")
        assert "Done." not in desk.text.replace("Not done.", "")
        await desk.sees("Row 2: The birth date does not stand so on record", "Row 3: ", "n p More rows", "Esc Back")
        assert "Ctrl+S" not in desk.text
        await desk.press("p", "n")
        await desk.sees("Row 502: ", "Row 503: ", "Rows 501 to 502 of 502")
        assert "Row 2:" not in desk.text
        await desk.press("n", "p")
        await desk.sees("Row 2: ")
        await desk.press("ctrl+s", "end")
        assert desk.app.screen is screen
        assert screen.query_one(ReadingPane).max_scroll_y > AT_ONCE / 2
        await desk.press("escape", "escape", "escape")
        await desk.screen(HomeScreen)
    assert reported(own) == before


async def test_it_is_shown_then_written_then_adds_nothing(own: Unit, tmp_path: Path) -> None:
    before, file = reported(own), courses(tmp_path, 2)
    async with at_the_desk(own) as desk:
        await looked_at(desk, file)
        await desk.sees(
            "2 of 2 rows looked at",
            "Looked at. Would write 2 courses.",
            "Nothing is written yet",
            "Ctrl+S Write it",
            "Course 0",
            "Course 1",
        )
        assert "More rows" not in desk.text
        await desk.press("ctrl+s")
        await desk.sees("100 per cent", "Done. Wrote 2 courses.", "Esc Back")
        assert "Ctrl+S" not in desk.text
        await desk.press("escape", "enter")
        await desk.sees("Would write 0 courses. 2 rows recorded already.")
        assert "Ctrl+S" not in desk.text
        await desk.press("escape")
        await desk.screen(ImportHistoryScreen)
        desk.fill("path", str(tmp_path / "none.csv"))
        await desk.press("enter")
        await desk.sees("There is no file", "Type the path of the spreadsheet.")
        desk.fill("path", str(tmp_path))
        await desk.press("enter")
        await desk.sees("a folder. Type the path of the spreadsheet in it.")
        desk.fill("path", " ")
        await desk.press("enter")
        await desk.sees("The file is needed.")
        assert desk.app.focused is desk.app.screen.query_one("#path")
    assert reported(own) == before + 2


async def test_what_came_to_be_wrong_since_it_was_looked_at_is_refused_with_a_bar_that_is_not_full(
    own: Unit, tmp_path: Path
) -> None:
    file = courses(tmp_path, 3)
    async with at_the_desk(own) as desk:
        await looked_at(desk, file)
        await desk.sees("Ctrl+S Write it")
        courses(tmp_path, 3, born="1991")
        await desk.press("ctrl+s")
        await desk.sees("33 per cent", "Not done. 3 rows cannot be imported; nothing was written.")


class Slow:
    """The importer itself, which waits before row `at` until somebody has pressed a key."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.waits, self.goes_on = threading.Event(), threading.Event()

    def __call__(self, sitting: Sitting, data: bytes, *, write: bool, tell: Tell) -> Proposal:
        def wait(done: int, of: int) -> None:
            if write and done / of >= self.at and not self.waits.is_set():
                self.waits.set()
                self.goes_on.wait(30)
            tell(done, of)

        return import_history(sitting, data, write=write, tell=wait)


@pytest.mark.parametrize("at", [0.4, 0.8], ids=["while it looks once more", "while it writes"])
async def test_escape_stops_it_and_nothing_is_written(own: Unit, tmp_path: Path, at: float) -> None:
    before, slow = reported(own), Slow(at)
    async with at_the_desk(own) as desk:
        seat = desk.app.seat
        await desk.app.push_screen(RowsScreen(seat, "Import", courses(tmp_path, 30), slow, "course"))
        await desk.sees("Ctrl+S Write it")
        await desk.press("ctrl+s")
        await desk.until(slow.waits.is_set, "it writes")
        await desk.sees("█", "looking once more, then writing", "Esc Stop")
        await desk.press("ctrl+q")
        await desk.sees("This is still at work: Esc stops it.")
        await desk.press("ctrl+s", "escape")
        await desk.sees("Stopping …")
        slow.goes_on.set()
        await desk.sees("Stopped; nothing was written.", "Esc Back")
        assert "Ctrl+S" not in desk.text
        await desk.press("escape")
        await desk.screen(HomeScreen)
    assert reported(own) == before


async def test_locking_stops_it_and_nothing_is_written(own: Unit, tmp_path: Path) -> None:
    before, slow = reported(own), Slow(0.8)
    async with at_the_desk(own) as desk:
        await desk.app.push_screen(RowsScreen(desk.app.seat, "Import", courses(tmp_path, 30), slow, "course"))
        await desk.sees("Ctrl+S Write it")
        await desk.press("ctrl+s")
        await desk.until(slow.waits.is_set, "it writes")
        # Whoever locks waits for what runs, which hears of it at the next row.
        threading.Timer(0.05, slow.goes_on.set).start()
        await desk.press("ctrl+l")
        await desk.sees("Locked.")
    assert reported(own) == before
