"""What every place has that is looked at and left again: a title, its body, Escape and q."""

from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.screens.framed import Framed
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine


class PlaceScreen(Framed):
    """`NAME` stands above its `body`."""

    NAME: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "Back")]
    DEFAULT_CSS = """
    PlaceScreen .title { padding: 1 1 1 2; text-style: bold; }
    """

    @property
    def heading(self) -> RenderableType:
        """What stands above it."""
        return self.NAME

    def compose(self) -> ComposeResult:
        """Whose home, the title, the body, the quiet line, the keys."""
        yield TopLine(self.seat)
        yield Words(self.heading, classes="title")
        yield from self.body()
        yield QuietLine()
        yield self.key_line()

    def body(self) -> ComposeResult:
        """Yield what is looked at."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()
