"""Add to a participant's voice without opening their record: what a contributor may do."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual import on
from textual.widgets import Input

from registry.domain.matching import IdentifierKind
from registry.domain.voice import VoiceEntry
from registry.services.day import Day
from registry.services.unsaved import Unsaved
from tui.screens.day_lines import day_lines
from tui.screens.reentry import NONE_OF_THEM, echo, recognised
from tui.screens.voice import VoiceForm
from tui.widgets.form_field import FormField
from tui.widgets.form_values import NEEDED, form_field
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import plain

CONTRIBUTE = (
    "Add to a participant's voice\n\n"
    "Enter opens the form. You need the participant's number, and their date of birth or surname: ask a clinician for "
    "them. Your roles add to the voice and open nothing else; a clinician reads what you add, and who else does the "
    "participant chooses."
)


class ContributionScreen(VoiceForm):
    """By two identifiers of the participant, one of them a number; nothing of the record is shown."""

    HELP = (
        "For whoever adds to the voice of participants and opens nothing else: a peer worker, an advocate, a carer "
        "lead. Type the participant's number, as a clinician said it to you, and their date of birth or surname, then "
        "what they say, character for character. They choose who may read it. Ctrl+S saves from anywhere."
    )
    FORM = "contribution"

    def fields(self) -> Iterator[FormField]:
        """Yield whose words, then the fields of the voice."""
        yield form_field(
            "whose",
            "Whose words",
            Input(id="whose", compact=True),
            "The participant's NHS number, prison number or the unit's own number. Ask a clinician for it: nobody is "
            "looked up here.",
            echoes=True,
            needed="Type the participant's number. A clinician has it.",
        )
        yield form_field(
            "also",
            "And their",
            Input(id="also", compact=True, placeholder=f"{NEEDED} · born or surname"),
            "Their date of birth (1/3/84) or their surname: both must be the same person's, so that nobody's words are "
            "kept as another's.",
            echoes=True,
            needed="Type their date of birth or their surname as well.",
        )
        yield from super().fields()

    @property
    def asked(self) -> str:
        """The number that is typed."""
        return self.words("whose")

    def restored(self) -> None:
        """Say what both identifiers are taken for."""
        super().restored()
        for name in ("whose", "also"):
            echo(self.field_of(name), self.text_of(name), self.seat.sitting.today)

    @on(Input.Changed, "#whose,#also")
    def _identifier_changed(self) -> None:
        self.restored()

    def wrong(self) -> dict[str, str]:
        """A name alone says nobody: the first is a number, the other is none."""
        wrong = {name: NONE_OF_THEM for name in ("whose", "also") if self.said(name) and not self._recognised(name)}
        if (number := self._recognised("whose")) and not number[0].is_number:
            wrong["whose"] = "Type the participant's number, not a name or a date. A clinician has it."
        if (other := self._recognised("also")) and other[0].is_number:
            wrong["also"] = "Type their date of birth or their surname here; the number stands above."
        return wrong

    @property
    def confirmed(self) -> dict[IdentifierKind, str]:
        """Both identifiers: it is kept only for whom both name."""
        return dict(filter(None, (self._recognised("whose"), self._recognised("also"))))

    def saved(self, made: VoiceEntry) -> str:
        """For whom it was kept, as it was typed, and who may read it."""
        return f"Saved for {self.asked}. May read it: {self.readers_and_words(made)}"

    def _recognised(self, name: str) -> tuple[IdentifierKind, str] | None:
        return recognised(self.words(name), self.seat.sitting.today)


def lines_of_a_contributor(unsaved: Sequence[Unsaved], today: date, width: int) -> list[Line]:
    """Return the lines of a contributor's home: what they had begun, and the one thing that they do."""
    return [*day_lines(Day(), unsaved, today, width), Line(key="voice -", words=plain(CONTRIBUTE))]
