"""The care package and who was in the room, typed as a person types them."""

import re
from collections.abc import Iterator

import pytest

from tests.copied import copied_home
from tests.homes import Answer, TestHome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


@pytest.fixture
def work(home: TestHome) -> str:
    who = done(
        home.type(
            *("participant", "add", "--surname", "Zephyr", "--given", "Ann", "--born", "1990"),
            *("--no-nhs-because", "not traced", "--json"),
        )
    ).json["id"]
    made = str(done(home.type("intervention", "refer", who, "TSP", "--on", "1/3/24", "--json")).json["id"])
    done(home.type("intervention", "open", made, "--on", "3/3/24"))
    return made.removeprefix("urn:uuid:")[:8]


def test_an_outcome_is_commissioned_judged_and_answered(home: TestHome, work: str) -> None:
    made = done(
        home.type(
            *("care-package", "add", work, "Takes leave without incident", "--on", "1/3/24"),
            *("--commissioned-by", "Northern collaborative", "--need", "anger"),
        )
    )
    shown = done(home.type("intervention", "show", work)).out
    assert "1. Takes leave without incident\n       Commissioned by Northern collaborative, 1 March 2024" in shown
    assert "       Not yet judged." in shown
    typed = re.search(r"Next: throughcare (.*)", made.err)
    assert typed is not None
    done(home.type(*typed[1].split(), "--words", "twice a week", "--participant-answer", "I kept to it"))
    shown = done(home.type("intervention", "show", work)).out
    assert "met in part, by Dr Rhiannon Pryce: twice a week" in shown
    assert "Their answer: “I kept to it”" in shown
    who = done(home.type("intervention", "show", work, "--json")).json["intervention"]["participantId"]
    history = done(home.type("participant", "show", who)).out
    assert "Commissioned outcome: Takes leave without incident (met in part)" in history
    assert "risk" not in shown + history


def test_what_cannot_be_judged_is_refused_with_the_next_step(home: TestHome, work: str) -> None:
    before = home.row_counts()
    for code, said, words in (
        (4, "Add one with `care-package add`", ("judge", work, "1", "--reached", "yes")),
        (4, "no-such", ("add", work, "Leave", "--commissioned-by", "X", "--need", "no-such")),
        (1, "future", ("add", work, "Leave", "--commissioned-by", "X", "--on", "+3")),
        (1, "empty", ("add", work, "Leave", "--commissioned-by", " ")),
    ):
        answer = home.type("care-package", *words)
        assert (answer.code, said in answer.err) == (code, True), answer.err
        assert answer.err.count("\n") == 1
    assert home.row_counts()["target_outcomes"] == before["target_outcomes"]


def test_a_change_of_therapist_keeps_the_former_with_dates(home: TestHome, work: str) -> None:
    done(home.type("intervention", "staff", work, "gareth", "--lead", "--since", "1/6/24"))
    done(home.type("intervention", "staff", work, "Ann Lowe|trainee|trainee psychologist", "--since", "2/6/24"))
    done(home.type("intervention", "staff", work, "me", "--until", "1/7/24"))
    shown = done(home.type("intervention", "show", work)).out
    for line in (
        "Dr Rhiannon Pryce, clinical psychologist, PYL900001 (therapist, lead) from 3 March 2024 to 1 June 2024",
        "Dr Rhiannon Pryce, clinical psychologist, PYL900001 (therapist) from 1 June 2024 to 1 July 2024",
        "Dr Gareth Adeyemi, consultant psychologist, PYL900002 (therapist, lead) from 1 June 2024\n",
        "Ann Lowe, trainee psychologist (trainee) from 2 June 2024\n",
    ):
        assert line in shown
    for code, words in ((4, ("Nobody Known",)), (1, ("gareth", "--lead")), (4, ("me", "--until", "t"))):
        answer = home.type("intervention", "staff", work, *words)
        assert (answer.code, answer.err.count("\n")) == (code, 1), answer.err


def test_who_was_in_the_room_stands_in_the_session_its_note_and_its_history(home: TestHome, work: str) -> None:
    add = ("session", "add", work, "--kind", "individual", "--attended", "full")
    refused = home.type(*add, "--on", "4/3/24", "--staff", "same")
    assert (refused.code, "Name them with --staff" in refused.err) == (1, True)
    done(home.type(*add, "--on", "4/3/24", "--staff", "me", "--staff", "gareth|supervisor"))
    made = done(home.type(*add, "--on", "5/3/24", "--staff", "same", "--json")).json["session"]
    assert [(one["name"], one["role"]) for one in made["staff"]] == [
        ("Dr Rhiannon Pryce", "therapist"),
        ("Dr Gareth Adeyemi", "supervisor"),
    ]
    done(home.type("session", "amend", made["id"], "--staff", "me", "--reason", "Gareth was on leave."))
    note = done(home.type("session", "note", made["id"])).out
    assert "In the room: Dr Rhiannon Pryce, clinical psychologist (therapist)." in note
    assert "Gareth" not in note
    history = done(home.type("session", "history", made["id"])).out
    assert "Dr Gareth Adeyemi, consultant psychologist (supervisor)" in history
    assert "Gareth was on leave." in history
    unknown = home.type(*add, "--on", "6/3/24", "--staff", "Gar|boss")
    assert (unknown.code, "therapist, co-therapist" in unknown.err) == (1, True), unknown.err
