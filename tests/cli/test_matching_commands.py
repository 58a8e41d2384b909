"""Work recorded first and matched later, closed work opened again, and a unit's own measures: as typed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.copied import copied_home
from tests.homes import GARETH, TestHome

MOOD = {
    "id": "MOOD",
    "title": "Ward mood scale",
    "acronym": "WMS",
    "kind": "scored",
    "raters": ["self"],
    "scales": [{"id": "total", "title": "total", "lowest": "0", "highest": "10", "direction": "higher-is-better"}],
    "facts": {
        name: {"source": "Ashmere's own", "confidence": "local"}
        for name in ("title", "acronym", "kind", "raters", "scales")
    },
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.fixture
def who(home: TestHome, request: pytest.FixtureRequest) -> str:
    """A participant of the test's own."""
    name = request.node.name.removeprefix("test_").split("[")[0].replace("_", "-")[:30]
    person = ("participant", "add", "--surname", name, "--given", "Daniel", "--born", "4/5/1988")
    made = home.type(*person, "--no-nhs-because", "not traced", "--json")
    assert made.code == 0, made.err
    asked: str = made.json["id"]
    return asked


def started(home: TestHome, who: str, *what: str) -> str:
    made = home.type("intervention", "refer", who, *what, "--on", "1/3/25", "--json")
    assert made.code == 0, made.err
    work: str = made.json["id"][9:17]
    assert home.type("intervention", "open", work, "--on", "3/3/25").code == 0
    return work


def closed(home: TestHome, work: str) -> None:
    words = ("--outcome", "not-completed", "--reason", "no-escort-or-staff", "--on", "1/6/25", "--ended", "planned")
    answer = home.type("intervention", "close", work, *words)
    assert answer.code == 0, answer.err


def test_work_begun_without_an_edition_is_matched_and_keeps_what_was_recorded(home: TestHome, who: str) -> None:
    work = started(home, who, "--title", "Work on anger")
    session = ("session", "add", work, "--on", "4/3/25", "--kind", "individual", "--attended", "full")
    assert home.type(*session).code == 0
    matched = home.type("intervention", "match", work, "resolve", "--json")
    assert matched.code == 0, matched.err
    whole: dict[str, Any] = matched.json["intervention"]
    assert whole["editionId"] == "RESOLVE/undated"
    assert whole["title"] == "Work on anger"
    assert whole["needs"] == ["violence", "anger", "impulsivity"]
    assert len(whole["sessions"]) == 1
    shown = home.type("intervention", "show", work).out
    assert "Matched to RESOLVE/undated by Dr Rhiannon Pryce on" in shown
    assert "recorded before without one" in shown
    assert home.type("intervention", "match", work, "RESOLVE").code == 1
    assert "--reason" in home.type("intervention", "match", work, "TSP").err
    again = home.type("intervention", "match", work, "TSP", "--reason", "The thinking skills course was meant.")
    assert again.code == 0, again.err
    assert (
        "before RESOLVE/undated: The thinking skills course was meant." in home.type("intervention", "show", work).out
    )


def test_one_programme_runs_once_also_by_a_later_match(home: TestHome, who: str) -> None:
    started(home, who, "RESOLVE")
    other = started(home, who, "--title", "Anger")
    refused = home.type("intervention", "match", other, "RESOLVE")
    assert (refused.code, "open intervention on RESOLVE already" in refused.err) == (1, True)
    closed(home, other)
    assert home.type("intervention", "match", other, "RESOLVE").code == 0, "closed work may be matched"
    assert home.type("intervention", "match", other, "NOWHERE").code == 4
    assert home.type("intervention", "match", other, "TSP", "--shape", "none", "--reason", "it was so").code == 4


def test_what_was_completed_is_not_matched_to_something_else(home: TestHome, who: str, tmp_path: Path) -> None:
    file = tmp_path / "define.json"
    file.write_text(json.dumps({"editionId": "ANGER/undated", "completion": COMPLETION}))
    assert home.type("catalogue", "define", str(file), user=GARETH).code == 0
    work = started(home, who, "ANGER")
    done = home.type("intervention", "close", work, "--outcome", "completed", "--judged-by-me", "--ended", "planned")
    assert done.code == 0, done.err
    refused = home.type("intervention", "match", work, "TSP", "--reason", "A slip.")
    assert (refused.code, "intervention reopen" in refused.err) == (1, True)


