"""What the person's terminal can show, and what they ask of it."""

import os
import sys


def is_accessible() -> bool:
    """True where the person asks for prompts instead of screens, with ACCESSIBLE=1."""
    return os.environ.get("ACCESSIBLE", "") not in ("", "0")


def shows_screens() -> bool:
    """True at a terminal: for what is typed, for what is shown and for what is said beside it."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()
