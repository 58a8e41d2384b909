"""Break one thing, check again, expect refusal."""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from registry.documents import proofs
from registry.documents.canonical import canonical, canonical_rfc8785, document_digest
from registry.documents.multikey import read_public_key, write_public_key
from registry.documents.proofs import check_proof, check_proofs, sign_document
from registry.documents.strict import read_strict
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.multikey import base58_decode, base58_encode, encode_multikey
from registry.domain.signing import Signer
from tests.documents.foreign_vectors import vectors

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493

# The example of Data Integrity EdDSA Cryptosuites 1.0, appendix B.4 (eddsa-jcs-2022).
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_CREATED = "2023-02-24T23:36:38Z"
W3C_DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_DOCUMENT_HASH = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
W3C_PROOF_HASH = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
W3C_SIGNATURE = (
    "407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b803"
    "51da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d069c6dd2808"
)
W3C_VALUE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"


class KeyInHand:
    """A signer that remembers what it was asked to sign."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_key = write_public_key(private.public_key().public_bytes_raw())
        self.signed: list[bytes] = []

    def sign(self, data: bytes) -> bytes:
        self.signed.append(data)
        return self._private.sign(data)


UNIT = KeyInHand(Ed25519PrivateKey.from_private_bytes(b"unit" * 8))
APPROVER = KeyInHand(Ed25519PrivateKey.from_private_bytes(b"appr" * 8))
DOCUMENT: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://throughcare.example/contexts/v1"],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "credentialSubject": {"note": "Café – “quoted”", "sessions": 24},
}


def signed(document: dict[str, Any] = DOCUMENT, signer: Signer = UNIT) -> dict[str, Any]:
    method = f"urn:uuid:00000000-0000-4000-8000-00000000000a#{signer.public_key}"
    return sign_document(document, signer=signer, verification_method=method, created="2026-03-01T09:30:00Z")


def reason(document: dict[str, Any], proof: object, key: str = UNIT.public_key) -> Refusal:
    with pytest.raises(Refused) as caught:
        check_proof(document, proof, key)
    return caught.value.reason


def w3c_signer() -> KeyInHand:
    raw = base58_decode(W3C_PRIVATE[1:])
    assert raw[:2] == b"\x80\x26"
    return KeyInHand(Ed25519PrivateKey.from_private_bytes(raw[2:]))


def test_the_w3c_example_byte_for_byte() -> None:
    signer = w3c_signer()
    assert signer.public_key == W3C_KEY
    assert canonical(W3C_DOCUMENT) == canonical_rfc8785(W3C_DOCUMENT)
    assert document_digest(W3C_DOCUMENT) == W3C_DOCUMENT_HASH
    method = f"did:key:{W3C_KEY}#{W3C_KEY}"
    proof = sign_document(W3C_DOCUMENT, signer=signer, verification_method=method, created=W3C_CREATED)
    assert [one.hex() for one in signer.signed] == [W3C_PROOF_HASH + W3C_DOCUMENT_HASH]
    assert base58_decode(proof["proofValue"][1:]).hex() == W3C_SIGNATURE
    assert proof["proofValue"] == W3C_VALUE
    check_proof(W3C_DOCUMENT, proof, W3C_KEY)


def test_the_w3c_example_as_published() -> None:
    folder = vectors("eddsa-jcs-2022")

    def text(name: str) -> str:
        return (folder / name).read_text().strip()

    document = read_strict((folder / "signedJCS.json").read_bytes())
    proof = document["proof"]
    check_proof(document, proof, W3C_KEY)
    unsigned = read_strict((folder / "unsigned.json").read_bytes())
    assert unsigned == W3C_DOCUMENT
    assert canonical_rfc8785(unsigned).decode() == text("canonDocJCS.txt")
    config = read_strict((folder / "proofConfigJCS.json").read_bytes())
    assert canonical_rfc8785(config).decode() == text("proofCanonJCS.txt")
    assert hashlib.sha256(canonical_rfc8785(config)).hexdigest() == text("proofHashJCS.txt") == W3C_PROOF_HASH
    assert document_digest(unsigned) == text("docHashJCS.txt")
    assert text("combinedHashJCS.txt") == W3C_PROOF_HASH + W3C_DOCUMENT_HASH
    assert text("sigHexJCS.txt") == W3C_SIGNATURE
    assert text("sigBTC58JCS.txt") == W3C_VALUE == proof["proofValue"]
    assert json.loads((folder / "keyPair.json").read_text())["publicKeyMultibase"] == W3C_KEY


def test_a_good_proof_has_our_seven_members_and_passes() -> None:
    proof = signed()
    assert proof.keys() == {
        "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue", "@context",
    }  # fmt: skip
    check_proof(DOCUMENT, proof, UNIT.public_key)
    check_proof({**DOCUMENT, "proof": [proof]}, proof, UNIT.public_key)


def test_respelt_json_verifies() -> None:
    respelt = json.dumps(dict(reversed(DOCUMENT.items())), ensure_ascii=True, indent=3).encode()
    check_proof(read_strict(respelt), signed(), UNIT.public_key)


def test_two_proofs_give_the_digest_they_cover() -> None:
    pairs = [(signed(), UNIT.public_key), (signed(signer=APPROVER), APPROVER.public_key)]
    assert check_proofs(DOCUMENT, pairs) == document_digest(DOCUMENT)


def test_all_proofs_removed() -> None:
    with pytest.raises(Refused) as caught:
        check_proofs(DOCUMENT, [])
    assert caught.value.reason is Refusal.NO_PROOF


def test_one_broken_proof_in_a_set() -> None:
    broken = {**signed(signer=APPROVER), "created": "2026-03-01T09:30:01Z"}
    with pytest.raises(Refused) as caught:
        check_proofs(DOCUMENT, [(signed(), UNIT.public_key), (broken, APPROVER.public_key)])
    assert caught.value.reason is Refusal.BAD_SIGNATURE
    assert caught.value.path == "/proof/1"


def test_tampered_field() -> None:
    assert (
        reason({**DOCUMENT, "id": "urn:uuid:00000000-0000-4000-8000-000000000002"}, signed()) is Refusal.BAD_SIGNATURE
    )
    deep = {**DOCUMENT, "credentialSubject": {"note": "Café – “quoted”", "sessions": 25}}
    assert reason(deep, signed()) is Refusal.BAD_SIGNATURE


def test_nfc_nfd_twin_is_another_document() -> None:
    twin = {**DOCUMENT, "credentialSubject": {"note": "Cafe\u0301 – “quoted”", "sessions": 24}}
    assert reason(twin, signed()) is Refusal.BAD_SIGNATURE


def test_proof_copied_from_another_document() -> None:
    other = {**DOCUMENT, "id": "urn:uuid:00000000-0000-4000-8000-000000000002"}
    assert reason(DOCUMENT, signed(other)) is Refusal.BAD_SIGNATURE


def test_context_appended_after_signing() -> None:
    longer = {**DOCUMENT, "@context": [*DOCUMENT["@context"], "https://attacker.example/v1"]}
    assert reason(longer, signed()) is Refusal.PROOF_CONTEXT
    assert reason(longer, {**signed(), "@context": longer["@context"]}) is Refusal.BAD_SIGNATURE


def test_context_reordered() -> None:
    turned = {**DOCUMENT, "@context": DOCUMENT["@context"][::-1]}
    assert reason(turned, signed()) is Refusal.PROOF_CONTEXT


def test_context_removed() -> None:
    bare = {name: value for name, value in DOCUMENT.items() if name != "@context"}
    assert reason(bare, signed()) is Refusal.PROOF_CONTEXT


def without(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda proof: {key: value for key, value in proof.items() if key != name}


def having(**members: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda proof: {**proof, **members}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(having(created="2026-03-01T09:30:01Z"), Refusal.BAD_SIGNATURE, id="tampered-proof-option"),
        pytest.param(having(created="2026-03-01T09:30:00+00:00"), Refusal.PROOF_FORM, id="offset-time"),
        pytest.param(having(created="2026-03-01T09:30:00.5Z"), Refusal.PROOF_FORM, id="fraction-of-a-second"),
        pytest.param(having(created="2026-03-01T09:30:00Z\n"), Refusal.PROOF_FORM, id="trailing-newline"),
        pytest.param(having(created="٢026-03-01T09:30:00Z"), Refusal.PROOF_FORM, id="non-ascii-digit"),
        pytest.param(having(cryptosuite="eddsa-rdfc-2022"), Refusal.PROOF_SUITE, id="unknown-cryptosuite"),
        pytest.param(having(cryptosuite="ecdsa-jcs-2019"), Refusal.PROOF_SUITE, id="suite-of-another-curve"),
        pytest.param(having(type="Ed25519Signature2020"), Refusal.PROOF_SUITE, id="unknown-type"),
        pytest.param(having(type="DataIntegrityProof "), Refusal.PROOF_SUITE, id="type-with-a-space"),
        pytest.param(having(type="CapabilityProof"), Refusal.PROOF_SUITE, id="another-type"),
        pytest.param(having(proofPurpose="authentication"), Refusal.PROOF_FORM, id="wrong-purpose"),
        pytest.param(having(proofPurpose="assertion"), Refusal.PROOF_FORM, id="purpose-cut-short"),
        pytest.param(having(previousProof="urn:x"), Refusal.PROOF_FORM, id="previous-proof"),
        pytest.param(having(expires="2030-01-01T00:00:00Z"), Refusal.PROOF_FORM, id="unknown-proof-member"),
        pytest.param(having(proofValue=7), Refusal.PROOF_FORM, id="value-not-text"),
        pytest.param(having(type=["DataIntegrityProof"]), Refusal.PROOF_FORM, id="type-not-text"),
        pytest.param(without("proofPurpose"), Refusal.PROOF_FORM, id="no-purpose"),
        pytest.param(without("@context"), Refusal.PROOF_FORM, id="no-proof-context"),
        pytest.param(without("proofValue"), Refusal.PROOF_FORM, id="no-value"),
        pytest.param(having(verificationMethod="urn:x#" + APPROVER.public_key), Refusal.PROOF_KEY, id="other-key"),
        pytest.param(having(verificationMethod="urn:x#"), Refusal.PROOF_KEY, id="no-key"),
        pytest.param(having(verificationMethod="urn:x#zzzz"), Refusal.PROOF_KEY, id="key-of-letters"),
        pytest.param(having(verificationMethod=UNIT.public_key), Refusal.PROOF_KEY, id="no-holder"),
        pytest.param(having(verificationMethod="#" + UNIT.public_key), Refusal.PROOF_KEY, id="empty-holder"),
        pytest.param(having(verificationMethod="urn:x#" + UNIT.public_key), Refusal.BAD_SIGNATURE, id="issuer-swapped"),
    ],
)
def test_refuses_proof(change: Callable[[dict[str, Any]], dict[str, Any]], expected: Refusal) -> None:
    assert reason(DOCUMENT, change(signed())) is expected


@pytest.mark.parametrize("proof", [None, [], "x", {}, 1], ids=repr)
def test_a_proof_that_is_no_object_with_members_is_refused(proof: object) -> None:
    assert reason(DOCUMENT, proof) is Refusal.PROOF_FORM


def raw(proof: dict[str, Any]) -> bytes:
    return base58_decode(proof["proofValue"][1:])


def plus_group_order(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    return signature[:32] + s.to_bytes(32, "little")


FLICKR = str.maketrans(
    "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
)


@pytest.mark.parametrize(
    ("respell", "expected"),
    [
        pytest.param(lambda one: "z" + base58_encode(plus_group_order(one)), Refusal.BAD_SIGNATURE, id="s-plus-l"),
        pytest.param(lambda one: "z" + base58_encode(one[:-1]), Refusal.PROOF_FORM, id="truncated"),
        pytest.param(lambda one: "z" + base58_encode(one + b"\0"), Refusal.PROOF_FORM, id="extended"),
        pytest.param(lambda one: "z1" + base58_encode(one), Refusal.PROOF_FORM, id="re-encoded-with-padding"),
        pytest.param(lambda one: "z" + base58_encode(one) + "\n", Refusal.PROOF_FORM, id="newline-after"),
        pytest.param(lambda one: base58_encode(one), Refusal.PROOF_FORM, id="no-multibase"),
        pytest.param(lambda one: "f" + one.hex(), Refusal.PROOF_FORM, id="hexadecimal"),
        pytest.param(
            lambda one: "u" + base64.urlsafe_b64encode(one).decode().rstrip("="), Refusal.PROOF_FORM, id="base64"
        ),
        pytest.param(lambda one: "Z" + base58_encode(one).translate(FLICKR), Refusal.PROOF_FORM, id="base58-flickr"),
        pytest.param(lambda one: "z" + base58_encode(one).translate(FLICKR), Refusal.BAD_SIGNATURE, id="flickr-as-btc"),
        pytest.param(lambda one: "z" + base58_encode(one)[:-1] + "0", Refusal.PROOF_FORM, id="letter-outside-alphabet"),
        pytest.param(lambda one: "z" + "2" * 5_000_000, Refusal.PROOF_FORM, id="endless"),
        pytest.param(lambda one: "z", Refusal.PROOF_FORM, id="empty"),
        pytest.param(
            lambda one: "z" + base58_encode(bytes([one[0] ^ 1]) + one[1:]), Refusal.BAD_SIGNATURE, id="bit-flip"
        ),
        pytest.param(lambda one: "z" + "1" * 64, Refusal.BAD_SIGNATURE, id="all-zero"),
    ],
)
def test_refuses_signature(respell: Callable[[bytes], str], expected: Refusal) -> None:
    proof = signed()
    assert reason(DOCUMENT, {**proof, "proofValue": respell(raw(proof))}) is expected


def test_what_libsodium_does_not_accept_cryptography_decides() -> None:
    """A first half that is a point of small order: sound by RFC 8032, and libsodium looks no further (decision 24)."""

    class Odd:
        seed = b"odd " * 8
        public_key = write_public_key(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())

        def sign(self, data: bytes) -> bytes:
            half = bytearray(hashlib.sha512(self.seed).digest()[:32])
            half[0] &= 248
            half[31] = half[31] & 127 | 64
            first, key = (1).to_bytes(32, "little"), read_public_key(self.public_key)
            asked = int.from_bytes(hashlib.sha512(first + key + data).digest(), "little")
            return first + (asked * int.from_bytes(half, "little") % GROUP_ORDER).to_bytes(32, "little")

    signer = Odd()
    with pytest.raises(BadSignatureError):
        crypto_sign_open(signer.sign(b"any") + b"any", read_public_key(signer.public_key))
    check_proof(DOCUMENT, signed(signer=signer), signer.public_key)
    assert reason({**DOCUMENT, "id": "another"}, signed(signer=signer), signer.public_key) is Refusal.BAD_SIGNATURE


def test_small_order_key_whose_one_signature_fits_any_document() -> None:
    identity = (1).to_bytes(32, "little")
    key = encode_multikey(identity)
    proof = {**signed(), "verificationMethod": "urn:x#" + key, "proofValue": "z" + base58_encode(identity + bytes(32))}
    assert reason(DOCUMENT, proof, key) is Refusal.SMALL_ORDER_KEY


def test_a_document_outside_the_profile_is_tried_with_the_exact_form() -> None:
    # By UTF-16 unit U+1F600 comes before U+FB33, by code point after it: the quick form differs.
    document = {**DOCUMENT, "\ufb33": 1, "\U0001f600": 2}
    assert canonical(document) != canonical_rfc8785(document)
    proof = signed(document)
    check_proof(document, proof, UNIT.public_key)
    assert reason({**document, "\ufb33": 3}, proof) is Refusal.BAD_SIGNATURE


def test_a_document_without_a_canonical_form_is_refused() -> None:
    assert reason({**DOCUMENT, "n": 2**60}, signed()) is Refusal.CONTENT


def test_the_exact_form_is_not_tried_for_what_it_cannot_write(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(value: object) -> bytes:
        raise InvalidValue("no form")

    proof = {**signed(), "created": "2026-03-01T09:30:01Z"}
    monkeypatch.setattr(proofs, "canonical_rfc8785", refuse)
    assert reason(DOCUMENT, proof) is Refusal.BAD_SIGNATURE


@pytest.mark.parametrize(
    ("method", "created"),
    [
        (f"urn:x#{APPROVER.public_key}", "2026-03-01T09:30:00Z"),
        ("urn:x#", "2026-03-01T09:30:00Z"),
        ("urn:x#zzzz", "2026-03-01T09:30:00Z"),
        (UNIT.public_key, "2026-03-01T09:30:00Z"),
        (f"#{UNIT.public_key}", "2026-03-01T09:30:00Z"),
        (f"urn:x#{UNIT.public_key}", "2026-03-01"),
        (f"urn:x#{UNIT.public_key}", "2026-13-01T09:30:00Z"),
    ],
)
def test_signing_refuses_what_no_verifier_would_take(method: str, created: str) -> None:
    with pytest.raises(InvalidValue):
        sign_document(DOCUMENT, signer=UNIT, verification_method=method, created=created)


def test_signing_needs_a_context() -> None:
    with pytest.raises(InvalidValue):
        signed({"id": "x"})


def test_a_signer_with_the_wrong_key_is_found_out() -> None:
    class Mixed:
        public_key = UNIT.public_key
        sign = staticmethod(APPROVER.sign)

    with pytest.raises(InvalidValue, match="does not fit"):
        sign_document(
            DOCUMENT,
            signer=Mixed(),
            verification_method=f"urn:x#{UNIT.public_key}",
            created="2026-03-01T09:30:00Z",
        )
