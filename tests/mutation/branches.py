"""What `make coverage` does: ask the tests of every room of security, and look for branches that none of them takes.

`python -m tests.mutation.branches [ROOM…]` prints each line and branch that was not taken, and a sum for each room; the
rooms, their modules and their tests are those of `tests/mutation/rooms.py`. It ends with 1 where one was not taken, or
where a test fails.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.mutation.rooms import ROOMS

_TAKEN = Mapping[str, Any]
"""What coverage.py tells of one file."""


def ask(rooms: Iterable[str]) -> Mapping[str, _TAKEN]:
    """Return what the tests of these rooms took in each file of the program. Ends the run where one of them fails."""
    tests = sorted({test for room in rooms for asked in ROOMS[room] for test in asked.tests})
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told.json")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-p", "no:cacheprovider"),
                *("--cov=registry", "--cov-branch", f"--cov-report=json:{told}", *tests),
            ],
            env=os.environ | {"COVERAGE_FILE": f"{folder}/data"},
            check=False,
        )
        if done.returncode:
            sys.exit(done.returncode)
        files: Mapping[str, _TAKEN] = json.loads(told.read_bytes())["files"]
    return files


def sum_up(room: str, files: Mapping[str, _TAKEN]) -> bool:
    """Print what was not taken in a room, and its sum; return whether all was."""
    lines = branches = missing = 0
    for asked in ROOMS[room]:
        name = str(asked.file)
        taken = files[name]
        lines += taken["summary"]["num_statements"]
        branches += taken["summary"]["num_branches"]
        not_taken = [f"line {line} is never reached" for line in taken["missing_lines"]] + [
            f"line {first} never goes on {f'to {then}' if then > 0 else 'to the end'}"
            for first, then in taken["missing_branches"]
            if first not in taken["missing_lines"]
        ]
        missing += len(not_taken)
        for said in not_taken:
            print(f"{name}: {said}.")
    print(f"{room}: {lines:,} lines and {branches:,} branches, {f'{missing} not taken' if missing else 'all taken'}.")
    return not missing


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(ROOMS)
    found = ask(chosen)
    whole = [sum_up(room, found) for room in chosen]
    sys.exit(not all(whole))
