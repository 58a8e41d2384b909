"""A participant asks what is recorded: entered, looked at, marked, released and closed, as people type it."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.services.issuing import issue_summary
from tests.cli.test_error_commands import REASON
from tests.homes import ADMIN, GARETH, RHIANNON, Answer
from tests.reports.unpacked import everything_in_pdf
from tests.two_units import AMARA, TYPED, TwoUnits, make_two_units

WHO = "9990000018"
SECRET, COMPANION = "Copse Lane", "Quillonby"
OPINION = ("--opinion", "Dr Ann Lowe|consultant psychiatrist|t")
LONGER = "Forty years of records from three units."
RELEASE = ("--purpose", "her request", "--kept", "Twenty years after the last contact.", *OPINION)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    """A record with a companion's name in it, an annex, an error and a summary that was sent."""
    folder = tmp_path_factory.mktemp("asked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = make_two_units(folder)
        home = units.ashmere

        def typed(*words: str, user: str = RHIANNON) -> Any:
            return ok(home.type(*words, "--json", user=user)).json

        companion = ("--surname", COMPANION, "--given", "Ann", "--born", "1980-02-03", "--nhs", "9990000026")
        typed("participant", "add", *companion)
        typed("group", "open", "Wednesday", "TSP", "--on", "1/3/24")
        typed("group", "join", "Wednesday", WHO, "9990000026", "--start", "3/3/24")
        typed("voice", "add", WHO, "--kind", "carers-view", "--text", "She rang me from the ward.")
        typed("participant", "first-two-weeks", WHO, "--settles", f"Tea with {COMPANION}.")
        need = typed("need", "add", WHO, "violence", "--on", "1/3/24")
        typed("error", "mark", "need", need["id"], *REASON)
        to = Recipient(kind=RecipientKind.ESTABLISHMENT, id=units.thornfield.unit.id, name="Thornfield")
        with home.sit(RHIANNON) as sitting:
            issue_summary(sitting, units.participant, purpose=Purpose.TRANSFER, recipient=to)
        passage = folder / "passage.txt"
        passage.write_text(f"A victim lives in {SECRET}.\n")
        about = ("--text", str(passage), "--concern", "victim", "--to", "Thornfield")
        draft = typed("annex", "draft", WHO, *about)["id"]
        why = ("--reason", "It tells where a victim lives.", "--unmentioned")
        typed("annex", "sign", draft, *why, *TYPED, user=AMARA)
        return units


@pytest.fixture
def units(founded: TwoUnits, tmp_path: Path) -> Iterator[TwoUnits]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "copy" / "state"))
        yield founded.copied_to(tmp_path / "copy")


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def access(units: TwoUnits, *words: str, user: str = GARETH) -> Answer:
    return units.ashmere.type("subject-access", *words, user=user)


