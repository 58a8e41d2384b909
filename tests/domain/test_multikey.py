"""Multikey text: one spelling for each key and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.multikey import base58_decode, base58_encode, decode_multikey, encode_multikey

# The key of the example in W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B.
KNOWN = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


@given(st.binary(min_size=32, max_size=32))
def test_round_trip(raw: bytes) -> None:
    text = encode_multikey(raw)
    assert text.startswith("z6Mk")
    assert len(text) == 48
    assert decode_multikey(text) == raw


@given(st.binary(max_size=80))
def test_base58_round_trip(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data


def test_known_base58() -> None:
    # The test vectors of the IETF draft draft-msporny-base58-03.
    assert base58_encode(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert base58_encode(bytes.fromhex("0000287fb4cd")) == "11233QC4"
    assert base58_decode("11233QC4").hex() == "0000287fb4cd"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_keys_of_another_length(size: int) -> None:
    with pytest.raises(InvalidValue):
        encode_multikey(bytes(size))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        KNOWN[1:],
        KNOWN[:-1],
        KNOWN + "1",
        KNOWN + "\n",
        "u" + KNOWN[1:],
        "Z" + KNOWN[1:],
        "~" + KNOWN[1:],
        KNOWN[:-1] + "0",
        KNOWN[:-1] + "O",
        KNOWN[:-1] + "l",
        KNOWN[:-1] + "é",
        KNOWN[:-1] + "٢",
        "z" + "z" * 47,
        "z" + "1" * 47,
        # An X25519 key (0xec01) and an Ed25519 private key (0x8026).
        "z" + base58_encode(b"\xec\x01" + bytes(32)),
        "z" + base58_encode(b"\x80\x26" + bytes(32)),
        # Prefixes just above and just below an Ed25519 key's.
        "z" + base58_encode(b"\xed\x02" + bytes(32)),
        "z" + base58_encode(b"\xed\x00" + b"\xff" * 32),
        "z1" + base58_encode(b"\xed\x01" + bytes(31)),
        "z" * 10_000_000,
    ],
)
def test_other_spellings(text: str) -> None:
    with pytest.raises(InvalidValue):
        decode_multikey(text)


def test_base58_has_a_limit() -> None:
    longest = "z" * 256
    assert base58_encode(base58_decode(longest)) == longest
    with pytest.raises(InvalidValue, match="at most 256"):
        base58_decode(longest + "z")
    assert decode_multikey(KNOWN)


@pytest.mark.parametrize("number", [0, 57, 58, 58**2 - 1, 58**2, 58**10 - 1, 58**10, 58**11, 58**20, 256**31])
def test_a_number_is_written_digit_by_digit(number: int) -> None:
    """The conversion takes many digits at a time; what it must give is the plain division by 58."""
    text, left = "", number
    while left:
        left, digit = divmod(left, 58)
        text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + text
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    assert base58_encode(data) == text
    assert base58_encode(b"\0\0" + data) == "11" + text
    assert base58_decode("11" + text) == b"\0\0" + data
