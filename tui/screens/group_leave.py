"""Somebody leaves a group."""

from collections.abc import Iterator
from functools import partial

from registry.domain.access import Permission
from registry.services.groups import GroupView, remove_member
from tui.screens.saving_form import Act, SavingForm
from tui.seat import Seat
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick


class GroupLeaveScreen(SavingForm):
    """Who, and their last day."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "Somebody does not belong to the group any more after a day. Their register stays, and their own course of "
        "treatment goes on: what became of it is said when the course is closed."
    )
    FORM = "leaving"
    TITLE = "Somebody leaves the group"

    def __init__(self, seat: Seat, view: GroupView) -> None:
        super().__init__(seat)
        self.view = view

    @property
    def about(self) -> dict[str, str]:
        """The group."""
        return {"group": self.view.group.id}

    @property
    def name_in_lists(self) -> str:
        """Which group."""
        return f"Leaving {self.view.group.name}"

    def fields(self) -> Iterator[FormField]:
        """Yield who and when."""
        yield pick(
            "person",
            "Who",
            "Who leaves, of those who belong now.",
            [Pick(code=one.participant_id, words=one.name) for one in self.view.members if one.until is None],
            empty="who: ↓",
            needed="Say who leaves.",
        )
        yield day("on", "Last day", f"Their last day in the group: {EXAMPLES}.", what="Leaving the group")

    def act(self) -> Act:
        """End their membership."""
        return partial(remove_member, asked=self.view.group.id, person=self.picked("person") or "", until=self.day())

    def saved(self, made: GroupView) -> str:
        """Who left."""
        names = {one.participant_id: one.name for one in made.members}
        return f"Saved: {names[self.picked('person') or '']} left {made.group.name}."
