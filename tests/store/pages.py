"""Every page of an encrypted database and of its log, deciphered: what somebody with the key could still find there.

SQLCipher 4 keeps pages of 4,096 bytes, the last 80 of them an initialisation vector of 16 bytes and a HMAC of 64; the
first page begins with a salt of 16 (https://www.zetetic.net/sqlcipher/design/). With a raw key nothing is derived.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _RESERVED, _SALT, _VECTOR = 4096, 80, 16, 16
# https://sqlite.org/fileformat2.html#the_write_ahead_log
_LOG_HEADER, _FRAME_HEADER = 32, 24


def deciphered(path: Path, key: bytes) -> bytes:
    """Return the pages of the database at `path` and of its log, one after the other, in clear."""
    data, log = path.read_bytes(), path.with_name(f"{path.name}-wal")
    found = [_page(data[start : start + _PAGE], key, first=start == 0) for start in range(0, len(data), _PAGE)]
    frames = log.read_bytes()[_LOG_HEADER:] if log.exists() else b""
    for start in range(0, len(frames), _FRAME_HEADER + _PAGE):
        number = int.from_bytes(frames[start : start + 4], "big")
        page = frames[start + _FRAME_HEADER : start + _FRAME_HEADER + _PAGE]
        found.append(_page(page, key, first=number == 1))
    return b"".join(found)


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    vector = page[_PAGE - _RESERVED : _PAGE - _RESERVED + _VECTOR]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[_SALT if first else 0 : _PAGE - _RESERVED]) + cipher.finalize()
