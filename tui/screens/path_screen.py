"""Where on the disk long work finds what it is about: one path, and Enter begins."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.screens.framed import Framed
from tui.widgets.form_values import form_field
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine


class PathScreen(Framed):
    """A path, and Enter begins. `ASKS` is what F1 says of it."""

    NAME: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""
    ASKS: ClassVar[str] = ""
    IF_EMPTY: ClassVar[str] = ""
    """What is said where nothing is typed; without it that is the folder where Throughcare was started."""
    KEYS = (("Enter", "Begin"), ("Esc", "Back"), ("F1", "Help"), ("F2", "Go to"), ("Ctrl+P", "Commands"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "begin", "Begin"), Binding("escape", "back", "Back")]
    DEFAULT_CSS = """
    PathScreen .title { padding: 1 1 1 2; text-style: bold; }
    PathScreen .about { padding: 1 1 1 2; max-width: 100; }
    """

    @property
    def proposed(self) -> str:
        """The path that stands there at first."""
        return ""

    def begin(self, path: Path) -> None:
        """Begin, or say why there is nothing to begin with."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The path, and what becomes of it."""
        yield TopLine(self.seat)
        yield Words(self.NAME, classes="title")
        yield form_field(
            "path", self.LABEL, Input(self.proposed, id="path", compact=True), self.ASKS, needed=self.IF_EMPTY
        )
        yield Words(self.HELP, classes="about")
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin at the path."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_begin(self) -> None:
        """Begin with what is typed; where nothing is, where Throughcare was started."""
        typed = self.query_one(Input).value.strip()
        if self.IF_EMPTY and not typed:
            self.ask_again(self.IF_EMPTY)
        else:
            self.begin(Path(typed).expanduser())

    def ask_again(self, because: str) -> None:
        """Say what is wrong with the path, and go back to it."""
        self.say(because)
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        # What was said of another path is over.
        self.say("")

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()
