"""What is not there is said so that a person knows what to do next."""

from pathlib import Path

import pytest

from registry.domain.addressing import Purpose
from registry.services.issuing import find_recipient, issue_summary
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON
from tests.two_units import TYPED


def test_a_draft_is_not_approved_a_first_version_has_none_before_it_and_a_plan_has_so_many_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    units = copied_two_units(tmp_path / "units")
    home = units.ashmere
    with home.sit(RHIANNON) as sitting:
        recipient = find_recipient(sitting, "Thornfield")
        draft = issue_summary(sitting, units.participant, purpose=Purpose.TRANSFER, recipient=recipient).id
    early = home.type("summary", "release", draft, "-o", str(tmp_path / "out"), *TYPED, user=GARETH)
    assert early.code == 4
    assert "nobody has approved it yet" in early.err
    assert "summary approve" in early.err
    first = home.type("summary", "diff", draft)
    assert "first version of its series" in first.err
    assert "group" not in first.err
    said = ("--choice", "accept", "--reason", "as planned", "--discussed", "agrees")
    far = home.type("plan", "decide", "9990000018", "9", *said)
    assert far.code == 4
    assert "No lines of the plan answer to '9': it has " in far.err
