"""Change the rules of the plan one place at a time and ask every vignette: what `make mutants` runs, after init.

The vignettes are read once; each change is tried in a process of its own that is forked from there, loads the changed
module and those that rest on it, and ends at the first plan that differs from the one that was read. So a run takes
minutes, and a change that never ends is cut off. The same plans are compared, with more words, by
`tests/domain/test_vignettes.py`.
"""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.domain import vignette

ASKED = 95.0
SECONDS = 30
TOLD = [
    (file, (vignette.VIGNETTES / "plans" / file.name).read_text("utf-8"))
    for file in sorted(vignette.VIGNETTES.glob("*.json"))
]
# Loaded anew in each process: the rules, and what builds their case.
ANEW = [name for name in sys.modules if name.startswith("registry.domain.continuity") or name == vignette.__name__]


class Changed(MetaPathFinder, Loader):
    """Loads one module from changed source."""

    def __init__(self, file: Path, source: str) -> None:
        self.file, self.source = file, source
        self.name = ".".join(file.with_suffix("").parts)

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=str(self.file)) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(self.file), "exec"), module.__dict__)


def notices(file: Path, source: str) -> bool:
    """Return whether any vignette notices that this module reads otherwise."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        os._exit(_differs(Changed(file, source)))
    _, status = os.waitpid(child, 0)
    return status != 0


def _differs(changed: Changed) -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    catalogue, needs = vignette.catalogue(), vignette.target_needs()
    try:
        for name in ANEW:
            del sys.modules[name]
        sys.meta_path.insert(0, changed)
        anew = import_module(vignette.__name__)
        anew.catalogue, anew.target_needs = lambda: catalogue, lambda: needs  # type: ignore[attr-defined]
        return int(any(anew.plan_in_full(file) != read for file, read in TOLD))
    except BaseException:  # noqa: BLE001 - a rule that breaks is noticed as well
        return 1


def run(db: WorkDB) -> float:
    """Try every change that was not left out, write each result, and return how many in a hundred were noticed."""
    for item in list(db.pending_work_items):
        (spec,) = item.mutations
        file, operator = Path(spec.module_path), get_operator(spec.operator_name)(**spec.operator_args)
        source = mutate_code(file.read_text("utf-8"), operator, spec.occurrence)
        if source is None:
            db.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.NO_TEST))
            continue
        outcome = TestOutcome.KILLED if notices(file, source) else TestOutcome.SURVIVED
        db.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.NORMAL, test_outcome=outcome))
    outcomes = [result.test_outcome for _, result in db.results if result.worker_outcome is WorkerOutcome.NORMAL]
    killed = sum(outcome is TestOutcome.KILLED for outcome in outcomes)
    rate = 100 * killed / len(outcomes)
    print(f"{killed} of {len(outcomes)} changes to the rules are noticed by a vignette: {rate:.1f} %.")  # noqa: T201
    return rate


if __name__ == "__main__":
    assert not notices(Path("none.py"), ""), "the vignettes do not pass as they stand"
    with use_db(sys.argv[1], WorkDB.Mode.open) as work:
        sys.exit(run(work) < ASKED)
