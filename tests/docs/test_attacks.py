"""The table of attacks: current, and every attack in it shown by something that exists."""

import ast
from pathlib import Path

from tests.vector_maker.attacks import Attack
from tests.vector_maker.catalogue import all_cases
from tests.vector_maker.shown_by import NOT_SHOWN, SHOWN_BY
from tests.vector_maker.table import PAGE, make_table

ROOT = Path(__file__).parent.parent.parent


def test_the_table_is_current() -> None:
    assert PAGE.read_text("utf-8") == make_table(), "Run `make vectors`."


def test_every_attack_is_shown_by_a_vector_or_a_test() -> None:
    shown = {case.attack for _, case in all_cases()} | SHOWN_BY.keys()
    assert {attack for attack in Attack if attack not in shown} == NOT_SHOWN.keys()


def test_every_test_named_is_there() -> None:
    named = [one for tests in SHOWN_BY.values() for one in tests]
    assert [one for one in named if not _is_there(one)] == []


def _is_there(test: str) -> bool:
    file, *names = test.split("::")
    scope: list[ast.stmt] = ast.parse((ROOT / file).read_text("utf-8")).body
    for name in names:
        found = next((one for one in scope if getattr(one, "name", None) == name), None)
        if not isinstance(found, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        scope = found.body
    return True
