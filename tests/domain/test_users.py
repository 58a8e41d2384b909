"""One person, one login: however the name is typed."""

import pytest

from registry.domain.people import Person
from registry.domain.users import is_one_login


def person(name: str, registration: str | None = None, number: int = 1) -> Person:
    return Person(
        id=f"urn:uuid:00000000-0000-4000-8000-{number:012}", name=name, profession="nurse", registration=registration
    )


@pytest.mark.parametrize(
    "name",
    [
        "Dr Peter Moss",
        "peter moss",
        "Moss, Peter",
        "Dr \u0420eter Moss",
        "P\u0435ter M\u043ess",
        "Peter M0ss",
        "P\u00e9ter Moss",
        "PeterMoss",
        "Dr PeterMoss",
        "Peter Moss (locum)",
    ],
)
def test_a_name_that_is_the_same_or_looks_it_is_one(name: str) -> None:
    assert is_one_login(person("Peter Moss"), person(name, number=2))
    assert is_one_login(person(name, number=2), person("Dr Peter Moss"))


@pytest.mark.parametrize("name", ["Peter J. Moss", "Petra Moss", "Peter Ross", "Dr Moss"])
def test_another_name_is_another(name: str) -> None:
    assert not is_one_login(person("Peter Moss"), person(name, number=2))


def test_the_same_entry_or_registration_is_one_whatever_the_name() -> None:
    assert is_one_login(person("Peter Moss"), person("Ann Lee"))
    assert is_one_login(person("Peter Moss", "PYL1"), person("Ann Lee", "pyl 001".replace(" ", "-"), number=2))
