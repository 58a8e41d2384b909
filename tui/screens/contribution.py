"""Add to a participant's voice without opening their record: what a contributor may do."""

from collections.abc import Iterator, Sequence
from datetime import date

from registry.services.day import Day
from registry.services.unsaved import Unsaved
from tui.screens.day_lines import day_lines
from tui.screens.voice import VoiceForm
from tui.widgets.fields import line
from tui.widgets.form_field import FormField
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import plain

CONTRIBUTE = (
    "Add to a participant's voice\n\n"
    "Enter opens the form. You need the participant's number: ask a clinician for it. Your roles add to the voice and "
    "open nothing else; a clinician reads what you add, and who else does the participant chooses."
)


class ContributionScreen(VoiceForm):
    """By the participant's number, which a clinician says; nothing of the record is shown."""

    HELP = (
        "For whoever adds to the voice of participants and opens nothing else: a peer worker, an advocate, a carer "
        "lead. Type the participant's number, as a clinician said it to you, then what they say, character for "
        "character. They choose who may read it. Ctrl+S saves from anywhere."
    )
    FORM = "contribution"

    def fields(self) -> Iterator[FormField]:
        """Yield whose words, then the fields of the voice."""
        yield line(
            "whose",
            "Whose words",
            "The participant's NHS number, prison number or the unit's own number. Ask a clinician for it: nobody is "
            "looked up here.",
            needed="Type the participant's number. A clinician has it.",
        )
        yield from super().fields()

    @property
    def asked(self) -> str:
        """The number that is typed."""
        return self.words("whose")


def lines_of_a_contributor(unsaved: Sequence[Unsaved], today: date, width: int) -> list[Line]:
    """Return the lines of a contributor's home: what they had begun, and the one thing that they do."""
    return [*day_lines(Day(), unsaved, today, width), Line(key="voice -", words=plain(CONTRIBUTE))]
