"""The last line: at most six keys, the ones that matter here. All others are under F1 and Ctrl+P."""

from collections.abc import Sequence

from rich.text import Text

from tui.widgets.plain import Words

MOST = 6


class KeyLine(Words):
    """Each key beside what it does."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; padding: 0 1; background: $strip; color: $quiet; }
    """

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(_words(keys), id="keys")

    def offer(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self.show(_words(keys))


def _words(keys: Sequence[tuple[str, str]]) -> Text:
    return Text("  ").join([Text.assemble((key, "bold"), f" {words}") for key, words in keys[:MOST]])
