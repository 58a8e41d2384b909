"""A mistake in a local definition is told in one line: the file, the place in it, and what is allowed there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.copied import copied_home
from tests.homes import GARETH, TestHome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "has no member 'colour'; allowed: editionId, modules, groupMinutes"),
        ({"modules": "m1"}, "at modules: is 'm1'; allowed: a list"),
        ({"modules": [{"title": "One"}]}, "at modules/0: lacks id"),
        ({"modules": [{"id": "a", "title": "One", "required": "perhaps"}]}, "is 'perhaps'; allowed: yes, no, unknown"),
        ({"modules": [{"id": "a", "title": "One", "sessions": "four"}]}, "at modules/0/sessions: is 'four'; allowed"),
        ({"modules": [{"id": "a", "title": "One", "minute": 4}]}, "has no member minute; allowed: id, title"),
        ({"groupMinutes": {"least": "90"}}, "at groupMinutes/least: is '90'; allowed: a whole number"),
        ({"groupMinutes": {"least": 90, "most": 60}}, "90 to 60 is not a range"),
        ({"completion": {"text": "All of it."}}, "at completion: lacks judgedBy"),
        ({"editionId": None}, "null"),
        ({"modules": [{"id": "\x1b[2Jx" * 30, "title": "One"}]}, "control"),
    ],
)
def test_a_mistake_is_told_with_file_place_and_what_is_allowed(
    home: TestHome, tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    file = tmp_path / "tsp-here.json"
    file.write_text(json.dumps({"editionId": "TSP/undated", **changes}), "utf-8")
    before = home.row_counts()
    told = home.type("catalogue", "define", str(file), user=GARETH)
    assert (told.code, said in told.err) == (1, True), told.err
    assert len(told.err.splitlines()) == 1
    assert "LocalDefinition" not in told.err
    assert told.err.replace("\n", "").isprintable()
    assert home.row_counts() == before


def test_what_a_file_may_leave_out_is_filled_in(home: TestHome, tmp_path: Path) -> None:
    file = tmp_path / "tsp-here.json"
    given = {"modules": [{"id": "a", "title": "One"}], "completion": {"text": "All of it.", "judgedBy": "a nurse"}}
    file.write_text(json.dumps({"editionId": "TSP/undated", **given}), "utf-8")
    made = home.type("catalogue", "define", str(file), "--json", user=GARETH)
    assert made.code == 0, made.err
    assert made.json["modules"] == [{"id": "a", "title": "One", "required": "unknown"}]


@pytest.mark.parametrize("words", [("becoming", "new", "me"), ("bnm",), ("Becoming New", "Me")])
def test_several_words_are_one_name(home: TestHome, words: tuple[str, ...]) -> None:
    shown = home.type("catalogue", "show", *words, user=None)
    assert (shown.code, shown.out.startswith("BNM  ")) == (0, True), shown.err


def test_several_words_that_several_programmes_have_offer_them(home: TestHome) -> None:
    told = home.type("catalogue", "show", "bnm", "plus", user=None)
    assert (told.code, "Did you mean BNMP-GV" in told.err) == (4, True)


def test_several_words_are_one_measure(home: TestHome) -> None:
    shown = home.type("measure", "show", "honos", "secure", user=None)
    assert (shown.code, shown.out.startswith("HONOS-SECURE  ")) == (0, True), shown.err
