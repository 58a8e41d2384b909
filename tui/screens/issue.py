"""Write a draft of a transfer summary: for whom and why, the case in short, and what the participant said of it."""

from collections.abc import Iterator

from rich.text import Text
from textual import on, work
from textual.widgets import Input

from registry.domain.access import Permission
from registry.domain.addressing import Purpose, Recipient
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.participant import Participant
from registry.domain.voice import Agreement
from registry.services.issuing import issue_summary, recipients_listed
from tui.screens.form_screen import FormScreen
from tui.screens.issue_entry import (
    AGREED_TO,
    LATER,
    NEEDED,
    PURPOSES,
    SHOWN,
    STAYS,
    WITHHELD,
    Meant,
    Typed,
    day_shown,
    read_issue,
)
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import day_words
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import one_line
from tui.widgets.words_box import WordsBox

SHOWING = ((LATER, "not yet"), (SHOWN, "was shown to them"), (WITHHELD, "will not be shown"))
APPROVAL = (("no", "a colleague approves it"), ("yes", "interim: I sign it for an overnight transfer"))
TRAUMA = ((STAYS, "stays here"), (AGREED_TO, "they agreed that it travels"), (NEEDED, "is needed there"))
LINES = ("reader", "knowledge", "on", "format", "said", "because", "needed")


