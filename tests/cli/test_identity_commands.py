"""Who somebody is: further numbers and names, amended with the former version kept, linked and parted."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.copied import copied_home
from tests.homes import TestHome

NUMBERS = count(1)
FURTHER = ("--pnc", "2099/1g", "--cro", "sf99/012345m", "--chi", "999 000 0123", "--hc", "9990000182")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def add(home: TestHome, surname: str, *more: str, born: str = "1990") -> str:
    answer = home.type(
        *("participant", "add", "--surname", surname, "--given", "Ann", "--born", born),
        *("--no-nhs-because", "not traced", "--local-number", f"L{next(NUMBERS)}", "--json", *more),
    )
    assert answer.code == 0, answer.err
    return str(answer.json["id"])


@pytest.fixture(scope="module")
def known(home: TestHome) -> str:
    return add(home, "Reid", *FURTHER, "--alias", "Read|Annie", "--former-name", "Holm|Ann", "--untried")


def test_further_numbers_and_names_are_recorded_and_labelled(home: TestHome, known: str) -> None:
    shown = home.type("participant", "show", known).out
    assert "CHI No. 999 000 0123 · H&C No. 999 000 0182 · PNC No. 2099/0000001G · CRO No. SF99/12345M" in shown
    assert "Also uses: READ, Annie" in shown
    assert "Not convicted: no inference may be drawn" in shown
    assert "Holm" not in shown
    for asked in ("2099/0000001G", "SF99/12345M", "annie"):
        assert [one["id"] for one in home.type("participant", "find", asked, "--json").json] == [known]
    assert home.type("participant", "find", "holm", "--json").json == []


@pytest.mark.parametrize(
    ("option", "wrong", "said"),
    [
        ("--pnc", "2099/0000001A", "check letter"),
        ("--pnc", "99", "not a PNC number"),
        ("--cro", "1/99X", "check letter"),
        ("--chi", "9990000019", "not a CHI number"),
        ("--hc", "9990000019", "not an H&C number"),
        ("--pnc", "2099/1G", "already belongs"),
        ("--cro", "SF99/12345M", "already belongs"),
        ("--chi", "9990000123", "already belongs"),
        ("--hc", "9990000182", "already belongs"),
        ("--alias", "Read", "SURNAME|GIVEN"),
    ],
)
def test_a_wrong_number_or_somebody_elses_is_refused(
    home: TestHome, known: str, option: str, wrong: str, said: str
) -> None:
    before = home.row_counts()
    answer = home.type(
        *("participant", "add", "--surname", "Else", "--given", "A", "--born", "1990", "--no-nhs-because", "x"),
        *(option, wrong),
    )
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert said in answer.err
    assert home.row_counts() == before


def test_a_number_is_no_reason_for_having_none_at_either_command(home: TestHome) -> None:
    who, before = add(home, "Numbered"), home.row_counts()
    for typed in (
        ("participant", "add", "--surname", "Else", "--given", "A", "--born", "1990"),
        ("participant", "amend", who),
    ):
        answer = home.type(*typed, "--no-nhs-because", "999 000 0018")
        assert (answer.code, answer.err.count("\n")) == (1, 1)
        assert "is a number" in answer.err
    assert home.row_counts()["participants"] == before["participants"]


def test_amending_shows_old_and_new_and_keeps_the_former_version(home: TestHome) -> None:
    who = add(home, "Oldname", "--prison-number", "A1234BC")
    before = home.row_counts()
    answer = home.type(
        *("participant", "amend", who, "--surname", "Newname", "--nhs", "999 000 0182", "--prison-number", ""),
        *("--born", "1/3/90", "--alias", "Oldname|Annie"),
    )
    assert answer.code == 0, answer.err
    assert "Name: OLDNAME, Ann → NEWNAME, Ann" in answer.out
    assert "NHS number: nothing → 999 000 0182" in answer.out
    assert "No NHS number because: not traced → nothing" in answer.out
    assert "Prison number: A1234BC → nothing" in answer.out
    assert "Born: 1990 → 1 March 1990" in answer.out
    after = home.row_counts()
    assert after["revisions"] == before["revisions"] + 1
    assert after["participants"] == before["participants"]
    assert after["audit"] == before["audit"] + 1
    with home.sit() as sitting, sitting.looking_up() as uow:
        (former,) = uow.participants.former(who)
        assert former.name.family == "Oldname"


def test_amending_answers_in_json_with_both_versions(home: TestHome) -> None:
    who = add(home, "Jason", "--alias", "One|A", "--untried")
    answer = home.type("participant", "amend", who, "--remove-alias", "One|A", "--tried", "--json").json
    assert answer["changes"] == [
        {"what": "Aliases", "was": "ONE, A", "now": None},
        {"what": "Untried", "was": "yes", "now": "no"},
    ]
    assert answer["was"]["untried"] is True
    assert answer["participant"]["untried"] is False


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Nothing would change", ()),
        ("already belongs", ("--pnc", "2099/1G")),
        ("check digit", ("--nhs", "9990000019")),
        ("no NHS number and no reason", ("--no-nhs-because", "")),
        ("not among the names", ("--remove-alias", "No|One")),
        ("is empty", ("--surname", " ")),
        ("in the future", ("--born", "2199")),
    ],
)
def test_amendments_that_are_refused_write_nothing(
    home: TestHome, known: str, said: str, words: tuple[str, ...]
) -> None:
    who = add(home, "Still")
    before = home.row_counts()
    answer = home.type("participant", "amend", who, *words)
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert said in answer.err
    assert home.row_counts() == before


def test_two_records_are_linked_shown_and_parted(home: TestHome) -> None:
    one, other = add(home, "Linka"), add(home, "Linkb")
    confirm = ("--confirm", "surname=Linka", "--confirm", "born=1990")
    confirm_other = ("--confirm-other", "surname=Linkb", "--confirm-other", "born=1990")
    refused = home.type("participant", "link", one, other, "--reason", "same woman", *confirm)
    assert refused.code == 1
    assert "Two different identifiers" in refused.err
    linked = home.type("participant", "link", one, other, "--reason", "same woman", *confirm, *confirm_other)
    assert linked.code == 0, linked.err
    assert "LINKB, Ann: same woman" in home.type("participant", "show", one).out
    assert "LINKA, Ann: same woman" in home.type("participant", "show", other).out
    parted = home.type("participant", "unlink", one, other, "--reason", "two sisters", "--json")
    assert parted.json["endedBecause"] == "two sisters"
    assert "Linked" not in home.type("participant", "show", other).out
    assert home.type("participant", "unlink", one, other, "--reason", "again").code == 4


def test_what_is_not_confirmed_of_a_link_names_the_record(home: TestHome) -> None:
    link = ("participant", "link", add(home, "Linki"), add(home, "Linkj"), "--reason", "One person.")
    confirm = ("--confirm", "surname=Linki", "--confirm", "born=1990")
    alone = home.type(*link, *confirm)
    assert (alone.code, "of the other record" in alone.err, "--confirm-other nhs=" in alone.err) == (1, True, True)
    wrong = home.type(*link, *confirm, "--confirm-other", "born=1991", "--confirm-other", "surname=Linkj")
    assert (wrong.code, "The birth date entered is not the other record's." in wrong.err) == (1, True)


def test_records_that_contradict_each_other_are_linked_only_with_a_reason(home: TestHome) -> None:
    one = add(home, "Linkc", "--sex", "female")
    other = add(home, "Linkd", "--sex", "male", born="1991-02")
    confirm = ("--confirm", "surname=Linkc", "--confirm", "born=1990")
    confirm_other = ("--confirm-other", "surname=Linkd", "--confirm-other", "born=1991-02")
    command = ("participant", "link", one, other, "--reason", "same woman", *confirm, *confirm_other)
    before = home.row_counts()
    silent = home.type(*command)
    assert (silent.code, silent.err.count("\n")) == (1, 1)
    assert "the birth dates differ (1990, February 1991); the sexes differ (female, male)" in silent.err
    assert "--even-though" in silent.err
    assert home.row_counts() == before
    linked = home.type(*command, "--even-though", "The court typed both wrong; her passport was seen.")
    assert linked.code == 0, linked.err
    for record in (one, other):
        shown = " ".join(home.type("participant", "show", record).out.split())
        assert "same woman Even though the birth dates differ (1990, February 1991)" in shown
        assert "her passport was seen." in shown


def test_nothing_is_explained_that_does_not_contradict(home: TestHome) -> None:
    one, other = add(home, "Linke"), add(home, "Linkf")
    confirm = ("--confirm", "surname=Linke", "--confirm", "born=1990")
    confirm_other = ("--confirm-other", "surname=Linkf", "--confirm-other", "born=1990")
    command = ("participant", "link", one, other, "--reason", "one", *confirm, *confirm_other, "--even-though", "told")
    refused = home.type(*command)
    assert (refused.code, "Leave --even-though out" in refused.err) == (1, True)


def test_two_numbers_of_one_scheme_are_never_linked(home: TestHome) -> None:
    one, other = add(home, "Linkg", "--prison-number", "A1234BC"), add(home, "Linkh", "--prison-number", "A1235BC")
    confirm = ("--confirm", "surname=Linkg", "--confirm", "born=1990")
    confirm_other = ("--confirm-other", "surname=Linkh", "--confirm-other", "born=1990")
    before = home.row_counts()
    refused = home.type(
        *("participant", "link", one, other, "--reason", "one", *confirm, *confirm_other, "--even-though", "sure")
    )
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "different prison numbers: A1234BC and A1235BC" in refused.err
    assert "participant amend" in refused.err
    assert home.row_counts() == before


def test_a_chi_number_that_speaks_of_another_day_is_a_question(home: TestHome) -> None:
    twice = "Look twice: a CHI number begins with the birth date, and 010 184 0004 begins with 01/01/84"
    told = home.type(
        *("participant", "add", "--surname", "Muir", "--given", "Ann", "--born", "2/1/84", "--chi", "0101840004"),
        *("--no-nhs-because", "a CHI number", "--json"),
    )
    assert told.code == 0
    assert twice in told.err
    found = told.json["id"]
    right = home.type("participant", "amend", found, "--born", "1/1/84", "--json")
    assert right.code == 0
    assert "Look twice" not in right.err
    assert twice in home.type("participant", "amend", found, "--born", "1985", "--json").err
    # Nothing is asked about what was not changed.
    assert "Look twice" not in home.type("participant", "amend", found, "--known-as", "Annie", "--json").err


def test_a_very_long_name_leaves_the_list_narrow(home: TestHome) -> None:
    add(home, "Zz" + "long" * 49)
    rows = home.type("participant", "list").out.splitlines()
    assert max(map(len, rows)) < 130
    assert any("…" in row for row in rows)
    assert "ZZ" + "LONG" * 49 in home.type("participant", "find", "zzlong", "--json").out.upper()
