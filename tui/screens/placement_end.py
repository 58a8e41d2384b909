"""End a participant's placement at this unit."""

from collections.abc import Iterator
from functools import partial

from registry.domain.placement import Placement
from registry.services.placements import end_placement
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day
from tui.widgets.form_field import FormField


class PlacementEndScreen(ParticipantForm):
    """The last day."""

    HELP = (
        "End the open placement of this participant at this unit. Nothing else ends with it: courses of treatment that "
        "go on are closed by themselves, and a move has its own steps."
    )
    FORM = "placement end"
    TITLE = "The placement here ends"
    LISTED = "End of placement"

    def fields(self) -> Iterator[FormField]:
        """Yield the last day."""
        yield day("on", "Last day", f"The last day here: {EXAMPLES}.", what="The end of the placement")

    def act(self) -> Act:
        """End it."""
        return partial(end_placement, asked=self.participant.id, until=self.day())

    def saved(self, made: Placement) -> str:
        """Until when they stayed."""
        return f"The placement at {made.establishment.name} ended on {made.until.words if made.until else 'no day'}."
