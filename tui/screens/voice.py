"""Enter a participant's own words, for the audiences they chose."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.participant import Participant
from registry.domain.quoting import quoted
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceKind
from registry.services.voice import add_voice
from tui.last_act import LastAct
from tui.messages import ValueChanged
from tui.screens.form_screen import FormScreen, form_field
from tui.screens.session_entry import day_words
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.tick_row import SEPARATOR, TickRow
from tui.widgets.top_line import TopLine
from tui.widgets.words_box import WordsBox

KINDS = {
    VoiceKind.ACCOUNT: "their own account",
    VoiceKind.HELPED: "what helped",
    VoiceKind.DID_NOT_HELP: "what did not help",
    VoiceKind.HOPE: "a hope",
    VoiceKind.AGREES: "agrees with the record",
    VoiceKind.DISPUTES: "disputes the record",
    VoiceKind.CARER: "a carer's view",
    VoiceKind.NO_STATEMENT: "asked, made no statement",
    VoiceKind.NOT_OFFERED: "not offered the chance",
    VoiceKind.DECLINED: "offered, said no",
}
WORDLESS = (VoiceKind.NO_STATEMENT, VoiceKind.NOT_OFFERED, VoiceKind.DECLINED)
READERS = {
    Audience.SELF: "self",
    Audience.TREATING_TEAMS: "treating teams",
    Audience.PRISON: "prison",
    Audience.COMMUNITY: "community",
    Audience.PANEL: "panel",
}
READ_BACK = (("no", "not read back"), ("yes", "read back to them"))


class VoiceScreen(FormScreen):
    """Their words, character for character; beside them who may read them, and whether they were read back."""

    HELP = (
        "What the participant, or a carer, says: type it as it is said, character for character. They choose who may "
        "read it; a panel sees only what is released to it here. Say whether it was read back to them. A comment of "
        "staff stands apart from their words. Ctrl+S saves from anywhere."
    )
    KEYS = (
        ("Ctrl+S", "Save"),
        ("Tab", "Next field"),
        ("Space", "Tick"),
        ("Esc", "Back"),
        ("F1", "Help"),
        ("Ctrl+P", "Commands"),
    )
    FORM = "voice"
    DEFAULT_CSS = """
    VoiceScreen .title { padding: 1 1 1 2; text-style: bold; }
    VoiceScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    VoiceScreen #on { width: 20; }
    """

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat)
        self.participant = participant

    @property
    def about(self) -> dict[str, str]:
        """Whose words."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """Whose words."""
        return f"Voice: {self.participant.name.banner}"

    def compose(self) -> ComposeResult:
        """The banner, the words, and what stands beside them."""
        yield TopLine(self.seat.sitting)
        yield Banner(self.participant, self.seat.sitting.today)
        yield Words("Add to the participant's voice", classes="title")
        with VerticalScroll(can_focus=False):
            yield form_field(
                "kind",
                "Kind",
                Picker(
                    [Pick(code=one.value, words=words) for one, words in KINDS.items()],
                    VoiceKind.ACCOUNT.value,
                    empty="type a few letters, or ↓",
                    id="kind",
                ),
                "What it is. “Asked, made no statement”, “not offered” and “said no” are three different things and "
                "hold no words.",
            )
            yield form_field(
                "said",
                "Their words",
                WordsBox(id="said"),
                "As they are said, character for character. Enter begins a new line, Tab goes on.",
            )
            yield form_field(
                "readers",
                "May read it",
                TickRow(
                    [(one.value, words) for one, words in READERS.items()],
                    [one.value for one in DEFAULT_AUDIENCES],
                    id="readers",
                ),
                "Whom they want to read it; ask them. Left and right move, space or the first letter ticks. Nobody "
                "else is shown it, and a panel reads only words that were released to it.",
            )
            yield form_field(
                "back",
                "Read back",
                ChoiceRow(READ_BACK, "no", id="back"),
                "Whether what you typed was read back to them.",
            )
            yield form_field(
                "on",
                "Date",
                Input("t", id="on", compact=True),
                "When they said it: t today, y yesterday, 1/3, 1 mar.",
                echoes=True,
            )
            yield form_field(
                "about", "About", Input(id="about", compact=True), "What it is about, where that matters. May be empty."
            )
            yield form_field(
                "comment",
                "Our comment",
                Input(id="comment", compact=True),
                "Yours, not theirs: it stands apart from their words and never travels as theirs. May be empty.",
            )
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin at their words."""
        self.query_one(WordsBox).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Show the words' field where the kind holds words, and the day in words."""
        kind = self.picked_of("kind")
        self.field_of("said").display = kind is None or VoiceKind(kind) not in WORDLESS
        problems: dict[str, str] = {}
        day = self._day(problems)
        self.field_of("on").echo(day_words(day) if day else problems["on"])

    def check(self) -> None:
        """Say what is wrong, or save."""
        problems = self.settled_problems()
        day, kind = self._day(problems), self.picked_of("kind")
        if kind is None:
            problems["kind"] = "Say what it is. Type a few letters or press the down arrow."
        elif VoiceKind(kind) not in WORDLESS and not self.words_of("said").strip():
            problems["said"] = "There are no words yet. Where there are none to write, change the kind above."
        if not self.query_one(TickRow).value:
            problems["readers"] = "Somebody must be able to read it: tick at least one."
        if not self.complain(problems) and kind and day and self.begin_saving():
            self._save(VoiceKind(kind), day)

    @work(exit_on_error=False)
    async def _save(self, kind: VoiceKind, day: PartialDate) -> None:
        readers = tuple(Audience(one) for one in self.query_one(TickRow).value.split(SEPARATOR))
        text = None if kind in WORDLESS else self.words_of("said")
        try:
            entry = await self.seat.ask(
                add_voice,
                self.participant.id,
                kind=kind,
                on=day,
                text=text,
                audiences=readers,
                read_back=self.chosen_of("back") == "yes",
                about=self.text_of("about").strip() or None,
                staff_comment=self.text_of("comment").strip() or None,
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        said = quoted(entry.text) if entry.text else entry.words
        self.seat.last_act = LastAct(kind=EntryKind.VOICE, asked=entry.id, words=f"the entry of the voice {said}"[:200])
        readers_words = ", ".join(READERS[one] for one in entry.audiences)
        self.dismiss(f"Saved for {readers_words}. {said}"[:300])  # type: ignore[arg-type]

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self.restored()

    @on(ValueChanged)
    def _value_changed(self, event: ValueChanged) -> None:
        self.changed(event.field)
        if event.field == "kind":
            self._offer_a_carers_readers()
            self.restored()

    def _offer_a_carers_readers(self) -> None:
        # A carer's words are for the treating teams alone unless the carer says otherwise, entry by entry.
        ticks, usual = self.query_one(TickRow), SEPARATOR.join(DEFAULT_AUDIENCES)
        if self.picked_of("kind") == VoiceKind.CARER and ticks.value == usual:
            ticks.value = Audience.TREATING_TEAMS.value

    def _day(self, problems: dict[str, str]) -> PartialDate | None:
        today = self.seat.sitting.today
        try:
            day = read_date(self.text_of("on"), today)
            refuse_future(day, today, "What was said")
        except InvalidValue as error:
            problems["on"] = f"{error}"
            return None
        return day
