"""Two editions side by side, fact by fact. What is alike by name is no judgement that one covers the other."""

import re
from typing import ClassVar

from rich.console import RenderableType
from rich.table import Table
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from registry.cli.programme_screen import NOT_KNOWN, edition_facts
from registry.domain.catalogue_in_use import Catalogue
from tui.messages import ValueChanged
from tui.screens.framed import ALWAYS, Framed
from tui.screens.programme_picks import edition_picks
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Picker
from tui.widgets.plain import one_line, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine

LABELS, LABELS_WHOLE, WIDE = 14, 21, 110
SAME, DIFFERS = "same", "differs"
BOTH = (("one", "other"), ("other", "one"))
NEEDS_TWO = "Name the edition: type a few letters of its code or name, or press the down arrow."
_PART = re.compile("[;\n]")
NO_JUDGEMENT = "Alike by name is no judgement that one covers the other: that is a clinician's, under F2 o."


class CompareScreen(Framed):
    """Pick two; the facts stand in rows, and each row says whether they are the same, as far as that is known."""

    HELP = (
        "Two editions of the catalogue, fact by fact, in the words of the catalogue. Pick each by a few letters; "
        "Enter takes the marked one. Tab goes to the comparison, and the arrows scroll it. " + NO_JUDGEMENT
    )
    KEYS = (("Tab", "Next field"), ("↑ ↓", "Choose"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take the marked line", priority=True),
        Binding("ctrl+s", "take", "Compare", show=False, priority=True),
        Binding("escape", "back", "Back"),
    ]
    DEFAULT_CSS = """
    CompareScreen #one-field { margin: 1 0 0 0; }
    CompareScreen #other-field { margin: 0 0 1 0; }
    CompareScreen ReadingPane > Words { max-width: 180; }
    """

    def __init__(self, seat: Seat, catalogue: Catalogue, edition_id: str) -> None:
        super().__init__(seat)
        self.catalogue = catalogue
        self.edition_id = edition_id

    def compose(self) -> ComposeResult:
        """The two, the facts."""
        picks = edition_picks(self.catalogue)
        yield TopLine(self.seat)
        yield form_field(
            "one",
            "This",
            Picker(picks, self.edition_id, empty="an edition", id="one"),
            "One of the two editions. Enter takes the marked line; both are shown as soon as both are named.",
            needed=NEEDS_TWO,
        )
        yield form_field(
            "other",
            "Beside",
            Picker(picks, None, empty="another edition: type a few letters", id="other"),
            "The other edition: type a few letters of its code or name. Enter takes the marked line. "
            "An edition is not compared with itself.",
            needed=NEEDS_TWO,
        )
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin at the other one."""
        self.query_one("#other Input", Input).focus()
        self._show()

    @on(ValueChanged)
    def _picked(self, event: ValueChanged) -> None:
        event.stop()
        for each in self.query(FormField):
            each.complain("")
        self._show()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        for each in event.input.ancestors:
            if isinstance(each, FormField):
                each.complain("")

    def on_descendant_blur(self) -> None:
        """Say what is wrong of a field as it is left; one that is empty is asked for by Enter."""
        for name, _ in BOTH:
            if self._picker(name).typed.strip() and not self.query_one(f"#{name}-field", FormField).has_focus_within:
                self._complain_of(name)

    def on_resize(self) -> None:
        """Give the labels the room there is, unless the screens are just being locked."""
        if self.seat.taken:
            self._show()

    def _show(self) -> None:
        chosen = [self._picker(name).value for name, _ in BOTH]
        for name, beside in BOTH:
            self._picker(name).named_elsewhere = self._picker(beside).value
        pane = self.query_one(ReadingPane)
        if chosen[0] is None or chosen[1] is None:
            pane.read(plain(NO_JUDGEMENT))
        else:
            needs = self.seat.sitting.needs
            first, second = (edition_facts(*self.catalogue.edition(one), needs) for one in chosen if one)
            pane.read(_beside(first, second, labels=LABELS if self.size.width < WIDE else LABELS_WHOLE))

    def action_take(self) -> None:
        """Take the marked line of an open list; say at its field what is still to be named."""
        for each in self.query(Picker):
            if each.is_open:
                each.close()
        for name in [name for name, _ in BOTH if self._complain_of(name)][:1]:
            self._picker(name).query_one(Input).focus()

    def _complain_of(self, name: str) -> bool:
        """Say what keeps a field from naming an edition. Returns False where it names one."""
        picker = self._picker(name)
        problem = picker.puzzle or (NEEDS_TWO if picker.value is None else "")
        self.query_one(f"#{name}-field", FormField).complain(problem)
        return bool(problem)

    def _picker(self, name: str) -> Picker:
        return self.query_one(f"#{name}", Picker)

    def action_back(self) -> None:
        """Close an open list, leaving its field as it was; else go back to the programme."""
        if lists := [one for one in self.query(Picker) if one.is_open]:
            for each in lists:
                each.give_up()
        else:
            self.dismiss()


def _beside(first: dict[str, str], second: dict[str, str], *, labels: int) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 1, 0), expand=True)
    grid.add_column(width=labels)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(width=len(NOT_KNOWN))
    for label in dict.fromkeys((*first, *second)):
        one, other = first.get(label, "none"), second.get(label, "none")
        said = beside_each_other(one, other)
        grid.add_row(
            one_line(label, "bold"), plain(one), plain(other), one_line(said, "bold" if said == DIFFERS else "")
        )
    return grid


def beside_each_other(one: str, other: str) -> str:
    """Return whether two facts are the same, part by part. What is not known is neither the same nor another."""
    parts, others = _PART.split(one), _PART.split(other)
    unknown = NOT_KNOWN in f"{one}{other}"
    if len(parts) == len(others):
        pairs = [each for each in zip(parts, others, strict=True) if NOT_KNOWN not in "".join(each)]
        differs = any(first != second for first, second in pairs)
    else:
        differs = not unknown
    return DIFFERS if differs else NOT_KNOWN if unknown else SAME