def test_a_local_definition_signed_off_later_is_taken_up_deliberately(home: TestHome, who: str, tmp_path: Path) -> None:
    work = started(home, who, "RPREV")
    take_up = f'`intervention match {work} RPREV/undated --reason "..."`'
    complete = ("intervention", "close", work, "--outcome", "completed", "--judged-by-me")
    mark = ("intervention", "mark", work, "m1", "--to", "done")
    assert f"Sign one off with `catalogue define`, then take it up with {take_up}" in home.type(*complete).err
    assert "Nothing was changed" in home.type("intervention", "match", work, "RPREV", "--reason", "Ours.").err
    file = tmp_path / "define.json"
    modules = [{"id": "m1", "title": "Beginning"}]
    file.write_text(json.dumps({"editionId": "RPREV/undated", "modules": modules, "completion": COMPLETION}))
    assert home.type("catalogue", "define", str(file), user=GARETH).code == 0
    session = ("session", "add", work, "--on", "4/3/25", "--kind", "group", "--attended", "full", "--module", "m1")
    for words in (complete, mark, session, ("intervention", "match", work, "RPREV")):
        refused = home.type(*words)
        assert (refused.code != 0, take_up in refused.err) == (True, True), refused.err
    assert "take that up" not in home.type("intervention", "mark", work, "m9", "--to", "done").err
    taken = home.type("intervention", "match", work, "RPREV", "--reason", "Signed off since she began.")
    assert taken.code == 0, taken.err
    shown = " ".join(home.type("intervention", "show", work).out.split())
    assert "Newest local definition of RPREV/undated taken up by Dr Rhiannon Pryce on" in shown
    assert "Signed off since she began." in shown
    assert "Completing it means: An end review." in shown
    again = home.type("intervention", "match", work, "RPREV", "--reason", "Once more.")
    assert (again.code, "Nothing was changed" in again.err) == (1, True)
    for words in (session, mark, complete):
        answer = home.type(*words)
        assert answer.code == 0, answer.err
    refused = home.type("intervention", "match", work, "RPREV", "--reason", "Completed by then.")
    assert refused.code == 1


def test_completed_work_has_its_definition_answered(home: TestHome, who: str, tmp_path: Path) -> None:
    file = tmp_path / "define.json"
    modules = [{"id": "m1", "title": "Beginning"}, {"id": "m2", "title": "Middle"}, {"id": "m3", "title": "More"}]
    modules[2]["required"] = "no"
    whole = COMPLETION | {"text": "Both modules\nand a review.", "needsAllRequiredModules": True}
    file.write_text(json.dumps({"editionId": "COVAID/undated", "modules": modules, "completion": whole}))
    defined = home.type("catalogue", "define", str(file), user=GARETH)
    assert defined.code == 0, defined.err
    work = started(home, who, "COVAID")
    complete = ("intervention", "close", work, "--outcome", "completed", "--judged-by-me")
    refused = home.type(*complete)
    told = " ".join(refused.err.split())
    assert refused.code == 1
    assert "means: Both modules and a review. 2 required modules are not recorded as done or waived:" in told
    assert "m1 (Beginning), m2 (Middle)." in told
    assert "--met-because" in told
    assert home.type("intervention", "mark", work, "m1", "--to", "done").code == 0
    assert "1 required module is not recorded as done or waived: m2 (Middle)." in " ".join(
        home.type(*complete).err.split()
    )
    early = home.type(*complete, "--met-because", "She did it at Wexmoor.", "--judged-on", "2019")
    assert (early.code != 0, "before 3 March 2025" in early.err) == (True, True), early.err
    other = ("--outcome", "not-completed", "--reason", "chose-to-stop", "--met-because", "She did it.")
    assert home.type("intervention", "close", work, *other).code != 0
    assert home.type(*complete, "--met-because", "...").code != 0
    assert home.type(*complete, "--met-because", "She did it.", "--reason-note", "And more.").code != 0
    answer = home.type(*complete, "--met-because", "She did the second at Wexmoor.")
    assert answer.code == 0, answer.err
    words = "The definition is met all the same: She did the second at Wexmoor."
    assert ("Completing it means: Both modules" in answer.out, words in answer.out) == (True, True), answer.out
    shown = " ".join(home.type("intervention", "show", work).out.split())
    assert words in shown
    assert "judged the definition met, with modules not recorded as done: “She did the second at Wexmoor." in shown
    assert "Left: None recorded" not in shown
    closure = home.type("intervention", "show", work, "--json").json["intervention"]["closure"]
    assert (closure["reasonNote"], closure["definition"]) == (words, "Both modules\nand a review.")
    assert home.type("intervention", "reopen", work, "--reason", "To finish it.").code == 0
    assert home.type("intervention", "mark", work, "m2", "--to", "waived", "--reason", "Done in 2019.").code == 0
    assert "is missing" in home.type(*complete, "--met-because", "She did it.").err
    assert home.type(*complete).code == 0


