"""A summary on its way, typed as people type it: shown, looked at, approved, released; and overnight first."""

import json
import re
from difflib import ndiff
from pathlib import Path

import pytest

from tests.demo.conftest import Demo, Ran

ASHMERE, THORNFIELD = "Ashmere Hospital", "Thornfield House"
IBRAHIM = ("--confirm", "nhs=9990000301", "--confirm", "surname=Castellane")
DEL = ("--confirm", "nhs=9990000425", "--confirm", "born=1990-05-04")


@pytest.fixture(scope="module")
def demo(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A copy, so that what is sent here is not in the demo that the other tests look at."""
    return demo.copied_to(tmp_path_factory.mktemp("sending") / "try")


def ended(code: int, ran: Ran) -> Ran:
    assert ran.code == code, ran.err
    return ran


def issued(demo: Demo, who: str, *words: str) -> str:
    common = ("--in-short", "He did the work.", "--knowledge", "His therapist.", "--json")
    draft: str = ended(0, demo.at(ASHMERE, "rhiannon", "summary", "issue", who, *common, *words)).data["id"]
    return draft


def documents(demo: Demo, unit: str, user: str, who: str) -> list[tuple[str, str]]:
    rows = ended(0, demo.at(unit, user, "summary", "list", who, "--json")).data
    return [(row["status"], row["version"]) for row in rows]


def test_a_board_gets_nothing_that_the_participant_has_not_seen(demo: Demo) -> None:
    draft = issued(demo, "ibrahim", "--purpose", "tribunal", "--to", "The Tribunal")
    amara = (ASHMERE, "amara", "summary", "approve", draft, *IBRAHIM)
    refused = ended(1, demo.at(*amara))
    assert "not shown to the participant" in refused.err
    assert "summary shown" in refused.err
    said = ("--on", "t", "--how", "on paper", "--answer", "agrees-in-part", "--words", "The dates are wrong.")
    unsaid = ("--on", "t", "--answer", "agrees")
    assert "How it was shown is not said" in demo.at(ASHMERE, "rhiannon", "summary", "shown", draft, *unsaid).err
    ended(1, demo.at(ASHMERE, "rhiannon", "summary", "shown", draft))
    ended(1, demo.at(ASHMERE, "rhiannon", "summary", "shown", draft, *said, "--not-because", "Moved."))
    ended(0, demo.at(ASHMERE, "rhiannon", "summary", "shown", draft, "--not-because", "He was moved."))
    ended(0, demo.at(ASHMERE, "rhiannon", "summary", "shown", draft, *said))
    preview = ended(0, demo.at(ASHMERE, "rhiannon", "summary", "preview", draft)).out
    assert "“The dates are wrong.”" in preview
    ended(0, demo.at(*amara))
    again = ended(4, demo.at(*amara))
    assert "approved by Dr Amara Okafor" in again.err
    assert f"summary release {draft[9:17]}" in again.err
    late = ended(4, demo.at(ASHMERE, "rhiannon", "summary", "shown", draft, *said))
    assert "cannot change" in late.err


def test_preview_approval_and_the_kept_page_say_the_same(demo: Demo) -> None:
    draft = issued(demo, "ibrahim", "--purpose", "transfer", "--to", "Kestrel")
    before = _rows(ended(0, demo.at(ASHMERE, "amara", "summary", "preview", draft)).out)
    ended(0, demo.at(ASHMERE, "amara", "summary", "approve", draft, *IBRAHIM))
    after = _rows(ended(0, demo.at(ASHMERE, "amara", "summary", "show", draft)).out)
    assert len(before) > 300
    differs = [line for line in ndiff(before, after) if line[:2] in ("- ", "+ ") and line[2:]]
    gone = [line[2:] for line in differs if line[0] == "-"]
    came = [line[2:].split("  ")[0] for line in differs if line[0] == "+"]
    # Freezing adds who approved, and the digest, number and words of what was signed; it changes nothing.
    assert gone == ["PREVIEW: not signed", "To be approved by  Nobody yet"]
    assert came[0] == "Approved by"
    assert all(re.fullmatch(r"Document .*|([0-9a-f]{4} ?)+", line) for line in came[1:])


def _rows(page: str) -> list[str]:
    """The lines of a page, whatever the width of its first column."""
    return [re.sub(r" {2,}", "  ", line) for line in page.splitlines()]


def test_a_companions_name_stops_the_approval_until_each_place_is_confirmed(demo: Demo) -> None:
    work = {}
    for who in ("ibrahim", "desmond"):
        refer = ("intervention", "refer", who, "RPREV", "--delivery", "group", "--json")
        work[who] = ended(0, demo.at(ASHMERE, "rhiannon", *refer)).data["id"]
        ended(0, demo.at(ASHMERE, "rhiannon", "intervention", "open", work[who], "--on", "t"))
    ended(0, demo.at(ASHMERE, "rhiannon", "group", "open", "Friday group", "RPREV"))
    ended(0, demo.at(ASHMERE, "rhiannon", "group", "add", "Friday group", "ibrahim", "desmond"))
    said = ("--in-short", "He helped achterberg's brother; Desmond too.")
    draft = issued(demo, "ibrahim", "--purpose", "transfer", "--to", "Marlwood", *said)
    shown = ended(0, demo.at(ASHMERE, "rhiannon", "summary", "preview", draft))
    assert "2 words to look at" in shown.err
    assert "He helped [achterberg's] brother" in shown.err
    one, other = (f"statement/inShort/1:{word}" for word in ("achterberg's", "Desmond"))
    approve = (ASHMERE, "amara", "summary", "approve", draft, *IBRAHIM)
    for named in ((), ("--means-other", one)):
        refused = ended(1, demo.at(*approve, *named))
        assert f"{other} " in refused.err
    ended(1, demo.at(*approve, "--means-other", one, "--means-other", other, "--means-other", "plan:Desmond"))
    assert ("draft", "1") in documents(demo, ASHMERE, "rhiannon", "ibrahim")
    ended(0, demo.at(*approve, "--means-other", one, "--means-other", other))
    audit = ended(0, demo.at(ASHMERE, "moira", "audit", "show", "--last", "3")).out
    assert audit.count("summary means other") == 2
    assert "confirmed as another word or person: statement/inShort/1 may name a companion" in audit
    assert "chterberg" not in audit


def test_an_interim_summary_travels_overnight_and_is_replaced_when_the_approved_one_comes(
    demo: Demo, tmp_path: Path
) -> None:
    person = ("--surname", "Harrowgate", "--given", "Del", "--born", "1990-05-04", "--nhs", "9990000425", "--json")
    who = ended(0, demo.at(ASHMERE, "rhiannon", "participant", "add", *person)).data["id"]
    ended(0, demo.at(ASHMERE, "rhiannon", "need", "add", who, "anger"))
    goals = ("intervention", "refer", who, "IOW", "--delivery", "individual", "--need", "anger", "--json")
    work = ended(0, demo.at(ASHMERE, "rhiannon", *goals)).data["id"]
    ended(0, demo.at(ASHMERE, "rhiannon", "intervention", "open", work, "--on", "t"))
    ended(0, demo.at(ASHMERE, "rhiannon", "goal", "add", work, "Tell it once."))
    review = ("goal", "review", work, "1", "--reached", "reached", "--participant-answer", "I did.")
    ended(0, demo.at(ASHMERE, "rhiannon", *review))
    done = ("--outcome", "completed", "--judged-by-me", "--ended", "planned")
    ended(0, demo.at(ASHMERE, "rhiannon", "intervention", "close", work, *done))

    to = ("--purpose", "transfer", "--to", "Thornfield")
    night = issued(demo, who, *to, "--interim")
    assert "NOT YET COUNTERSIGNED" in ended(0, demo.at(ASHMERE, "rhiannon", "summary", "preview", night)).out
    refused = ended(1, demo.at(ASHMERE, "amara", "summary", "approve", night, *DEL))
    assert "signed by its author" in refused.err
    ended(0, demo.at(ASHMERE, "rhiannon", "summary", "approve", night, *DEL))
    folder = ("-o", str(tmp_path / "night"), "--plain-copy", "for the escort")
    files = ended(0, demo.at(ASHMERE, "gareth", "summary", "release", night, *DEL, *folder, "--json")).data["files"]
    sealed, plain = files
    sent = json.loads(Path(plain).read_text("utf-8"))
    assert sent["interim"] is True
    assert {line["kind"] for line in sent["credentialSubject"]["plan"]["lines"]} == {"ask-first"}
    verdict = ended(0, demo.at(THORNFIELD, "tomasz", "verify", plain))
    assert "NOT YET COUNTERSIGNED" in verdict.out

    received = ended(0, demo.at(THORNFIELD, "tomasz", "summary", "receive", sealed, "--new", *DEL))
    assert "NOT YET COUNTERSIGNED" in received.out
    assert "ask first" in received.out
    assert "credit" not in received.out
    page = ended(0, demo.at(THORNFIELD, "tomasz", "summary", "show", night)).out
    assert page.startswith("NOT YET COUNTERSIGNED")

    day = issued(demo, who, *to)
    differs = ended(0, demo.at(ASHMERE, "amara", "summary", "diff", day)).out
    flat = " ".join(differs.split())
    assert "Removed – lines: Index-offence work (individual): kind: ask first" in flat
    assert "Added – lines: Index-offence work (individual): kind: credit" in flat
    ended(0, demo.at(ASHMERE, "amara", "summary", "approve", day, *DEL))
    out = ("-o", str(tmp_path / "day"), "--json")
    (sealed,) = ended(0, demo.at(ASHMERE, "gareth", "summary", "release", day, *DEL, *out)).data["files"]
    attach = ("summary", "receive", sealed, "--participant", "9990000425", *DEL)
    received = ended(0, demo.at(THORNFIELD, "tomasz", *attach))
    assert "NOT YET COUNTERSIGNED" not in received.out
    assert "credit" in received.out
    assert documents(demo, THORNFIELD, "tomasz", "9990000425") == [("superseded", "1"), ("received", "2")]
    assert documents(demo, ASHMERE, "rhiannon", who) == [("superseded", "1"), ("released", "2")]


@pytest.mark.parametrize("purpose", ["parole-board", "tribunal"])
def test_an_interim_summary_never_goes_where_liberty_is_decided(demo: Demo, purpose: str) -> None:
    words = ("summary", "issue", "ibrahim", "--purpose", purpose, "--to", "The Board", "--interim")
    assert "never goes to a board" in ended(1, demo.at(ASHMERE, "rhiannon", *words)).err


def test_a_paper_is_checked_by_number_and_words_and_nobody_is_named(demo: Demo) -> None:
    file = demo.folder / "exchange" / "parole-board-desmond.json"
    verdict = json.loads(ended(0, demo.at(ASHMERE, "rhiannon", "verify", file, "--json")).out)
    digest, words = verdict["digest"], verdict["words"].split()
    number = " ".join(digest[place : place + 4] for place in range(0, 16, 4))
    ran = ended(0, demo.at(ASHMERE, "rhiannon", "check", number, *words))
    assert ran.out.startswith("Ours. Version 1, approved ")
    assert not any(name in (ran.out + ran.err) for name in ("Desmond", "Achterberg", "999", "Parole"))
    other = [*words[1:], words[0]]
    assert "No document of this unit" in ended(4, demo.at(ASHMERE, "rhiannon", "check", number, *other)).err
