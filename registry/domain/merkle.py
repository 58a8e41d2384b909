"""The tree of RFC 6962, section 2.1, grown leaf by leaf.

A leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right), and the left subtree holds the largest power of
two below the number of leaves. The roots of the complete subtrees are all that is needed to go on growing it, so a
history of a million rows takes a checkpoint without being read again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from registry.domain.errors import InvalidValue

HASH_BYTES = 32
_LEAF, _NODE = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """A tree of `size` leaves as the roots of its complete subtrees, largest first: one for each bit set in `size`."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise InvalidValue("A tree has one complete subtree for each bit set in its size.")
        if any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise InvalidValue(f"A root has {HASH_BYTES} bytes.")

    @property
    def root(self) -> bytes:
        """The root of the whole tree; over no leaf, the hash of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = _join(peak, root)
        return root

    def grown(self, leaves: Iterable[bytes]) -> "Frontier":
        """Return the tree with these leaf hashes added in their order. Raises InvalidValue for another length."""
        peaks, size = list(self.peaks), self.size
        for one in leaves:
            if len(one) != HASH_BYTES:
                raise InvalidValue(f"A leaf hash has {HASH_BYTES} bytes.")
            node, full = one, size
            while full & 1:
                node = _join(peaks.pop(), node)
                full >>= 1
            peaks.append(node)
            size += 1
        return Frontier(size=size, peaks=tuple(peaks))


def leaf_hash(data: bytes) -> bytes:
    """Return SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(_LEAF + data).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes in their order; over none, the hash of nothing."""
    return Frontier().grown(leaves).root


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
