"""A list and the details of its chosen line: one above the other on a narrow terminal, side by side on a wide one."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.strip import Strip
from textual.widgets import OptionList

from tui.messages import LineChosen, LineOpened
from tui.widgets.columned import columned, fitted
from tui.widgets.plain import MARK, Words, choice, indented

AROUND_A_LINE = 4
"""The columns of a list that its lines do not have: the mark's and an edge on either side, and the scroll bar's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list. A heading cannot be chosen."""

    key: str
    words: RenderableType
    heading: bool = False


def in_columns(
    names: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], usual: Sequence[int], width: int
) -> list[Line]:
    """Return rows, each with its key, as the lines of a list `width` columns wide, under the `names` of the columns.

    Nothing is returned where there are no rows. `usual` are the widths of all columns but the last.
    """
    if not rows:
        return []
    room = width - AROUND_A_LINE
    widths = fitted([names, *(cells for _, cells in rows)], usual, room)
    # A heading stands a column before what is below it.
    heading = Line(key="column-names", words=indented(columned(names, widths, room), 1), heading=True)
    return [heading, *(Line(key=key, words=columned(cells, widths, room)) for key, cells in rows)]


class MarkedList(OptionList):
    """A list whose chosen line carries a mark. `-led` is one whose cursor a field moves: it shows without the focus."""

    DEFAULT_CSS = """
    MarkedList { border: none; padding: 0; background: $ground; color: $ink; height: 1fr; scrollbar-size-vertical: 1; }
    MarkedList:focus { border: none; background-tint: transparent 0%; }
    MarkedList > .option-list--option { padding: 0 1 0 0; }
    MarkedList > .option-list--option-highlighted { background: $strip; color: $ink; text-style: none; }
    MarkedList:focus > .option-list--option-highlighted { background: $cursor; color: $cursor-ink; text-style: none; }
    MarkedList.-led > .option-list--option-highlighted { background: $cursor; color: $cursor-ink; }
    MarkedList.-led:nocolor > .option-list--option-highlighted { text-style: reverse; }
    MarkedList > .option-list--option-disabled { color: $accent-ink; text-style: bold; }
    MarkedList:nocolor:focus > .option-list--option-highlighted { text-style: reverse; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, markup=False)
        self._shown: tuple[Line, ...] = ()
        self._able: Sequence[int] = ()

    def fill(self, lines: Sequence[Line], *, keep: str | None = None) -> None:
        """Show these lines; the cursor goes to the line `keep`, else to the first that can be chosen."""
        self._shown = tuple(lines)
        self.set_options(
            choice(indented(each.words, 1 if each.heading else 2), id=each.key, disabled=each.heading)
            for each in self._shown
        )
        self._able = [number for number, each in enumerate(self._shown) if not each.heading]
        kept = [number for number in self._able if self._shown[number].key == keep]
        self.highlighted = next(iter(kept or self._able), None)
        if not kept:
            self.scroll_home(animate=False)

    @property
    def chosen(self) -> str | None:
        """The key of the line under the cursor."""
        return None if self.highlighted is None else self._shown[self.highlighted].key

    def action_cursor_up(self) -> None:
        """Go to the line above. From the first there is none: going round would open what nobody meant."""
        if self.highlighted not in self._able[:1]:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Go to the line below. From the last there is none."""
        if self.highlighted not in self._able[-1:]:
            super().action_cursor_down()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say which line is chosen; quick keys may have filled the list with others meanwhile."""
        event.stop()
        if (key := event.option_id) in {one.key for one in self._shown}:
            self.post_message(LineChosen(key or ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say that the line was opened, which is the one that stood there as the key was pressed."""
        event.stop()
        self.post_message(LineOpened(event.option_id or ""))

    def render_line(self, y: int) -> Strip:
        """Draw a line as the list does, with the mark before the chosen one: the choice is not shown by colour alone.

        The mark is drawn here and is no part of the words: those would all be measured anew at every key.
        """
        strip, number = super().render_line(y), self.scroll_offset.y + y
        option, row = self._lines[number] if number < len(self._lines) else (None, 0)
        if option is None or option != self.highlighted:
            return strip
        if self.get_component_rich_style("option-list--option-highlighted").reverse:
            # Of the style of a line the library draws the colours alone: without colours, this is what shows it.
            strip = strip.apply_style(Style(reverse=True))
        if row:
            return strip
        first = next(iter(strip))
        return Strip([Segment(MARK, (first.style or Style()) + Style(bold=True)), *strip.crop(1)], strip.cell_length)


class ListAndDetail(Container):
    """The list holds the keys; the details follow its cursor and scroll with ctrl+up and ctrl+down."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        ("ctrl+down,right_square_bracket", "scroll_detail(1)", "Scroll the details down"),
        ("ctrl+up,left_square_bracket", "scroll_detail(-1)", "Scroll the details up"),
    ]
    DEFAULT_CSS = """
    ListAndDetail { layout: vertical; height: 1fr; }
    ListAndDetail > MarkedList { height: auto; max-height: 60%; }
    ListAndDetail > .detail { border-top: solid $rule; padding: 0 0 0 2; height: 1fr; scrollbar-size-vertical: 1; }
    ListAndDetail > .detail > .words { padding: 0 1 0 0; }
    ListAndDetail.-empty > .detail { border: none; }
    """

    def compose(self) -> ComposeResult:
        """The list, then the details."""
        yield MarkedList()
        with VerticalScroll(classes="detail", can_focus=False):
            yield Words(classes="words")

    @property
    def list(self) -> MarkedList:
        """The list."""
        return self.query_one(MarkedList)

    def show_detail(self, words: str | RenderableType) -> None:
        """Show the details of the chosen line, from their beginning."""
        self.set_class(not self.list.option_count, "-empty")
        self.query_one(".words", Words).show(words)
        self.query_one(".detail", VerticalScroll).scroll_home(animate=False)

    def action_scroll_detail(self, step: int) -> None:
        """Scroll the details by half their height."""
        detail = self.query_one(".detail", VerticalScroll)
        detail.scroll_relative(y=step * max(1, detail.size.height // 2), animate=False)
