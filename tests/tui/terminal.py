"""The program in a real terminal, and how its keystrokes are counted."""

import contextlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pexpect
import pyte

from tests.homes import RHIANNON, surroundings
from tests.tui.desk import Unit

PROGRAM = str(Path(sys.executable).parent / "throughcare")


class Terminal:
    """A terminal of 24 rows and 80 columns with the program in it."""

    def __init__(self, *words: str, folder: Path | None = None) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        environment = {**surroundings(words), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.child = pexpect.spawn(PROGRAM, list(words), dimensions=(24, 80), env=environment, cwd=folder, timeout=60)

    def read(self) -> str:
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.stream.feed(self.child.read_nonblocking(65536, timeout=0.1))
        return "\n".join(self.screen.display)

    def sees(self, words: str) -> None:
        until = time.monotonic() + 60
        while words not in self.read():
            assert time.monotonic() < until, f"{words!r} never came:\n{self.read()}"

    def type(self, keys: str) -> None:
        self.child.send(keys)


def at_prompts(words: Sequence[str], *, folder: Path | None = None) -> "pexpect.spawn[str]":
    """A wide terminal without a screen of its own, with the program in it."""
    around = cast(Any, surroundings(words))
    return pexpect.spawn(
        PROGRAM, list(words), encoding="utf-8", cwd=folder, timeout=60, dimensions=(24, 200), env=around
    )


def arguments(unit: Unit, user: str = RHIANNON) -> list[str]:
    home, file = unit.home.home.folder, unit.home.passphrase_file(user)
    return ["tui", "--home", str(home), "--user", user, "--passphrase-file", str(file)]


TABLE = Path(__file__).parents[2] / "docs" / "keystrokes.md"


def keys_in(typed: Sequence[str]) -> int:
    """Return how many keys were pressed: an arrow or a function key is one, however the terminal spells it."""
    return sum(1 if each.startswith("\x1b") else len(each) for each in typed)
