"""Who must have signed."""

import pytest

from registry.domain.attestation import Attestation, Signatory, UnitKey
from registry.domain.errors import InvalidValue
from registry.domain.voice import Agreement, NotShown, Shown
from tests.domain.build import on, person, urn

AUTHOR, APPROVER, UNIT = person("Ann"), person("Bea"), UnitKey(key="unit")


def test_the_keys_that_must_stand_are_the_units_and_the_approvers() -> None:
    made = Attestation(author=Signatory.of(AUTHOR), approver=Signatory.of(APPROVER, "approver"), unit=UNIT)
    assert made.signing_keys == ("unit", "approver")


def test_without_an_approver_the_author_signs() -> None:
    assert Attestation(author=Signatory.of(AUTHOR, "author"), unit=UNIT).signing_keys == ("unit", "author")
    with pytest.raises(InvalidValue):
        Attestation(author=Signatory.of(AUTHOR), unit=UNIT)


def test_an_approver_has_a_key() -> None:
    with pytest.raises(InvalidValue):
        Attestation(author=Signatory.of(AUTHOR), approver=Signatory.of(APPROVER), unit=UNIT)


def test_shown_and_not_shown_cannot_both_be() -> None:
    author = Signatory.of(AUTHOR, "author")
    shown = Shown(on=on("2026"), format="read aloud", answer=Agreement.NO_ANSWER, by="Ann")
    not_shown = NotShown(by="Ann", reason="Moved.")
    assert Attestation(author=author, unit=UNIT, shown=shown).shown == shown
    assert Attestation(author=author, unit=UNIT, not_shown=not_shown).not_shown == not_shown
    with pytest.raises(InvalidValue):
        Attestation(author=author, unit=UNIT, shown=shown, not_shown=not_shown)


def test_a_signatory_is_a_person_and_back() -> None:
    someone = person("Ann", registration="PYL1")
    assert Signatory.of(someone, "key").person == someone
    with pytest.raises(InvalidValue):
        Signatory(id="1", name="Ann", profession="psychologist")
    with pytest.raises(InvalidValue):
        Signatory(id=urn(1), name="A\u202enn", profession="psychologist")
