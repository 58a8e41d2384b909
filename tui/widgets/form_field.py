"""One field of a form: its label, the control, what it was understood as, and below it what is wrong."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget

from tui.hints import at_the_screens
from tui.marks import has_marks
from tui.widgets.plain import MARK, Words


class FormField(Vertical):
    """The focused field carries a mark; its help stands under F1.

    `help_text` is what it is for and what is expected, `needed` what is said where it may not be empty and is, and
    `if_empty` what an empty one means, where that is more than that it may be so or may not.
    """

    DEFAULT_CSS = """
    FormField { height: auto; padding: 0 1 0 0; }
    FormField > Horizontal { height: auto; }
    FormField .mark { width: 2; color: $accent-ink; visibility: hidden; }
    FormField.-here .mark { visibility: visible; }
    FormField .label { width: 16; color: $quiet; }
    FormField.-here .label { color: $ink; text-style: bold; }
    FormField .echo { width: 1fr; padding: 0 0 0 2; color: $quiet; height: auto; }
    FormField .problem { display: none; padding: 0 1 0 19; color: $wrong; height: auto; }
    FormField .marks { display: none; padding: 0 1 0 19; color: $quiet; height: auto; }
    FormField.-marked .marks { display: block; }
    FormField.-wrong .problem { display: block; }
    FormField.-wrong .label { color: $wrong; }
    """

    def __init__(
        self,
        label: str,
        control: Widget,
        *,
        help_text: str,
        id: str,  # noqa: A002 - Textual's own word
        echoes: bool = False,
        needed: str = "",
        if_empty: str = "",
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.control = control
        self.help_text = help_text
        self.echoes = echoes
        self.needed = needed
        self.if_empty = if_empty
        self._echoed = self._problem = ""
        self.asks = False
        """Whether it may not stay empty as the other fields stand; followed as long as it is empty."""

    def compose(self) -> ComposeResult:
        """The row, then the place for a problem."""
        with Horizontal():
            yield Words(MARK, classes="mark")
            yield Words(self.label, classes="label")
            yield self.control
            if self.echoes:
                yield Words(classes="echo")
        yield Words(classes="marks")
        yield Words(classes="problem")

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Mark the field that has the keys."""
        self.add_class("-here")

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Take the mark away."""
        self.remove_class("-here")

    def echo(self, text: str) -> None:
        """Say what the field was understood as; not what is said below it already."""
        self._echoed = text
        self.query_one(".echo", Words).show("" if self._problem.startswith(text) else text)

    def reveal(self, text: str) -> None:
        """Write out what stands in the field where it holds marks of direction, which nobody sees."""
        self.set_class(has_marks(text), "-marked")
        if has_marks(text):
            self.query_one(".marks", Words).show(f"It holds marks that cannot be seen: {text}")

    def complain(self, problem: str) -> None:
        """Say what is wrong; nothing for an empty string."""
        problem = at_the_screens(problem)
        self.set_class(bool(problem), "-wrong")
        self.query_one(".problem", Words).show(problem)
        self._problem = problem
        if self.echoes:
            self.echo(self._echoed)
