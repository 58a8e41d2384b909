"""Somebody not convicted goes to a prison: what was recorded of offending stays, by the whole way a person takes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.domain.addressing import Purpose
from registry.domain.profiles import PROFILES
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON, Answer, TestHome
from tests.two_units import AMARA, TwoUnits

NHS = "9990000247"
TYPED = ("--confirm", f"nhs={NHS}", "--confirm", "born=1991-07-02")
# Nothing of these may be read anywhere in what goes to the prison.
STAYS = ("kaizen", "sexual", "zeisig", "hcr", "partner", "victim", "quillon")
NOT_CONVICTED = "Not convicted: no inference may be drawn"


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoUnits]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_two_units(folder / "both")
        record(made.ashmere)
        yield made


def record(home: TestHome) -> None:
    """Record somebody untried with work about offending and work that treats health; markers stand in the words."""
    person = ("--surname", "Vale", "--given", "Owen", "--born", "1991-07-02", "--nhs", NHS, "--untried")
    ok(home.type("participant", "add", *person))
    for need in ("sexual-offending", "emotion-regulation"):
        ok(home.type("need", "add", NHS, need))
    work = ok(home.type("intervention", "refer", NHS, "KAIZEN-SO", "--delivery", "group", "--json")).json["id"]
    ok(home.type("intervention", "open", work, "--on", "t"))
    ok(home.type("session", "add", work, "--on", "t", "--kind", "group", "--attended", "full"))
    ok(home.type("progress", "add", work, "sexual-offending", "--learnt", "zeisig"))
    account = ("--kind", "offence-account", "--title", "Zeisig account", "--made-with", "Owen", "--agreed", "yes")
    ok(home.type("product", "add", work, *account, "--kept-where", "file 9", "--may-be-seen-by", "treating teams"))
    titled = ("--title", "Quillon hour", "--delivery", "individual", "--need", "partner-violence")
    ok(home.type("intervention", "refer", NHS, *titled))
    ok(home.type("intervention", "refer", NHS, "DBT", "--delivery", "individual", "--need", "emotion-regulation"))


def issue(home: TestHome, in_short: str) -> str:
    shown = ("--shown-on", "t", "--shown-format", "on paper", "--shown-answer", "agrees")
    said = ("--in-short", in_short, "--knowledge", "His therapist.")
    words = ("summary", "issue", NHS, "--purpose", "prison", "--to", "Thornfield", *shown, *said, "--json")
    found: str = ok(home.type(*words)).json["id"]
    return found


def test_words_of_offending_stop_the_approval_until_a_person_has_looked(units: TwoUnits) -> None:
    home = units.ashmere
    draft = issue(home, "He speaks of the assault.")
    before = home.row_counts()
    stopped = home.type("summary", "approve", draft, *TYPED, user=AMARA)
    assert (stopped.code, "statement/inShort/0:assault" in stopped.err) == (1, True)
    assert home.row_counts() == before


def test_who_writes_for_a_tribunal_is_told_that_no_report_is_printed_and_is_not_sent_to_print_one(
    units: TwoUnits, tmp_path: Path
) -> None:
    home = units.ashmere
    words = ("summary", "issue", NHS, "--purpose", "tribunal", "--to", "First-tier Tribunal (Mental Health)")
    made = ok(
        home.type(*words, "--shown-on", "t", "--shown-format", "on paper", "--shown-answer", "agrees", "--json")
    ).json
    assert "No report is printed from it while the participant is not convicted" in made["notices"][0]
    ok(home.type("summary", "approve", made["id"], *TYPED, user=AMARA))
    released = ok(home.type("summary", "release", made["id"], *TYPED, "-o", str(tmp_path), user=GARETH))
    assert "report parole" not in released.out + released.err
    refused = home.type("report", "parole", made["id"], "--purpose", "hearing", "-o", str(tmp_path))
    assert (refused.code, "board or tribunal" in refused.err) == (1, True)


def test_neither_the_work_nor_its_words_reach_the_prison_and_nobody_is_told_that_there_was_any(
    units: TwoUnits, tmp_path: Path
) -> None:
    home = units.ashmere
    assert "kaizen" in ok(home.type("participant", "show", NHS)).out.casefold()
    draft = issue(home, "He has begun to use what he learns.")
    preview = ok(home.type("summary", "preview", draft, user=RHIANNON)).out
    ok(home.type("summary", "approve", draft, *TYPED, user=AMARA))
    out = ("-o", str(tmp_path / "out"), "--plain-copy", "for the reception desk", "--json")
    sealed, plain = ok(home.type("summary", "release", draft, *TYPED, *out, user=GARETH)).json["files"]
    verdict = ok(units.thornfield.type("verify", plain))
    assert verdict.out.startswith("TRUSTED")
    received = ok(units.thornfield.type("summary", "receive", sealed, "--new", *TYPED, user=RHIANNON))
    there = [ok(units.thornfield.type(*words, NHS)).out for words in (("participant", "show"), ("plan", "show"))]
    text = Path(plain).read_text("utf-8")
    # The schema and the context speak of no participant; what is told of him begins with the series.
    told = json.loads(text)
    subject = told["credentialSubject"]
    for said in (preview, json.dumps(subject), json.dumps(told["catalogue"]), verdict.out, received.out, *there):
        found = [word for word in STAYS if word in said.casefold()]
        assert not found, [line for line in said.splitlines() if any(word in line.casefold() for word in found)]
    assert [work["title"] for work in subject["interventions"]] == ["Dialectical behaviour therapy (full programme)"]
    # What is left out is told by kinds of section, in the sentences that stand in everybody's summary for a prison.
    assert tuple(subject["omitted"]) == PROFILES[Purpose.PRISON].omitted
    assert NOT_CONVICTED in " ".join(preview.split())
    assert subject["participant"]["untried"] is True
    assert NOT_CONVICTED in " ".join(ok(units.thornfield.type("summary", "show", draft)).out.split())


def test_a_line_whose_truth_rests_on_an_offer_that_stays_here_is_left_out_and_not_told_otherwise(
    units: TwoUnits,
) -> None:
    home, who = units.ashmere, "9990000255"
    ok(home.type("catalogue", "offer", "LMVE", user=GARETH))
    person = ("--surname", "Marsh", "--given", "Colm", "--born", "1990-02-03", "--nhs", who, "--untried")
    ok(home.type("participant", "add", *person))
    for need in ("anger", "emotion-regulation"):
        ok(home.type("need", "add", who, need))
    lines = {line["need"]: line for line in ok(home.type("plan", "show", who, "--json")).json["lines"]}
    assert (lines["anger"]["kind"], lines["anger"]["rule"]) == ("ask-first", "not-convicted")
    said = ("--choice", "change", "--to", "not-wanted-now", "--again", "1/9/27", "--discussed", "disagrees")
    ok(home.type("plan", "decide", who, lines["anger"]["key"], *said, "--reason", "his choice", "--words", "Not now."))
    shown = (
        "--shown-on",
        "t",
        "--shown-format",
        "on paper",
        "--shown-answer",
        "agrees",
        "--in-short",
        "He is well.",
        "--knowledge",
        "His therapist.",
    )
    words = ("summary", "issue", who, "--purpose", "prison", "--to", "Thornfield", *shown, "--json")
    draft = ok(home.type(*words)).json["id"]
    page = " ".join(ok(home.type("summary", "preview", draft)).out.split())
    for word in ("Life Minus", "LMVE", "Work on anger"):
        assert word not in page
    # What rests on nothing that stays is told as it stands here.
    assert lines["emotion-regulation"]["title"] in page
