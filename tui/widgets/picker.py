"""A type-ahead picker: type a few letters, a slip of the finger is forgiven, Enter takes the marked line."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantBlur
from textual.widgets import Input

from registry.domain.text import composed
from tui.messages import LineChosen, LineOpened, ValueChanged
from tui.widgets.list_and_detail import Line, MarkedList
from tui.widgets.plain import one_line

MOST_HITS = 50
_CLOSE = 0.6
_EXACTLY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One that can be picked: its code, its words, and other words it answers to."""

    code: str
    words: str
    also: str = ""


class Picker(Vertical):
    """A field and, from the first letter or arrow on, the picks that answer to it. Empty picks nothing."""

    BINDINGS: ClassVar = [
        ("down", "move(1)", "The next line"),
        ("up", "move(-1)", "The line before"),
    ]
    DEFAULT_CSS = """
    Picker { width: 1fr; height: auto; }
    Picker MarkedList { display: none; height: auto; max-height: 6; background: $strip; }
    Picker.-open MarkedList { display: block; }
    Picker MarkedList > .option-list--option-highlighted { background: $cursor; color: $cursor-ink; }
    Picker:nocolor MarkedList > .option-list--option-highlighted { text-style: reverse; }
    """

    def __init__(self, picks: Sequence[Pick], value: str | None, *, empty: str, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.picks = tuple(picks)
        self.value = value
        self.empty = self._hint = empty
        self._text = self._words()
        self._stood = (value, self._text)
        self._by_letters = False
        self.named_elsewhere: str | None = None
        """The code of the one that another field names: it is not offered, and not taken."""

    def compose(self) -> ComposeResult:
        """The field, then the list."""
        yield Input(self._words(), placeholder=self._hint, compact=True)
        yield (hits := MarkedList())
        hits.can_focus = False

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return composed(self.query_one(Input).value)

    @property
    def puzzling(self) -> bool:
        """True when something is typed that nobody chose: nothing answers to it, or several, or a list stands open."""
        return self.undecided or (bool(self.typed.strip()) and self.value is None)

    @property
    def undecided(self) -> bool:
        """True while the list stands open on another line than what stood before, and nobody has taken it."""
        if not self.is_open or (self.value, self.typed) == self._stood:
            return False
        return not (self._by_letters and self._answers_alone(self.typed))

    @property
    def puzzle(self) -> str:
        """What to do where it is puzzling, else nothing."""
        if self.undecided:
            stood = self._words_of(self._stood[0])
            before = f"“{stood}” still stands" if stood else "Nothing is chosen yet"
            return f"{before}: Enter takes the marked line, Escape leaves the field as it was."
        if not self.puzzling:
            return ""
        if self._answering(self.typed):
            return f"Several answer to “{self.typed.strip()}”. Type more, or press the down arrow, then Enter."
        if matching(self.picks, self.typed):
            return f"“{self.typed.strip()}” is named in the other field already. Name another one here."
        return f"Nothing here answers to “{self.typed.strip()}”. Type less, or press the down arrow."

    def ask(self, word: str) -> None:
        """Say this before what an empty field says: that it is needed, or nothing more."""
        self._hint = f"{word} · {self.empty}" if word else self.empty
        for field in self.query(Input):
            field.placeholder = self._hint

    def pick(self, code: str | None) -> None:
        """Pick from outside, for a value that is carried forward."""
        self.value = code
        self._write(self._words())

    @property
    def standing(self) -> str:
        """What stands here, picked or only typed, as one text for `stand`."""
        value = self._stood[0] if self.undecided else self.value
        return f"={value}" if value is not None else self.typed

    def stand(self, text: str) -> None:
        """Stand as `standing` said; what is on the list no more is shown as nothing picked."""
        code = text.removeprefix("=") if text.startswith("=") else None
        self.pick(code if code in {one.code for one in self.picks} else None)
        if code is None:
            self._write(text)

    def action_move(self, step: int) -> None:
        """Move the mark in the list."""
        hits = self.query_one(MarkedList)
        self._by_letters = False
        if not self.is_open:
            self._stood = (self.value, self.typed)
            self._open(self._offered(self.picks))
        elif step > 0:
            hits.action_cursor_down()
        else:
            hits.action_cursor_up()

    def settle(self) -> None:
        """Take what alone answers to what is typed; a line that is only marked is left to whoever looks at it."""
        if self.is_open and not self.undecided:
            self.close()
        elif not self.is_open and self.typed != self._words():
            self._take_typed(self.typed if self._answers_alone(self.typed) else "")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value == self._words():
            return
        if not self.is_open:
            self._stood = (self.value, self._text)
        self._text, self._by_letters = event.value, True
        if event.input.has_focus:
            self._take_typed(event.value)
            self._open(self._answering(event.value))
        else:
            self._take_typed(event.value if self._answers_alone(event.value) else "")
            self.close()

    @on(LineChosen)
    def _marked(self, event: LineChosen) -> None:
        event.stop()
        if self.has_class("-open"):
            self._take(event.key)

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Close the list as somebody goes on: a line that is only marked is not taken, and letters stay as typed."""
        if not self.undecided:
            self.close()
        elif self.typed == self._stood[1]:
            self.give_up()
        else:
            self.remove_class("-open")
            self._take(None)

    def _open(self, picks: Sequence[Pick]) -> None:
        self.set_class(bool(picks), "-open")
        self.query_one(MarkedList).fill(
            [Line(key=one.code, words=one_line(one.words)) for one in picks[:MOST_HITS]], keep=self.value
        )

    @property
    def is_open(self) -> bool:
        """True while its list stands open."""
        return self.has_class("-open")

    def close(self) -> None:
        """Close the list; what is picked, or only typed, stays."""
        self.remove_class("-open")
        if self.value is not None:
            self._write(self._words())

    def give_up(self) -> None:
        """Close the list; the field is as it was before the list opened."""
        self.remove_class("-open")
        value, text = self._stood
        self._take(value)
        self._write(text)

    def _write(self, text: str) -> None:
        """Let this stand in the field, with the keys at its end."""
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = self._text = text
        field.cursor_position = len(text)

    def _take(self, code: str | None) -> None:
        if code != self.value:
            self.value = code
            self.post_message(ValueChanged(self.id or ""))

    def _take_typed(self, text: str) -> None:
        found = self._answering(text)
        self._take(found[0].code if found else None)

    def _answers_alone(self, text: str) -> bool:
        found = self._answering(text)
        exact = [_answers(one, _asked(text)) for one in found].count(_EXACTLY)
        return len(found) == 1 or exact == 1

    def _answering(self, text: str) -> tuple[Pick, ...]:
        return self._offered(matching(self.picks, text)) if text.strip() else ()

    def _offered(self, picks: Sequence[Pick]) -> tuple[Pick, ...]:
        return tuple(one for one in picks if one.code != self.named_elsewhere)

    def _words(self) -> str:
        return self._words_of(self.value)

    def _words_of(self, code: str | None) -> str:
        return next((one.words for one in self.picks if one.code == code), "")


def matching(picks: Sequence[Pick], typed: str) -> tuple[Pick, ...]:
    """Return the picks that answer: by their beginning, by a word's, by their other words; else by likeness."""
    asked = _asked(typed)
    places: dict[Pick, float] = {one: place for one in picks if (place := _answers(one, asked)) is not None}
    if not places:
        places = {one: 1 - close for one in picks if (close := _likeness(one, asked)) >= _CLOSE}
    return tuple(sorted(places, key=places.__getitem__)[:MOST_HITS])


def _asked(typed: str) -> str:
    return " ".join(typed.casefold().split())


def _answers(one: Pick, asked: str) -> int | None:
    said, own, words = _said(one)
    parts = asked.split()
    if asked in said[:2]:
        return _EXACTLY
    if any(each.startswith(asked) for each in said[:2]):
        return 0
    if all(any(word.startswith(part) for word in own) for part in parts):
        return 1
    if all(any(word.startswith(part) for word in words) for part in parts) or asked in " ".join(words):
        return 2
    return None


def _likeness(one: Pick, asked: str) -> float:
    """Return the closest likeness of what is said of a pick, from 0 to 1; 0 where none can be close enough."""
    said, _, words = _said(one)
    near = [each for each in (*said, *words) if _may_be_close(len(asked), len(each))]
    return max((difflib.SequenceMatcher(None, asked, each).ratio() for each in near), default=0.0)


def _may_be_close(one: int, other: int) -> bool:
    # Two texts have no more letters in common than the shorter one has: most need no comparing while somebody types.
    return 2 * min(one, other) >= _CLOSE * (one + other)


def _said(one: Pick) -> tuple[list[str], list[str], list[str]]:
    """Return what is said of a pick as it stands, the words of its own, and all of its words."""
    said = [one.words.casefold(), one.code.casefold(), one.also.casefold()]
    return said, " ".join(said[:2]).replace("-", " ").split(), " ".join(said).replace("-", " ").split()
