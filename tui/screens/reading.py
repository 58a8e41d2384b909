"""What every screen has that only shows something: a title and one text that scrolls."""

from typing import ClassVar

from rich.console import RenderableType
from textual import work
from textual.app import ComposeResult

from registry.services.sitting import Sitting
from tui.screens.place_screen import PlaceScreen
from tui.widgets.reading_pane import ReadingPane


class ReadingScreen(PlaceScreen):
    """`NAME` stands above; `gather` reads what is shown, beside the screen."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", "Scroll"),
        ("Esc", "Back"),
        ("F1", "Help"),
        ("F2", "Go to"),
        ("Ctrl+P", "Commands"),
    )
    DEFAULT_CSS = """
    ReadingScreen ReadingPane > Words { max-width: 140; }
    """

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return what is shown. Raises as the services."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The text."""
        yield ReadingPane()

    def on_mount(self) -> None:
        """Read it."""
        self.query_one(ReadingPane).focus()
        self.read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Show it as it is now."""
        self.query_one(ReadingPane).read(await self.seat.ask(lambda sitting: self.gather(sitting)))
