"""For every test: property tests draw the same examples each time, so that a run can be repeated.

`HYPOTHESIS_PROFILE=hunt` draws new ones, ten times as many: for looking for trouble, not for a build.
"""

import gc
import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True)
settings.register_profile("hunt", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# All rooms are imported in one process: looking through that for garbage at the usual pace takes an eighth of the run.
gc.set_threshold(100_000, 50, 100)
