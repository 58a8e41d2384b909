"""What the palette calls locking and closing, and which other words find them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LOCK: Final = "Lock the screen now  (Ctrl+L)"
CLOSE: Final = "Close Throughcare  (Ctrl+Q)"
FOUND_BY: Final[Mapping[str, str]] = MappingProxyType(
    {LOCK: "log out off sign", CLOSE: "quit exit leave log out off sign"}
)
"""Words that find these two besides their names; they are never shown."""
