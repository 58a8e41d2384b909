"""What the palette lists before a letter is typed: what the screen does, every place, the colours."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from tui import themes
from tui.screens.framed import Framed

if TYPE_CHECKING:
    from tui.app import ThroughcareApp


def entries(app: "ThroughcareApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield every command of a screen and of the program, with its key; the places only while the home is open."""
    if isinstance(screen, Framed):
        yield from screen.commands()
    if app.is_at_home:
        from tui.screens.places import PLACES

        for place in PLACES:
            yield SystemCommand(f"{place.name}  (F2 {place.letter})", "", partial(app.action_go, place.name))
        yield SystemCommand("Lock the screen now  (Ctrl+L)", "", app.action_lock)
    for name, words in themes.WORDS.items():
        yield SystemCommand(f"Colours (theme): {words}", "", partial(app.action_theme, name))
    yield SystemCommand("Close Throughcare  (Ctrl+Q)", "", app.action_quit)
