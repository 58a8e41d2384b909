"""An answer that came back to the question of a line of the plan."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.deciding import answer_line
from tui.screens.form_screen import FormScreen, form_field
from tui.screens.session_entry import day_words
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import Words, lines, one_line, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine
from tui.widgets.words_box import WordsBox


class AnswerScreen(FormScreen):
    """From whom, in their words, when, and on what evidence; a decision still follows."""

    HELP = (
        "Record what somebody answered to the question of this line, in their words. The participant is always one of "
        "those asked. Nothing is decided by it: d on the plan decides the line afterwards."
    )
    KEYS = (("Ctrl+S", "Save"), ("Tab", "Next field"), ("Esc", "Back"), ("F1", "Help"), ("Ctrl+P", "Commands"))
    FORM = "answer"
    DEFAULT_CSS = """
    AnswerScreen .title { padding: 1 1 1 2; }
    AnswerScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    AnswerScreen #on { width: 20; }
    """

    def __init__(self, seat: Seat, participant: Participant, line: PlanLine) -> None:
        super().__init__(seat)
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

    def compose(self) -> ComposeResult:
        """The banner, the question, the fields."""
        asked = self.line.question
        yield TopLine(self.seat.sitting)
        yield Banner(self.participant, self.seat.sitting.today)
        said = asked.question if asked else ""
        yield Words(lines(one_line(f"An answer about {self.line.title}", "bold"), plain(said)), classes="title")
        with VerticalScroll(can_focus=False):
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
            yield form_field(
                "on",
                "Date",
                Input("t", id="on", compact=True),
                "When they answered: t today, y yesterday.",
                echoes=True,
            )
            yield form_field(
                "evidence",
                "Evidence",
                Input(id="evidence", compact=True),
                "The letter or report it rests on, and where it is kept. May be empty: then it is their word.",
            )
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin at who answered."""
        self.query_one("#of Input", Input).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Show the day in words."""
        problems: dict[str, str] = {}
        day = self._day(problems)
        self.field_of("on").echo(day_words(day) if day else problems["on"])

    def check(self) -> None:
        """Say what is missing, or save."""
        problems = self.settled_problems()
        day, of = self._day(problems), self.picked_of("of")
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

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self.restored()

    def _day(self, problems: dict[str, str]) -> PartialDate | None:
        today = self.seat.sitting.today
        try:
            day = read_date(self.text_of("on"), today)
            refuse_future(day, today, "The answer")
        except InvalidValue as error:
            problems["on"] = f"{error}"
            return None
        return day
