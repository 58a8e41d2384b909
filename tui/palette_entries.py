"""What the palette lists before a letter is typed: what the screen does, every place, the colours."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from tui import themes
from tui.screens.framed import Framed

if TYPE_CHECKING:
    from tui.app import ThroughcareApp

LOCK, CLOSE = "Lock the screen now  (Ctrl+L)", "Close Throughcare  (Ctrl+Q)"
FOUND_BY: Mapping[str, str] = MappingProxyType({LOCK: "log out off sign", CLOSE: "quit exit leave log out off sign"})
"""Words that find these two besides their names; they are never shown."""


def entries(app: "ThroughcareApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield every command of a screen and of the program, with its key; the places only while the home is open."""
    if isinstance(screen, Framed):
        yield from screen.commands()
    if app.is_at_home:
        from tui.screens.places import PLACES

        for place in PLACES:
            yield SystemCommand(f"{place.name}  (F2 {place.letter})", "", partial(app.action_go, place.name))
        yield SystemCommand(LOCK, "", app.action_lock)
    for name, words in themes.WORDS.items():
        yield SystemCommand(f"Colours (theme): {words}", "", partial(app.action_theme, name))
    yield SystemCommand(CLOSE, "", app.action_quit)
