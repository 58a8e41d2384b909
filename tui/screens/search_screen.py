"""What every screen has that is one line to type in above the list that answers to it."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume, ScreenSuspend
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from tui.messages import LineChosen, LineOpened
from tui.screens.framed import Framed
from tui.widgets.form_field import FormField
from tui.widgets.list_and_detail import MarkedList
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine


class SearchScreen(Framed):
    """The line has the keys, and the arrows move the mark in the list below it; Enter opens what is marked.

    `FIELD` and `LABEL` name the line, `EMPTY` stands in it where nothing is typed, `ASKS` is what F1 says of it.
    """

    FIELD: ClassVar[str] = "find"
    LABEL: ClassVar[str] = "Find"
    EMPTY: ClassVar[str] = ""
    ASKS: ClassVar[str] = ""
    COUNTS: ClassVar[bool] = True
    _was_left = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("down", "move(1)", "Choose", show=False),
        Binding("up", "move(-1)", "Choose the one above", show=False),
        Binding("pagedown", "page(1)", "A page further", show=False),
        Binding("pageup", "page(-1)", "A page back", show=False),
        Binding("escape", "back", "Back"),
    ]
    DEFAULT_CSS = """
    SearchScreen > FormField { margin: 1 0; }
    SearchScreen > FormField .label { width: 11; }
    SearchScreen > FormField .echo { width: 24; }
    """

    def compose(self) -> ComposeResult:
        """Whose home, what is said first, the line, the list, what is said below it, the keys."""
        yield TopLine(self.seat)
        yield from self.above()
        yield FormField(
            self.LABEL,
            Input(self.begins_with, placeholder=self.EMPTY, id=self.FIELD, compact=True),
            id=f"{self.FIELD}-field",
            help_text=self.ASKS,
            echoes=self.COUNTS,
        )
        yield (found := MarkedList())
        found.can_focus = False
        found.add_class("-led")
        yield from self.below()
        yield QuietLine()
        yield self.key_line()

    def above(self) -> Iterator[Widget]:
        """Yield what stands above the line; mostly nothing."""
        yield from ()

    def below(self) -> Iterator[Widget]:
        """Yield what stands below the list; mostly nothing."""
        yield from ()

    @property
    def begins_with(self) -> str:
        """What stands in the line when the screen opens."""
        return ""

    @property
    def line(self) -> Input:
        """The line that is typed in."""
        return self.query_one(f"#{self.FIELD}", Input)

    @property
    def found(self) -> MarkedList:
        """The list that answers."""
        return self.query_one(MarkedList)

    def count(self, number: int, one: str, several: str = "", *, most: int = 0) -> None:
        """Say beside the line how many answer; of `most` there may be more."""
        first = "the first " if most and number == most else ""
        self.query_one(FormField).echo(f"{first}{number} {one if number == 1 else several or f'{one}s'}")

    def on_mount(self) -> None:
        """Begin at the line."""
        self.line.focus()

    @on(ScreenSuspend)
    def _is_left(self) -> None:
        self._was_left = not isinstance(self.app.screen, ModalScreen)

    @on(ScreenResume)
    def _is_back(self) -> None:
        """Who comes back from what was opened looks for something else: the next letter takes the place of the text.

        A dialogue above it, help or the palette, is no leaving: whoever was typing goes on.
        """
        was, self._was_left = self._was_left, False
        if was:
            self.line.select_all()

    def action_move(self, step: int) -> None:
        """Move the mark from the line."""
        if step > 0:
            self.found.action_cursor_down()
        else:
            self.found.action_cursor_up()

    def action_page(self, step: int) -> None:
        """Move the mark by a page."""
        last = self.found.option_count - 1 if step > 0 else 0
        for _ in range(self.found.size.height - 1):
            if self.found.highlighted not in (last, None):
                self.action_move(step)

    @on(LineChosen)
    def _moved(self, event: LineChosen) -> None:
        event.stop()

    @on(Input.Submitted)
    @on(LineOpened)
    def _entered(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open what is marked."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()
