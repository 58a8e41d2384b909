"""What `make mutants` does: change what decides in each room of security one place at a time, and ask its tests.

`python -m tests.mutation [ROOM…]` prints each change that no test noticed, and for each room how many were tried and
how many of a hundred were noticed. It ends with 1 where that is below ASKED.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator

from tests.mutation.changes import Change, changes
from tests.mutation.rooms import ROOMS
from tests.mutation.trial import Asked

ASKED = 95.0
AT_ONCE = int(os.environ.get("MUTANTS_AT_ONCE", "2"))


def outcomes(asked: Asked) -> Iterator[tuple[Change, bool]]:
    """Return each change of the module, and whether it was noticed. Raises AssertionError where none can be tried."""
    took = asked.as_it_stands()
    running: dict[int, Change] = {}
    for change in changes(asked.file):
        if len(running) == AT_ONCE:
            yield _next_end(running)
        running[asked.begin(change.source, took)] = change
    while running:
        yield _next_end(running)


def _next_end(running: dict[int, Change]) -> tuple[Change, bool]:
    child, status = os.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return running.pop(child), status != 0


def count(room: str) -> float:
    """Try every change of a room, print what no test noticed and the sum; return how many in a hundred were noticed."""
    tried = noticed = 0
    for asked in ROOMS[room]:
        for change, seen in outcomes(asked):
            tried, noticed = tried + 1, noticed + seen
            if not seen:
                print(f"not noticed: {change}", flush=True)
    rate = 100 * noticed / tried
    print(f"{room}: {tried:,} changes, {noticed:,} noticed: {rate:.1f} %.", flush=True)
    return rate


if __name__ == "__main__":
    rates = [count(room) for room in sys.argv[1:] or ROOMS]
    sys.exit(min(rates) < ASKED)
