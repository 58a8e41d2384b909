"""The commands that write and read the record, typed as a person types them, on a real home."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, Answer, TestHome

SURNAMES = (f"Person{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in count())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.fixture(scope="module")
def daniel(home: TestHome) -> str:
    """The id of a participant whom no test changes."""
    answer = home.type(
        *("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "1/3/84", "--sex", "male"),
        *("--nhs", "999 000 0018", "--known-as", "Dan", "--autism", "yes", "--language", "Igbo", "--json"),
    )
    return str(done(answer)["id"])


@pytest.fixture
def someone(home: TestHome) -> str:
    """The id of a participant of the test's own."""
    answer = home.type(
        *("participant", "add", "--surname", next(SURNAMES), "--given", "Ann", "--born", "1990"),
        *("--no-nhs-because", "not yet traced", "--json"),
    )
    return str(done(answer)["id"])


@pytest.fixture
def work(home: TestHome, someone: str) -> str:
    """The id of a running intervention of `someone`."""
    made = done(home.type("intervention", "refer", someone, "TSP", "--on", "1/3/24", "--json"))
    done(home.type("intervention", "open", made["id"], "--on", "3/3/24", "--json"))
    return str(made["id"])


def done(answer: Answer) -> dict[str, object]:
    """The JSON object that a successful command printed."""
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    assert isinstance(found, dict)
    return found


# Adding and finding people


def test_a_participant_is_added_and_found(home: TestHome, daniel: str) -> None:
    for asked in ("okafor", "dan oka", "9990000018", "999 000 0018"):
        found = home.type("participant", "find", *asked.split(), "--json")
        assert [one["id"] for one in found.json] == [daniel]
    assert daniel in {one["id"] for one in home.type("participant", "list", "--json").json}
    assert "OKAFOR, Daniel" in home.type("participant", "find", "okafor").out


def test_the_banner_stands_on_every_answer(home: TestHome, daniel: str) -> None:
    shown = home.type("participant", "show", daniel[9:17])
    assert shown.code == 0
    assert "OKAFOR, Daniel · Born 01-Mar-1984" in shown.out
    assert "Known as Dan · speaks Igbo · autism" in shown.out
    added = home.type("need", "add", "okafor", "anger")
    assert added.out.startswith("OKAFOR, Daniel")
    assert added.err.startswith("Next: throughcare ")


def test_a_name_typed_in_decomposed_form_is_kept_composed(home: TestHome) -> None:
    answer = home.type(
        *("participant", "add", "--surname", "Zoe\u0308l", "--given", "A", "--born", "1990-04"),
        *("--no-nhs-because", "visitor", "--json"),
    )
    assert done(answer)["name"] == {"family": "Zo\u00ebl", "given": "A"}


def test_facts_that_are_not_given_stay_and_empty_ones_go(home: TestHome, someone: str) -> None:
    command = ("participant", "communication", someone, "--json")
    done(home.type(*command, "--language", "Welsh", "--autism", "yes", "--format-wanted", "large print"))
    kept = done(home.type(*command, "--hearing", "aid", "--language", ""))["communication"]
    assert kept == {
        "learningDisability": "unknown",
        "autism": "yes",
        "brainInjury": "unknown",
        "hearing": "aid",
        "formatWanted": "large print",
    }


def test_accounts_not_to_be_asked_for_again_are_added(home: TestHome, someone: str) -> None:
    command = ("participant", "first-two-weeks", someone, "--json")
    done(home.type(*command, "--settles", "a walk", "--account", "the offence|file 3"))
    page = done(home.type(*command, "--account", "childhood|file 4", "--last-therapy-ended", "no-goodbye"))
    assert page["settles"] == "a walk"
    assert page["notToBeAskedAgain"] == [
        {"what": "the offence", "keptWhere": "file 3"},
        {"what": "childhood", "keptWhere": "file 4"},
    ]


def test_the_four_facts_about_sharing(home: TestHome, someone: str) -> None:
    facts = done(home.type("participant", "sharing", someone, "--consents", "yes", "--objects", "to police", "--json"))
    assert facts == {"consentsToTreatment": "yes", "objectsToSharing": "to police"}


# What belongs to a participant


def test_a_stay_elsewhere_with_its_legal_statuses(home: TestHome, someone: str) -> None:
    stay = done(
        home.type(
            *("placement", "add", someone, "--since", "2019", "--until", "2024-02", "--legal", "sentenced"),
            *("--legal", "9:4/5/2021:2022-01", "--at-name", "HMP Wexmoor", "--at-tier", "prison", "--json"),
        )
    )
    assert stay["recorded"] == "reported"
    assert stay["legal"] == [
        {"code": "sentenced", "since": "2019"},
        {"code": "09", "since": "2021-05-04", "until": "2022-01"},
    ]


