"""A death is recorded under two re-entered identifiers, stops what is new, and can be taken back."""

from pathlib import Path

import pytest

from tests.copied import copied_home
from tests.homes import TestHome

TWO = ("--confirm", "nhs=9990000018", "--confirm", "born=1984-03-01")
DIED = ("participant", "deceased", "9990000018", "--on", "3/4/25", "--told-by", "Dr Ann Lowe")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = copied_home(tmp_path / "home")
    who = ("--surname", "Jones", "--given", "Sian", "--born", "1/3/1984", "--nhs", "9990000018")
    assert made.type("participant", "add", *who).code == 0
    return made


def test_it_takes_two_identifiers(home: TestHome) -> None:
    assert home.type(*DIED).code == 1
    assert home.type(*DIED, "--confirm", "nhs=9990000018", "--confirm", "born=1984-01-03").code == 1
    assert home.type("participant", "deceased", "9990000018", *TWO).code == 1
    assert "DECEASED" not in home.type("participant", "show", "9990000018").out


def test_nothing_new_begins_and_it_stands_first(home: TestHome) -> None:
    said = home.type(*DIED, *TWO)
    assert (said.code, "DECEASED: 3 April 2025, told by Dr Ann Lowe." in said.out) == (0, True), said.err
    assert "DECEASED" in home.type("participant", "show", "9990000018").out
    assert "DECEASED" in home.type("plan", "show", "9990000018").out
    refused = home.type("intervention", "refer", "9990000018", "RPREV", "--delivery", "group")
    assert (refused.code, "recorded as deceased" in refused.err) == (1, True)
    assert home.type("refresher", "ask", "9990000018", "RPREV").code == 1
    assert home.type("transfer", "open", "9990000018", "--from", "Elsewhere", "--requested", "-4").code == 1
    assert home.type(*DIED, *TWO).code == 1


def test_it_is_taken_back_with_a_reason(home: TestHome) -> None:
    assert home.type("participant", "deceased", "9990000018", "--not-so", "Another man.").code == 1
    home.type(*DIED, *TWO)
    assert home.type("participant", "deceased", "9990000018", "--not-so", "Another man.").code == 0
    assert "DECEASED" not in home.type("participant", "show", "9990000018").out
    assert home.type("intervention", "refer", "9990000018", "RPREV", "--delivery", "group").code == 0
    assert home.type(*DIED, *TWO).code == 0
