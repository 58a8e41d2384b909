"""Decide one line of the plan: accept, change, recognise or put off, with a reason and what the participant says."""

from collections.abc import Iterator

from rich.text import Text
from textual import on, work
from textual.widgets import Input

from registry.domain.dates import PartialDate, read_date
from registry.domain.decision import Choice, Discussed
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.line_kind import LineKind
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.deciding import Question, decide_line
from tui.screens.form_screen import FormScreen
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import day_words
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import lines, one_line, plain
from tui.widgets.words_box import WordsBox

CHOICES = (
    (Choice.ACCEPT.value, "accept"),
    (Choice.CHANGE.value, "change"),
    (Choice.RECOGNISE.value, "recognise"),
    (Choice.DEFER.value, "put off"),
)
DISCUSSED = (
    (Discussed.AGREES.value, "agrees"),
    (Discussed.DISAGREES.value, "disagrees"),
    (Discussed.NOT_YET.value, "not discussed yet"),
)


class DecisionScreen(FormScreen):
    """One line at a time; nothing is decided before it is saved."""

    HELP = (
        "A named decision on one line of the plan. Accept it as it stands, change it into another kind, recognise work "
        "that was done and could not be credited (with its basis: it is signed with your own key), or put it off to a "
        "day. Each needs a reason, and what the participant says of it in their words. Nothing is changed into credit."
    )
    FORM = "decision"
    DEFAULT_CSS = """
    DecisionScreen WordsBox { height: 3; }
    """

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
        """Which line of whose plan."""
        return f"Decision: {self.line.title}, {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """The line as it stands."""
        stands = one_line(f"{self.line.stands_as.words.capitalize()}: {self.line.title}", "bold")
        return lines(stands, plain(self.line.reason))

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield form_field(
            "choice",
            "Decision",
            ChoiceRow(CHOICES, Choice.ACCEPT.value, id="choice"),
            "Accept, change into another kind, recognise on a basis of your own, or put off to a day. Left and "
            "right, or the first letter.",
        )
        yield form_field(
            "to",
            "Change to",
            Picker(
                [
                    Pick(code=one.value, words=one.words)
                    for one in LineKind
                    if one not in (LineKind.CREDIT, LineKind.RECOGNISED, self.line.kind)
                ],
                None,
                empty="what it is to be: type a few letters, or ↓",
                id="to",
            ),
            "The kind of line it is to be. Credit follows from a judged completion alone and is not offered.",
        )
        yield form_field(
            "reason",
            "Reason",
            WordsBox(id="reason"),
            "Why. For a recognition its basis: what you saw or were told, by whom. It is kept with your name.",
        )
        yield form_field(
            "discussed",
            "Participant",
            ChoiceRow(DISCUSSED, Discussed.NOT_YET.value, id="discussed"),
            "Whether it was discussed with the participant, and what they said.",
        )
        yield form_field(
            "words",
            "Their words",
            WordsBox(id="words"),
            "What the participant says of it, in their words; where it was not discussed yet, why not yet.",
        )
        yield form_field(
            "question",
            "Question",
            Input(id="question", compact=True),
            "What has to be asked before anything is repeated. The participant is always one of those asked.",
        )
        yield form_field(
            "whom",
            "Ask also",
            Input(id="whom", compact=True),
            "Who else is asked, apart by commas. The participant is asked in any case.",
        )
        yield form_field(
            "by",
            "Answer by",
            Input(id="by", compact=True),
            "The day by which the answer is due: +28, 1/3/27, 1 mar 2027.",
            echoes=True,
        )
        yield form_field(
            "again",
            "Again on",
            Input(id="again", compact=True),
            "The day on which it is looked at, or asked about, again: +90, 1/3/27.",
            echoes=True,
        )

    def on_mount(self) -> None:
        """Begin at the choice."""
        self.query_one("#choice", ChoiceRow).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Show the fields that the choice asks for, and the days in words."""
        choice, to = Choice(self.chosen_of("choice")), self.picked_of("to")
        puts = to == LineKind.ASK_FIRST and choice is Choice.CHANGE
        self.field_of("to").display = choice is Choice.CHANGE
        self.field_of("again").display = choice is Choice.DEFER or (
            choice is Choice.CHANGE and to == LineKind.NOT_WANTED
        )
        for name in ("question", "whom", "by"):
            self.field_of(name).display = puts
        for name in ("by", "again"):
            day = self._day(name, {})
            self.field_of(name).echo(day_words(day) if day else "")

    def check(self) -> None:
        """Say what is wrong, or save."""
        problems = self.settled_problems()
        choice, discussed = Choice(self.chosen_of("choice")), Discussed(self.chosen_of("discussed"))
        if choice is Choice.CHANGE and self.picked_of("to") is None and "to" not in problems:
            problems["to"] = "Say what it is changed to."
        if not self.words_of("reason").strip():
            problems["reason"] = "A decision has a reason."
        if discussed is not Discussed.AGREES and not self.words_of("words").strip():
            problems["words"] = "Write their words, or why it was not discussed yet."
        again, by = self._shown_day("again", problems), self._shown_day("by", problems)
        if self.field_of("question").display and not self.text_of("question").strip():
            problems["question"] = "*Ask first* has a question."
        if not self.complain(problems) and self.begin_saving():
            self._save(choice, discussed, again, by)

    @work(exit_on_error=False)
    async def _save(
        self, choice: Choice, discussed: Discussed, again: PartialDate | None, by: PartialDate | None
    ) -> None:
        to = self.picked_of("to") if choice is Choice.CHANGE else None
        question = None
        if by is not None:
            whom = tuple(each.strip() for each in self.text_of("whom").split(",") if each.strip())
            question = Question(text=self.text_of("question").strip(), whom=whom, by=by)
        try:
            await self.seat.ask(
                decide_line,
                self.participant.id,
                self.line.key,
                choice=choice,
                reason=self.words_of("reason").strip(),
                discussed=discussed,
                discussed_words=self.words_of("words").strip() or None,
                changed_to=LineKind(to) if to else None,
                again=again,
                question=question,
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss(f"Decided: {dict(CHOICES)[choice.value]}, {self.line.title}.")  # type: ignore[arg-type]

    @on(Input.Changed, "#by, #again")
    def _day_changed(self) -> None:
        self.restored()

    def _shown_day(self, name: str, problems: dict[str, str]) -> PartialDate | None:
        return self._day(name, problems) if self.field_of(name).display else None

    def _day(self, name: str, problems: dict[str, str]) -> PartialDate | None:
        today = self.seat.sitting.today
        try:
            day = read_date(self.text_of(name), today)
        except InvalidValue as error:
            problems[name] = f"{error}" if self.text_of(name).strip() else "Give the day: +28, or 1/3/27."
            return None
        if not day.is_exact or day.first <= today:
            problems[name] = "It is a day in the future."
            return None
        return day
