"""Programmes as they are typed and misspelt, their offers, and folders of them with several things wrong."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from registry.bootstrap import utc_now
from tests.copied import copied_home
from tests.homes import GARETH, RHIANNON, TestHome, type_command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.mark.parametrize("typed", ["SOTP-CORE", "CORE-SOTP", "core sotp", "Core_SOTP", "sotpcore"])
def test_a_name_that_only_one_programme_has_opens_it(home: TestHome, typed: str) -> None:
    shown = home.type("catalogue", "show", typed, user=None)
    assert (shown.code, shown.out.startswith("SOTP-CORE  ")) == (0, True), shown.err


@pytest.mark.parametrize("typed", ["BNM+", "bnm +", "BNM-plus"])
def test_a_name_that_several_have_offers_them(home: TestHome, typed: str) -> None:
    shown = home.type("catalogue", "show", typed, user=None)
    assert (shown.code, shown.err.count("\n")) == (4, 1)
    assert "Did you mean BNMP-GV, BNMP-IPV or BNMP-SO?" in shown.err


@pytest.mark.parametrize(
    "words",
    [
        ("catalogue", "show", "RESOLV"),
        ("catalogue", "offer", "RESOLV"),
        ("catalogue", "elsewhere", "RESOLV", "--at", "Thornfield House", "--tier", "low"),
        ("group", "open", "Monday group", "RESOLV"),
        (
            "overlap",
            "add",
            "RESOLV",
            "TSP",
            "--need",
            "anger",
            "--strength",
            "partial",
            "--basis",
            "x",
            "--caution",
            "y",
        ),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_misspelt_code_offers_the_near_one_wherever_it_is_typed(home: TestHome, words: tuple[str, ...]) -> None:
    before = home.row_counts()
    answer = home.type(*words, user=GARETH if words[0] == "catalogue" else RHIANNON)
    assert answer.code == 4, answer.err
    assert "Did you mean RESOLVE?" in answer.err
    assert home.row_counts() == before


def test_the_edition_after_a_name_is_kept(home: TestHome) -> None:
    shown = home.type("catalogue", "show", "core-sotp/nowhere", user=None)
    assert (shown.code, "SOTP-CORE" in shown.err) == (4, True)


def test_a_next_start_lies_today_or_later(home: TestHome) -> None:
    today = utc_now().date()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    before = home.row_counts()
    past = home.type("catalogue", "offer", "RESOLVE", "--next-start", yesterday.isoformat(), user=GARETH)
    assert (past.code, past.err.count("\n")) == (1, 1)
    assert "which is past. A next start lies today or later" in past.err
    assert home.type("catalogue", "offer", "RESOLVE", "--next-start", "2019", user=GARETH).code == 1
    assert home.row_counts() == before
    for day in (today, tomorrow):
        assert home.type("catalogue", "offer", "RESOLVE", "--next-start", day.isoformat(), user=GARETH).code == 0
    assert home.type("catalogue", "offer", "RESOLVE", "--next-start", f"{today:%Y}", user=GARETH).code == 0


def test_every_problem_of_a_file_without_an_owner_is_told_with_its_place(tmp_path: Path) -> None:
    programme = {
        "id": "WALKING",
        "title": "Walking together",
        "kind": "treatment",
        "form": "open-ended",
        "needs": ["nothing-of-the-kind"],
        "suitability": {"prerequisites": ["NOWHERE"]},
        "editions": [{"id": "WALKING/2026"}],
    }
    (tmp_path / "STROLLING.json").write_text(json.dumps(programme))
    answer = type_command("catalogue", "check", str(tmp_path), "--json")
    assert answer.code == 1, answer.err
    found = {(one["file"], one["path"]) for one in answer.json["problems"]}
    assert {
        ("STROLLING.json", ""),
        ("STROLLING.json", "id"),
        ("STROLLING.json", "needs"),
        ("STROLLING.json", "suitability/prerequisites"),
    } <= found
    owner = [one["message"] for one in answer.json["problems"] if one["file"] == "STROLLING.json"]
    assert any("lacks" in message and "owner" in message for message in owner)
    assert any("activity" in message for message in owner)
