"""Several people of the record, found as one types: Enter takes the marked one, F8 gives the last one back."""

import json
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from tui.messages import ValueChanged
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import Words, lines, one_line

NOBODY = "nobody yet"


class Sought(Message):
    """Somebody is looked for; whoever hears it offers who answers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PeoplePicker(Picker):
    """A field to look for one person after the other, and below it those who were taken."""

    DEFAULT_CSS = """
    PeoplePicker .taken { padding: 1 0 0 0; height: auto; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__([], None, empty="a name or a number, then Enter", id=id)
        self.people: tuple[Pick, ...] = ()
        self._is_wanted = False

    def compose(self) -> ComposeResult:
        """The field, the list, those who were taken."""
        yield from super().compose()
        yield Words(NOBODY, classes="taken")

    def offer(self, text: str, picks: Sequence[Pick]) -> None:
        """Offer who answers to what is still typed; the only one is taken where Enter was pressed already."""
        if text != self.typed:
            return
        taken = {one.code for one in self.people}
        self.picks = tuple(one for one in picks if one.code not in taken)
        self._take(self.picks[0].code if self.picks else None)
        if self._is_wanted and len(self.picks) == 1:
            self.take_marked()
        elif self.query_one(Input).has_focus:
            self._open(self.picks)
        self._is_wanted = False

    def take_marked(self) -> bool:
        """Take the marked person among the others and empty the field. Returns False where nobody is marked."""
        marked = next((one for one in self.picks if one.code == self.value), None)
        if marked is None:
            self._is_wanted = bool(self.typed.strip())
            return False
        self._show((*self.people, marked))
        self.picks = ()
        self.pick(None)
        self.remove_class("-open")
        self.post_message(ValueChanged(self.id or ""))
        return True

    def give_back(self) -> None:
        """Let go of whoever was taken last."""
        self._show(self.people[:-1])
        self.post_message(ValueChanged(self.id or ""))

    def settle(self) -> None:
        """Nothing is taken unseen: who is only typed is looked for, and chosen by a person."""

    @property
    def standing(self) -> str:
        """Those who were taken and what is typed, as one text for `stand`."""
        return json.dumps({"people": [[one.code, one.words] for one in self.people], "typed": self.typed})

    def stand(self, text: str) -> None:
        """Stand as `standing` said."""
        said = json.loads(text or "{}")
        self._show(tuple(Pick(code=code, words=words) for code, words in said.get("people", [])))
        self.pick(None)
        with self.prevent(Input.Changed):
            self.query_one(Input).value = said.get("typed", "")

    @on(Input.Changed)
    def _sought(self, event: Input.Changed) -> None:
        if event.value != self._words():
            self.post_message(Sought(event.value))

    def _take_typed(self, text: str) -> None:
        del text
        self.picks = ()
        self._take(None)

    def _show(self, people: tuple[Pick, ...]) -> None:
        self.people = people
        rows = [one_line(f"{number}. {one.words}") for number, one in enumerate(people, 1)]
        self.query_one(".taken", Words).show(lines(*rows) if rows else NOBODY)
