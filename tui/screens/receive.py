"""Receive: choose the file that came."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.widgets import Input

from registry.files import read_regular
from registry.services.verifying import MOST_FOREIGN
from tui.files_lying import changed, documents_in
from tui.screens.arrival import arrival
from tui.screens.framed import ALWAYS
from tui.screens.search_screen import SearchScreen
from tui.widgets.list_and_detail import in_columns
from tui.widgets.plain import Words

WIDTHS = (43, 9)
HEADINGS = ("File", "Size", "Changed")
MOST = 200
NOT_THERE = "There is no folder there. Type its path, or the path of a file."
NOTHING_IN_IT = "No file here looks like a document. They end in .age, .json or .pdf; type another folder above."


class ReceiveScreen(SearchScreen):
    """A folder and the documents in it, newest first; Enter verifies one."""

    HELP = (
        "Receive what another unit sent. Type the folder it lies in, or the file itself; the documents in the folder "
        "are listed, the newest first. Enter verifies the marked one: you read the verdict before anything is kept. "
        "Summaries, withdrawals and receipts are taken in here."
    )
    KEYS = (("Enter", "Verify"), ("↑ ↓", "Choose"), *ALWAYS)
    FIELD = "folder"
    LABEL = "Folder"
    ASKS = (
        "The folder in which the file lies, or the file itself. It is remembered until you close.\n"
        "Enter opens the marked file. Left empty, it is the folder Throughcare was started in."
    )
    COUNTS = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Verify")]
    DEFAULT_CSS = """
    ReceiveScreen .empty { padding: 0 1 0 2; color: $quiet; }
    """

    def below(self) -> Iterator[Words]:
        """What is said where there are no files, or too many."""
        yield Words(classes="empty")

    @property
    def begins_with(self) -> str:
        """The folder that was named last."""
        return str(self.seat.folder_there)

    @on(ScreenResume)
    @on(Input.Changed, "#folder")
    def look(self) -> None:
        """Show what lies in the folder now."""
        folder = self._path
        files = documents_in(folder) if folder.is_dir() else [folder] if folder.is_file() else []
        rows = [(str(file), _cells(file)) for file in files[:MOST]]
        self.found.fill(in_columns(HEADINGS, rows, WIDTHS, self.app.size.width), keep=self.found.chosen)
        rest = f"The newest {MOST} of {len(files)}. F2 and f receives them all." if len(files) > MOST else ""
        empty = NOTHING_IN_IT if folder.is_dir() else NOT_THERE
        self.query_one(".empty", Words).show(rest if rows else empty)
        self.seat.looked_now()
        if rows:
            self.seat.folder = folder if folder.is_dir() else folder.parent

    def on_resize(self) -> None:
        """Draw the columns for the new width."""
        self.look()

    def action_open(self) -> None:
        """Verify the marked file."""
        chosen = self.found.chosen
        if chosen is None:
            self.say("There is no file to verify here.")
        else:
            self.verify(Path(chosen))

    @work(exclusive=True, group="verify", exit_on_error=False)
    async def verify(self, file: Path) -> None:
        """Verify a file and show what was found; a refusal is a verdict too."""
        self.say(f"Verifying {file.name} …")
        try:
            arrived = await arrival(self.seat, file, partial(read_regular, file, MOST_FOREIGN))
        finally:
            self.say("")
        self.app.push_screen(arrived)

    @property
    def _path(self) -> Path:
        return Path(self.line.value.strip() or ".").expanduser()


def _cells(file: Path) -> tuple[str, ...]:
    try:
        size = f"{max(1, round(file.stat().st_size / 1000))} kB"
    except OSError:
        size = "?"
    when = datetime.fromtimestamp(changed(file), tz=UTC).astimezone()
    return (file.name, size, f"{when.day} {when:%B %Y, %H:%M}")
