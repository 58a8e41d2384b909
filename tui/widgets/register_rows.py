"""The people of a register, one row each, and one key for how each of them attended."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.message import Message

from registry.domain.reasons import AbsenceReason
from registry.domain.register import Mark
from registry.domain.session import Attended
from registry.services.register_sheets import SheetLine
from tui.widgets.columned import columned, fitted
from tui.widgets.list_and_detail import AROUND_A_LINE, Line, MarkedList
from tui.widgets.work_words import ATTENDED

NAME_WIDTH = 32
MARK_WIDTH = 36


class MarkMeant(Message):
    """A mark that needs one more word: the minutes received, or why somebody was away."""

    def __init__(self, attended: Attended) -> None:
        super().__init__()
        self.attended = attended


class MarkMade(Message):
    """Somebody is marked, or the cursor stands on somebody else."""


class RegisterRows(MarkedList):
    """Everybody stands as attended in full until a letter says otherwise."""

    help_text: ClassVar[str] = (
        "Everybody who is due, marked as attended in full. On each person one key: f attended in full, p in part (then "
        "the minutes), x or n away (then why: type a few letters), u not recorded by the service, which is our own "
        "gap and never counted as their absence. The arrows go up and down; Ctrl+S saves for everybody."
    )
    BINDINGS: ClassVar = [
        ("f,a", "mark('full')", "Attended in full"),
        ("p", "mark('part')", "Attended in part: then the minutes"),
        ("x,n", "mark('no')", "Away: then why"),
        ("u", "mark('not-recorded-by-the-service')", "Not recorded by the service"),
    ]

    def __init__(self, people: Sequence[SheetLine], *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.people = tuple(people)
        self.marks: dict[str, Mark] = {one.mark.intervention_id: one.mark for one in people}
        self._widths: tuple[int, ...] = (NAME_WIDTH,)
        self._room = NAME_WIDTH + MARK_WIDTH

    def on_mount(self) -> None:
        """Show everybody. The columns are as wide whatever is marked: no key moves them."""
        names = [(one.name, "·" * MARK_WIDTH) for one in self.people]
        self._room = self.app.size.width - AROUND_A_LINE
        self._widths = fitted(names, (NAME_WIDTH,), self._room)
        self.show()

    @property
    def here(self) -> Mark:
        """The mark of the person under the cursor."""
        return self.marks[self.chosen or self.people[0].mark.intervention_id]

    @property
    def name_here(self) -> str:
        """The name of the person under the cursor."""
        return next(one.name for one in self.people if one.mark.intervention_id == self.here.intervention_id)

    def show(self) -> None:
        """Draw every row as it stands."""
        self.fill([Line(key=one.mark.intervention_id, words=self._row(one)) for one in self.people], keep=self.chosen)

    def put(self, mark: Mark) -> None:
        """Mark somebody."""
        self.marks[mark.intervention_id] = mark
        self.show()
        self.post_message(MarkMade())

    def put_all(self, marks: Mapping[str, Mark]) -> None:
        """Take marks that were made before, for those who are still due."""
        self.marks |= {one: mark for one, mark in marks.items() if one in self.marks}
        self.show()

    def follow(self, people: Sequence[SheetLine]) -> None:
        """Show who is due on another day; whoever was marked stays as they were marked."""
        marked, self.people = dict(self.marks), tuple(people)
        self.marks = {one.mark.intervention_id: one.mark for one in people}
        self.put_all(marked)

    def action_mark(self, how: str) -> None:
        """Mark the person under the cursor and go on; where one more word is needed, ask for it."""
        attended = Attended(how)
        if attended in (Attended.FULL, Attended.UNMARKED):
            self.put(Mark(intervention_id=self.here.intervention_id, attended=attended))
            self.action_cursor_down_or_stay()
            return
        if self.here.attended is not attended:
            self.put(Mark(intervention_id=self.here.intervention_id, attended=attended))
        self.post_message(MarkMeant(attended))

    def action_cursor_down_or_stay(self) -> None:
        """Go to the next person; the last one stays."""
        if self.highlighted is not None and self.highlighted + 1 < self.option_count:
            self.action_cursor_down()

    def say_minutes(self, minutes: int | None) -> None:
        """Note the minutes that the person under the cursor received."""
        self.put(replace(self.here, minutes=minutes))

    def say_absence(self, absence: AbsenceReason | None) -> None:
        """Note why the person under the cursor was away."""
        self.put(replace(self.here, absence=absence))

    def _row(self, one: SheetLine) -> Text:
        mark = self.marks[one.mark.intervention_id]
        strong = "" if mark.attended is Attended.FULL else "bold"
        return columned((one.name, mark_words(mark)), self._widths, self._room, styles=("", strong))


def mark_words(mark: Mark) -> str:
    """Return how somebody attended, in words; a reason with whose doing it was."""
    why = f": {mark.absence.words} ({mark.absence.cause.words})" if mark.absence else ""
    match mark.attended:
        case Attended.NO:
            return f"away{why or ': say why'}"
        case Attended.PART:
            return f"in part{f', {mark.minutes} minutes' if mark.minutes is not None else ''}{why}"
        case Attended.UNMARKED:
            return "not recorded by the service"
        case _:
            return ATTENDED[Attended.FULL]
