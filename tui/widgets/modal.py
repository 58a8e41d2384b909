"""A quiet dialogue over a screen: nothing of the record shows behind it, and Enter closes it."""

from typing import ClassVar, TypeVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from registry.domain.errors import ThroughcareError
from tui.hints import at_the_screens
from tui.left_once import LeftOnce
from tui.widgets.plain import Words, plain, stacked
from tui.widgets.training_line import say_training

R = TypeVar("R")


class Dialogue(LeftOnce[R], ModalScreen[R]):
    """A box in the middle of the screen. In training it says so, as every screen does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # A dialogue hides the program's own keys; these two work everywhere.
        Binding("ctrl+l", "app.lock", "Lock the screen now", show=False),
        Binding("ctrl+q", "app.quit", "Close Throughcare", show=False),
    ]
    DEFAULT_CSS = """
    Dialogue { align: center middle; background: $ground; }
    Dialogue > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $strip; color: $ink;
    }
    """

    def on_mount(self) -> None:
        """Say that this is training, where it is."""
        say_training(self)


class Told(Dialogue[None]):
    """Says one thing and stays until it is read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q", "dismiss", "Close")]

    def __init__(self, title: str, *said: RenderableType | str, closing: str = "Enter closes this.") -> None:
        super().__init__()
        self.title_words = title
        self.said = said
        self.closing = closing

    def compose(self) -> ComposeResult:
        """The title, what is said, how to go on."""
        parts = [plain(one) if isinstance(one, str) else one for one in self.said]
        with VerticalScroll():
            yield Words(stacked([plain(f"{self.title_words}\n", "bold"), *parts, plain(f"\n{self.closing}", "italic")]))


def refusal(error: ThroughcareError) -> Told:
    """Return the dialogue for an act that did not happen: why, and what to do; what was typed stays."""
    return Told(
        "That was not done.",
        at_the_screens(error.message),
        f"\nWhat to do: {at_the_screens(error.hint or error.what_next)}",
        closing="Enter goes back. What you wrote is still there.",
    )
