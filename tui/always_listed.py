"""The two commands that the palette lists on every screen, and the everyday words that find them."""

from types import MappingProxyType
from typing import Final

LOCK: Final = "Lock the screen now  (Ctrl+L)"
CLOSE: Final = "Close Throughcare  (Ctrl+Q)"
FOUND_BY: Final = MappingProxyType({LOCK: "log out off sign", CLOSE: "quit exit leave log out off sign"})
"""Words that find them besides their names; they are never shown."""
