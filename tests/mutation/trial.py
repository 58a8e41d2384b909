"""Whether the tests of a module notice a change: each change is tried in a process of its own.

The process is forked from one that has loaded pytest, the tests and all they rest on. It forgets the changed module
and those that rest on it, loads them anew and asks the tests, up to the first that fails. So nothing is written
anywhere, a trial takes a fraction of a second, and a change that never ends is cut off.
"""

import contextlib
import gc
import io
import os
import resource
import signal
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

import grimp
import pytest

_PACKAGES = ("registry", "schemas", "exports", "tui", "tests")
_TABLES = "registry.store.base"
"""What the tables are made upon: one that is made a second time needs it anew."""
_WITHOUT = ("cacheprovider", "xdist", "unraisableexception")
_OPTIONS = ("-q", "--assert=plain", "--tb=line", *(f"-pno:{plugin}" for plugin in _WITHOUT))
_SECONDS, _WAITING, _MEMORY = 20, 60, 4 << 30
"""Of processor time, by the clock, and bytes: more is noticed."""


class Changed(MetaPathFinder, Loader):
    """Loads one module from changed source."""

    def __init__(self, module: str, source: str) -> None:
        self.module, self.source = module, source

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self) if fullname == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # A comparison that reads oddly is what is tried.
            code = compile(self.source, self.module, "exec")
        exec(code, module.__dict__)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A module, and the tests that answer for it."""

    file: Path
    tests: tuple[str, ...]

    def load(self) -> None:
        """Load the tests, and all they rest on, into this process. Raises AssertionError where there are none."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = pytest.main([*_OPTIONS, "--collect-only", *self.tests])
        assert code == 0, said.getvalue()
        gc.freeze()  # What is shared stays shared: no process looks through it for garbage.

    def begin(self, source: str) -> int:
        """Ask the tests about this source in a process of its own; return its number. It ends with 0 if all pass."""
        child = os.fork()
        if child == 0:
            try:
                _limit()
                self._anew(source)
                pytest.main([*_OPTIONS, *self.tests], plugins=[_End()])
            finally:
                os._exit(1)  # A module that cannot be loaded is noticed as well.
        return child

    def _anew(self, source: str) -> None:
        """Forget the module and all that rest on it, and have this source loaded in its place."""
        name = ".".join(self.file.with_suffix("").parts)
        anew = _resting_on(name)
        if any(module.startswith("registry.store.") for module in anew & sys.modules.keys()):
            anew |= _resting_on(_TABLES)
        for module in anew & sys.modules.keys():
            del sys.modules[module]
            package, _, member = module.rpartition(".")
            if package in sys.modules:
                vars(sys.modules[package]).pop(member, None)
        sys.meta_path.insert(0, Changed(name, source))


class _End:
    """Ends the process with the first test that fails, or 0 after the last, without putting anything away."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os._exit(1)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        os._exit(exitstatus)


@cache
def _imports() -> grimp.ImportGraph:
    return grimp.build_graph(*_PACKAGES, cache_dir=None)


@cache
def _resting_on(module: str) -> frozenset[str]:
    return frozenset({module, *_imports().find_downstream_modules(module)})


def _limit() -> None:
    os.setsid()  # What a test starts itself is ended with it.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    signal.alarm(_WAITING)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
