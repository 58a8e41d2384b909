"""What is let go of when the screens lock: whatever still leads to what was typed and shown.

Python and SQLite do not write over what they let go of; docs/security.md says what that leaves.
"""

import gc

from rich.cells import cached_cell_len

ERASE_SAVED_LINES = "\x1b[3J"
"""The xterm control sequence of this name."""


def forget_what_was_shown() -> None:
    """Let go of texts that were measured to be drawn, a passphrase among them, and of screens that are closed."""
    # A field is measured with what is typed in it, also where dots are shown.
    cached_cell_len.cache_clear()
    # A closed screen refers to itself, and would be found some time later.
    gc.collect()
