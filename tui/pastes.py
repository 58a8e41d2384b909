"""A paste is one thing, whatever stands in it: nothing within acts as a key.

Textual reads an ESC inside a bracketed paste as the beginning of a key: what follows it arrives as keys, and a pasted
tab or letter would act. Here everything between the two marks is gathered first, and handed on as one paste.

Textual has no public way to this. A driver makes its own reader, in the thread that reads the terminal, and hands on
events in which what was pressed and what was pasted cannot be told apart any more. To write that thread anew would
lean on more of what is private than to exchange the reader does. A test pastes into a terminal, and fails where
Textual comes to name its reader otherwise.
"""

import sys
from collections.abc import Iterable, Iterator

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

TABS = "What was pasted held tabs: each stands as four spaces now."


class WholePastes(XTermParser):
    """Reads what a terminal sends, with every paste kept whole."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._before = ""
        self._pasted: str | None = None

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what was pressed and pasted; a paste once its end has come, however many pieces it comes in."""
        if not data:
            yield from super().feed(data)
        for character in data:
            if self._pasted is None:
                yield from self._key(character)
            else:
                yield from self._within(self._pasted + character)

    def _key(self, character: str) -> Iterator[Message]:
        yield from super().feed(character)
        self._before = (self._before + character)[-len(BRACKETED_PASTE_START) :]
        if self._before == BRACKETED_PASTE_START:
            self._before, self._pasted = "", ""

    def _within(self, pasted: str) -> Iterator[Message]:
        self._pasted = pasted
        if pasted.endswith(BRACKETED_PASTE_END):
            self._pasted = None
            yield events.Paste(pasted.removesuffix(BRACKETED_PASTE_END).replace("\x00", ""))
            # Textual's own reader is told that the paste is over; to it the paste was empty.
            yield from (each for each in super().feed(BRACKETED_PASTE_END) if not isinstance(each, events.Paste))


def keeping_pastes_whole(driver: type[Driver]) -> type[Driver]:
    """Return Textual's own driver, with its reader of keys exchanged: no driver takes one as an argument."""
    for name in (driver.__module__, "textual.drivers.win32"):
        if "XTermParser" in (reader := vars(sys.modules.get(name, sys))):
            reader["XTermParser"] = WholePastes
    return driver
