"""What is answered at the prompts, kept as it is given: a line, a number, each line of a text, once it is entered.

It is the same sealed draft that the screens keep of a form (`registry.services.unsaved`), and what a command is asked
for has the same names in both: begun at one door, it goes on at the other. What only the prompts ask goes on there.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from registry.services.sitting import Sitting
from registry.services.unsaved import (
    Unsaved,
    drop_unsaved,
    is_open_elsewhere,
    keep_unsaved,
    key_of,
    take_unsaved,
)

PROMPTS: Final = "prompts"
"""The form of what only the prompts ask."""


class Kept:
    """The answers of one task: what the last time was answered, and what is answered now."""

    def __init__(self, sitting: Sitting, form: str, about: Mapping[str, str], title: str) -> None:
        self.sitting = sitting
        self.form, self.about, self.title = form, dict(about), title
        self.answers: dict[str, str] = {}
        self._asked: Counter[str] = Counter()

    @property
    def key(self) -> str:
        """Under which it is kept."""
        return key_of(self.form, self.about)

    def take_up(self) -> Unsaved | None:
        """Return what was answered before and not saved, or None; from now on it stands at its questions."""
        found = take_unsaved(self.sitting, self.key)
        self.answers = dict(found.fields) if found else {}
        return found

    @property
    def is_elsewhere(self) -> bool:
        """True where the same is being typed at another terminal."""
        return is_open_elsewhere(self.sitting, self.key)

    def place(self, question: str) -> str:
        """Return the name of the next answer to this question: one may be asked several times."""
        self._asked[question] += 1
        number = self._asked[question]
        return question if number == 1 else f"{question} ({number})"

    def answer(self, place: str, text: str) -> None:
        """Keep an answer; durable when this returns. Raises StorageFailed."""
        if self.answers.get(place, "") == text:
            return
        self.answers[place] = text
        self._keep()

    def forget(self) -> None:
        """It is saved, or begun afresh: nothing of it is kept. Raises StorageFailed."""
        self.answers, self._asked = {}, Counter()
        drop_unsaved(self.sitting, self.key)

    def _keep(self) -> None:
        said = {place: text for place, text in self.answers.items() if text}
        keep_unsaved(
            self.sitting,
            Unsaved(form=self.form, about=self.about, title=self.title, fields=said, at=self.sitting.now),
        )
