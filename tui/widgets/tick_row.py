"""Several choices in one row, each with a filled or an empty box before it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.events import Key

from tui.messages import ValueChanged
from tui.widgets.packed import Packed
from tui.widgets.plain import Words, one_line

ON, OFF, SEPARATOR = "■", "□", " "


class TickRow(Words, can_focus=True):
    """Left and right move, space ticks; a letter ticks the choice that begins with it."""

    DEFAULT_CSS = """
    TickRow { width: 1fr; height: auto; color: $ink; padding: 0 1; }
    TickRow:focus { background: $field; }
    """
    BINDINGS: ClassVar = [
        ("left", "move(-1)", "The choice before"),
        ("right", "move(1)", "The next choice"),
        ("space", "tick", "Tick or untick"),
    ]

    def __init__(self, options: Sequence[tuple[str, str]], ticked: Sequence[str], *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.options = tuple(options)
        self._ticked = [key for key, _ in self.options if key in ticked]
        self._here = 0
        self._asked = ""

    @property
    def value(self) -> str:
        """The ticked ones, in their order, as one text."""
        return SEPARATOR.join(self._ticked)

    @value.setter
    def value(self, value: str) -> None:
        wanted = value.split(SEPARATOR)
        self._ticked = [key for key, _ in self.options if key in wanted]
        self._draw()
        self.post_message(ValueChanged(self.id or ""))

    def ask(self, word: str) -> None:
        """Say this behind the choices as long as none is ticked."""
        if word != self._asked:
            self._asked = word
            self._draw()

    def on_mount(self) -> None:
        """Show the choices."""
        self._draw()

    def on_focus(self) -> None:
        """Show where the keys are."""
        self._draw()

    def on_blur(self) -> None:
        """Show no place any more."""
        self._draw()

    def action_move(self, step: int) -> None:
        """Go to the neighbour; the row goes round."""
        self._here = (self._here + step) % len(self.options)
        self._draw()

    def action_tick(self) -> None:
        """Tick or untick the choice under the keys."""
        key = self.options[self._here][0]
        ticked = set(self._ticked) ^ {key}
        self.value = SEPARATOR.join(one for one, _ in self.options if one in ticked)

    def on_key(self, event: Key) -> None:
        """Tick or untick the choice that begins with the letter."""
        letter = (event.character or "").casefold()
        found = [
            n for n, (_, words) in enumerate(self.options) if letter.strip() and words.casefold().startswith(letter)
        ]
        if found:
            event.stop()
            self._here = found[0]
            self.action_tick()

    def _draw(self) -> None:
        parts = []
        for number, (key, words) in enumerate(self.options):
            here = self.has_focus and number == self._here
            style = " ".join(("bold" if key in self._ticked else "", "underline" if here else "")).strip()
            parts.append(one_line(f"{ON if key in self._ticked else OFF} {words}", style))
        if self._asked and not self._ticked:
            parts.append(one_line(self._asked))
        self.show(Packed(parts))
