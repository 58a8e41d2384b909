"""Close a course of treatment: what came of it, who judged it, and how it ended for the person."""

from collections.abc import Iterator, Mapping
from functools import partial

from rich.text import Text

from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.corrections import EntryKind
from registry.domain.dates import Recorded
from registry.domain.dose import left_by_definition
from registry.domain.errors import NotAllowed
from registry.domain.history import Work
from registry.domain.participant import Participant, TherapyEnding
from registry.domain.reasons import StopReason
from registry.services.completing import refuse_outcome
from registry.services.interventions import close_intervention
from tui.last_act import LastAct
from tui.messages import SessionSaved
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.fields import choose, day, line, pick, picks_of
from tui.widgets.form_field import FormField
from tui.widgets.plain import lines, one_line
from tui.widgets.reason_picks import stop_picks
from tui.widgets.work_words import going_on

ANSWERS = ((YesNoNotAsked.NOT_ASKED.value, "not asked"), ("yes", "yes"), ("no", "no"))
JUDGED = (("me", "by me"), ("nobody", "by nobody yet"))


class CloseScreen(CourseForm):
    """Completed has a judge; anything else has a reason. The participant's own reason stands apart."""

    HELP = (
        "Close this course. Completed needs a judge and a completion definition; anything else needs a reason, and the "
        "participant's own reason stands beside it in their words. Say how it ended for them, and ask the three "
        "questions: did it help, were you treated fairly, did anyone ask what you had already done?"
    )
    FORM = "closure"
    LISTED = "Closing"

    def __init__(self, seat: Seat, participant: Participant, course: Work) -> None:
        super().__init__(seat, participant, course)
        edition = course.edition
        self._definition = edition.definition if edition else None
        self._left = left_by_definition(course.intervention, edition)

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
        yield pick(
            "outcome",
            "Outcome",
            "What came of it. An outcome that this course cannot have is refused here.",
            picks_of(Outcome),
            empty="what came of it: ↓",
            needed="Say what came of it: type a few letters, or ↓.",
        )
        yield pick(
            "reason",
            "Reason",
            "Why it stopped, as staff see it.",
            stop_picks(),
            empty="why: ↓",
            needed="Say why it stopped.",
            if_empty="It cannot be left empty, but where it is completed.",
        )
        yield line(
            "theirs",
            "Their reason",
            "The participant's own reason, in their words.",
            if_empty="Left empty where they did not say.",
        )
        yield choose("judged", "Judged", "Who judges the outcome. Completed needs a judge.", JUDGED)
        yield line(
            "met",
            "Met because",
            f"Not recorded as done or waived: {', '.join(one.title for one in self._left)}. "
            "Say in the judge's words why completing is met all the same, or mark them first.",
            needed=f"Not recorded as done or waived: {len(self._left)} of its modules. Say why it is met.",
        )
        yield day("on", "Date", "The day it was closed: t today, y yesterday, 1/3.", what="The closure")
        yield pick(
            "ended",
            "Ended",
            "How it ended for the person in it: planned, interrupted, without a goodbye.",
            picks_of(TherapyEnding),
            TherapyEnding.NOT_KNOWN.value,
            empty="how it ended: ↓",
            needed="Say how it ended for them, or that it is not known.",
        )
        yield line(
            "left",
            "Left to do",
            "What remains to be done.",
            if_empty="It can be left empty, but where it goes on elsewhere.",
        )
        for name, label, asked in (
            ("helped", "Helped", "Did it help?"),
            ("fair", "Fair", "Were you treated fairly?"),
            ("done", "Asked before", "Did anyone ask what you had already done?"),
        ):
            yield choose(name, label, f"Asked of the participant: {asked}", ANSWERS)

    def restored(self) -> None:
        """Ask for what the outcome asks for, and say the day in words."""
        complete = self.picked_of("outcome") == Outcome.COMPLETED
        self.show_only(reason=not complete, theirs=not complete, met=complete and bool(self._left))
        super().restored()

    def wrong(self) -> Mapping[str, str]:
        """An outcome that cannot be, and what this one asks for besides."""
        problems = {"outcome": said} if (said := self._cannot_be()) else {}
        outcome = self.picked("outcome")
        if outcome == Outcome.COMPLETED and self.chosen_of("judged") != "me":
            problems["judged"] = "Completed needs a judge: somebody who judges it closes it."
        if outcome == Outcome.TRANSFERRED and not self.said("left"):
            problems["left"] = "Say what remains to be done: it goes on elsewhere."
        return problems

    def _cannot_be(self) -> str:
        picked = self.picked("outcome")
        if picked is None:
            return ""
        try:
            refuse_outcome(self.course.intervention, self.course.edition, Outcome(picked))
        except NotAllowed as error:
            return f"{error}"
        return ""

    def act(self) -> Act:
        """Close it."""
        me, judged = self.seat.sitting.user.person, self.chosen_of("judged") == "me"
        reason = self.picked("reason")
        closure = Closure(
            on=self.day(),
            outcome=Outcome(self.picked("outcome") or ""),
            closed_by=me.name,
            judged_by=me if judged else None,
            judged_on=self.day() if judged else None,
            reason=StopReason(reason) if reason else None,
            participant_reason=self.said("theirs"),
            left_to_do=self.said("left"),
            ended=TherapyEnding(self.picked("ended") or ""),
            helped=YesNoNotAsked(self.chosen_of("helped")),
            treated_fairly=YesNoNotAsked(self.chosen_of("fair")),
            asked_what_was_done=YesNoNotAsked(self.chosen_of("done")),
            recorded=Recorded.AT_THE_TIME,
        )
        return partial(
            close_intervention, asked=self.course.intervention.id, closure=closure, met_because=self.said("met")
        )

    def saved(self, made: object) -> SessionSaved:
        """What came of it; it can be undone."""
        del made
        of = self.course.intervention
        self.seat.last_act = LastAct(kind=EntryKind.CLOSURE, asked=of.id, words=f"the closing of {of.title}")
        return SessionSaved(intervention_id=of.id, note=f"Closed: {Outcome(self.picked('outcome') or '').words}.")
