"""A choice is filed as a choice: never among clinical reasons, and never gone round by beginning under a title."""

from collections.abc import Iterator

import pytest

from tests.copied import copied_home
from tests.homes import GARETH, TestHome

NO = (
    *("--choice", "change", "--to", "not-wanted-now", "--again", "+30"),
    *("--discussed", "agrees", "--reason", "his choice"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.fixture
def who(home: TestHome, request: pytest.FixtureRequest) -> str:
    """A participant of the test's own."""
    name = request.node.name.removeprefix("test_").split("[")[0].replace("_", "-")[:30]
    person = ("participant", "add", "--surname", name, "--given", "Daniel", "--born", "4/5/1988")
    made = home.type(*person, "--no-nhs-because", "not traced", "--json")
    assert made.code == 0, made.err
    asked: str = made.json["id"]
    return asked


def referred(home: TestHome, who: str, *what: str) -> str:
    made = home.type("intervention", "refer", who, *what, "--on", "1/3/25", "--json")
    assert made.code == 0, made.err
    work: str = made.json["id"][9:17]
    return work


@pytest.mark.parametrize(
    "reason",
    [
        "He does not want it.",
        "Refuses all groups.",
        "Not willing while on this ward.",
        "Ambivalent about attending at present.",
    ],
)
def test_what_a_person_wants_is_no_clinical_reason_against_a_need(home: TestHome, who: str, reason: str) -> None:
    refused = home.type("need", "add", who, "anger", "--not-advised-because", reason)
    assert (refused.code, refused.out) == (1, "")
    assert "speaks of what the participant wants" in refused.err
    assert "--not-wanted" in refused.err
    assert home.type("participant", "show", who, "--json").json.get("needs", []) == []
    assert home.type("need", "add", who, "anger", "--not-advised-because", "Acutely unwell at present.").code == 0


def test_nor_against_work_that_was_found_unsuitable_or_stopped_on_clinical_grounds(home: TestHome, who: str) -> None:
    work = referred(home, who, "TSP")
    assert home.type("intervention", "move", work, "assessing", "--on", "2/3/25").code == 0
    refused = home.type("intervention", "move", work, "not-suitable", "--reason", "He declined it.")
    assert "“declined” speaks of what the participant wants" in refused.err
    assert home.type("intervention", "move", work, "suitable", "--on", "2/3/25").code == 0
    assert home.type("intervention", "open", work, "--on", "3/3/25").code == 0
    end = ("intervention", "close", work, "--outcome", "not-completed", "--on", "1/6/25")
    refused = home.type(*end, "--reason", "clinical-contra-indication", "--reason-note", "He refused to go on.")
    assert "“refused” speaks of what the participant wants" in refused.err
    assert "chose-to-stop" in refused.err
    assert home.type(*end, "--reason", "chose-to-stop", "--participant-reason", "I refused to go on.").code == 0


@pytest.mark.parametrize("title", ["tsp", "Thinking skills programme"])
def test_work_begun_under_a_title_stops_where_its_programme_is_not_wanted_now(
    home: TestHome, who: str, title: str
) -> None:
    assert home.type("need", "add", who, "thinking-skills", "--on", "1/3/26").code == 0
    home.type("catalogue", "offer", "TSP", user=GARETH)
    offered = home.type("plan", "show", who, "--json").json["lines"]
    (line,) = [one["key"] for one in offered if one.get("programmeId") == "TSP"]
    assert home.type("plan", "decide", who, line, *NO, "--words", "Not now.").code == 0
    stopped = home.type("intervention", "refer", who, "--title", title)
    assert (stopped.code, stopped.out) == (1, "")
    assert "Not wanted now." in stopped.err
    assert "Not now." in stopped.err


def test_and_where_all_its_needs_are_not_wanted_now(home: TestHome, who: str) -> None:
    for need in ("thinking-skills", "impulsivity", "relationships"):
        home.type("need", "add", who, need, "--not-wanted", "Not while I wait for court.", "--on", "1/3/26")
    stopped = home.type("intervention", "refer", who, "--title", "Thinking Skills Programme")
    assert "Not while I wait for court." in stopped.err
    assert home.type("intervention", "refer", who, "--title", "Work on sleep").code == 0, "a title that names none"
