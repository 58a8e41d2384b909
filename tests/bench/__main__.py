"""`make bench`: print the table of targets with what was measured now, and write docs/performance.md."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from tests.bench import rows_audit, rows_bulk, rows_documents, rows_reading, rows_screens, rows_store
from tests.bench.measuring import Measured, Row, Target, measure, spread
from tests.bench.page import write_part
from tests.bench.samples import Scale

# Another process to each core halves what is measured, and not evenly.
QUIET = 0.3

HEAD = """\
# Performance

`make bench` measures each row beside its peer, turn about in the same run, and writes this page. A ratio taken so says
more than a time; both are given, and where both were asked for the ratio decides: a rate is an indication, of another
machine. Times are the median of {rounds} rounds, with the middle half in brackets. What only
computes is measured in processor seconds of its one process, what waits for a disk or a passphrase by the clock. No
test is timed.

Measured {date} at commit {commit} on {machine}. {quiet}

| Operation | Ours | A second | Peer | The peer's | Times faster | Target | Met |
|---|---|---|---|---|---|---|---|
"""

FOOT = """
Import into unencrypted SQLite is not measured: no home is unencrypted. What comes below is written by `make growth` and
`make bulk`.
"""


def main() -> None:
    """Measure, print and write; `--only` measures some rows and writes nothing."""
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--participants", type=int, default=2_000, help="how large the store for search is made")
    asked.add_argument("--disk", type=Path, help="the folder to write in; else where temporary files go")
    asked.add_argument("--only", help="measure the rows with this word in them, and write no page")
    options = asked.parse_args()
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    quiet = (
        "The machine was quiet."
        if busy < QUIET
        else f"The machine was busy ({busy:.1f} processes to a core), so read the ratios and not the times."
    )
    print(quiet, file=sys.stderr)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="throughcare-bench-", dir=options.disk) as folder:
        done = list(_measured(Path(folder), options))
    page = HEAD.format(rounds=options.rounds, quiet=quiet, **_where()) + "".join(map(_line, done)) + _notes(done) + FOOT
    if not options.only:
        write_part("", page)


def every_row(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield the rows of the table in their order; `folder` is for what is written."""
    groups = (rows_documents, rows_bulk, rows_reading, rows_store, rows_audit, rows_screens)
    return chain.from_iterable(group.rows(folder, scale) for group in groups)


def _measured(folder: Path, options: argparse.Namespace) -> Iterator[Measured]:
    for row in every_row(folder, Scale(participants=options.participants)):
        if options.only and options.only not in row.operation:
            continue
        one = measure(row, options.rounds)
        ratio = f"{one.ratio:.3g} × {row.peer_name} ({spread(one.peer)})" if one.ratio else row.peer_name
        print(f"{row.operation}\n  {spread(one.ours)}, {ratio}; target {row.target.words}: {_met(one)}", flush=True)  # noqa: T201
        yield one


def _line(one: Measured) -> str:
    row, middle = one.row, sorted(one.ours)[len(one.ours) // 2]
    peer = spread(one.peer) if one.peer else "—"
    ratio = f"{one.ratio:.3g}" if one.ratio else "—"
    return (
        f"| {row.operation} | {spread(one.ours)} | {1 / middle:,.0f} | {row.peer_name} | {peer} | {ratio} "
        f"| {row.target.words} | {_met(one)} |\n"
    )


def _met(one: Measured) -> str:
    if one.row.target == Target():
        return "—"
    return "yes" if one.met else "no"


def _notes(done: list[Measured]) -> str:
    notes = [f"- {one.row.operation}: {one.row.note}\n" for one in done if one.row.note]
    return "\n" + "".join(notes) if notes else ""


def _where() -> dict[str, str]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "date": f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
        "commit": commit.stdout.strip() or "unknown",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}",
    }


if __name__ == "__main__":
    main()
