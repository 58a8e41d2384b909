"""The table of docs/security.md: every module and every test that it names is there."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
ROWS = [
    line
    for line in (HERE.parent / "docs" / "security.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and "`" in line
]


def test_the_table_is_there() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip()[:40] for row in ROWS])
def test_what_is_named_exists(row: str) -> None:
    _, _, built, shown, _ = row.split("|")
    modules, tests = (re.findall(r"`([^`]+)`", cell) for cell in (built, shown))
    assert modules
    assert tests
    for module in modules:
        assert (HERE.parent / module).is_file(), module
    for one in tests:
        file, _, test = one.partition("::")
        source = (HERE / file).read_text("utf-8")
        assert f"def {test}(" in source if test else "def test_" in source, one
