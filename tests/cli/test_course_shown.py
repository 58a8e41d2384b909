"""What `intervention show` tells of a whole course: who referred, every step, how it closed, what was recorded late."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from registry.bootstrap import utc_now
from tests.copied import copied_home
from tests.homes import TestHome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def typed(home: TestHome, *words: str) -> str:
    answer = home.type(*words)
    assert answer.code == 0, answer.err
    return answer.out


def someone(home: TestHome, surname: str) -> str:
    answer = home.type(
        *("participant", "add", "--surname", surname, "--given", "Ann", "--born", "1990"),
        *("--no-nhs-because", "not traced", "--json"),
    )
    assert answer.code == 0, answer.err
    return str(answer.json["id"])


def course(home: TestHome, who: str, *more: str) -> str:
    answer = home.type("intervention", "refer", who, "TSP", "--on", "1/3/24", "--json", *more)
    assert answer.code == 0, answer.err
    return str(answer.json["id"])


def section(shown: str) -> list[str]:
    """The lines under *Course*, folded ones joined."""
    lines = shown.split("\n")
    found: list[str] = []
    for line in lines[lines.index("  Course") + 1 :]:
        if not line.startswith("    "):
            break
        found.append(line.strip())
    return found


def test_the_course_is_told_from_the_referral_to_the_closing(home: TestHome) -> None:
    work = course(home, someone(home, "Coursea"), "--referred-by", "Dr Ann Lowe")
    typed(home, "intervention", "move", work, "assessing", "--on", "2/3/24")
    typed(home, "intervention", "move", work, "suitable-but-not-ready", "--on", "3/3/24", "--reason", "Court in June.")
    typed(home, "intervention", "move", work, "suitable", "--on", "1/7/24")
    typed(home, "intervention", "open", work, "--on", "2/7/24")
    typed(
        home,
        *("intervention", "close", work, "--outcome", "not-completed", "--reason", "chose-to-stop", "--on", "1/9/24"),
        *("--reason-note", "The time did not suit.", "--judged-by", "Ben Roe|nurse|N1", "--judged-on", "2/9/24"),
    )
    told = " ".join(section(typed(home, "intervention", "show", work)))
    order = [
        "1 March 2024: referred, by Dr Ann Lowe",
        "2 March 2024: being assessed for it, by Dr Rhiannon Pryce",
        "3 March 2024: suitable, but not yet, by Dr Rhiannon Pryce: Court in June.",
        "1 July 2024: found suitable, not started, by Dr Rhiannon Pryce",
        "2 July 2024: in progress, by Dr Rhiannon Pryce",
        "1 September 2024: closed as not completed, by Dr Rhiannon Pryce: ",
        "The time did not suit.",
        "Outcome judged by Ben Roe, nurse",
    ]
    assert [told.find(one) >= 0 for one in order] == [True] * len(order), told
    assert sorted(told.index(one) for one in order) == [told.index(one) for one in order]
    typed(home, "intervention", "reopen", work, "--reason", "She asked to go on.", "--on", "1/10/24")
    told = " ".join(section(typed(home, "intervention", "show", work)))
    assert told.index("closed as not completed") < told.index("1 October 2024: opened again, by Dr Rhiannon Pryce")


def test_how_it_ended_and_what_was_asked_stand_at_the_closing_and_stay(home: TestHome) -> None:
    work = course(home, someone(home, "Courseend"))
    typed(home, "intervention", "open", work, "--on", "2/7/24")
    typed(
        home,
        *("intervention", "close", work, "--outcome", "partly-completed", "--reason", "discharged", "--on", "1/9/24"),
        *("--ended", "interrupted", "--helped", "yes", "--fair", "no", "--left-to-do", "Modules 3 and 4."),
        *("--participant-reason", "I was moved."),
    )
    told = typed(home, "intervention", "show", work)
    ended, asked = (
        "How it ended for them: interrupted",
        "Asked at the end: did it help: yes; were you treated fairly: no;",
    )
    for one in (ended, f"{asked} did anyone ask what you had already done: this question was not put"):
        assert one in " ".join(section(told)), told
    assert told.count("Modules 3 and 4.") == told.count("I was moved.") == 1
    typed(home, "intervention", "reopen", work, "--reason", "He is back.", "--on", "1/10/24")
    told = " ".join(section(typed(home, "intervention", "show", work)))
    kept = [ended, asked, "Left then: Modules 3 and 4.", "Their own reason then: “I was moved.”", "opened again"]
    assert [told.find(one) for one in kept] == sorted(told.find(one) for one in kept), told
    assert all(one in told for one in kept), told


def test_whoever_types_a_referral_referred_unless_they_say_who(home: TestHome) -> None:
    told = section(typed(home, "intervention", "show", course(home, someone(home, "Courseb"))))
    assert told == ["1 March 2024: referred, by Dr Rhiannon Pryce"]
    elsewhere = course(home, someone(home, "Coursec"), "--at-name", "HMP Wexmoor", "--at-tier", "prison")
    told = " ".join(section(typed(home, "intervention", "show", elsewhere)))
    assert told == "1 March 2024: referred; by whom is not recorded"


def test_a_corrected_referral_is_corrected_in_the_course(home: TestHome) -> None:
    work = course(home, someone(home, "Coursed"))
    typed(home, "intervention", "move", work, "assessing", "--on", "5/3/24")
    typed(home, "intervention", "amend", work, "--referred", "28/2/24", "--reason", "Read again.")
    assert section(typed(home, "intervention", "show", work))[0].startswith("28 February 2024: referred")
    late = home.type("intervention", "amend", work, "--referred", "6/3/24", "--reason", "Read again.")
    assert (late.code, "A step of the course" in late.err) == (1, True)


def test_a_session_of_more_than_a_day_ago_says_when_it_was_recorded(home: TestHome) -> None:
    work, today = course(home, someone(home, "Coursee")), utc_now().date()
    typed(home, "intervention", "open", work, "--on", "1/3/24")
    add = ("session", "add", work, "--kind", "group", "--attended", "full")
    fresh, late = today - timedelta(days=1), today - timedelta(days=2)
    assert "recorded later" not in typed(home, *add, "--on", today.isoformat())
    assert "recorded later" not in typed(home, *add, "--on", fresh.isoformat())
    assert "recorded later" in typed(home, *add, "--on", late.isoformat())
    assert "recorded later" not in typed(home, *add, "--on", "1/4/24", "--recorded", "at-the-time")
    shown = " ".join(typed(home, "intervention", "show", work).split())
    assert shown.count("recorded later. Recorded on ") == 1
    assert f"Recorded on {today.day} {today:%B %Y} by Dr Rhiannon Pryce" in shown


def test_a_register_says_so_by_the_same_rule(home: TestHome) -> None:
    work, today = course(home, someone(home, "Courseg")), utc_now().date()
    typed(home, "intervention", "open", work, "--on", "1/3/24")
    typed(home, "group", "open", "Monday group", "TSP", "--on", "1/3/24")
    typed(home, "group", "add", "Monday group", work, "--since", "1/3/24")
    for back, later in ((1, False), (2, True)):
        day = (today - timedelta(days=back)).isoformat()
        written = typed(home, "session", "register", "Monday group", "all", "--on", day, "--yes")
        assert ("recorded later" in written) is later


@pytest.mark.parametrize(
    ("delivery", "suggested"),
    [("individual", "--kind individual"), ("group", "--kind group"), ("mixed", "--kind group")],
)
def test_the_next_step_fits_how_it_is_delivered(home: TestHome, delivery: str, suggested: str) -> None:
    work = course(home, someone(home, f"Course{delivery}"), "--delivery", delivery)
    opened = home.type("intervention", "open", work, "--on", "2/3/24")
    assert suggested in opened.err, opened.err


def test_an_assessment_in_words_keeps_no_total(home: TestHome) -> None:
    who = someone(home, "Courseh")
    add = ("assessment", "add", who, "--tool", "HCR-20", "--version", "V3", "--on", "t", "--judgements")
    before = home.row_counts()
    refused = home.type(*add, "Total 24/40, case prioritisation moderate.")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "keeps no total or score: 'Total 24'" in refused.err
    assert "in words" in refused.err
    assert home.row_counts() == before
    assert "two of the five scenarios" in typed(home, *add, "Moderate: two of the five scenarios are likely by 1/5/26.")
