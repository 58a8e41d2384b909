"""What is written of trauma work as it closes, and what of the first weeks is looked at where it stays behind."""

from collections.abc import Iterator

import pytest

from tests.copied import copied_two_units
from tests.homes import Answer, TestHome
from tests.two_units import AMARA

NHS = "9990000247"
TYPED = ("--confirm", f"nhs={NHS}", "--confirm", "born=1991-07-02")
CLOSE = ("--outcome", "transferred-in-progress", "--reason", "transferred", "--on", "t")
PLACE = "Session 6: the memory of the stairwell"
PLAIN = "One memory is opened and not settled."


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    """A unit with one person on record."""
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_two_units(folder / "both").ashmere
        person = ("--surname", "Vale", "--given", "Una", "--born", "1991-07-02", "--nhs", NHS)
        ok(made.type("participant", "add", *person))
        yield made


@pytest.fixture(scope="module")
def work(home: TestHome) -> str:
    """The id of her trauma work."""
    return begun(home, "EMDR", "--need", "trauma")


def begun(home: TestHome, *what: str) -> str:
    refer = ("intervention", "refer", NHS, *what, "--delivery", "individual", "--on", "t", "--json")
    found = str(ok(home.type(*refer)).json["id"])
    ok(home.type("intervention", "open", found, "--on", "t"))
    return found


def test_no_closing_of_trauma_work_names_a_session_or_what_a_memory_holds(home: TestHome, work: str) -> None:
    before = home.row_counts()
    for told in (
        ("--left-to-do", PLAIN, "--opened-not-closed", PLACE),
        ("--left-to-do", PLAIN, "--recommended", PLACE),
        ("--left-to-do", PLACE),
    ):
        refused = home.type("intervention", "close", work, *CLOSE, *told)
        assert (refused.code, "the participant chooses whether and when" in refused.err) == (1, True)
        assert "“Session 6”" in refused.err
    assert home.row_counts() == before
    ok(home.type("intervention", "close", work, *CLOSE, "--left-to-do", PLAIN, "--opened-not-closed", PLAIN))


def test_other_work_says_where_it_goes_on_and_names_no_memory_that_was_opened(home: TestHome) -> None:
    work = begun(home, "--title", "Kestrel hour", "--need", "anger")
    refused = home.type("intervention", "close", work, *CLOSE, "--left-to-do", "All.", "--opened-not-closed", PLACE)
    assert refused.code == 1
    ok(home.type("intervention", "close", work, *CLOSE, "--left-to-do", "From session 6."))


@pytest.mark.usefixtures("work")
def test_accounts_and_what_is_unfinished_stop_an_approval_for_a_prison_until_each_is_confirmed(
    home: TestHome,
) -> None:
    page = ("--unfinished", "One talk with Ms Lowe.", "--account", "her account of the fire|file, section 4")
    ok(home.type("participant", "first-two-weeks", NHS, *page))
    issue = (
        "--to",
        "Thornfield",
        "--shown-on",
        "t",
        "--shown-format",
        "on paper",
        "--shown-answer",
        "agrees",
        "--in-short",
        "She is well.",
    )
    for purpose, looked_at in (("prison", True), ("community", True), ("transfer", False)):
        words = ("summary", "issue", NHS, "--purpose", purpose, *issue, "--knowledge", "Her therapist.", "--json")
        approve = ("summary", "approve", str(ok(home.type(*words)).json["id"]), *TYPED)
        if looked_at:
            refused = home.type(*approve, user=AMARA)
            assert refused.code == 1
            assert "firstTwoWeeks/unfinished:unfinished Unfinished: [One talk with Ms Lowe.]" in " ".join(
                refused.err.split()
            )
            assert "firstTwoWeeks/notToBeAskedAgain/0:account" in refused.err
        means = ("firstTwoWeeks/unfinished:unfinished", "firstTwoWeeks/notToBeAskedAgain/0:account")
        ok(home.type(*approve, *(part for one in means if looked_at for part in ("--means-other", one)), user=AMARA))
