"""The names of a screen's panes, each with the letter that jumps to it."""

from collections.abc import Sequence

from rich.text import Text

from tui.widgets.plain import MARK, Words, one_line


class PaneBar(Words):
    """One row of names; the open one is marked, bold and reversed, never by colour alone."""

    DEFAULT_CSS = """
    PaneBar { height: 1; padding: 0 1; color: $ink; }
    """

    def __init__(self, panes: Sequence[tuple[str, str]]) -> None:
        super().__init__(id="panes")
        self.panes = tuple(panes)

    def open(self, name: str) -> None:
        """Show which pane is open."""
        parts = []
        for letter, title in self.panes:
            if title == name:
                parts.append(one_line(f"{MARK} {title} ", "bold reverse"))
            else:
                parts.append(Text.assemble(" ", (letter, "bold underline"), " ", one_line(f"{title} ")))
        self.show(Text("  ").join(parts))
