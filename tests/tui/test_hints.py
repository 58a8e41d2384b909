import ast
import re
from pathlib import Path

import pytest

import tui
from registry.cli.commands import AT_THE_COMMAND_LINE, every_command
from registry.domain.errors import NotFound, NotPermitted, StorageFailed, ThroughcareError
from tui.hints import _LOOKS, _PLACES, at_the_prompts, at_the_screens
from tui.widgets.first_weeks_pane import NOTHING
from tui.widgets.history_pane import NO_WORK
from tui.widgets.plan_pane import NO_LINES

TOLD = (
    ("See `throughcare user list`.", "See F2 u."),
    ("Add one with `goal add`.", "Add one with g in the course."),
    ("Refer one: throughcare intervention refer --help", "Refer one: i in the record"),
    ("Record it with `throughcare placement add`.", "Record it with w and b in the record."),
    ("`throughcare participant break-glass` opens it, for reading.", "F6 at the home opens it, for reading."),
    ("An administrator makes one: throughcare backup create FOLDER", "An administrator makes one: F2 b"),
    ("Correct it with `session amend`; or not.", "Correct it with “session amend” under F2 x; or not."),
    (
        "Next, by another person: throughcare summary release 1a2b3c4d -o DIR.",
        "Next, by another person: “summary release” under F2 x.",
    ),
    ("Use `throughcare catalogue import FILE`.", "Use “catalogue import” under F2 x."),
    ("Run `throughcare doctor`.", "Run `throughcare doctor` at the command line."),
    ("write `a peer`.", "write `a peer`."),
    ("Name one with --home.", "Name one with --home."),
    ("Give --version as the form prints it.", "Give “version” as the form prints it."),
    ("Say --even-though NAME.", "Say “even though” NAME."),
    (
        "What was done elsewhere is entered with --recorded reported.",
        "What was done elsewhere is entered with “recorded: reported”.",
    ),
    ("Put it with --choice change --to ask-first.", "Put it with “choice: change” “to: ask first”."),
    ("Use --full with --kept-at, or neither.", "Use “full” with “kept at”, or neither."),
)


@pytest.mark.parametrize(("hint", "told"), TOLD)
def test_a_hint_names_a_key_or_a_place_of_the_screens(hint: str, told: str) -> None:
    assert at_the_screens(hint) == told


def test_at_the_prompts_it_names_what_is_chosen_there() -> None:
    assert at_the_prompts("See `throughcare user list`.") == "See “user list” under “Any command”."


@pytest.mark.parametrize("error", [ThroughcareError, NotFound, NotPermitted, StorageFailed])
def test_what_is_next_names_no_command_either(error: type[ThroughcareError]) -> None:
    for told in (at_the_screens(error.what_next), at_the_prompts(error.what_next)):
        assert not re.search("`|throughcare|--", told)


def test_what_has_a_place_is_a_command() -> None:
    known = {each.name for each in every_command()}
    assert known >= {*_PLACES, *_LOOKS, *AT_THE_COMMAND_LINE}


def test_an_empty_pane_names_keys() -> None:
    for told in (NOTHING, NO_WORK, NO_LINES):
        assert "throughcare" not in told


def test_no_hint_of_a_service_tells_a_command_that_does_not_exist() -> None:
    """Every hint that a service may raise is said at the screens without a command to type."""
    room = Path(tui.__file__).parents[1] / "registry"
    texts = [
        one.value.value
        for file in sorted((*room.glob("services/*.py"), *room.glob("domain/*.py"), *room.glob("store/*.py")))
        for one in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(one, ast.keyword) and one.arg == "hint" and isinstance(one.value, ast.Constant)
    ]
    assert len(texts) > 100
    for each in texts:
        told = at_the_screens(each)
        assert "throughcare " not in told or "at the command line" in told, each


def test_whatever_is_not_found_says_itself_what_to_do() -> None:
    """Where it is looked for hangs on what it is: the general words point to a list that a folder or a file has not."""
    root = Path(__file__).parents[2]
    silent = [
        f"{file.relative_to(root)}:{node.lineno}"
        for room in ("registry", "tui")
        for file in sorted((root / room).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "NotFound"
        and not any(each.arg == "hint" for each in node.keywords)
    ]
    assert silent == []
