"""For every test: property tests draw the same examples each time, so that a run can be repeated.

`HYPOTHESIS_PROFILE=hunt` draws new ones, ten times as many: for looking for trouble, not for a build. `few` is for
`make mutants`, which asks the same tests thousands of times and only wants to know whether one fails.
"""

import atexit
import gc
import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.quick import be_quick
from tests.sweeps import share_of

# No example is timed: a busy machine makes none of them wrong.
settings.register_profile(
    "steady", derandomize=True, deadline=None, max_examples=share_of(100), suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "few", settings.get_profile("steady"), max_examples=20, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("hunt", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# All rooms are imported in one process: looking through that for garbage at the usual pace takes an eighth of the run.
gc.set_threshold(100_000, 50, 100)
# Nor is all that was made looked through once more as the process ends: pytest has looked for what it reports.
atexit.register(gc.freeze)

be_quick()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screens first: they wait for keys and timers, and their longest file then runs beside all the others."""
    items.sort(key=lambda item: "tui" not in item.path.parent.parts)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end; it is no garbage to look for."""
    gc.freeze()
