"""`user close`, killed at each of its state-changing system calls, and what the next person to open the home finds.

Run by itself (`python -m tests.faults.closing FOLDER --every 1`), it prints what it found as JSON. Either the leaver
has access and every key is the old one, or they have none and every key is new; the next to open the home settles it.
Most calls write the copy of the database; the exchange is among the last 80, which `--end-every` takes by themselves.
"""

import argparse
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from registry.cli.main import run
from registry.custody.bags import open_bag
from registry.custody.unit_key import open_unit_key
from registry.domain.errors import NotPermitted
from registry.services.health import check_home
from registry.settings import Home, state_folder
from tests.faults.receiving import Point, told
from tests.faults.tracer import Ended, run_killed, why_not
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, make_home

_END = 80


def closing_points(folder: Path, *, every: int, end_every: int) -> tuple[int, list[Point]]:
    """Return how many calls the command makes, and those asked for, each with what a kill there left behind."""
    home = make_home(folder / "unit" / "home")
    whole = _close(folder / "whole", home, at=None)
    if whole.code != 0:
        raise RuntimeError(f"the command itself ended with {whole.code}")
    points = []
    for at in range(1, whole.calls + 1):
        if at % (end_every if at > whole.calls - _END else every) and at != whole.calls:
            continue
        here = folder / f"point-{at}"
        ended = _close(here, home, at=at)
        if ended.killed_at is not None:
            points.append(_looked_over(_home_in(here, home), at, ended.killed_at))
        shutil.rmtree(here)
    return whole.calls, points


def _close(here: Path, home: TestHome, *, at: int | None) -> Ended:
    there = _home_in(here, home)
    shutil.copytree(home.home.folder, there.home.folder)
    secret = home.passphrase_file(ADMIN)
    who = ("--home", str(there.home.folder), "--user", ADMIN, "--passphrase-file", str(secret), "--no-input")
    os.environ["XDG_STATE_HOME"] = str(here / "state")
    return run_killed(lambda: run([*who, "user", "close", GARETH, "--reason", "left"]), at=at)


def _home_in(here: Path, home: TestHome) -> TestHome:
    return replace(home, home=Home(folder=here / "home"))


def _looked_over(home: TestHome, at: int, call: str) -> Point:
    """Let the others open the home, and the leaver try; then hold what stands against both states."""
    wrong = []
    # The next to open it is a clinician, who holds no key to the unit's signing key.
    with home.sit(RHIANNON):
        pass
    try:
        with home.sit(GARETH):
            refused = False
    except NotPermitted:
        refused = True
    with home.sit(ADMIN) as sitting:
        looked_at = check_home(sitting)
        with sitting.looking_up() as uow:
            closed, unit_key = not uow.users.get(GARETH).active, uow.unit.unit_key()
            written = bool(uow.audit.newest(1, verb="user close"))
    keys = open_bag(home.home.bag(ADMIN), home.passphrase(ADMIN), state=state_folder())
    if len({closed, written, refused}) != 1:
        wrong.append(f"neither before nor after: closed {closed}, written {written}, refused {refused}")
    if open_unit_key(home.home.unit_key, keys.identity).public_key != unit_key:
        wrong.append("the unit's key is not the one the database names")
    wrong += [
        f"doctor: {one.what}: {one.words}"
        for one in looked_at
        if not one.well and one.what not in ("people", "directory", "backup")
    ]
    wrong += [f"left behind: {path.name}" for path in home.home.folder.iterdir() if "key-change" in path.name]
    return Point(at=at, call=call, after=closed, wrong=tuple(wrong))


def main() -> int:
    """Print the report as JSON; 0 where nothing was wrong, 1 otherwise, 2 where this machine cannot trace."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--end-every", type=int, default=1)
    asked = parser.parse_args()
    if (reason := why_not()) is not None:
        sys.stdout.write(json.dumps({"skipped": reason}) + "\n")
        return 2
    asked.folder.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_STATE_HOME"] = str(asked.folder / "state")
    calls, points = closing_points(asked.folder, every=asked.every, end_every=asked.end_every)
    return told(calls, points)


if __name__ == "__main__":
    sys.exit(main())
