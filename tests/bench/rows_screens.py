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
MARK, ANYTHING = "›".encode(), b"\x1b["
KEYS = 60
TYPING_TAKES = 3.0  # Seconds: sixteen words of a passphrase take longer.
DOWN, UP, ENTER, QUIT = b"\x1b[B", b"\x1b[A", b"\r", b"\x11"
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

    def press(self, key: bytes, drawn: bytes) -> float:
        """Press a key and return the seconds until this is drawn."""
        while select.select([self.file], [], [], 0.15)[0]:
            os.read(self.file, 65_536)
        self.seen = b""
        before = time.perf_counter()
        os.write(self.file, key)
        self.until(drawn)
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
        "from tui.start import main; main()",
        "tui",
        "--home",
        str(home.home.folder),
        "--user",
        RHIANNON,
    )
    passphrase = home.passphrase(RHIANNON).encode()
    yield Row(
        operation=f"first list on screen, {scale.participants:,} participants",
        ours=_less(_first_list(*ours, folder=folder, passphrase=passphrase), lambda: _unlocking(home)),
        peer=_first_list(str(PEER), folder=folder),
        peer_name="a trivial Textual app",
        target=Target(times_slower=1.5),
        note="In a pseudo-terminal: from the start of the process to the question for the passphrase, and from Enter "
        f"to the list. Unlocking aside: neither the {TYPING_TAKES:g} s in which somebody types are counted nor what it "
        "takes to open the home for them, measured by itself in each round; the passphrase is of the least cost.",
        warm_up=1,
    )
    presses = _Presses(*ours, folder=folder, passphrase=passphrase, drawn=MARK)
    trivial = _Presses(str(PEER), folder=folder, drawn=ANYTHING)
    for words, seconds, ours_of, theirs_of in (
        ("key press in that list, 95 in 100", 0.015, presses.most, trivial.most),
        ("key press in that list, the slowest", 0.05, presses.slowest, trivial.slowest),
    ):
        yield Row(
            operation=words,
            ours=ours_of,
            peer=theirs_of,
            peer_name="a trivial Textual app",
            target=Target(seconds=seconds),
            note=f"Of {KEYS} presses of an arrow, each until the mark is drawn anew in a pseudo-terminal.",
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


def _first_list(*words: str, folder: Path, passphrase: bytes = b"") -> Run:
    def run() -> float:
        program, took = _at_the_list(*words, folder=folder, passphrase=passphrase)
        program.close()
        return took

    return run


def _less(run: Run, aside: Run) -> Run:
    return lambda: run() - aside()


def _unlocking(home: TestHome) -> float:
    """Return the seconds it takes to open the home with a passphrase."""
    before = time.perf_counter()
    with home.sit():
        return time.perf_counter() - before


def _at_the_list(*words: str, folder: Path, passphrase: bytes) -> tuple[Pseudo, float]:
    """Start a program and bring it to its list; return it with the seconds it let somebody wait."""
    before = time.perf_counter()
    program = Pseudo(*words, folder=folder)
    if not passphrase:
        program.until(LIST_IS_THERE)
        return program, time.perf_counter() - before
    program.until(b"Passphrase")
    took = time.perf_counter() - before
    os.write(program.file, passphrase)
    time.sleep(TYPING_TAKES)
    before = time.perf_counter()
    os.write(program.file, ENTER)
    program.until(LIST_IS_THERE)
    return program, took + time.perf_counter() - before


class _Presses:
    """Presses keys in a list that is started anew for each round; both rows are of the same presses."""

    def __init__(self, *words: str, folder: Path, drawn: bytes, passphrase: bytes = b"") -> None:
        self.words, self.folder, self.drawn, self.passphrase = words, folder, drawn, passphrase
        self.rounds: list[float] = []

    def most(self) -> float:
        """Return the time within which 95 in 100 presses of a new round were answered."""
        program, _ = _at_the_list(*self.words, folder=self.folder, passphrase=self.passphrase)
        times = sorted(program.press(UP if number % 2 else DOWN, self.drawn) for number in range(KEYS))
        program.close()
        self.rounds.append(times[-1])
        return times[int(KEYS * 0.95)]

    def slowest(self) -> float:
        """Return the slowest press of a round that was measured; of a new one where none is left."""
        if not self.rounds:
            self.most()
        return self.rounds.pop(0)
