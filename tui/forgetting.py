"""What is let go of when the screens lock: whatever still leads to what was typed and shown.

Python and SQLite do not write over what they let go of; docs/security.md says what that leaves.
"""

import gc
from typing import Any, Final

from rich.cells import cached_cell_len
from textual.app import App

ERASE_SAVED_LINES: Final = "\x1b[3J"
"""The xterm control sequence of this name."""

_ONCE_MORE: Final = 2.0  # seconds


def forget_what_was_shown(app: App[Any]) -> None:
    """Let go of texts that were measured to be drawn, a passphrase among them, and of screens that are closed.

    Now, and once more: on a busy machine a screen is still being taken down when the lock already stands.
    """
    _let_go()
    app.set_timer(_ONCE_MORE, _let_go)


def _let_go() -> None:
    # A field is measured with what is typed in it, also where dots are shown.
    cached_cell_len.cache_clear()
    # A closed screen refers to itself, and would be found some time later.
    gc.collect()
