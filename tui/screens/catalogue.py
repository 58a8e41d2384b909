"""The catalogue: every programme, found as one types."""

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

from registry.domain.catalogue_in_use import Catalogue
from registry.domain.local_ids import code_of
from registry.domain.wording import kind_words
from registry.services.browsing import find_programmes
from registry.services.local_catalogue import show_catalogue
from tui.screens.framed import ALWAYS
from tui.screens.programme import ProgrammeScreen
from tui.screens.search_screen import SearchScreen
from tui.widgets.list_and_detail import in_columns

WIDTHS = (13, 42)
HEADINGS = ("Code", "Programme", "Kind")
NOTHING = "No programme answers to that. Type fewer letters, an acronym, or an older name."


class CatalogueScreen(SearchScreen):
    """Type to find; Enter shows a programme."""

    HELP = (
        "Every programme of the catalogue this unit works with, its own among them. Type a code, an acronym, a name "
        "or an older name; a slip of the finger is forgiven. Enter shows a programme: what is known of it, what is "
        "not, and where each fact comes from. There two editions can be laid side by side."
    )
    KEYS = (("Enter", "Show"), ("↑ ↓", "Choose"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Show")]
    EMPTY = "a code, an acronym, a name"
    ASKS = (
        "Which programme, by its code, name or an older name. The list follows what you type.\n"
        "Enter opens the marked one. Left empty, all of them stand below."
    )
    catalogue: Catalogue | None = None

    def on_mount(self) -> None:
        """Begin with everything."""
        self.read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Read the catalogue this home works with."""
        self.catalogue = await self.seat.ask(show_catalogue)
        self._show("")

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, text: str) -> None:
        if self.catalogue is None:
            return
        everything = sorted(self.catalogue.programmes.values(), key=lambda one: code_of(one.id).casefold())
        found = find_programmes(self.catalogue, text) if text.strip() else tuple(everything)
        rows = [(one.id, (code_of(one.id), one.title, kind_words(one.kind))) for one in found]
        self.found.fill(in_columns(HEADINGS, rows, WIDTHS, self.app.size.width))
        self.count(len(found), "programme")
        self.say("" if rows else NOTHING)

    def on_resize(self) -> None:
        """Draw the columns for the new width."""
        self._show(self.line.value)

    def action_open(self) -> None:
        """Show the marked programme."""
        chosen = self.found.chosen
        if chosen is not None and self.catalogue is not None:
            self.app.push_screen(ProgrammeScreen(self.seat, self.catalogue, self.catalogue.programmes[chosen]))
