"""A text of several lines as it is typed. Nothing in it is markup."""

from textual.widgets import TextArea


class WordsBox(TextArea):
    """Three lines high, more as it fills; longer texts scroll. Tab leaves it."""

    DEFAULT_CSS = """
    WordsBox {
        height: auto; min-height: 3; max-height: 8; width: 1fr; max-width: 72; margin: 0 0 1 0;
        border: none; padding: 0 1; background: $field; color: $ink;
    }
    WordsBox:focus { border: none; background-tint: transparent 0%; }
    WordsBox > .text-area--cursor-line { background: $field; }
    WordsBox > .text-area--cursor { background: $ink; color: $ground; }
    WordsBox:nocolor > .text-area--cursor { text-style: reverse; }
    """

    def __init__(self, text: str = "", *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(text, id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)
        self.cursor_blink = False
