"""An annex replaced and taken back, typed as people do: who is told, who holds what; nobody else learns of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes import GARETH, RHIANNON, Answer, TestHome
from tests.two_units import AMARA, TYPED, TwoUnits, make_two_units

WHY = ("--purpose", "ward round")
FIRST, SECOND = "Copse Lane", "Mill Street"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = make_two_units(folder)
        summary = units.post(units.send(), "summary")
        ok(units.thornfield.type("summary", "receive", str(summary), "--new", *TYPED))
        return units


@pytest.fixture
def units(founded: TwoUnits, tmp_path: Path) -> Iterator[TwoUnits]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "copy" / "state"))
        yield founded.copied_to(tmp_path / "copy")


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def drafted(units: TwoUnits, street: str, *more: str) -> Answer:
    text = units.folder / "passage.txt"
    text.write_text(f"A victim lives in {street}.\n")
    words = ("annex", "draft", "9990000018", "--text", str(text), "--concern", "victim", *more, "--json")
    return units.ashmere.type(*words)


def signed(units: TwoUnits, street: str, *more: str) -> str:
    draft = str(ok(drafted(units, street, *more)).json["id"])
    words = ("annex", "sign", draft, "--reason", "It tells where a victim lives.", "--unmentioned", *TYPED, "--json")
    return str(ok(units.ashmere.type(*words, user=AMARA)).json["id"])


def released(units: TwoUnits, annex: str) -> tuple[Path, Answer]:
    out = units.folder / f"out-{annex[-6:]}"
    answer = ok(units.ashmere.type("annex", "release", annex, "-o", str(out), *TYPED, user=GARETH))
    (file,) = out.glob("*.age")
    return file, answer


def sent(units: TwoUnits, street: str, *more: str) -> tuple[str, Path, Answer]:
    annex = signed(units, street, *more)
    return annex, *released(units, annex)


def received(units: TwoUnits, file: Path, *more: str) -> Answer:
    words = ("annex", "receive", str(file), "--participant", "9990000018", *TYPED, *more)
    return units.thornfield.type(*words, user=GARETH)


def withdrawn(units: TwoUnits, annex: str, reason: str = "The street was another one.") -> tuple[Path, Answer]:
    words = ("annex", "withdraw", annex, "--reason", reason, *TYPED, "--json")
    return released(units, str(ok(units.ashmere.type(*words, user=AMARA)).json["id"]))


def states(units: TwoUnits, *, at_ashmere: bool = True) -> list[tuple[str, str, str]]:
    unit = units.ashmere if at_ashmere else units.thornfield
    rows = ok(unit.type("annex", "list", "9990000018", "--json", user=GARETH)).json
    return [(row["version"], row["status"], row["heldBy"].partition(" (")[0]) for row in rows]


def kept(unit: TestHome) -> dict[str, int]:
    """What the home holds, without the audit: that somebody tried is written down."""
    return {table: rows for table, rows in unit.row_counts().items() if table != "audit"}


def test_the_next_version_takes_the_place_of_the_one_before(units: TwoUnits) -> None:
    first, file, _ = sent(units, FIRST, "--to", "Thornfield")
    back = units.folder / "back"
    ok(received(units, file, "-o", str(back)))
    (receipt,) = back.glob("receipt-*.age")
    ok(units.ashmere.type("annex", "receive", str(receipt), user=GARETH))
    _, file, answer = sent(units, SECOND, "--replaces", first)
    assert "Thornfield: sent versions 1, 2, receipt for version 1" in answer.out
    ok(received(units, file))
    assert states(units) == [("1", "superseded", "Thornfield"), ("2", "released", "")]
    assert [one[:2] for one in states(units, at_ashmere=False)] == [("1", "superseded"), ("2", "received")]
    shown = ok(units.thornfield.type("annex", "show", first, *WHY, user=GARETH)).out
    assert shown.startswith("SUPERSEDED by version 2")
    assert "superseded" in ok(units.thornfield.type("annex", "list", "9990000018", user=GARETH)).out


def test_who_had_the_version_before_and_does_not_get_this_one_is_named(units: TwoUnits) -> None:
    first, _, _ = sent(units, FIRST, "--to", "Thornfield", "--board", "The Parole Board")
    _, _, answer = sent(units, SECOND, "--replaces", first, "--to", "Thornfield")
    assert "The Parole Board: sent version 1, no receipt; this does not go there, so tell them yourself" in answer.out


def test_an_older_version_or_another_first_one_is_refused_where_the_newer_is_held(units: TwoUnits) -> None:
    first, old, _ = sent(units, FIRST, "--to", "Thornfield")
    _, new, _ = sent(units, SECOND, "--replaces", first)
    ok(received(units, new))
    before = units.thornfield.row_counts()
    late = received(units, old)
    assert (late.code, "[replayed]" in late.err) == (1, True)
    assert units.thornfield.row_counts() == before


def test_a_gap_in_the_versions_is_named_and_may_be_accepted(units: TwoUnits) -> None:
    first, file, _ = sent(units, FIRST, "--to", "Thornfield")
    ok(received(units, file))
    second, _, _ = sent(units, SECOND, "--replaces", first)
    _, third, _ = sent(units, "Church Row", "--replaces", second)
    refused = received(units, third)
    assert (refused.code, "[series-gap]" in refused.err) == (1, True)
    ok(received(units, third, "--accept-gap", "version 2 was lost in the post"))


@pytest.mark.parametrize("state", ["draft", "signed", "superseded", "somebody else's"])
def test_what_cannot_be_replaced(state: str, units: TwoUnits) -> None:
    if state == "draft":
        annex = str(ok(drafted(units, FIRST, "--to", "Thornfield")).json["id"])
    elif state == "signed":
        annex = signed(units, FIRST, "--to", "Thornfield")
    else:
        annex, _, _ = sent(units, FIRST, "--to", "Thornfield")
        if state == "superseded":
            sent(units, SECOND, "--replaces", annex)
        else:
            ok(
                units.ashmere.type(
                    *("participant", "add", "--surname", "Smith", "--given", "Ann", "--born", "1984-03-01"),
                    *("--no-nhs-because", "not traced"),
                )
            )
    before = units.ashmere.row_counts()
    who = "smith" if state == "somebody else's" else "9990000018"
    text = ("--text", str(units.folder / "passage.txt"), "--concern", "victim")
    answer = units.ashmere.type("annex", "draft", who, *text, "--replaces", annex)
    assert answer.code == (4 if state == "draft" else 1)
    assert units.ashmere.row_counts() == before


def test_two_drafts_of_one_version_cannot_both_be_signed(units: TwoUnits) -> None:
    first, _, _ = sent(units, FIRST, "--to", "Thornfield")
    drafts = [str(ok(drafted(units, street, "--replaces", first)).json["id"]) for street in (FIRST, SECOND)]
    words = ("--reason", "It tells where a victim lives.", "--unmentioned", *TYPED)
    assert [units.ashmere.type("annex", "sign", one, *words, user=AMARA).code for one in drafts] == [0, 1]


def test_a_withdrawn_annex_says_so_wherever_it_is_shown(units: TwoUnits) -> None:
    annex, file, _ = sent(units, FIRST, "--to", "Thornfield", "--board", "The Parole Board")
    ok(received(units, file))
    withdrawal, answer = withdrawn(units, annex)
    assert "The Parole Board: sent version 1, no receipt" in answer.out
    assert "Thornfield: sent version 1, no receipt" in answer.out
    came = ok(units.thornfield.type("annex", "receive", str(withdrawal), user=GARETH)).out
    assert "Withdrawal of annex" in came
    for unit in (units.ashmere, units.thornfield):
        shown = ok(unit.type("annex", "show", annex, *WHY, user=GARETH)).out
        assert shown.startswith("WITHDRAWN on ")
        assert "Reason: The street was another one." in shown.split("\n\n")[0]
        assert "withdrawn" in ok(unit.type("annex", "list", "9990000018", user=GARETH)).out
    again = units.thornfield.type("annex", "receive", str(withdrawal), user=GARETH)
    assert (again.code, "[replayed]" in again.err) == (1, True)


def test_an_annex_that_was_withdrawn_before_it_came_is_refused(units: TwoUnits) -> None:
    annex, file, _ = sent(units, FIRST, "--to", "Thornfield")
    withdrawal, _ = withdrawn(units, annex)
    said = ok(units.thornfield.type("annex", "receive", str(withdrawal), user=GARETH)).out
    assert "That annex is not held here. Should it come, it is refused." in said
    late = received(units, file)
    assert (late.code, "[withdrawn]" in late.err) == (1, True)


def test_what_tells_of_an_annex_is_only_for_who_may_open_one(units: TwoUnits) -> None:
    annex, file, _ = sent(units, FIRST, "--to", "Thornfield")
    back = units.folder / "back"
    ok(received(units, file, "-o", str(back)))
    (receipt,) = back.glob("receipt-*.age")
    withdrawal, _ = withdrawn(units, annex)
    for unit, letter in ((units.thornfield, withdrawal), (units.ashmere, receipt)):
        before = kept(unit)
        for command in (("summary", "receive", str(letter)), ("annex", "receive", str(letter))):
            answer = unit.type(*command, user=RHIANNON)
            assert answer.code == (1 if command[0] == "summary" else 3)
            assert FIRST not in answer.out + answer.err
        assert kept(unit) == before
    refused = units.ashmere.type("receipt", "import", str(receipt))
    assert (refused.code, "annex receive" in refused.err) == (1, True)
    ok(units.thornfield.type("annex", "receive", str(withdrawal), user=GARETH))
    for unit in (units.ashmere, units.thornfield):
        for command in (("summary", "list"), ("summary", "list", "9990000018"), ("participant", "show", "9990000018")):
            for user in (RHIANNON, GARETH):
                said = ok(unit.type(*command, user=user)).out
                assert "annex" not in said.casefold()
                assert "withdrawal" not in said
    for command in (("release", "-o", "x", *TYPED), ("export", "-o", "x")):
        assert units.ashmere.type("summary", command[0], annex, *command[1:], user=GARETH).code == 4


def test_a_withdrawal_is_signed_and_released_by_two_people_who_may(units: TwoUnits) -> None:
    annex, _, _ = sent(units, FIRST, "--to", "Thornfield")
    words = ("annex", "withdraw", annex, "--reason", "Wrong.", *TYPED)
    assert units.ashmere.type(*words, user=RHIANNON).code == 3
    withdrawal = str(ok(units.ashmere.type(*words, "--json", user=AMARA)).json["id"])
    release = ("annex", "release", withdrawal, "-o", str(units.folder / "x"), *TYPED)
    answer = units.ashmere.type(*release, user=AMARA)
    assert (answer.code, "approved this withdrawal" in answer.err) == (1, True)
    assert units.ashmere.type("summary", *release[1:], user=GARETH).code == 4
    twice = units.ashmere.type(*words, user=AMARA)
    assert (twice.code, "annex release" in twice.err) == (1, True)


def test_the_files_can_be_written_again(units: TwoUnits) -> None:
    annex, file, _ = sent(units, FIRST, "--to", "Thornfield")
    again = units.folder / "again"
    ok(units.ashmere.type("annex", "export", annex, "-o", str(again), user=GARETH))
    (copy,) = again.glob("*.age")
    assert copy.name == file.name
    ok(received(units, copy))
    withdrawal, _ = withdrawn(units, annex)
    assert units.ashmere.type("annex", "export", annex, "-o", str(again), user=GARETH).code == 4
    number = withdrawal.name.removeprefix("withdrawal-").removesuffix(".json.age")
    ok(units.ashmere.type("annex", "export", number, "-o", str(again), user=GARETH))
    assert (again / withdrawal.name).exists()
