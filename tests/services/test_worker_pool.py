"""Answers come in order, none is lost, and a process that dies costs only the thing it died on."""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from registry.services.worker_pool import CHUNK, Work, in_order, processors

MANY = 5 * CHUNK + 3


def _nothing() -> None:
    """Nothing to prepare."""


def _double(number: int) -> int:
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def _lost(number: int) -> int:
    return number


def _pid(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def _fails(number: int) -> int:
    raise ValueError(str(number))


WORK = Work(do=_double, lost=_lost, prepare=_nothing)


@pytest.mark.parametrize("count", [0, 1, CHUNK, MANY])
def test_answers_come_in_the_order_of_the_things(count: int) -> None:
    assert list(in_order(WORK, range(count), workers=2)) == [2 * number for number in range(count)]


@pytest.mark.parametrize("killers", [{0}, {MANY - 1}, {CHUNK - 1, CHUNK, 3 * CHUNK}])
def test_a_thing_that_kills_its_process_is_answered_for_and_no_other_is_lost(killers: set[int]) -> None:
    things = [-number - 1 if number in killers else number for number in range(MANY)]
    assert list(in_order(WORK, things, workers=2)) == [one if one < 0 else 2 * one for one in things]
    assert multiprocessing.active_children() == []


def test_with_another_thread_the_processes_are_started_anew_and_say_the_same() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        assert list(in_order(WORK, range(CHUNK + 1), workers=2)) == [2 * number for number in range(CHUNK + 1)]
    finally:
        ended.set()
        other.join()


def test_it_is_done_by_other_processes() -> None:
    work = Work(do=_pid, lost=_lost, prepare=_nothing)
    found = set(in_order(work, range(6 * CHUNK), workers=2))
    assert 1 <= len(found) <= 2
    assert os.getpid() not in found


def test_who_stops_asking_leaves_no_process_behind() -> None:
    answers = in_order(WORK, range(10_000), workers=2)
    assert next(answers) == 0
    answers.close()
    assert multiprocessing.active_children() == []


def test_what_the_work_raises_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="0"):
        list(in_order(Work(do=_fails, lost=_lost, prepare=_nothing), range(3), workers=2))
    assert multiprocessing.active_children() == []


def test_only_a_few_are_under_way_at_a_time(tmp_path: Path) -> None:
    asked: list[int] = []

    class Counted(list[int]):
        def __getitem__(self, index):  # type: ignore[no-untyped-def]
            asked.append(index.stop)
            return super().__getitem__(index)

    answers = in_order(WORK, Counted(range(10_000)), workers=2)
    next(answers)
    assert asked[-1] < 10_000
    answers.close()


def test_there_is_a_processor() -> None:
    assert processors() >= 1
