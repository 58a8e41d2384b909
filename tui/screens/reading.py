"""What every screen has that only shows something: a title and one text that scrolls."""

from typing import ClassVar

from rich.console import RenderableType
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.services.sitting import Sitting
from tui.screens.framed import Framed
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine


class ReadingScreen(Framed):
    """`NAME` stands above; `gather` reads what is shown, beside the screen."""

    NAME: ClassVar[str] = ""
    KEYS = (("↑ ↓", "Scroll"), ("Esc", "Back"), ("F1", "Help"), ("F2", "Go to"), ("Ctrl+P", "Commands"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "Back")]
    DEFAULT_CSS = """
    ReadingScreen .title { padding: 1 1 1 2; text-style: bold; }
    ReadingScreen ReadingPane > Words { max-width: 140; }
    """

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return what is shown. Raises as the services."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The title, the text."""
        yield TopLine(self.seat.sitting)
        yield Words(self.NAME, classes="title")
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Read it."""
        self.query_one(ReadingPane).focus()
        self.read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Show it as it is now."""
        self.query_one(ReadingPane).read(await self.seat.ask(lambda sitting: self.gather(sitting)))

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()
