"""A transfer that is over says so to whoever records a further step of it."""

from pathlib import Path

import pytest

from tests.copied import copied_home

NHS = "9990000018"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (("complete", NHS, "--on", "2026-02-20"), "was completed on 20 February 2026"),
        (("end", NHS, "--on", "2026-02-20", "--reason", "no bed came"), "came to nothing on 20 February 2026"),
    ],
)
def test_a_step_after_the_end_says_that_it_is_over_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = copied_home(tmp_path / "home")
    person = ("--surname", "Jones", "--given", "Ann", "--born", "1984-03-01", "--nhs", NHS)
    assert home.type("participant", "add", *person).code == 0
    leaving = ("--from", "HMP Wexmoor", "--tier", "prison")
    opened = home.type("transfer", "open", NHS, *leaving, "--requested", "2026-01-05")
    assert opened.code == 0, opened.err
    assert home.type("transfer", *end).code == 0
    late = home.type("transfer", "accept", NHS, "--by", "Dr Ann Lowe", "--on", "2026-02-10")
    assert late.code == 1
    assert said in late.err
    assert "transfer open" in late.err
