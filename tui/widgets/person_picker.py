"""One person of the record, found as one types; nobody is taken unseen."""

import json
from collections.abc import Sequence

from textual import on
from textual.events import DescendantBlur
from textual.message import Message
from textual.widgets import Input

from tui.messages import LineChosen, ValueChanged
from tui.widgets.picker import Pick, Picker


class Sought(Message):
    """Somebody is looked for; whoever hears it offers who answers."""

    def __init__(self, picker: "PersonPicker", text: str) -> None:
        super().__init__()
        self.picker = picker
        self.text = text


class PersonPicker(Picker):
    """Enter, or leaving the field where only one answers, takes the marked person; else what is typed stays typed."""

    def __init__(self, *, empty: str = "a name or a number", id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__([], None, empty=empty, id=id)
        self._marked_one: str | None = None
        self._is_wanted = False

    @property
    def puzzling(self) -> bool:
        """Never: who is only typed is looked for by what the form asks."""
        return False

    def offer(self, text: str, picks: Sequence[Pick]) -> None:
        """Offer who answers to what is still typed; the only one is taken where Enter was pressed already."""
        if text != self.typed or self.value is not None:
            return
        self.picks = tuple(picks)
        self._marked_one = self.picks[0].code if self.picks else None
        if self._is_wanted and len(self.picks) == 1:
            self.take_marked()
        elif self.query_one(Input).has_focus:
            self._open(self.picks)
        self._is_wanted = False

    def take_marked(self) -> bool:
        """Take the marked person. Returns False where nobody is marked: the only one who answers is taken later."""
        marked = next((one for one in self.picks if one.code == self._marked_one), None)
        if marked is None:
            self._is_wanted = bool(self.typed.strip())
            return False
        self.take(marked)
        return True

    def take(self, one: Pick) -> None:
        """Take this person, whose words then stand in the field."""
        self.remove_class("-open")
        self.pick(one.code)
        self.post_message(ValueChanged(self.id or ""))

    def give_up(self) -> None:
        """Close the list: nobody was taken, and what is typed stays typed."""
        self.close()

    def settle(self) -> None:
        """Take the only one who answers."""
        if self.value is None and len(self.picks) == 1 and self.typed.strip():
            self.take(self.picks[0])

    @property
    def standing(self) -> str:
        """Who was taken and what is typed, as one text for `stand`."""
        taken = [[one.code, one.words] for one in self.picks if one.code == self.value]
        return json.dumps({"taken": taken, "typed": self.typed})

    def stand(self, text: str) -> None:
        """Stand as `standing` said."""
        said = json.loads(text or "{}")
        self.picks = tuple(Pick(code=code, words=words) for code, words in said.get("taken", []))
        self.pick(self.picks[0].code if self.picks else None)
        with self.prevent(Input.Changed):
            self.query_one(Input).value = said.get("typed", "")

    @on(Input.Changed)
    def _sought(self, event: Input.Changed) -> None:
        if event.value != self._words():
            self.post_message(Sought(self, event.value))

    @on(LineChosen)
    def _marked(self, event: LineChosen) -> None:
        event.stop()
        event.prevent_default()
        if self.has_class("-open"):
            self._marked_one = event.key

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Take the only one who answers; of several nobody was chosen. The picker itself closes its list."""
        self.settle()

    def _take_typed(self, text: str) -> None:
        del text
        self.picks, self._marked_one = (), None
        self._take(None)
