"""The answer to a write names whose record it is, and not to a contributor, who opens nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from registry.domain.access import Role
from registry.services.whose import banner_of
from tests.copied import copied_home
from tests.homes import RHIANNON


def test_a_contributor_is_told_nothing_of_whom_they_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = copied_home(tmp_path / "ashmere")
    person = ("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "4/5/1988")
    assert home.type(*person, "--nhs", "999 000 0018").code == 0
    with home.sit(RHIANNON) as sitting:
        assert "999 000 0018" in banner_of(sitting, "okafor")
        contributor = replace(sitting, user=replace(sitting.user, roles=(Role.CONTRIBUTOR,)))
        assert banner_of(contributor, "okafor") == "For the participant whom you named."
