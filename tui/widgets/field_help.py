"""What F1 says of any field of a form beside what it is for: what the keys do in it, and what an empty one means."""

from textual.widget import Widget

from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import DayInput
from tui.widgets.establishment_picker import EstablishmentPicker
from tui.widgets.form_field import FormField
from tui.widgets.people_picker import PeoplePicker
from tui.widgets.person_picker import PersonPicker
from tui.widgets.picker import Picker
from tui.widgets.tick_row import TickRow
from tui.widgets.words_box import WordsBox


def help_of(field: FormField, enter: str) -> str:
    """Return one to four short lines; `enter` is what Enter does once the field has taken what is typed."""
    said = (field.help_text, _keys(field.control, enter), _left_empty(field))
    return "\n".join(each for each in said if each)


def _keys(control: Widget, enter: str) -> str:
    match control:
        case WordsBox():
            return "Enter begins a new line; Tab goes to the next field."
        case PeoplePicker():
            return "Type a name or a number: Enter takes the marked person, F8 gives the last back."
        case PersonPicker():
            return "Type a name or a number: Enter takes the marked person."
        case EstablishmentPicker():
            return "Type a few letters, or ↓: Enter takes the marked line. Another name stays."
        case Picker():
            return f"Type a few letters, or ↓: Enter takes the marked line and {enter}."
        case TickRow():
            return f"← → move, Space or a first letter ticks; Enter {enter}."
        case ChoiceRow():
            return f"← → or a first letter choose; Enter {enter}."
        case _:
            return f"Enter {enter}."


def _left_empty(field: FormField) -> str:
    control = field.control
    if field.if_empty or isinstance(control, ChoiceRow):
        return field.if_empty
    is_needed = field.asks or (control.needed if isinstance(control, DayInput) else bool(field.needed))
    return "It cannot be left empty." if is_needed else "It may be left empty."
