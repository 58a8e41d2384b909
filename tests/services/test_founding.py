"""A unit is founded whole, in a folder that holds nothing else."""

from pathlib import Path

import pytest

from registry.bootstrap import sit_down, utc_now
from registry.custody.bags import FLOOR_COST
from registry.domain.access import Role
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.people import Establishment, Tier
from registry.services import founding
from registry.services.founding import Founding, found_unit, new_person
from registry.services.sitting import new_id
from registry.settings import Home, Settings
from tests.homes import file_only

pytestmark = file_only
SECRET = "nobody knows this yet"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def found(home: Home) -> Founding:
    return found_unit(
        home,
        unit=Establishment(id=new_id(), name="Newbridge", tier=Tier.MEDIUM),
        name="moira",
        person=new_person("Moira Devlin", "records manager"),
        passphrase=SECRET,
        roles=(Role.ADMINISTRATOR,),
        clock=utc_now,
        cost=FLOOR_COST,
    )


def test_what_was_cut_off_is_no_unit_and_is_founded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, settings = Home(folder=tmp_path / "unit"), Settings(home=Home(folder=tmp_path / "unit"), user="moira")

    def cut_off(_: Home) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(founding, "_end", cut_off)
        with pytest.raises(KeyboardInterrupt):
            found(home)
    assert not home.exists
    with pytest.raises(NotFound, match="was cut off") as told, sit_down(settings, SECRET):
        pass
    assert "init` again" in told.value.hint
    first = home.database.read_bytes()
    unit = found(home).unit
    assert home.exists
    assert home.database.read_bytes() != first
    assert not home.begun.exists()
    with sit_down(settings, SECRET) as sitting, sitting.looking_up() as uow:
        assert uow.unit.establishment() == unit


def test_where_anybody_ever_signed_in_nothing_is_founded_again(tmp_path: Path) -> None:
    home, settings = Home(folder=tmp_path / "unit"), Settings(home=Home(folder=tmp_path / "unit"), user="moira")
    unit = found(home).unit
    with sit_down(settings, SECRET):
        pass
    # A disk that lied may bring the name back.
    home.begun.mkdir(mode=0o700)
    with pytest.raises(NotAllowed, match="is not empty"):
        found(home)
    with sit_down(settings, SECRET) as sitting, sitting.looking_up() as uow:
        assert uow.unit.establishment() == unit


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    home = Home(folder=tmp_path / "unit")
    home.folder.mkdir()
    (home.folder / "letter.txt").write_text("Dear all")
    with pytest.raises(NotAllowed, match="is not empty"):
        found(home)
    assert [path.name for path in home.folder.iterdir()] == ["letter.txt"]
