"""Two founded units, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.two_units import Units, found


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Units]:
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield found(folder)


@pytest.fixture
def units(founded: Units, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Units:
    """Both units as they were founded, in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shutil.copytree(founded.folder, tmp_path, dirs_exist_ok=True)
    homes = [home.at(tmp_path / home.home.folder.name) for home in (founded.ashmere, founded.thornfield)]
    return Units(*homes, tmp_path)
