"""A group's earlier meetings, to choose the one that is to be corrected."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.domain.text import number_of
from registry.services.register_sheets import RegisterSheet, open_sheet_again
from tui.messages import LineChosen, LineOpened
from tui.screens.framed import ALWAYS, Framed
from tui.seat import Seat
from tui.widgets.day_input import day_words
from tui.widgets.list_and_detail import Line, MarkedList
from tui.widgets.plain import Words, one_line
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

NONE_YET = "This group has no meeting on record yet. Esc goes back to its register."


class MeetingsScreen(Framed):
    """Latest first; Enter opens one as it stands."""

    HELP = (
        "The group's meetings on record, the latest first. Enter opens one to correct it: an amendment with its "
        "reason; what the register said before is kept and can be read with “session history” under F2 x."
    )
    KEYS = (("Enter", "Correct"), ("↑ ↓", "Choose"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "Back")]
    DEFAULT_CSS = """
    MeetingsScreen .title { padding: 1 1 1 2; }
    """

    def __init__(self, seat: Seat, sheet: RegisterSheet) -> None:
        super().__init__(seat)
        self.sheet = sheet

    def compose(self) -> ComposeResult:
        """Whose meetings, the list."""
        yield TopLine(self.seat)
        said = one_line(f"Earlier meetings of {self.sheet.name}", "bold") if self.sheet.held else one_line(NONE_YET)
        yield Words(said, classes="title")
        yield MarkedList()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin with the latest."""
        titles = {one.id: one.title for one in self.sheet.modules}
        found = self.query_one(MarkedList)
        found.fill(
            [
                Line(
                    key=one.id,
                    words=one_line(
                        day_words(one.on)
                        + (f" · {titles.get(one.module, one.module)}" if one.module else "")
                        + (f" {one.number}" if one.number else "")
                        + (f" · {number_of(one.minutes, 'minute')}" if one.minutes else "")
                    ),
                )
                for one in self.sheet.held
            ]
        )
        found.focus()

    @on(LineChosen)
    def _chosen(self, event: LineChosen) -> None:
        event.stop()

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()
        self._open(event.key)

    @work(exclusive=True, exit_on_error=False)
    async def _open(self, session_id: str) -> None:
        from tui.screens.register import RegisterScreen

        sheet = await self.seat.ask(open_sheet_again, session_id)
        # Not awaited: the screen that is left takes its workers with it.
        self.app.call_later(self.app.switch_screen, RegisterScreen(self.seat, sheet))

    def action_back(self) -> None:
        """Back to the register."""
        self.dismiss()
