"""Whether the tests of a module notice a change: each change is tried in a process of its own.

The process is forked from one that has loaded pytest, the tests and all they rest on. It forgets the changed module
and those that rest on it, loads them anew and asks the tests, the quickest first, up to the first that fails. So
nothing is written anywhere, a trial takes a fraction of a second, and a change that never ends is cut off.
"""

import contextlib
import gc
import io
import json
import os
import resource
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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
_LONGER, _WAITING = 5, 50
"""How many times as long as the unchanged module its tests may take, of the processor and by the clock."""
_MEMORY = 4 << 30


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

    def as_it_stands(self) -> Mapping[str, float]:
        """Load the tests and ask them about the unchanged module; return how many seconds each took, by its id.

        Raises AssertionError where there are none, or where one fails: then no change can be tried.
        """
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = pytest.main([*_OPTIONS, "--collect-only", *self.tests])
        assert code == 0, said.getvalue()
        gc.freeze()  # What is shared stays shared: no process looks through it for garbage.
        told, telling = os.pipe()
        child = self._ask(lambda: self.file.read_text("utf-8"), _Timing(telling))
        os.close(telling)
        with open(told, encoding="utf-8") as took:
            seconds = took.read()
        _, status = os.waitpid(child, 0)
        assert status == 0, f"the tests of {self.file} do not pass as it stands: pytest {' '.join(self.tests)}"
        answer: dict[str, float] = json.loads(seconds)
        return answer

    def begin(self, source: Callable[[], str], took: Mapping[str, float]) -> int:
        """Ask the tests about this source; return the number of the process, which ends with 0 if all of them pass."""
        return self._ask(source, _Trial(took))

    def _ask(self, source: Callable[[], str], asking: "_Asking") -> int:
        child = os.fork()
        if child == 0:
            try:
                asking.begin()
                self._anew(source())
                pytest.main([*_OPTIONS, *self.tests], plugins=[asking])
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


class _Asking:
    """A process that asks tests until one fails, heard by nobody, and then puts nothing away."""

    def begin(self) -> None:
        os.setsid()  # What a test starts itself is ended with it.
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os._exit(1)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        os._exit(exitstatus)


class _Timing(_Asking):
    """Tells how long each test took."""

    def __init__(self, telling: int) -> None:
        self.telling, self.took = telling, Counter[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[report.nodeid] += report.duration  # type: ignore[assignment]
        super().pytest_runtest_logreport(report)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        os.write(self.telling, json.dumps(self.took).encode())
        super().pytest_sessionfinish(exitstatus)


class _Trial(_Asking):
    """Asks the quickest first, and not for ever."""

    def __init__(self, took: Mapping[str, float]) -> None:
        self.took = took

    def begin(self) -> None:
        super().begin()
        usual = 2 + round(sum(self.took.values()))
        signal.alarm(_WAITING * usual)
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGER * usual, _LONGER * usual))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.took.get(item.nodeid, 0.0))


@cache
def _imports() -> grimp.ImportGraph:
    return grimp.build_graph(*_PACKAGES, cache_dir=None)


@cache
def _resting_on(module: str) -> frozenset[str]:
    return frozenset({module, *_imports().find_downstream_modules(module)})