def test_a_stay_here_ends(home: TestHome, someone: str) -> None:
    done(home.type("placement", "add", someone, "--since", "1/3/24", "--legal", "9", "--json"))
    assert done(home.type("placement", "end", someone, "--until", "1/4/24", "--json"))["until"] == "2024-04-01"


def test_what_a_participant_does_not_want_now_is_their_choice(home: TestHome, someone: str) -> None:
    record = done(
        home.type("need", "add", someone, "trauma", "--not-wanted", "not [yet]", "--ask-again", "+90", "--json")
    )
    assert record["choice"]["words"] == "not [yet]"  # type: ignore[index]


def test_an_assessment_and_a_score(home: TestHome, someone: str) -> None:
    made = done(
        home.type(
            *("assessment", "add", someone, "--tool", "HCR-20", "--version", "V3", "--on", "12/2/25"),
            *("--valid-until", "+180", "--formulation", "--text-file", "-", "--json"),
            stdin="Case prioritisation: moderate.\r\nMain scenario: …\r\n".encode(),
        )
    )
    assert made["judgements"] == "Case prioritisation: moderate.\nMain scenario: …"
    # So many days after it was made, and not after today.
    assert made["validUntil"] == "2025-08-11"
    score = done(home.type(*score_of(someone, "78"), "--json"))
    assert (score["value"], score["rater"]) == ("78", "self")


def score_of(participant: str, value: str) -> tuple[str, ...]:
    return (
        *("measure", "add", participant, "NAS", "--version", "2003", "--value", value, "--lowest", "48"),
        *("--highest", "144", "--direction", "lower-is-better", "--occasion", "pre", "--on", "1/3/25"),
        *("--rater", "self"),
    )


def test_voice_is_kept_character_for_character(home: TestHome, someone: str) -> None:
    spoken = "  I said:\r\n\tno, [/] Cafe\u0301  \r\n".replace("\t", "    ")
    entry = done(
        home.type("voice", "add", someone, "--kind", "account", "--text-file", "-", "--json", stdin=spoken.encode())
    )
    assert entry["text"] == "  I said:\n    no, [/] Caf\u00e9  \n"
    assert entry["audiences"] == ["self", "treating-teams"]


def test_voice_that_is_not_for_the_team_is_not_shown_to_it(home: TestHome, someone: str) -> None:
    done(home.type("voice", "add", someone, "--kind", "hope", "--text", "only me", "--audience", "self", "--json"))
    for form in ((), ("--json",)):
        shown = home.type("participant", "show", someone, *form)
        assert shown.code == 0
        assert "only me" not in shown.out
        assert "1 of the voice entries" in shown.err


# The life of an intervention


def test_sessions_modules_and_standing(home: TestHome, work: str) -> None:
    first = home.type(*attended(work, "full"), "--module", "self-control", "--minutes", "90")
    assert (
        "4 March 2024: Thinking Skills Programme, Self-control, group session: attended, 90 minutes, recorded later."
        in first.out
    )
    assert "Goes on at Self-control." in first.out
    assert "of 19 planned" in first.out
    missed = done(home.type(*attended(work, "no"), "--absence", "no-escort", "--json"))
    assert missed["session"]["absence"] == "no-escort"  # type: ignore[index]
    marked = home.type("intervention", "mark", work, "self-control", "--to", "done", "--on", "5/3/24")
    assert "self-control: Self-control, done, sessions received: 1" in marked.out


def attended(work: str, how: str) -> tuple[str, ...]:
    return ("session", "add", work, "--on", "4/3/24", "--kind", "group", "--attended", how)


def test_goals_progress_products_and_skills(home: TestHome, work: str) -> None:
    done(home.type("goal", "add", work, "Notice anger early", "--need", "anger", "--json"))
    review = ("goal", "review", work, "1", "--reached", "reached", "--participant-answer", "I walk away", "--json")
    assert done(home.type(*review))["reviews"][0]["participantAnswer"] == "I walk away"  # type: ignore[index]
    done(home.type("progress", "add", work, "anger", "--learnt", "names early signs", "--json"))
    done(
        home.type(
            *("product", "add", work, "--kind", "formulation", "--title", "How it works", "--made-with", "Ann"),
            *("--agreed", "yes", "--kept-where", "file 12", "--may-be-seen-by", "teams", "--json"),
        )
    )
    done(home.type("product", "skill", work, "Time out", "--their-words", "I go and look at the fish", "--json"))
    shown = home.type("intervention", "show", work)
    for said in (
        "1 of 1 goal reviewed: 1 reached.",
        "Their answer: “I walk away”",
        "Not yet seen outside sessions.",
        "How it works (shared formulation)",
        "in their words: “I go and look at the fish”",
    ):
        assert said in shown.out
    assert done(home.type("intervention", "show", work, "--json"))["source"]["origin"] == "own"  # type: ignore[index]


