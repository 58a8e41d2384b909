"""Every fuzz target on its seeds and on the same few spoilt ones each time; `make fuzz` goes further."""

import random

import pytest

from tests.fuzz.mutation import mutated
from tests.fuzz.targets import TARGETS, feed

# The age header's seeds are sealed anew each time; what is refused of the others is fixed by the draw.
TAKES_A_SEED = {
    *("directory", "release", "verify", "annex", "age-header", "log", "history", "dates", "pdf", "workbook"),
    *("form", "definition"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_only_refusals_come_out(name: str) -> None:
    target, draw = TARGETS[name], random.Random(name)
    seeds = list(target.seeds())
    taken = [feed(target, seed) for seed in seeds]
    assert any(taken) or name not in TAKES_A_SEED
    for _ in range(4 if target.slow else 150):
        feed(target, mutated(draw, draw.choice(seeds)))
