"""Checking the records against what the audit says its acts wrote.

The last act that names a row says what must stand in it (`written`). What can be found:

1. A row that does not say what the act wrote, an older version put back among them.
2. A row that no act wrote.
3. A row that an act wrote and that is gone.
4. A person who is not found by what their record says.
5. A table, index, trigger or view that is not as this program makes it.

Whoever writes into the database past this program makes one of the three. To hide it they would have to write other
digests into the audit, and then the history no longer fits a checkpoint that somebody else holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from registry.domain.audit_check import MOST_FAULTS, Fault, FaultKind
from registry.domain.text import number_of
from registry.domain.written import are_marks, marks_in

SOUND = "sound"
COMPARED = ("audit verify records", "doctor records")
"""The acts that compared every record with the audit; their outcome is what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """One row as it stands: what it is in words that say neither who nor what, and its two digests."""

    what: str
    name: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCheck:
    """What a check found: how many rows were compared, and the faults."""

    size: int
    faults: tuple[Fault, ...]

    @property
    def outcome(self) -> str:
        """What was found, as the audit row of the act that looked says it."""
        return number_of(len(self.faults), "fault") if self.faults else SOUND


def changed_tables(altered: Iterable[str]) -> tuple[Fault, ...]:
    """Return a fault for each table or trigger that is not as this program made it: they guard every row."""
    return tuple(_fault(FaultKind.TABLES_CHANGED, 0, f"{words}.") for words in altered)


def check_records(
    marks: Iterable[tuple[int, str]],
    kept: Iterable[KeptRecord],
    misfiled: Iterable[str] = (),
    altered: Iterable[str] = (),
    removed: str = "",
) -> RecordCheck:
    """Return what is found in the rows that stand, compared with what the audit's rows tell, in their order.

    `removed` is what they say of a row that an act removed, and that must not be there. Faults of the audit's own rows
    are not told here; a text of marks that is none tells nothing.
    """
    last = {name: (state, number) for number, text in marks if are_marks(text) for name, state in marks_in(text)}
    faults = list(changed_tables(altered))
    size = 0
    for one in kept:
        size += 1
        state, number = last.pop(one.name, ("", 0))
        if not number:
            faults.append(_fault(FaultKind.RECORD_ADDED, 0, f"{one.what} was written by no act of the audit."))
        elif state != one.state:
            words = f"{one.what} is not as the act in row {number} of the audit left it."
            faults.append(_fault(FaultKind.RECORD_CHANGED, number, words))
    gone = sorted(number for state, number in last.values() if state != removed)
    faults += [
        _fault(FaultKind.RECORD_GONE, one, f"What the act in row {one} of the audit wrote is gone.") for one in gone
    ]
    faults += [_fault(FaultKind.MISFILED, 0, words) for words in islice(misfiled, MOST_FAULTS)]
    return RecordCheck(size=size, faults=tuple(faults[:MOST_FAULTS]))


def _fault(kind: FaultKind, number: int, words: str) -> Fault:
    return Fault(kind=kind, first=number, last=number, words=words[0].upper() + words[1:])
