"""F1 explains every field: what is said of its keys and of an empty one is said by one rule, and never left out."""

import ast
import re
from pathlib import Path

import tui
from registry.cli.commands import every_command
from tests.tui.test_rules import OURS
from tui.screens.path_screen import PathScreen
from tui.screens.search_screen import SearchScreen

# A field is declared by one of these, with what it is for at this place.
DECLARED = {"line": 2, "box": 2, "day": 2, "choose": 2, "pick": 2, "where": 2, "form_field": 3}
SAID_BY_RULE = re.compile(r"ay be empty|Type a few letters|Left and right|the first letter|Enter begins a new line")


def test_every_field_says_what_it_is_for_and_nothing_that_the_rule_says() -> None:
    told = {}
    for file in sorted(Path(tui.__file__).parent.glob("screens/*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in DECLARED:
                words = call.args[DECLARED[call.func.id]]
                if isinstance(words, ast.Constant):
                    told[f"{file.name}:{call.lineno}"] = words.value
    assert len(told) > 120
    assert [where for where, text in told.items() if len(text) <= 10 or text[-1] not in ".)"] == []
    assert [where for where, text in told.items() if SAID_BY_RULE.search(text)] == []


def test_every_value_of_a_command_says_what_it_is_for() -> None:
    values = [(one.name, value) for one in every_command() for value in one.fields]
    assert len(values) > 500
    assert [(name, value.name) for name, value in values if len(value.help) <= 8] == []


def test_a_line_above_a_list_says_what_enter_does_and_what_an_empty_one_means() -> None:
    for told in (kind.ASKS for kind in OURS if issubclass(kind, SearchScreen | PathScreen)):
        assert "Enter " in told
        assert "Left empty" in told
