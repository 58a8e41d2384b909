"""Open a group on a programme."""

from collections.abc import Iterator
from functools import partial

from registry.domain.access import Permission
from registry.domain.group import Group
from registry.services.groups import open_group
from tui.screens.programme_picks import programmes_for_new_work
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day, line, pick
from tui.widgets.form_field import FormField


class OpenGroupScreen(SavingForm):
    """Its name, its programme, its first day."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "Open a group: what the unit calls it, the programme it runs, and its first day. Two running groups do not "
        "share a name. Then a adds people to it."
    )
    FORM = "group"
    TITLE = "Open a group"
    LISTED = "New group"

    def fields(self) -> Iterator[FormField]:
        """Yield the name, the programme, the day."""
        yield line("name", "Name", "What the unit calls the group.", needed="Say what the group is called.")
        yield pick(
            "programme",
            "Programme",
            "Which programme it runs, by code, name, older name or a near miss.",
            programmes_for_new_work(self.seat.sitting),
            needed="Say which programme: type a few letters.",
        )
        yield day("on", "First day", f"Its first day: {EXAMPLES}.", what="The group's beginning")

    def act(self) -> Act:
        """Open it."""
        return partial(open_group, name=self.words("name"), edition=self.picked("programme") or "", on=self.day())

    def saved(self, made: Group) -> str:
        """How to go on."""
        return f"Saved: {made.name} is open. a adds people to it."
