"""What verification says of a file that came, before anything of it is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.domain.errors import Refused
from registry.domain.stored_documents import DocumentKind
from registry.domain.verdict import Ruling, Verdict, refused
from registry.services.incoming import Incoming, look_at_incoming
from registry.services.participants import show_participant
from tui.screens.framed import ALWAYS, Framed
from tui.screens.match import MatchScreen, ReceivedHere
from tui.screens.participant import ParticipantScreen
from tui.screens.take_in import TakeInScreen
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.key_line import KeyLine
from tui.widgets.modal import Told
from tui.widgets.plain import Words, facts, lines, one_line, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine

MEANT = {
    Verdict.TRUSTED: "Signed by the people and the unit it names, and the directory vouches for their keys.",
    Verdict.INTACT: "Unchanged since it was signed; but no directory vouches for who signed. Receiving it needs a "
    "reason, and your name stands behind it.",
    Verdict.REFUSED: "Nothing of it is shown, and nothing can be received. Nothing was written.",
}


async def arrival(seat: Seat, file: Path, read: Callable[[], bytes]) -> "ArrivalScreen":
    """Verify what came in a file and return the screen that says what was found; a refusal is a verdict too.

    Raises as `look_at_incoming` what is no refusal.
    """
    data = b""
    try:
        data = read()
        return ArrivalScreen(seat, file, data, await seat.ask(look_at_incoming, data))
    except Refused as error:
        return ArrivalScreen(seat, file, data, refused(error))


class ArrivalScreen(Framed):
    """The verdict in words with its findings; Enter goes on to whose record it belongs to."""

    HELP = (
        "The verdict on this file. TRUSTED: the directory vouches for who signed. INTACT: unchanged, but nobody we "
        "know vouches for it. REFUSED: it broke a rule, which is named. Findings and what was not checked stand below. "
        "Enter goes on; nothing is kept before you have said whose record it belongs to and signed."
    )
    KEYS = (("Enter", "Go on"), ("↑ ↓", "Scroll"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", priority=True),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = """
    ArrivalScreen .title { padding: 1 1 1 2; }
    """

    def __init__(self, seat: Seat, file: Path, data: bytes, found: Incoming | Ruling) -> None:
        super().__init__(seat)
        self.file = file
        self.data = data
        self.incoming = found if isinstance(found, Incoming) else None
        self.ruling = found.ruling if isinstance(found, Incoming) else found

    def compose(self) -> ComposeResult:
        """The person as the document names them, the verdict, all that is said beside it."""
        yield TopLine(self.seat)
        if self.incoming is not None and self.incoming.participant is not None:
            yield Banner(self.incoming.participant, self.seat.sitting.today)
        verdict = self.ruling.verdict
        yield Words(lines(one_line(verdict.value, "bold"), plain(MEANT[verdict])), classes="title")
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Show what was found."""
        pane = self.query_one(ReadingPane)
        pane.read(facts(row for row in self._rows() if row[1]))
        pane.focus()
        if self.incoming is None:
            self.query_one(KeyLine).offer(ALWAYS)

    def action_go_on(self) -> None:
        """Go on to whose record it belongs to, or to taking in what belongs to a document we have."""
        if self.incoming is None:
            self.say("A refused file cannot be received. Ask its sender, and say which reason stands here.")
        elif self.incoming.kind is DocumentKind.TRANSFER_SUMMARY:
            self.app.push_screen(MatchScreen(self.seat, self.data, self.incoming), self._received)
        else:
            self.app.push_screen(TakeInScreen(self.seat, self.data, self.incoming), self._taken_in)

    def action_back(self) -> None:
        """Back to the files; nothing was kept."""
        self.dismiss()

    def _received(self, done: object) -> None:
        if isinstance(done, ReceivedHere):
            self._open_plan(done)

    def _taken_in(self, said: object) -> None:
        if said:
            self.app.switch_screen(Told("Taken in", f"{said}"))

    @work(exit_on_error=False)
    async def _open_plan(self, done: ReceivedHere) -> None:
        history = await self.seat.ask(show_participant, done.participant_id)
        screen = ParticipantScreen(self.seat, history.participant, opens="Plan")

        async def put_in_place() -> None:
            # Not awaited in the worker: the screen that is left takes its workers with it.
            await self.app.switch_screen(screen)
            await self.app.push_screen(Told("Received", done.words))

        self.app.call_later(put_in_place)

    def _rows(self) -> Iterator[tuple[str, str]]:
        ruling = self.ruling
        yield "File", f"{self.file.name}"
        if ruling.reason is not None:
            yield "Reason", ruling.reason.value
            yield "What happened", ruling.message
            yield "Where", ruling.path
            yield "What to do", ruling.hint
        yield "It is", ruling.about
        yield "Issuer", ruling.issuer
        yield "Vouched for", ruling.directory
        yield "Check words", ruling.words
        for finding in ruling.findings:
            yield "Note", finding.words
        if self.incoming is not None and self.incoming.work:
            yield "Brings", "\n".join(self.incoming.work)
        yield "Not checked yet", "\n".join(one.words for one in ruling.not_checked)
