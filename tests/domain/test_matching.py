"""A document reaches a participant only by two identifiers typed again, and never where they cannot be one."""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.domain.identifiers import (
    ChiNumber,
    CroNumber,
    HcNumber,
    LocalNumber,
    NhsNumber,
    PncNumber,
    PrisonNumber,
)
from registry.domain.matching import (
    IdentifierKind,
    check_match,
    check_reentry,
    contradictions,
    read_confirmations,
    refuse_other_numbers,
)
from registry.domain.participant import Participant, PersonName, Sex
from tests.domain.build import on, participant

Kind = IdentifierKind
TRUE = {
    Kind.NHS: "999 000 0018",
    Kind.CHI: "999 000 0182",
    Kind.HC: "9990000247",
    Kind.PRISON: "a1234bc",
    Kind.LOCAL: "RX1-42",
    Kind.BORN: "1980-02-29",
    Kind.SURNAME: "jones",
}
FALSE = {
    Kind.NHS: "9990000123",
    Kind.CHI: "9990000123",
    Kind.HC: "9990000301",
    Kind.PRISON: "A1234BD",
    Kind.LOCAL: "RX1-43",
    Kind.BORN: "1980-02-28",
    Kind.SURNAME: "Jonas",
}
WHO = participant(
    chi_number=ChiNumber("9990000182"),
    hc_number=HcNumber("9990000247"),
    prison_number=PrisonNumber("A1234BC"),
    local_number=LocalNumber("RX1-42"),
)


@pytest.mark.parametrize(("one", "two"), list(combinations(Kind, 2)))
def test_any_two_different_true_identifiers_are_enough(one: Kind, two: Kind) -> None:
    check_reentry(WHO, {one: TRUE[one], two: TRUE[two]})


@pytest.mark.parametrize("kind", list(Kind))
def test_one_identifier_is_never_enough(kind: Kind) -> None:
    with pytest.raises(NotAllowed, match="Two"):
        check_reentry(WHO, {kind: TRUE[kind]})
    with pytest.raises(NotAllowed, match="Two"):
        check_reentry(WHO, {})


@pytest.mark.parametrize(("right", "wrong"), [pair for pair in product(Kind, Kind) if pair[0] is not pair[1]])
def test_one_false_identifier_stops_however_many_are_true(right: Kind, wrong: Kind) -> None:
    with pytest.raises(NotAllowed, match="not this participant"):
        check_reentry(WHO, {right: TRUE[right], wrong: FALSE[wrong]})
    with pytest.raises(NotAllowed):
        check_reentry(WHO, {**TRUE, wrong: FALSE[wrong]})


@given(st.dictionaries(st.sampled_from(Kind), st.text(max_size=12), min_size=2))
def test_what_is_typed_at_random_confirms_nobody(typed: dict[Kind, str]) -> None:
    truly = {kind: value for kind, value in typed.items() if value.casefold() == TRUE[kind].casefold()}
    if len(truly) != len(typed):
        with pytest.raises(NotAllowed):
            check_reentry(WHO, typed)


@pytest.mark.parametrize("kind", [Kind.NHS, Kind.PRISON, Kind.LOCAL])
def test_a_number_that_is_not_recorded_confirms_nothing(kind: Kind) -> None:
    bare = participant(nhs_number=None, no_nhs_number_because="not registered")
    with pytest.raises(NotAllowed):
        check_reentry(bare, {kind: TRUE[kind], Kind.SURNAME: "Jones"})


@pytest.mark.parametrize("typed", ["", "999000001", "9990000019", "٩٩٩٠٠٠٠٠١٨"])
def test_a_number_that_cannot_be_is_no_match_and_no_crash(typed: str) -> None:
    with pytest.raises(NotAllowed):
        check_reentry(WHO, {Kind.NHS: typed, Kind.SURNAME: "Jones"})


@pytest.mark.parametrize(
    ("family", "typed", "fits"),
    [
        ("Żółć", "Zolc", True),
        ("Żółć", "żółć", True),
        ("Ó Súilleabháin", "o suilleabhain", True),
        ("O'Neil", "oneil", True),
        ("Żółć", "Zol", False),
        ("किम", "काम", False),
        ("किम", "किम", True),
        ("--", "'", False),
    ],
)
def test_a_surname_is_entered_as_a_plain_keyboard_spells_it(family: str, typed: str, fits: bool) -> None:
    who = participant(name=PersonName(family=family, given="Ann"))
    if fits:
        check_reentry(who, {Kind.NHS: TRUE[Kind.NHS], Kind.SURNAME: typed})
        return
    with pytest.raises(NotAllowed, match="surname"):
        check_reentry(who, {Kind.NHS: TRUE[Kind.NHS], Kind.SURNAME: typed})


def test_a_part_of_the_birth_date_is_not_the_birth_date() -> None:
    with pytest.raises(NotAllowed):
        check_reentry(WHO, {Kind.BORN: "1980", Kind.SURNAME: "Jones"})


def test_confirmations_are_read_as_kind_and_value() -> None:
    read = read_confirmations(("nhs=999 000 0018", "surname= O=Brien "))
    assert read == {Kind.NHS: "999 000 0018", Kind.SURNAME: "O=Brien"}
    assert read_confirmations(("surname=Zoe\u0308",)) == {Kind.SURNAME: "Zoë"}
    assert read_confirmations(()) == {}


