"""The sensitive annex between two units, typed as people type it: who may open it, and that nothing else shows it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.domain.addressing import Purpose
from registry.domain.annex import Concern, Passage
from registry.services.annexes import draft_annex
from registry.services.approving import preview_summary
from registry.services.issuing import find_recipient, issue_summary
from tests.homes import ADMIN, GARETH, RHIANNON, Answer
from tests.two_units import AMARA, TYPED, TwoUnits, make_two_units

SECRET = "Copse Lane"
WHY = ("--purpose", "ward round")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        return make_two_units(folder)


@pytest.fixture
def units(founded: TwoUnits, tmp_path: Path) -> Iterator[TwoUnits]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "copy" / "state"))
        yield founded.copied_to(tmp_path / "copy")


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def drafted(units: TwoUnits) -> str:
    text = units.folder / "passage.txt"
    text.write_text(f"A victim lives in {SECRET}.\n")
    words = ("annex", "draft", "9990000018", "--text", str(text), "--concern", "victim", "--to", "Thornfield", "--json")
    return str(ok(units.ashmere.type(*words)).json["id"])


def test_who_decides_finds_and_reads_the_draft_before_it_is_signed(units: TwoUnits) -> None:
    draft = drafted(units)
    home = units.ashmere
    (row,) = ok(home.type("annex", "list", "9990000018", "--json", user=AMARA)).json
    assert (row["status"], draft.endswith(row["id"]) or row["id"] in draft) == ("draft", True)
    shown = home.type("annex", "show", draft, *WHY, user=AMARA)
    assert (shown.code, "annex preview" in shown.err) == (1, True)
    assert SECRET not in shown.err
    assert SECRET in ok(home.type("annex", "preview", row["id"], user=AMARA)).out
    assert "annex preview" in ok(home.type("audit", "show", "--json", user=ADMIN)).out
    assert home.type("annex", "list", "9990000018", user=ADMIN).code == 3
    ok(
        home.type(
            "annex", "sign", draft, "--reason", "It tells where a victim lives.", "--unmentioned", *TYPED, user=AMARA
        )
    )
    (row,) = ok(home.type("annex", "list", "9990000018", "--json", user=AMARA)).json
    assert row["status"] == "approved"


def test_a_companions_name_in_the_passage_is_looked_at_before_it_is_signed(units: TwoUnits) -> None:
    home = units.ashmere
    person = ("--surname", "Quillon", "--given", "Ann", "--born", "1980-02-03", "--nhs", "9990000026")
    ok(home.type("participant", "add", *person))
    ok(home.type("group", "open", "Wednesday", "TSP", "--on", "1/3/24"))
    ok(home.type("group", "join", "Wednesday", "9990000018", "9990000026", "--start", "3/3/24"))
    text = units.folder / "passage.txt"
    text.write_text("Quillon told him where she lives.\n")
    words = ("annex", "draft", "9990000018", "--text", str(text), "--concern", "victim", "--to", "Thornfield", "--json")
    draft = str(ok(home.type(*words)).json["id"])
    assert "Quillon" in ok(home.type("annex", "preview", draft, user=AMARA)).out.split("Look at these words")[1]
    sign = ("annex", "sign", draft, "--reason", "It tells where somebody lives.", "--unmentioned", *TYPED)
    stopped = home.type(*sign, user=AMARA)
    assert (stopped.code, "passages/0" in stopped.err) == (1, True)
    ok(home.type(*sign, "--means-other", "passages/0:Quillon", user=AMARA))


def signed(units: TwoUnits, said: str = "--unmentioned") -> str:
    draft = drafted(units)
    words = ("annex", "sign", draft, "--reason", "It tells where a victim lives.", said, *TYPED, "--json")
    return str(ok(units.ashmere.type(*words, user=AMARA)).json["id"])


def released(units: TwoUnits, said: str = "--unmentioned") -> Path:
    annex = signed(units, said)
    out = units.folder / f"annex-{annex[-6:]}"
    words = ("annex", "release", annex, "-o", str(out), *TYPED)
    assert SECRET not in ok(units.ashmere.type(*words, user=GARETH)).out
    (file,) = out.glob("annex-*.age")
    return file


def test_an_annex_goes_from_a_named_decision_to_who_may_open_it(units: TwoUnits) -> None:
    file = released(units)
    words = ("annex", "receive", str(file), "--participant", "9990000018", *TYPED)
    unknown = units.thornfield.type(*words, user=GARETH)
    assert unknown.code == 4
    ok(units.thornfield.type("summary", "receive", str(units.post(units.send(), "one")), "--new", *TYPED))
    said = ok(units.thornfield.type(*words, "--json", user=GARETH)).json
    assert SECRET not in json.dumps(said)
    shown = ok(units.thornfield.type("annex", "show", said["id"], *WHY, user=GARETH)).out
    assert SECRET in shown
    assert "Decided by Dr Amara Okafor" in shown
    (listed,) = ok(units.thornfield.type("annex", "list", "9990000018", "--json", user=GARETH)).json
    assert listed["from"] == "Ashmere"
    again = units.thornfield.type(*words, user=GARETH)
    assert (again.code, "[replayed]" in again.err) == (1, True)


def test_withheld_text_is_in_no_list_record_plan_or_summary(units: TwoUnits) -> None:
    file = released(units)
    one = units.send()
    ok(units.thornfield.type("summary", "receive", str(units.post(one, "one")), "--new", *TYPED))
    ok(units.thornfield.type("annex", "receive", str(file), "--participant", "9990000018", *TYPED, user=GARETH))
    commands = (
        ("summary", "list"),
        ("summary", "list", "9990000018"),
        ("participant", "show", "9990000018"),
        ("participant", "find", "jones"),
        ("plan", "show", "9990000018"),
        ("plan", "show", "9990000018", "--json"),
        ("summary", "show", one.document.id),
        ("error", "list", "9990000018"),
    )
    for unit in (units.ashmere, units.thornfield):
        for command in commands:
            answer = ok(unit.type(*command, user=GARETH))
            assert SECRET not in answer.out + answer.err
            assert "annex" not in answer.out.casefold()
        audit = ok(unit.type("audit", "show", "--last", "50", user=ADMIN))
        assert SECRET not in audit.out + audit.err
    assert SECRET.encode() not in one.files.plain
    assert b'"annex"' not in one.files.plain


def test_an_annex_is_not_found_where_summaries_are(units: TwoUnits) -> None:
    annex = signed(units)
    for command in (
        ("summary", "show", annex),
        ("summary", "release", annex, "-o", str(units.folder / "x"), *TYPED),
        ("summary", "export", annex, "-o", str(units.folder / "x")),
        ("summary", "withdraw", annex, "--reason", "it was so", *TYPED),
        ("report", "parole", annex, "--purpose", "ward round", "-o", str(units.folder / "x.pdf")),
    ):
        answer = units.ashmere.type(*command, user=GARETH)
        assert answer.code == 4
        assert SECRET not in answer.out + answer.err
    assert not list(units.folder.glob("x*/*"))


@pytest.mark.parametrize("user", [ADMIN, RHIANNON])
def test_who_may_not_open_an_annex(units: TwoUnits, user: str) -> None:
    draft, file = drafted(units), released(units)
    for command in (
        *([("annex", "preview", draft), ("annex", "list", "9990000018")] if user != RHIANNON else []),
        ("annex", "sign", draft, "--reason", "it was so", "--unmentioned", *TYPED),
        ("annex", "show", draft, *WHY),
        ("annex", "receive", str(file), "--participant", "9990000018", *TYPED),
    ):
        answer = units.ashmere.type(*command, user=user)
        assert answer.code == 3
        assert SECRET not in answer.out + answer.err


def test_the_decision_maker_does_not_release(units: TwoUnits) -> None:
    annex = signed(units)
    answer = units.ashmere.type("annex", "release", annex, "-o", str(units.folder / "x"), *TYPED, user=AMARA)
    assert (answer.code, "signed this annex" in answer.err) == (1, True)


def test_a_signed_draft_is_signed_once(units: TwoUnits) -> None:
    annex = signed(units)
    answer = units.ashmere.type("annex", "sign", annex, "--reason", "again", "--unmentioned", *TYPED, user=GARETH)
    assert answer.code == 4


@pytest.mark.parametrize(("said", "expected"), [("--mentioned", "Dr Amara Okafor"), ("--unmentioned", None)])
def test_the_summary_says_that_an_annex_exists_only_if_that_person_chose_so(
    units: TwoUnits, said: str, expected: str | None
) -> None:
    released(units, said)
    with units.ashmere.sit(RHIANNON) as sitting:
        recipient = find_recipient(sitting, "Thornfield")
        draft = issue_summary(sitting, units.participant, purpose=Purpose.TRANSFER, recipient=recipient)
        assert preview_summary(sitting, draft.id)[0].annex == draft.annex
    assert (draft.annex.decided_by if draft.annex else None) == expected
    one = units.send()
    plain = json.loads(one.files.plain)
    assert plain.get("annex") == ({"decidedBy": expected} if expected else None)
    assert SECRET not in one.files.plain.decode()
    text = ok(units.ashmere.type("summary", "show", one.document.id)).out
    assert ("A sensitive annex exists" in text) == (expected is not None)


def test_an_annex_that_nobody_released_is_not_mentioned(units: TwoUnits) -> None:
    signed(units, "--mentioned")
    assert b'"annex"' not in units.send().files.plain


def test_an_annex_is_not_received_as_a_summary(units: TwoUnits) -> None:
    answer = units.thornfield.type("summary", "receive", str(released(units)), "--new", *TYPED)
    assert (answer.code, "annex receive" in answer.err) == (1, True)
    summary = units.post(units.send(), "one")
    other = units.thornfield.type("annex", "receive", str(summary), "--participant", "x", *TYPED, user=GARETH)
    assert (other.code, "[unknown-kind]" in other.err) == (1, True)


def test_an_annex_for_another_participant_is_not_attached(units: TwoUnits) -> None:
    file = released(units)
    ok(
        units.thornfield.type(
            *("participant", "add", "--surname", "Smith", "--given", "Ann", "--born", "1984-03-01"),
            *("--no-nhs-because", "not traced"),
        )
    )
    before = units.thornfield.row_counts()
    refused = units.thornfield.type("annex", "receive", str(file), "--participant", "smith", *TYPED, user=GARETH)
    assert (refused.code, "[match]" in refused.err) == (1, True)
    assert units.thornfield.row_counts() == before


def test_an_author_finds_and_reads_their_own_draft_and_no_other_of_their_roles_does(units: TwoUnits) -> None:
    sent, draft = signed(units), drafted(units)
    home = units.ashmere
    assert SECRET in ok(home.type("annex", "preview", draft, user=RHIANNON)).out
    with home.sit(AMARA) as sitting, sitting.looking_up() as uow:
        who = uow.annex_drafts.get(draft).participant.id
        recipient = uow.annex_drafts.get(draft).recipients
    passages = (Passage(concern=Concern.VICTIM, text=f"A victim lives in {SECRET}."),)
    with home.sit(AMARA) as sitting:
        theirs = draft_annex(sitting, who, recipients=recipient, passages=passages).id
    listed = ok(home.type("annex", "list", "9990000018", "--json", user=RHIANNON)).out
    assert [one in listed for one in (draft[9:17], theirs[9:17], sent[9:17])] == [True, False, False]
    assert [one["status"] for one in json.loads(listed)] == ["draft"]
    other = home.type("annex", "preview", theirs, user=RHIANNON)
    assert (other.code, SECRET in other.err, "0 annex drafts of yours" in other.err) == (4, False, True)


def test_it_prints_as_a_document_by_itself_once_it_is_released(units: TwoUnits) -> None:
    home = units.ashmere
    draft = drafted(units)
    printed = ("report", "annex", draft, *WHY, "--format", "text", "-o", "-")
    assert "annex preview" in home.type(*printed, user=AMARA).err
    signed = ("--reason", "It tells where a victim lives.", "--unmentioned", *TYPED)
    ok(home.type("annex", "sign", draft, *signed, user=AMARA))
    early = home.type(*printed, user=AMARA)
    assert (early.code, "annex is signed, not released" in early.err) == (1, True)
    ok(home.type("annex", "release", draft, "-o", str(units.folder / "out"), *TYPED, user=GARETH))
    assert home.type(*printed, user=RHIANNON).code == 3
    said = ok(home.type(*printed, user=AMARA)).out
    assert SECRET in said
    assert "It tells where a victim lives." in said
    assert "summaries do not say that an annex exists" in " ".join(said.split())
    assert "report annex" in ok(home.type("audit", "show", "--json", user=ADMIN)).out
    lines = [line.strip() for line in said.splitlines()]
    words, number = (lines[lines.index(label) + 1] for label in ("Check words", "Document number"))
    answer = ok(home.type("check", number, *words.split())).out
    assert "It is the version that stands." in answer
    assert "annex" not in answer.casefold()
    assert home.type("check", number, *words.split()[::-1]).code == 4
    file = units.folder / "annex.pdf"
    ok(home.type("report", "annex", draft, *WHY, "-o", str(file), user=AMARA))
    assert "TRUSTED" in ok(home.type("verify", str(file))).out
