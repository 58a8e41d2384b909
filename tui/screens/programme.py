"""One programme: what is known of it, what is not, and from where; and two editions side by side."""

from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.cli.programme_screen import programme_lines
from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.services.definitions import list_local_definitions
from registry.services.sitting import Sitting
from tui.screens.compare import CompareScreen
from tui.screens.framed import ALWAYS
from tui.screens.reading import ReadingScreen
from tui.seat import Seat
from tui.widgets.plain import Words, hung, stacked
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine


class ProgrammeScreen(ReadingScreen):
    """Every edition of it; c lays one beside another."""

    HELP = (
        "One programme of the catalogue with its editions, and what this unit itself laid down for them. What is not "
        "known says so, and each fact names its source. c lays two editions side by side."
    )
    KEYS = (("c", "Compare"), ("↑ ↓", "Scroll"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "compare", "Compare with another edition")]

    def __init__(self, seat: Seat, catalogue: Catalogue, programme: Programme) -> None:
        super().__init__(seat)
        self.catalogue = catalogue
        self.programme = programme

    def compose(self) -> ComposeResult:
        """Its name, the text."""
        yield TopLine(self.seat)
        yield Words(self.programme.title, classes="title")
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return the programme's lines, with what this unit laid down."""
        editions = self.programme.editions
        ids = {edition.id for edition in editions}
        local = [one for one in list_local_definitions(sitting) if one.edition_id in ids]
        said = programme_lines(self.programme, editions, sitting.needs, local)
        return stacked([hung(line, "" if line.startswith(" ") else "bold") for line in said])

    def action_compare(self) -> None:
        """Lay it beside another edition."""
        self.app.push_screen(CompareScreen(self.seat, self.catalogue, self.programme.editions[-1].id))