def shown(units: TwoUnits, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(access(units, "show", WHO, *more, "--json")).json["items"]
    return found


def code_of(items: list[dict[str, Any]], text: str) -> str:
    return str(next(item["code"] for item in items if text in json.dumps(item["says"])))


def test_from_the_request_to_the_answer(units: TwoUnits, tmp_path: Path) -> None:
    opened = ok(access(units, "open", WHO, "--received", "-3", user=RHIANNON))
    assert "due " in opened.out
    assert "in 2" in opened.out or "in 3" in opened.out
    assert "Siân Jones" in ok(access(units, "list", user=RHIANNON)).out
    items = shown(units)
    assert {item["heading"] for item in items} >= {
        *("Who you are", "Courses of treatment", "Groups", "Documents", "Who opened or changed your record"),
        *("What treatment aims at", "Your words, and those of who cares for you"),
    }
    out = tmp_path / "answer.pdf"
    refused = access(units, "release", WHO, *RELEASE, "-o", str(out))
    assert (refused.code, f"{len(items)} items to be marked" in refused.err, out.exists()) == (1, True, False)

    told = ok(access(units, "mark", WHO, "--given")).out
    left = shown(units, "--unmarked")
    assert 0 < len(left) < len(items)
    assert all(item["look"] for item in left)
    assert "want a look of their own" in told
    said = json.dumps(left)
    for wanted in (COMPANION, SECRET, "She rang me", "entered in error", "sensitive annex"):
        assert wanted in said, wanted

    # The carer's view stands in the record and in the draft of a summary.
    assert sum("a carer's view" in item["look"] for item in left) == 2
    named = code_of(left, COMPANION)
    refused = access(units, "mark", WHO, named, "--given")
    assert (refused.code, "given with a why" in refused.err) == (1, True)
    ok(access(units, "mark", WHO, named, "--given", "--why", "Ann was asked on the 9th and has agreed."))
    for item in shown(units, "--unmarked"):
        ok(access(units, "mark", WHO, item["code"], "--withheld", "other-person", "--why", "She has not agreed."))

    done = ok(access(units, "release", WHO, *RELEASE, "-o", str(out)))
    assert "subject-access close" in done.err
    assert out.stat().st_mode & 0o777 == 0o600
    pdf = everything_in_pdf(out.read_bytes())
    assert COMPANION in pdf
    for secret in (SECRET, "She rang me", "annex", "withheld", "She has not agreed", REASON[1]):
        assert secret not in pdf, secret
    was, rows = out.read_bytes(), units.ashmere.row_counts()
    again = access(units, "release", WHO, *RELEASE, "-o", str(out))
    assert (again.code, "is there already" in again.err, out.read_bytes()) == (1, True, was)
    assert units.ashmere.row_counts() == rows
    audit = ok(units.ashmere.type("audit", "show", "--act", "subject-access release", user=ADMIN)).out
    assert "her request" in audit

    ok(access(units, "close", WHO, "--words", "Handed over on paper."))
    assert "No request is open." in ok(access(units, "list")).out
    assert "closed on" in ok(access(units, "list", "--all")).out
    over = access(units, "mark", WHO, named, "--given", "--why", "She agreed.")
    assert (over.code, "closed" in over.err) == (1, True)


def test_a_mark_holds_for_what_was_seen_and_no_longer(units: TwoUnits) -> None:
    ok(access(units, "open", WHO))
    ok(access(units, "mark", WHO, "--given"))
    assert not any("Sunday" in json.dumps(item) for item in shown(units))
    left = {item["code"] for item in shown(units, "--unmarked")}
    ok(units.ashmere.type("participant", "sharing", WHO, "--consents", "Yes, on Sunday."))
    ok(units.ashmere.type("participant", "amend", WHO, "--known-as", "Shân"))
    new = [item for item in shown(units, "--unmarked") if item["code"] not in left]
    # What is new, what says something else now, and what it said before.
    assert [item["heading"] for item in new] == ["Who you are", "Who you are", "Consent, and what may be shared"]


def test_a_sentence_that_is_withheld_stands_in_nothing_that_is_given_unseen(units: TwoUnits, tmp_path: Path) -> None:
    told = "His brother Owen told us where the money went."
    ok(units.ashmere.type("participant", "sharing", WHO, "--objects", told))
    ok(units.ashmere.type("participant", "sharing", WHO, "--objects", f"{told} He asked us to keep it."))
    ok(access(units, "open", WHO))
    ok(access(units, "mark", WHO, "--given"))
    sharing = [one for one in shown(units) if told in json.dumps(one["says"])]
    assert [one["mark"]["answer"] for one in sharing] == ["given", "given"]
    later, former = (one["code"] for one in sharing)
    ok(access(units, "mark", WHO, former, "--withheld", "other-person", "--why", "He has not agreed."))
    now = next(one for one in shown(units, "--unmarked") if one["code"] == later)
    assert now["look"] == [f"says what {former} says, which is withheld"]
    for item in shown(units, "--unmarked"):
        if item["code"] != later:
            ok(access(units, "mark", WHO, item["code"], "--withheld", "other-person", "--why", "Not agreed."))
    refused = access(units, "release", WHO, *RELEASE, "-o", str(tmp_path / "answer.pdf"))
    assert (refused.code, "1 item to be marked" in refused.err) == (1, True)
    ok(access(units, "mark", WHO, later, "--withheld", "other-person", "--why", "He has not agreed."))
    answer = ok(access(units, "release", WHO, *RELEASE, "--format", "json", "-o", "-")).out
    assert "Owen" not in answer


def test_what_is_done_to_answer_is_no_part_of_the_answer(units: TwoUnits) -> None:
    ok(access(units, "open", WHO))
    before = shown(units)
    for _ in range(2):
        ok(units.ashmere.type("participant", "show", WHO))
    assert [item["code"] for item in shown(units)] == [item["code"] for item in before]
    ok(access(units, "close", WHO, "--words", "Taken back."))
    ok(access(units, "open", WHO))
    assert not any("subject-access" in json.dumps(item) for item in shown(units))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mark", WHO, "--withheld", "crime", "--why", "It would."), "Name the items"),
        (("mark", WHO, "ffffffff", "--given"), "No item is called"),
        (("mark", WHO, "ITEM", "--withheld", "crime"), "a ground that the law knows, and a why"),
        (("mark", WHO, "ITEM", "--withheld", "serious-harm", "--why", "It would."), "health professional"),
        (
            ("mark", WHO, "ITEM", "--withheld", "serious-harm", "--why", "It would.", "--opinion", "A|B|1/1/2020"),
            "more than 6 months ago",
        ),
        (("mark", WHO, "ITEM", "--withheld", "their-wishes", "--why", "It would."), "where somebody else asks"),
        (("mark", WHO, "ITEM"), "either given or withheld"),
        (("mark", WHO, "ITEM", "--given", "--withheld", "crime"), "either given or withheld"),
        (("open", WHO), "open already"),
        (("open", WHO, "--asked-by", "Ann Reyes"), "by what they may"),
        (("open", WHO, "--received", "+1"), "in the future"),
        (("open", WHO, "--received", "banana"), "A day is wanted"),
        (("open", WHO, "--received", "3/2026"), "A day is wanted"),
        (("extend", WHO, "--reason", LONGER, "--told-on", "+1"), "in the future"),
        (("extend", WHO, "--reason", LONGER, "--told-on", "-9"), "within the first month"),
        (("extend", WHO, "--reason", "Many."), "4 different words"),
        (("close", WHO, "--words", "."), "says nothing"),
        (("release", WHO, *RELEASE[:4], "--opinion", "A|B|1/1/2020", "-o", "-"), "more than 6 months ago"),
        (("release", WHO, *RELEASE[:4], "--opinion", "A|B", "-o", "-"), "NAME|PROFESSION|DATE"),
        (("show", "9990000034"), "No participant answers"),
    ],
)
def test_what_is_refused_is_one_line_and_writes_nothing(units: TwoUnits, words: tuple[str, ...], said: str) -> None:
    ok(access(units, "open", WHO))
    item = shown(units)[0]["code"]
    rows = units.ashmere.row_counts()
    refused = access(units, *(item if word == "ITEM" else word for word in words))
    assert refused.code in (1, 4), refused.err
    assert said in refused.err
    assert refused.err.count("\n") == 1
    assert units.ashmere.row_counts() == rows


