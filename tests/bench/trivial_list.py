"""The peer of the first list: the smallest Textual program that shows fifty lines."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static


class Trivial(App[None]):
    BINDINGS: ClassVar = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("50 people")
        yield OptionList(*(f"Person {number}" for number in range(50)))


if __name__ == "__main__":
    Trivial().run()
