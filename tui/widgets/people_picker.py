"""Several people of the record, found as one types: Enter takes the marked one, F8 gives the last one back."""

import json
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from tui.messages import ValueChanged
from tui.widgets.person_picker import PersonPicker
from tui.widgets.picker import Pick
from tui.widgets.plain import Words, lines, one_line

NOBODY = "nobody yet"


class PeoplePicker(PersonPicker):
    """A field to look for one person after the other, and below it those who were taken."""

    DEFAULT_CSS = """
    PeoplePicker .taken { padding: 1 0 0 0; height: auto; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(empty="a name or a number, then Enter", id=id)
        self.people: tuple[Pick, ...] = ()

    def compose(self) -> ComposeResult:
        """The field, the list, those who were taken."""
        yield from super().compose()
        yield Words(NOBODY, classes="taken")

    def offer(self, text: str, picks: Sequence[Pick]) -> None:
        """Offer who answers and was not taken yet."""
        taken = {one.code for one in self.people}
        super().offer(text, [one for one in picks if one.code not in taken])

    def take(self, one: Pick) -> None:
        """Take this person among the others and empty the field."""
        self._show((*self.people, one))
        self.picks = ()
        self.pick(None)
        self.remove_class("-open")
        self.post_message(ValueChanged(self.id or ""))

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

    def _show(self, people: tuple[Pick, ...]) -> None:
        self.people = people
        rows = [one_line(f"{number}. {one.words}") for number, one in enumerate(people, 1)]
        self.query_one(".taken", Words).show(lines(*rows) if rows else NOBODY)
