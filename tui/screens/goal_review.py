"""Review a goal: your judgement, and beside it the participant's own answer."""

from collections.abc import Iterator
from functools import partial

from registry.domain.corrections import EntryKind
from registry.domain.goal import Goal, Reached
from registry.services.course import review_goal
from tui.last_act import LastAct
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, pick, picks_of
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick


class GoalReviewScreen(CourseForm):
    """Which goal, how far it is reached, in whose words."""

    HELP = (
        "Judge a goal of this course as it stands on a day: reached, partly, not yet, or let go by agreement. Ask the "
        "participant and write their own answer beside yours; without one it says that their answer was not recorded. "
        "Earlier reviews stay."
    )
    FORM = "goal review"
    TITLE = "Review a goal"
    LISTED = "Goal review"

    def fields(self) -> Iterator[FormField]:
        """Yield the goal, the judgement, the words of both, the day."""
        goals = self.course.intervention.goals
        begins = next((one for one in goals if one.open), None)
        yield pick(
            "goal",
            "Goal",
            "Which goal of this course, by a few letters of it.",
            [Pick(code=one.id, words=f"{number}. {one.text}") for number, one in enumerate(goals, 1)],
            begins.id if begins else None,
            empty="which goal: ↓",
            needed="Say which goal.",
        )
        yield pick(
            "reached",
            "It is",
            "Your judgement: nothing is judged before you say it.",
            picks_of(Reached),
            empty="reached, partly, not yet, let go: ↓",
            needed="Say how far it is reached.",
        )
        yield box("theirs", "Their answer", "What the participant says of it, in their words. Ask them.")
        yield box("words", "Your words", "What your judgement rests on: what was seen, where, by whom.")
        yield day("on", "Date", f"When it was reviewed: {EXAMPLES}.", what="The review")

    def act(self) -> Act:
        """Keep the review."""
        return partial(
            review_goal,
            asked=self.course.intervention.id,
            goal=self.picked("goal") or "",
            on=self.day(),
            reached=Reached(self.picked("reached") or ""),
            words=self.said("words"),
            participant_answer=self.said("theirs"),
        )

    def saved(self, made: Goal) -> str:
        """How it was judged; it can be undone."""
        of, last = self.course.intervention, made.reviews[-1]
        number = [one.id for one in of.goals].index(made.id) + 1
        self.seat.last_act = LastAct(
            kind=EntryKind.REVIEW,
            asked=f"{of.id}/{number}.{len(made.reviews)}",
            words=f"the review of the goal “{made.text}”"[:200],
        )
        answer = "their answer is kept beside it" if last.answered else "their answer was not recorded"
        return f"Goal {number}: {last.reached.words}; {answer}. Ctrl+Z undoes it."
