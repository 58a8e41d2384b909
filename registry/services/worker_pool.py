"""Work on many things by several processes, its answers in the order of the things. None gets lost on the way.

A process that dies takes with it what it was asked, and the others stop with it: what was under way is done again, the
things it may have died on one at a time, and the one that kills its process again is answered for by `lost`. Only a few
things are under way at any time, so that memory does not grow with their number.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Things that go to a process at once."""

_CHUNKS_UNDER_WAY = 4
# What is read here makes no cycles, so it is enough to look for them seldom.
_COLLECT_AFTER = 50_000


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[T, R]):
    """What to do with each thing. `prepare` is called with `given` in each process before anything else.

    The two functions and what goes in and out must be known to `pickle`. `lost` answers for a thing on which its
    process died.
    """

    do: Callable[[T], R]
    lost: Callable[[T], R]
    prepare: Callable[..., None]
    given: tuple[Any, ...] = ()


def in_order(work: Work[T, R], things: Sequence[T], *, workers: int) -> Generator[R, None, None]:
    """Yield the answer for each thing, in their order. Raises what `do` raises.

    Closing it, or an interrupt, ends the processes once each has finished the few things it holds.
    """
    pool = _pool(work, workers)
    waiting: Iterator[list[T]] = (list(things[start : start + CHUNK]) for start in range(0, len(things), CHUNK))
    under_way: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        while True:
            for chunk in islice(waiting, workers * _CHUNKS_UNDER_WAY - len(under_way)):
                with _uninterrupted():
                    under_way.append((chunk, _asked(pool, work, chunk)))
            if not under_way:
                return
            chunk, asked = under_way.popleft()
            try:
                with _uninterrupted():
                    answers = asked.result()
                yield from answers
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                yield from _one_at_a_time(work, chunk)
                waiting = chain([chunk for chunk, _ in under_way], waiting)
                under_way.clear()
                pool = _pool(work, workers)
    finally:
        pool.shutdown(cancel_futures=True)


def _asked(pool: ProcessPoolExecutor, work: Work[T, R], chunk: list[T]) -> "Future[list[R]]":
    try:
        return pool.submit(_all_of, work.do, chunk)
    except BrokenProcessPool as broken:
        answer: Future[list[R]] = Future()
        answer.set_exception(broken)
        return answer


def _one_at_a_time(work: Work[T, R], things: list[T]) -> Iterator[R]:
    pool = _pool(work, 1)
    try:
        for thing in things:
            try:
                with _uninterrupted():
                    answer = pool.submit(work.do, thing).result()
                yield answer
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                yield work.lost(thing)
                pool = _pool(work, 1)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(work: Work[T, R], workers: int) -> ProcessPoolExecutor:
    # A copy of this process starts at once; with other threads in it a copy might stand still for ever.
    copied = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("fork" if copied else "spawn"),
        initializer=_begin,
        initargs=(work.prepare, work.given),
    )
    with _uninterrupted():
        pool.submit(_ready)
    return pool


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interrupt wait until the pool is not in the middle of something.

    One that falls while its processes start, or just as a lock of its queue or of an answer has been taken, would leave
    processes that nobody minds, or its own thread waiting for that lock for ever.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ready() -> None:
    """Nothing is asked yet; the first call starts the processes."""


def _begin(prepare: Callable[..., None], given: tuple[Any, ...]) -> None:
    # Who interrupts means the whole command: the process that asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    prepare(*given)


def _all_of(do: Callable[[T], R], things: list[T]) -> list[R]:
    return [do(thing) for thing in things]
