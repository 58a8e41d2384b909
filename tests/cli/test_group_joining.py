"""Ten people into a group with one command; one who may not join stops all of them, and nothing is half written."""

from collections.abc import Iterator

import pytest

from registry.domain.dates import PartialDate
from registry.services import group_joining
from tests.copied import copied_home
from tests.homes import Answer, TestHome

SURNAMES = ("Reid", "Żółć", "Okafor", "Adeyemi", "Castellane", "Evans", "Novak", "Penry", "Quill", "Vance")
GROUP = "Monday group"
START = "2/1/26"


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = copied_home(folder / "ashmere")
        for surname in SURNAMES:
            done(
                home.type(
                    *("participant", "add", "--surname", surname, "--given", "Sam"),
                    *("--born", "1990", "--no-nhs-because", "not yet traced"),
                )
            )
        done(home.type("group", "open", GROUP, "TSP", "--on", "1/1/26"))
        yield home


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def join(home: TestHome, *people: str) -> Answer:
    return home.type("group", "join", GROUP, *people, "--start", START, "--json")


def refer(home: TestHome, surname: str, *more: str) -> str:
    return str(done(home.type("intervention", "refer", surname, "TSP", *more, "--json")).json["id"])


def test_ten_people_join_with_one_command(home: TestHome) -> None:
    waiting = refer(home, "Reid", "--on", "1/1/26")
    running = refer(home, "Evans", "--on", "1/1/26")
    done(home.type("intervention", "open", running, "--on", "1/1/26"))
    before = home.row_counts()
    view = done(join(home, *SURNAMES)).json
    after = home.row_counts()
    assert {name: after[name] - before[name] for name in ("interventions", "memberships", "audit")} == {
        "interventions": 8,
        "memberships": 10,
        "audit": 1,
    }
    members = {one["name"].split()[-1]: one for one in view["members"]}
    assert len(members) == 10
    assert members["Reid"]["interventionId"] == waiting
    assert members["Evans"]["interventionId"] == running
    for surname, started in (("Reid", "2026-01-02"), ("Evans", "2026-01-01"), ("Okafor", "2026-01-02")):
        shown = done(home.type("intervention", "show", members[surname]["interventionId"], "--json")).json
        assert shown["intervention"]["state"] == "in-progress"
        assert shown["intervention"]["started"] == started
        assert len(shown["intervention"]["staff"]) == 1
    register = ("session", "register", GROUP, "all", "--on", "5/1/26", "--minutes", "90", "--yes", "--json")
    assert len(done(home.type(*register)).json["lines"]) == 10


def test_one_who_may_not_join_stops_all(home: TestHome) -> None:
    elsewhere = ("--on", "1/11/25", "--at-name", "HMP Wexmoor", "--at-tier", "prison")
    reported = refer(home, "Quill", *elsewhere)
    done(home.type("intervention", "open", reported, "--on", "1/11/25"))
    held = refer(home, "Vance", "--on", "1/1/26")
    done(home.type("intervention", "open", held, "--on", "1/1/26"))
    done(home.type("intervention", "move", held, "on-hold", "--on", "1/1/26", "--reason", "On leave."))
    kinds = ("interventions", "memberships", "moves")
    before = home.row_counts()
    for who, words in (
        (("Okafor", "Quill"), "Sam Quill: "),
        (("Okafor", "Vance"), "Sam Vance: "),
        (("Okafor", "Okafor"), "named twice"),
        (("Okafor", "Nobodysuch"), "Nobodysuch"),
    ):
        refused = join(home, *who)
        assert refused.code in (1, 4)
        assert words in refused.err
        after = home.row_counts()
        assert [after.get(kind) for kind in kinds] == [before.get(kind) for kind in kinds]
    assert done(home.type("group", "show", GROUP, "--json")).json["members"] == []


def test_a_stop_inside_the_transaction_takes_everything_back(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    done(join(home, "Penry"))
    before = home.row_counts()
    refused = join(home, "Okafor", "Penry")
    assert refused.code == 1
    assert "Sam Penry belongs to Monday group already" in refused.err
    assert home.row_counts() == before
    kept = group_joining.keep_membership

    def cut(*args: object, **kwargs: object) -> None:
        kept(*args, **kwargs)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(group_joining, "keep_membership", cut)
    with home.sit() as sitting, pytest.raises(KeyboardInterrupt):
        group_joining.join_group(sitting, GROUP, ["Okafor", "Novak"], start=PartialDate("2026-01-02"))
    assert home.row_counts() == before
