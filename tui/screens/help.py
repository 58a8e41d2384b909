"""F1: the focused field first, then the screen, then every key."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui.widgets.modal import Dialogue
from tui.widgets.plain import Words, facts, plain, stacked


class HelpScreen(Dialogue[None]):
    """Any of Escape, q and F1 closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "dismiss", "Close"),
    ]

    def __init__(self, *, field: str, screen: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.field = field
        self.screen_help = screen
        self.keys = keys

    def compose(self) -> ComposeResult:
        """The field, the screen, the keys."""
        parts = [plain("This field", "bold"), plain(f"{self.field}\n")] if self.field else []
        parts += [plain("This screen", "bold"), plain(f"{self.screen_help}\n"), plain("Keys", "bold")]
        with VerticalScroll():
            yield Words(stacked([*parts, facts([*self.keys]), plain("\nEscape closes this help.", "italic")]))
