"""A text of several lines as it is typed. Nothing in it is markup."""

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.widgets import TextArea


class WordsBox(TextArea):
    """Three lines high, more as it fills; longer texts scroll. Tab leaves it. Nobody types out of sight."""

    DEFAULT_CSS = """
    WordsBox {
        height: auto; min-height: 3; max-height: 8; width: 1fr; max-width: 72; margin: 0 0 1 0;
        border: none; padding: 0 1; background: $field; color: $ink;
    }
    WordsBox:focus { border: none; background-tint: transparent 0%; }
    WordsBox > .text-area--cursor-line { background: $field; }
    WordsBox > .text-area--placeholder { color: $quiet; }
    WordsBox > .text-area--cursor { background: $ink; color: $ground; }
    WordsBox:nocolor > .text-area--cursor { text-style: reverse; }
    """

    def __init__(self, text: str = "", *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(text, id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)
        self.cursor_blink = False

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Bring the cursor into sight here and in the form around: a box that grows goes on below the form's edge."""
        moved = super().scroll_cursor_visible(center, animate)
        form = next((each for each in self.ancestors if isinstance(each, VerticalScroll)), None)
        if self.has_focus and form is not None:
            at = self.cursor_screen_offset - form.content_region.offset + form.scroll_offset
            form.scroll_to_region(Region(*at, 1, 1), animate=animate, force=True)
        return moved
