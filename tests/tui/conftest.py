import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.desk import Unit, make_unit


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("tui-state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.delenv("NO_COLOR", raising=False)
        yield folder / "throughcare"


@pytest.fixture(scope="module")
def unit(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Unit:
    """A unit for each file of tests: what one writes is not counted by another."""
    assert os.environ["XDG_STATE_HOME"]
    return make_unit(tmp_path_factory.mktemp("tui") / "ashmere")


@pytest.fixture(autouse=True)
def nothing_unsaved(request: pytest.FixtureRequest) -> None:
    """What one test typed and never saved is kept, as it should be; it must not greet the next."""
    if "unit" in request.fixturenames:
        unit: Unit = request.getfixturevalue("unit")
        shutil.rmtree(unit.home.home.folder / "unsaved", ignore_errors=True)
