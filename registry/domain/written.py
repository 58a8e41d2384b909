"""What an act wrote, as its audit row says it: two digests for each row of the database, and none of its words.

The first digest names the row, the second is of all that stood in it when the act was over. Both are keyed, with a key
that lies in the database: who reads the audit, or an export of it, cannot try out what a record might say. The last
act that names a row says what must stand in it now.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from hashlib import blake2b, sha256

NAME_LETTERS, STATE_LETTERS = 16, 32
"""How many letters of base64 the digests take: 12 bytes to tell rows apart, 24 against finding two contents alike."""

REMOVED = b""
"""What stands for the content of a row that an act removed: no content is spelt so."""

_MARK = NAME_LETTERS + STATE_LETTERS
_NAME, _STATE = NAME_LETTERS * 3 // 4, STATE_LETTERS * 3 // 4
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def marking_key(log_key: bytes) -> bytes:
    """Return the key of the digests, drawn from the private key that signs checkpoints."""
    return sha256(b"throughcare: what an act wrote\x00" + log_key).digest()


def name_mark(key: bytes, name: bytes) -> str:
    """Return the digest that names a row, from the spelling of its table and key."""
    return _letters(_keyed(key, b"name", name, _NAME))


def state_mark(key: bytes, state: bytes) -> str:
    """Return the digest of a row's content, from the plain digest of its spelling."""
    return _letters(_keyed(key, b"state", state, _STATE))


def spell_marks(key: bytes, rows: Mapping[bytes, bytes]) -> str | None:
    """Return what an audit row says of the rows that were written, in a fixed order; None where none was."""
    # Whole groups of three bytes: the letters of all are those of each, one after the other.
    name, state = b"name", b"state"
    marks = sorted(_keyed(key, name, row, _NAME) + _keyed(key, state, kept, _STATE) for row, kept in rows.items())
    return _letters(b"".join(marks)) or None


def are_marks(text: object) -> bool:
    """Return whether what stands in an audit row is what `spell_marks` writes."""
    return isinstance(text, str) and bool(text) and len(text) % _MARK == 0 and _LETTERS.issuperset(text)


def marks_in(text: str) -> Iterator[tuple[str, str]]:
    """Give name and state of each row that a text of marks tells of."""
    for start in range(0, len(text), _MARK):
        yield text[start : start + NAME_LETTERS], text[start + NAME_LETTERS : start + _MARK]


def _keyed(key: bytes, person: bytes, data: bytes, size: int) -> bytes:
    return blake2b(data, digest_size=size, key=key, person=person).digest()


def _letters(digests: bytes) -> str:
    return urlsafe_b64encode(digests).decode()
