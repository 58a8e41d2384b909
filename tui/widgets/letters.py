"""A dialogue of places or acts, one letter each: the letter goes there, Escape stays."""

from collections.abc import Sequence
from typing import ClassVar, Protocol, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Key

from tui.widgets.modal import Dialogue
from tui.widgets.plain import Words, facts, plain, stacked


class Lettered(Protocol):
    """What a letter leads to: the letter, its name, what is done there."""

    @property
    def letter(self) -> str:
        """The key."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def what(self) -> str:
        """What is done there."""


L = TypeVar("L", bound=Lettered)


class Letters(Dialogue[L | None]):
    """Hands back what the letter stands for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f2", "stay", "Stay here")]

    def __init__(self, title: str, choices: Sequence[L]) -> None:
        super().__init__()
        self.title_words = title
        self.choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """The letters and what is there."""
        rows = [(f"{one.letter}  {one.name}", one.what) for one in self.choices]
        with VerticalScroll():
            yield Words(
                stacked([plain(f"{self.title_words}\n", "bold"), facts(rows), plain("\nEscape stays here.", "italic")])
            )

    def on_key(self, event: Key) -> None:
        """Go where the letter says."""
        for one in self.choices:
            if event.character == one.letter:
                event.stop()
                self.dismiss(one)

    def action_stay(self) -> None:
        """Stay here."""
        self.dismiss(None)
