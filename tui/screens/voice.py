"""Enter a participant's own words, for the audiences they chose."""

from collections.abc import Iterator
from functools import partial

from registry.domain.access import Permission, may
from registry.domain.corrections import EntryKind
from registry.domain.matching import IdentifierKind
from registry.domain.quoting import quoted
from registry.domain.room_for_words import clip
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceEntry, VoiceKind
from registry.services.voice import add_voice
from tui.last_act import LastAct
from tui.screens.framed import ALWAYS
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, choose, day, line, pick
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick
from tui.widgets.tick_row import SEPARATOR, TickRow

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
MOST_SAID = 40  # Words: so many take three lines of the narrowest screen.
READ_BACK = (("no", "not read back"), ("yes", "read back to them"))


class VoiceForm(SavingForm):
    """Their words, character for character; beside them who may read them, and whether they were read back."""

    NEEDS = Permission.ADD_VOICE
    HELP = (
        "What the participant, or a carer, says: type it as it is said, character for character. They choose who may "
        "read it; a panel sees only what is released to it here. Say whether it was read back to them. A comment of "
        "staff stands apart from their words. Ctrl+S saves from anywhere."
    )
    KEYS = (("Ctrl+S", "Save"), ("Tab", "Next field"), ("Space", "Tick"), *ALWAYS)
    TITLE = "Add to the participant's voice"
    LISTED = "Voice"

    @property
    def asked(self) -> str:
        """Whose words they are, as the service is asked."""
        raise NotImplementedError

    @property
    def confirmed(self) -> dict[IdentifierKind, str] | None:
        """The identifiers that must be theirs as well; none where the record is open."""
        return None

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield pick(
            "kind",
            "Kind",
            "What it is. “Asked, made no statement”, “not offered” and “said no” are three different things and "
            "hold no words.",
            [Pick(code=one.value, words=words) for one, words in KINDS.items()],
            VoiceKind.ACCOUNT.value,
            needed="Say what it is. Type a few letters or press the down arrow.",
        )
        yield box(
            "said",
            "Their words",
            "As they are said, character for character.",
            needed="There are no words yet. Where there are none to write, change the kind above.",
            if_empty="It cannot be left empty, but where the kind holds no words.",
        )
        yield form_field(
            "readers",
            "May read it",
            TickRow(
                [(one.value, words) for one, words in READERS.items()],
                [one.value for one in DEFAULT_AUDIENCES],
                id="readers",
            ),
            "Whom they want to read it; ask them. Nobody else is shown it, and a panel reads only "
            "words that were released to it.",
            needed="Somebody must be able to read it: tick at least one.",
        )
        yield choose("back", "Read back", "Whether what you typed was read back to them.", READ_BACK)
        yield day("on", "Date", f"When they said it: {EXAMPLES}.", what="What was said")
        yield line("about", "About", "What it is about, where that matters.")
        yield line(
            "comment",
            "Our comment",
            "Yours, not theirs: it stands apart from their words and never travels as theirs.",
        )

    def restored(self) -> None:
        """Show the words' field where the kind holds words, and the day in words."""
        kind = self.picked_of("kind")
        self.field_of("said").display = kind is None or VoiceKind(kind) not in WORDLESS
        super().restored()

    def act(self) -> Act:
        """Keep it; their words are not touched."""
        kind = VoiceKind(self.picked("kind") or "")
        return partial(
            add_voice,
            asked=self.asked,
            kind=kind,
            on=self.day(),
            text=None if kind in WORDLESS else self.words_of("said"),
            audiences=tuple(Audience(one) for one in self.query_one(TickRow).value.split(SEPARATOR)),
            read_back=self.chosen_of("back") == "yes",
            about=self.said("about"),
            staff_comment=self.said("comment"),
            confirmed=self.confirmed,
        )

    def saved(self, made: VoiceEntry) -> str:
        """For whom it was kept; it can be undone."""
        if may(self.seat.sitting.user.roles, Permission.WRITE_RECORD):
            said = quoted(made.text) if made.text else made.words
            self._can_be_undone(made, said)
        return f"Saved for {self.readers_and_words(made)}"

    def readers_and_words(self, made: VoiceEntry) -> str:
        """Who may read an entry, and what it says, cut where it is long."""
        readers = ", ".join(READERS[one] for one in made.audiences)
        return f"{readers}. {clip(quoted(made.text) if made.text else made.words, MOST_SAID)}"

    def _can_be_undone(self, made: VoiceEntry, said: str) -> None:
        self.seat.last_act = LastAct(kind=EntryKind.VOICE, asked=made.id, words=f"the entry of the voice {said}"[:200])

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


class VoiceScreen(VoiceForm, ParticipantForm):
    """Added to the record that is open."""

    FORM = "voice"
    BEGINS_AT = "said"

    @property
    def asked(self) -> str:
        """The participant whose record is open."""
        return self.participant.id
