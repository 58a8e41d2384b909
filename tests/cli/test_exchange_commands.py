"""Receipts, later versions and withdrawals between two units, typed as people type them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.catalogue.wordlist import load_check_words
from registry.custody.sealing import unseal
from registry.domain.checkwords import check_words
from registry.reports.certificate import HELD
from registry.services.releasing import Released
from tests.homes import ADMIN, GARETH, RHIANNON, Answer
from tests.two_units import AMARA, TYPED, TwoUnits, make_two_units


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        return make_two_units(folder)


@pytest.fixture
def units(founded: TwoUnits, tmp_path: Path) -> Iterator[TwoUnits]:
    """Two units of the test's own: founding them takes longer than what is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "copy" / "state"))
        yield founded.copied_to(tmp_path / "copy")


def receive(units: TwoUnits, file: Path, *more: str) -> Answer:
    return units.thornfield.type("summary", "receive", str(file), *more, "-o", str(units.folder / "back"))


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(json.loads(ok(answer).out))


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_a_receipt_goes_back_and_the_sender_sees_who_holds_which_version(units: TwoUnits) -> None:
    released = units.send()
    assert "No receipt from Thornfield yet" in ok(units.ashmere.type("summary", "show", released.document.id)).out
    said = ok(receive(units, units.post(released, "one"), "--new", *TYPED))
    assert "Wrote the receipt" in said.out
    file = only(units.folder / "back", "receipt-*.age")
    answer = ok(units.ashmere.type("receipt", "import", str(file), "--json"))
    assert (answer.json["heldBy"], answer.json["version"]) == ("Thornfield", 1)
    (row,) = rows(units.ashmere.type("summary", "list", "--json"))
    assert row["participant"] == "JONES, Siân"
    assert (row["from"], row["recipient"]) == ("Ashmere", "Thornfield")
    assert re.fullmatch(r"held \d{1,2} [A-Z][a-z]+ \d{4}", row["receipt"])
    assert "Thornfield holds version 1" in ok(units.ashmere.type("summary", "show", released.document.id)).out
    before = units.ashmere.row_counts()
    again = units.ashmere.type("summary", "receive", str(file))
    assert (again.code, "[replayed]" in again.err) == (1, True)
    assert units.ashmere.row_counts() == before


def test_imported_work_is_shown_by_its_id_with_the_participant_it_belongs_to_here(units: TwoUnits) -> None:
    work = ok(units.ashmere.type("intervention", "refer", units.participant, "TSP", "--on", "2026-01-05", "--json"))
    ok(units.ashmere.type("intervention", "open", work.json["id"], "--on", "2026-02-02"))
    ok(receive(units, units.post(units.send(), "one"), "--new", *TYPED))
    (here,) = ok(units.thornfield.type("participant", "list", "--json")).json
    assert here["id"] != units.participant
    shown = ok(units.thornfield.type("intervention", "show", work.json["id"][9:17]))
    assert shown.out.startswith("JONES, Siân")
    assert "sent by Ashmere" in shown.out
    assert "5 January 2026: referred, by " in " ".join(shown.out.split())
    assert f"participant show {here['id'][9:17]}" in shown.err


def test_both_units_certify_from_the_same_document_and_the_receiver_says_what_it_rests_on(units: TwoUnits) -> None:
    work = ok(units.ashmere.type("intervention", "refer", units.participant, "TSP", "--on", "2026-01-05", "--json"))
    ok(units.ashmere.type("intervention", "open", work.json["id"], "--on", "2026-02-02"))
    released = units.send()
    ok(receive(units, units.post(released, "one"), "--new", *TYPED))
    words = ("report", "certificate", released.document.id, "--purpose", "they asked", "--format", "text", "-o", "-")
    ours, theirs = ok(units.ashmere.type(*words)).out, ok(units.thornfield.type(*words)).out
    assert HELD in " ".join(theirs.split())
    assert HELD not in ours
    for said in (ours, theirs):
        assert "Certificate of" in said
        assert "Siân Jones" in said
        assert "Ashmere" not in said
    clinical = ("report", "clinical", released.document.id, "--purpose", "ward", "-o", str(units.folder))
    ok(units.thornfield.type(*clinical))
    assert only(units.folder, "clinical-report-*.pdf").stem == f"clinical-report-{released.document.digest[:16]}"
    full = ok(units.thornfield.type(*words, "--full")).out
    assert "Ashmere" in full
    assert "Document " in full
    named = units.thornfield.type(*words[:3], "ffffffff", *words[3:])
    assert (named.code, "Name one: " in named.err) == (4, True)


