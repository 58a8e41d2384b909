"""The table of docs/security.md: every module and every test that it names is there."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
HOLDS, _, FIGURES = (HERE.parent / "docs" / "security.md").read_text("utf-8").partition("\n## Figures\n")
ROWS, RUNS = (
    [line for line in part.splitlines() if line.startswith("| ") and "`" in line] for part in (HOLDS, FIGURES)
)


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
        assert_test(one)


def test_every_figure_has_its_run_and_what_it_counted() -> None:
    assert len(RUNS) >= 9
    targets = set(re.findall(r"^([a-z]+):", (HERE.parent / "Makefile").read_text("utf-8"), re.MULTILINE))
    for row in RUNS:
        _, asked, run, counted, _ = row.split("|")
        (named,) = re.findall(r"`([^`]+)`", run)
        if named.startswith("make "):
            assert named.removeprefix("make ") in targets, asked
        else:
            assert_test(named)
        assert re.search(r"\b20[0-9]{2}\b", counted), f"no day: {asked}"


def assert_test(named: str) -> None:
    file, _, test = named.partition("::")
    source = (HERE / file).read_text("utf-8")
    assert f"def {test}(" in source if test else "def test_" in source, named
