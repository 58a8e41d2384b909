"""Every service, called with a sitting of every role: refused at its door where the matrix does not allow it."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import registry.services
from registry.domain.access import MATRIX, Role
from registry.domain.errors import NotPermitted, ThroughcareError
from registry.services.journeys import JOURNEYS
from registry.services.sitting import Sitting
from tests.copied import copied_home
from tests.homes import ADMIN

for _path in Path(registry.services.__file__).parent.glob("*.py"):
    import_module(f"registry.services.{_path.stem}")


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("roles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        with copied_home(folder / "home").sit(ADMIN) as sat:
            yield sat


def _rows(sitting: Sitting) -> int:
    with sitting.looking_up() as uow:
        return uow.audit.size()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", sorted(JOURNEYS))
def test_the_door_of_every_service(sitting: Sitting, name: str, role: Role) -> None:
    declared = JOURNEYS[name]
    service: Any = getattr(import_module(declared.module), name.split(".")[1])
    sat = replace(sitting, user=replace(sitting.user, roles=(role,)))
    if role not in MATRIX[declared.permission]:
        before = _rows(sitting)
        with pytest.raises(NotPermitted, match="Roles that may"):
            service(sat)
        assert _rows(sitting) == before + 1
        return
    # Through the door: what it needs besides the sitting is missing, or it works, or it says no for another reason.
    try:
        service(sat)
    except TypeError as problem:
        assert "missing" in str(problem)  # noqa: PT017 - any other TypeError is a fault of the service
    except ThroughcareError as refused:
        assert "Roles that may" not in refused.hint  # noqa: PT017 - nothing needs to be raised
