"""`make growth`: what a person waits for as the record grows, at 1 %, 10 % and, when asked, all of 100,000 people.

Each size is a home of its own, in a folder that stays where one is named, so that it can be measured again without
being made again. Times are by the clock, on the disk that the folder lies on.
"""

import argparse
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

from registry.services.day import look_at_day
from registry.services.participants import find_further, find_participants, show_participant
from registry.services.plans import show_plan
from registry.services.repetition_counts import count_repetition
from registry.services.sitting import Sitting, describer
from registry.settings import Home
from registry.store.engine import DATABASE_NAME
from registry.store.histories import load_history
from tests.bench.grown import COURSES, Grower
from tests.bench.measuring import shown
from tests.bench.names import FAMILIES, GIVEN
from tests.bench.page import machine, write_part
from tests.bench.processes import run_command
from tests.homes import GARETH, RHIANNON, TestHome, make_home

WHOLE = 100_000
PART = "Growth"
ABOUT = "people.json"
"""Beside a home that is finished: how many are in it, and the ids of some."""
MEASURED = "measured.json"
DRAWN = (
    "search, the query: three letters",
    "one person's history, decoded",
    "a continuity plan",
    "the home screen: what waits today",
    "completions by programme",
    "counts of repetition, the whole unit",
)
NOTE = (
    "Medians, with the longest in brackets. One in twenty of the people stays at the unit and has a course going on "
    "and a plan; nobody's plan is due today. Eight blocks of a bar are ten times the time."
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that is measured: what it is called, how it is done, how often."""

    what: str
    work: Callable[[], object]
    times: int = 30
    target: str = ""


def main() -> None:
    """Make what is missing, measure, print, and write the part of docs/performance.md."""
    asked = argparse.ArgumentParser(prog="make growth")
    asked.add_argument("shares", type=int, nargs="*", default=[1, 10], help="parts of 100,000 people, in percent")
    asked.add_argument("--folder", type=Path, help="where the homes stay; without it they are thrown away")
    asked.add_argument("--only", help="measure what has this word in it, and write no page")
    asked.add_argument("--no-dataset", type=int, default=20, help="above this share no data set is drawn")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="throughcare-growth-") as scratch:
        folder = options.folder or Path(scratch)
        for share in options.shares:
            home, some = _home(folder / f"{share}", WHOLE * share // 100)
            found = dict(_measure(home, some, options.only))
            if share <= options.no_dataset and not options.only:
                found |= _dataset(home, folder / f"{share}" / f"release-{time.time_ns()}")
            if not options.only:
                (folder / f"{share}" / MEASURED).write_text(json.dumps(found))
        if not options.only:
            write_part(PART, _page(folder, options.shares))


def _home(folder: Path, people: int) -> tuple[TestHome, list[str]]:
    """Return the home of so many people in this folder, made where it is not there yet, and ids of some of them."""
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    about = folder / ABOUT
    if about.exists():
        some = json.loads(about.read_text())[1]
        home = TestHome(home=Home(folder=folder / "ashmere"), unit=None, recovery_key="")  # type: ignore[arg-type]
        return home, some
    folder.mkdir(parents=True)
    grower, before = Grower(home=make_home(folder / "ashmere")), time.perf_counter()
    grower.grow(people)
    _say(f"{people:,} people made", time.perf_counter() - before)
    about.write_text(json.dumps([grower.people, grower.someone]))
    return grower.home, grower.someone


def _measure(home: TestHome, some: list[str], only: str | None) -> Iterator[tuple[str, list[float]]]:
    size = (home.home.folder / DATABASE_NAME).stat().st_size
    yield "the file, bytes", [size]
    print(f"\n{size / 1e6:,.0f} MB", flush=True)  # noqa: T201
    for user in (RHIANNON, GARETH):
        with home.sit(user) as sitting:
            for one in _asked(sitting, some) if user == RHIANNON else _counted(sitting):
                if only and only not in one.what:
                    continue
                one.work()
                times = sorted(_timed(one.work) for _ in range(one.times))
                _say(f"{one.what}", median(times), times[-1])
                yield one.what, times


def _asked(sitting: Sitting, some: list[str]) -> Iterator[Asked]:
    """What a clinician does all day."""
    three, whole = cycle([one[:3].casefold() for one in FAMILIES]), cycle(FAMILIES)
    both = cycle([(f"{family} {given[:2]}") for family, given in zip(FAMILIES, GIVEN * 3, strict=False)])
    numbers, people = cycle([f"G{number:06}" for number in range(0, len(some) * 500, 500)]), cycle(some)
    with sitting.looking_up() as uow:
        describe_for = describer(sitting, uow)
        yield Asked(what="search, the query: three letters", work=lambda: uow.participants.find(next(three)), times=200)
        yield Asked(what="search, the query: one letter", work=lambda: uow.participants.find("s"), times=50)
        yield Asked(what="search, the query: a surname and the beginning of another name",
                    work=lambda: uow.participants.find(next(both)), times=200)  # fmt: skip
        yield Asked(what="search, the query: two words that nobody has both",
                    work=lambda: uow.participants.find("smi xq"), times=50)  # fmt: skip
        yield Asked(what="search, the query: a number", work=lambda: uow.participants.find(next(numbers)), times=200)
        yield Asked(what="the list of everybody, first page", work=uow.participants.find, times=50)
        yield Asked(what="the list of everybody, the page after the letter M",
                    work=lambda: uow.participants.find(after="m\x1f"), times=50)  # fmt: skip
        yield Asked(
            what="one person's history, decoded", work=lambda: load_history(uow, next(people), describe_for), times=200
        )
        yield Asked(what="how many there are", work=lambda: uow.participants.count(), times=20)
    yield Asked(what="search on screen, with its audit row", work=lambda: find_participants(sitting, next(whole)))
    yield Asked(what="the next letter of that search", work=lambda: find_further(sitting, next(whole)))
    yield Asked(what="a record opened by its id", work=lambda: show_participant(sitting, next(people)))
    yield Asked(what="a continuity plan", work=lambda: show_plan(sitting, next(people)))
    yield Asked(what="the home screen: what waits today", work=lambda: look_at_day(sitting), times=7)


def _counted(sitting: Sitting) -> Iterator[Asked]:
    """What a supervisor asks for now and then."""
    with sitting.looking_up() as uow:
        yield Asked(what="completions by programme", work=uow.intervention_counts.outcomes, times=7)
        yield Asked(what="doses by edition", work=uow.sessions.doses, times=7)
    yield Asked(what="the home screen of a supervisor", work=lambda: look_at_day(sitting), times=3)
    yield Asked(what="counts of repetition, the whole unit", work=lambda: count_repetition(sitting), times=1)


def _dataset(home: TestHome, folder: Path) -> dict[str, list[float]]:
    """Draw the data set as a person types it; its seconds and the most memory that it took."""
    ran = run_command(home, GARETH, "dataset", "export", str(folder), "--purpose", "growth", "--recipient", "The bench")
    _say(f"the data set, written; {ran.memory / 1e6:,.0f} MB of memory at most", ran.seconds)
    return {"the data set, written": [ran.seconds], "the data set, memory in bytes": [ran.memory]}


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def _say(what: str, *seconds: float) -> None:
    print(f"  {what}: {', '.join(map(shown, seconds))}", flush=True)  # noqa: T201


def _page(folder: Path, shares: list[int]) -> str:
    """The table: a line for everything measured, a column for each size."""
    found = [json.loads((folder / f"{share}" / MEASURED).read_text()) for share in shares]
    heads = [
        f"{WHOLE * share // 100:,} participants, {WHOLE * share // 100 * COURSES:,} interventions" for share in shares
    ]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines += [
        f"| {what.removesuffix(', bytes').removesuffix(' in bytes')} | "
        f"{' | '.join(_cell(what, one.get(what)) for one in found)} |"
        for what in dict.fromkeys(key for one in found for key in one)
    ]
    drawn = "\n".join(_drawn(what, found, shares) for what in DRAWN)
    return f"`make growth` {machine()} {NOTE}\n\n" + "\n".join(lines) + f"\n\n```\n{drawn}\n```\n"


def _drawn(what: str, found: list[dict[str, list[float]]], shares: list[int]) -> str:
    """A curve as bars, eight blocks for each tenfold of a tenth of a millisecond."""
    bars = []
    for one, share in zip(found, shares, strict=True):
        middle = median(one[what])
        length = max(1, round(8 * math.log10(middle / 1e-4))) if middle > 1e-4 else 1
        bars.append(f"  {share:>3} %  {'█' * length} {shown(middle)}")
    return "\n".join((what, *bars))


def _cell(what: str, times: list[float] | None) -> str:
    if times is None:
        return "not measured"
    if "bytes" in what:
        return f"{times[0] / 1e6:,.0f} MB"
    return f"{shown(median(times))} ({shown(max(times))})" if len(times) > 1 else shown(times[0])


if __name__ == "__main__":
    sys.exit(main())
