"""The audit: one row for each read and write, and the tree that makes its history provable.

Rows are the leaves of a Merkle tree (RFC 6962, section 2.1): a leaf is SHA-256(0x00 ‖ row), a node
SHA-256(0x01 ‖ left ‖ right), and the left subtree holds the largest power of two below the number of leaves.
A row's bytes are its JSON in the canonical form of RFC 8785, so that anyone can build the tree again. Row
number n is leaf n − 1, and the tree that ends with it has size n. A checkpoint's body is that of C2SP
tlog-checkpoint: origin, size and root, each on a line.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from registry.domain.errors import InvalidValue
from registry.domain.text import check_name
from registry.domain.times import stamp

HASH_BYTES = 32
_LEAF, _NODE = b"\x00", b"\x01"
# C2SP signed notes allow no white space and no plus sign in a name; an origin is one.
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./:_-]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act: when, by whom as what, what was done to which objects, why, and how it ended. No clinical text."""

    sequence: int
    at: datetime
    os_user: str
    user: str
    role: str
    verb: str
    objects: tuple[str, ...] = ()
    purpose: str | None = None
    outcome: str

    def __post_init__(self) -> None:
        if self.sequence < 1:
            raise InvalidValue("Audit rows are numbered from 1.")
        for text, what in (
            (self.os_user, "The account"),
            (self.user, "The user"),
            (self.role, "The role"),
            (self.verb, "The verb"),
            (self.outcome, "The outcome"),
            *((one, "An object") for one in self.objects),
        ):
            check_name(text, what)
        if self.purpose is not None:
            check_name(self.purpose, "The purpose")


def row_bytes(entry: AuditEntry) -> bytes:
    """Return the canonical bytes of a row. What is absent is left out."""
    members: dict[str, object] = {
        "at": stamp(entry.at),
        "objects": list(entry.objects),
        "osUser": entry.os_user,
        "outcome": entry.outcome,
        "role": entry.role,
        "sequence": entry.sequence,
        "user": entry.user,
        "verb": entry.verb,
    }
    if entry.purpose is not None:
        members["purpose"] = entry.purpose
    # With ASCII member names and whole numbers this is exactly RFC 8785.
    return json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def leaf(entry: AuditEntry) -> bytes:
    """Return the leaf hash of a row."""
    return leaf_hash(row_bytes(entry))


def leaf_hash(data: bytes) -> bytes:
    """Return SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(_LEAF + data).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes in their order; over none, the hash of nothing.

    Keeps only the roots of the complete subtrees so far, largest first, as many as the size has bits set.
    """
    peaks: list[tuple[int, bytes]] = []
    for one in leaves:
        if len(one) != HASH_BYTES:
            raise InvalidValue(f"A leaf hash has {HASH_BYTES} bytes.")
        height, node = 0, one
        while peaks and peaks[-1][0] == height:
            node = _join(peaks.pop()[1], node)
            height += 1
        peaks.append((height, node))
    if not peaks:
        return hashlib.sha256(b"").digest()
    root = peaks.pop()[1]
    while peaks:
        root = _join(peaks.pop()[1], root)
    return root


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Return the body of a checkpoint: three lines, each ended by a line feed. This text is what is signed."""
    if not _ORIGIN.fullmatch(origin):
        raise InvalidValue("A checkpoint's origin is a name without spaces.")
    if size < 0 or len(root) != HASH_BYTES:
        raise InvalidValue("A checkpoint has a size from 0 and a root of 32 bytes.")
    return f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
