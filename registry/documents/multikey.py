"""Foreign public keys and signatures as text: Multikey `z6Mk…` and base58btc `proofValue`.

`domain.multikey` knows the spelling, and gives every value exactly one. This module adds what a verifier must
refuse beyond the spelling: points of small order, for which one fixed signature fits any message, and points
whose coordinate is written larger than the field, a second spelling of another key. `cryptography` accepts both.
"""

from functools import lru_cache

from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.multikey import base58_decode, base58_encode, decode_multikey, encode_multikey

SIGNATURE_BYTES = 64

_FIELD = 2**255 - 19
_SIGN_BIT = 1 << 255

# The eight points whose order divides 8 have y = 1 (the identity), y = -1 (order 2), y = 0 (two of order 4, by
# the sign of x) and y = Y or -Y (two each of order 8), where Y solves d Y^4 + 2 Y^2 - 1 = 0: doubling such a
# point must give y = 0, so x^2 = -y^2 on the curve -x^2 + y^2 = 1 + d x^2 y^2. An encoding is y in 255 bits,
# least byte first, and a sign bit. Below the field's size those are 8 encodings; y = 1 and y = -1, where x is 0,
# also pass with the sign bit set (2); and y = 0 and y = 1 can be written as p and p + 1, each with either sign
# (4). Fourteen in all; the test works them out again from the curve.
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset(
    (y | sign).to_bytes(32, "little")
    for y in (0, 1, _FIELD - 1, _ORDER_8_Y, _FIELD - _ORDER_8_Y, _FIELD, _FIELD + 1)
    for sign in (0, _SIGN_BIT)
)


def write_public_key(raw: bytes) -> str:
    """Return the Multikey text of a 32-byte Ed25519 public key.

    Raises `Refused`, as `read_public_key` does, rather than write a key that no one may trust.
    """
    try:
        text = encode_multikey(raw)
    except InvalidValue as error:
        raise Refused(Refusal.PROOF_KEY, error.message) from None
    _check_point(raw)
    return text


# A bulk run meets few keys and many documents.
@lru_cache(maxsize=1024)
def read_public_key(text: str) -> bytes:
    """Return the 32 bytes of the Ed25519 public key `text` names.

    Raises `Refused`: `proof-key` for any text but the one canonical Multikey spelling, or a coordinate not
    below the field's size; `small-order-key` for one of the 14 encodings of a small-order point.
    """
    try:
        raw = decode_multikey(text)
    except InvalidValue as error:
        raise Refused(Refusal.PROOF_KEY, error.message) from None
    _check_point(raw)
    return raw


def write_signature(raw: bytes) -> str:
    """Return a 64-byte signature as `proofValue` text: `z` and base58btc. Raises `InvalidValue`."""
    if len(raw) != SIGNATURE_BYTES:
        raise InvalidValue(f"An Ed25519 signature has {SIGNATURE_BYTES} bytes; this one has {len(raw)}.")
    return "z" + base58_encode(raw)


def read_signature(text: str) -> bytes:
    """Return the 64 bytes that `proofValue` text spells.

    Raises `Refused` (`proof-form`) for another multibase, a letter outside base58btc or another length. There is
    only one spelling: base58btc maps texts to byte strings one to one, a leading `1` standing for a leading zero
    byte, so a padded or re-encoded text spells other bytes or another number of them.
    """
    if not text.startswith("z"):
        raise Refused(Refusal.PROOF_FORM, "The signature is not base58btc text, which begins with z.")
    try:
        raw = base58_decode(text[1:])
    except InvalidValue as error:
        raise Refused(Refusal.PROOF_FORM, error.message) from None
    if len(raw) != SIGNATURE_BYTES:
        raise Refused(Refusal.PROOF_FORM, f"A signature has {SIGNATURE_BYTES} bytes; this one has {len(raw)}.")
    return raw


def _check_point(raw: bytes) -> None:
    if raw in _SMALL_ORDER:
        raise Refused(
            Refusal.SMALL_ORDER_KEY,
            "The key is a point of small order: one signature under it fits any document.",
            hint="No honest program makes such a key. Tell the unit it claims to come from.",
        )
    if int.from_bytes(raw, "little") % _SIGN_BIT >= _FIELD:
        raise Refused(Refusal.PROOF_KEY, "The key's coordinate is not below the field's size.")
