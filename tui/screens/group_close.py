"""A group ends."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text

from registry.domain.access import Permission
from registry.domain.group import Group
from registry.services.groups import close_group
from tui.screens.saving_form import Act, SavingForm
from tui.seat import Seat
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day
from tui.widgets.form_field import FormField
from tui.widgets.plain import lines, one_line


class GroupCloseScreen(SavingForm):
    """Its last day."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "The group ends, and with it everybody's belonging to it. Nobody's course of treatment is closed by that: each "
        "is closed at its own screen, with what came of it for that person."
    )
    FORM = "group end"
    TITLE = "Close the group"

    def __init__(self, seat: Seat, group: Group) -> None:
        super().__init__(seat)
        self.group = group

    @property
    def about(self) -> dict[str, str]:
        """The group."""
        return {"group": self.group.id}

    @property
    def name_in_lists(self) -> str:
        """Which group."""
        return f"Closing {self.group.name}"

    @property
    def heading(self) -> Text:
        """Which group."""
        said = one_line(f"Close {self.group.name}", "bold")
        return lines(said, one_line(f"It runs from {self.group.started.words}."))

    def fields(self) -> Iterator[FormField]:
        """Yield the last day."""
        yield day("on", "Last day", f"Its last day: {EXAMPLES}.", what="The group's end")

    def act(self) -> Act:
        """Close it."""
        return partial(close_group, asked=self.group.id, on=self.day())

    def saved(self, made: Group) -> str:
        """What goes on."""
        return f"Saved: {made.name} is closed. Everybody's own course goes on until it is closed itself."
