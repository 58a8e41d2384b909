"""Leave out changes to the shape of a value or a call, which no person could see: run by `make mutants`, after init.

A dataclass that is not frozen and a star that becomes a slash in a list of parameters give the same plan.
"""

import re
import sys
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome, WorkResult

_STAR = re.compile(r"(^|\W)\*, |^\s*\*,$")


def skip_shapes(db: WorkDB) -> int:
    """Skip them all and return how many there were."""
    done = {job for job, _ in db.results}
    found = 0
    for item in db.work_items:
        if item.job_id in done:
            continue
        (spec,) = item.mutations
        line = Path(spec.module_path).read_text("utf-8").splitlines()[spec.start_pos[0] - 1]
        if line.startswith("@dataclass") or ("Operator_Mul_" in spec.operator_name and _STAR.search(line)):
            db.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
            found += 1
    return found


if __name__ == "__main__":
    with use_db(sys.argv[1], WorkDB.Mode.open) as db:
        print(f"{skip_shapes(db)} changes of shape are left out.")  # noqa: T201 - the answer of a tool