def test_longer_is_taken_once_and_listed(units: TwoUnits) -> None:
    ok(access(units, "open", WHO, "--received", "-40"))
    assert "OVERDUE" in ok(access(units, "list")).out
    extended = ok(access(units, "extend", WHO, "--reason", LONGER, "--told-on", "-20")).out
    assert re.search(r"Due [0-9]+ [A-Z][a-z]+ 20[0-9]{2}", extended)
    listed = ok(access(units, "list")).out
    assert "OVERDUE" not in listed
    assert "longer was taken" in listed
    twice = access(units, "extend", WHO, "--reason", LONGER, "--told-on", "-20")
    assert (twice.code, "allows it once" in twice.err) == (1, True)


def test_every_command_answers_programs_too(units: TwoUnits, tmp_path: Path) -> None:
    opened = ok(access(units, "open", WHO, "--received", "2026-01-31", "--json")).json
    assert (opened["name"], opened["due"]) == ("Siân Jones", "2026-02-28")
    assert [one["due"] for one in ok(access(units, "list", "--json")).json] == ["2026-02-28"]
    request = opened["request"]["id"]
    extended = ok(access(units, "extend", request, "--reason", LONGER, "--told-on", "2026-02-01", "--json"))
    assert extended.json["due"] == "2026-04-30"
    first = ok(access(units, "mark", request[9:17], "--given", "--json")).json
    assert first["items"] == first["given"] + first["unmarked"]
    left = [item["code"] for item in shown(units, "--unmarked")]
    last = ok(access(units, "mark", request, *left, "--given", "--why", "Each was asked and agreed.", "--json")).json
    assert last == {**first, "given": first["items"], "unmarked": 0}
    assert ok(access(units, "release", request, *RELEASE, "--format", "json", "-o", str(tmp_path), "--json")).json == {
        "file": str(tmp_path / "subject-access.json")
    }
    data = (tmp_path / "subject-access.json").read_bytes()
    assert len(json.loads(data)["items"]) == last["given"]
    released = ok(access(units, "list", "--json")).json[0]["request"]["releases"]
    assert [one["digest"] for one in released] == [sha256(data).hexdigest()]
    closed = ok(access(units, "close", request, "--words", "Handed over.", "--json")).json
    assert closed["request"]["closing"]["words"] == "Handed over."


