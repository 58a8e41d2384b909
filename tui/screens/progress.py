"""Write down progress on one need: what was learnt, seen in sessions, seen outside them, and not yet shown."""

from collections.abc import Iterator
from functools import partial

from registry.domain.product import Progress
from registry.services.course import add_progress
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, line, need_picks, pick
from tui.widgets.form_field import FormField

PARTS = ("learnt", "inside", "outside", "not-yet")


class ProgressScreen(CourseForm):
    """At least one of the four is said; “not yet seen outside sessions” is said for you where nothing was."""

    HELP = (
        "Progress on one need, as of a day. Write what was seen and by whom, not what it may mean: it is no judgement "
        "on risk. What was seen outside sessions names who saw it; where nothing was, the record says “not yet seen "
        "outside sessions”. An earlier note stays beside this one."
    )
    FORM = "progress"
    TITLE = "Add a progress note"
    LISTED = "Progress"
    DEFAULT_CSS = """
    ProgressScreen WordsBox { min-height: 2; }
    """

    def fields(self) -> Iterator[FormField]:
        """Yield the need, the four parts, the day."""
        needs = self.course.intervention.needs
        yield pick(
            "need",
            "On the need",
            "The need it is progress on, by our words or the prison's.",
            need_picks(self.seat.sitting),
            needs[0] if len(needs) == 1 else None,
            needed="Say on which need.",
        )
        yield box(
            "learnt",
            "Learnt",
            "What was learnt: a skill, a connection, a word for it.",
            if_empty="It can be left empty where another of the four says something.",
        )
        yield box(
            "inside",
            "In sessions",
            "What was seen in sessions.",
            if_empty="It can be left empty where another of the four says something.",
        )
        yield box(
            "outside",
            "Outside them",
            "What was seen outside sessions: on the ward, on leave, on a visit.",
            if_empty="It can be left empty where another of the four says something.",
        )
        yield line(
            "by",
            "Seen by",
            "Who saw it outside sessions, with their role: Tom Bell, nurse.",
            if_empty="It cannot be left empty where something was seen outside.",
        )
        yield box(
            "not-yet",
            "Not yet shown",
            "What is not yet shown or tested.",
            if_empty="It can be left empty where another of the four says something.",
        )
        yield day("on", "As of", f"The day it stands for: {EXAMPLES}.", what="The progress")

    def wrong(self) -> dict[str, str]:
        """Something is said, and who saw it outside is named."""
        if not any(self.said(part) for part in PARTS):
            return {"learnt": "Say something of at least one of the four."}
        if self.said("outside") and not self.said("by"):
            return {"by": "Name who saw it outside sessions."}
        return {}

    def act(self) -> Act:
        """Keep the note."""
        return partial(
            add_progress,
            asked=self.course.intervention.id,
            need=self.picked("need") or "",
            on=self.day(),
            learnt=self.said("learnt"),
            seen_in_sessions=self.said("inside"),
            seen_outside=self.said("outside"),
            seen_outside_by=self.said("by"),
            not_yet_shown=self.said("not-yet"),
        )

    def saved(self, made: Progress) -> str:
        """What is said of the time outside sessions."""
        return f"The progress note is kept. Outside sessions: {made.outside_words}"[:300]
