"""What a person gets wrong at the keyboard is said in one line, with what to do next."""

from collections.abc import Iterator

import pytest

from tests.cli.test_error_commands import done, person
from tests.copied import copied_home
from tests.homes import TestHome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("participant", "show", "x", "--nonsense"), "throughcare participant show --help"),
        (("participant", "shwo", "x"), "throughcare participant --help"),
        (("voice", "add", "x", "--kind", "song"), "throughcare voice add --help"),
        (("no-such-group",), "throughcare --help"),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_examples(home: TestHome, words: tuple[str, ...], said: str) -> None:
    answer = home.type(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1, answer.err
    assert said in answer.err


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (
            ("intervention", "refer", "x", "--at-name", "HMP Wexmoor", "--title", "T", "--at-name", "HMP Other"),
            "at-name",
        ),
        (("audit", "break-glass", "end", "x", "--reason", "a", "--reason=b"), "reason"),
        (("verify", "x.json", "--roots", "a", "--roots", "a"), "roots"),
        (("participant", "list", "--user", "a", "--user", "b"), "user"),
        (("--home", "a", "--home", "b"), "home"),
    ],
)
def test_an_option_of_one_value_is_not_given_twice(home: TestHome, words: tuple[str, ...], option: str) -> None:
    before = home.row_counts()
    answer = home.type(*words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1), answer.err
    assert f"--{option}' is given more than once, and takes one value." in answer.err
    assert home.row_counts() == before


def test_what_may_be_repeated_is(home: TestHome) -> None:
    given = home.type("intervention", "refer", "9990009999", "--title", "T", "--need", "violence", "--need", "anger")
    assert given.code == 4, given.err


def test_a_group_without_a_command_shows_its_help(home: TestHome) -> None:
    answer = home.type("participant")
    assert answer.code == 2
    assert "Usage: throughcare participant" in answer.out + answer.err


def test_a_second_open_stay_at_one_place_is_refused_and_the_first_named(home: TestHome) -> None:
    who, _, _ = person(home)
    done(home.type("placement", "add", who, "--since", "2023"))
    before = home.row_counts()
    refused = home.type("placement", "add", who, "--since", "2024")
    assert (refused.code, "since 2023" in refused.err, "placement end" in refused.err) == (1, True, True)
    assert home.row_counts()["placements"] == before["placements"]
    done(home.type("placement", "add", who, "--since", "2019", "--until", "2020"))
    elsewhere = ("--at-name", "HMP Wexmoor", "--at-tier", "prison")
    done(home.type("placement", "add", who, "--since", "2021", *elsewhere))
    again = home.type("placement", "add", who, "--since", "2022", *elsewhere)
    assert (again.code, "HMP Wexmoor since 2021" in again.err) == (1, True)


def test_a_legal_status_does_not_outlast_the_stay(home: TestHome) -> None:
    who, _, _ = person(home)
    done(home.type("placement", "add", who, "--since", "2019", "--until", "2020", "--legal", "sentenced"))
    assert "serving a sentence since 2019 until 2020" in done(home.type("participant", "show", who)).out


def test_a_misspelt_programme_is_answered_with_what_was_meant(home: TestHome) -> None:
    who, _, _ = person(home)
    refused = home.type("intervention", "refer", who, "RESLOVE")
    assert (refused.code, refused.err.count("\n")) == (4, 1)
    assert "Did you mean" in refused.err
    assert "RESOLVE" in refused.err


def test_a_programme_designed_for_another_sex_is_said_and_not_forbidden(home: TestHome) -> None:
    who, _, _ = person(home)
    made = done(home.type("intervention", "refer", who, "RESOLVE"))
    assert "designed for men; this participant's sex is not recorded" in made.err
    done(home.type("participant", "amend", who, "--sex", "male"))
    other = done(home.type("intervention", "refer", who, "KAIZEN-GV"))
    assert "Look twice" not in other.err
