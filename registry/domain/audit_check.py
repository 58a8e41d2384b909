"""Checking a history against itself and against what others hold of it.

The rows are read once, in their order. What can be found:

1. A row that is missing, or that does not fit the leaf kept beside it.
2. A checkpoint whose signature is not the log key's, or that another log made.
3. A checkpoint over more rows than there are: the history was cut short, or an older copy was put back.
4. A checkpoint with another root than the rows before it now have: one of them was changed, taken out or put in,
   since the last checkpoint that agrees.
5. A checkpoint that is gone, of those this program makes together with a row: with the first, and with every hundredth.
6. A checkpoint that cannot be read, or whose columns are not those of what was signed.
7. Another history than the one that the account which looks has seen before (`services.witness`).

Whoever can write the file and has the log key can make 1, 2, 5 and 6 agree again, and sign new checkpoints; then 3
and 4 are found by a checkpoint that somebody else holds, and every summary carries one.
"""

import base64
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.attestation import Checkpoint
from registry.domain.audit import due_checkpoints
from registry.domain.kept_checkpoint import KeptCheckpoint
from registry.domain.merkle import Frontier, leaf_hash
from registry.domain.text import number_of

MOST_FAULTS = 100
"""So many faults are told one by one. A ruined history needs no longer list."""


class FaultKind(StrEnum):
    """What is wrong with a history."""

    ROW_MISSING = "row-missing"
    ROW_CHANGED = "row-changed"
    CHECKPOINT_FORGED = "checkpoint-forged"
    CHECKPOINT_GONE = "checkpoint-gone"
    CHECKPOINT_UNREADABLE = "checkpoint-unreadable"
    CHECKPOINT_CHANGED = "checkpoint-changed"
    CUT_SHORT = "cut-short"
    HISTORY_CHANGED = "history-changed"
    SEEN_OTHERWISE = "seen-otherwise"
    RECORD_CHANGED = "record-changed"
    RECORD_ADDED = "record-added"
    RECORD_GONE = "record-gone"
    MISFILED = "misfiled"
    TABLES_CHANGED = "tables-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, with the first and last row it may be about (0: no row tells of it) and a sentence."""

    kind: FaultKind
    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One row as kept: its number, its canonical bytes from its columns, and the leaf kept beside it."""

    sequence: int
    data: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCheck:
    """What a check found: the rows there are, the root over them, how many checkpoints were compared, the faults.

    `records` is how many rows of the records were compared with what the audit says was written; None for none.
    """

    size: int
    root: bytes
    checkpoints: int
    faults: tuple[Fault, ...]
    records: int | None = None

    @property
    def sound(self) -> bool:
        """True when nothing was found."""
        return not self.faults


def check_history(
    rows: Iterable[KeptRow],
    checkpoints: Sequence[Checkpoint],
    held: Sequence[Checkpoint] = (),
    *,
    origin: str,
    key: str,
    is_signed: Callable[[Checkpoint], bool],
) -> HistoryCheck:
    """Return what is found in the rows, which come in the order of their numbers, compared with `checkpoints`.

    `held` are those that somebody else kept. Where one of them differs, the home's own say nothing about which rows
    are as they were: whoever changed a row can have signed them again. `origin` and `key` are this log's; `is_signed`
    says whether a checkpoint's signature is by the key it names.
    """
    faults: list[Fault] = []
    waiting: list[tuple[Checkpoint, bool]] = []
    given = [*((one, False) for one in checkpoints), *((one, True) for one in held)]
    for one, outside in sorted(given, key=lambda each: each[0].size):
        if one.size > 0 and one.origin == origin and one.key == key and is_signed(one):
            waiting.append((one, outside))
        else:
            faults.append(_forged(one, origin, key))
    waiting.reverse()
    tree, fresh, expected = Frontier(), list[bytes](), 1
    agreed = {False: 0, True: 0}
    # By the last checkpoint that agrees: every later one over the same change has another root too.
    differing: dict[int, list[int]] = {}
    for row in rows:
        if row.sequence != expected:
            faults.append(_missing(expected, row.sequence - 1))
        # A missing row leaves its place empty, so that the numbers after it keep theirs.
        fresh.extend(leaf_hash(b"") for _ in range(expected, row.sequence))
        if leaf_hash(row.data) != row.leaf:
            faults.append(_changed(row.sequence))
        fresh.append(leaf_hash(row.data))
        expected = row.sequence + 1
        while waiting and waiting[-1][0].size < expected:
            asked, outside = waiting.pop()
            tree, fresh = tree.grown(fresh), []
            if tree.root == _root(asked):
                agreed[outside] = asked.size
            else:
                differing.setdefault(agreed[outside], []).append(asked.size)
    tree = tree.grown(fresh)
    faults.extend(_differs(size + 1, found) for size, found in differing.items())
    faults.extend(_cut_short(tree.size, asked.size) for asked, _ in reversed(waiting))
    return HistoryCheck(size=tree.size, root=tree.root, checkpoints=len(given), faults=tuple(faults[:MOST_FAULTS]))


def gone_checkpoints(size: int, there: Set[int]) -> tuple[Fault, ...]:
    """Return, as one fault or none, which checkpoints a history of this size should have and has not.

    `there` is over how many rows each of the home's own was made. The faults of `check_history` say whether they fit.
    """
    gone = [one for one in due_checkpoints(size) if one not in there]
    if not gone:
        return ()
    words = (
        f"The checkpoint over {number_of(gone[0], 'row')}, which this program made, is gone."
        if len(gone) == 1
        else f"{len(gone)} checkpoints that this program made are gone, the first over {number_of(gone[0], 'row')} "
        f"and the last over {gone[-1]}."
    )
    return (Fault(kind=FaultKind.CHECKPOINT_GONE, first=gone[0], last=gone[-1], words=words),)


def kept_otherwise(kept: Iterable[KeptCheckpoint]) -> tuple[Fault, ...]:
    """Return a fault for each checkpoint that cannot be read, or that has other columns than it was signed with."""
    return tuple(_kept_otherwise(one) for one in kept if not one.fits)


def seen_otherwise(words: str) -> Fault:
    """Return the fault that the history is not the one an account has seen, in the words of its memory."""
    return Fault(kind=FaultKind.SEEN_OTHERWISE, first=0, last=0, words=words)


def _root(checkpoint: Checkpoint) -> bytes:
    try:
        return base64.b64decode(checkpoint.root, validate=True)
    except ValueError:
        return b""


def _missing(first: int, last: int) -> Fault:
    return Fault(kind=FaultKind.ROW_MISSING, first=first, last=last, words=f"{_rows(first, last)} missing.")


def _changed(sequence: int) -> Fault:
    return Fault(
        kind=FaultKind.ROW_CHANGED,
        first=sequence,
        last=sequence,
        words=f"Row {sequence} is not as it was written.",
    )


def _differs(first: int, sizes: Sequence[int]) -> Fault:
    last, later = sizes[0], f", like {number_of(len(sizes) - 1, 'later one')}" if len(sizes) > 1 else ""
    return Fault(
        kind=FaultKind.HISTORY_CHANGED,
        first=first,
        last=last,
        words=f"Something in rows {first} to {last} was changed, taken out or put in: "
        f"the checkpoint over {last} rows has another root{later}.",
    )


def _kept_otherwise(one: KeptCheckpoint) -> Fault:
    kind, why = (
        (FaultKind.CHECKPOINT_UNREADABLE, "cannot be read")
        if one.signed is None
        else (FaultKind.CHECKPOINT_CHANGED, "is not kept as it was made: what stands beside it does not fit it")
    )
    return Fault(kind=kind, first=1, last=one.size, words=f"The checkpoint over {number_of(one.size, 'row')} {why}.")


def _cut_short(size: int, asked: int) -> Fault:
    return Fault(
        kind=FaultKind.CUT_SHORT,
        first=size + 1,
        last=asked,
        words=f"{_rows(size + 1, asked)} gone: a checkpoint was made over {asked} rows and there are {size}.",
    )


def _forged(checkpoint: Checkpoint, origin: str, key: str) -> Fault:
    if checkpoint.size < 1:
        why = "it covers no row"
    elif checkpoint.origin != origin:
        why = "it is of another log"
    elif checkpoint.key != key:
        why = "it is signed with another key than this home's log key"
    else:
        why = "its signature is not good"
    return Fault(
        kind=FaultKind.CHECKPOINT_FORGED,
        first=1,
        last=checkpoint.size,
        words=f"The checkpoint over {checkpoint.size} rows proves nothing: {why}.",
    )


def _rows(first: int, last: int) -> str:
    return f"Row {first} is" if first == last else f"Rows {first} to {last} are"
