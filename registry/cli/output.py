"""The only writer to stdout, stderr and exit codes. Stdout is data; everything else goes to stderr."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import zip_longest
from typing import Any, TextIO

from exports.visible import visible
from registry.domain.errors import NotAllowed, Refused, ThroughcareError

_TAG = re.compile(r" *[0-9a-f]{8}  ")
_NARROWEST_COLUMN = 8


class Caught(io.StringIO):
    """What a command says where a screen shows it: data and notes in their order, folded at so many columns."""

    width: int = 80
    far: Callable[[int, int, str], None] = staticmethod(lambda _done, _of, _what: None)
    """Told how far a long command is, as `progress`; may raise Stopped."""


_caught: ContextVar[Caught | None] = ContextVar("caught", default=None)


@contextmanager
def caught(width: int) -> Iterator[Caught]:
    """Collect in this thread whatever is written, instead of writing it."""
    said = Caught()
    said.width = width
    before = _caught.set(said)
    try:
        yield said
    finally:
        _caught.reset(before)


def is_caught() -> bool:
    """True where a screen shows what is written: then no stream of this process is the person's own."""
    return _caught.get() is not None


def _out() -> TextIO:
    return _caught.get() or sys.stdout


def _err() -> TextIO:
    return _caught.get() or sys.stderr


def _columns() -> int | None:
    """Return how wide a line may be for the person who reads it; None where a program reads it."""
    if (said := _caught.get()) is not None:
        return said.width
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def line(text: str = "") -> None:
    """Write one line of data, with control and invisible characters shown escaped."""
    _out().write(visible(text) + "\n")


def lines(texts: Iterable[str]) -> None:
    """Write several lines of data."""
    for text in texts:
        line(text)


def screen(texts: Iterable[str]) -> None:
    """Write lines for reading: on a terminal folded at its width under their own indent, elsewhere as they are."""
    width = _columns()
    for text in texts:
        for part in folded(visible(text), width) if width else (visible(text),):
            _out().write(part + "\n")


def folded(text: str, width: int) -> list[str]:
    """Return a line folded between words at `width`; what follows stands under it, a little further in.

    An id of eight digits before the first word is no text: what follows stands beside it, not under it.
    """
    indent = len(text) - len(text.lstrip(" "))
    tag = _TAG.match(text)
    hang = " " * min(len(tag[0]) if tag else indent + 2, width // 2)
    import textwrap

    return textwrap.wrap(
        text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    ) or [text]


def data(value: Any) -> None:
    """Write one JSON value on stdout."""
    import json

    _out().write(json.dumps(value, ensure_ascii=True, indent=2) + "\n")


def data_line(value: Any) -> None:
    """Write one JSON value on a line of its own, for what is read as it comes."""
    import json

    _out().write(json.dumps(value, ensure_ascii=True) + "\n")


def raw(content: bytes) -> None:
    """Write exact bytes on stdout, for `-o -`. Raises NotAllowed where a screen shows what is written."""
    if is_caught():
        raise NotAllowed("A file cannot be shown here.", hint="Name a file to write, in the place of -.")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Write one line for the person at the keyboard."""
    _err().write(visible(text) + "\n")


def alarm(text: str) -> None:
    """Write one line that must not be read over: white on red at a terminal that shows colours."""
    shown = visible(text)
    if _err().isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        shown = f"\x1b[1;37;41m{shown}\x1b[0m"
    _err().write(shown + "\n")


def next_step(*commands: str) -> None:
    """Suggest what to type next."""
    note("Next: " + "  or  ".join(commands))


def progress(done: int, of: int, what: str = "") -> None:
    """Show how far a long act is, on one line that the next call writes over; only on a terminal, or to a screen.

    What is counted is named, or else the share is said in per cent. Raises Stopped where a screen shows it, and
    somebody wants no more of it.
    """
    if (said := _caught.get()) is not None:
        said.far(done, of, what)
    elif _err().isatty():
        share = done / of if of else 1.0
        bar = "#" * int(20 * share)
        count = f"{done} of {of} {what}" if what else f"{100 * share:.0f} per cent"
        _err().write(f"\r[{bar:<20}] {count}")
        _err().flush()


def progress_ends() -> None:
    """End the line of a progress."""
    if not is_caught() and _err().isatty():
        _err().write("\n")


def failure(error: ThroughcareError) -> int:
    """Write the one line of an error and return its exit code."""
    note(f"throughcare: {sentence(error)}")
    return int(error.exit)


def sentence(error: ThroughcareError) -> str:
    """Return an error on one line: what happened, why in brackets where a file is refused, and what to do next."""
    reason = f" [{error.reason}]" if isinstance(error, Refused) else ""
    where = f" at {error.path}" if isinstance(error, Refused) and error.path else ""
    return " ".join(f"{error.message}{where}{reason} {error.hint or error.what_next}".split())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows as columns two spaces apart; the last column is never padded.

    On a terminal that is too narrow the widest columns are folded until the rows fit; elsewhere a row is one line.
    """
    shown = [list(headings), *([visible(cell).replace("\n", " ") for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in shown) for n in range(len(headings))]
    if (columns := _columns()) is not None:
        widths = _narrowed(widths, columns)
    for row in shown:
        cells = [_cell(cell, width) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [part.ljust(width) for part, width in zip(parts, widths, strict=True)]
            _out().write("  ".join(padded).rstrip() + "\n")


def _narrowed(widths: Sequence[int], width: int) -> list[int]:
    """Return column widths that fit, taken from the widest columns first, and none below what can be read."""
    fitting, room = list(widths), width - 2 * (len(widths) - 1)
    while sum(fitting) > room and max(fitting) > _NARROWEST_COLUMN:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _cell(text: str, width: int) -> list[str]:
    import textwrap

    return [text] if len(text) <= width else textwrap.wrap(text, width, break_on_hyphens=False)
