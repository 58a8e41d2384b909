"""Whose record a summary belongs to: side by side, chosen by a person, identified again, signed for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.widgets import Input

from registry.cli.outgoing_files import write_outgoing
from registry.domain.errors import Refusal, Refused
from registry.domain.matching import IdentifierKind
from registry.domain.participant import Participant
from registry.domain.verdict import Verdict
from registry.files import make_private_folder
from registry.services.incoming import Incoming
from registry.services.receipts import write_receipt
from registry.services.receiving import Received, receive_summary
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.signing import SigningScreen
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import Words
from tui.widgets.two_people import side_by_side

NEW = "new"
NEW_WORDS = "nobody yet: a new person here"
NEEDS_A_REASON = "It needs a reason; your name stands behind it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedHere:
    """What the matching hands back: whose record it was attached to, and what happened in words."""

    participant_id: str
    words: str


class MatchScreen(SigningScreen):
    """Nobody is chosen for you: pick the record, look at both, type two identifiers again."""

    HELP = (
        "Say whose record here this summary belongs to: pick somebody, or a new person. Both stand side by side; what "
        "differs says so. Then type two identifiers of the person again, from paper or from the person. Receiving "
        "keeps the exact bytes, makes the plan, and signs a receipt with your key where the directory lists it."
    )
    KEYS = (("Ctrl+S", "Receive"), ("Tab", "Next field"), *ALWAYS)
    FORM: ClassVar[str] = "receiving"
    DEFAULT_CSS = """
    MatchScreen .title { padding: 0 1 0 2; }
    MatchScreen.-wide .title { padding: 1 1 1 2; }
    MatchScreen .both { padding: 0 1 1 2; height: auto; max-width: 103; }
    """

    def __init__(self, seat: Seat, data: bytes, incoming: Incoming) -> None:
        assert incoming.participant is not None
        super().__init__(seat, incoming.participant, "Whose record is it?", signer=seat.sitting.user.name)
        self.person = incoming.participant
        self.data = data
        self.incoming = incoming

    @property
    def about(self) -> dict[str, str]:
        """The document."""
        return {"document": self.incoming.ruling.document or ""}

    def own_fields(self) -> Iterator[FormField]:
        """Where the receipt goes, the record it belongs to, and the reasons that may be needed."""
        yield form_field(
            "folder",
            "Receipt to",
            Input(str(self.seat.folder), id="folder", compact=True),
            "The folder the receipt is written into, to be sent back.",
            if_empty="Left empty, no file is written; it can be made later.",
        )
        picks = [Pick(code=one.id, words=_who(one), also=f"{one.nhs_number or ''}") for one in self.incoming.candidates]
        yield form_field(
            "who",
            "Belongs to",
            Picker(
                [*picks, Pick(code=NEW, words=NEW_WORDS)], None, empty=f"{_count(len(picks))}: ↓, or type", id="who"
            ),
            "The people here who share a number, or a name and birth date, with the document. A new "
            "person gets a record of their own.",
            needed="Pick somebody, or a new person: nobody is chosen for you.",
        )
        yield form_field(
            "intact",
            "Reason",
            Input(id="intact", compact=True),
            "Why this INTACT document is taken in although no directory vouches for who signed it. It is kept.",
            needed=NEEDS_A_REASON,
        )
        yield form_field(
            "gap",
            "Gap",
            Input(id="gap", compact=True),
            "Why it is taken in although a version before it never came. It is kept with your name.",
            needed=NEEDS_A_REASON,
        )

    def on_mount(self) -> None:
        """Show the document's person; the reasons only where they are needed."""
        self.field_of("intact").display = self.incoming.ruling.verdict is Verdict.INTACT
        self.field_of("gap").display = False
        both = Words(side_by_side(self.person, None), classes="both")
        self.mount(both, after=self.query_one(".title"))

    def took(self, field: str) -> None:
        """Show whoever is picked beside the document's person."""
        super().took(field)
        here = next((one for one in self.incoming.candidates if one.id == self.picked_of("who")), None)
        self.query_one(".both", Words).show(side_by_side(self.person, here))

    def save(self) -> None:
        """Receive it."""
        who = self.picked_of("who")
        self._receive(None if who == NEW else who, self.entered)

    @work(exit_on_error=False)
    async def _receive(self, who: str | None, entered: dict[IdentifierKind, str]) -> None:
        folder = self.text_of("folder").strip()
        done = await self.sign(
            receive_and_answer,
            self.data,
            who,
            entered,
            accept_intact=self.text_of("intact").strip() or None,
            accept_gap=self.text_of("gap").strip() or None,
            folder=Path(folder).expanduser() if folder else None,
        )
        if isinstance(done, ReceivedHere):
            await self.finish()
            self.dismiss(done)  # type: ignore[arg-type]
        elif isinstance(done, Refused) and done.reason is Refusal.SERIES_GAP:
            self.field_of("gap").display = True


def receive_and_answer(
    sitting: Sitting,
    data: bytes,
    who: str | None,
    entered: Mapping[IdentifierKind, str],
    *,
    accept_intact: str | None,
    accept_gap: str | None,
    folder: Path | None,
) -> ReceivedHere:
    """Receive a summary and write its receipt where there is one. Raises as the services; nothing is kept then."""
    if folder is not None:
        make_private_folder(folder)
    received = receive_summary(
        sitting, data, participant=who, confirmations=entered, accept_intact=accept_intact, accept_gap=accept_gap
    )
    said = list(_said(received))
    if received.receipt is None:
        said += ["", "No receipt: no directory lists your key for receiving. F2 x and “key export” make a card."]
    elif folder is not None:
        written = write_outgoing(write_receipt(sitting, received.document), folder)
        said += ["", "The receipt to send back:", *(f"{file}" for file in written)]
    return ReceivedHere(participant_id=received.history.participant.id, words="\n".join(said))


def _said(received: Received) -> Iterator[str]:
    yield f"{received.ruling.headline}. Attached to {received.history.participant.name.banner}."
    yield from received.notices
    lines = len(received.plan.lines)
    yield f"The plan has {lines} {'line' if lines == 1 else 'lines'}; it opens now, and waits for your decisions."


def _who(one: Participant) -> str:
    return f"{one.name.banner}, {one.born.words}, NHS No. {one.nhs_number or 'none'}"


def _count(number: int) -> str:
    return "nobody here matches" if not number else "1 person may match" if number == 1 else f"{number} may match"
