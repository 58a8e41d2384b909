"""One line typed at a terminal, known key by key, and shown as it is typed: nothing is ever drawn over.

The terminal is silent (`tui.plain.silence`): it hands on each key, and what is shown of it is written here. An erased
character goes by backspace, space, backspace; where it stands on a row above, which no backspace reaches, the line is
said again on a row of its own. Arrows and function keys are passed over. What is typed is handed on to be kept as soon
as a form of the screens would keep it, at the latest where the program is told to end.
"""

import codecs
import os
import select
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from rich.cells import cell_len

from exports.visible import visible
from tui.plain.silence import Asked, asking
from tui.screens.kept_screen import KEEP_AFTER

ENTER: Final = frozenset("\r\n")
ERASE: Final = frozenset("\x7f\x08")
WORD, ALL, AGAIN, LEAVE, ESCAPE, TAB = "\x17", "\x15", "\x12", "\x04", "\x1b", "\t"
WHOLE_KEY = 0.05
"""Seconds within which the rest of one key comes, where a terminal spells it in several characters."""


class TypedLine:
    """A line as far as it is typed. Each method changes it and returns what the terminal is to be sent."""

    def __init__(self, prompt: str, *, hidden: bool = False, columns: Callable[[], int] = lambda: 80) -> None:
        self.prompt, self.hidden, self.columns = prompt, hidden, columns
        self._cells: list[str] = []

    @property
    def text(self) -> str:
        """What is typed, character for character."""
        return "".join(self._cells)

    @property
    def again(self) -> str:
        """The whole line on a row of its own."""
        return f"\n{self.prompt}{''.join(map(self._shown, self._cells))}"

    def add(self, text: str) -> str:
        """Type these characters; one of no width belongs to the one before, and goes with it."""
        for character in text:
            if self._cells and not cell_len(_seen(character)):
                self._cells[-1] += character
            else:
                self._cells.append(character)
        return self._shown(text)

    def erase(self) -> str:
        """Take the last character away."""
        return self._shorten(len(self._cells) - 1)

    def erase_word(self) -> str:
        """Take the last word away, with the spaces behind it."""
        left = self.text.rstrip()
        stays = left[: max(left.rfind(" "), left.rfind("\t")) + 1]
        number = len(self._cells)
        while number and len("".join(self._cells[:number])) > len(stays):
            number -= 1
        return self._shorten(number)

    def erase_all(self) -> str:
        """Empty the line."""
        return self._shorten(0)

    def _shorten(self, number: int) -> str:
        gone = self._cells[max(number, 0) :]
        if not gone:
            return ""
        begins = cell_len(self.prompt) + self._wide(self._cells)
        del self._cells[max(number, 0) :]
        if self.hidden:
            return ""
        wide, columns = self._wide(gone), self.columns()
        # At the end of a row a terminal has not yet gone to the next: where its cursor stands cannot be told.
        if (begins - wide) // columns != begins // columns or begins % columns == 0:
            return self.again
        return "\b \b" * wide

    def _wide(self, cells: list[str]) -> int:
        return cell_len("".join(map(_seen, cells)))

    def _shown(self, text: str) -> str:
        return "" if self.hidden else _seen(text)


def _seen(text: str) -> str:
    return visible(text.replace(TAB, " "), prose=False)


def read_line(
    prompt: str,
    *,
    hidden: bool = False,
    begun: str = "",
    offered: str = "",
    keep: Callable[[str], None] | None = None,
    touched: Callable[[], None] = lambda: None,
) -> str:
    """Return what is typed up to Enter. `begun` stands in the line already; Tab in an empty line puts `offered` there.

    `keep` is handed the line as it stands soon after each change, `touched` called at each key. Raises EOFError at
    Ctrl+D in an empty line and where the terminal is gone, and whatever a signal raises; the line is kept before.
    """
    line = TypedLine(prompt, hidden=hidden, columns=lambda: shutil.get_terminal_size().columns)
    keeping = _Keeping(line, keep, begun)
    with asking(Asked(again=lambda: _write(line.again), last=keeping.now)):
        _write(prompt + line.add(begun))
        try:
            keys = _keys(keeping)
            while (key := next(keys)) not in ENTER:
                touched()
                _write(_pressed(line, key, offered))
                keeping.soon()
        except BaseException:
            keeping.now()
            raise
    _write("\n")
    return line.text


class _Keeping:
    """Keeps a line soon after it changed; more changes meanwhile put nothing off, as at the screens."""

    def __init__(self, line: TypedLine, keep: Callable[[str], None] | None, kept: str) -> None:
        self._line, self._keep, self._kept = line, keep, kept
        self._due: float | None = None
        self._busy = False

    def soon(self) -> None:
        if self._keep is not None and self._due is None and self._line.text != self._kept:
            self._due = time.monotonic() + KEEP_AFTER
        self.where_due()

    def where_due(self) -> None:
        if self._due is not None and time.monotonic() >= self._due:
            self.now()

    def now(self) -> None:
        # Where a signal comes while it is kept, that is what keeps it.
        if self._keep is None or self._busy or (text := self._line.text) == self._kept:
            return
        self._busy, self._due = True, None
        try:
            self._keep(text)
            self._kept = text
        finally:
            self._busy = False

    @property
    def wait(self) -> float | None:
        return None if self._due is None else max(0.0, self._due - time.monotonic())


def _pressed(line: TypedLine, key: str, offered: str) -> str:
    if key in ERASE:
        return line.erase()
    if key == WORD:
        return line.erase_word()
    if key == ALL:
        return line.erase_all()
    if key == AGAIN:
        return line.again
    if key == LEAVE and not line.text:
        raise EOFError
    if key == TAB and not line.text and offered:
        return line.add(offered)
    return line.add(key) if key == TAB or key >= " " else ""


def _keys(keeping: _Keeping) -> Iterator[str]:
    """Yield each character; of a key that a terminal spells in several nothing but the Escape it begins with."""
    decoder = codecs.getincrementaldecoder(sys.stdin.encoding or "utf-8")("replace")
    while True:
        while not select.select([0], [], [], keeping.wait)[0]:
            keeping.where_due()
        for character in decoder.decode(_byte()):
            if character == ESCAPE:
                _pass_over()
            yield character


def _byte() -> bytes:
    # One at a time: what follows Enter belongs to the next question, and to whoever asks it.
    with suppress(OSError):
        if byte := os.read(0, 1):
            return byte
    raise EOFError


def _pass_over() -> None:
    """Read the rest of a key that begins with Escape (ECMA-48: CSI up to its final byte, SS3 and one more)."""
    begins = _at_once()
    if begins == b"O":
        _at_once()
    while begins == b"[" and (byte := _at_once()) and not b"\x40" <= byte <= b"\x7e":
        pass


def _at_once() -> bytes:
    return _byte() if select.select([0], [], [], WHOLE_KEY)[0] else b""


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
