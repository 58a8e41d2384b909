"""A choice among a few: all of them stand in one row, the chosen one with a filled dot; none is, until somebody
chooses, where `value` is none of them.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.events import Key

from tui.messages import ValueChanged
from tui.widgets.packed import Packed
from tui.widgets.plain import Words, one_line

ON, OFF = "●", "○"


class ChoiceRow(Words, can_focus=True):
    """Left and right move the choice; a letter that begins a choice, or a word of it, goes to it."""

    DEFAULT_CSS = """
    ChoiceRow { width: 1fr; height: auto; color: $ink; padding: 0 1; }
    ChoiceRow:focus { background: $field; }
    """
    BINDINGS: ClassVar = [
        ("left", "move(-1)", "The choice before"),
        ("right,space", "move(1)", "The next choice"),
    ]

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.options = tuple(options)
        self._value = self.begins = value
        self._asked = ""

    @property
    def value(self) -> str:
        """The chosen one; empty where none is chosen yet."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self._draw()
            self.post_message(ValueChanged(self.id or ""))

    def ask(self, word: str) -> None:
        """Say this behind the choices as long as none is chosen."""
        if word != self._asked:
            self._asked = word
            self._draw()

    def on_mount(self) -> None:
        """Show the choices."""
        self._draw()

    def action_move(self, step: int) -> None:
        """Choose the neighbour; the row goes round. Where none is chosen yet, begin where the step comes from."""
        keys = [key for key, _ in self.options]
        here = keys.index(self.value) if self.value in keys else min(-step, 0)
        self.value = keys[(here + step) % len(keys)]

    def on_key(self, event: Key) -> None:
        """Go to the choice that begins with the letter, the next such one where it is chosen already."""
        letter = (event.character or "").casefold()
        if not letter.strip():
            return
        found = [key for key, words in self.options if words.casefold().startswith(letter)]
        found = found or [
            key for key, words in self.options if any(word.startswith(letter) for word in words.casefold().split())
        ]
        if found:
            event.stop()
            self.value = found[(found.index(self.value) + 1) % len(found)] if self.value in found else found[0]

    def _draw(self) -> None:
        parts = [
            one_line(f"{ON if key == self._value else OFF} {words}", "bold" if key == self._value else "")
            for key, words in self.options
        ]
        if self._asked and not self._value:
            parts.append(one_line(self._asked))
        self.show(Packed(parts))