def test_a_receipt_is_refused_by_a_unit_that_never_released_the_document(units: TwoUnits) -> None:
    ok(receive(units, units.post(units.send(), "one"), "--new", *TYPED))
    file = only(units.folder / "back", "receipt-*.age")
    before = units.thornfield.row_counts()
    # Thornfield can open its own copy, but the receipt is addressed to Ashmere.
    refused = units.thornfield.type("receipt", "import", str(file))
    assert (refused.code, "[recipient]" in refused.err) == (1, True)
    assert units.thornfield.row_counts() == before


def test_a_receipt_is_written_again_from_what_is_kept(units: TwoUnits) -> None:
    ok(receive(units, units.post(units.send(), "one"), "--new", *TYPED))
    first = only(units.folder / "back", "receipt-*.age")
    (row,) = rows(units.thornfield.type("summary", "list", "--json"))
    assert row["receipt"].startswith("signed ")
    ok(units.thornfield.type("receipt", "write", row["id"], "-o", str(units.folder / "again")))
    assert only(units.folder / "again", "*.age").name == first.name
    own = units.ashmere.type("receipt", "write", row["id"], "-o", str(units.folder / "own"))
    assert (own.code, "issued that " in own.err) == (1, True)


def test_a_later_version_supersedes_and_lists_whom_to_tell(units: TwoUnits) -> None:
    first = units.send()
    ok(receive(units, units.post(first, "one"), "--new", *TYPED))
    second = units.send()
    assert [notice.words for notice in second.notices] == ["Thornfield (transfer): sent versions 1, 2, no receipt"]
    refused = receive(units, units.post(second, "two"), "--new", *TYPED)
    assert (refused.code, "[match]" in refused.err) == (1, True)
    ok(receive(units, units.folder / "two.age", "--participant", "9990000018", *TYPED))
    assert {row["version"]: row["status"] for row in rows(units.thornfield.type("summary", "list", "--json"))} == {
        "1": "superseded",
        "2": "received",
    }
    plain = plain_file(units, first)
    for unit in (units.ashmere, units.thornfield):
        told = unit.type("verify", str(plain), "--here")
        assert (told.code, told.out.startswith("TRUSTED, SUPERSEDED  ")) == (6, True)
        assert "Known in this home: SUPERSEDED by version 2" in told.out
    # Without a sign-in the same is known of files that are given together, and said of a file alone that it is not.
    both = units.ashmere.type("verify", str(plain), str(plain_file(units, second)))
    assert (both.code, both.out.startswith("TRUSTED, SUPERSEDED  ")) == (6, True)
    assert both.out.count("SUPERSEDED by version 2 of ") == 1
    assert "2 files: 2 TRUSTED; 1 superseded." in both.out
    alone = ok(units.ashmere.type("verify", str(plain))).out.splitlines()
    assert alone[1].startswith("  Not checked: whether a later version exists; whether it was withdrawn since;")
    shown = ok(units.thornfield.type("summary", "show", first.document.id)).out
    assert "SUPERSEDED by version 2" in shown
    assert "NO LONGER STANDS" in shown
    before = units.thornfield.row_counts()
    for words in ((), ("--new",), ("--participant", "9990000018"), ("--participant", "9990000018", *TYPED)):
        # Said before anybody is asked whose it is, or for two identifiers.
        replayed = receive(units, units.folder / "one.age", *words)
        assert (replayed.code, "[replayed]" in replayed.err) == (1, True), words
    assert units.thornfield.row_counts() == before


def test_a_version_that_never_came_is_a_gap_until_somebody_accepts_it(units: TwoUnits) -> None:
    ok(receive(units, units.post(units.send(), "one"), "--new", *TYPED))
    units.send()
    third = units.post(units.send(), "three")
    refused = receive(units, third, "--participant", "9990000018", *TYPED)
    assert (refused.code, "[series-gap]" in refused.err) == (1, True)
    assert "version 2 never came" in refused.err
    ok(receive(units, third, "--participant", "9990000018", *TYPED, "--accept-gap", "Lost in the post."))


