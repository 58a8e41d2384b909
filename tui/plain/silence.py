"""A terminal that shows nothing of what is typed until somebody is asked: quick hands are ahead of the prompt."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silent() -> Iterator[None]:
    """Show nothing of what is typed within, and give the terminal back as it was. Where there is none, do nothing.

    What was typed ahead is dropped by whoever asks for a passphrase: it may have been shown before this began.
    """
    if not sys.stdin.isatty():
        yield
        return
    import termios

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    mute = [*before]
    mute[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSADRAIN, mute)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
