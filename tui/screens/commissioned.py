"""Write down an outcome that a course of treatment was commissioned for."""

from collections.abc import Iterator
from functools import partial

from registry.domain.care_package import TargetOutcome
from registry.domain.corrections import EntryKind
from registry.services.care_packages import add_target_outcome
from tui.last_act import LastAct
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, line, need_picks, pick
from tui.widgets.form_field import FormField


class CommissionedScreen(CourseForm):
    """The outcome, who commissioned it, when."""

    HELP = (
        "An outcome that this course was commissioned for, by whom and when, in the commissioner's words. Whether it "
        "was met is judged later, with the participant's own answer beside it. It says nothing of risk."
    )
    FORM = "commissioned outcome"
    TITLE = "Add what the course was commissioned for"
    LISTED = "Commissioned outcome"

    def fields(self) -> Iterator[FormField]:
        """Yield the outcome, who commissioned it, its need, its day."""
        yield box("text", "Outcome", "What it is to reach, in words.", needed="Write what it is to reach.")
        yield line("by", "By", "Who commissioned it, by name and role.", needed="Say who commissioned it.")
        yield pick(
            "need",
            "For the need",
            "The need it serves.",
            need_picks(self.seat.sitting),
            empty="none: type a few letters, or ↓",
        )
        yield day("on", "Date", f"When it was commissioned: {EXAMPLES}.", what="The commission")

    def act(self) -> Act:
        """Keep it."""
        return partial(
            add_target_outcome,
            asked=self.course.intervention.id,
            text=self.words("text"),
            commissioned_by=self.words("by"),
            on=self.day(),
            need=self.picked("need"),
        )

    def saved(self, made: TargetOutcome) -> str:
        """It is kept; it can be undone."""
        named = f"{self.course.intervention.id}/{made.id}"
        words = f"the commissioned outcome “{made.text}”"[:200]
        self.seat.last_act = LastAct(kind=EntryKind.TARGET_OUTCOME, asked=named, words=words)
        return "The commissioned outcome is kept. j judges it; Ctrl+Z undoes it."