class IssueScreen(FormScreen):
    """Only the fields that the purpose and the showing ask for are in sight."""

    NEEDS = Permission.ISSUE
    HELP = (
        "A draft of a transfer summary. The purpose decides what travels; the record is taken as it stands now. The "
        "case in short, what to read with care and how well you know the case are yours to write, and may be left for "
        "a later draft. Another clinician than you approves it; an interim summary you sign yourself."
    )
    FORM = "issue"

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self._listed: dict[str, Recipient] = {}

    @property
    def about(self) -> dict[str, str]:
        """Whose summary."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """Whose summary."""
        return f"New summary: {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("A new transfer summary", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield form_field(
            "purpose",
            "Purpose",
            Picker(
                [Pick(code=one.value, words=words) for one, words in PURPOSES.items()],
                Purpose.TRANSFER.value,
                empty="why it is sent: ↓",
                id="purpose",
            ),
            "Why it is sent. It decides what travels: a panel sees less of the record than the next treating team.",
            if_empty="It cannot be left empty.",
        )
        yield form_field(
            "to",
            "To",
            Picker([], None, empty="type a few letters, or ↓", id="to"),
            "An establishment of the directory. The summary is sealed to it.",
            if_empty="It cannot be left empty.",
        )
        yield form_field(
            "reader",
            "To",
            Input(id="reader", compact=True),
            "Who reads it, by name: the Parole Board, the tribunal, or the participant.",
            if_empty="It cannot be left empty.",
        )
        yield from self._case()
        yield from self._showing()
        yield form_field(
            "interim",
            "Approval",
            ChoiceRow(APPROVAL, "no", id="interim"),
            "An interim summary is for a transfer that cannot wait for a second clinician. It says so on every "
            "page, and the approved one replaces it.",
        )
        yield form_field(
            "trauma",
            "Trauma work",
            ChoiceRow(TRAUMA, STAYS, id="trauma"),
            "Trauma-focused work stays with the treating teams unless the participant agreed, or you say why it "
            "is needed there.",
        )
        yield form_field(
            "needed",
            "Because",
            Input(id="needed", compact=True),
            "Why they need it. Your name stands by it.",
            if_empty="It cannot be left empty.",
        )

    def _case(self) -> Iterator[FormField]:
        yield form_field(
            "short",
            "In short",
            WordsBox(id="short"),
            "The case in short: up to three sentences, each on a line of its own.",
            if_empty="Left empty with the next and “With care”, a later draft says it.",
        )
        yield form_field(
            "knowledge",
            "You know them",
            Input(id="knowledge", compact=True),
            "How well you know the case: since when, in which role, how often.",
            if_empty="It cannot be left empty beside the case in short.",
        )
        yield form_field(
            "care",
            "With care",
            WordsBox(id="care"),
            "Up to four points to read with care, each on its own line.",
            if_empty="It may be left empty; it stands only beside the case in short.",
        )

    def _showing(self) -> Iterator[FormField]:
        yield form_field(
            "showing",
            "Participant",
            ChoiceRow(SHOWING, LATER, id="showing"),
            "Whether it was shown to them. Before it is approved it is shown, or somebody says why not: page one "
            "prints that reason.",
        )
        yield form_field(
            "on",
            "Shown on",
            Input("t", id="on", compact=True),
            "The day it was shown to them: t today, y yesterday, 1/3.",
            echoes=True,
            if_empty="It cannot be left empty.",
        )
        yield form_field(
            "format",
            "How",
            Input(id="format", compact=True),
            "In which form they were shown it: read together, on paper, in their language.",
            if_empty="It cannot be left empty.",
        )
        yield form_field(
            "answer",
            "Their answer",
            ChoiceRow([(one.value, one.words) for one in Agreement], Agreement.NO_ANSWER.value, id="answer"),
            "What they said of it; no answer is one of the answers.",
        )
        yield form_field(
            "said", "Their words", Input(id="said", compact=True), "What they said of it, in their own words."
        )
        yield form_field(
            "because",
            "Because",
            Input(id="because", compact=True),
            "Why it will not be shown to them. Page one prints it.",
            if_empty="It cannot be left empty.",
        )

    def on_mount(self) -> None:
        """Begin at the purpose."""
        self.query_one("#purpose Input", Input).focus()
        self.restored()
        self._open()

    @work(exit_on_error=False)
    async def _open(self) -> None:
        """Offer the establishments of the directory, then bring back what was typed before."""
        try:
            self._listed = {one.id or "": one for one in await self.seat.ask(recipients_listed)}
        except ThroughcareError as error:
            # A board and the participant are not in it: the form serves them all the same.
            self.refuse(error)
        self.query_one("#to", Picker).picks = tuple(Pick(code=key, words=one.name) for key, one in self._listed.items())
        self.begin()

    def restored(self) -> None:
        """Show the fields that the purpose, the showing and the trauma work ask for; say the day in words."""
        for name, asked in self._typed.asked.items():
            self.field_of(name).display = asked
        try:
            said = day_words(day_shown(self.text_of("on"), self.seat.sitting.today))
        except InvalidValue as error:
            said = f"{error}"
        self.field_of("on").echo(said)

    def wrong(self) -> dict[str, str]:
        """What no draft can be, or what it does not say yet."""
        problems: dict[str, str] = {}
        self._read(problems)
        return problems

    def save(self) -> None:
        """Write the draft."""
        meant = self._read({})
        assert meant is not None
        self._save(meant)

    def _read(self, problems: dict[str, str]) -> Meant | None:
        sitting = self.seat.sitting
        me = sitting.user.person.name
        return read_issue(self._typed, self._listed, me=me, today=sitting.today, problems=problems)

    @work(exit_on_error=False)
    async def _save(self, meant: Meant) -> None:
        try:
            draft = await self.seat.ask(
                issue_summary,
                self.participant.id,
                purpose=meant.purpose,
                recipient=meant.recipient,
                statement=meant.statement,
                shown=meant.shown,
                not_shown=meant.not_shown,
                interim=self.chosen_of("interim") == "yes",
                trauma_because=meant.trauma_because,
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss(draft.id)  # type: ignore[arg-type]

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self.restored()

    @property
    def _typed(self) -> Typed:
        return Typed(
            purpose=self.picked_of("purpose"),
            to=self.picked_of("to"),
            short=self.words_of("short"),
            care=self.words_of("care"),
            **{name: self.chosen_of(name) for name in ("showing", "answer", "trauma")},
            **{name: self.text_of(name) for name in LINES},
        )
