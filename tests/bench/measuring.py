"""Measuring two or more ways of doing one thing, turn about, so that a busy machine is equally unkind to all.

Times of work that only computes are processor seconds of the one process that does it: they stand for one core, and
other people's work on the machine shows less in them. Times with a disk or a passphrase in them are by the clock.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles

Run = Callable[[], float]
"""Do the work once or often and return the seconds that one operation took."""


def by_processor(work: Callable[[], object], times: int) -> Run:
    """Return a run of `times` operations, measured in processor seconds of this process."""
    return _timed(work, times, time.process_time)


def by_clock(work: Callable[[], object], times: int) -> Run:
    """Return a run of `times` operations, measured by the clock."""
    return _timed(work, times, time.perf_counter)


def _timed(work: Callable[[], object], times: int, clock: Callable[[], float]) -> Run:
    def run() -> float:
        before = clock()
        for _ in range(times):
            work()
        return (clock() - before) / times

    return run


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is asked of our side: a rate, a longest time, or how it stands to the peer. At least one.

    A rate depends on the machine: beside a ratio that was measured it is an indication and does not decide.
    """

    per_second: float | None = None
    seconds: float | None = None
    times_faster: float | None = None
    times_slower: float | None = None

    @property
    def words(self) -> str:
        rate = f"{self.per_second:,.0f}/s" if self.per_second else ""
        said = [
            f"≥ {rate}" if rate and not self.times_faster else "",
            f"≤ {shown(self.seconds)}" if self.seconds else "",
            f"≥ {self.times_faster:g} × the peer" if self.times_faster else "",
            f"≤ {self.times_slower:g} × the peer" if self.times_slower else "",
        ]
        indication = f" ({rate} is an indication)" if rate and self.times_faster else ""
        return (" and ".join(filter(None, said)) or "none set") + indication


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: our way, the peer's (None where there is none here) and the target."""

    operation: str
    ours: Run
    peer: Run | None = None
    peer_name: str = "—"
    target: Target = field(default_factory=Target)
    note: str = ""
    warm_up: int = 2


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What came of a row, in seconds for one operation, round by round."""

    row: Row
    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float | None:
        """How many times faster we are than the peer: the median over the rounds."""
        return median(b / a for a, b in zip(self.ours, self.peer, strict=True)) if self.peer else None

    @property
    def _rate_is_indication(self) -> bool:
        return self.row.target.times_faster is not None and self.ratio is not None

    @property
    def met(self) -> bool:
        target, middle, ratio = self.row.target, median(self.ours), self.ratio
        return (
            (self._rate_is_indication or target.per_second is None or 1 / middle >= target.per_second)
            and (target.seconds is None or middle <= target.seconds)
            and (target.times_faster is None or ratio is None or ratio >= target.times_faster)
            and (target.times_slower is None or ratio is None or 1 / ratio <= target.times_slower)
        )


def measure(row: Row, rounds: int) -> Measured:
    """Run our side and the peer's turn about, `rounds` times each, after a warm-up."""
    # What the rows before have left is not our side's to walk through again and again.
    gc.collect()
    gc.freeze()
    for _ in range(row.warm_up):
        row.ours()
        if row.peer:
            row.peer()
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(rounds):
        ours.append(row.ours())
        if row.peer:
            peer.append(row.peer())
    return Measured(row=row, ours=tuple(ours), peer=tuple(peer))


def shown(seconds: float) -> str:
    """Return a time as a person reads it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"


def spread(times: tuple[float, ...]) -> str:
    """Return the median and the middle half of the times."""
    if len(times) < 4:
        return f"{shown(median(times))} ({shown(min(times))}–{shown(max(times))})"
    first, _, third = quantiles(times, n=4)
    return f"{shown(median(times))} ({shown(first)}–{shown(third)})"
