"""Ed25519 public keys as Multikey text: `z6Mk…`.

Source: W3C Controlled Identifiers 1.0, section 2.2.2 (Multikey): the letter `z`, then base58btc over the
bytes 0xed 0x01 and the 32 bytes of the key. Every key has exactly one spelling; any other is refused, so
that comparing two texts is comparing two keys.
"""

from registry.domain.errors import InvalidValue

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""The base58btc alphabet (Bitcoin's): no zero, capital O, capital I or small l."""

KEY_BYTES = 32
_PREFIX = b"\xed\x01"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
# Two digits are looked up at once: a signature is decoded for every proof of every document.
_PAIRS = {first + second: 58 * _VALUES[first] + _VALUES[second] for first in ALPHABET for second in ALPHABET}
# The prefix fixes the leading digits, so every Ed25519 Multikey has this length.
_TEXT_LENGTH = 48


def base58_encode(data: bytes) -> str:
    """Return `data` in base58btc; each leading zero byte becomes a `1`."""
    number = int.from_bytes(data, "big")
    letters: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        letters.append(ALPHABET[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(letters))


def base58_decode(text: str, *, limit: int = 256) -> bytes:
    """Return the bytes that base58btc `text` spells.

    `limit` is the longest text accepted, in characters: the conversion takes time that grows with the
    square of the length. Raises `InvalidValue` for a longer text or a letter outside the alphabet.
    """
    if len(text) > limit:
        raise InvalidValue(f"A base58 text may have at most {limit} characters; this one has {len(text)}.")
    even = len(text) & ~1
    number = 0
    try:
        # Ten digits at a time fit a machine word, which the whole number does not.
        for start in range(0, even, 10):
            part, end = 0, min(start + 10, even)
            for place in range(start, end, 2):
                part = part * 3364 + _PAIRS[text[place : place + 2]]
            number = number * 58 ** (end - start) + part
        if even != len(text):
            number = number * 58 + _VALUES[text[-1]]
    except KeyError:
        raise InvalidValue("A base58 text holds a letter outside its alphabet.") from None
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
    raw = data[2:]
    if len(raw) != KEY_BYTES or encode_multikey(raw) != text:
        raise InvalidValue("The key is not written in its one canonical spelling.")
    return raw
