"""A printed page to read on the screen: the same words in the same order, in lines that fit."""

from typing import ClassVar

from textual.events import Resize

from exports.page import Document
from exports.text import MIN_WIDTH, render_text
from tui.widgets.plain import Words, plain
from tui.widgets.reading_pane import ReadingPane

MOST_COLUMNS = 100


class PagePane(ReadingPane):
    """A page, with words of our own above it where there is something to say first."""

    help_text: ClassVar[str] = "The page as it is printed, from its beginning. The arrows and Page Down scroll."
    DEFAULT_CSS = """
    PagePane > Words { max-width: 104; }
    """
    _page: Document | None = None
    _first = ""

    def show(self, page: Document, first: str = "") -> None:
        """Show a page from its beginning, below what is to be read first."""
        self._page, self._first = page, first
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self, _event: Resize) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        if self._page is not None and self.size.width:
            width = max(MIN_WIDTH, min(self.size.width - 1, MOST_COLUMNS))
            said = f"{self._first}\n\n" if self._first else ""
            self.query_one(Words).show(plain(said + render_text(self._page, width).rstrip("\n")))
