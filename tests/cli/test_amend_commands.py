"""A wrong date is corrected without entering everything again, and what it said before stays in sight."""

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


@pytest.fixture
def work(home: TestHome) -> tuple[str, str]:
    """A participant and their running intervention with one session, a year too late."""
    who = home.type(
        *("participant", "add", "--surname", "Reid", "--given", "Ann", "--born", "1990", "--json"),
        *("--no-nhs-because", "not traced"),
    ).json["id"]
    made = home.type(
        *("intervention", "refer", who, "--title", "Anger work", "--delivery", "individual", "--on", "3/3/25", "--json")
    ).json["id"]
    assert home.type("intervention", "open", made, "--on", "10/3/25").code == 0
    assert (
        home.type(*("session", "add", made, "--on", "17/3/25", "--kind", "individual", "--attended", "full")).code == 0
    )
    return who, made


def test_dates_are_corrected_and_what_stood_is_listed(home: TestHome, work: tuple[str, str]) -> None:
    who, made = work
    answer = home.type(
        *("intervention", "amend", made, "--referred", "3/3/24", "--started", "10/3/24", "--reason", "A year late.")
    )
    assert answer.code == 0, answer.err
    assert "Corrected: started 10 March 2024; before: started 10 March 2025." in answer.out
    shown = home.type("intervention", "show", made).out
    assert "10 March 2024: in progress" in shown
    assert "10 March 2025" not in shown
    listed = home.type("error", "list", who).out
    assert "referred 3 March 2025" in listed
    assert "started 10 March 2025" in listed
    assert "A year late." in listed


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("--started", "18/3/25"), "session"),
        (("--started", "1/1/25"), "start"),
        (("--started", "1/1/2099"), "future"),
        (("--title", "Anger work"), "Nothing was amended"),
        ((), "Nothing was amended"),
    ],
)
def test_what_cannot_be_changes_nothing(
    home: TestHome, work: tuple[str, str], typed: tuple[str, ...], says: str
) -> None:
    before = home.row_counts()
    answer = home.type("intervention", "amend", work[1], *typed, "--reason", "Looked it up.")
    assert answer.code in (1, 2)
    assert says.casefold() in answer.err.casefold()
    assert answer.err.count("\n") == 1
    assert home.row_counts() == before


def test_the_start_of_what_has_not_started_is_no_correction(home: TestHome, work: tuple[str, str]) -> None:
    made = home.type(
        *("intervention", "refer", work[0], "--title", "Art", "--delivery", "individual", "--on", "t", "--json")
    ).json["id"]
    answer = home.type("intervention", "amend", made, "--started", "t", "--reason", "Began.")
    assert answer.code == 1
    assert "has not started" in answer.err
