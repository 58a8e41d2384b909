"""The fields a form is declared with, one line each: a name, a label, what F1 says, and what is asked for it.

`needed` is what is said at a field that may not be empty and is; `if_empty` is what an empty one means, where that is
more than that it may be so or may not.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from textual.widgets import Input

from registry.domain.needs import TargetNeed
from registry.domain.people import Tier
from registry.services.sitting import Sitting
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import DayInput
from tui.widgets.establishment_picker import EstablishmentPicker
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.words_box import WordsBox

E = TypeVar("E", bound=StrEnum)


def line(name: str, label: str, help_text: str, text: str = "", *, needed: str = "", if_empty: str = "") -> FormField:
    """Return a field of one line."""
    return form_field(name, label, Input(text, id=name, compact=True), help_text, needed=needed, if_empty=if_empty)


def box(name: str, label: str, help_text: str, text: str = "", *, needed: str = "", if_empty: str = "") -> FormField:
    """Return a field of several lines."""
    return form_field(name, label, WordsBox(text, id=name), help_text, needed=needed, if_empty=if_empty)


def day(
    name: str,
    label: str,
    help_text: str,
    text: str = "t",
    *,
    what: str,
    needed: bool = True,
    ahead: bool = False,
    if_empty: str = "",
) -> FormField:
    """Return the field of a day; `what` is dated by it."""
    control = DayInput(text, what=what, id=name, needed=needed, ahead=ahead)
    return form_field(name, label, control, help_text, echoes=True, if_empty=if_empty)


def choose(
    name: str, label: str, help_text: str, options: Sequence[tuple[str, str]], value: str = "", *, needed: str = ""
) -> FormField:
    """Return a choice among a few; the first is chosen unless `value` says another.

    Of what is a judgement or a fact that nobody else can know, none is chosen until somebody does: it is `needed`.
    """
    begins = value or ("" if needed else options[0][0])
    return form_field(name, label, ChoiceRow(options, begins, id=name), help_text, needed=needed)


def pick(
    name: str,
    label: str,
    help_text: str,
    picks: Iterable[Pick],
    value: str | None = None,
    *,
    empty: str = "type a few letters, or ↓",
    needed: str = "",
    if_empty: str = "",
) -> FormField:
    """Return a type-ahead field."""
    return form_field(
        name, label, Picker([*picks], value, empty=empty, id=name), help_text, needed=needed, if_empty=if_empty
    )


def where(
    name: str, label: str, help_text: str, *, empty: str, needed: str = "", if_empty: str = ""
) -> Iterator[FormField]:
    """Yield the fields of an establishment: its name, and its tier where no directory knows it."""
    yield form_field(
        name, label, EstablishmentPicker([], None, empty=empty, id=name), help_text, needed=needed, if_empty=if_empty
    )
    yield pick(
        f"{name}-tier",
        "Its tier",
        "What kind of place it is: no directory here knows it.",
        picks_of(Tier),
        empty="high secure, prison …: ↓",
        needed="Say what kind of place it is.",
    )


def words_of(kind: type[E]) -> list[tuple[str, str]]:
    """Return every member of a kind with its words, for a choice."""
    return [(one.value, getattr(one, "words", one.value.replace("-", " "))) for one in kind]


def picks_of(kind: type[E]) -> list[Pick]:
    """Return every member of a kind with its words, to be picked."""
    return [Pick(code=code, words=words) for code, words in words_of(kind)]


def need_picks(sitting: Sitting) -> list[Pick]:
    """Return every target need by our label, answering to the hospital's and the prison's words too."""
    return [_need(one) for one in sitting.needs.values()]


def _need(one: TargetNeed) -> Pick:
    return Pick(code=one.id, words=one.label, also=f"{one.hospital} {one.prison}")
