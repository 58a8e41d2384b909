"""Domain objects become plain JSON and come back the same; anything else is refused by name."""

from dataclasses import replace
from datetime import date

import pytest

from registry.domain.catalogue import Confidence, CourseForm, Fact, Kind, Programme
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition, describe
from registry.domain.edition import DeliveryShape, Edition, Module, Range
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import Participant, PersonName
from registry.domain.people import EstablishmentRef, Person, Tier
from registry.structure import as_object, from_plain, to_plain

URN = "urn:uuid:00000000-0000-4000-8000-000000000001"
PROGRAMME = Programme(
    id="TEST",
    title="A test programme",
    activity="Group work",
    owner="Nobody",
    kind=Kind.TREATMENT,
    form=CourseForm.PROGRAMME,
    editions=(
        Edition(
            id="TEST/2017",
            valid_from=PartialDate("2017-03"),
            shapes=(DeliveryShape(id="group", title="Group", group=Range(least=10, most=12)),),
        ),
    ),
    facts={"title": Fact(source="made for this test", confidence=Confidence.VERIFIED)},
)


def test_round_trip_of_a_programme_and_a_participant() -> None:
    person = Participant(
        id="urn:uuid:00000000-0000-4000-8000-000000000001",
        name=PersonName(family="Ó Súilleabháin", given="Siân"),
        born=PartialDate("1984"),
        nhs_number=NhsNumber.read("999 000 0018"),
    )
    assert from_plain(to_plain(PROGRAMME), Programme) == PROGRAMME
    assert from_plain(to_plain(person), Participant) == person
    assert to_plain(person)["nhsNumber"] == "9990000018"
    assert "knownAs" not in to_plain(person)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"extra": 1}, "no member"),
        ({"title": 3}, "expected str"),
        ({"kind": "sorcery"}, "not a valid Kind"),
        ({"kind": 3}, "expected str"),
        ({"aliases": "abc"}, "expected list"),
        ({"aliases": ["a", 3]}, "expected str"),
        ({"editions": [3]}, "expected an object"),
        ({"editions": []}, "no edition"),
    ],
)
def test_a_wrong_member_is_refused_by_name(change: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        from_plain(to_plain(PROGRAMME) | change, Programme)


def test_a_record_is_held_to_its_own_checks_however_it_is_made() -> None:
    for kind, plain in (
        (PersonName, {"family": "", "given": "Siân"}),
        (Programme, to_plain(PROGRAMME) | {"title": ""}),
    ):
        with pytest.raises(InvalidValue, match="empty"):
            from_plain(plain, kind)


def test_a_missing_member_is_refused_by_name() -> None:
    plain = to_plain(PROGRAMME)
    del plain["title"]
    with pytest.raises(InvalidValue, match="lacks the member title"):
        from_plain(plain, Programme)


def test_only_the_first_three_members_nobody_knows_are_named_and_cut() -> None:
    plain = to_plain(PROGRAMME)
    for extra, said in (
        (["zz"], "no member 'zz'."),
        (["d", "b", "c", "aa"], "no member 'aa', 'b', 'c'."),
        (["y" * 41], f"no member '{'y' * 40}'."),
    ):
        with pytest.raises(InvalidValue) as caught:
            from_plain(plain | dict.fromkeys(extra, 1), Programme)
        assert caught.value.message.endswith(said)


def test_a_wrong_value_is_told_as_such_where_all_members_are_known() -> None:
    with pytest.raises(InvalidValue, match="wrong kind"):
        from_plain({"family": "Ash", "given": None}, PersonName)
    with pytest.raises(InvalidValue, match="wrong kind"):
        from_plain(["family", "given"], PersonName)


PEOPLE = (
    Person(id=URN, name="Ann Lee", profession="nurse"),
    Person(id=URN, name="Ann Lee", profession="nurse", registration="PYL1"),
    EstablishmentRef(id=URN, name="Ashmere", tier=Tier.HIGH),
    EstablishmentRef(id=URN, name="Ashmere", tier=Tier.LOW),
)


@pytest.mark.parametrize("one", PEOPLE)
def test_what_documents_name_over_and_over_comes_back_the_same_each_time(one: Person | EstablishmentRef) -> None:
    first, again = (from_plain(to_plain(one), type(one)) for _ in range(2))
    assert first == again == one
    assert first is again, "what is short is remembered"
    for change in ({"name": 7}, {"name": ["Ann"]}, {"name": "Ann", "id": None}, {"age": "7"}):
        with pytest.raises(InvalidValue):
            from_plain(to_plain(one) | change, type(one))
    with pytest.raises(InvalidValue):
        from_plain("Ann Lee", type(one))


@pytest.mark.parametrize("many", [1, 600])
def test_an_edition_as_described_comes_back_the_same_whatever_its_length(many: int) -> None:
    modules = tuple(Module(id=f"m{number}", title="Triggers") for number in range(many))
    described = describe(PROGRAMME, replace(PROGRAMME.editions[0], modules=modules))
    plain = to_plain(described)
    first, again = (from_plain(plain, DescribedEdition) for _ in range(2))
    assert first == again == described
    assert (first is again) == (many == 1), "what is long is not remembered"
    for wrong in ({"title": PROGRAMME}, {"title": PartialDate("2026")}, {"title": date(2026, 1, 1)}, {"more": 1}):
        with pytest.raises(InvalidValue):
            from_plain(plain | wrong, DescribedEdition)


def test_what_is_absent_is_nothing_and_nothing_is_absent() -> None:
    plain = to_plain(replace(PROGRAMME, facts={}, aliases=()))
    assert "facts" not in plain
    assert "aliases" not in plain
    assert from_plain(plain, Programme) == replace(PROGRAMME, facts={}, aliases=())
    assert to_plain(PROGRAMME)["facts"]
    assert to_plain(replace(PROGRAMME, aliases=("TP",)))["aliases"] == ["TP"]
    with pytest.raises(InvalidValue, match="JSON object"):
        as_object([])
    assert as_object(plain) == plain
