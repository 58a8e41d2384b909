"""`user add`, killed at each of its state-changing system calls, and what the next administrator finds.

Run by itself (`python -m tests.faults.adding FOLDER --every 1`), it prints what it found as JSON. Either there is no
such user, and adding them again works, or there is one, who can sign in once an administrator has; nobody else is
ever kept out.
"""

import argparse
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from registry.cli.main import run
from registry.domain.errors import NotFound, ThroughcareError
from registry.services.health import check_home
from registry.settings import Home
from tests.faults.receiving import Point, told
from tests.faults.tracer import Ended, run_killed, why_not
from tests.homes import ADMIN, RHIANNON, TestHome, make_home

NEW = "siobhan"


def adding_points(folder: Path, *, every: int) -> tuple[int, list[Point]]:
    """Return how many calls the command makes, and those asked for, each with what a kill there left behind."""
    home = make_home(folder / "unit" / "home")
    home.passphrase_file(NEW).write_text(f"{home.passphrase(NEW)}\n")
    home.passphrase_file(NEW).chmod(0o600)
    whole = _add(folder / "whole", home, at=None)
    if whole.code != 0:
        raise RuntimeError(f"the command itself ended with {whole.code}")
    points = []
    for at in range(1, whole.calls + 1):
        if at % every and at != whole.calls:
            continue
        here = folder / f"point-{at}"
        ended = _add(here, home, at=at)
        if ended.killed_at is not None:
            points.append(_looked_over(_home_in(here, home), home, at, ended.killed_at))
        shutil.rmtree(here)
    return whole.calls, points


def _add(here: Path, home: TestHome, *, at: int | None) -> Ended:
    there = _home_in(here, home)
    shutil.copytree(home.home.folder, there.home.folder)
    os.environ["XDG_STATE_HOME"] = str(here / "state")
    return run_killed(lambda: run(_words(there, home)), at=at)


def _words(there: TestHome, home: TestHome) -> list[str]:
    secret, new = home.passphrase_file(ADMIN), home.passphrase_file(NEW)
    who = ["--home", str(there.home.folder), "--user", ADMIN, "--passphrase-file", str(secret), "--no-input"]
    person = ["--person", "Siobhan Kerr", "--profession", "nurse", "--role", "clinician", "--role", "supervisor"]
    return [*who, "user", "add", NEW, *person, "--new-passphrase-file", str(new)]


def _home_in(here: Path, home: TestHome) -> TestHome:
    return replace(home, home=Home(folder=here / "home"))


def _looked_over(home: TestHome, first: TestHome, at: int, call: str) -> Point:
    """Let everybody sign in, and the one who is new; where there is none, add them again."""
    wrong = []
    with home.sit(RHIANNON), home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        try:
            added = uow.users.get(NEW).active
        except NotFound:
            added = False
    if not added and run(_words(home, first)) != 0:
        wrong.append("cannot be added again")
    try:
        with home.sit(NEW) as sitting:
            looked_at = check_home(sitting)
        wrong += [f"doctor: {one.what}: {one.words}" for one in looked_at if _is_wrong(one.what, one.well)]
    except ThroughcareError as problem:
        wrong.append(f"cannot sign in: {problem}")
    return Point(at=at, call=call, after=added, wrong=tuple(wrong))


def _is_wrong(what: str, well: bool) -> bool:
    # A temporary file is what a kill may leave; doctor says so.
    return not well and what not in ("people", "directory", "backup", "files")


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
    # What the command says of itself is not part of the report.
    report, sys.stdout = sys.stdout, sys.stderr
    calls, points = adding_points(asked.folder, every=asked.every)
    sys.stdout = report
    return told(calls, points)


if __name__ == "__main__":
    sys.exit(main())
