"""Write down a goal that was agreed for a course of treatment."""

from collections.abc import Iterator
from functools import partial

from registry.domain.begun import require_agreed_before_it_ended
from registry.domain.corrections import EntryKind
from registry.domain.errors import InvalidValue
from registry.domain.goal import Goal
from registry.services.course import add_goal
from tui.last_act import LastAct
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, need_picks, pick
from tui.widgets.form_field import FormField


class GoalScreen(CourseForm):
    """What was agreed, for which need, when."""

    HELP = (
        "A goal that you and the participant agreed for this course, in the words you agreed on. It is reviewed later "
        "with v, each time with the participant's own answer. Goals stay; one that no longer fits is reviewed as let "
        "go by agreement."
    )
    FORM = "goal"
    TITLE = "Add a goal"
    LISTED = "Goal"

    def fields(self) -> Iterator[FormField]:
        """Yield the goal, its need, its day."""
        yield box(
            "text", "Goal", "What was agreed, in words: theirs where they can be.", needed="Write what was agreed."
        )
        yield pick(
            "need",
            "For the need",
            "The need it serves, by our words or the prison's.",
            need_picks(self.seat.sitting),
            empty="none: type a few letters, or ↓",
        )
        yield day("on", "Agreed on", f"When it was agreed: {EXAMPLES}.", what="The goal")

    def wrong(self) -> dict[str, str]:
        """Of a course that is over, a goal was agreed before it was closed."""
        try:
            on = self.day_or_none("on")
            if on is not None:
                require_agreed_before_it_ended(self.course.intervention, on)
        except InvalidValue as error:
            return {"on": f"{error}"}
        return {}

    def act(self) -> Act:
        """Keep it."""
        return partial(
            add_goal,
            asked=self.course.intervention.id,
            text=self.words("text"),
            on=self.day(),
            need=self.picked("need"),
        )

    def saved(self, made: Goal) -> str:
        """What was agreed; it can be undone."""
        named = f"{self.course.intervention.id}/{made.id}"
        self.seat.last_act = LastAct(kind=EntryKind.GOAL, asked=named, words=f"the goal “{made.text}”"[:200])
        return "The goal is kept. v reviews it; Ctrl+Z undoes it."
