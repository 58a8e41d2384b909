"""A terminal that shows nothing by itself: quick hands are ahead of the prompt, and every key is known as it is typed.

It begins as the program does, before anything else is loaded. What is typed in answer to a question is shown by who
asks it (`tui.plain.typed_line`); the terminal neither shows it nor holds it back until Enter. However the program ends,
the terminal is given back as it was: at an error, at Ctrl+C, while it is stopped with Ctrl+Z, and where it is told to
end or its line is cut. Only a kill that no program hears leaves it silent; `stty sane` gives it back then.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

DROPPED = "What was typed before it was asked for was dropped. Type it again."
SHOWN = (
    "What was typed before Throughcare had begun was shown on the screen, and was dropped. Type it again; if it was a "
    "passphrase, clear the screen and the lines above it first."
)
_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_was: list[Any] = []
"""How the terminal was before it was silent; empty while it is as it was."""
_seen = False
"""True where something was typed, and shown, before the terminal was silent, and nobody has asked for it yet."""
_asking: "list[Asked]" = []
"""What is asked just now, the last one innermost."""


class Asked:
    """What a question does where the program is stopped or ended while it waits for the answer."""

    def __init__(self, *, again: Callable[[], None], last: Callable[[], None]) -> None:
        self.again, self.last = again, last


def is_silent() -> bool:
    """True while the terminal shows nothing by itself."""
    return bool(_was)


def begin() -> None:
    """Show nothing of what is typed from now on. Where there is no terminal, or it is silent already, do nothing."""
    global _seen
    if _was or not sys.stdin.isatty():
        return
    import termios

    _was[:] = termios.tcgetattr(sys.stdin.fileno())
    for each in _ENDING:
        if signal.getsignal(each) is signal.SIG_DFL:
            signal.signal(each, _end_with)
    if signal.getsignal(signal.SIGTSTP) is signal.SIG_DFL:
        signal.signal(signal.SIGTSTP, _stop_with)
    _mute()
    # Only now is a line counted that nobody has ended with Enter.
    _seen = bool(_was[3] & termios.ECHO) and _is_waiting()


def end() -> None:
    """Give the terminal back as it was; where it is so already, do nothing."""
    if not _was:
        return
    _unmute()
    _was.clear()
    for each in (*_ENDING, signal.SIGTSTP):
        if signal.getsignal(each) in (_end_with, _stop_with):
            signal.signal(each, signal.SIG_DFL)


def drop() -> str:
    """Drop what was typed and nobody has asked for, and return what is to be said of it; empty where nothing was."""
    global _seen
    if not _was:
        return ""
    import termios

    said = SHOWN if _seen else DROPPED if _is_waiting() else ""
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    _seen = False
    return said


@contextmanager
def silent() -> Iterator[None]:
    """Show nothing of what is typed within, and give the terminal back as it was."""
    begin()
    try:
        yield
    finally:
        end()


@contextmanager
def asking(asked: Asked) -> Iterator[None]:
    """Let a question say itself again after a stop, and keep what was typed before an end."""
    _asking.append(asked)
    try:
        yield
    finally:
        _asking.remove(asked)


def _mute() -> None:
    import termios

    mute = [*_was[:6], [*_was[6]]]
    # Ctrl+S would hold every word back, and who uses the screens presses it.
    mute[0] &= ~termios.IXON
    # Every key comes as it is pressed; Ctrl+C and Ctrl+Z stay what they are.
    mute[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    mute[6][termios.VMIN], mute[6][termios.VTIME] = 1, 0
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, mute)


def _unmute() -> None:
    import termios

    # A line that is cut has no terminal any more.
    with suppress(termios.error):
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, [*_was])


def _is_waiting() -> bool:
    import select

    return bool(select.select([sys.stdin.fileno()], [], [], 0)[0])


def _end_with(number: int, _frame: FrameType | None) -> None:
    for asked in _asking:
        with suppress(Exception):
            asked.last()
    end()
    os.kill(os.getpid(), number)


def _stop_with(number: int, _frame: FrameType | None) -> None:
    _unmute()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    # Here it goes on.
    signal.signal(number, _stop_with)
    _mute()
    for asked in _asking[-1:]:
        with suppress(RuntimeError):  # It was being written just then, and goes on.
            asked.again()
