"""The hazard log: every test that it names as showing a control is there."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
ROWS = [
    line
    for line in (HERE.parent / "docs" / "clinical-safety" / "hazard-log.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def test_hazards_are_numbered_and_none_is_without_a_control() -> None:
    assert [int(row.split("|")[1]) for row in ROWS] == [*range(1, len(ROWS) + 1)]
    assert all(cell.strip() for row in ROWS for cell in row.split("|")[1:-1])


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip() for row in ROWS])
def test_what_shows_a_control_exists(row: str) -> None:
    named = re.findall(r"`([^`]+)`", row.split("|")[5])
    assert named
    for one in named:
        file, _, test = one.partition("::")
        source = (HERE / file).read_text("utf-8")
        assert f"def {test}(" in source if test else "def test_" in source