def test_a_later_match_does_not_go_round_the_repeat_guard(home: TestHome, who: str) -> None:
    there = ("--on", "2019", "--at-name", "HMP Wexmoor", "--at-tier", "prison", "--json")
    one = home.type("intervention", "refer", who, "TSP", *there).json["id"]
    assert home.type("intervention", "open", one, "--on", "2019").code == 0
    done = ("--outcome", "completed", "--on", "2019", "--recorded", "reported")
    assert home.type("intervention", "close", one, *done).code == 0
    work = started(home, who, "--title", "thinking work")
    stops = home.type("plan", "counts", "--json").json["avoided"]
    stopped = home.type("intervention", "match", work, "TSP")
    assert (stopped.code, stopped.out) == (1, "")
    assert "recorded as completed at HMP Wexmoor (2019)" in stopped.err
    assert "--again-because" in stopped.err
    assert home.type("plan", "counts", "--json").json["avoided"] == stops + 1
    assert "editionId" not in home.type("intervention", "show", work, "--json").json["intervention"]
    again = ("--again-because", "part-missing", "--words", "The last two sessions were never given.")
    needless = home.type("intervention", "match", work, "RESOLVE", *again)
    assert "Nothing is repeated here" in needless.err
    matched = home.type("intervention", "match", work, "TSP", *again, "--json")
    assert matched.code == 0, matched.err
    assert matched.json["intervention"]["repeat"]["of"] == [one]
    counts = home.type("plan", "counts", "--json").json
    assert (counts["avoided"], counts["begunAgain"]) == (stops, {"part-missing": 1})


@pytest.mark.parametrize("title", ["tsp", "Thinking skills programme"])
def test_a_title_that_is_a_programme_is_told_so(home: TestHome, who: str, title: str) -> None:
    made = home.type("intervention", "refer", who, "--title", title)
    assert made.code == 0
    assert "Thinking Skills Programme is in the catalogue: if that is meant, `intervention match" in made.err
    assert "is in the catalogue" not in home.type("intervention", "refer", who, "--title", f"{title} work").err


@pytest.mark.parametrize("title", ["SCP", "Self Change Programme", "SCP and Self Change Programme"])
def test_a_title_that_two_programmes_share_is_told_with_both(home: TestHome, who: str, title: str) -> None:
    made = home.type("intervention", "refer", who, "--title", title)
    assert "2 programmes may be meant, and the title does not tell them apart: Self Change Programme, " in made.err
    assert " SCP/undated`; Self Change Programme (Scotland), " in made.err
    assert " SCP-S/undated`." in made.err
    assert "is in the catalogue" not in made.err


def test_a_name_that_two_programmes_share_is_no_programme_to_refer_to_or_to_match_with(
    home: TestHome, who: str
) -> None:
    refused = home.type("intervention", "refer", who, "SCP", "--delivery", "group")
    assert "2 programmes are called 'SCP'" in refused.err
    work = home.type("intervention", "refer", who, "--title", "SCP", "--json").json["id"]
    assert "SCP/undated or SCP-S/undated" in home.type("intervention", "match", work, "SCP").err
    matched = home.type("intervention", "match", work, "SCP-S/undated", "--json")
    assert matched.json["intervention"]["editionId"] == "SCP-S/undated"


COMPLETION = {
    "text": "An end review.",
    "judgedBy": "a psychologist",
    "needsAllRequiredModules": False,
    "needsExpectedDose": False,
}


def test_closed_work_is_opened_again_with_a_reason_and_its_closure_stays(home: TestHome, who: str) -> None:
    work = started(home, who, "RESOLVE")
    assert home.type("intervention", "reopen", work, "--reason", "it was so").code == 1, "it is not closed"
    closed(home, work)
    assert "intervention reopen" in home.type("intervention", "open", work, "--on", "1/7/25").err
    early = home.type("intervention", "reopen", work, "--reason", "He asked.", "--on", "1/5/25")
    assert (early.code, "reopening" in early.err.casefold()) == (1, True)
    assert home.type("intervention", "reopen", work, "--reason", " ").code == 1
    again = home.type("intervention", "reopen", work, "--reason", "He asked to finish.", "--on", "1/7/25")
    assert again.code == 0, again.err
    shown = home.type("intervention", "show", work).out
    lines = " ".join(shown.split())
    assert "1 June 2025: closed as not completed, by Dr Rhiannon Pryce: " in lines
    assert "1 July 2025: opened again, by Dr Rhiannon Pryce: He asked to finish." in lines
    assert lines.index("closed as not completed") < lines.index("opened again, by")


