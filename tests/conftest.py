"""For every test: property tests draw the same examples each time, so that a run can be repeated.

`HYPOTHESIS_PROFILE=hunt` draws new ones, ten times as many: for looking for trouble, not for a build.
"""

import functools
import gc
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from registry.custody import bags
from registry.store import engine as engines

# No example is timed: a busy machine makes none of them wrong.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("hunt", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# All rooms are imported in one process: looking through that for garbage at the usual pace takes an eighth of the run.
gc.set_threshold(100_000, 50, 100)

# A command opens one bag and one engine; a process of tests opens thousands. A passphrase is derived at its full cost,
# once per bag, and a statement is compiled once for all files.
bags._derive = functools.cache(bags._derive)

_create_engine = engines.create_engine  # type: ignore[attr-defined]
_first: list[Engine] = []


def _of_one_dialect(*words: Any, **options: Any) -> Engine:
    engine: Engine = _create_engine(*words, **options)
    if not _first:
        _first.append(engine)
    engine.dialect = engine.pool._dialect = _first[0].dialect
    engine._compiled_cache = _first[0]._compiled_cache
    return engine


engines.create_engine = _of_one_dialect  # type: ignore[attr-defined]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screens first: they wait for keys and timers, and their longest file then runs beside all the others."""
    items.sort(key=lambda item: "tui" not in item.path.parent.parts)
