"""Asking and telling, one line after the other: nothing is drawn over, and no colour or box carries a meaning."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from registry.cli import output
from registry.domain.dates import PartialDate, read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.matching import IdentifierKind
from tui.hints import at_the_prompts
from tui.plain.hearing import BACK, NOTHING, Back, Hearing
from tui.plain.silence import is_silent
from tui.screens.reentry import HELP, read_both

V = TypeVar("V")
MOST = 50


class Talk(Hearing):
    """One conversation at a terminal. A dot alone goes back; the end of input leaves."""

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

    def ask(self, label: str, default: str = "", *, name: str = "") -> str:
        """Return a line, or what was answered before, or the default. It is kept as `name`, by default as the label.

        A minus by itself stands for nothing, where something stands there. Raises as `line`.
        """
        place, before = self._before(label, name)
        typed = self.line(label, before or default, place=place)
        if typed == NOTHING and (before or default):
            typed = ""
        self._answered(place, typed)
        return typed

    def need(self, label: str, default: str = "", *, name: str = "") -> str:
        """Return a line that is not empty. Raises as `line`."""
        place, before = self._before(label, name)
        while not (typed := self.line(label, before or default, place=place)):
            self.say("It is needed. A dot alone goes back.")
        self._answered(place, typed)
        return typed

    def day(self, label: str, check: Callable[[PartialDate], PartialDate], default: str = "t") -> PartialDate:
        """Return a day, as the screens read it, and say it in words; what is wrong is said and asked again."""
        place, before = self._before(label)
        while True:
            try:
                found = check(read_date(self.line(label, before or default, place=place), self.today()))
            except InvalidValue as error:
                self.say(at_the_prompts(f"{error}"))
                continue
            self.say(f"  {found.words}")
            # Tomorrow "t" is another day.
            self._answered(place, found.text)
            return found

    def choose(self, question: str, options: Sequence[tuple[V, str]], *, name: str = "", back: str = "Back") -> V:
        """Return what stands beside the number that is typed. Raises Back for a dot or 0, which is called `back`."""
        self.say("", question, *(f"  {number}. {words}" for number, (_, words) in enumerate(options, 1)))
        self.say(f"  0. {back}")
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
        # What ends with a line feed was ended with Enter; what does not goes on in its last line.
        *said, half = before.split("\n")
        if before:
            self.say(*(f"> {line}" for line in said), *((f"> {half}",) if half else ()))
            answer = self.line("Enter goes on with it, a minus begins it anew")
            if answer == NOTHING:
                said, half = [], ""
            elif answer:
                # Somebody who goes on typing at once goes on with it: no word of theirs is dropped.
                said, half = [*said, *((half,) if half else ()), answer], ""
                self._answered(place, _ended(said))
        if half and not is_silent():
            said, half = [*said, half], ""
        while line := self._as_typed(place, said, half):
            half = ""
            if line.strip() == BACK:
                self._answered(place, _ended(said))
                raise Back
            said.append(line)
            self._answered(place, _ended(said))
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

    def _as_typed(self, place: str, said: Sequence[str], half: str) -> str:
        return self._typed("> ", begun=half, keep=self._keeps(place, _ended(said), ""))


def _ended(said: Sequence[str]) -> str:
    """Return lines of which each was ended with Enter."""
    return "".join(f"{line}\n" for line in said)


def _said(option: tuple[object, str]) -> str:
    """What of an option is kept: its value where that is a word, as a form keeps it, else its words."""
    value, words = option
    return value if type(value) is str else words
