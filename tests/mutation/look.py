"""Lay the plan of every vignette beside the one that was read, as fast as can be: what `make mutants` runs each time.

Ends with 1 at the first difference. The same plans are compared, with more words, by `tests/domain/test_vignettes.py`.
"""

import sys

from tests.domain.vignette import VIGNETTES, plan_in_full

for file in sorted(VIGNETTES.glob("*.json")):
    if plan_in_full(file) != (VIGNETTES / "plans" / file.name).read_text("utf-8"):
        sys.exit(1)
