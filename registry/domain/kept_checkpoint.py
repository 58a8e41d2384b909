"""A checkpoint as a home keeps it: what was signed, and the columns beside it, which nobody signed."""

from base64 import b64encode
from dataclasses import dataclass

from registry.domain.attestation import Checkpoint
from registry.domain.errors import InvalidValue
from registry.domain.merkle import HASH_BYTES, Frontier
from registry.domain.times import read_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheckpoint:
    """One checkpoint as kept. Each column is what stands in it, of whatever kind; only its number is known to be one.

    `signed` is the checkpoint itself, None where it cannot be read.
    """

    size: int
    made_at: object
    peaks: object
    signed: Checkpoint | None

    @property
    def frontier(self) -> Frontier | None:
        """The tree to grow from; None where the peaks beside the checkpoint do not give the root that was signed."""
        if self.signed is None or self.signed.size != self.size or not isinstance(self.peaks, bytes):
            return None
        peaks = tuple(self.peaks[start : start + HASH_BYTES] for start in range(0, len(self.peaks), HASH_BYTES))
        try:
            tree = Frontier(size=self.size, peaks=peaks)
        except InvalidValue:
            return None
        return tree if b64encode(tree.root).decode() == self.signed.root else None

    @property
    def fits(self) -> bool:
        """True where the columns are those of what was signed, and its moment is one."""
        return self.frontier is not None and _is_stamp(self.made_at)


def _is_stamp(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(read_stamp(value))
    except InvalidValue:
        return False
