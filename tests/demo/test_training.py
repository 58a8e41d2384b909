"""Training opens the demo in a home of its own, and says so."""

import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from registry.bootstrap import sit_down
from registry.cli.tui import TRAINEE, training_settings
from registry.settings import Home, Settings, training_folder
from tests.demo.conftest import THROUGHCARE, Demo


def test_training_opens_the_demo_for_whoever_is_asked_for(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(demo.state))
    if sys.platform == "darwin":
        pytest.skip("the user's data folder is not named by XDG_DATA_HOME there")
    shutil.copytree(demo.folder, training_folder())
    real = Settings(home=Home(folder=tmp_path / "a-real-home"), user=None)
    assert training_settings(real).user == TRAINEE
    settings = training_settings(real)
    assert settings.shown_passphrase("nobody") == settings.shown_passphrase("../passphrases/tomasz") == ""
    assert not real.shown_passphrase(TRAINEE)
    with sit_down(settings, settings.shown_passphrase(TRAINEE)) as sitting:
        assert sitting.user.name == TRAINEE
    rhiannon = training_settings(Settings(home=real.home, user="rhiannon"))
    assert rhiannon.home.folder.name == "ashmere-high"
    assert training_settings(Settings(home=real.home, user="nobody")).user == TRAINEE
    child = pexpect.spawn(str(THROUGHCARE), ["tui", "--demo", "--plain"], encoding="utf-8", timeout=60)
    child.expect_exact("TRAINING: invented people")
    child.expect_exact("Thornfield House")
    child.sendeof()
    child.expect_exact("Closed.")
