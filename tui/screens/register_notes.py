"""After a register or a session: a note for each person, for the unit's own record system, naming nobody else."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.services.session_histories import SessionNote
from tui.messages import LineChosen, LineOpened
from tui.screens.framed import Framed
from tui.seat import Seat
from tui.widgets.key_line import KeyLine
from tui.widgets.list_and_detail import Line, ListAndDetail
from tui.widgets.plain import Words, one_line, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

COPY = ("c", "Copy note")
UNDO = ("Ctrl+Z", "Undo")
STANDS_FOR_NOTHING = "Undone: this note stands for nothing."


class NotesScreen(Framed):
    """One note each; c copies the marked one as plain text."""

    HELP = (
        "What was saved, as a note: each person has one of their own to paste into the unit's record system, and no "
        "other member of the group is named in it. c copies the marked note to the clipboard of your terminal, where "
        "the terminal allows it; “session note” under F2 x writes the same notes to files."
    )
    KEYS = (
        COPY,
        ("↑ ↓", "Choose"),
        UNDO,
        ("Esc", "Done"),
        ("F1", "Help"),
        ("Ctrl+P", "Commands"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy the note"),
        Binding("escape,q", "done", "Done"),
    ]
    DEFAULT_CSS = """
    NotesScreen .title { padding: 1 1 1 2; }
    """

    def __init__(self, seat: Seat, what: str, notes: Sequence[SessionNote]) -> None:
        super().__init__(seat)
        self.what = what
        self.notes = tuple(notes)
        self._saved = seat.last_act

    def compose(self) -> ComposeResult:
        """Who, and the note of the marked one."""
        yield TopLine(self.seat)
        people = f"{len(self.notes)} {'person' if len(self.notes) == 1 else 'people'}"
        yield Words(one_line(f"Saved: {self.what}, {people}.", "bold"), classes="title")
        yield ListAndDetail()
        yield QuietLine()
        yield self.key_line()

    def key_line(self) -> KeyLine:
        """Name the key that undoes the register, where it is the last act: a correction is none that can be undone."""
        return KeyLine([each for each in self.KEYS if each != UNDO or self._saved is not None])

    def on_mount(self) -> None:
        """Begin with the first."""
        both = self.query_one(ListAndDetail)
        both.list.fill([Line(key=f"{n}", words=one_line(one.name)) for n, one in enumerate(self.notes)])
        both.list.focus()

    def on_screen_resume(self) -> None:
        """Say it where the register was undone meanwhile."""
        if self._is_undone:
            words = f"Undone: {self.what}. Its notes stand for nothing."
            self.query_one(".title", Words).show(one_line(words, "bold"))
            self.query_one(ListAndDetail).show_detail(plain(STANDS_FOR_NOTHING))
            self.query_one(KeyLine).offer([each for each in self.KEYS if each not in (COPY, UNDO)])

    @on(LineChosen)
    def _chosen(self, event: LineChosen) -> None:
        event.stop()
        shown = STANDS_FOR_NOTHING if self._is_undone else self._note(event.key)
        self.query_one(ListAndDetail).show_detail(plain(shown))

    @on(LineOpened)
    def action_copy(self) -> None:
        """Copy the marked note, as long as what it says stands."""
        chosen = self.query_one(ListAndDetail).list.chosen
        if self._is_undone:
            self.say("It was undone: its notes stand for nothing, and none was copied.")
        elif chosen is not None:
            self.app.copy_to_clipboard(self._note(chosen))
            self.say(f"Copied the note of {self.notes[int(chosen)].name}.")

    def action_done(self) -> None:
        """Go back to the home."""
        self.dismiss()

    @property
    def _is_undone(self) -> bool:
        return self._saved is not None and self.seat.last_act is None

    def _note(self, key: str) -> str:
        return self.notes[int(key)].text
