"""One question of a running command: a line, a passphrase, or yes or no; below it what the command said so far."""

from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from registry.cli.commands import NO, YES
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_values import form_field, value_of
from tui.widgets.modal import Dialogue
from tui.widgets.plain import Words, plain


class Question(Enum):
    """What kind of answer is wanted."""

    LINE = "line"
    SECRET = "secret"  # noqa: S105 - a word, not a secret
    SURE = "sure"


class AskedScreen(Dialogue[str | None]):
    """Enter answers, Escape stops the command. Nothing that is typed here is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Answer", priority=True),
        Binding("escape", "stop", "Stop"),
        Binding("pagedown", "page(1)", "Read on"),
        Binding("pageup", "page(-1)", "Read back"),
    ]
    DEFAULT_CSS = """
    AskedScreen .question { text-style: bold; padding: 0 0 1 0; }
    AskedScreen FormField { padding: 0 0 1 0; }
    AskedScreen .before { padding: 1 0 0 0; }
    """

    def __init__(self, kind: Question, question: str, *, before: str, shown: str = "") -> None:
        super().__init__()
        self.kind = kind
        self.question = question
        self.before = before
        self.shown = shown

    def compose(self) -> ComposeResult:
        """The question, the answer, and below them what was said so far, of any length."""
        with VerticalScroll(can_focus=False):
            yield Words(self.question, classes="question")
            yield form_field("answer", "Answer", self._control(), "What the command asks before it goes on.")
            reads = " Page Down reads on." if self.before.strip() else ""
            yield Words(plain(f"Enter answers. Escape stops; nothing is written then.{reads}", "italic"))
            yield Words(plain(self.before.rstrip()), classes="before")

    def _control(self) -> Widget:
        if self.kind is Question.SURE:
            return ChoiceRow([(NO, NO), (YES, YES)], NO, id="answer")
        return Input(id="answer", compact=True, password=self.kind is Question.SECRET, placeholder=self.shown)

    def on_mount(self) -> None:
        """Begin at the answer."""
        self.query_one("#answer").focus()

    def action_page(self, step: int) -> None:
        """Scroll what was said by most of a page."""
        said = self.query_one(VerticalScroll)
        said.scroll_relative(y=step * max(1, said.size.height - 3), animate=False)

    def action_answer(self) -> None:
        """Hand the answer over; an empty line is none."""
        if text := value_of(self.query_one("#answer")).strip() or self.shown:
            self.dismiss(text)

    def action_stop(self) -> None:
        """Stop the command."""
        self.dismiss(None)
