"""An answer that came back to the question of a line of the plan."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.dates import PartialDate
from registry.domain.errors import ThroughcareError
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.deciding import answer_line
from tui.screens.dated_form import EXAMPLES, DatedForm
from tui.screens.framed import ALWAYS
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import lines, one_line, plain
from tui.widgets.words_box import WordsBox


class AnswerScreen(DatedForm):
    """From whom, in their words, when, and on what evidence; a decision still follows."""

    HELP = (
        "Record what somebody answered to the question of this line, in their words. The participant is always one of "
        "those asked. Nothing is decided by it: d on the plan decides the line afterwards."
    )
    KEYS = (("Ctrl+S", "Save"), ("Tab", "Next field"), *ALWAYS)
    FORM = "answer"
    DATED = "The answer"

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
        yield form_field(
            "of",
            "From",
            Picker(
                [Pick(code=one, words=one) for one in (asked.whom if asked else ())],
                None,
                empty="who answered: ↓, or type",
                id="of",
            ),
            "Who answered, of those who were asked. Type a few letters or press the down arrow.",
        )
        yield form_field(
            "words", "Their words", WordsBox(id="words"), "What they said, in their words. Enter begins a new line."
        )
        yield self.day_field(f"When they answered: {EXAMPLES}.")
        yield form_field(
            "evidence",
            "Evidence",
            Input(id="evidence", compact=True),
            "The letter or report it rests on, and where it is kept. May be empty: then it is their word.",
        )

    def on_mount(self) -> None:
        """Begin at who answered."""
        self.query_one("#of Input", Input).focus()
        self.restored()
        self.begin()

    def check(self) -> None:
        """Say what is missing, or save."""
        problems = self.settled_problems()
        day, of = self.day(problems), self.picked_of("of")
        if of is None and "of" not in problems:
            problems["of"] = "Say who answered."
        if not self.words_of("words").strip():
            problems["words"] = "Write what they said."
        if not self.complain(problems) and of and day and self.begin_saving():
            self._save(of, day)

    @work(exit_on_error=False)
    async def _save(self, of: str, day: PartialDate) -> None:
        try:
            await self.seat.ask(
                answer_line,
                self.participant.id,
                self.line.key,
                of=of,
                words=self.words_of("words").strip(),
                on=day,
                evidence=self.text_of("evidence").strip() or None,
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss(f"Recorded: {of} answered. d decides the line.")  # type: ignore[arg-type]
