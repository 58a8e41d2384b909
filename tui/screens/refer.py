"""Refer a participant to a programme and, where it begins, open the course."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, ThroughcareError
from registry.domain.intervention import Delivery
from registry.domain.participant import Participant
from registry.domain.repeat import RepeatReason
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.sitting import Sitting
from tui.last_act import LastAct
from tui.messages import SessionSaved
from tui.screens.dated_form import DatedForm
from tui.screens.programme_picks import programmes_for_new_work
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import one_line

BEGINS = (("open", "begins that day"), ("wait", "waits to begin"))
DELIVERIES = tuple((one.value, one.value.replace("-", " ")) for one in Delivery)


class ReferScreen(DatedForm):
    """The programme, how it is delivered, the day; work done before stops it until somebody says why again."""

    HELP = (
        "Begin a course of treatment, or refer to it. Retired programmes are not offered. Where the work was done "
        "before, runs elsewhere or is being asked about, it stops here and says so, with dates and place; going on "
        "needs a reason, which stays with the record and travels."
    )
    FORM = "referral"
    DATED = "The referral"

    _is_again = False

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat, participant)
        self.participant = participant

    @property
    def about(self) -> dict[str, str]:
        """Whose course."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """Whose course."""
        return f"New course: {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("A new course of treatment", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        picks = programmes_for_new_work(self.seat.sitting)
        yield form_field(
            "programme",
            "Programme",
            Picker(picks, None, empty="type a few letters, or ↓", id="programme"),
            "Which programme, by code, name, older name or a near miss. Work that is in no catalogue is entered on "
            "the command line (`throughcare intervention refer --title`).",
        )
        yield form_field(
            "delivery",
            "Delivered",
            ChoiceRow(DELIVERIES, Delivery.INDIVIDUAL.value, id="delivery"),
            "In a group, alone, or both. Left and right, or the first letter.",
        )
        yield self.day_field("The day of the referral, and of the beginning where it begins.")
        yield form_field(
            "begins", "Course", ChoiceRow(BEGINS, "open", id="begins"), "Whether it begins that day, or waits."
        )
        yield form_field(
            "again",
            "Why again",
            Picker([Pick(code=one.value, words=one.words) for one in RepeatReason], None, empty="why: ↓", id="again"),
            "Why this is done again. It stays with the record and travels.",
        )
        yield form_field(
            "words", "In words", Input(id="words", compact=True), "The reason in your own words; it travels too."
        )

    def on_mount(self) -> None:
        """Begin at the programme; the reason is asked for only where it is needed."""
        self.query_one("#programme Input", Input).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Say the day in words, and show the reason where one was given."""
        shown = self._is_again or self.picked_of("again") is not None
        self.field_of("again").display = self.field_of("words").display = shown
        super().restored()

    def check(self) -> None:
        """Say what is missing, or save."""
        problems = self.settled_problems()
        day, programme = self.day(problems), self.picked_of("programme")
        if programme is None and "programme" not in problems:
            problems["programme"] = "Say which programme: type a few letters."
        if self.field_of("again").display and self.picked_of("again") is None:
            problems["again"] = "Say why it is done again."
        if not self.complain(problems) and programme and day and self.begin_saving():
            self._save(programme, day)

    @work(exit_on_error=False)
    async def _save(self, programme: str, day: PartialDate) -> None:
        again = self.picked_of("again")
        try:
            made = await self.seat.ask(
                refer_and_open,
                self.participant.id,
                programme,
                delivery=Delivery(self.chosen_of("delivery")),
                on=day,
                opens=self.chosen_of("begins") == "open",
                again=RepeatReason(again) if again else None,
                words=self.text_of("words").strip() or None,
            )
        except ThroughcareError as error:
            self.not_saved(error)
            if isinstance(error, NotAllowed):
                self._is_again = True
                self.restored()
            return
        await self.finish()
        words = "It is open; s logs a session." if self.chosen_of("begins") == "open" else "It waits to begin."
        self.seat.last_act = LastAct(kind=EntryKind.INTERVENTION, asked=made, words="the new course of treatment")
        self.dismiss(SessionSaved(intervention_id=made, note=words))  # type: ignore[arg-type]


def refer_and_open(
    sitting: Sitting,
    participant_id: str,
    programme: str,
    *,
    delivery: Delivery,
    on: PartialDate,
    opens: bool,
    again: RepeatReason | None,
    words: str | None,
) -> str:
    """Refer, and open where it begins; return the course's id. Raises as the services.

    What would be a repeat stops at the referral, before anything is written.
    """
    made = refer_intervention(
        sitting,
        participant_id,
        edition=programme,
        delivery=delivery,
        on=on,
        again_because=again,
        again_words=words,
    )
    if opens:
        open_intervention(sitting, made.id, on=on, again_because=again, again_words=words)
    return made.id
