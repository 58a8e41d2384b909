"""A step of a transfer that was recorded wrongly is corrected with a reason, and what it said stays to be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes import TestHome, make_home

NHS = "9990000018"
AMEND = ("transfer", "amend", NHS)


@pytest.fixture(scope="module", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> TestHome:
    """A home where Ann Jones was requested, referred, assessed twice, accepted and moved."""
    home = make_home(tmp_path_factory.mktemp("amend") / "home")
    person = ("--surname", "Jones", "--given", "Ann", "--born", "1984-03-01", "--nhs", NHS)
    leaving = ("--from", "HMP Wexmoor", "--tier", "prison", "--requested", "2026-01-05")
    for typed in (
        ("participant", "add", *person),
        ("transfer", "open", NHS, *leaving),
        ("transfer", "refer", NHS, "--on", "2026-01-06"),
        ("transfer", "assess", NHS, "--by", "Dr Ann Low", "--on", "2026-01-12"),
        ("transfer", "assess", NHS, "--by", "Tom Bell", "--on", "2026-01-13", "--reused", "HCR-20 of May"),
        ("transfer", "accept", NHS, "--by", "Dr Ann Lowe", "--on", "2026-01-20"),
        ("transfer", "complete", NHS, "--on", "2026-03-01"),
    ):
        done = home.type(*typed)
        assert done.code == 0, done.err
    return home


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("accepted", "--on", "2026-01-20"), "says that already: 20 January 2026 by Dr Ann Lowe"),
        (("accepted", "--on", "2026-01-02"), "is before"),
        (("accepted", "--on", "+3"), "future"),
        (("accepted", "--ended-because", "no bed"), "has no such part"),
        (("accepted", "--never", "--on", "2026-01-21"), "--never"),
        (("accepted",), "--never"),
        (("completed", "--by", "Dr Ann Lowe"), "has no such part"),
        (("ended", "--never"), "No end is recorded"),
        (("assessed", "--on", "2026-01-11"), "2 assessments are recorded"),
        (("assessed", "--on", "2026-01-11", "--number", "3"), "No assessment is recorded"),
        (("assessed", "--on", "2026-03-02", "--number", "1"), "after the assessment for it"),
        (("completed", "--on", "2026-01-19"), "is before"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_written(
    moved: TestHome, typed: tuple[str, ...], said: str
) -> None:
    before = moved.type("transfer", "show", NHS, "--json").json
    refused = moved.type(*AMEND, *typed, "--reason", "It was typed wrongly.")
    assert refused.code != 0
    assert said in refused.err
    assert moved.type("transfer", "show", NHS, "--json").json == before


def test_the_clock_runs_by_the_corrected_day_and_the_old_one_stays_to_be_seen(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    person = ("--surname", "Jones", "--given", "Ann", "--born", "1984-03-01", "--nhs", NHS)
    home.type("participant", "add", *person)
    leaving = ("--from", "HMP Wexmoor", "--tier", "prison", "--requested", "2026-01-05")
    home.type("transfer", "open", NHS, *leaving)
    assert "recorded already: 5 January 2026" not in home.type("transfer", "refer", NHS, "--on", "2026-01-06").err
    assert "The referral is recorded already: 6 January 2026." in home.type("transfer", "refer", NHS).err
    home.type("transfer", "complete", NHS, "--on", "2026-03-01")
    assert "27 over" in home.type("transfer", "show", NHS).out
    right = home.type(*AMEND, "completed", "--on", "2026-01-30", "--reason", "The escort's sheet says so")
    assert right.code == 0, right.err
    assert "Moved: 30 January 2026" in right.out
    assert "25 of 28 days" in right.out
    was = "the move said 1 March 2026. Why: The escort's sheet says so."
    assert was in right.out
    # Somebody else came that day: the transfer is open again, and both corrections are told.
    reopened = home.type(*AMEND, "completed", "--never", "--reason", "Somebody else came that day.")
    assert "Moved: not recorded" in reopened.out
    assert was in reopened.out
    assert "the move said 30 January 2026. Why: Somebody else came that day." in reopened.out
    one = home.type("transfer", "show", NHS, "--json").json[0]["transfer"]
    assert [(each["step"], each["said"]) for each in one["corrections"]] == [
        ("completed", "1 March 2026"),
        ("completed", "30 January 2026"),
    ]
    assert home.type("transfer", "complete", NHS, "--on", "2026-02-02").code == 0


def test_what_came_next_makes_taking_a_move_back_senseless(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    home.type("participant", "add", "--surname", "Jones", "--given", "Ann", "--born", "1984-03-01", "--nhs", NHS)
    home.type("transfer", "open", NHS, "--from", "HMP Wexmoor", "--tier", "prison", "--requested", "2026-01-05")
    first = home.type("transfer", "show", NHS, "--json").json[0]["transfer"]["id"]
    home.type("transfer", "complete", NHS, "--on", "2026-02-01")
    home.type("transfer", "open", NHS, "--to", "HMP Wexmoor", "--tier", "prison", "--referred", "2026-06-01")
    why = ("--reason", "It was typed wrongly.")
    for typed in (("--never",), ("--on", "2026-06-03")):
        refused = home.type("transfer", "amend", first, "completed", *typed, *why)
        assert "Their next transfer began on 1 June 2026, to HMP Wexmoor" in refused.err
    assert home.type("transfer", "amend", first, "completed", "--on", "2026-02-03", *why).code == 0
    assert home.type("transfer", "amend", first, "requested", "--on", "2026-01-04", *why).code == 0
    # A transfer begins with a request or a referral: the only one of them is corrected, and not taken back.
    assert "begins with a request" in home.type("transfer", "amend", first, "requested", "--never", *why).err


def test_nobody_who_died_is_on_the_way_again(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    home.type("participant", "add", "--surname", "Jones", "--given", "Ann", "--born", "1984-03-01", "--nhs", NHS)
    home.type("transfer", "open", NHS, "--from", "HMP Wexmoor", "--tier", "prison", "--requested", "2026-01-05")
    home.type("transfer", "end", NHS, "--on", "2026-02-01", "--reason", "no bed")
    sure = ("--confirm", f"nhs={NHS}", "--confirm", "surname=Jones")
    died = home.type("participant", "deceased", NHS, "--on", "2026-03-01", "--told-by", "HMP Wexmoor", *sure)
    assert died.code == 0, died.err
    why = ("--reason", "It was typed wrongly.")
    assert "deceased" in home.type(*AMEND, "ended", "--never", *why).err
    ended = home.type(*AMEND, "ended", "--on", "2026-02-02", "--ended-because", "the prison kept her", *why)
    assert "Came to nothing: 2 February 2026, the prison kept her" in ended.out
    assert "said 1 February 2026, no bed" in ended.out


def test_an_assessment_is_corrected_by_its_number_and_one_that_never_was_is_taken_out(moved: TestHome) -> None:
    why = ("--reason", "Typed under a wrong name.")
    right = moved.type(*AMEND, "assessed", "--number", "1", "--by", "Dr Ann Lowe", *why)
    assert "Assessment 1, made: 12 January 2026 by Dr Ann Lowe" in right.out
    assert "the assessment said 12 January 2026 by Dr Ann Low, " in right.out
    gone = moved.type(*AMEND, "assessed", "--number", "2", "--never", *why)
    assert "Assessments not made anew" not in gone.out
    assert "Assessment, made: 12 January 2026 by Dr Ann Lowe" in gone.out
    assert "used again: HCR-20 of May" in gone.out
    taken = moved.type(*AMEND, "accepted", "--by", "Dr Ewa Nkosi", *why)
    assert "Accepted: 20 January 2026 by Dr Ewa Nkosi" in taken.out
