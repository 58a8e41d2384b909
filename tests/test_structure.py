"""Domain objects become plain JSON and come back the same; anything else is refused by name."""

import pytest

from registry.domain.catalogue import Confidence, CourseForm, Fact, Kind, Programme
from registry.domain.dates import PartialDate
from registry.domain.edition import DeliveryShape, Edition, Range
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import Participant, PersonName
from registry.structure import from_plain, to_plain

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
        ({"editions": []}, "no edition"),
    ],
)
def test_a_wrong_member_is_refused_by_name(change: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        from_plain(to_plain(PROGRAMME) | change, Programme)


def test_a_missing_member_is_refused_by_name() -> None:
    plain = to_plain(PROGRAMME)
    del plain["title"]
    with pytest.raises(InvalidValue, match="lacks the member title"):
        from_plain(plain, Programme)
