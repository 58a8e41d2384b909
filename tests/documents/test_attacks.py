"""Every attack on a signed summary that we know of, each named after itself, each refused by its own reason."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.documents.proofs import sign_document
from registry.documents.signing import document_bytes
from registry.documents.transfer_summary import encode
from registry.documents.trusted_directory import TrustedDirectory
from registry.documents.verification import verify_bytes
from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.directory import KeyRole, KeyState, WithdrawnDocument
from registry.domain.errors import Refusal, Refused
from registry.domain.multikey import encode_multikey
from registry.domain.people import Person, Tier
from tests.documents import clinic
from tests.documents.clinic import (
    ALDER,
    APPROVED,
    APPROVER,
    AUTHOR,
    NOW,
    RELEASED,
    ROWAN,
    VALID_FROM,
    YEAR,
    alder,
    key,
    listed,
    resigned,
    rowan,
    signed,
    trusted,
)
from tests.documents.record import urn

Document = dict[str, Any]


def reason(document: Document | bytes, trust: TrustedDirectory | None = None, **more: Any) -> Refusal:
    data = document if isinstance(document, bytes) else document_bytes(document)
    with pytest.raises(Refused) as caught:
        verify_bytes(data, now=more.pop("now", NOW), directory=trust or more.pop("none", None) or trusted(), **more)
    assert str(caught.value).isprintable()
    return caught.value.reason


def changed(change: Callable[[Document], object], document: Document | None = None) -> Document:
    whole = copy.deepcopy(document or signed())
    change(whole)
    return whole


# Proofs


def test_proof_removed() -> None:
    assert reason(changed(lambda document: document["proof"].pop(0))) is Refusal.SIGNERS


def test_approver_removed() -> None:
    assert reason(changed(lambda document: document["proof"].pop(1))) is Refusal.SIGNERS


def test_approver_removed_and_called_interim() -> None:
    def strip(document: Document) -> None:
        document["proof"].pop(1)
        document["interim"] = True
        del document["attestation"]["approver"]

    assert reason(changed(strip)) is Refusal.BAD_SIGNATURE


def test_all_proofs_removed() -> None:
    assert reason(changed(lambda document: document["proof"].clear())) is Refusal.NO_PROOF
    assert reason(changed(lambda document: document.pop("proof"))) is Refusal.NO_PROOF


def test_proof_not_a_list() -> None:
    assert reason(changed(lambda document: document.update(proof=document["proof"][0]))) is Refusal.PROOF_FORM


def test_thousands_of_proofs() -> None:
    assert reason(changed(lambda document: document.update(proof=document["proof"] * 2000))) is Refusal.TOO_MANY_PROOFS


def test_proof_copied_from_another_document() -> None:
    other = signed(clinic.summary(id=urn("other")))
    assert reason({**signed(), "proof": other["proof"]}) is Refusal.BAD_SIGNATURE


def test_one_broken_proof_in_a_set() -> None:
    whole = signed()
    other = signed(clinic.summary(id=urn("other")))
    assert reason({**whole, "proof": [*whole["proof"], other["proof"][0]]}) is Refusal.BAD_SIGNATURE


def test_proof_added_by_a_stranger() -> None:
    whole = signed()
    added = sign_document(
        whole,
        signer=key("stranger"),
        verification_method=f"{ALDER}#{key('stranger').public_key}",
        created="2026-11-22T09:00:00Z",
    )
    assert reason({**whole, "proof": [*whole["proof"], added]}) is Refusal.SIGNERS


def test_same_key_twice() -> None:
    whole = signed()
    assert reason({**whole, "proof": [whole["proof"][0]] * 2}) is Refusal.SIGNERS
    assert reason({**whole, "proof": [*whole["proof"], whole["proof"][1]]}) is Refusal.SIGNERS


def test_one_key_for_unit_and_approver() -> None:
    both = clinic.attestation(approver=Signatory.of(APPROVER, key("unit").public_key))
    plain = encode(clinic.summary(attestation=both))
    assert reason(resigned(plain, person="unit")) is Refusal.SIGNERS


@pytest.mark.parametrize(
    ("member", "value", "expected"),
    [
        ("cryptosuite", "eddsa-rdfc-2022", Refusal.PROOF_SUITE),
        ("type", "Ed25519Signature2020", Refusal.PROOF_SUITE),
        ("proofPurpose", "authentication", Refusal.PROOF_FORM),
        ("created", "2026-11-22T09:00:01Z", Refusal.BAD_SIGNATURE),
        ("created", "2026-11-22T09:00:00+00:00", Refusal.SCHEMA),
        ("@context", ["https://www.w3.org/ns/credentials/v2"], Refusal.PROOF_CONTEXT),
        ("verificationMethod", f"{ROWAN}#{key('unit').public_key}", Refusal.PROOF_KEY),
        ("verificationMethod", key("unit").public_key, Refusal.PROOF_KEY),
        ("verificationMethod", f"{ALDER}#{ALDER}", Refusal.PROOF_KEY),
        ("verificationMethod", f"{ALDER}#{key('author').public_key}", Refusal.BAD_SIGNATURE),
        ("proofValue", "z" + "1" * 64, Refusal.BAD_SIGNATURE),
        ("proofValue", "uAAAA", Refusal.PROOF_FORM),
        ("previousProof", "urn:uuid:1", Refusal.SCHEMA),
        ("expires", "2027-11-22T09:00:00Z", Refusal.SCHEMA),
        ("domain", "example.org", Refusal.SCHEMA),
    ],
)
def test_tampered_proof_option(member: str, value: object, expected: Refusal) -> None:
    assert reason(changed(lambda document: document["proof"][0].update({member: value}))) is expected


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text + "1", lambda text: "z1" + text[1:]])
def test_signature_cut_extended_or_padded(change: Callable[[str], str]) -> None:
    def spoil(document: Document) -> None:
        document["proof"][1]["proofValue"] = change(document["proof"][1]["proofValue"])

    assert reason(changed(spoil)) in (Refusal.PROOF_FORM, Refusal.BAD_SIGNATURE)


def test_small_order_key() -> None:
    # The identity: the all-zero S with R the identity is then a signature of every message.
    point = encode_multikey((1).to_bytes(32, "little"))

    def plant(document: Document) -> None:
        document["attestation"]["unit"]["key"] = point
        document["proof"][0]["verificationMethod"] = f"{ALDER}#{point}"

    assert reason(changed(plant)) is Refusal.SMALL_ORDER_KEY


# Envelope


def test_context_appended() -> None:
    assert reason(changed(lambda document: document["@context"].append("https://evil.example/v1"))) is Refusal.CONTEXT


def test_context_reordered() -> None:
    assert reason(changed(lambda document: document["@context"].reverse())) is Refusal.CONTEXT


def test_a_context_that_would_cause_a_fetch() -> None:
    assert reason(changed(lambda document: document.update({"@context": "https://evil.example/v1"}))) is Refusal.CONTEXT


@pytest.mark.parametrize(
    "types", ["TransferSummary", ["VerifiableCredential"], ["VerifiableCredential", "Sorcery"], [[], {}]]
)
def test_unknown_type(types: object) -> None:
    assert reason(changed(lambda document: document.update(type=types))) is Refusal.UNKNOWN_KIND


def test_a_directory_in_place_of_a_summary() -> None:
    assert reason(clinic.signed_directory()) is Refusal.UNKNOWN_KIND


@pytest.mark.parametrize(
    ("pinned", "expected"),
    [
        ({"id": "https://throughcare.example/schemas/transfer-summary/0.9"}, Refusal.UNKNOWN_SCHEMA),
        ({"id": "https://throughcare.example/schemas/transfer-summary/../directory/1.0"}, Refusal.UNKNOWN_SCHEMA),
        ({"id": "https://throughcare.example/schemas/directory/1.0"}, Refusal.UNKNOWN_SCHEMA),
        ({"id": "https://evil.example/schemas/transfer-summary/1.0"}, Refusal.UNKNOWN_SCHEMA),
        ({"id": 1}, Refusal.UNKNOWN_SCHEMA),
        ({"digestSRI": "sha384-" + "A" * 64}, Refusal.SCHEMA_DIGEST),
        ({"type": "JsonSchemaCredential"}, Refusal.SCHEMA_DIGEST),
        ({"extra": "x"}, Refusal.SCHEMA),
    ],
)
def test_schema_digest_mismatch_or_another_schema(pinned: Document, expected: Refusal) -> None:
    assert reason(changed(lambda document: document["credentialSchema"].update(pinned))) is expected


def test_unknown_top_level_member() -> None:
    assert reason(changed(lambda document: document.update(termsOfUse="none"))) is Refusal.SCHEMA
    assert reason(changed(lambda document: document.update(credentialStatus={"id": "x"}))) is Refusal.SCHEMA


def test_duplicate_member() -> None:
    data = document_bytes(signed())
    assert reason(data.replace(b'"purpose":', b'"purpose":"prison","purpose":')) is Refusal.DUPLICATE_MEMBER
    assert reason(data.replace(b'"purpose":', b'"purpos\\u0065":"prison","purpose":')) is Refusal.DUPLICATE_MEMBER


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'"version":2', b'"version":2.0', Refusal.NUMBER),
        (b'"version":2', b'"version":2e0', Refusal.NUMBER),
        (b'"version":2', b'"version":"2"', Refusal.SCHEMA),
        (b'"version":2', b'"version":"\xd9\xa2"', Refusal.SCHEMA),
        (b'"version":2', b'"version":null', Refusal.SCHEMA),
        (b'"Alder Clinic"', b'"Alder Clinic\\n"', Refusal.SCHEMA),
        (b'"Alder Clinic"', b'"Alder\\u200b Clinic"', Refusal.SCHEMA),
        (b'"Alder Clinic"', b'"Alder\\u202e Clinic"', Refusal.SCHEMA),
        (b'"Alder Clinic"', b'"Alder \\u0007Clinic"', Refusal.CONTROL_CHARACTER),
    ],
)
def test_a_value_spelt_otherwise(old: bytes, new: bytes, expected: Refusal) -> None:
    data = document_bytes(signed())
    assert old in data
    assert reason(data.replace(old, new)) is expected


def test_nfd_twin() -> None:
    data = json.dumps(signed(), ensure_ascii=False).encode()
    assert reason(data.replace("Siân".encode(), "Sia\u0302n".encode())) is Refusal.NOT_NFC


# Who signed


def test_issuer_swapped() -> None:
    assert reason(changed(lambda document: document["issuer"].update(id=ROWAN))) is Refusal.PROOF_KEY
    stranger = Issuer(id=urn("nobody"), name="Alder Clinic", tier=Tier.MEDIUM)
    assert reason(signed(clinic.summary(issuer=stranger))) is Refusal.WRONG_UNIT


def test_unknown_key() -> None:
    other = clinic.attestation(unit=UnitKey(key=key("new unit").public_key))
    assert reason(signed(clinic.summary(attestation=other), unit="new unit")) is Refusal.UNKNOWN_KEY


def test_key_of_another_unit() -> None:
    other = clinic.attestation(unit=UnitKey(key=key("rowan-unit").public_key))
    assert reason(signed(clinic.summary(attestation=other), unit="rowan-unit")) is Refusal.WRONG_UNIT


def test_unit_key_used_as_a_clinicians() -> None:
    second = listed("second unit", KeyRole.UNIT)
    trust = trusted(replace(alder(), keys=(*alder().keys, second)), rowan())
    as_person = clinic.attestation(approver=Signatory.of(APPROVER, second.key))
    assert reason(signed(clinic.summary(attestation=as_person), person="second unit"), trust) is Refusal.WRONG_ROLE


def test_clinicians_key_used_as_the_units() -> None:
    as_unit = clinic.attestation(unit=UnitKey(key=key("author").public_key))
    assert reason(signed(clinic.summary(attestation=as_unit), unit="author")) is Refusal.WRONG_ROLE


def test_log_key_used_as_the_units() -> None:
    as_unit = clinic.attestation(unit=UnitKey(key=key("log").public_key))
    assert reason(signed(clinic.summary(attestation=as_unit), unit="log")) is Refusal.WRONG_ROLE


def test_key_of_another_holder() -> None:
    another = Person(id=urn("another"), name=APPROVER.name, profession=APPROVER.profession)
    trust = trusted(alder(approver={"holder": another}), rowan())
    assert reason(signed(), trust) is Refusal.HOLDER
    renumbered = replace(APPROVER, registration="PYL11111")
    assert reason(signed(), trusted(alder(approver={"holder": renumbered}), rowan())) is Refusal.HOLDER


def test_author_approving_own_work() -> None:
    def approve(document: Document) -> None:
        author = document["attestation"]["author"]
        document["attestation"]["approver"] = {**author, "key": key("author").public_key}

    plain = changed(approve, encode(clinic.summary()))
    assert reason(resigned(plain, person="author")) is Refusal.SAME_PERSON


@pytest.mark.parametrize("spelt", ["PYL12345", "pyl12345", "pyl-012345"])
def test_author_approving_own_work_under_a_second_id(spelt: str) -> None:
    def approve(document: Document) -> None:
        author = document["attestation"]["author"]
        twin = {**author, "id": urn("twin"), "registration": spelt}
        document["attestation"]["approver"] = {**twin, "key": key("approver").public_key}

    plain = changed(approve, encode(clinic.summary()))
    assert reason(resigned(plain)) is Refusal.SAME_PERSON


@pytest.mark.parametrize("spelt", ["pyl12345", "pyl-12345", "pyl012345"])
def test_two_entries_with_one_registration_are_one_person(spelt: str) -> None:
    twin = replace(AUTHOR, id=urn("twin"), name="Dr A. Stephens", registration=spelt)
    plain = encode(clinic.summary())
    plain["attestation"]["approver"] = {**plain["attestation"]["approver"], "id": twin.id, "registration": spelt}
    trust = trusted(alder(approver={"holder": twin}), rowan())
    assert reason(resigned(plain), trust) is Refusal.SAME_PERSON


def test_author_approving_own_work_where_only_the_directory_knows_the_registration() -> None:
    nameless = Signatory.of(replace(AUTHOR, registration=None))
    twin = replace(AUTHOR, id=urn("twin"))
    attestation = clinic.attestation(author=nameless, approver=Signatory.of(twin, key("approver").public_key))
    trust = trusted(alder(approver={"holder": twin}), rowan())
    assert reason(signed(clinic.summary(attestation=attestation)), trust) is Refusal.SAME_PERSON


def test_author_signing_beside_the_approver() -> None:
    both = clinic.attestation(author=Signatory.of(AUTHOR, key("author").public_key))
    assert reason(signed(clinic.summary(attestation=both))) is Refusal.SIGNERS


def test_interim_for_a_board() -> None:
    interim = clinic.summary(
        interim=True,
        attestation=clinic.interim_attestation(),
        purpose=Purpose.PAROLE_BOARD,
        recipient=Recipient(kind=RecipientKind.BOARD, name="Parole Board"),
    )
    assert reason(signed(interim, person="author")) is Refusal.CONTENT


def test_interim_with_an_approver_or_whole_without_one() -> None:
    plain = encode(clinic.summary()) | {"interim": True}
    assert reason(resigned(plain)) is Refusal.SIGNERS
    unapproved = changed(lambda document: document["attestation"].pop("approver"), encode(clinic.summary()))
    assert reason(resigned(unapproved, person="author")) is Refusal.SIGNERS


def test_parole_report_on_someone_not_convicted() -> None:
    whole = clinic.summary(
        purpose=Purpose.PAROLE_BOARD, recipient=Recipient(kind=RecipientKind.BOARD, name="Parole Board")
    )
    untried = replace(whole.subject, participant=replace(whole.subject.participant, untried=True))
    assert reason(signed(replace(whole, subject=untried))) is Refusal.CONTENT


@pytest.mark.parametrize("purpose", [Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL])
def test_sent_on_without_showing_it_to_the_participant(purpose: Purpose) -> None:
    unseen = clinic.attestation(shown=None)
    board = Recipient(kind=RecipientKind.BOARD, name="A board")
    assert reason(signed(clinic.summary(purpose=purpose, recipient=board, attestation=unseen))) is Refusal.CONTENT


# When, and whether the key still counts


@pytest.mark.parametrize("whose", ["unit", "approver"])
@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        ({"state": KeyState.REVOKED, "since": NOW}, Refusal.KEY_REVOKED),
        ({"state": KeyState.COMPROMISED, "since": NOW}, Refusal.KEY_COMPROMISED),
        ({"state": KeyState.RETIRED, "since": VALID_FROM}, Refusal.KEY_DATES),
        ({"from_": RELEASED + timedelta(seconds=1)}, Refusal.KEY_DATES),
        ({"until": APPROVED - timedelta(seconds=1)}, Refusal.KEY_DATES),
    ],
    ids=["revoked", "compromised", "retired", "not yet valid", "expired"],
)
@pytest.mark.parametrize("later", [timedelta(0), YEAR], ids=["directory in force", "directory expired"])
def test_key_that_does_not_count(whose: str, listing: Document, expected: Refusal, later: timedelta) -> None:
    trust = trusted(alder(**{whose: listing}), rowan())
    assert reason(signed(), trust, now=NOW + later) is expected


def test_unknown_key_under_an_expired_directory() -> None:
    other = clinic.attestation(unit=UnitKey(key=key("new unit").public_key))
    document = signed(clinic.summary(attestation=other), unit="new unit")
    assert reason(document, trusted(), now=NOW + YEAR) is Refusal.UNKNOWN_KEY


def test_compromised_key_and_another_document_received_before() -> None:
    trust = trusted(alder(unit={"state": KeyState.COMPROMISED, "since": NOW}), rowan())
    assert reason(signed(), trust, received={"00" * 32}) is Refusal.KEY_COMPROMISED


def test_backdated_created() -> None:
    assert reason(signed(approved=VALID_FROM - timedelta(seconds=1))) is Refusal.CLOCK


def test_unit_signing_before_the_approver() -> None:
    assert reason(signed(released=APPROVED - timedelta(seconds=1))) is Refusal.CLOCK


def test_future_created() -> None:
    future = NOW + timedelta(minutes=10, seconds=1)
    assert reason(signed(released=future)) is Refusal.CLOCK


def test_created_on_a_day_that_is_not_in_the_calendar() -> None:
    plain = encode(clinic.summary())
    whole = resigned(plain)
    method = whole["proof"][0]["verificationMethod"]
    odd = sign_document(plain, signer=key("unit"), verification_method=method, created="2026-02-30T09:00:00Z")
    assert reason({**whole, "proof": [odd, whole["proof"][1]]}) is Refusal.PROOF_FORM


# To whom, and whether it still stands


def test_addressed_to_another_unit() -> None:
    assert reason(signed(), recipient=ALDER) is Refusal.RECIPIENT
    board = Recipient(kind=RecipientKind.BOARD, name="Parole Board")
    assert reason(signed(clinic.summary(recipient=board)), recipient=ROWAN) is Refusal.RECIPIENT


def test_withdrawn_document() -> None:
    by_id = WithdrawnDocument(document=urn("document"), digest="00" * 32, since=NOW)
    assert reason(signed(), trusted(alder(withdrawn=(by_id,)), rowan())) is Refusal.WITHDRAWN


def test_withdrawn_by_a_unit_that_did_not_issue_it_still_stands() -> None:
    by_id = WithdrawnDocument(document=urn("document"), digest="00" * 32, since=NOW)
    trust = trusted(alder(), rowan(withdrawn=(by_id,)))
    verify_bytes(document_bytes(signed()), now=NOW, directory=trust)


def test_content_no_schema_can_see() -> None:
    whole = signed()
    for path, value in (
        (("participant", "nhsNumber"), "9990000019"),
        (("participant", "born"), "2019-02-30"),
        (("participant", "id"), urn("somebody else")),
    ):
        plain = copy.deepcopy(whole)
        plain["credentialSubject"][path[0]][path[1]] = value
        assert reason(resigned(plain)) is Refusal.CONTENT


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"%PDF", b'{"proof":[]}', b"\x00" * 99, b"[" * 100_000])
def test_what_is_no_document_at_all(data: bytes) -> None:
    assert reason(data) in (Refusal.NOT_JSON, Refusal.CONTEXT, Refusal.ENCODING, Refusal.TOO_DEEP)


def test_a_file_of_fifty_megabytes() -> None:
    assert reason(b" " * 50_000_000) is Refusal.TOO_LARGE
