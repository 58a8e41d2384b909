"""Open a group on a programme."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.dates import PartialDate
from registry.domain.errors import ThroughcareError
from registry.services.groups import open_group
from tui.screens.dated_form import EXAMPLES, DatedForm
from tui.screens.programme_picks import programmes_for_new_work
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Picker
from tui.widgets.plain import one_line


class OpenGroupScreen(DatedForm):
    """Its name, its programme, its first day."""

    HELP = (
        "Open a group: what the unit calls it, the programme it runs, and its first day. Two running groups do not "
        "share a name. Then a adds people to it."
    )
    FORM = "group"
    DATED = "The group's beginning"

    @property
    def about(self) -> dict[str, str]:
        """Nothing but the unit."""
        return {}

    @property
    def name_in_lists(self) -> str:
        """What a list calls it."""
        return "New group"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("Open a group", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the name, the programme, the day."""
        picks = programmes_for_new_work(self.seat.sitting)
        yield form_field("name", "Name", Input(id="name", compact=True), "What the unit calls the group.")
        yield form_field(
            "programme",
            "Programme",
            Picker(picks, None, empty="type a few letters, or ↓", id="programme"),
            "Which programme it runs, by code, name, older name or a near miss.",
        )
        yield self.day_field(f"Its first day: {EXAMPLES}.", "First day")

    def on_mount(self) -> None:
        """Begin at the name."""
        self.query_one("#name", Input).focus()
        self.restored()
        self.begin()

    def check(self) -> None:
        """Say what is missing, or open it."""
        problems = self.settled_problems()
        day, name, programme = self.day(problems), self.text_of("name").strip(), self.picked_of("programme")
        if not name:
            problems["name"] = "Say what the group is called."
        if programme is None:
            problems.setdefault("programme", "Say which programme: type a few letters.")
        if not self.complain(problems) and programme and day and self.begin_saving():
            self._save(name, programme, day)

    @work(exit_on_error=False)
    async def _save(self, name: str, programme: str, day: PartialDate) -> None:
        try:
            made = await self.seat.ask(open_group, name=name, edition=programme, on=day)
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss(f"Saved: {made.name} is open. a adds people to it.")  # type: ignore[arg-type]