def test_who_acts_for_them_is_told_with_the_authority(units: TwoUnits) -> None:
    ok(access(units, "open", WHO, "--asked-by", "Ann Reyes, solicitor", "--authority", "letter of 2 November"))
    item = shown(units)[0]["code"]
    wish = ("--withheld", "their-wishes", "--why", "She asked us not to tell him.")
    ok(access(units, "mark", WHO, item, *wish))
    assert "DPA 2018, Sch. 3, para. 4" in ok(access(units, "show", WHO, item)).out


def test_how_long_is_what_the_class_says_or_a_sentence(units: TwoUnits) -> None:
    ok(access(units, "open", WHO))
    ok(access(units, "mark", WHO, "--given"))
    for item in shown(units, "--unmarked"):
        ok(access(units, "mark", WHO, item["code"], "--given", "--why", "Read with the team: it is hers."))
    release = ("release", WHO, *RELEASE[:2], *OPINION, "--format", "json", "-o", "-")
    for kept, said in (((), "not known here"), (("--kept", "x"), "4 different words")):
        refused = access(units, *release, *kept)
        assert (refused.code, said in refused.err) == (1, True)
    chosen = ("--class", "mental-health", "--counted-from", "last-contact", "--on", "t")
    ok(units.ashmere.type("retention", "set", WHO, *chosen, user=GARETH))
    for item in shown(units, "--unmarked"):
        ok(access(units, "mark", WHO, item["code"], "--given", "--why", "Read with the team: it is hers."))
    assert "20 years after the last contact, by: Records Management Code" in ok(access(units, *release)).out


@pytest.mark.parametrize(
    "asked_by", [(), ("--asked-by", "Ann Reyes, solicitor", "--authority", "letter of 2 November")]
)
def test_words_for_themselves_alone_are_looked_at_where_somebody_else_asks(
    units: TwoUnits, asked_by: tuple[str, ...]
) -> None:
    alone = "I dream of the house by the sea."
    ok(units.ashmere.type("voice", "add", WHO, "--kind", "account", "--text", alone, "--audience", "self"))
    ok(units.ashmere.type("voice", "add", WHO, "--kind", "hope", "--text", "A visit.", "--audience", "panel"))
    ok(access(units, "open", WHO, *asked_by))
    ok(access(units, "mark", WHO, "--given"))
    mine = next(one for one in shown(units) if alone in json.dumps(one["says"]))
    assert ("mark" in mine and mine["mark"] is not None) == (not asked_by)
    assert [one["code"] for one in shown(units, "--unmarked") if "A visit." in json.dumps(one["says"])] == []
    if asked_by:
        assert mine["look"] == ["their words are for themselves alone, and somebody else asks"]
        refused = access(units, "mark", WHO, mine["code"], "--given")
        assert (refused.code, "--why" in refused.err) == (1, True)
        ok(
            access(
                units, "mark", WHO, mine["code"], "--given", "--why", "She asked on the 9th that her solicitor has it."
            )
        )


def test_nothing_is_asked_after_a_death(units: TwoUnits) -> None:
    ok(units.ashmere.type("participant", "deceased", WHO, "--on", "y", "--told-by", "The ward", *TYPED))
    refused = access(units, "open", WHO)
    assert (refused.code, "Access to Health Records Act 1990" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (RHIANNON, ("show", WHO)),
        (RHIANNON, ("mark", WHO, "--given")),
        (RHIANNON, ("release", WHO, *RELEASE, "-o", "-")),
        (RHIANNON, ("close", WHO, "--words", "Taken back.")),
        (ADMIN, ("open", WHO)),
        (ADMIN, ("list",)),
    ],
)
def test_who_may_not(units: TwoUnits, user: str, words: tuple[str, ...]) -> None:
    assert access(units, *words, user=user).code == 3


def test_the_grounds_are_listed_with_their_law(units: TwoUnits) -> None:
    listed = ok(access(units, "grounds")).out
    assert "DPA 2018, Sch. 2, paras 16 and 17" in listed
    assert len(ok(access(units, "grounds", "--json")).json) == 6


def test_an_item_is_shown_in_full_by_its_code(units: TwoUnits) -> None:
    ok(access(units, "open", WHO))
    item = next(one for one in shown(units) if one["heading"] == "Who you are")
    full = ok(access(units, "show", WHO, item["code"])).out
    assert "      Name, family: Jones" in full
    assert "      Whose record: own record (Ashmere)" in full
    assert full.count("Name, family") == 1
    assert "Groups\n" in ok(access(units, "show", WHO, "--full")).out
    missing = access(units, "show", WHO, "ffffffff")
    assert (missing.code, "No item is called" in missing.err) == (1, True)
