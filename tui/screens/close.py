"""Close a course of treatment: what came of it, who judged it, and how it ended for the person."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate, Recorded
from registry.domain.dose import left_by_definition
from registry.domain.errors import ThroughcareError
from registry.domain.history import Work
from registry.domain.participant import Participant, TherapyEnding
from registry.domain.reasons import StopReason
from registry.services.interventions import close_intervention
from tui.last_act import LastAct
from tui.messages import SessionSaved
from tui.screens.dated_form import DatedForm
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import lines, one_line
from tui.widgets.work_words import going_on

ANSWERS = ((YesNoNotAsked.NOT_ASKED.value, "not asked"), ("yes", "yes"), ("no", "no"))
JUDGED = (("me", "by me"), ("nobody", "by nobody yet"))


class CloseScreen(DatedForm):
    """Completed has a judge; anything else has a reason. The participant's own reason stands apart."""

    HELP = (
        "Close this course. Completed needs a judge and a completion definition; anything else needs a reason, and the "
        "participant's own reason stands beside it in their words. Say how it ended for them, and ask the three "
        "questions: did it help, were you treated fairly, did anyone ask what you had already done?"
    )
    FORM = "closure"
    DATED = "The closure"

    def __init__(self, seat: Seat, participant: Participant, course: Work) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self.course = course
        edition = course.edition
        self._definition = edition.definition if edition else None
        self._left = left_by_definition(course.intervention, edition)

    @property
    def about(self) -> dict[str, str]:
        """The participant and the course."""
        return {"participant": self.participant.id, "intervention": self.course.intervention.id}

    @property
    def name_in_lists(self) -> str:
        """Whose course."""
        return f"Closing {self.course.intervention.title}, {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What is closed, where it stands, and what completing it means."""
        means = self._definition.text if self._definition else "not known, so it cannot be completed yet."
        return lines(
            one_line(f"Close {self.course.intervention.title}", "bold"),
            one_line(going_on(self.course)),
            one_line(f"Completing it means: {means}"),
        )

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield form_field(
            "outcome",
            "Outcome",
            Picker([Pick(code=one.value, words=one.words) for one in Outcome], None, empty="↓", id="outcome"),
            "What came of it. Type a few letters or press the down arrow.",
        )
        yield form_field(
            "reason",
            "Reason",
            Picker([Pick(code=one.value, words=one.words) for one in StopReason], None, empty="why: ↓", id="reason"),
            "Why it stopped, as staff see it. Needed for all but completed.",
        )
        yield form_field(
            "theirs",
            "Their reason",
            Input(id="theirs", compact=True),
            "The participant's own reason, in their words.",
        )
        yield form_field(
            "judged",
            "Judged",
            ChoiceRow(JUDGED, "me", id="judged"),
            "Who judges the outcome. Completed needs a judge.",
        )
        yield form_field(
            "met",
            "Met because",
            Input(id="met", compact=True),
            f"Not recorded as done or waived: {', '.join(one.title for one in self._left)}. "
            "Say in the judge's words why completing is met all the same, or mark them first.",
        )
        yield self.day_field("The day it was closed.")
        yield form_field(
            "ended",
            "Ended",
            Picker(
                [Pick(code=one.value, words=one.words) for one in TherapyEnding],
                TherapyEnding.NOT_KNOWN.value,
                empty="↓",
                id="ended",
            ),
            "How it ended for the person in it: planned, interrupted, without a goodbye.",
        )
        yield form_field("left", "Left to do", Input(id="left", compact=True), "What remains to be done. May be empty.")
        for name, label, asked in (
            ("helped", "Helped", "Did it help?"),
            ("fair", "Fair", "Were you treated fairly?"),
            ("done", "Asked before", "Did anyone ask what you had already done?"),
        ):
            yield form_field(
                name, label, ChoiceRow(ANSWERS, "not-asked", id=name), f"Asked of the participant: {asked}"
            )

    def on_mount(self) -> None:
        """Begin at the outcome."""
        self.query_one("#outcome Input", Input).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Ask for what the outcome asks for, and say the day in words."""
        complete = self.picked_of("outcome") == Outcome.COMPLETED
        self.field_of("reason").display = self.field_of("theirs").display = not complete
        self.field_of("met").display = complete and bool(self._left)
        super().restored()

    def check(self) -> None:
        """Say what is missing, or close it."""
        problems = self.settled_problems()
        day, outcome = self.day(problems), self.picked_of("outcome")
        if outcome is None and "outcome" not in problems:
            problems["outcome"] = "Say what came of it: type a few letters, or ↓."
        if outcome not in (None, Outcome.COMPLETED) and self.picked_of("reason") is None:
            problems.setdefault("reason", "Say why it stopped.")
        if outcome == Outcome.COMPLETED and self._left and not self.text_of("met").strip():
            problems["met"] = f"Not recorded as done or waived: {len(self._left)} of its modules. Say why it is met."
        if self.picked_of("ended") is None:
            problems.setdefault("ended", "Say how it ended for them, or that it is not known.")
        if not self.complain(problems) and outcome and day and self.begin_saving():
            self._save(Outcome(outcome), day)

    @work(exit_on_error=False)
    async def _save(self, outcome: Outcome, day: PartialDate) -> None:
        of, me = self.course.intervention, self.seat.sitting.user.person
        complete, judged = outcome is Outcome.COMPLETED, self.chosen_of("judged") == "me"
        reason = None if complete else self.picked_of("reason")
        try:
            closure = Closure(
                on=day,
                outcome=outcome,
                closed_by=me.name,
                judged_by=me if judged else None,
                judged_on=day if judged else None,
                reason=StopReason(reason) if reason else None,
                participant_reason=None if complete else self.text_of("theirs").strip() or None,
                left_to_do=self.text_of("left").strip() or None,
                ended=TherapyEnding(self.picked_of("ended") or ""),
                helped=YesNoNotAsked(self.chosen_of("helped")),
                treated_fairly=YesNoNotAsked(self.chosen_of("fair")),
                asked_what_was_done=YesNoNotAsked(self.chosen_of("done")),
                recorded=Recorded.AT_THE_TIME,
            )
            met = self.text_of("met").strip() if complete and self._left else None
            await self.seat.ask(close_intervention, of.id, closure, met_because=met)
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.seat.last_act = LastAct(kind=EntryKind.CLOSURE, asked=of.id, words=f"the closing of {of.title}")
        self.dismiss(SessionSaved(intervention_id=of.id, note=f"Closed: {outcome.words}."))  # type: ignore[arg-type]
