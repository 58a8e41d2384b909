"""The key check: tells a wrong database key from a damaged database.

SQLCipher answers both with the same message. The check is kept beside the locked key and in each backup. It
is a one-way value of 128 bits from a random key of 256, so it tells a finder nothing of use.
"""

import hashlib
import hmac

_LABEL = b"throughcare database key check 1"
_BYTES = 16


def key_check(key: bytes) -> str:
    """Return the check of a database key: 32 hexadecimal digits, HMAC-SHA-256 under the key, cut to 16 bytes."""
    return hmac.digest(key, _LABEL, hashlib.sha256)[:_BYTES].hex()


def key_fits(key: bytes, check: str) -> bool:
    """True when `check` was made from `key`; takes the same time either way."""
    return hmac.compare_digest(key_check(key).encode(), check.encode())
