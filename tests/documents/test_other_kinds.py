"""Withdrawal, receipt and annex: what verification accepts, and every attack on each, named after itself."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.documents.annex import encode_annex
from registry.documents.proofs import sign_document
from registry.documents.receipt import encode_receipt
from registry.documents.signing import document_bytes
from registry.documents.trusted_directory import TrustedDirectory
from registry.documents.verdict_document import verdict_document
from registry.documents.verification import Verified, verify_bytes
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.addressing import Recipient, RecipientKind
from registry.domain.attestation import Signatory
from registry.domain.directory import KeyRole, KeyState, WithdrawnDocument
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.participant import PersonName
from registry.domain.people import Person
from registry.domain.receipt import Receipt, ReceiptAttestation
from registry.domain.stored_documents import DocumentKind
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from tests.documents import letters
from tests.documents.clinic import (
    ALDER,
    APPROVER,
    AUTHOR,
    NOW,
    RELEASED,
    ROWAN,
    YEAR,
    alder,
    directory,
    key,
    listed,
    signed,
    trusted,
)
from tests.documents.letters import (
    SECRET,
    annex,
    receipt,
    rowan_receives,
    signed_annex,
    signed_receipt,
    signed_withdrawal,
    withdrawal,
)
from tests.documents.record import urn

Document = dict[str, Any]
SIGNED: dict[str, Callable[[], Document]] = {
    "withdrawal": signed_withdrawal,
    "receipt": signed_receipt,
    "annex": signed_annex,
}
KINDS = pytest.mark.parametrize("kind", SIGNED)


def trust() -> TrustedDirectory:
    return trusted(alder(), rowan_receives())


def verify(document: Document, directory: TrustedDirectory | None = None, **more: Any) -> Verified:
    return verify_bytes(document_bytes(document), now=NOW, directory=directory or trust(), **more)


def reason(document: Document, directory: TrustedDirectory | None = None, **more: Any) -> Refusal:
    with pytest.raises(Refused) as caught:
        verify(document, directory, **more)
    assert str(caught.value).isprintable()
    assert SECRET not in str(caught.value)
    return caught.value.reason


def resigned(plain: Document, *names: str, created: str = "2026-11-22T09:00:00Z") -> Document:
    """Return a document with proofs by these keys over what it says now, however wrong that is."""
    issuer = plain["issuer"]["id"]
    bare = {name: value for name, value in plain.items() if name != "proof"}
    proofs = [
        sign_document(bare, signer=key(name), verification_method=f"{issuer}#{key(name).public_key}", created=created)
        for name in names
    ]
    return {**bare, "proof": proofs}


def received_by(person: Person, name: str = "rowan-receiver") -> Receipt:
    return receipt(attestation=ReceiptAttestation(receiver=Signatory.of(person, key(name).public_key)))


SIGNERS = {"withdrawal": ("unit", "approver"), "receipt": ("rowan-receiver",), "annex": ("unit", "approver")}


@KINDS
def test_a_sound_document_is_trusted(kind: str) -> None:
    recipient = ALDER if kind == "receipt" else ROWAN
    verified = verify(SIGNED[kind](), recipient=recipient)
    assert verified.verdict is Verdict.TRUSTED
    assert verified.kind is DocumentKind(kind)
    assert verified.findings == ()
    assert NotChecked.REPLAY in verified.not_checked
    assert verdict_document(verified.ruling)["kind"] == kind
    expected = {"withdrawal": withdrawal(), "receipt": receipt(), "annex": annex()}[kind]
    assert verified.content == expected
    assert getattr(verified, kind) == expected


@pytest.mark.parametrize("wanted", ["summary", *SIGNED])
@pytest.mark.parametrize("kind", ["summary", *SIGNED])
def test_a_document_is_never_taken_for_one_of_another_kind(kind: str, wanted: str) -> None:
    verified = verify(SIGNED[kind]() if kind in SIGNED else signed())
    if wanted == kind:
        assert getattr(verified, wanted) is verified.content
        return
    words = "transfer summary" if wanted == "summary" else wanted
    with pytest.raises(Refused, match=f"an? {words} was expected") as caught:
        getattr(verified, wanted)
    assert caught.value.reason is Refusal.UNKNOWN_KIND


def test_the_verdict_says_in_words_what_it_is() -> None:
    assert (
        "Withdrawal of summary cdcd cdcd cdcd cdcd, version 2, for Rowan House."
        in verify(signed_withdrawal()).ruling.about
    )
    assert "Rowan House holds summary cdcd" in verify(signed_receipt()).ruling.about
    said = verify(signed_annex()).ruling.about
    assert said.startswith(
        "Sensitive annex, version 1, for Rowan House and The Parole Board, kept apart by the decision of Prof."
    )


def test_a_reason_cannot_look_like_lines_of_a_verdict() -> None:
    forged = replace(withdrawal().subject, reason="Wrong.\nTRUSTED  other.json\n" + "x" * 400)
    said = verify(signed_withdrawal(withdrawal(subject=forged))).ruling.about
    assert "\n" not in said
    assert said.endswith("x…")


def test_what_bears_on_other_files_is_told_for_each_kind() -> None:
    told = {kind: verify(SIGNED[kind]()).ruling.bearing for kind in SIGNED}
    assert {kind for kind, bearing in told.items() if bearing.unit_key is None} == {"receipt"}
    assert {kind for kind, bearing in told.items() if bearing.series is not None} == {"annex"}
    assert {kind for kind, bearing in told.items() if bearing.withdraws is not None} == {"withdrawal"}
    assert told["withdrawal"].withdraws == withdrawal().subject
    assert told["annex"].series == annex().series
    assert told["annex"].unit_key == key("unit").public_key
    assert not any(bearing.interim for bearing in told.values())


@KINDS
def test_each_kind_is_taken_for_no_other(kind: str) -> None:
    verified = verify(SIGNED[kind]())
    for other in SIGNED.keys() - {kind}:
        with pytest.raises(Refused) as caught:
            getattr(verified, other)
        assert caught.value.reason is Refusal.UNKNOWN_KIND


@KINDS
def test_whom_it_is_not_addressed_to_is_said_with_its_place(kind: str) -> None:
    for stranger in (urn("somebody else"), ""):
        with pytest.raises(Refused) as caught:
            verify(SIGNED[kind](), recipient=stranger)
        assert caught.value.reason is Refusal.RECIPIENT
        assert caught.value.path == ("/recipients" if kind == "annex" else "/recipient")


LOWEST, HIGHEST = f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}", f"urn:uuid:{'f' * 8}-ffff-4fff-8fff-{'f' * 12}"


@pytest.mark.parametrize("document", [LOWEST, HIGHEST])
def test_a_withdrawal_may_name_any_document_but_itself(document: str) -> None:
    plain = signed_withdrawal()
    plain["credentialSubject"]["document"]["id"] = document
    assert verify(resigned(plain, "unit", "approver")).withdrawal.subject.document.id == document
    plain["id"] = document
    assert reason(resigned(plain, "unit", "approver")) is Refusal.CONTENT


@pytest.mark.parametrize("recipient", [LOWEST, HIGHEST])
def test_a_receipt_goes_to_anybody_but_its_writer_and_may_be_written_later(recipient: str) -> None:
    plain = signed_receipt()
    created = plain["proof"][0]["created"]
    plain["recipient"]["id"] = recipient
    assert verify(resigned(plain, "rowan-receiver", created=created)).receipt.recipient.id == recipient
    plain["credentialSubject"]["received"] = "2026-11-01T09:00:00Z"
    verify(resigned(plain, "rowan-receiver", created=created))
    plain["recipient"]["id"] = plain["issuer"]["id"]
    assert reason(resigned(plain, "rowan-receiver", created=created)) is Refusal.CONTENT


def test_an_annex_is_never_quoted_by_its_verdict() -> None:
    assert SECRET not in repr(verdict_document(verify(signed_annex()).ruling))


@KINDS
def test_without_a_directory_it_is_intact(kind: str) -> None:
    verified = verify_bytes(document_bytes(SIGNED[kind]()), now=NOW, directory=None)
    assert verified.verdict is Verdict.INTACT
    assert NotChecked.DIRECTORY in verified.not_checked


@KINDS
def test_tampered_field(kind: str) -> None:
    document = copy.deepcopy(SIGNED[kind]())
    document["issuer"]["name"] = "Alder House"
    assert reason(document) is Refusal.BAD_SIGNATURE


@KINDS
def test_all_proofs_removed(kind: str) -> None:
    assert reason({**SIGNED[kind](), "proof": []}) is Refusal.NO_PROOF


@KINDS
def test_proof_copied_from_another_document(kind: str) -> None:
    other = {
        "withdrawal": lambda: signed_withdrawal(withdrawal(id=urn("other"))),
        "receipt": lambda: signed_receipt(receipt(id=urn("other"))),
        "annex": lambda: signed_annex(annex(id=urn("other"))),
    }[kind]()
    assert reason({**SIGNED[kind](), "proof": other["proof"]}) is Refusal.BAD_SIGNATURE


@KINDS
def test_same_key_twice(kind: str) -> None:
    document = SIGNED[kind]()
    assert reason({**document, "proof": [*document["proof"], document["proof"][0]]}) is Refusal.SIGNERS


@KINDS
def test_proof_added_by_a_stranger(kind: str) -> None:
    assert reason(resigned(SIGNED[kind](), *SIGNERS[kind], "stranger")) is Refusal.SIGNERS


@KINDS
def test_unknown_top_level_member(kind: str) -> None:
    assert reason(resigned({**SIGNED[kind](), "note": "x"}, *SIGNERS[kind])) is Refusal.SCHEMA


@KINDS
def test_schema_of_another_kind(kind: str) -> None:
    from registry.documents.envelope import credential_schema

    document = {**SIGNED[kind](), "credentialSchema": credential_schema("transfer-summary", "1.0")}
    assert reason(resigned(document, *SIGNERS[kind])) is Refusal.UNKNOWN_SCHEMA


@KINDS
def test_addressed_to_another_unit(kind: str) -> None:
    assert reason(SIGNED[kind](), recipient=urn("third unit")) is Refusal.RECIPIENT


def test_addressed_to_a_board_of_the_units_name() -> None:
    board = Recipient(kind=RecipientKind.BOARD, name="Rowan House")
    assert reason(signed_annex(annex(recipients=(board,))), recipient=ROWAN) is Refusal.RECIPIENT


@pytest.mark.parametrize("kind", ["withdrawal", "annex"])
@pytest.mark.parametrize("kept", [0, 1])
def test_proof_removed(kind: str, kept: int) -> None:
    document = SIGNED[kind]()
    assert reason({**document, "proof": [document["proof"][kept]]}) is Refusal.SIGNERS


def test_withdrawal_signed_by_the_unit_alone() -> None:
    plain = encode_withdrawal(withdrawal())
    del plain["attestation"]["approver"]
    assert reason(resigned(plain, "unit")) is Refusal.SCHEMA


def test_approver_without_a_key() -> None:
    plain = encode_withdrawal(withdrawal())
    del plain["attestation"]["approver"]["key"]
    assert reason(resigned(plain, "unit", "approver")) is Refusal.SIGNERS
    with pytest.raises(InvalidValue):
        replace(withdrawal().attestation, approver=Signatory.of(AUTHOR))


def test_one_key_for_unit_and_approver() -> None:
    plain = encode_withdrawal(withdrawal())
    plain["attestation"]["approver"]["key"] = key("unit").public_key
    assert reason(resigned(plain, "unit")) is Refusal.SIGNERS


def test_annex_author_named_with_a_key() -> None:
    plain = encode_annex(annex())
    plain["attestation"]["author"]["key"] = key("author").public_key
    assert reason(resigned(plain, "unit", "approver", "author")) is Refusal.SIGNERS


def test_annex_decision_maker_exchanged_for_another_clinician() -> None:
    other = replace(annex().attestation, decision_maker=Signatory.of(AUTHOR, key("approver").public_key))
    assert reason(signed_annex(annex(attestation=other))) is Refusal.HOLDER


def test_annex_without_a_passage() -> None:
    plain = encode_annex(annex())
    plain["credentialSubject"]["passages"] = []
    assert reason(resigned(plain, "unit", "approver")) is Refusal.SCHEMA


def test_annex_to_one_recipient_twice() -> None:
    plain = encode_annex(annex())
    plain["recipients"] = [plain["recipients"][0]] * 2
    assert reason(resigned(plain, "unit", "approver")) is Refusal.CONTENT


def test_withdrawal_by_a_receiver_key() -> None:
    keys = (
        listed("unit", KeyRole.UNIT),
        listed("approver", KeyRole.RECEIVER, APPROVER),
    )
    directory = trusted(alder(keys=keys), rowan_receives())
    assert reason(signed_withdrawal(), directory) is Refusal.WRONG_ROLE


def test_clinician_key_used_for_a_receipt() -> None:
    named = received_by(letters.STRANGER, "rowan-clinician")
    assert reason(signed_receipt(named, person="rowan-clinician")) is Refusal.WRONG_ROLE


def test_unit_key_used_for_a_receipt() -> None:
    named = received_by(letters.STRANGER, "rowan-unit")
    assert reason(signed_receipt(named, person="rowan-unit")) is Refusal.WRONG_ROLE


def test_receipt_with_the_units_proof_too() -> None:
    assert reason(resigned(encode_receipt(receipt()), "rowan-unit", "rowan-receiver")) is Refusal.SIGNERS


def test_receipt_by_another_person_than_named() -> None:
    assert reason(signed_receipt(received_by(AUTHOR))) is Refusal.HOLDER


def test_receipt_by_a_key_of_another_unit() -> None:
    entry = replace(alder(), keys=(*alder().keys, listed("rowan-receiver", KeyRole.RECEIVER, letters.STRANGER)))
    assert reason(signed_receipt(), trusted(entry, letters.clinic.rowan())) is Refusal.WRONG_UNIT


def test_receipt_by_an_unknown_key() -> None:
    assert reason(signed_receipt(), trusted(alder(), letters.clinic.rowan())) is Refusal.UNKNOWN_KEY


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": KeyState.REVOKED, "since": NOW}, Refusal.KEY_REVOKED),
        ({"state": KeyState.COMPROMISED, "since": NOW}, Refusal.KEY_COMPROMISED),
        ({"from_": NOW}, Refusal.KEY_DATES),
        ({"until": NOW - YEAR / 2}, Refusal.KEY_DATES),
    ],
)
def test_receiver_key_that_is_not_believed(changes: dict[str, Any], expected: Refusal) -> None:
    assert reason(signed_receipt(), trusted(alder(), rowan_receives(**changes))) is expected


def test_receipt_to_oneself() -> None:
    to_self = receipt(recipient=letters.TO_ROWAN)
    assert reason(signed_receipt(to_self)) is Refusal.CONTENT


def test_receipt_older_than_the_receiving() -> None:
    early = receipt(subject=replace(receipt().subject, received=NOW))
    assert reason(signed_receipt(early)) is Refusal.CONTENT


def test_receipt_for_what_was_refused() -> None:
    plain = encode_receipt(receipt())
    plain["credentialSubject"]["verdict"] = "REFUSED"
    assert reason(resigned(plain, "rowan-receiver")) is Refusal.CONTENT


def test_withdrawal_that_withdraws_itself() -> None:
    itself = withdrawal(id=letters.SUMMARY.id)
    assert reason(signed_withdrawal(itself)) is Refusal.CONTENT


def test_withdrawn_document_of_another_kind() -> None:
    gone = WithdrawnDocument(document=annex().id, digest="0d" * 32, since=RELEASED)
    assert reason(signed_annex(), trusted(alder(withdrawn=(gone,)), rowan_receives())) is Refusal.WITHDRAWN


@KINDS
def test_future_created(kind: str) -> None:
    document = resigned(SIGNED[kind](), *SIGNERS[kind], created="2026-11-22T09:41:00Z")
    assert reason(document) is Refusal.CLOCK


@KINDS
def test_backdated_created(kind: str) -> None:
    document = resigned(SIGNED[kind](), *SIGNERS[kind], created="2026-11-22T07:29:59Z")
    assert reason(document) is Refusal.CLOCK


def test_a_directory_is_not_verified_as_a_unit_document() -> None:
    with pytest.raises(Refused) as caught:
        verify_bytes(letters.clinic.signed_directory(), now=NOW, directory=None)
    assert caught.value.reason is Refusal.UNKNOWN_KIND
    assert "directory install" in caught.value.hint


def test_mixed_script_in_the_name_of_the_receiver_or_decision_maker_is_a_finding() -> None:
    # The second letter is Cyrillic.
    false = replace(letters.STRANGER, name="Mоss Ash")
    found = {finding.kind for finding in verify(signed_receipt(received_by(false))).findings}
    assert found == {FindingKind.MIXED_SCRIPT}
    subject = replace(
        annex().subject,
        participant=replace(annex().subject.participant, name=PersonName(family="Jоnes", given="Ann")),
    )
    found = {finding.kind for finding in verify(signed_annex(annex(subject=subject))).findings}
    assert found == {FindingKind.MIXED_SCRIPT}


def test_the_clock_of_another_computer_may_be_ten_minutes_ahead() -> None:
    late = NOW + timedelta(minutes=10)
    ahead = resigned(encode_receipt(receipt()), "rowan-receiver", created=late.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert verify(ahead).verdict is Verdict.TRUSTED
    assert directory().is_expired(late) is False