@pytest.mark.parametrize(
    "typed",
    [
        ("--confirm", "nhs=9990000026", "--confirm", "born=1984-03-01"),
        ("--confirm", "nhs=9990000018", "--confirm", "surname=Smith"),
        ("--confirm", "born=1984-03-01", "--confirm", "surname=Smith"),
    ],
)
def test_identifiers_of_somebody_else_receive_nothing(units: TwoUnits, typed: tuple[str, ...]) -> None:
    posted = units.post(units.send(), "one")
    before = units.thornfield.row_counts()
    refused = receive(units, posted, "--new", *typed)
    assert refused.code == 1
    assert "Stop and check that this is the right person." in refused.err
    assert units.thornfield.row_counts() == before


def test_a_later_version_cannot_be_attached_to_another_participant(units: TwoUnits) -> None:
    ok(receive(units, units.post(units.send(), "one"), "--new", *TYPED))
    other = ok(
        units.thornfield.type(
            *("participant", "add", "--surname", "Jones", "--given", "Siân", "--born", "1984-03-01"),
            *("--no-nhs-because", "not traced", "--json"),
        )
    ).json["id"]
    second = units.post(units.send(), "two")
    before = units.thornfield.row_counts()
    refused = receive(units, second, "--participant", other, *TYPED)
    assert (refused.code, "[match]" in refused.err) == (1, True)
    assert units.thornfield.row_counts() == before


def plain_file(units: TwoUnits, released: Released) -> Path:
    """Return the unsealed document as a file that anybody may verify."""
    file = units.folder / f"plain-{released.document.version}.json"
    file.write_bytes(released.document.data)
    return file


def withdraw(units: TwoUnits, document: str) -> Path:
    """Withdraw a released summary by two people and return the sealed file."""
    said = ok(
        units.ashmere.type(
            *("summary", "withdraw", document, "--reason", "It told of another person.", *TYPED, "--json"), user=AMARA
        )
    ).json
    out = units.folder / f"withdrawn-{said['id'][-6:]}"
    ok(units.ashmere.type("summary", "release", said["id"], "-o", str(out), *TYPED, user=GARETH))
    return only(out, "withdrawal-*.age")


def test_a_withdrawal_takes_two_people(units: TwoUnits) -> None:
    released = units.send()
    words = ("summary", "withdraw", released.document.id, "--reason", "Wrong dose.", *TYPED)
    said = ok(units.ashmere.type(*words, "--json", user=GARETH)).json
    assert said["status"] == "approved"
    own = units.ashmere.type("summary", "release", said["id"], "-o", str(units.folder / "x"), *TYPED, user=GARETH)
    assert (own.code, "approved this withdrawal" in own.err) == (1, True)
    standing = {row["kind"]: row["status"] for row in rows(units.ashmere.type("summary", "list", "--json"))}
    assert standing == {"transfer-summary": "released", "withdrawal": "approved"}
    twice = units.ashmere.type(*words, user=AMARA)
    assert (twice.code, "waits to be released" in twice.err) == (1, True)


@pytest.mark.parametrize("user", [ADMIN, GARETH, RHIANNON, AMARA])
def test_who_may_withdraw(units: TwoUnits, user: str) -> None:
    released = units.send()
    words = ("summary", "withdraw", released.document.id, "--reason", "Wrong dose.", *TYPED)
    assert units.ashmere.type(*words, user=user).code == (3 if user == ADMIN else 0)


