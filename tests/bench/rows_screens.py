"""Rows about the screens, in a real pseudo-terminal: the first list, and a key pressed in it."""

import os
import pty
import select
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from registry.domain.dates import PartialDate
from registry.domain.participant import Participant, PersonName
from registry.services.sitting import new_id
from tests.bench.measuring import Row, Run, Target
from tests.bench.samples import Scale
from tests.homes import RHIANNON, TestHome, make_home

PEER = Path(__file__).with_name("trivial_list.py")
LIST_IS_THERE = b" people"
MARK = "›".encode()
KEYS = 20
DOWN, UP, QUIT = b"\x1b[B", b"\x1b[A", b"\x11"
PATIENCE = 60.0


class Pseudo:
    """A program in a pseudo-terminal of 80 by 24."""

    def __init__(self, *words: str, folder: Path) -> None:
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", COLUMNS="80", LINES="24")
            os.environ["XDG_STATE_HOME"] = str(folder / "state")
            os.execv(sys.executable, [sys.executable, *words])
        self.seen = b""

    def until(self, words: bytes) -> None:
        """Read until the words came. Raises AssertionError where they do not come at all."""
        end = time.monotonic() + PATIENCE
        while words not in self.seen:
            ready, _, _ = select.select([self.file], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} never came"
            self.seen += os.read(self.file, 65_536)

    def press(self, key: bytes) -> float:
        """Press a key and return the seconds until the mark is drawn anew."""
        while select.select([self.file], [], [], 0.15)[0]:
            os.read(self.file, 65_536)
        self.seen = b""
        before = time.perf_counter()
        os.write(self.file, key)
        self.until(MARK)
        return time.perf_counter() - before

    def close(self) -> None:
        """End the program and wait for it."""
        os.write(self.file, QUIT)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if select.select([self.file], [], [], 0.05)[0]:
                try:
                    os.read(self.file, 65_536)
                except OSError:
                    break
        os.close(self.file)


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield both rows on a home of so many participants. Its passphrases cost the least there is: unlocking aside."""
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    home = make_home(folder / "screens" / "ashmere")
    _people(home, scale.participants)
    ours = (
        "-c",
        "from registry.cli.main import main; main()",
        "tui",
        "--home",
        str(home.home.folder),
        "--user",
        RHIANNON,
        "--passphrase-file",
        str(home.passphrase_file(RHIANNON)),
    )
    yield Row(
        operation=f"first list on screen, {scale.participants:,} participants",
        ours=_first_list(*ours, folder=folder),
        peer=_first_list(str(PEER), folder=folder),
        peer_name="a trivial Textual app",
        target=Target(times_slower=1.5),
        note="From the start of the process to the list in a pseudo-terminal; passphrases at the least cost allowed.",
        warm_up=1,
    )
    yield Row(
        operation="key press in that list",
        ours=_key_press(*ours, folder=folder),
        target=Target(seconds=0.015),
        note=f"The median of {KEYS} presses of an arrow, until the mark is drawn anew in a pseudo-terminal.",
        warm_up=0,
    )


def _people(home: TestHome, count: int) -> None:
    with home.sit() as sitting, sitting.writing("bench") as uow:
        uow.participants.add_all(
            Participant(
                id=new_id(),
                name=PersonName(family=f"Person{number:06}", given="Sam"),
                born=PartialDate("1980"),
                no_nhs_number_because="invented",
            )
            for number in range(count)
        )


def _first_list(*words: str, folder: Path) -> Run:
    def run() -> float:
        before = time.perf_counter()
        program = Pseudo(*words, folder=folder)
        program.until(LIST_IS_THERE)
        took = time.perf_counter() - before
        program.close()
        return took

    return run


def _key_press(*words: str, folder: Path) -> Run:
    def run() -> float:
        program = Pseudo(*words, folder=folder)
        program.until(LIST_IS_THERE)
        times = sorted(program.press(DOWN if number % 2 else UP) for number in range(KEYS))
        program.close()
        return times[len(times) // 2]

    return run
