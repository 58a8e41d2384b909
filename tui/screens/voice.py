"""Enter a participant's own words, for the audiences they chose."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.errors import ThroughcareError
from registry.domain.participant import Participant
from registry.domain.quoting import quoted
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceKind
from registry.services.voice import add_voice
from tui.last_act import LastAct
from tui.screens.dated_form import EXAMPLES, DatedForm
from tui.screens.framed import ALWAYS
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import one_line
from tui.widgets.tick_row import SEPARATOR, TickRow
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


class VoiceScreen(DatedForm):
    """Their words, character for character; beside them who may read them, and whether they were read back."""

    HELP = (
        "What the participant, or a carer, says: type it as it is said, character for character. They choose who may "
        "read it; a panel sees only what is released to it here. Say whether it was read back to them. A comment of "
        "staff stands apart from their words. Ctrl+S saves from anywhere."
    )
    KEYS = (("Ctrl+S", "Save"), ("Tab", "Next field"), ("Space", "Tick"), *ALWAYS)
    FORM = "voice"
    DATED = "What was said"

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat, participant)
        self.participant = participant

    @property
    def about(self) -> dict[str, str]:
        """Whose words."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """Whose words."""
        return f"Voice: {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("Add to the participant's voice", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
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
        yield self.day_field(f"When they said it: {EXAMPLES}.")
        yield form_field(
            "about", "About", Input(id="about", compact=True), "What it is about, where that matters. May be empty."
        )
        yield form_field(
            "comment",
            "Our comment",
            Input(id="comment", compact=True),
            "Yours, not theirs: it stands apart from their words and never travels as theirs. May be empty.",
        )

    def on_mount(self) -> None:
        """Begin at their words."""
        self.query_one(WordsBox).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Show the words' field where the kind holds words, and the day in words."""
        kind = self.picked_of("kind")
        self.field_of("said").display = kind is None or VoiceKind(kind) not in WORDLESS
        super().restored()

    def check(self) -> None:
        """Say what is wrong, or save."""
        problems = self.settled_problems()
        day, kind = self.day(problems), self.picked_of("kind")
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

    def took(self, field: str) -> None:
        """Offer whom a carer's words are for, and the words' field where the kind holds words."""
        if field == "kind":
            self._offer_a_carers_readers()
        super().took(field)

    def _offer_a_carers_readers(self) -> None:
        # A carer's words are for the treating teams alone unless the carer says otherwise, entry by entry.
        ticks, usual = self.query_one(TickRow), SEPARATOR.join(DEFAULT_AUDIENCES)
        if self.picked_of("kind") == VoiceKind.CARER and ticks.value == usual:
            ticks.value = Audience.TREATING_TEAMS.value
