"""Write down that a participant asks for a refresher."""

from collections.abc import Iterator
from functools import partial

from registry.domain.local_ids import code_of
from registry.domain.refresher import Refresher
from registry.services.repeats import ask_refresher
from tui.screens.programme_picks import programmes_for_new_work
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, pick
from tui.widgets.form_field import FormField


class RefresherScreen(ParticipantForm):
    """Of which programme, in their words, when."""

    HELP = (
        "The participant asks to go over something again. It is kept with their words and the day, and counted beside "
        "the repeats that were avoided. Giving it is a new course with the reason refresher; what comes of it is "
        "answered with its own form."
    )
    FORM = "refresher"
    TITLE = "They ask for a refresher"
    LISTED = "Refresher"

    def fields(self) -> Iterator[FormField]:
        """Yield the programme, their words, the day."""
        yield pick(
            "programme",
            "Programme",
            "Which programme, by code, name, older name or a near miss.",
            programmes_for_new_work(self.seat.sitting),
            needed="Say which programme: type a few letters.",
        )
        yield box("words", "Their words", "What they said, in their words.")
        yield day("on", "Asked on", f"When they asked: {EXAMPLES}.", what="The wish")

    def act(self) -> Act:
        """Keep it."""
        return partial(
            ask_refresher,
            asked=self.participant.id,
            programme=self.picked("programme") or "",
            on=self.day(),
            words=self.said("words"),
        )

    def saved(self, made: Refresher) -> str:
        """What was asked for."""
        return f"Kept: they asked for a refresher of {code_of(made.programme_id)} on {made.asked_on.words}."
