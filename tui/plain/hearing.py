"""What somebody types at the prompts: a line, a passphrase, or nothing for too long; and where it is kept."""

import getpass
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from types import FrameType

from exports.visible import visible
from registry.cli import output
from registry.domain.errors import StorageFailed
from registry.domain.text import composed
from tui.plain.kept import Kept
from tui.plain.silence import drop, is_silent
from tui.plain.typed_line import read_line

BACK = "."
NOTHING = "-"


class Back(Exception):  # noqa: N818 - a person's word, no error
    """The person goes back to the menu before."""


class Idle(Exception):  # noqa: N818
    """Nobody typed for too long."""


class Hearing:
    """What is typed in one conversation. What is kept of it is kept as each key is pressed, where that can be known."""

    def __init__(self, today: Callable[[], date], *, idle_seconds: float = 0.0) -> None:
        self.today = today
        self.idle_seconds = idle_seconds
        self._kept: Kept | None = None

    def say(self, *texts: str) -> None:
        """Write lines below what stands there, broken between words where the terminal ends."""
        output.screen(line for text in texts for line in text.split("\n"))
        sys.stdout.flush()

    @contextmanager
    def keeping(self, kept: Kept | None) -> Iterator[None]:
        """Keep every answer that is given within, and offer what was answered before; with None, neither."""
        around, self._kept = self._kept, kept
        try:
            yield
        finally:
            self._kept = around

    def means(self, name: str, text: str) -> None:
        """Keep what an answer means in the place of how it was typed, such as the day of a "t"."""
        self._answered(name, text)

    def saved(self) -> None:
        """Keep nothing any more of what was answered: it is saved."""
        if self._kept is not None:
            self._kept.forget()

    def line(self, label: str, default: str = "", *, place: str = "") -> str:
        """Return a line, or the default for an empty one. Raises Back for a dot, EOFError, Idle.

        As it is typed it is kept in its `place`; without one, nowhere.
        """
        offered = f" [{visible(default, prose=False)}]" if default else ""
        stood = self._stood(place)
        typed = self._typed(f"{label}{offered}: ", offered=default, keep=self._keeps(place, "", stood)).strip()
        if typed == BACK:
            self._answered(place, stood)
            raise Back
        return typed or default

    def secret(self, label: str) -> str:
        """Return a passphrase, which is not shown."""
        if not is_silent():
            with self._watched():
                return getpass.getpass(f"{label}: ")
        # What is typed ahead of a passphrase was not typed for it.
        self.say(*filter(None, (drop(),)))
        return self._typed(f"{label}: ", hidden=True)

    def _typed(
        self,
        prompt: str,
        *,
        hidden: bool = False,
        begun: str = "",
        offered: str = "",
        keep: Callable[[str], None] | None = None,
    ) -> str:
        """Return a line in NFC; in a silent terminal it is known, and kept, as each key is pressed."""
        with self._watched():
            if not is_silent():
                return composed(input(prompt))
            typed = read_line(prompt, hidden=hidden, begun=begun, offered=offered, keep=keep, touched=self._touched)
        return typed if hidden else composed(typed)

    def _stood(self, place: str) -> str:
        return self._kept.answers.get(place, "") if self._kept is not None else ""

    def _keeps(self, place: str, above: str, stood: str) -> Callable[[str], None] | None:
        """Return what keeps a line as it is typed, below what stands `above`; emptied again, it is what `stood`."""
        kept = self._kept
        if kept is None or not place:
            return None

        def keep(text: str) -> None:
            means = "" if text.strip() in (BACK, NOTHING) else composed(text)
            # Said once it is answered: in the middle of a line nobody can be told.
            with suppress(StorageFailed):
                kept.answer(place, above + (means or stood))

        return keep

    def _needed(self, label: str) -> str:
        while not (typed := self.line(label)):
            self.say("It is needed. A dot alone goes back.")
        return typed

    def _before(self, question: str, name: str = "") -> tuple[str, str]:
        """What the answer to come is kept as, and what was answered before; a name of its own has one answer alone."""
        if self._kept is None:
            return name or question, ""
        place = name or self._kept.place(question)
        return place, self._kept.answers.get(place, "")

    def _answered(self, place: str, text: str) -> None:
        if self._kept is not None and place:
            self._kept.answer(place, text)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        if not self.idle_seconds:
            yield
            return

        def ring(_number: int, _frame: FrameType | None) -> None:
            raise Idle

        before = signal.signal(signal.SIGALRM, ring)
        self._touched()
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _touched(self) -> None:
        """Somebody is there: they are waited for anew."""
        if self.idle_seconds:
            signal.setitimer(signal.ITIMER_REAL, self.idle_seconds)
