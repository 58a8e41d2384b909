"""One question of a running command: a line, a passphrase, or yes or no; above it what the command said so far."""

from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from registry.cli.commands import NO, YES
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field, value_of
from tui.widgets.modal import Dialogue
from tui.widgets.plain import Words, plain, stacked


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
    ]
    DEFAULT_CSS = """
    AskedScreen .before { padding: 0 0 1 0; }
    AskedScreen .question { text-style: bold; padding: 0 0 1 0; }
    """

    def __init__(self, kind: Question, question: str, *, before: str) -> None:
        super().__init__()
        self.kind = kind
        self.question = question
        self.before = before

    def compose(self) -> ComposeResult:
        """What was said so far, the question, the answer."""
        with VerticalScroll(can_focus=False):
            if self.before.strip():
                yield Words(plain(self.before.rstrip()), classes="before")
            yield Words(f"{self.question.rstrip('?')}{'?' if self.kind is Question.SURE else ''}", classes="question")
            yield form_field("answer", "Answer", self._control(), "What the command asks before it goes on.")
            yield Words(stacked([plain("\nEnter answers. Escape stops; nothing is written then.", "italic")]))

    def _control(self) -> Widget:
        if self.kind is Question.SURE:
            return ChoiceRow([(NO, NO), (YES, YES)], NO, id="answer")
        return Input(id="answer", compact=True, password=self.kind is Question.SECRET)

    def on_mount(self) -> None:
        """Begin at the answer, in sight below a long text."""
        control = self.query_one("#answer")
        control.focus()
        self.call_after_refresh(self.query_one(FormField).scroll_visible, animate=False)

    def action_answer(self) -> None:
        """Hand the answer over; an empty line is none."""
        if text := value_of(self.query_one("#answer")).strip():
            self.dismiss(text)

    def action_stop(self) -> None:
        """Stop the command."""
        self.dismiss(None)
