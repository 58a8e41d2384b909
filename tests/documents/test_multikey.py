import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from registry.documents import multikey
from registry.documents.multikey import read_public_key, read_signature, write_public_key, write_signature
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.multikey import ALPHABET, base58_decode, base58_encode, encode_multikey
from tests.documents.foreign_vectors import vectors

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
# The public key of RFC 8032, section 7.1, test 1.
KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
TEXT = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"


def reason(text: str) -> Refusal:
    with pytest.raises(Refused) as caught:
        read_public_key(text)
    return caught.value.reason


def root_of_minus_one() -> int:
    return pow(2, (P - 1) // 4, P)


def square_root(value: int) -> int | None:
    root = pow(value, (P + 3) // 8, P)
    if root * root % P != value % P:
        root = root * root_of_minus_one() % P
    return root if root * root % P == value % P else None


def add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    """The complete addition law of edwards25519 (RFC 8032, section 5.1.4, in affine form)."""
    (x1, y1), (x2, y2) = one, two
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P)
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P)
    return x % P, y % P


def accepted_points() -> set[bytes]:
    """Every encoding a lenient decoder takes for a point whose order divides 8, worked out from the curve."""
    found = set()
    candidates = {0, 1, P - 1}
    for sign in (1, -1):
        root = square_root((-1 + sign * (square_root(1 + D) or 0)) * pow(D, -1, P) % P)
        if root is not None:
            candidates |= {root, P - root}
    for y in candidates:
        x = square_root((y * y - 1) * pow(D * y * y + 1, -1, P) % P)
        assert x is not None
        point = (x, y)
        for _ in range(3):
            point = add(point, point)
        assert point == (0, 1)
        for written in (y, y + P):
            if written < 2**255:
                found |= {(written | sign << 255).to_bytes(32, "little") for sign in (0, 1)}
    return found


def test_a_key_goes_to_text_and_back() -> None:
    assert write_public_key(KEY) == TEXT
    assert read_public_key(TEXT) == KEY


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("z", id="no-digits"),
        pytest.param(TEXT[1:], id="no-multibase"),
        pytest.param("u" + TEXT[1:], id="other-multibase"),
        pytest.param("Z" + TEXT[1:], id="base58flickr-letter"),
        pytest.param(TEXT + "1", id="longer"),
        pytest.param(TEXT[:-1], id="shorter"),
        pytest.param("z1" + TEXT[1:], id="padded"),
        pytest.param(TEXT.replace("z6Mk", "z6Ml"), id="letter-outside-alphabet"),
        pytest.param(TEXT + "\n", id="trailing-newline"),
        pytest.param(" " + TEXT, id="leading-space"),
        pytest.param("f" + (b"\xed\x01" + KEY).hex(), id="hexadecimal"),
        pytest.param("z" + base58_encode(b"\xed\x01" + KEY + b"\0"), id="33-bytes"),
        pytest.param("z" + base58_encode(b"\xec\x01" + KEY), id="x25519-prefix"),
        pytest.param("z" + base58_encode(b"\x80\x26" + KEY), id="private-key-prefix"),
        pytest.param("z" + base58_encode(KEY), id="no-prefix"),
    ],
)
def test_refuses_key_text(text: str) -> None:
    assert reason(text) is Refusal.PROOF_KEY


def test_small_order_keys_are_the_fourteen_of_the_curve_and_all_refused() -> None:
    points = accepted_points()
    assert len(points) == 14
    assert points == multikey._SMALL_ORDER
    for raw in points:
        assert reason(encode_multikey(raw)) is Refusal.SMALL_ORDER_KEY
        with pytest.raises(Refused):
            write_public_key(raw)


def test_small_order_keys_would_otherwise_accept_one_signature_for_any_document() -> None:
    identity = (1).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(identity).verify(identity + bytes(32), b"any document at all")


def test_non_canonical_coordinates_are_refused() -> None:
    for y in range(P, 2**255):
        for sign in (0, 1):
            raw = (y | sign << 255).to_bytes(32, "little")
            assert reason(encode_multikey(raw)) in {Refusal.PROOF_KEY, Refusal.SMALL_ORDER_KEY}