def test_a_withdrawn_summary_says_so_wherever_it_is_shown(units: TwoUnits) -> None:
    released = units.send()
    ok(receive(units, units.post(released, "one"), "--new", *TYPED))
    plain = plain_file(units, released)
    before = ok(units.thornfield.type("verify", str(plain), "--here")).out
    assert "Known in this home: Received here on " in before
    assert "No later version and no withdrawal is known here." in before
    file = withdraw(units, released.document.id)
    number = " ".join(released.document.digest[start : start + 4] for start in range(0, 16, 4))
    words = check_words(released.document.digest, load_check_words())
    assert "it is withdrawn" in ok(units.ashmere.type("check", number, *words)).out
    said = ok(units.thornfield.type("summary", "receive", str(file)))
    assert "It told of another person." in said.out
    for told in (
        units.thornfield.type("verify", str(plain), "--here", "--json"),
        units.ashmere.type("verify", str(plain), "--here", "--json"),
    ):
        assert (told.code, told.json["verdict"], told.json["reason"]) == (1, "REFUSED", "withdrawn")
        assert told.json["here"].startswith("WITHDRAWN on ")
    letter = units.folder / "withdrawal.json"
    with units.thornfield.sit(GARETH) as sitting:
        letter.write_bytes(unseal(file.read_bytes(), sitting.keys.identity))
    both = units.thornfield.type("verify", str(letter), str(plain))
    assert (both.code, "REFUSED  " in both.out, "[withdrawn]" in both.out) == (1, True, True)
    assert "by a withdrawal verified with it. Reason: It told of another person." in both.out
    for command in (("plan", "show"), ("participant", "show")):
        shown = ok(units.thornfield.type(*command, "9990000018")).out
        assert "WITHDRAWN" in shown
        assert "Nothing here rests on it any more" in " ".join(shown.split())
    assert "WITHDRAWN" in ok(units.thornfield.type("summary", "show", released.document.id)).out
    assert "withdrawn" in ok(units.thornfield.type("summary", "list")).out
    report = units.thornfield.type(
        "report", "parole", released.document.id, "--purpose", "ward round", "-o", str(units.folder / "x.pdf")
    )
    assert (report.code, "withdrawn" in report.err) == (1, True)
    again = units.thornfield.type("summary", "receive", str(file))
    assert (again.code, "[replayed]" in again.err) == (1, True)


def test_a_withdrawal_that_comes_first_stops_the_summary(units: TwoUnits) -> None:
    released = units.send()
    file = withdraw(units, released.document.id)
    said = ok(units.thornfield.type("summary", "receive", str(file)))
    assert "not held here" in said.out
    told = units.thornfield.type("verify", str(plain_file(units, released)), "--here")
    assert "Known in this home: WITHDRAWN: a withdrawal of it by Ashmere was received here." in told.out
    assert (told.code, "[withdrawn]" in told.out) == (1, True)
    before = units.thornfield.row_counts()
    refused = receive(units, units.post(released, "late"), "--new", *TYPED)
    assert (refused.code, "[withdrawn]" in refused.err) == (1, True)
    assert units.thornfield.row_counts() == before


def test_the_version_after_a_withdrawn_one_stands(units: TwoUnits) -> None:
    first = units.send()
    ok(receive(units, units.post(first, "one"), "--new", *TYPED))
    ok(units.thornfield.type("summary", "receive", str(withdraw(units, first.document.id))))
    second = units.send()
    assert second.document.version == 2
    ok(receive(units, units.post(second, "two"), "--participant", "9990000018", *TYPED))
    shown = ok(units.thornfield.type("summary", "show", first.document.id)).out
    assert "WITHDRAWN" in shown


def test_a_person_whose_key_is_not_listed_receives_without_a_receipt(units: TwoUnits) -> None:
    secret = units.thornfield.passphrase_file("nia")
    secret.write_text(f"{units.thornfield.passphrase('nia')}\n")
    secret.chmod(0o600)
    secret.chmod(0o600)
    ok(
        units.thornfield.type(
            *("user", "add", "nia", "--person", "Nia Rees", "--profession", "records officer"),
            *("--role", "records-officer", "--new-passphrase-file", str(secret)),
            user=ADMIN,
        )
    )
    file = units.post(units.send(), "one")
    # Sealed to those whom the directory lists, so she is handed the plain copy.
    plain = units.folder / "plain.json"
    with units.thornfield.sit(RHIANNON) as sitting:
        plain.write_bytes(unseal(file.read_bytes(), sitting.keys.identity))
    words = ("summary", "receive", str(plain), "--new", *TYPED)
    said = ok(units.thornfield.type(*words, user="nia"))
    assert "No receipt" in said.err
    (row,) = rows(units.thornfield.type("summary", "list", "--json"))
    assert row["receipt"] == ""
    refused = units.thornfield.type("receipt", "write", row["id"], "-o", str(units.folder / "x"), user="nia")
    assert (refused.code, "not in directory" in refused.err) == (1, True)
    ok(units.thornfield.type("receipt", "write", row["id"], "-o", str(units.folder / "x")))


