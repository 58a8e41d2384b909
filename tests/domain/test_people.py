"""Staff as people, not logins; establishments and their codes."""

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.people import CodeScheme, Establishment, EstablishmentCode, EstablishmentRef, Tier
from tests.domain.build import INVISIBLE, person, urn


def test_one_id_is_one_person() -> None:
    assert person("Ann", id=urn(1)).is_same_person(person("Anne", id=urn(1)))


@pytest.mark.parametrize("other", ["PYL123456", "pyl123456", "PYL-123456", "PYL/123456", "Pyl.123456"])
def test_one_registration_under_two_ids_is_one_person_however_it_is_spelt(other: str) -> None:
    one = person("Ann", registration="PYL123456")
    try:
        two = person("Bea", registration=other)
    except InvalidValue:
        return  # A spelling that cannot be recorded cannot hide anybody either.
    assert one.is_same_person(two)
    assert two.is_same_person(one)


def test_leading_noughts_make_no_other_registration() -> None:
    assert person("Ann", registration="PYL01234").is_same_person(person("Bea", registration="PYL1234"))


def test_two_people_without_a_registration_are_two() -> None:
    assert not person("Ann").is_same_person(person("Bea"))
    assert not person("Ann", registration="PYL1").is_same_person(person("Bea"))
    assert not person("Ann", registration="PYL1").is_same_person(person("Bea", registration="PYL2"))


@pytest.mark.parametrize("registration", ["", "PYL", "PYL1234567", "PYLx", "PYL12\n", "PYL\u0661", "PY L1"])
def test_an_impossible_hcpc_registration_is_refused(registration: str) -> None:
    with pytest.raises(InvalidValue):
        person(registration=registration)


def test_other_registers_have_other_forms() -> None:
    assert person(registration="12A3456E").words == "Dr Ewa Nkosi, psychologist, 12A3456E"
    assert person().words == "Dr Ewa Nkosi, psychologist"


@pytest.mark.parametrize("character", INVISIBLE)
def test_a_name_cannot_hide_a_character(character: str) -> None:
    with pytest.raises(InvalidValue):
        person(f"Ewa{character}Nkosi")


def test_an_establishment_is_carried_by_its_reference() -> None:
    clinic = Establishment(
        id=urn("alder"),
        name="Alder Clinic",
        tier=Tier.MEDIUM,
        code=EstablishmentCode(scheme=CodeScheme.ODS, value="8HA03"),
        contact="01632 960000",
    )
    assert clinic.ref == EstablishmentRef(id=clinic.id, name=clinic.name, tier=Tier.MEDIUM)
    with pytest.raises(InvalidValue):
        Establishment(id=clinic.id, name=clinic.name, tier=Tier.LOW, contact="")
    with pytest.raises(InvalidValue):
        EstablishmentCode(scheme=CodeScheme.PRISON, value="MDI\n")
    with pytest.raises(InvalidValue):
        EstablishmentRef(id="alder", name=clinic.name, tier=Tier.LOW)


def test_every_tier_has_words() -> None:
    assert [tier.words for tier in Tier] == list(dict.fromkeys(tier.words for tier in Tier))
