"""What a tired hand types wrong: a session twice, no minutes, a closed course, whose assessment, and since when."""

from collections.abc import Iterator

import pytest

from tests.copied import copied_home
from tests.homes import TestHome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def someone(home: TestHome, surname: str, *more: str) -> str:
    add = ("participant", "add", "--surname", surname, "--given", "Ann", "--born", "1990-04-02")
    answer = home.type(*add, "--no-nhs-because", "not traced", *more, "--json")
    assert answer.code == 0, answer.err
    return str(answer.json["id"])


@pytest.fixture(scope="module")
def course(home: TestHome) -> str:
    answer = home.type("intervention", "refer", someone(home, "Slip"), "TSP", "--on", "-30", "--json")
    work = str(answer.json["id"])
    assert home.type("intervention", "open", work, "--on", "-29").code == 0
    return work


def test_the_very_same_session_is_kept_once_unless_there_was_another(home: TestHome, course: str) -> None:
    held = ("session", "add", course, "--on", "-3", "--kind", "group", "--attended", "full", "--minutes", "90")
    assert home.type(*held).code == 0
    rows = home.row_counts()
    again = home.type(*held)
    assert again.code == 1
    assert "is recorded already, as" in again.err
    assert "--another" in again.err
    # A refusal is no act of the record; nothing but the audit may grow.
    assert {table: count for table, count in home.row_counts().items() if count != rows[table]}.keys() <= {"audit"}
    assert home.type(*held, "--another").code == 0
    assert home.type(*held[:-1], "60").code == 0


def test_nobody_attends_for_no_minutes(home: TestHome, course: str) -> None:
    held = ("session", "add", course, "--on", "-2", "--kind", "group", "--minutes", "0", "--attended")
    answer = home.type(*held, "full")
    assert (answer.code, "no minutes" in answer.err) == (1, True)


def test_a_closed_course_is_reopened_and_not_opened(home: TestHome) -> None:
    work = str(home.type("intervention", "refer", someone(home, "Shut"), "TSP", "--on", "-9", "--json").json["id"])
    assert home.type("intervention", "open", work, "--on", "-8").code == 0
    closing = ("intervention", "close", work, "--outcome", "not-completed", "--reason", "chose-to-stop", "--on", "-7")
    assert home.type(*closing, "--ended", "planned").code == 0
    answer = home.type("session", "add", work, "--on", "-8", "--kind", "group", "--attended", "full")
    assert "intervention reopen" in answer.err


def test_an_assessment_says_who_assessed_and_that_it_held(home: TestHome) -> None:
    who = someone(home, "Judged")
    add = ("assessment", "add", who, "--tool", "HCR-20", "--version", "V3", "--judgements", "Case prioritisation: low.")
    old = home.type(*add, "--by", "Dr Ann Lowe", "--on", "-400", "--valid-until", "-35")
    assert old.code == 0, old.err
    assert "Dr Ann Lowe" in old.out
    assert "; held until " in old.out
    new = home.type(*add, "--on", "-2", "--valid-until", "+90")
    assert "Dr Rhiannon Pryce" in new.out
    assert "; holds until " in new.out


def test_a_stay_of_long_ago_is_recorded_later(home: TestHome) -> None:
    placed = home.type("placement", "add", someone(home, "Stay"), "--since", "-40", "--legal", "s3")
    assert placed.code == 0, placed.err
    assert "recorded later" in placed.out
    today = home.type("placement", "add", someone(home, "Fresh"), "--since", "t", "--legal", "s3")
    assert "recorded at the time" in today.out


def test_a_page_nobody_wrote_says_nothing_of_the_therapists(home: TestHome) -> None:
    shown = home.type("participant", "show", someone(home, "Blank")).out
    assert "Old and new therapist have spoken: not recorded" in shown


def test_a_chi_number_is_entered_again(home: TestHome) -> None:
    one, other = someone(home, "Kirk", "--chi", "9990000123"), someone(home, "Kirk")
    link = ("participant", "link", one, other, "--reason", "One person.", "--confirm", "surname=Kirk")
    link = (*link, "--confirm-other", "surname=Kirk", "--confirm-other", "born=1990-04-02")
    wrong = home.type(*link, "--confirm", "chi=9990000182")
    assert (wrong.code, "CHI number entered is not" in wrong.err) == (1, True)
    right = home.type(*link, "--confirm", "chi=999 000 0123")
    assert right.code == 0, right.err
