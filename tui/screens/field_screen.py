"""A screen with fields, and how what stands in them is read."""

from textual.widgets import Input, TextArea

from tui.screens.framed import Framed
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import value_of
from tui.widgets.picker import Picker


class FieldScreen(Framed):
    """Its fields are found by the names of their controls. No reading shuts it: what is typed stays in sight."""

    SHUT_BY = ()

    def values(self) -> dict[str, str]:
        """Return every field's text as it stands, by the field's name."""
        return {field.control.id or "": value_of(field.control) for field in self.query(FormField)}

    def field_of(self, name: str) -> FormField:
        """Return the field around a control."""
        return self.query_one(f"#{name}-field", FormField)

    def text_of(self, name: str) -> str:
        """Return what is typed in a line."""
        return value_of(self.query_one(f"#{name}", Input))

    def chosen_of(self, name: str) -> str:
        """Return what is chosen in a row."""
        return self.query_one(f"#{name}", ChoiceRow).value

    def picked_of(self, name: str) -> str | None:
        """Return what is picked."""
        return self.query_one(f"#{name}", Picker).value

    def words_of(self, name: str) -> str:
        """Return a text of several lines."""
        return value_of(self.query_one(f"#{name}", TextArea))
