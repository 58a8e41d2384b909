"""Sweeps over everything of one kind, and over drawn examples: `make test` makes a part, `make sweeps` the whole.

It is the same part each time, so that a run can be repeated. The build makes both: what is not in the part is looked at
there. A figure that docs/security.md names stands at its test, and is no part of this.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = os.environ.get("THROUGHCARE_SWEEPS") == "whole"


def parts(every: Sequence[T], many: int) -> list[list[T]]:
    """Deal out what there is into so many parts, as cards are; in a whole sweep each part is all of it."""
    return [list(every) if WHOLE else list(every[n::many]) for n in range(many)]


def share_of(examples: int) -> int:
    """Return how many examples a property is asked of: a third, at least ten; in a whole sweep all of them."""
    return examples if WHOLE else max(10, examples // 3)
