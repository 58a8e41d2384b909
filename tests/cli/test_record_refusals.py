"""What the record commands refuse: one line on stderr, the right exit code, and nothing written."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.copied import copied_home
from tests.homes import ADMIN, TestHome, surroundings

IN_TWO_DAYS = (datetime.now(UTC) + timedelta(days=2)).strftime("%d/%m/%Y")
PERSON = ("participant", "add", "--surname", "Reid", "--given", "Ann", "--born", "1990")
SESSION = ("session", "add", "WORK", "--kind", "group", "--attended")
SCORE = (
    *("measure", "add", "okafor", "NAS", "--version", "2003", "--lowest", "48", "--highest", "144", "--rater", "self"),
    *("--direction", "lower-is-better", "--occasion", "pre", "--on", "1/3/25", "--value"),
)
HOLD = ("intervention", "move", "WORK", "on-hold", "--reason", "No room on the ward.")
ELSEWHERE = ("placement", "add", "okafor", "--since", "2019", "--at-name", "HMP Wexmoor")
TO_REFUSE = {
    "wrong check digit": (1, "check digit", *PERSON, "--nhs", "999 000 0019"),
    "number already here": (1, "already belongs", *PERSON, "--nhs", "999 000 0018"),
    "no number and no reason": (1, "no NHS number and no reason", *PERSON),
    "wrong prison number": (1, "not a prison number", *PERSON, "--no-nhs-because", "x", "--prison-number", "A12"),
    "invisible character": (1, "invisible", *PERSON, "--no-nhs-because", "x", "--known-as", "A\u202en"),
    "impossible date": (1, "not in the calendar", "placement", "add", "okafor", "--since", "31/2/24"),
    "future date": (1, "in the future", "placement", "add", "okafor", "--since", IN_TWO_DAYS),
    "end before beginning": (1, "is before", "placement", "add", "okafor", "--since", "2024", "--until", "2023"),
    "unknown legal status": (1, "not a legal status", "placement", "add", "okafor", "--since", "t", "--legal", "77"),
    "half an establishment": (1, "only half said", *ELSEWHERE),
    "no open stay": (4, "no open placement", "placement", "end", "okafor"),
    "unknown participant": (4, "No participant answers", "need", "add", "nobody", "anger"),
    "unknown need": (4, "no target need", "need", "add", "okafor", "weather"),
    "past day to ask again": (
        1,
        "which is in the past",
        *("need", "add", "okafor", "anger", "--not-wanted", "not now", "--ask-again", "1/3/2020"),
    ),
    "day to ask again alone": (1, "not what they said", "need", "add", "okafor", "anger", "--ask-again", "+9"),
    "unknown programme": (4, "has no programme", "intervention", "refer", "okafor", "NOSUCH"),
    "unknown edition": (4, "has no edition", "intervention", "refer", "okafor", "TSP/2099"),
    "unknown shape": (4, "no delivery shape", "intervention", "refer", "okafor", "RESOLVE", "--shape", "x"),
    "second open intervention": (1, "open intervention", "intervention", "refer", "okafor", "TSP"),
    "unknown intervention": (4, "No interventions answer", "intervention", "open", "ffffffff"),
    "impossible move": (1, "cannot become", "intervention", "move", "WORK", "suitable"),
    "on hold without a reason": (1, "on hold, without a reason", "intervention", "move", "WORK", "on-hold"),
    "started by a move": (1, "cannot become in-progress", "intervention", "move", "WORK", "in-progress"),
    "a step in the future": (1, "in the future", *HOLD, "--on", IN_TWO_DAYS),
    "a step before the last": (1, "is before", *HOLD, "--on", "1/1/20"),
    "closed before the start": (
        *(1, "is before", "intervention", "close", "WORK", "--outcome", "not-completed", "--reason", "court"),
        *("--on", "1/1/20"),
    ),
    "a section that is another code": (1, "s37 for", "placement", "add", "okafor", "--since", "t", "--legal", "37"),
    "nearly a need": (4, "Did you mean violence", "need", "add", "okafor", "violense"),
    "closing without a reason": (1, "without a reason", "intervention", "close", "WORK", "--outcome", "not-completed"),
    "completed without a judge": (1, "without a judge", "intervention", "close", "WORK", "--outcome", "completed"),
    "completed without a definition": (
        *(1, "no completion definition", "intervention", "close", "WORK", "--outcome", "completed", "--judged-by-me"),
    ),
    "two judges": (
        *(1, "Two judges", "intervention", "close", "WORK", "--outcome", "completed", "--judged-by-me"),
        *("--judged-by", "A|b|c"),
    ),
    "half a judge": (
        *(1, "not written", "intervention", "close", "WORK", "--outcome", "completed", "--judged-by", "Ann Lowe"),
    ),
    "a judge in four parts": (
        *(1, "What stands in brackets may be left out", "intervention", "close", "WORK", "--outcome", "completed"),
        *("--judged-by", "Ann Lowe|psychologist|PYL900004|more"),
    ),
    "waived without a reason": (1, "waived", "intervention", "mark", "WORK", "self-control", "--to", "waived"),
    "session in the future": (1, "in the future", *SESSION, "full", "--on", IN_TWO_DAYS),
    "session before the start": (1, "before", *SESSION, "full", "--on", "1/1/20"),
    "absence without a reason": (1, "no reason", *SESSION, "no", "--on", "4/3/24"),
    "unknown module": (4, "has no module", *SESSION, "full", "--on", "4/3/24", "--module", "weather"),
    "unknown goal": (4, "has no goal", "goal", "review", "WORK", "9", "--reached", "reached"),
    "empty goal": (1, "is empty", "goal", "add", "WORK", "  "),
    "progress that says nothing": (1, "says nothing", "progress", "add", "WORK", "anger"),
    "seen outside by nobody": (1, "by whom", "progress", "add", "WORK", "anger", "--seen-outside", "on leave"),
    "score outside the range": (1, "outside", *SCORE, "145"),
    "score that is no number": (1, "decimal number", *SCORE, "many"),
    "assessment without words": (
        *(1, "is empty", "assessment", "add", "okafor", "--tool", "HCR-20", "--version", "V3", "--on", "1/1/25"),
    ),
    "voice without words": (1, "no words", "voice", "add", "okafor", "--kind", "account"),
    "words where there are none": (1, "holds words", "voice", "add", "okafor", "--kind", "declined", "--text", "x"),
    "words given twice": (
        *(1, "given twice", "voice", "add", "okafor", "--kind", "hope", "--text", "x", "--text-file", "-"),
    ),
    "account without a place": (1, "WHAT|WHERE", "participant", "first-two-weeks", "okafor", "--account", "x"),
    "definition of nothing": (1, "[not-json]", "catalogue", "define", "-"),
    "overlap of an unknown programme": (
        *(4, "no programme", "overlap", "add", "NOSUCH", "TSP", "--need", "anger", "--strength", "slight"),
        *("--basis", "b", "--caution", "c"),
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.fixture(scope="module")
def work(home: TestHome) -> str:
    """The id of a running intervention of Daniel Okafor, who stays nowhere."""
    daniel = ("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "1/3/84")
    assert home.type(*daniel, "--nhs", "9990000018").code == 0
    made = home.type("intervention", "refer", "okafor", "TSP", "--on", "1/3/24", "--json").json["id"]
    assert home.type("intervention", "open", made, "--on", "3/3/24").code == 0
    return str(made)


@pytest.mark.parametrize("case", TO_REFUSE.values(), ids=TO_REFUSE)
def test_refused_in_one_line_and_nothing_written(home: TestHome, work: str, case: tuple[object, ...]) -> None:
    code, said, *words = case
    before = home.row_counts()
    answer = home.type(*(work if word == "WORK" else str(word) for word in words))
    assert answer.code == code, answer.err
    assert str(said) in answer.err
    assert answer.err.startswith("throughcare: ")
    assert answer.err.count("\n") == 1
    assert answer.out == ""
    assert home.row_counts() == before


def test_the_count_of_rows_sees_a_write(home: TestHome, work: str) -> None:
    before = home.row_counts()
    assert home.type("need", "add", "okafor", "anger").code == 0
    after = home.row_counts()
    assert {name for name in after if after[name] != before[name]} == {"audit", "needs"}


def test_a_prefix_of_two_names_is_never_guessed(home: TestHome, work: str) -> None:
    for given in ("Una", "Ulla"):
        added = ("participant", "add", "--surname", "Twin", "--given", given, "--born", "1990")
        assert home.type(*added, "--no-nhs-because", "x").code == 0
    answer = home.type("need", "add", "twin", "anger")
    assert answer.code == 4
    assert "More than one participant" in answer.err


def test_an_administrator_opens_no_record(home: TestHome, work: str) -> None:
    for command in (("participant", "show", "okafor"), ("need", "add", "okafor", "anger"), ("overlap", "list")):
        answer = home.type(*command, user=ADMIN)
        assert answer.code == 3
        assert "may not" in answer.err
        assert answer.out == ""


def test_a_clinician_does_not_sign_off_local_definitions(home: TestHome) -> None:
    assert home.type("catalogue", "define", "-", stdin=b'{"editionId": "RESOLVE/undated"}').code == 3


@pytest.mark.parametrize(
    "words",
    [
        ("participant", "add", "--given", "Ann"),
        ("intervention", "move", "x", "finished"),
        ("session", "add", "x", "--attended", "full"),
        ("voice", "add", "x", "--kind", "song"),
    ],
)
def test_wrong_usage_ends_with_two(home: TestHome, words: tuple[str, ...]) -> None:
    answer = home.type(*words)
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "--help" in answer.err


def test_the_program_itself_says_it_in_one_line(home: TestHome, work: str) -> None:
    """Once as a process of its own, as a shell starts it."""
    words = [
        *(sys.executable, "-c", "from registry.cli.main import main; main()", "--home", str(home.home.folder)),
        *("--user", "rhiannon", "--passphrase-file", str(home.passphrase_file("rhiannon"))),
        *("need", "add", "nobody", "anger"),
    ]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, env=surroundings(words))
    assert ended.returncode == 4
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        (
            "throughcare: No participant answers to 'nobody'. Type a name in full, a number or an id; "
            "look with `throughcare participant find`."
        )
    ]


def test_nobody_signed_in(home: TestHome) -> None:
    answer = home.type("participant", "list", user=None)
    assert answer.code == 3
    assert "Who is at the keyboard" in answer.err
