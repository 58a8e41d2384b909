"""The one gateway through which words reach the screen.

Square brackets in clinical text are markup to a terminal library (`plan [sic]` shows as `plan`, `[/]` crashes), and
controls or bidi marks can disguise one name as another. So no other file here makes a widget that shows text: each
string becomes a `rich.text.Text` through `plain` or `one_line`, with what cannot be seen made visible.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from textual.widgets import Static
from textual.widgets.option_list import Option

from exports.visible import visible

MARK = "›"


def plain(text: str, style: str = "") -> Text:
    """Return words as they are, line feeds kept."""
    return Text(visible(text), style=style)


def one_line(text: str, style: str = "") -> Text:
    """Return words on one line; a line feed is shown as what it is."""
    return Text(visible(text, prose=False), style=style)


def shown_controls(text: str) -> str:
    """Return pasted text with every control character but line feeds written out.

    A terminal's own commands may hide in it. Marks of direction and joiners stay: names and emoji are spelt with them.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(visible(each) if unicodedata.category(each) == "Cc" else each for each in clean)


def lines(*parts: Text) -> Text:
    """Return several texts, one below the other."""
    return Text("\n").join(parts)


def beside(*parts: Text) -> Text:
    """Return several texts one after the other."""
    return Text.assemble(*parts)


def facts(rows: Iterable[tuple[str, str]], *, most: int = 22) -> RenderableType:
    """Return labels in a column of their own with their values hung beside them."""
    pairs = [(one_line(label, "bold"), _hung_lines(value)) for label, value in rows]
    if not pairs:
        return Text()
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=min(most, max(label.cell_len for label, _ in pairs)))
    grid.add_column(ratio=1, overflow="fold")
    for pair in pairs:
        grid.add_row(*pair)
    return grid


def _hung_lines(value: str) -> RenderableType:
    indents = any(line.startswith(" ") for line in value.split("\n"))
    return stacked([hung(line) for line in value.split("\n")]) if indents else plain(value)


def indented(words: RenderableType, by: int) -> RenderableType:
    """Return words that begin `by` columns further in, in every line they are broken into."""
    return Padding(words, (0, 0, 0, by))


def hung(line: str, style: str = "") -> RenderableType:
    """Return a line that keeps its own indent where it is broken."""
    words = line.lstrip(" ")
    return indented(plain(words, style), len(line) - len(words))


def choice(words: RenderableType, *, id: str | None = None, disabled: bool = False) -> Option:  # noqa: A002 - Option's own word
    """Return one line of a list."""
    return Option(words, id=id, disabled=disabled)


def stacked(parts: Sequence[RenderableType]) -> RenderableType:
    """Return parts one below the other."""
    return Group(*parts)


class Words(Static):
    """Words on the screen. Takes strings through `plain`, never as markup."""

    def __init__(self, words: str | RenderableType = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(_renderable(words), id=id, classes=classes, markup=False)

    def show(self, words: str | RenderableType) -> None:
        """Show other words."""
        self.update(_renderable(words))


def _renderable(words: str | RenderableType) -> RenderableType:
    return plain(words) if isinstance(words, str) else words
