"""A group of ten in one command, its register corrected a week later, its notes and its blank forms."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from pypdf import PdfReader

from registry.services import sitting as sitting_module
from tests.copied import copied_home
from tests.homes import ADMIN, Answer, TestHome

PEOPLE = [
    *[("Reid", "Ann"), ("Żółć", "Paweł"), ("Okafor", "Daniel"), ("Adeyemi", "Tunde"), ("Castellane", "Mark")],
    *[("Evans", "Rhys"), ("Novak", "Jan"), ("Penry", "Owen"), ("Quill", "Sam"), ("Vance", "Lee")],
]
GROUP = "Monday group"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.fixture(scope="module")
def works(home: TestHome) -> dict[str, str]:
    """Ten people in one group on one edition; the ids of their interventions by surname."""
    found = {}
    for surname, given in PEOPLE:
        added = (
            "participant",
            "add",
            "--surname",
            surname,
            "--given",
            given,
            "--born",
            "1990",
            "--no-nhs-because",
            "x",
        )
        person = done(home.type(*added, "--json")).json["id"]
        made = done(home.type("intervention", "refer", person, "TSP", "--on", "1/1/26", "--json")).json["id"]
        done(home.type("intervention", "open", made, "--on", "2/1/26"))
        found[surname] = made
    done(home.type("group", "open", GROUP, "TSP", "--on", "2/1/26"))
    done(home.type("group", "add", GROUP, *(surname for surname, _ in PEOPLE), "--since", "2/1/26"))
    return found


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def register(home: TestHome, text: str, on: str, *more: str) -> Answer:
    return home.type("session", "register", GROUP, text, "--on", on, "--minutes", "90", "--yes", *more)


def session_of(home: TestHome, text: str, on: str, *more: str) -> str:
    return str(done(register(home, text, on, "--json", *more)).json["session"]["id"])


def attended(home: TestHome, work: str, session: str) -> dict[str, object]:
    shown = done(home.type("intervention", "show", work, "--json")).json
    return next(one for one in shown["intervention"]["sessions"] if one["id"] == session)  # type: ignore[no-any-return]


def test_a_group_of_ten_in_one_command(home: TestHome, works: dict[str, str]) -> None:
    before = home.row_counts()
    text = "all but Reid, Zolc no-staff; Okafor part 40 unwell"
    answer = done(register(home, text, "5/1/26", "--module", "self-control", "--number", "1"))
    after = home.row_counts()
    assert {name: after[name] - before[name] for name in ("sessions", "attendances")} == {
        "sessions": 1,
        "attendances": 10,
    }
    for surname, given in PEOPLE:
        assert f"{given} {surname}" in answer.out
    assert "10 people: 7 in full, 1 in part, 2 not there (2 by the service's own doing)." in answer.out
    assert "attended in part (unwell; clinical), 40 minutes" in answer.out
    shown = done(home.type("intervention", "show", works["Żółć"])).out
    assert "did not attend (no staff; the service), recorded later." in shown
    assert "Written as session" in answer.out
    with home.sit() as sat, sat.looking_up() as uow:
        people = {uow.interventions.get(work).participant_id for work in works.values()}
        written = [one for one in uow.audit.entries() if one.verb == "session register" and one.outcome == "done"]
    assert len(written) == 1
    assert people <= set(written[0].objects)


def test_two_sessions_in_a_day_but_never_one_twice(home: TestHome, works: dict[str, str]) -> None:
    done(register(home, "all", "6/1/26", "--number", "2"))
    before = home.row_counts()
    twice = register(home, "all", "6/1/26", "--number", "2")
    assert (twice.code, twice.out) == (1, "")
    assert "recorded already" in twice.err
    assert home.row_counts()["sessions"] == before["sessions"]
    second = done(register(home, "all", "6/1/26", "--number", "3"))
    assert "Look twice" in second.out
    done(register(home, "all", "6/1/26", "--number", "2", "--another"))
    assert home.row_counts()["sessions"] == before["sessions"] + 2


def test_a_correction_a_week_later_keeps_the_old_value_in_sight(
    home: TestHome, works: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(home, "all but Reid unwell", "12/1/26", "--observation", "Okafor|Led the check-in.")
    later = datetime.now(UTC) + timedelta(days=7)
    monkeypatch.setattr(sitting_module.Sitting, "now", property(lambda _: later))
    amend = ("session", "amend", session, "Reid full; Okafor no court", "--reason", "The two were [swapped].")
    amended = done(home.type(*amend, "--observation", "Okafor|"))
    assert "Ann Reid" in amended.out
    assert "Jan Novak" not in amended.out
    assert attended(home, works["Reid"], session)["attended"] == "full"
    assert attended(home, works["Reid"], session)["minutes"] == 90
    history = done(home.type("session", "history", session)).out
    assert "Now: Attended, 90 minutes" in history
    assert "Before: Did not attend (unwell; clinical)" in history
    assert "observation: Led the check-in." in history
    assert "because: “The two were [swapped].”" in history
    assert f"{later:%d-%b-%Y}" in history
    shown = done(home.type("intervention", "show", works["Reid"])).out
    assert "Before: Did not attend (unwell; clinical)" in shown
    as_json = done(home.type("session", "history", session, "--json")).json
    reid = next(one for one in as_json["people"] if one["name"] == "Ann Reid")
    assert [one["record"]["attended"] for one in reid["versions"]] == ["full", "no"]
    assert [one["version"] for one in reid["versions"]] == [2, 1]
    again = home.type(*amend)
    assert (again.code, again.out) == (1, "")
    assert "Nothing was amended" in again.err


def test_the_day_and_length_of_a_session_are_corrected_for_everybody(home: TestHome, works: dict[str, str]) -> None:
    session = session_of(home, "all but Quill part 30 visit", "13/1/26")
    done(home.type("session", "amend", session, "--on", "14/1/26", "--minutes", "60", "--reason", "Wrong line."))
    assert attended(home, works["Vance"], session)["on"] == "2026-01-14"
    assert attended(home, works["Vance"], session)["minutes"] == 60
    assert attended(home, works["Quill"], session)["minutes"] == 30
    shorter = home.type("session", "amend", session, "--minutes", "20", "--reason", "Wrong line.")
    assert (shorter.code, shorter.out) == (1, "")
    assert "Quill received 30 of 20 minutes" in shorter.err
    history = done(home.type("session", "history", session)).out
    assert "Now: 14 January 2026, 60 minutes" in history
    assert "Before: 13 January 2026, 90 minutes" in history
    assert "Before: 13 January 2026" in done(home.type("intervention", "show", works["Vance"])).out


def test_the_session_of_one_person_is_corrected_too(home: TestHome, works: dict[str, str]) -> None:
    work = works["Evans"]
    added = home.type("session", "add", work, "--on", "15/1/26", "--kind", "individual", "--attended", "full", "--json")
    session = done(added).json["session"]["id"]
    done(home.type("session", "amend", session, "Evans no chose", "--on", "16/1/26", "--reason", "Wrong person."))
    found = attended(home, work, session)
    assert (found["on"], found["attended"], found["absence"]) == ("2026-01-16", "no", "chose-not-to")


def test_a_note_names_nobody_else(home: TestHome, works: dict[str, str], tmp_path: Path) -> None:
    session = session_of(home, "all", "19/1/26", "--observation", "Reid|Helped a peer with the exercise.")
    one = done(home.type("session", "note", session, "Reid")).out
    assert "REID, Ann" in one
    assert "Observation: Helped a peer" in one
    assert "19 January 2026: Thinking Skills Programme, group session: attended, 90 minutes" in one
    for note in done(home.type("session", "note", session, "--json")).json:
        others = {part for names in PEOPLE for part in names} - set(note["name"].split())
        assert not others & set(re.findall(r"\w+", note["text"]))
    done(home.type("session", "note", session, "-o", str(tmp_path / "notes")))
    assert len(list((tmp_path / "notes").glob("note-*.txt"))) == 10
    assert home.type("session", "note", session, "-o", str(tmp_path / "notes")).code == 1
    refused = register(home, "all", "20/1/26", "--observation", "Reid|Argued with Okafor's friend.")
    assert (refused.code, refused.out) == (1, "")
    assert "names another member" in refused.err


def test_catching_up_is_for_those_named(home: TestHome, works: dict[str, str]) -> None:
    before = home.row_counts()
    session = session_of(home, "Reid full; Żółć full", "21/1/26", "--catch-up")
    assert home.row_counts()["attendances"] == before["attendances"] + 2
    assert attended(home, works["Reid"], session)["catchUp"] is True
    assert home.type("session", "note", session, "Okafor").code == 4


def test_members_come_and_go(home: TestHome, works: dict[str, str]) -> None:
    done(home.type("group", "remove", GROUP, "vance", "--until", "22/1/26"))
    text = register(home, "all", "22/1/26", "--json").json
    assert len(text["lines"]) == 10
    assert len(done(register(home, "all", "23/1/26", "--json")).json["lines"]) == 9
    early = home.type("group", "add", GROUP, "vance", "--since", "20/1/26")
    assert early.code == 1
    done(home.type("group", "add", GROUP, works["Vance"][9:17], "--since", "24/1/26"))
    assert len(done(register(home, "all", "24/1/26", "--json")).json["lines"]) == 10
    marked = home.type("group", "remove", GROUP, "vance", "--until", "24/1/26")
    assert marked.code == 0
    done(home.type("group", "add", GROUP, "vance", "--since", "25/1/26"))
    shown = done(home.type("group", "show", GROUP)).out
    assert "Members: 10" in shown
    assert "Lee Vance, since 2 January 2026 to 22 January 2026" in shown
    assert GROUP in done(home.type("group", "list")).out


def test_who_must_not_share_a_group_is_said_when_they_join(home: TestHome, works: dict[str, str]) -> None:
    done(home.type("participant", "first-two-weeks", "novak", "--not-in-a-group-with", "the man from Ward 3"))
    assert "Not in a group with: the man from Ward 3" in done(home.type("group", "show", GROUP)).out


def test_a_person_is_asked_before_anything_is_written(home: TestHome, works: dict[str, str]) -> None:
    before = home.row_counts()
    asked = home.type("session", "register", GROUP, "all", "--on", "26/1/26")
    assert (asked.code, "Daniel Okafor    attended" in asked.out) == (1, True)
    assert "--yes" in asked.err
    words = ("session", "register", GROUP, "all", "--on", "26/1/26")
    with (
        mock.patch("registry.cli.door.Door.may_ask", True),
        mock.patch("typer.confirm", return_value=False) as confirm,
    ):
        said_no = home.type(*words)
    assert said_no.code == 1
    assert "Daniel Okafor" in said_no.out
    assert "Nothing was written" in said_no.err
    assert confirm.called
    assert home.row_counts()["attendances"] == before["attendances"]
    with mock.patch("registry.cli.door.Door.may_ask", True), mock.patch("typer.confirm", return_value=True):
        done(home.type(*words))
    assert home.row_counts()["attendances"] == before["attendances"] + 10


def test_blank_forms_print(home: TestHome, works: dict[str, str], tmp_path: Path) -> None:
    done(home.type("group", "form", GROUP, "-o", str(tmp_path / "register.pdf")))
    done(home.type("voice", "form", "okafor", "-o", str(tmp_path / "account.pdf")))
    printed = _text(tmp_path / "register.pdf")
    assert all(surname in printed for surname, _ in PEOPLE)
    account = _text(tmp_path / "account.pdf")
    assert "Daniel Okafor" in account
    assert "Reid" not in account
    assert home.type("group", "form", GROUP, "-o", str(tmp_path / "register.pdf")).code == 1


def _text(file: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)


TO_REFUSE = {
    "somebody left out": (1, "Not marked:", "Reid full; Okafor part 40"),
    "marked twice": (1, "marked twice", "all; Reid full; Reid no unwell"),
    "nobody of that name": (4, "No member of the group", "all but Nobody unwell"),
    "absence without a reason": (1, "Why Ann Reid was away", "all but Reid"),
    "no such reason": (1, "is no mark", "all but Reid weather"),
    "part of more than the whole": (1, "Reid received 100 of 90 minutes", "all but Reid part 100"),
    "empty": (1, "marks nobody", "  "),
}


@pytest.mark.parametrize("case", TO_REFUSE.values(), ids=TO_REFUSE)
def test_refused_in_one_line_and_nothing_written(
    home: TestHome, works: dict[str, str], case: tuple[int, str, str]
) -> None:
    code, said, text = case
    _one_line(home, code, said, ("session", "register", GROUP, text, "--on", "27/1/26", "--minutes", "90", "--yes"))


OTHERS = {
    "unknown group": (4, "No groups answer", "session", "register", "Nowhere", "all", "--yes"),
    "before the group": (1, "did not run", "session", "register", GROUP, "all", "--on", "1/1/26", "--yes"),
    "only a month": (1, "needs a day", "session", "register", GROUP, "all", "--on", "2026-01", "--yes"),
    "unknown module": (4, "no module", "session", "register", GROUP, "all", "--module", "weather", "--yes"),
    "the same name again": (1, "this name", "group", "open", "MONDAY GROUP", "TSP"),
    "unknown programme": (4, "no programme", "group", "open", "Another", "NOSUCH"),
    "already there": (1, "belongs to", "group", "add", GROUP, "reid"),
    "no member leaves": (4, "No participant", "group", "remove", GROUP, "nobody"),
    "unknown session": (4, "No sessions answer", "session", "history", "ffffffff"),
    "no reason to amend": (1, "is empty", "session", "amend", "ffffffff", "all", "--reason", " "),
    "closed before it met": (1, "met after that", "group", "close", GROUP, "--on", "5/1/26"),
}


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS)
def test_groups_and_sessions_refuse_in_one_line(
    home: TestHome, works: dict[str, str], case: tuple[object, ...]
) -> None:
    code, said, *words = case
    assert isinstance(code, int)
    _one_line(home, code, str(said), tuple(str(word) for word in words))


def _one_line(home: TestHome, code: int, said: str, words: tuple[str, ...]) -> None:
    before = home.row_counts()
    answer = home.type(*words)
    assert answer.code == code, answer.err
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""
    assert home.row_counts() == before


def test_an_administrator_opens_no_group(home: TestHome, works: dict[str, str]) -> None:
    assert home.type("group", "show", GROUP, user=ADMIN).code == 3
    assert home.type("session", "register", GROUP, "all", "--yes", user=ADMIN).code == 3


def test_a_closed_group_stays_readable(home: TestHome, works: dict[str, str]) -> None:
    done(home.type("group", "open", "Short group", "TSP", "--on", "2/1/26"))
    done(home.type("group", "add", "Short group", "reid", "--since", "2/1/26"))
    done(home.type("session", "register", "Short group", "all", "--on", "3/1/26", "--yes"))
    assert done(home.type("group", "close", "short group", "--on", "4/1/26", "--json")).json["ended"] == "2026-01-04"
    assert "to 4 January 2026" in done(home.type("group", "show", "Short group")).out
    assert home.type("session", "register", "Short group", "all", "--on", "5/1/26", "--yes").code == 1
