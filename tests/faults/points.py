"""Every command of the table, with a fault at its state-changing system calls, one try each; what is left is looked at.

A fault is a kill, an I/O error, or a disk that is full from that call on. Whatever it is, what the home holds is what
the command does, wholly, or nothing of it; where the command has several acts, the first of them. A command that ends
well has done it, and one that met an error says so in one line with exit 5, or has worked round it. What is missing
can be typed again.

`python -m tests.faults.points --points 3000` prints a line for each command; the process that is forked must
have no threads, which a test runner's may.
"""

import argparse
import errno
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from registry.domain.errors import Exit
from registry.domain.stored_documents import Status
from tests.faults.commands import COMMANDS
from tests.faults.holding import Seen, half_written, look, newly_unwell
from tests.faults.report import Line, report, skipped
from tests.faults.scene import Scene, Typed, make_scene
from tests.faults.tracer import KILL, Ended, Fault, may_fail_calls, run_traced, why_not
from tests.homes import GARETH

FAULTS = {"kill": KILL, "EIO": errno.EIO, "ENOSPC": errno.ENOSPC}
_DONE_ALREADY = ("Choose another name.\n", "Name a new folder.\n", "of 5 tries left.\n")
"""How a command is refused whose file is there by now, or which changed the very passphrase that is typed."""

_END = 80
"""In a long command most calls copy the database; what decides is among the last ones."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What a command does when nothing happens: its calls, its acts, what it says, and what `doctor` minds after it."""

    ended: Ended
    before: Seen
    after: Seen

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that the command adds to the audit."""
        return (self.after.acts or ())[len(self.before.acts or ()) :]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One fault: at which call, how many of the command's acts stand, how it ended, and what was wrong."""

    fault: str
    at: int
    call: str
    stands: str
    wrong: tuple[str, ...]


def try_whole(scene: Scene, typed: Typed, here: Path) -> Whole:
    """Run a command with nothing in its way. Raises RuntimeError where it does not end well."""
    there = scene.copied_to(here)
    there.live()
    before = look(there.homes[typed.at], everybody=typed.changes_access)
    shutil.rmtree(here)
    there = scene.copied_to(here)
    ended = run_traced(lambda: there.type(typed))
    after = look(there.homes[typed.at], everybody=typed.changes_access)
    wrong = [*after.wrong, *half_written(here / "out")]
    shutil.rmtree(here)
    if ended.code != 0 or wrong:
        raise RuntimeError(f"{typed.name} itself ended with {ended.code}: {ended.err} {wrong}")
    return Whole(ended=ended, before=before, after=after)


def try_point(scene: Scene, typed: Typed, whole: Whole, fault: str, at: int, here: Path) -> Point | None:
    """Run a command with a fault at a call and look at what it left; None where it made fewer calls this time."""
    there = scene.copied_to(here)
    there.live()
    struck = Fault(at=at, of=FAULTS[fault])
    ended = run_traced(lambda: there.type(typed), decide=struck)
    if struck.struck is None:
        shutil.rmtree(here)
        return None
    wrong = half_written(here / "out")
    seen = look(there.homes[typed.at], everybody=typed.changes_access)
    stands, found = _held_against(whole, seen, fault)
    wrong += found
    if ended.code is not None:
        wrong += _ended_wrong(typed, whole, ended, stands)
    if not wrong:
        wrong += _again(there, typed, whole, stands)
    shutil.rmtree(here)
    told = {0: "nothing", len(whole.acts): "all"}.get(stands, "part") if whole.acts else "nothing"
    return Point(fault=fault, at=at, call=struck.struck, stands=told, wrong=tuple(wrong))


def _held_against(whole: Whole, seen: Seen, fault: str) -> tuple[int, list[str]]:
    """Return how many of the command's acts stand, and what is wrong with what was seen."""
    if seen.acts is None:
        # A home that is only now being made may not be one yet.
        return 0, list(seen.wrong) if whole.before.acts is not None else []
    before = whole.before.acts or ()
    done = seen.acts[len(before) :]
    wrong = list(seen.wrong)
    if seen.acts[: len(before)] != before or done != whole.acts[: len(done)]:
        wrong.append(f"neither before nor after: {seen.acts[len(before) - 1 :]}")
    return len(done), wrong + newly_unwell(seen, whole.before, whole.after)


