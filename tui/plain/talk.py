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
from registry.domain.dates import PartialDate, read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.matching import IdentifierKind
from tui.screens.reentry import HELP, read_both

V = TypeVar("V")
BACK = "."
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

    def say(self, *texts: str) -> None:
        """Write lines below what stands there."""
        for text in texts:
            sys.stdout.write(f"{visible(text)}\n")
        sys.stdout.flush()

    def clear(self) -> None:
        """Take everything off a terminal, what scrolled by as well: the one time that text goes away."""
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[3J\x1b[2J\x1b[H")
            sys.stdout.flush()

    def refuse(self, error: ThroughcareError) -> None:
        """Say why something was not done, and what to do."""
        self.say("", f"Not done: {error.message}", f"What to do: {error.hint or error.what_next}")

    def ask(self, label: str, default: str = "") -> str:
        """Return a line, or the default for an empty one. Raises Back for a dot, EOFError and Idle."""
        offered = f" [{visible(default, prose=False)}]" if default else ""
        with self._watched():
            typed = input(f"{label}{offered}: ").strip()
        if typed == BACK:
            raise Back
        return typed or default

    def need(self, label: str, default: str = "") -> str:
        """Return a line that is not empty."""
        while not (typed := self.ask(label, default)):
            self.say("It is needed. A dot alone goes back.")
        return typed

    def secret(self, label: str) -> str:
        """Return a passphrase, which is not shown."""
        with self._watched():
            return getpass.getpass(f"{label}: ")

    def day(self, label: str, check: Callable[[PartialDate], PartialDate], default: str = "t") -> PartialDate:
        """Return a day, as the screens read it, and say it in words; what is wrong is said and asked again."""
        while True:
            try:
                found = check(read_date(self.ask(label, default), self.today()))
            except InvalidValue as error:
                self.say(f"{error}")
                continue
            self.say(f"  {found.words}")
            return found

    def choose(self, question: str, options: Sequence[tuple[V, str]]) -> V:
        """Return what stands beside the number that is typed. Raises Back for a dot or 0."""
        self.say("", question, *(f"  {number}. {words}" for number, (_, words) in enumerate(options, 1)))
        self.say("  0. Back")
        while True:
            typed = self.ask("Number")
            if typed == "0":
                raise Back
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                return options[int(typed) - 1][0]
            self.say(f"Type a number from 0 to {len(options)}.")

    def several(self, question: str, options: Sequence[tuple[V, str]], *, usual: Sequence[V] = ()) -> list[V]:
        """Return what stands beside each number typed, apart by spaces; for an empty line what is usual, or none."""
        self.say("", question, *(f"  {number}. {words}" for number, (_, words) in enumerate(options, 1)))
        means = " and ".join(words for value, words in options if value in usual)
        while True:
            typed = self.ask(f"Numbers, or nothing{f' for {means}' if means else ''}").replace(",", " ").split()
            if all(each.isdecimal() and 1 <= int(each) <= len(options) for each in typed):
                return [options[int(each) - 1][0] for each in typed] or [*usual]
            self.say(f"Type numbers from 1 to {len(options)}, apart by spaces.")

    def sure(self, question: str) -> bool:
        """Return whether the person says yes in full; an empty line is no, and anything else is asked again."""
        while (typed := self.ask(f"{question} Type yes or no").casefold()) not in ("yes", "no", ""):
            self.say("Type yes or no in full; Enter alone is no.")
        return typed == "yes"

    def several_lines(self, label: str) -> str:
        """Return a text of several lines, ended by an empty one; each is kept as it was typed."""
        self.say(f"{label}. An empty line ends it.")
        said: list[str] = []
        with self._watched():
            while line := input("> "):
                said.append(line)
        return "\n".join(said)

    def identifiers(self) -> dict[IdentifierKind, str]:
        """Return two identifiers typed again."""
        self.say("", "Two identifiers of the participant, typed again.", HELP)
        while True:
            problems: dict[str, str] = {}
            texts = (self.need("Identifier"), self.need("Another one"))
            entered = read_both(texts, self.today(), problems)
            if not problems:
                return entered
            self.say(*problems.values())

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
