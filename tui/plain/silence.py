"""A terminal that shows nothing of what is typed until somebody is asked: quick hands are ahead of the prompt.

It begins as the program does, before anything else is loaded, and ends with the first question that is answered in
sight. However the program ends, the terminal is given back as it was: at an error, at Ctrl+C, and where it is told to
end or its line is cut. Only a kill that no program hears leaves it silent; `stty echo` gives it back then.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_was: list[Any] = []
"""How the terminal was before it was silent; empty while it is as it was."""


def begin() -> None:
    """Show nothing of what is typed from now on. Where there is no terminal, or it is silent already, do nothing."""
    if _was or not sys.stdin.isatty():
        return
    import termios

    _was[:] = termios.tcgetattr(sys.stdin.fileno())
    for each in _ENDING:
        if signal.getsignal(each) is signal.SIG_DFL:
            signal.signal(each, _end_with)
    mute = [*_was]
    mute[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, mute)


def end() -> None:
    """Give the terminal back as it was; where it is so already, do nothing."""
    if not _was:
        return
    import termios

    # A line that is cut has no terminal any more.
    with suppress(termios.error):
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, [*_was])
    _was.clear()
    for each in _ENDING:
        if signal.getsignal(each) is _end_with:
            signal.signal(each, signal.SIG_DFL)


def drop() -> None:
    """Drop what was typed and nobody has asked for. Who asks for a passphrase does so without being told."""
    if sys.stdin.isatty():
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


@contextmanager
def silent() -> Iterator[None]:
    """Show nothing of what is typed within, and give the terminal back as it was."""
    begin()
    try:
        yield
    finally:
        end()


def _end_with(number: int, _frame: FrameType | None) -> None:
    end()
    os.kill(os.getpid(), number)
