"""What a run tells: a line for each thing that was tried, as it is done, and at the end its counts as JSON."""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was tried: what it is, what was counted, and each thing that was wrong, in words."""

    what: str
    counts: Counter[str]
    wrong: Sequence[Sequence[object]]


def report(tries: Callable[[Path], Iterator[Line]]) -> int:
    """Make the tries in a folder of their own and print what they tell; return 1 where something was wrong, else 0."""
    began, counts, wrong = time.monotonic(), Counter[str](), list[Sequence[object]]()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for line in tries(Path(folder)):
            counts.update(line.counts)
            wrong += line.wrong
            told = ", ".join(f"{count} {what}" for what, count in line.counts.items() if count)
            sys.stderr.write(f"{line.what:24} {told}; {len(line.wrong)} wrong\n")
            sys.stderr.writelines(f"  {one}\n" for one in line.wrong)
    minutes = round((time.monotonic() - began) / 60, 1)
    sys.stdout.write(json.dumps({**counts, "minutes": minutes, "wrong": wrong}, indent=1, ensure_ascii=False) + "\n")
    return 1 if wrong else 0


def skipped(reason: str) -> int:
    """Print why nothing was tried, and return 2."""
    sys.stdout.write(json.dumps({"skipped": reason}) + "\n")
    return 2
