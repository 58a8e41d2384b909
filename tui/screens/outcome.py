"""Judge whether an outcome that a course was commissioned for was met, beside the participant's own answer."""

from collections.abc import Iterator
from functools import partial

from registry.domain.care_package import Met, TargetOutcome
from registry.domain.corrections import EntryKind
from registry.services.care_packages import judge_target_outcome
from tui.last_act import LastAct
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, pick, picks_of
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick


class OutcomeScreen(CourseForm):
    """Which outcome, whether it was met, in whose words."""

    HELP = (
        "Judge whether an outcome that this course was commissioned for was met: yes, in part, or no. Ask the "
        "participant and write their own answer beside yours. Earlier judgements stay. It says nothing of risk."
    )
    FORM = "outcome judgement"
    TITLE = "Judge what the course was commissioned for"
    LISTED = "Outcome judgement"

    def fields(self) -> Iterator[FormField]:
        """Yield the outcome, the judgement, the words of both, the day."""
        outcomes = self.course.intervention.care_package
        yield pick(
            "outcome",
            "Outcome",
            "Which outcome of this course, by a few letters of it.",
            [Pick(code=one.id, words=f"{number}. {one.text}") for number, one in enumerate(outcomes, 1)],
            outcomes[0].id if len(outcomes) == 1 else None,
            empty="which outcome: ↓",
            needed="Say which outcome.",
        )
        yield pick(
            "met",
            "It was",
            "Your judgement: nothing is judged before you say it.",
            picks_of(Met),
            empty="met, met in part, not met: ↓",
            needed="Say whether it was met.",
        )
        yield box("theirs", "Their answer", "What the participant says of it, in their words. Ask them.")
        yield box("words", "Your words", "What your judgement rests on.")
        yield day("on", "Date", f"When it was judged: {EXAMPLES}.", what="The judgement")

    def act(self) -> Act:
        """Keep the judgement."""
        return partial(
            judge_target_outcome,
            asked=self.course.intervention.id,
            outcome=self.picked("outcome") or "",
            on=self.day(),
            met=Met(self.picked("met") or ""),
            words=self.said("words"),
            participant_answer=self.said("theirs"),
        )

    def saved(self, made: TargetOutcome) -> str:
        """How it was judged; it can be undone."""
        of, last = self.course.intervention, made.judgements[-1]
        number = [one.id for one in of.care_package].index(made.id) + 1
        self.seat.last_act = LastAct(
            kind=EntryKind.OUTCOME_JUDGEMENT,
            asked=f"{of.id}/{number}.{len(made.judgements)}",
            words=f"the judgement on the outcome “{made.text}”"[:200],
        )
        return f"Outcome {number}: {last.met.words}. Ctrl+Z undoes it."