@pytest.mark.parametrize("interim", [True, False])
def test_a_check_by_telephone_does_not_say_that_an_interim_summary_was_approved(units: TwoUnits, interim: bool) -> None:
    released = units.send(interim=interim)
    number = " ".join(released.document.digest[start : start + 4] for start in range(0, 16, 4))
    said = ok(units.ashmere.type("check", number, *check_words(released.document.digest, load_check_words()))).out
    assert ("NOT YET COUNTERSIGNED" in said) is interim
    assert ("approved" in said) is not interim


def test_a_check_by_telephone_answers_a_wrong_number_and_wrong_words_alike(units: TwoUnits) -> None:
    released, other = units.send(), units.send()
    number, second = (one.document.digest[:16] for one in (released, other))
    words = check_words(released.document.digest, load_check_words())
    right = ok(units.ashmere.type("check", number, *words, "--json")).json
    groups = [number[start : start + 4].upper() for start in range(0, 16, 4)]
    as_printed = (*groups, *(f"{word}," for word in words))
    assert ok(units.ashmere.type("check", *as_printed, "--json")).json == right
    assert set(right) == {"version", "date", "status"}
    wrong = [
        (number, *words[:3], "amber"),
        (number, *reversed(words)),
        (number, *words[:3]),
        (number, *words, "amber"),
        (second, *words),
        ("0123 4567 89ab cdef", *words),
        (number[:8], *words),
        (f"{number}00", *words),
        (released.document.id, *words),
        ("%", *words),
    ]
    answers = [units.ashmere.type("check", *typed) for typed in wrong]
    assert {(answer.code, answer.out, answer.err) for answer in answers} == {(4, "", answers[0].err)}
    # What is compared is worked out for a number that nothing carries, too.
    worked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("registry.services.releasing.check_words", lambda digest, known: worked.append(digest) or words)
        units.ashmere.type("check", number, "a", "b", "c", "d")
        units.ashmere.type("check", "0123 4567 89ab cdef", "a", "b", "c", "d")
    assert worked == [released.document.digest, "0" * 64]


def test_a_withdrawals_reason_names_no_companion(units: TwoUnits) -> None:
    add = ("participant", "add", "--surname", "Okonjo", "--given", "Ada", "--born", "1990")
    ok(units.ashmere.type(*add, "--no-nhs-because", "not traced"))
    for who in ("9990000018", "okonjo"):
        work = ok(units.ashmere.type("intervention", "refer", who, "ANGER", "--delivery", "group", "--json")).json["id"]
        ok(units.ashmere.type("intervention", "open", work, "--on", "t"))
    ok(units.ashmere.type("group", "open", "Thursday group", "ANGER"))
    ok(units.ashmere.type("group", "add", "Thursday group", "9990000018", "okonjo"))
    released = units.send()
    words = ("summary", "withdraw", released.document.id, "--reason", "It told of Okonjo's dose.", *TYPED)
    before = units.ashmere.row_counts()
    stopped = units.ashmere.type(*words, user=AMARA)
    assert (stopped.code, "reason:Okonjo's" in stopped.err) == (1, True)
    assert units.ashmere.row_counts() == before
    ok(units.ashmere.type(*words, "--means-other", "reason:Okonjo's", user=AMARA))
    assert "means other" in ok(units.ashmere.type("audit", "show", "--last", "5", user=ADMIN)).out


@pytest.mark.parametrize("purpose", ["parole-board", "tribunal", "own-copy"])
@pytest.mark.parametrize("to", ["Thornfield", "thorn"])
def test_an_establishment_is_no_board_and_nobodys_own_copy(units: TwoUnits, purpose: str, to: str) -> None:
    before = units.ashmere.row_counts()
    answer = units.ashmere.type("summary", "issue", "9990000018", "--purpose", purpose, "--to", to)
    assert (answer.code, "Thornfield is an establishment" in answer.err) == (1, True)
    assert units.ashmere.row_counts() == before
    everybody = units.ashmere.type("summary", "issue", "--all", "--purpose", purpose, "--to", to)
    assert everybody.code == 1
