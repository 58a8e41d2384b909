"""Asking and telling, one line after the other: nothing is drawn over, and no colour or box carries a meaning."""

import getpass
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from types import FrameType
from typing import TypeVar

from exports.visible import visible
from registry.cli import output
from registry.domain.dates import PartialDate, read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.matching import IdentifierKind
from registry.domain.text import composed
from tui.hints import at_the_prompts
from tui.plain.kept import Kept
from tui.screens.reentry import HELP, read_both

V = TypeVar("V")
BACK = "."
NOTHING = "-"
MOST = 50


class Back(Exception):  # noqa: N818 - a person's word, no error
    """The person goes back to the menu before."""


class Idle(Exception):  # noqa: N818
    """Nobody typed for too long."""


class Talk:
    """One conversation at a terminal. A dot alone goes back; the end of input leaves."""

    def __init__(self, today: Callable[[], date], *, idle_seconds: float = 0.0) -> None:
        self.today = today
        self.idle_seconds = idle_seconds
        self._kept: Kept | None = None

    def say(self, *texts: str) -> None:
        """Write lines below what stands there, broken between words where the terminal ends."""
        output.screen(line for text in texts for line in text.split("\n"))
        sys.stdout.flush()

    def say_whole(self, text: str) -> None:
        """Write one line that somebody may copy, however long it is."""
        output.line(text)
        sys.stdout.flush()

    def clear(self) -> None:
        """Take everything off a terminal, what scrolled by as well: the one time that text goes away."""
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[3J\x1b[2J\x1b[H")
            sys.stdout.flush()

    def refuse(self, error: ThroughcareError) -> None:
        """Say why something was not done, and what to do."""
        self.say(
            "",
            f"Not done: {at_the_prompts(error.message)}",
            f"What to do: {at_the_prompts(error.hint or error.what_next)}",
        )

    @contextmanager
    def keeping(self, kept: Kept) -> Iterator[None]:
        """Keep every answer that is given within, and offer what was answered before."""
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

    def line(self, label: str, default: str = "") -> str:
        """Return a line, or the default for an empty one; it is kept nowhere. Raises Back for a dot, EOFError, Idle."""
        offered = f" [{visible(default, prose=False)}]" if default else ""
        with self._watched():
            typed = composed(input(f"{label}{offered}: ")).strip()
        if typed == BACK:
            raise Back
        return typed or default

    def ask(self, label: str, default: str = "", *, name: str = "") -> str:
        """Return a line, or what was answered before, or the default. It is kept as `name`, by default as the label.

        A minus by itself stands for nothing, where something stands there. Raises as `line`.
        """
        place, before = self._before(label, name)
        typed = self.line(label, before or default)
        if typed == NOTHING and (before or default):
            typed = ""
        self._answered(place, typed)
        return typed

    def need(self, label: str, default: str = "", *, name: str = "") -> str:
        """Return a line that is not empty. Raises as `line`."""
        place, before = self._before(label, name)
        while not (typed := self.line(label, before or default)):
            self.say("It is needed. A dot alone goes back.")
        self._answered(place, typed)
        return typed

    def secret(self, label: str) -> str:
        """Return a passphrase, which is not shown."""
        with self._watched():
            return getpass.getpass(f"{label}: ")

    def day(self, label: str, check: Callable[[PartialDate], PartialDate], default: str = "t") -> PartialDate:
        """Return a day, as the screens read it, and say it in words; what is wrong is said and asked again."""
        place, before = self._before(label)
        while True:
            try:
                found = check(read_date(self.line(label, before or default), self.today()))
            except InvalidValue as error:
                self.say(at_the_prompts(f"{error}"))
                continue
            self.say(f"  {found.words}")
            # Tomorrow "t" is another day.
            self._answered(place, found.text)
            return found

    def choose(self, question: str, options: Sequence[tuple[V, str]], *, name: str = "") -> V:
        """Return what stands beside the number that is typed. Raises Back for a dot or 0."""
        self.say("", question, *(f"  {number}. {words}" for number, (_, words) in enumerate(options, 1)))
        self.say("  0. Back")
        place, before = self._before(question, name)
        stood = [f"{number}" for number, option in enumerate(options, 1) if _said(option) == before]
        while True:
            typed = self.line("Number", "".join(stood[:1]))
            if typed == "0":
                raise Back
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                chosen = options[int(typed) - 1]
                self._answered(place, _said(chosen))
                return chosen[0]
            self.say(f"Type a number from 0 to {len(options)}.")

    def several(
        self, question: str, options: Sequence[tuple[V, str]], *, usual: Sequence[V] = (), name: str = ""
    ) -> list[V]:
        """Return what stands beside each number typed, apart by spaces; for an empty line what is usual, or none."""
        self.say("", question, *(f"  {number}. {words}" for number, (_, words) in enumerate(options, 1)))
        means = " and ".join(words for value, words in options if value in usual)
        place, before = self._before(question, name)
        stood = " ".join(f"{n}" for n, option in enumerate(options, 1) if _said(option) in before.split("\n"))
        while True:
            typed = self.line(f"Numbers, or nothing{f' for {means}' if means else ''}", stood).replace(",", " ").split()
            if typed == [NOTHING]:
                typed = []
            if all(each.isdecimal() and 1 <= int(each) <= len(options) for each in typed):
                chosen = [options[int(each) - 1] for each in typed]
                self._answered(place, "\n".join(_said(each) for each in chosen))
                return [value for value, _ in chosen] or [*usual]
            self.say(f"Type numbers from 1 to {len(options)}, apart by spaces.")

    def sure(self, question: str) -> bool:
        """Return whether the person says yes in full; an empty line is no, which stands there; else it is asked again.

        It is kept nowhere: who agrees does so each time.
        """
        while (typed := self.line(f"{question} Type yes or no", "no").casefold()) not in ("yes", "no"):
            self.say("Type yes or no in full; Enter alone is no.")
        return typed == "yes"

    def several_lines(self, label: str, *, name: str = "") -> str:
        """Return a text of several lines, ended by an empty one; each is kept as typed. Raises Back for a dot."""
        place, before = self._before(label, name)
        self.say(f"{label}. An empty line ends it; a dot alone goes back.")
        said = before.split("\n") if before else []
        if said:
            self.say(*(f"> {line}" for line in said))
            if self.line("Enter goes on below it, a minus begins it anew") == NOTHING:
                said = []
        while line := self._as_typed():
            if line.strip() == BACK:
                raise Back
            said.append(line)
            self._answered(place, "\n".join(said))
        self._answered(place, "\n".join(said))
        return "\n".join(said)

    def identifiers(self) -> dict[IdentifierKind, str]:
        """Return two identifiers typed again."""
        self.say("", "Two identifiers of the participant, typed again.", HELP)
        while True:
            problems: dict[str, str] = {}
            texts = (self._needed("Identifier"), self._needed("Another one"))
            entered = read_both(texts, self.today(), problems)
            if not problems:
                return entered
            self.say(*(at_the_prompts(each) for each in problems.values()))

    def _as_typed(self) -> str:
        with self._watched():
            return composed(input("> "))

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
        if self._kept is not None:
            self._kept.answer(place, text)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        if not self.idle_seconds:
            yield
            return

        def ring(_number: int, _frame: FrameType | None) -> None:
            raise Idle

        before = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, self.idle_seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _said(option: tuple[object, str]) -> str:
    """What of an option is kept: its value where that is a word, as a form keeps it, else its words."""
    value, words = option
    return value if type(value) is str else words
