"""What the directory lets a key do: whose it is, for what, and until when; whoever else is listed does not matter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.documents.key_rules import check_key, check_not_listed, check_two_people
from registry.documents.signers import ProofMade
from registry.domain.attestation import Signatory
from registry.domain.directory import KeyRole, KeyState
from registry.domain.errors import Refusal, Refused
from registry.domain.people import Person
from registry.domain.verdict import Finding, FindingKind
from tests.documents.clinic import ALDER, APPROVER, AUTHOR, NOW, ROWAN, alder, key, listed, rowan, trusted

LOWEST, HIGHEST = f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}", f"urn:uuid:{'f' * 8}-ffff-4fff-8fff-{'f' * 12}"
NAMED = Signatory.of(APPROVER, key("approver").public_key)


def checked(
    named: Signatory | None = NAMED, *, role: KeyRole = KeyRole.CLINICIAN, received: bool = False, **listing: Any
) -> Finding | None:
    """Check the approver's key, listed as `listing` says, for a document that names `named`."""
    return check_key(
        trusted(alder(approver=listing), rowan()),
        issuer_id=ALDER,
        proof=ProofMade(key=key("approver").public_key, created=NOW),
        role=role,
        holder=named,
        received_before=received,
    )


def refused(named: Signatory | None = NAMED, **listing: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        checked(named, **listing)
    return caught.value


def test_the_holder_is_the_person_named_by_id_and_registration() -> None:
    assert checked() is None
    assert checked(None) is None
    assert checked(replace(NAMED, registration="pyl67890")) is None
    for other in (LOWEST, HIGHEST):
        assert refused(replace(NAMED, id=other)).reason is Refusal.HOLDER
    for other in ("A1", "Z9", None):
        assert refused(replace(NAMED, registration=other)).reason is Refusal.HOLDER


def test_a_holder_without_a_registration_is_named_without_one() -> None:
    unregistered = replace(APPROVER, registration=None)
    assert checked(replace(NAMED, registration=None), holder=unregistered) is None
    assert refused(holder=unregistered).reason is Refusal.HOLDER


@pytest.mark.parametrize("role", sorted(set(KeyRole) - {KeyRole.CLINICIAN}))
def test_a_key_has_one_role(role: KeyRole) -> None:
    assert refused(role=role).reason is Refusal.WRONG_ROLE


def test_a_key_that_is_given_up_says_since_when() -> None:
    for state, reason, word in (
        (KeyState.REVOKED, Refusal.KEY_REVOKED, "revoked"),
        (KeyState.COMPROMISED, Refusal.KEY_COMPROMISED, "compromised"),
    ):
        said = refused(state=state, since=NOW)
        assert said.reason is reason
        assert f"The key was {word} on 22 November 2026" in said.message


def test_a_compromised_key_counts_only_for_what_was_received_before() -> None:
    found = checked(received=True, state=KeyState.COMPROMISED, since=NOW)
    assert found is not None
    assert found.kind is FindingKind.RECEIVED_BEFORE
    assert checked(received=True) is None
    assert refused(received=True, state=KeyState.REVOKED, since=NOW).reason is Refusal.KEY_REVOKED


def test_a_proof_lies_inside_the_keys_dates_to_the_second() -> None:
    second = timedelta(seconds=1)
    assert checked(from_=NOW, until=NOW + second) is None
    assert checked(until=NOW) is None
    assert checked(state=KeyState.RETIRED, since=NOW) is None
    for listing in (
        {"from_": NOW + second},
        {"until": NOW - second},
        {"state": KeyState.RETIRED, "since": NOW - second},
    ):
        assert refused(**listing).reason is Refusal.KEY_DATES


def test_a_key_of_another_establishment_is_no_strangers_key() -> None:
    for issuer, reason in ((ALDER, None), (ROWAN, Refusal.WRONG_UNIT), (LOWEST, Refusal.WRONG_UNIT)):
        proof = ProofMade(key=key("approver").public_key, created=NOW)
        more: dict[str, Any] = {"role": KeyRole.CLINICIAN, "holder": NAMED, "received_before": False}
        if reason is None:
            assert check_key(trusted(), issuer_id=issuer, proof=proof, **more) is None
            continue
        with pytest.raises(Refused) as caught:
            check_key(trusted(), issuer_id=issuer, proof=proof, **more)
        assert caught.value.reason is reason


def test_nobody_who_is_not_listed_signs_with_a_listed_key() -> None:
    stranger = ProofMade(key=key("nobody").public_key, created=NOW)
    check_not_listed(trusted(), (stranger,))
    with pytest.raises(Refused) as caught:
        check_not_listed(trusted(), (stranger, ProofMade(key=key("rowan-unit").public_key, created=NOW)))
    assert caught.value.reason is Refusal.WRONG_UNIT


def person(id_: str, registration: str | None = None) -> Person:
    return Person(id=id_, name="Ash Moss", profession="Art therapist", registration=registration)


@pytest.mark.parametrize(("one", "other"), [(LOWEST, HIGHEST), (HIGHEST, LOWEST)])
def test_author_and_approver_are_two_people(one: str, other: str) -> None:
    def refuses(author: Person, approver: Person, *holders: Person) -> bool:
        keys = tuple(listed(f"key {n}", holder=holder) for n, holder in enumerate(holders))
        try:
            check_two_people(alder(keys=(*alder().keys, *keys)), Signatory.of(author), Signatory.of(approver))
        except Refused as refusal:
            return refusal.reason is Refusal.SAME_PERSON
        return False

    assert refuses(person(one), person(one))
    assert refuses(person(one, "PYL1"), person(other, "pyl-01"))
    assert refuses(person(one), person(other, "PYL1"), person(one, "PYL1"))
    # Nobody is taken for another for lack of a registration, or because a third person has theirs.
    assert not refuses(person(one), person(other))
    assert not refuses(person(one, "PYL1"), person(other, "PYL2"))
    assert not refuses(person(one), person(other, "PYL1"), person(one), person(AUTHOR.id, "PYL1"))
    check_two_people(None, Signatory.of(person(one, "PYL1")), Signatory.of(person(other, "PYL2")))