def test_no_session_lies_after_the_close(home: TestHome, work: str) -> None:
    done(
        home.type(
            "session",
            "add",
            work,
            "--kind",
            "individual",
            "--on",
            "20/3/24",
            "--minutes",
            "60",
            "--attended",
            "full",
            "--json",
        )
    )
    closing = ("intervention", "close", work, "--outcome", "not-completed", "--reason", "no-escort-or-staff", "--on")
    refused = home.type(*closing, "19/3/24")
    assert (refused.code, "after the last session: 19 March 2024 is before 20 March 2024" in refused.err) == (1, True)
    assert home.type(*closing, "20/3/24").code == 0


def test_moving_and_closing(home: TestHome, work: str) -> None:
    assert (
        done(home.type("intervention", "move", work, "on-hold", "--reason", "No room.", "--json"))["state"] == "on-hold"
    )
    closed = done(
        home.type(
            *("intervention", "close", work, "--outcome", "not-completed", "--reason", "no-escort-or-staff"),
            *("--participant-reason", "nobody came for me", "--judged-by", "Ann Lowe|treatment manager"),
            *("--helped", "yes", "--fair", "no", "--asked", "no", "--json"),
        )
    )
    closure = closed["closure"]
    assert isinstance(closure, dict)
    judge = closure["judgedBy"]
    assert (judge["name"], judge["profession"], judge.get("registration")) == ("Ann Lowe", "treatment manager", None)
    assert (closure["helped"], closure["treatedFairly"], closure["askedWhatWasDone"]) == ("yes", "no", "no")
    assert "nobody came for me" in home.type("intervention", "show", work).out


def test_work_reported_from_elsewhere_has_no_therapist_of_ours(home: TestHome, someone: str) -> None:
    made = done(
        home.type(
            *("intervention", "refer", someone, "TSP", "--on", "2019", "--at-name", "HMP Wexmoor"),
            *("--at-tier", "prison", "--json"),
        )
    )
    opened = done(home.type("intervention", "open", str(made["id"]), "--on", "2019", "--json"))
    assert opened["recorded"] == "reported"
    assert "staff" not in opened
    assert "HMP Wexmoor (prison)" in home.type("participant", "show", someone).out


# The catalogue, which nobody has to sign in to read


def test_the_catalogue_needs_no_sitting(home: TestHome) -> None:
    listed = home.type("catalogue", "list", "--kind", "therapeutic-setting", "--json", user=None).json
    assert "PIPE" in {one["id"] for one in listed}
    assert home.type("catalogue", "search", "reslove", "--json", user=None).json[0]["id"] == "RESOLVE"
    shown = home.type("catalogue", "show", "tsp/undated", user=None)
    assert shown.code == 0
    assert "Completing it means: not known" in shown.out
    assert "Which modules are required is not known." in shown.out
    assert len(home.type("need", "list", "--json", user=None).json) == 25


def test_a_local_definition_is_shown_as_delivered_here(home: TestHome) -> None:
    given = (
        b'{"editionId": "RESOLVE/undated", "modules": [{"id": "m1", "title": "Triggers", "required": "yes"}],'
        b' "completion": {"text": "All modules.", "judgedBy": "a psychologist"}}'
    )
    done(home.type("catalogue", "define", "-", "--json", user=GARETH, stdin=given))
    assert "As delivered at Ashmere" in home.type("catalogue", "show", "RESOLVE").out
    assert "As delivered" not in home.type("catalogue", "show", "RESOLVE", user=None).out
    assert "As delivered" not in home.type("catalogue", "show", "RESOLVE", user=ADMIN).out
    offered = done(home.type("catalogue", "offer", "RESOLVE", "--since", "1/1/26", "--json", user=GARETH))
    assert offered["editionId"] == "RESOLVE/undated"


def test_overlap_judgements(home: TestHome) -> None:
    judged = ("overlap", "add", "RESOLVE", "LMVE", "--need", "anger", "--strength", "partial")
    made = done(home.type(*judged, "--basis", "both manuals", "--caution", "one way only", "--json"))
    assert made["id"] in {one["id"] for one in home.type("overlap", "list", "--json").json}
    assert "one way only" in home.type("overlap", "list").out


def test_checking_a_folder_of_programmes(home: TestHome, tmp_path: Path) -> None:
    assert home.type("catalogue", "check", str(tmp_path), user=None).code == 4
    (tmp_path / "X.json").write_text("{}")
    found = home.type("catalogue", "check", str(tmp_path), "--json", user=None)
    assert found.code == 1
    assert found.json["files"] == 1
    assert found.json["problems"]
