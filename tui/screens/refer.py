"""Refer a participant to a programme and, where it begins, open the course."""

from collections.abc import Iterator
from functools import partial

from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, ThroughcareError
from registry.domain.intervention import Delivery
from registry.domain.repeat import RepeatReason
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.sitting import Sitting
from tui.last_act import LastAct
from tui.messages import SessionSaved
from tui.screens.programme_picks import programmes_for_new_work
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import DayInput
from tui.widgets.fields import choose, day, line, pick, picks_of, words_of
from tui.widgets.form_field import FormField

BEGINS = (("open", "begins that day"), ("wait", "waits to begin"))


class ReferScreen(ParticipantForm):
    """The programme, how it is delivered, the day; work done before stops it until somebody says why again."""

    HELP = (
        "Begin a course of treatment, or refer to it. Retired programmes are not offered. Where the work was done "
        "before, runs elsewhere or is being asked about, it stops here and says so, with dates and place; going on "
        "needs a reason, which stays with the record and travels."
    )
    FORM = "referral"
    TITLE = "A new course of treatment"
    LISTED = "New course"

    _is_again = False

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield pick(
            "programme",
            "Programme",
            "Which programme, by code, name or a near miss. Work of no catalogue is entered with "
            "“intervention refer” under F2 x.",
            programmes_for_new_work(self.seat.sitting),
            needed="Say which programme: type a few letters.",
        )
        yield choose(
            "delivery",
            "Delivered",
            "In a group, alone, or both.",
            words_of(Delivery),
            Delivery.INDIVIDUAL.value,
        )
        yield day(
            "on",
            "Date",
            "The day of the referral, and of the beginning where it begins: t today, y yesterday, 1/3.",
            what="The referral",
        )
        yield choose("begins", "Course", "Whether it begins that day, or waits.", BEGINS)
        yield pick(
            "again",
            "Why again",
            "Why this is done again. It stays with the record and travels.",
            picks_of(RepeatReason),
            empty="why: ↓",
            needed="Say why it is done again.",
        )
        yield line("words", "In words", "The reason in your own words; it travels too.")

    def restored(self) -> None:
        """Say the day in words, and show the reason where one was given."""
        shown = self._is_again or self.picked_of("again") is not None
        self.show_only(again=shown, words=shown)
        self.query_one("#on", DayInput).what = "The beginning" if self._begins else "The referral"
        super().restored()

    @property
    def _begins(self) -> bool:
        return self.chosen_of("begins") == "open"

    def act(self) -> Act:
        """Refer, and open where it begins."""
        again = self.picked("again")
        return partial(
            refer_and_open,
            participant_id=self.participant.id,
            programme=self.picked("programme") or "",
            delivery=Delivery(self.chosen_of("delivery")),
            on=self.day(),
            opens=self._begins,
            again=RepeatReason(again) if again else None,
            words=self.said("words"),
        )

    def not_saved(self, error: ThroughcareError) -> None:
        """Where it was stopped, ask why it is done again."""
        super().not_saved(error)
        if isinstance(error, NotAllowed):
            self._is_again = True
            self.restored()

    def saved(self, made: str) -> SessionSaved:
        """Which course, and how to go on; it can be undone."""
        words = "It is open; s logs a session." if self._begins else "It waits to begin."
        self.seat.last_act = LastAct(kind=EntryKind.INTERVENTION, asked=made, words="the new course of treatment")
        return SessionSaved(intervention_id=made, note=words)


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