def test_closed_work_is_not_opened_beside_a_new_referral(home: TestHome, who: str) -> None:
    work = started(home, who, "RESOLVE")
    closed(home, work)
    second = started(home, who, "RESOLVE")
    refused = home.type("intervention", "reopen", work, "--reason", "He asked.")
    assert (refused.code, "already" in refused.err) == (1, True)
    closed(home, second)
    assert home.type("intervention", "reopen", work, "--reason", "He asked.").code == 0


def test_a_measure_of_the_units_own(home: TestHome, who: str, tmp_path: Path) -> None:
    file = tmp_path / "mood.json"
    file.write_text(json.dumps(MOOD))
    added = home.type("measure", "define", str(file), user=GARETH)
    assert added.code == 0, added.err
    assert "Added by Ashmere; signed off by Dr Gareth Adeyemi" in added.out
    assert "already" in home.type("measure", "define", str(file), user=GARETH).err
    assert any(line.startswith("MOOD ") for line in home.type("measure", "list").out.splitlines())
    assert not any(line.startswith("MOOD ") for line in home.type("measure", "list", user=None).out.splitlines())
    assert "Added by Ashmere" in home.type("measure", "show", "wms").out
    assert home.type("measure", "show", "wms", user=None).code == 4
    reading = ("measure", "add", who, "wms", "--version", "1", "--occasion", "pre", "--on", "1/3/25", "--rater")
    assert home.type(*reading, "self", "--value", "11").code == 1
    assert home.type(*reading, "staff", "--value", "7").code == 1, "its file says who rates"
    assert home.type(*reading, "self", "--value", "7").code == 0
    assert "WMS 1: 0 to 10" in home.type("measure", "chart", who, "ward mood scale").out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "OTHER", "acronym": "PHQ-9"}, "PHQ-9"),
        ({"id": "OTHER", "acronym": "HCR-20"}, "structured judgement"),
        ({"id": "OTHER", "acronym": "NEW", "title": "New", "facts": {}}, "Nothing says where"),
        ({"id": "OTHER", "acronym": "WMS", "title": "New"}, "answers to one of its names"),
        ({"kind": "sorcery"}, "at kind"),
    ],
)
def test_a_measure_with_problems_is_not_added(
    home: TestHome, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    file = tmp_path / "mood.json"
    file.write_text(json.dumps(MOOD))
    home.type("measure", "define", str(file), user=GARETH)
    file.write_text(json.dumps({**MOOD, **change}))
    refused = home.type("measure", "define", str(file), "--amend", user=GARETH)
    assert (refused.code, says in refused.err) == (1, True), refused.err


def done_elsewhere(home: TestHome, who: str) -> str:
    there = ("--on", "2019", "--at-name", "HMP Wexmoor", "--at-tier", "prison", "--json")
    one: str = home.type("intervention", "refer", who, "TSP", *there).json["id"]
    assert home.type("intervention", "open", one, "--on", "2019").code == 0
    done = ("--outcome", "completed", "--on", "2019", "--recorded", "reported")
    assert home.type("intervention", "close", one, *done).code == 0
    return one


@pytest.mark.parametrize("title", ["tsp", "T.S.P.", "Thinking skills programme", "thinking-skills PROGRAMME"])
def test_work_begun_under_the_name_of_what_was_done_stops_as_a_referral_does(
    home: TestHome, who: str, title: str
) -> None:
    one = done_elsewhere(home, who)
    stopped = home.type("intervention", "refer", who, "--title", title)
    assert (stopped.code, stopped.out) == (1, "")
    assert "recorded as completed at HMP Wexmoor (2019)" in stopped.err
    assert home.type("intervention", "refer", who, "--title", f"{title} talk").code == 0, (
        "a name that only resembles it"
    )
    again = ("--again-because", "refresher-by-choice", "--words", "He asked for the planning part.")
    made = home.type("intervention", "refer", who, "--title", title, *again, "--json")
    assert made.code == 0, made.err
    assert made.json["repeat"]["of"] == [one]


def test_what_is_not_wanted_now_and_was_done_before_is_told_as_both(home: TestHome, who: str) -> None:
    done_elsewhere(home, who)
    no = ("--to", "not-wanted-now", "--again", "+30", "--discussed", "agrees", "--words", "Not now.")
    decided = home.type("plan", "decide", who, "tsp", "--choice", "change", *no, "--reason", "his choice")
    assert decided.code == 0, decided.err
    stopped = home.type("intervention", "refer", who, "TSP")
    assert stopped.code == 1
    assert "Not wanted now." in stopped.err
    assert "It would also be a repeat." in stopped.err
    assert "recorded as completed at HMP Wexmoor (2019)" in stopped.err
    assert "--choice accept`" in stopped.err
    # What is advised works.
    accepted = ("--choice", "accept", "--reason", "he wants it asked about", "--discussed", "agrees")
    assert home.type("plan", "decide", who, "tsp", *accepted).code == 0
