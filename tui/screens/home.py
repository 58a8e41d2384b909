"""The home: whose it is, and its participants, found as one types."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, ScreenResume
from textual.widgets import Input

from exports.text import columns
from registry.domain.participant import Participant
from registry.services.participants import find_participants
from tui.messages import LineChosen, LineOpened, ParticipantChosen
from tui.screens.framed import Framed
from tui.widgets.form_field import FormField
from tui.widgets.list_and_detail import Line, MarkedList
from tui.widgets.plain import Words, one_line
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

MOST = 50
PAUSE = 0.12  # A search is written in the audit, so it waits until the fingers rest.
WIDTHS = (26, 18, 13, 11)
HEADINGS = ("Name", "Born", "NHS No.", "Prison No.", "Known as")

NOBODY_YET = (
    "There is nobody on record here yet.\n\n"
    "Add the first participant, or receive a summary from the unit they come from:\n\n"
    "    throughcare participant add --help\n"
    "    throughcare summary receive FILE"
)


class HomeScreen(Framed):
    """Type to find, arrows to choose, Enter to open."""

    HELP = (
        "Type the beginning of a name, a known-as name or a number; several words narrow it down. The arrows move "
        f"the mark, Enter opens the record. At most {MOST} people are shown: type more letters to narrow it down. "
        "Every search and every opened record is written in the audit."
    )
    KEYS = (
        ("Enter", "Open"),
        ("↑ ↓", "Choose"),
        ("Esc", "Clear"),
        ("F1", "Help"),
        ("Ctrl+P", "Commands"),
        ("Ctrl+Q", "Close"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("down", "move(1)", "Choose"),
        Binding("up", "move(-1)", "Choose the one above", show=False),
        Binding("pagedown", "page(1)", "Choose further down", show=False),
        Binding("pageup", "page(-1)", "Choose further up", show=False),
        Binding("escape", "clear", "Clear"),
        Binding("ctrl+q", "app.quit", "Close"),
    ]
    DEFAULT_CSS = """
    HomeScreen FormField { margin: 1 0; }
    HomeScreen .count { width: 24; color: $quiet; text-align: right; padding: 0 1; }
    HomeScreen .columns { height: 1; padding: 0 1 0 3; color: $quiet; }
    HomeScreen .empty { display: none; padding: 1 3; height: 1fr; }
    HomeScreen.-empty .empty { display: block; }
    HomeScreen.-empty MarkedList, HomeScreen.-empty .columns { display: none; }
    HomeScreen > MarkedList { padding: 0 0 0 1; }
    HomeScreen > MarkedList > .option-list--option-highlighted { background: $cursor; color: $cursor-ink; }
    HomeScreen:nocolor > MarkedList > .option-list--option-highlighted { text-style: reverse; }
    """

    _found: tuple[Participant, ...] = ()
    _found_for: str | None = None

    def compose(self) -> ComposeResult:
        """Whose home, the search, the list."""
        yield TopLine(self.seat.sitting)
        yield FormField(
            "Find",
            Input(placeholder="a name or a number", id="find", compact=True),
            id="find-field",
            help_text="Who are you looking for? The list follows what you type.",
            echoes=True,
        )
        yield Words(row(HEADINGS), classes="columns")
        yield (found := MarkedList())
        found.can_focus = False
        yield Words(classes="empty")
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin with the whole list."""
        self.query_one(Input).focus()

    @on(ScreenResume)
    def look_again(self) -> None:
        """Show the list as it is now."""
        self.find(self.query_one(Input).value)

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self.find(event.value)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def find(self, text: str, *, then_open: bool = False) -> None:
        """Look for what was typed, once the fingers rest; open the only one who answers, where that is asked."""
        if not then_open:
            await asyncio.sleep(PAUSE)
        self._show(await self.seat.ask(find_participants, text, limit=MOST), text)
        if then_open and len(self._found) == 1:
            self.app.post_message(ParticipantChosen(self._found[0]))

    def action_move(self, step: int) -> None:
        """Move the mark from the search field."""
        found = self.query_one(MarkedList)
        if step > 0:
            found.action_cursor_down()
        else:
            found.action_cursor_up()

    def action_page(self, step: int) -> None:
        """Move the mark by a page."""
        found = self.query_one(MarkedList)
        last = found.option_count - 1 if step > 0 else 0
        for _ in range(found.size.height - 1):
            if found.highlighted not in (last, None):
                self.action_move(step)

    @on(Input.Submitted)
    @on(LineOpened)
    def action_open(self) -> None:
        """Open the record under the mark; where the list has not caught up with the keys, nobody else's."""
        text = self.query_one(Input).value
        if text != self._found_for:
            self.find(text, then_open=True)
            return
        chosen = self.query_one(MarkedList).chosen
        for one in self._found:
            if one.id == chosen:
                self.app.post_message(ParticipantChosen(one))

    @on(LineChosen)
    def _moved(self, event: LineChosen) -> None:
        event.stop()

    def action_clear(self) -> None:
        """Empty the search; there is nothing to go back to from here."""
        self.query_one(Input).value = ""
        self.say("")

    def on_key(self, _event: Key) -> None:
        """What was said has been read by the next key."""
        self.say("")

    def _show(self, found: Sequence[Participant], text: str) -> None:
        self._found, self._found_for = tuple(found), text
        self.query_one(MarkedList).fill(
            [Line(key=one.id, words=row(cells(one))) for one in found], keep=self.query_one(MarkedList).chosen
        )
        self.set_class(not found, "-empty")
        if not found:
            nobody = f"Nobody here answers to “{text.strip()}”.\n\nType fewer letters, or a number; Escape clears."
            self.query_one(".empty", Words).show(nobody if text.strip() else NOBODY_YET)
        count = f"the first {MOST}" if len(found) == MOST else f"{len(found)}"
        self.query_one(FormField).echo(f"{count} {'person' if len(found) == 1 else 'people'}")


def cells(one: Participant) -> tuple[str, ...]:
    """Return one participant as the cells of a row; what is missing says so."""
    nhs = f"{one.nhs_number}" if one.nhs_number else "none"
    return (one.name.banner, one.born.words, nhs, f"{one.prison_number or ''}", one.known_as or "")


def row(cells: Sequence[str]) -> Text:
    """Return cells in columns; a cell too long is cut with an ellipsis, because the banner shows it whole."""
    parts = []
    for place, cell in enumerate(cells):
        words = one_line(cell)
        if place < len(WIDTHS):
            words.truncate(WIDTHS[place] - 1, overflow="ellipsis")
            words.append(" " * (WIDTHS[place] - columns(words.plain)))
        parts.append(words)
    return Text.assemble(*parts, no_wrap=True, overflow="ellipsis")