@pytest.mark.parametrize("text", ["", "nhs", "nhs=", "nhs= ", "NHS=1", "age=42", "=1", "born\ud800=1"])
def test_what_is_not_kind_and_value_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_confirmations((text,))


def test_what_confirms_nothing_is_repeated_cut() -> None:
    with pytest.raises(InvalidValue) as refused:
        read_confirmations(("x" * 100,))
    assert refused.value.message == f"'{'x' * 60}' confirms nothing."


def test_the_same_kind_twice_is_not_two_identifiers() -> None:
    with pytest.raises(InvalidValue, match="twice"):
        read_confirmations(("nhs=9990000123", "nhs=9990000018"))
    with pytest.raises(InvalidValue, match="twice"):
        read_confirmations(("surname=Jonas", "surname=Jones", "nhs=9990000018"))


# A foreign participant beside ours


def foreign(family: str = "Jones", **changes: Any) -> Participant:
    return participant(name=PersonName(family=family, given="S."), **changes)


def refused(ours: Participant, theirs: Participant) -> None:
    with pytest.raises(Refused) as found:
        check_match(ours, theirs)
    assert found.value.reason is Refusal.MATCH


def test_the_same_number_surname_and_birth_date_may_be_one_person() -> None:
    check_match(WHO, foreign())
    check_match(WHO, foreign("JONES"))
    check_match(WHO, foreign(local_number=LocalNumber("THEIRS-7")))


def test_the_same_nhs_number_with_another_surname_is_refused() -> None:
    refused(WHO, foreign("Jonas"))


def test_the_same_nhs_number_with_another_birth_date_is_refused() -> None:
    for born in ("1980-02-28", "1980-03", "1981", "1979"):
        refused(WHO, foreign(born=on(born)))
        refused(foreign(born=on(born)), WHO)


def test_a_birth_date_known_in_part_is_no_contradiction() -> None:
    for born in ("1980", "1980-02"):
        check_match(WHO, foreign(born=on(born)))


def test_other_numbers_are_refused_whatever_else_agrees() -> None:
    refused(WHO, foreign(nhs_number=NhsNumber("9990000123")))
    refused(WHO, foreign(prison_number=PrisonNumber("B1234BC")))


def test_a_former_name_recorded_here_settles_another_surname() -> None:
    renamed = participant(former_names=(PersonName(family="Jonas", given="Sam"),))
    check_match(renamed, foreign("Jonas"))


def test_a_number_only_one_side_knows_is_no_contradiction() -> None:
    bare = foreign(nhs_number=None, no_nhs_number_because="not registered")
    check_match(WHO, bare)
    check_match(bare, WHO)
    refused(WHO, foreign("Smith", nhs_number=None, no_nhs_number_because="not registered"))


# Two records that are to be linked


@pytest.mark.parametrize("record", ["first record", "other record", "second record"])
@pytest.mark.parametrize("kind", Kind)
def test_where_two_records_are_named_it_is_told_which_it_does_not_fit(kind: Kind, record: str) -> None:
    with pytest.raises(NotAllowed, match=f"The {kind.words} entered is not the {record}'s"):
        check_reentry(WHO, {**TRUE, kind: FALSE[kind]}, record=record)


NUMBERS: dict[str, tuple[Any, Any, str]] = {
    "nhs_number": (NhsNumber("9990000018"), NhsNumber("9990000123"), "NHS number"),
    "chi_number": (ChiNumber("9990000182"), ChiNumber("9990000123"), "CHI number"),
    "hc_number": (HcNumber("9990000247"), HcNumber("9990000301"), "H&C number"),
    "prison_number": (PrisonNumber("A1234BC"), PrisonNumber("A1234BD"), "prison number"),
    "pnc_number": (PncNumber("2099/0000001G"), PncNumber("2099/0000002H"), "PNC number"),
    "cro_number": (CroNumber("000001/99W"), CroNumber("SF99/12345M"), "CRO number"),
}


@pytest.mark.parametrize("scheme", NUMBERS)
def test_one_person_has_one_number_of_each_scheme(scheme: str) -> None:
    number, another, words = NUMBERS[scheme]
    one, other = participant(**{scheme: number}), participant(**{scheme: another})
    none = participant(**({"nhs_number": None, "no_nhs_number_because": "not registered"} if "NHS" in words else {}))
    refuse_other_numbers(one, one)
    refuse_other_numbers(one, none)
    refuse_other_numbers(none, one)
    with pytest.raises(NotAllowed) as refused:
        refuse_other_numbers(one, other)
    assert refused.value.message == f"The two records have different {words}s: {number} and {another}."


def test_what_cannot_both_be_right_is_said() -> None:
    male = participant(sex=Sex.MALE, born=on("1980-02-29"))
    assert contradictions(male, male) == ()
    assert contradictions(male, participant(sex=Sex.NOT_RECORDED, born=on("1980"))) == ()
    assert contradictions(participant(sex=Sex.NOT_RECORDED, born=on("1980")), male) == ()
    later = participant(sex=Sex.FEMALE, born=on("1980-03"))
    assert contradictions(male, later) == (
        "the birth dates differ (29 February 1980, March 1980)",
        "the sexes differ (male, female)",
    )
    assert contradictions(later, male) == (
        "the birth dates differ (March 1980, 29 February 1980)",
        "the sexes differ (female, male)",
    )
