"""Ed25519 public keys as Multikey text: `z6Mk…`.

Source: W3C Controlled Identifiers 1.0, section 2.2.2 (Multikey): the letter `z`, then base58btc over the
bytes 0xed 0x01 and the 32 bytes of the key. Every key has exactly one spelling; any other is refused, so
that comparing two texts is comparing two keys.
"""

from operator import mul

from registry.domain.errors import InvalidValue

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""The base58btc alphabet (Bitcoin's): no zero, capital O, capital I or small l."""

KEY_BYTES = 32
_PREFIX = b"\xed\x01"
_LETTERS = ALPHABET.encode()
_VALUES = bytes.maketrans(_LETTERS, bytes(range(58)))
_PAIRS = tuple(one + other for one in ALPHABET for other in ALPHABET)
_PAIRS_IN_FEW = 5
_FEW: int = len(_PAIRS) ** _PAIRS_IN_FEW
"""Below 2^60: what is left of a division by it is worked with quickly."""
_LONGEST = 256
# What a digit counts in each place, the first place first.
_PLACES = [58**place for place in reversed(range(_LONGEST))]
# The prefix fixes the leading digits, so every Ed25519 Multikey has this length.
_TEXT_LENGTH = 48


def base58_encode(data: bytes) -> str:
    """Return `data` in base58btc; each leading zero byte becomes a `1`."""
    number = int.from_bytes(data, "big")
    pairs: list[str] = []
    while number:
        # A long number is divided as seldom as can be.
        number, few = divmod(number, _FEW)
        for _ in range(_PAIRS_IN_FEW):
            few, pair = divmod(few, len(_PAIRS))
            pairs.append(_PAIRS[pair])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(pairs)).lstrip("1")


def base58_decode(text: str) -> bytes:
    """Return the bytes that base58btc `text` spells.

    Raises `InvalidValue` for more than 256 characters (the conversion takes time that grows with the square of the
    length) or a letter outside the alphabet.
    """
    if len(text) > _LONGEST:
        raise InvalidValue(f"A base58 text may have at most {_LONGEST} characters; this one has {len(text)}.")
    letters = text.encode("ascii", "replace")  # A question mark is outside the alphabet too.
    if letters.translate(None, _LETTERS):
        raise InvalidValue("A base58 text holds a letter outside its alphabet.")
    # A signature is decoded for every proof of every document: no step of this is taken digit by digit in Python.
    number: int = sum(map(mul, letters.translate(_VALUES), _PLACES[_LONGEST - len(letters) :]))
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_multikey(raw: bytes) -> str:
    """Return the Multikey text (48 characters, `z6Mk…`) of an Ed25519 public key.

    Raises `InvalidValue` unless `raw` has 32 bytes.
    """
    if len(raw) != KEY_BYTES:
        raise InvalidValue(f"An Ed25519 public key has {KEY_BYTES} bytes; this one has {len(raw)}.")
    return "z" + base58_encode(_PREFIX + raw)


def decode_multikey(text: str) -> bytes:
    """Return the 32 bytes of the Ed25519 public key that `text` names.

    Raises `InvalidValue` for another length, letter, base, key type, or any spelling but the one
    `encode_multikey` gives. Whether the point is one of small order is not looked at here.
    """
    if len(text) != _TEXT_LENGTH:
        raise InvalidValue(f"A key is written with {_TEXT_LENGTH} characters, z6Mk…; this one has {len(text)}.")
    if text[0] != "z":
        raise InvalidValue("A key is written in base58btc, which begins with z.")
    data = base58_decode(text[1:])
    if data[:2] != _PREFIX:
        raise InvalidValue("The key is not an Ed25519 public key.")
    # 47 digits that begin with this prefix spell 34 bytes and no others, and no other 47 digits spell those.
    return data[2:]
