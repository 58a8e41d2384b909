"""A foreign spreadsheet: looked at row by row, and written once somebody has seen what it adds."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.access import Permission
from registry.domain.long_work import Tell
from registry.files import read_regular
from registry.services.import_history import import_history
from registry.services.import_log import import_log
from registry.services.sitting import Sitting
from registry.services.spreadsheets import MOST_SPREADSHEET, Proposal
from tui.hints import at_the_screens
from tui.screens.framed import ALWAYS
from tui.screens.long_work import LongWorkScreen
from tui.screens.path_screen import PathScreen
from tui.seat import Seat
from tui.widgets.plain import lines, plain
from tui.widgets.reading_pane import ReadingPane

AT_ONCE = 500
"""How many rows stand on the screen; the others come with n and p."""
_ASKS = (
    "The .xlsx or .csv file, filled in from the template; a path, or one below where Throughcare was started.\n"
    "Enter looks at it. Left empty, nothing is looked at. Nothing is written before you have seen every row."
)
_HELP = (
    "Enter looks at the file and shows every row with the number the spreadsheet gives it; nothing is written yet. "
    "Where a row does not fit, it is said why, and nothing can be written until it is mended there. What fits is "
    "written with Ctrl+S, all of it or nothing; the same file a second time adds nothing. An empty template comes "
    "with “import template” under F2 x."
)
Importer = Callable[..., Proposal]


class SpreadsheetScreen(PathScreen):
    """Which file. `THING` is what a row becomes, `IMPORTER` the service."""

    NEEDS = Permission.IMPORT
    LABEL = "File"
    ASKS = _ASKS
    IF_EMPTY = "The file is needed. Type the path of the spreadsheet."
    THING: ClassVar[str] = ""

    def importer(self) -> Importer:
        """Return the service that imports such a file."""
        raise NotImplementedError

    def begin(self, path: Path) -> None:
        """Look at the file, where there is one."""
        if path.is_file():
            self.app.push_screen(RowsScreen(self.seat, f"{self.NAME}: {path.name}", path, self.importer(), self.THING))
        elif path.is_dir():
            self.ask_again(f"{path} is a folder. Type the path of the spreadsheet in it.")
        else:
            self.ask_again(f"There is no file {path}. Type the path of the spreadsheet.")


class ImportLogScreen(SpreadsheetScreen):
    """Attendance from a unit's old spreadsheet."""

    NAME = "Import an attendance spreadsheet"
    HELP = f"Sessions of courses that run here, from a unit's old spreadsheet. {_HELP}"
    THING = "session"

    def importer(self) -> Importer:
        """Return the service."""
        return import_log


class ImportHistoryScreen(SpreadsheetScreen):
    """Courses that a prison reports."""

    NAME = "Import a prison's programme history"
    HELP = f"Courses that a prison reports; each stays as reported, in the prison's own words. {_HELP}"
    THING = "course"

    def importer(self) -> Importer:
        """Return the service."""
        return import_history


class RowsScreen(LongWorkScreen):
    """Every row of one file: what is wrong with it, or what it adds; then Ctrl+S writes it."""

    HELP = f"Every row of the file, as it was looked at. {LongWorkScreen.HELP}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write all of it"),
        Binding("n", "turn(1)", f"The next {AT_ONCE} rows"),
        Binding("p", "turn(-1)", f"The {AT_ONCE} rows before"),
    ]

    def __init__(self, seat: Seat, title: str, file: Path, importer: Importer, thing: str) -> None:
        super().__init__(seat, title, [("looking at every row", self._looking)])
        self.file = file
        self.importer = importer
        self.thing = thing
        self.proposal: Proposal | None = None
        self.writes = False
        """True once it is written, and not only looked at."""
        self.first = 0
        """The first row that stands on the screen, from 0."""

    @property
    def can_be_written(self) -> bool:
        """True once it was looked at, fits, and adds something that is not written yet."""
        seen = self.proposal if self.ended else None
        return seen is not None and not seen.problems and not seen.written and bool(seen.new)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something here."""
        if action == "write" and not self.can_be_written:
            return False
        return super().check_action(action, parameters) and (action != "turn" or len(self._rows()) > AT_ONCE)

    def action_write(self) -> None:
        """Write all of it, as it was seen."""
        self.steps = [("looking once more, then writing", self._writing)]
        self.results, self.proposal, self.ended, self.first, self.writes = [], None, False, 0, True
        self.begin()

    def action_turn(self, by: int) -> None:
        """Show the next rows, or those before."""
        if 0 <= (first := self.first + by * AT_ONCE) < len(self._rows()):
            self.first = first
            self.query_one(ReadingPane).read(self._window())

    def keys_after(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the footer: what may be done with what was seen."""
        writes = [("Ctrl+S", "Write it")] if self.can_be_written else []
        turns = [("n p", "More rows")] if len(self._rows()) > AT_ONCE else []
        return [*writes, *turns, ("↑ ↓", "Scroll"), *ALWAYS][:6]

    def _looking(self, sitting: Sitting, tell: Tell) -> RenderableType:
        return self._import(sitting, tell, write=False)

    def _writing(self, sitting: Sitting, tell: Tell) -> RenderableType:
        return self._import(sitting, tell, write=True)

    def _import(self, sitting: Sitting, tell: Tell, *, write: bool) -> RenderableType:
        self.proposal = self.importer(sitting, read_regular(self.file, MOST_SPREADSHEET), write=write, tell=tell)
        return self._window()

    def _rows(self) -> list[str]:
        """The rows as lines: what is wrong with each, or what it adds and what is recorded already."""
        if (seen := self.proposal) is None:
            return []
        if seen.problems:
            return [at_the_screens(one.line) for one in seen.problems]
        return [one.line for one in (*seen.new, *seen.known)]

    def _window(self) -> RenderableType:
        rows, last = self._rows(), self.first + AT_ONCE
        told = [*self.proposal.told, ""] if self.proposal and self.proposal.told and not self.first else []
        where = f"Rows {self.first + 1} to {min(last, len(rows))} of {len(rows)}; n and p show the others."
        ends = ["", where] if len(rows) > AT_ONCE else []
        return lines(*(plain(each) for each in (*told, *rows[self.first : last], *ends)))

    @property
    def share(self) -> float:
        """How much was looked at or written: what was refused is not all done because it has ended."""
        return 1.0 if self.proposal is not None and not self.proposal.problems else self.pace.share

    @property
    def count(self) -> str:
        """The rows that were looked at; while it is written each is gone through three times, and no row is counted."""
        done, of = self.pace.far
        return super().count if self.writes else f"{done} of {of} rows looked at"

    def ending(self) -> str:
        """Return what was written or would be, or why nothing was."""
        seen = self.proposal
        if seen is None:
            return ""
        if (refusal := seen.refusal) is not None:
            return f"Not done. {refusal}"
        ending = " Nothing is written yet: Ctrl+S writes it." if seen.new and not seen.written else ""
        return f"{'Done.' if self.writes else 'Looked at.'} {seen.counted(self.thing)}{ending}"
