"""Reported work under a name that programmes share, and reports of two units about one programme: as typed."""

from collections.abc import Iterator

import pytest

from tests.copied import copied_home
from tests.homes import Answer, TestHome

AGAIN = ("--again-because", "original-doubted", "--words", "Nobody at the prison can say which it was.")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def someone(home: TestHome, surname: str) -> str:
    person = ("participant", "add", "--surname", surname, "--given", "Daniel", "--born", "4/5/1988")
    made = home.type(*person, "--no-nhs-because", "not traced", "--json")
    assert made.code == 0, made.err
    who: str = made.json["id"]
    return who


def part_done_elsewhere(home: TestHome, who: str, title: str) -> str:
    there = ("--on", "2019", "--at-name", "HMP Wexmoor", "--at-tier", "prison", "--json")
    one: str = home.type("intervention", "refer", who, "--title", title, *there).json["id"]
    assert home.type("intervention", "open", one, "--on", "2019").code == 0
    part = ("--outcome", "partly-completed", "--reason", "transferred", "--on", "2019", "--recorded", "reported")
    ended = home.type("intervention", "close", one, *part)
    assert ended.code == 0, ended.err
    return one


@pytest.mark.parametrize("edition", ["SCP/undated", "SCP-S"])
def test_a_name_that_two_programmes_share_stops_a_referral_to_each(home: TestHome, edition: str) -> None:
    who = someone(home, f"Shared {edition.partition('/')[0]}")
    one = part_done_elsewhere(home, who, "SCP")
    stopped = home.type("intervention", "refer", who, edition)
    assert (stopped.code, stopped.out) == (1, "")
    (line,) = (line for line in home.type("plan", "show", who, "--json").json["lines"] if line.get("work") == [one])
    assert line["kind"] == "ask-first"
    assert f"The line {line['key']} asks: {line['ask']['question']} No repeat meanwhile." in stopped.err
    assert "Which programme was it: Self Change Programme or" in stopped.err
    made = home.type("intervention", "refer", who, edition, *AGAIN, "--json")
    assert made.code == 0, made.err
    assert made.json["repeat"]["of"] == [one]


def test_a_whole_title_stops_an_opening_of_its_programme_and_of_no_other(home: TestHome) -> None:
    who = someone(home, "Opened")
    referred = {one: home.type("intervention", "refer", who, one, "--json").json["id"] for one in ("SCP-S", "TSP")}
    part_done_elsewhere(home, who, "Self Change Programme (Scotland)")
    stopped = home.type("intervention", "open", referred["SCP-S"])
    assert (stopped.code, "No repeat meanwhile." in stopped.err) == (1, True)
    assert home.type("intervention", "open", referred["SCP-S"], *AGAIN).code == 0
    assert home.type("intervention", "open", referred["TSP"]).code == 0


def reported(home: TestHome, who: str, place: str) -> Answer:
    there = ("--at-name", place, "--at-tier", "prison", "--recorded", "reported")
    return home.type("intervention", "refer", who, "TSP", "--on", "2019", *there, "--json")


def test_a_second_units_report_stands_beside_the_first_and_own_work_does_not(home: TestHome) -> None:
    who = someone(home, "Reported")
    for place in ("HMP Ant", "HMP Bee"):
        made = reported(home, who, place)
        assert made.code == 0, made.err
        assert home.type("intervention", "open", made.json["id"], "--on", "2019").code == 0
    told = home.type("plan", "show", who, "--json").out
    assert "HMP Ant" in told
    assert "HMP Bee" in told
    again = reported(home, who, "hmp bee")
    assert (again.code, "open intervention on TSP already" in again.err) == (1, True), "the same report once more"
    own = home.type("intervention", "refer", who, "TSP")
    assert (own.code, "open intervention on TSP already" in own.err) == (1, True)


def test_what_is_open_here_stops_another_here_and_no_report(home: TestHome) -> None:
    who = someone(home, "Own")
    assert home.type("intervention", "refer", who, "TSP").code == 0
    made = reported(home, who, "HMP Bee")
    assert made.code == 0, made.err
    assert home.type("intervention", "refer", who, "TSP").code == 1
