"""`summary receive`, killed at each of its state-changing system calls, and what the home holds afterwards.

Run by itself (`python -m tests.faults.receiving FOLDER --every 1`), it prints what it found as JSON: the process that
is forked must have no threads, which a test runner's may. Every point has a home of its own, copied from one that
has never received anything; what is left is opened like any home and held against the states allowed: nothing
received, or all of it. With `-o` the command goes on to a second act, writing the receipt to a file: a kill between
the two leaves everything received, and `receipt write`, which the person can then type, must do what is missing.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from registry.cli.main import run
from registry.documents.canonical import document_digest
from registry.documents.strict import read_strict
from registry.domain.stored_documents import Status
from registry.services.health import check_home
from registry.settings import Home
from tests.faults.tracer import Ended, run_killed, why_not
from tests.homes import GARETH, TestHome
from tests.two_units import TYPED, TwoUnits, make_two_units

NOT_THIS = ("people", "backup")
"""What `doctor` says of so small and new a home, whatever was killed in it."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One kill: at which call, whether the act stands, and what was wrong; nothing, where the promise held."""

    at: int
    call: str
    after: bool
    wrong: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class States:
    """What a home may hold: nothing received; everything, but no receipt written to a file yet; and that as well."""

    before: Mapping[str, int]
    received: Mapping[str, int]
    after: Mapping[str, int]


def receive_points(folder: Path, *, every: int) -> tuple[int, list[Point]]:
    """Return how many calls the command makes, and each `every`-th of them with what a kill there left behind."""
    units = make_two_units(folder / "units")
    file = units.post(units.send(), "summary")
    before = _counts(units.thornfield)
    whole = _receive(folder / "whole", units, file, at=None)
    if whole.code != 0:
        raise RuntimeError(f"the command itself ended with {whole.code}")
    after = _counts(_home_in(folder / "whole", units))
    if _receive(folder / "received", units, file, at=None, out=False).code != 0:
        raise RuntimeError("the command itself failed without -o")
    states = States(before=before, received=_counts(_home_in(folder / "received", units)), after=after)
    points = []
    for at in range(1, whole.calls + 1):
        if at % every and at != whole.calls:
            continue
        here = folder / f"point-{at}"
        ended = _receive(here, units, file, at=at)
        if ended.killed_at is not None:
            points.append(_looked_over(_home_in(here, units), units, at, ended.killed_at, states))
        shutil.rmtree(here)
    return whole.calls, points


def _receive(here: Path, units: TwoUnits, file: Path, *, at: int | None, out: bool = True) -> Ended:
    home = _home_in(here, units)
    shutil.copytree(units.thornfield.home.folder, home.home.folder)
    command = ("summary", "receive", str(file), "--new", *TYPED, *(("-o", str(here / "receipts")) if out else ()))
    os.environ["XDG_STATE_HOME"] = str(here / "state")
    return run_killed(lambda: run([*_typed(home, units), *command]), at=at)


def _typed(home: TestHome, units: TwoUnits) -> tuple[str, ...]:
    secret = units.thornfield.passphrase_file(GARETH)
    return ("--home", str(home.home.folder), "--user", GARETH, "--passphrase-file", str(secret), "--no-input")


def _home_in(here: Path, units: TwoUnits) -> TestHome:
    thornfield = units.thornfield
    return TestHome(
        home=Home(folder=here / "thornfield"),
        unit=thornfield.unit,
        recovery_key=thornfield.recovery_key,
        people=thornfield.people,
    )


def _looked_over(home: TestHome, units: TwoUnits, at: int, call: str, states: States) -> Point:
    """Open the home as a person would, and hold it against the states; then let `doctor` look it over."""
    now = _counts(home)
    wrong = []
    if now not in (states.before, states.received, states.after):
        wrong.append(f"neither nothing nor everything: {_differences(states.before, now)}")
    if now == states.received:
        wrong += _write_receipt(home, units, states.after)
    with home.sit(GARETH) as sitting:
        looked_at = [one for one in check_home(sitting) if one.what not in NOT_THIS]
    wrong += [f"doctor: {one.what}: {one.words}" for one in looked_at if not one.well]
    return Point(at=at, call=call, after=now in (states.received, states.after), wrong=tuple(wrong))


def _write_receipt(home: TestHome, units: TwoUnits, after: Mapping[str, int]) -> list[str]:
    """Type what the interrupted command would have done next; return what is wrong afterwards."""
    with home.sit(GARETH) as sitting, sitting.looking_up() as uow:
        (document,) = (one.id for one in uow.documents.all() if one.status is Status.RECEIVED)
    command = ("receipt", "write", document, "-o", str(home.home.folder.parent / "again"))
    ended = run_killed(lambda: run([*_typed(home, units), *command]), at=None)
    if ended.code != 0:
        return [f"receipt write ended with {ended.code}"]
    now = _counts(home)
    return [] if now == after else [f"receipt write does not finish it: {_differences(after, now)}"]


def _counts(home: TestHome) -> dict[str, int]:
    """The rows of every table, the documents whose bytes are those of their digest, and the audit rows of the act."""
    counts = home.row_counts()
    with home.sit(GARETH) as sitting, sitting.looking_up() as uow:
        verbs = [entry.verb for entry in uow.audit.entries(limit=100_000)]
        sound = [
            f"{one.kind} {one.status}"
            for one in uow.documents.all()
            if document_digest(read_strict(one.data)) == one.digest
        ]
    return {**counts, "act": verbs.count("summary receive"), **{f"sound {name}": sound.count(name) for name in sound}}


def _differences(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    names = {*before, *now}
    return {name: now.get(name, 0) - before.get(name, 0) for name in names if now.get(name, 0) != before.get(name, 0)}


def told(calls: int, points: list[Point]) -> int:
    """Print what a run found as JSON; return 0 where nothing was wrong, else 1."""
    wrong = {point.at: [point.call, *point.wrong] for point in points if point.wrong}
    report = {
        "calls": calls,
        "points": len(points),
        "before": sum(not point.after for point in points),
        "after": sum(point.after for point in points),
        "wrong": wrong,
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return 1 if wrong else 0


def main() -> int:
    """Print the report as JSON; 0 where nothing was wrong, 1 otherwise, 2 where this machine cannot trace."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    if (reason := why_not()) is not None:
        sys.stdout.write(json.dumps({"skipped": reason}) + "\n")
        return 2
    asked.folder.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_STATE_HOME"] = str(asked.folder / "state")
    calls, points = receive_points(asked.folder, every=asked.every)
    return told(calls, points)


if __name__ == "__main__":
    sys.exit(main())
