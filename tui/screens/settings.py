"""What is set here: whose home, who you are and may do, the colours."""

from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.access import Permission, may
from registry.services.sitting import Sitting
from tui import themes
from tui.screens.framed import ALWAYS
from tui.screens.reading import ReadingScreen
from tui.widgets.plain import facts, plain, stacked


class SettingsScreen(ReadingScreen):
    """The colours change at once with a number and are remembered on this computer."""

    NAME = "Settings"
    HELP = (
        "Whose home is open, who you are, what your roles allow, where files go. 1, 2 and 3 choose the colours; the "
        "choice is remembered on this computer. With NO_COLOR set there are none."
    )
    KEYS = (("1 2 3", "Colours"), ("↑ ↓", "Scroll"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(f"{number}", f"colours('{name}')", f"Colours: {words}", show=False)
        for number, (name, words) in enumerate(themes.WORDS.items(), 1)
    ]

    def action_colours(self, name: str) -> None:
        """Change the colours and remember the choice."""
        self.app.theme = name
        themes.remember(name)
        self.read()

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return the settings in words."""
        roles = sitting.user.roles
        rows = [
            ("Unit", f"{sitting.unit.name}, {sitting.unit.tier.words}"),
            ("Contact", sitting.unit.contact or "none: readers cannot ask by telephone"),
            ("Home", f"{sitting.home.folder}"),
            ("Catalogue", f"{sitting.catalogue.version}, {len(sitting.catalogue.programmes)} programmes"),
            ("You", sitting.user.person.words),
            ("Your roles", ", ".join(sorted(role.value.replace("-", " ") for role in roles))),
            ("You may", "; ".join(one.value for one in Permission if may(roles, one))),
            ("Files", f"{self.seat.folder}"),
        ]
        colours = [
            (f"{number}", f"{words}{'  (these)' if name == self.app.theme else ''}")
            for number, (name, words) in enumerate(themes.WORDS.items(), 1)
        ]
        return stacked([facts(rows), plain("\nColours", "bold"), facts(colours)])
