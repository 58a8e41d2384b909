"""What a command answered, and the line one could have typed."""

from rich.console import RenderableType
from textual.app import ComposeResult

from registry.cli.seated import Answered
from registry.domain.participant import Participant
from registry.services.sitting import Sitting
from tui.screens.reading import ReadingScreen
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.plain import Words, one_line, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine

WELL, NOT_WELL = "It is done.", "It ended, and not everything is well: read what it says."
SILENT = "It had nothing to say."


class CommandAnswerScreen(ReadingScreen):
    """The answer scrolls; Escape goes back to the commands."""

    HELP = (
        "What the command said, in full, and above it the line that does the same at the command line. Nothing runs "
        "again when you look at it."
    )

    def __init__(self, seat: Seat, line: str, answered: Answered, participant: Participant | None) -> None:
        super().__init__(seat)
        self.line = line
        self.answered = answered
        self.whose = participant

    def compose(self) -> ComposeResult:
        """Whose record, the line, the answer."""
        yield TopLine(self.seat)
        if self.whose is not None:
            yield Banner(self.whose, self.seat.sitting.today)
        yield Words(one_line(self.line), classes="title")
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Say how it ended."""
        self.say(WELL if self.answered.done else NOT_WELL)

    def gather(self, _sitting: Sitting) -> RenderableType:
        """Return what it said; it was read when the command ran."""
        return plain(self.answered.said or SILENT)
