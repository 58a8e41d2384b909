"""Put people into a group: found as one types, one after the other, all or none."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.access import Permission
from registry.domain.group import Group
from registry.services.group_joining import join_group
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import Act, SavingForm
from tui.screens.seeking_form import SeekingForm
from tui.seat import Seat
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.people_picker import PeoplePicker
from tui.widgets.plain import one_line


class JoinScreen(SeekingForm, SavingForm):
    """Whoever has no running work on the group's edition begins it on that day; a repeat stops everybody."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "Put people into the group from a day on. Type the beginning of a name or a number and press Enter on the "
        "right person; F8 gives the last one back. Whoever has no running work on the group's programme is referred "
        "and it begins on that day. What would be done again, or is not wanted now, stops everybody and says whom."
    )
    KEYS = (("Ctrl+S", "Save"), ("Enter", "Take"), ("F8", "Give back"), *ALWAYS)
    FORM = "joining"
    BEGINS_AT = "people"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "give_back", "Give the last person back")]

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
        return f"Joining {self.group.name}"

    @property
    def heading(self) -> RenderableType:
        """Which group."""
        return one_line(f"Add people to {self.group.name}", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the day, then the people."""
        yield day("on", "First day", f"Their first day in the group: {EXAMPLES}.", what="Joining the group")
        yield form_field(
            "people",
            "People",
            PeoplePicker(id="people"),
            "Who joins, one after the other, or several.",
            if_empty="It cannot be left empty.",
        )

    @property
    def picker(self) -> PeoplePicker:
        """The people."""
        return self.query_one(PeoplePicker)

    def action_give_back(self) -> None:
        """Let go of whoever was taken last."""
        self.picker.give_back()

    def wrong(self) -> dict[str, str]:
        """Who is only typed is not chosen."""
        if self.picker.typed.strip():
            return {"people": "Press Enter on the person who is meant, or empty the field."}
        if not self.picker.people:
            return {"people": "Nobody is chosen yet: type the beginning of a name, then Enter."}
        return {}

    def act(self) -> Act:
        """Put them in, all or none."""
        return partial(
            join_group, asked=self.group.id, people=[one.code for one in self.picker.people], start=self.day()
        )

    def saved(self, made: object) -> str:
        """How many joined."""
        del made
        many = len(self.picker.people)
        return f"Saved: {'1 person' if many == 1 else f'{many} people'} joined {self.group.name}."