def test_write_refuses_other_lengths() -> None:
    with pytest.raises(Refused):
        write_public_key(KEY[:31])
    with pytest.raises(InvalidValue):
        write_signature(bytes(63))


def test_small_order_keys_of_the_edge_case_vectors_are_refused() -> None:
    cases = json.loads((vectors("ed25519-edge-cases") / "ed25519vectors.json").read_bytes())
    small, others = set(), set()
    for case in cases:
        (small if "low_order_A" in (case["flags"] or []) else others).add(bytes.fromhex(case["key"]))
    assert small
    assert others
    for raw in small:
        assert reason(encode_multikey(raw)) is Refusal.SMALL_ORDER_KEY
    for raw in others - multikey._SMALL_ORDER:
        assert read_public_key(encode_multikey(raw)) == raw


def test_no_edge_case_that_we_let_through_verifies_off_the_rules() -> None:
    cases = json.loads((vectors("ed25519-edge-cases") / "ed25519vectors.json").read_bytes())
    for case in cases:
        try:
            raw = read_public_key(encode_multikey(bytes.fromhex(case["key"])))
            Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(case["sig"]), case["msg"].encode())
        except (Refused, InvalidSignature):
            continue
        assert "non_canonical_A" not in (case["flags"] or [])
        assert "non_canonical_R" not in (case["flags"] or [])


def test_libsodium_accepts_no_edge_case_that_cryptography_refuses() -> None:
    accepted = {True: 0, False: 0}
    for case in json.loads((vectors("ed25519-edge-cases") / "ed25519vectors.json").read_bytes()):
        key, signature, message = bytes.fromhex(case["key"]), bytes.fromhex(case["sig"]), case["msg"].encode()
        try:
            crypto_sign_open(signature + message, key)
        except BadSignatureError:
            accepted[False] += 1
            continue
        accepted[True] += 1
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    assert all(accepted.values()), "some of each"


@given(st.binary(min_size=64, max_size=64))
def test_a_signature_goes_to_text_and_back(raw: bytes) -> None:
    text = write_signature(raw)
    assert text.startswith("z")
    assert read_signature(text) == raw


@pytest.mark.parametrize("raw", [bytes(64), b"\xff" * 64, b"\0" * 63 + b"\xff"])
def test_the_shortest_and_the_longest_signature_text(raw: bytes) -> None:
    assert read_signature(write_signature(raw)) == raw


@pytest.mark.parametrize("many", [0, 63, 65])
def test_a_signature_of_another_length_is_neither_written_nor_read(many: int) -> None:
    with pytest.raises(InvalidValue, match="64 bytes"):
        write_signature(bytes(many))
    for filler in (b"\0", b"\xff"):
        with pytest.raises(Refused) as caught:
            read_signature("z" + base58_encode(filler * many))
        assert caught.value.reason is Refusal.PROOF_FORM


@pytest.mark.parametrize("first", ["u", "Z", "1", "y", "{", "~"])
def test_a_signature_in_another_multibase_is_refused(first: str) -> None:
    with pytest.raises(Refused) as caught:
        read_signature(first + write_signature(bytes(range(64)))[1:])
    assert caught.value.reason is Refusal.PROOF_FORM


@pytest.mark.parametrize("letter", ["0", "O", "I", "l", "é", " "])
def test_a_signature_with_a_letter_outside_the_alphabet_is_refused(letter: str) -> None:
    with pytest.raises(Refused) as caught:
        read_signature(write_signature(bytes(range(64)))[:-1] + letter)
    assert caught.value.reason is Refusal.PROOF_FORM


@given(st.text(alphabet=ALPHABET, max_size=100))
def test_every_base58_text_is_the_one_spelling_of_its_bytes(text: str) -> None:
    assert base58_encode(base58_decode(text)) == text


@given(st.text(alphabet=ALPHABET, min_size=64, max_size=90))
def test_signature_text_has_one_spelling(text: str) -> None:
    try:
        raw = read_signature("z" + text)
    except Refused:
        return
    assert write_signature(raw) == "z" + text
