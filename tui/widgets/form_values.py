"""What stands in a control of a form as one text, and putting such a text back; a control of any kind is a field."""

from textual.widget import Widget
from textual.widgets import Input, TextArea

from registry.domain.text import composed
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import DayInput
from tui.widgets.establishment_picker import EstablishmentPicker
from tui.widgets.form_field import FormField
from tui.widgets.person_picker import PersonPicker
from tui.widgets.picker import Picker
from tui.widgets.tick_row import TickRow

NEEDED = "needed"
"""What stands in an empty field that may not stay so, until something is typed."""


def form_field(
    name: str,
    label: str,
    control: Widget,
    help_text: str,
    *,
    echoes: bool = False,
    needed: str = "",
    if_empty: str = "",
) -> FormField:
    """Return a field whose name follows its control's; an empty one that may not stay so says that it is needed."""
    say_needed(control, bool(needed) or (isinstance(control, DayInput) and control.needed))
    return FormField(
        label, control, help_text=help_text, id=f"{name}-field", echoes=echoes, needed=needed, if_empty=if_empty
    )


def say_needed(control: Widget, is_needed: bool) -> None:
    """Let a control say while it is empty that it is needed, or no longer."""
    if isinstance(control, Picker | ChoiceRow | TickRow):
        control.ask(NEEDED if is_needed else "")
    elif isinstance(control, Input | TextArea) and control.placeholder in ("", NEEDED):
        control.placeholder = NEEDED if is_needed else ""


def focusable(control: Widget) -> Widget:
    """Return what takes the keys of a control."""
    return control if control.can_focus else control.query_one(Input)


def value_of(control: Widget) -> str:
    """Return what stands in a control, picked or only typed."""
    match control:
        case ChoiceRow() | TickRow():
            return control.value
        case Input():
            return composed(control.value)
        case TextArea():
            return composed(control.text)
        case Picker():
            return control.standing
        case _:
            return ""


def typed_in(control: Widget) -> str:
    """Return the text that is typed in a control, whatever was picked with it."""
    return control.typed if isinstance(control, Picker) else value_of(control)


def holds(control: Widget) -> bool:
    """Return whether something stands in a control that is an answer; of a list, only what was picked or named."""
    match control:
        case EstablishmentPicker() if control.is_named:
            return True
        case PersonPicker():
            return bool(control.value or control.typed.strip())
        case Picker():
            return control.value is not None
        case _:
            return bool(value_of(control).strip())


def put(control: Widget, text: str) -> None:
    """Let a control stand as `value_of` said; a choice that is offered no more stays as it is."""
    match control:
        case Input() | TickRow():
            control.value = text
        case ChoiceRow():
            if text in {key for key, _ in control.options} or text == control.begins:
                control.value = text
        case TextArea():
            control.text = text
            # Whoever comes back to a sentence goes on at its end.
            control.move_cursor(control.document.end)
        case Picker():
            control.stand(text)
