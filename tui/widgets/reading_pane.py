"""A pane that is read from top to bottom, and scrolls with the arrows."""

from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tui.widgets.plain import Words


class ReadingPane(VerticalScroll, can_focus=True):
    """Text of any length; at most 100 columns wide, because longer lines are hard to follow."""

    help_text: ClassVar[str] = ""
    DEFAULT_CSS = """
    ReadingPane { padding: 0 0 0 2; scrollbar-size-vertical: 1; height: 1fr; }
    ReadingPane > Words { max-width: 101; padding: 0 1 0 0; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Words()

    def read(self, words: RenderableType) -> None:
        """Show another text from its beginning."""
        self.query_one(Words).show(words)
        self.scroll_home(animate=False)
