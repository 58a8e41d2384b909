"""An answer that came back to the question of a line of the plan."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text

from registry.domain.access import Permission
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.deciding import answer_line
from tui.screens.saving_form import Act, SavingForm
from tui.seat import Seat
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, day, line, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick
from tui.widgets.plain import lines, one_line, plain


class AnswerScreen(SavingForm):
    """From whom, in their words, when, and on what evidence; a decision still follows."""

    NEEDS = Permission.DECIDE_PLAN
    HELP = (
        "Record what somebody answered to the question of this line, in their words. The participant is always one of "
        "those asked. Nothing is decided by it: d on the plan decides the line afterwards."
    )
    FORM = "answer"

    def __init__(self, seat: Seat, participant: Participant, line: PlanLine) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self.line = line

    @property
    def about(self) -> dict[str, str]:
        """The participant and the line."""
        return {"participant": self.participant.id, "line": self.line.key}

    @property
    def name_in_lists(self) -> str:
        """Whose answer to what."""
        return f"Answer: {self.line.title}, {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What was asked."""
        asked = self.line.question.question if self.line.question else ""
        return lines(one_line(f"An answer about {self.line.title}", "bold"), plain(asked))

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        asked = self.line.question
        yield pick(
            "of",
            "From",
            "Who answered, of those who were asked.",
            [Pick(code=one, words=one) for one in (asked.whom if asked else ())],
            empty="who answered: ↓, or type",
            needed="Say who answered.",
        )
        yield box(
            "words",
            "Their words",
            "What they said, in their words.",
            needed="Write what they said.",
        )
        yield day("on", "Date", f"When they answered: {EXAMPLES}.", what="The answer")
        yield line(
            "evidence",
            "Evidence",
            "The letter or report it rests on, and where it is kept.",
            if_empty="Left empty, it is their word.",
        )

    def act(self) -> Act:
        """Record it."""
        return partial(
            answer_line,
            asked=self.participant.id,
            key=self.line.key,
            of=self.picked("of") or "",
            words=self.words("words"),
            on=self.day(),
            evidence=self.said("evidence"),
        )

    def saved(self, made: object) -> str:
        """Who answered, and what comes next."""
        del made
        return f"Recorded: {self.picked('of')} answered. d decides the line."