def _ended_wrong(typed: Typed, whole: Whole, ended: Ended, stands: int) -> list[str]:
    """Return what is wrong with how a command ended that met an error: code, words, and whether they are true."""
    usual = whole.ended.err.splitlines()
    lines = [line for line in ended.err.splitlines() if line not in usual]
    if ended.code == Exit.DONE:
        return [] if stands == len(whole.acts) else [f"ended well with {stands} of {len(whole.acts)} acts done"]
    wrong = []
    if ended.code != Exit.STORAGE or len(lines) != 1:
        wrong.append(f"ended with {ended.code} and said: {ended.err[-600:]}")
    elif "nothing was saved" in lines[0] and stands == len(whole.acts) and not typed.told_first:
        wrong.append(f"is done, and was told otherwise: {lines[0]}")
    if ended.out and not stands and whole.acts:
        wrong.append(f"did nothing and told of it: {ended.out[:200]}")
    return wrong


def _again(scene: Scene, typed: Typed, whole: Whole, stands: int) -> list[str]:
    """Type what is missing, and return what is wrong then."""
    if stands and not typed.told_first and (typed.then is None or stands == len(whole.acts)):
        # Done; where only the showing of it failed, that is looked up and not done again.
        return []
    if stands and typed.then is not None:
        with scene.homes[typed.at].sit(GARETH) as sitting, sitting.looking_up() as uow:
            received = next((one.id for one in uow.documents.all() if one.status is Status.RECEIVED), "")
        typed = replace(typed, line=typed.then.replace("{received}", received))
    ended = run_traced(lambda: scene.type(typed))
    # What it makes may be there by then, and is whole; the audit calls it failed where the disk did not confirm it.
    there = typed.told_first and ended.err.endswith(_DONE_ALREADY)
    return [] if ended.code == 0 or there else [f"typed again it ended with {ended.code}: {ended.err[-600:]}"]


def shares(calls: Sequence[int], most: int) -> list[int]:
    """Return how many tries each gets where there may be `most`: as many as it has calls, or all the same."""
    cap = 0
    while cap < max(calls) and sum(min(one, cap + 1) for one in calls) <= most:
        cap += 1
    return [min(one, cap) for one in calls]


def spread(calls: int, share: int) -> list[int]:
    """Return which calls are tried: evenly over all; half of them over the last 80 where there are many more."""
    if share >= calls:
        return list(range(1, calls + 1))
    if calls <= 2 * _END:
        return [1 + (2 * n + 1) * (calls - 1) // (2 * share) for n in range(share)]
    end = min(_END, share // 2)
    early = [1 + n * (calls - _END) // (share - end) for n in range(share - end)]
    return sorted({*early, *(calls - n * _END // end for n in range(end))})


def try_all(folder: Path, commands: Sequence[Typed], most: int) -> Iterator[Line]:
    """Yield what the faults in each command showed, at most so many over all commands."""
    faults = list(FAULTS) if may_fail_calls() else ["kill"]
    scene = make_scene(folder / "scene")
    wholes = [try_whole(scene, typed, folder / "here") for typed in commands]
    share = shares([one.ended.calls for one in wholes for _ in faults], most)[:: len(faults)]
    for typed, whole, many in zip(commands, wholes, share, strict=True):
        tries = ((fault, at) for fault in faults for at in spread(whole.ended.calls, many))
        tried = (try_point(scene, typed, whole, fault, at, folder / "here") for fault, at in tries)
        points = [one for one in tried if one is not None]
        yield Line(
            what=typed.name,
            counts=Counter({"commands": 1, "calls": whole.ended.calls, "points": len(points)})
            + Counter(one.stands for one in points),
            wrong=[[typed.name, one.fault, one.at, one.call, *one.wrong] for one in points if one.wrong],
        )


def main() -> int:
    """Print what was found; 0 where nothing was wrong, 1 otherwise, 2 where this machine cannot trace."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=3_000)
    parser.add_argument("--only", action="append", help="commands that begin so")
    asked = parser.parse_args()
    if (reason := why_not()) is not None:
        return skipped(reason)
    chosen = [one for one in COMMANDS if not asked.only or one.name.startswith(tuple(asked.only))]
    return report(lambda folder: try_all(folder, chosen, asked.points))


if __name__ == "__main__":
    sys.exit(main())
