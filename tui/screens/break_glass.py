"""Open the record of another establishment's participant, for reading, when it cannot wait."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual import on
from textual.widgets import Input

from registry.domain.access import Permission
from registry.domain.break_glass import BreakGlass
from registry.domain.history import History
from registry.services.breaking_glass import break_glass
from registry.services.participants import show_participant
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.reentry import FIELDS, echo, read_both, reentry_fields
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.fields import box, line
from tui.widgets.form_field import FormField


class BreakGlassScreen(SavingForm):
    """Whose record, why it cannot wait, and two identifiers of the person who is in front of you."""

    NEEDS = Permission.BREAK_GLASS
    HELP = (
        "Only where somebody's care cannot wait: it opens the record of a participant of another establishment for "
        "sixty minutes, for reading. Nothing is changed, signed or printed under it. Every page opened is written "
        "down, every supervisor and auditor is told, and another person reviews it."
    )
    KEYS = (("Ctrl+S", "Break the glass"), ("Tab", "Next field"), *ALWAYS)
    FORM = "break-glass"
    TITLE = "Break-glass: open another establishment's record for one hour"
    KEEPS = False

    def fields(self) -> Iterator[FormField]:
        """Yield who, why, and the identifiers."""
        yield line("who", "Whose", "Their NHS number, prison number, or their name.", needed="Say whose record.")
        yield box(
            "reason",
            "Reason",
            "Why it cannot wait. Supervisors and auditors read it.",
            needed="Say why it cannot wait.",
        )
        yield from reentry_fields()

    def wrong(self) -> dict[str, str]:
        """Two identifiers, each of another kind."""
        problems: dict[str, str] = {}
        read_both((self.text_of("one"), self.text_of("other")), self.seat.sitting.today, problems)
        return problems

    def act(self) -> Act:
        """Break the glass, and read the record that is open then."""
        entered = read_both((self.text_of("one"), self.text_of("other")), self.seat.sitting.today, {})
        return partial(_opened, asked=self.words("who"), reason=self.words("reason"), confirmations=entered)

    def saved(self, made: History) -> History:
        """The record that is open now."""
        return made

    @on(Input.Changed)
    def _identifier_changed(self, event: Input.Changed) -> None:
        if event.input.id in FIELDS:
            echo(self.field_of(event.input.id), event.value, self.seat.sitting.today)


def _opened(sitting: Sitting, **how: Any) -> History:
    use: BreakGlass = break_glass(sitting, **how)
    return show_participant(sitting, use.participant_id)
