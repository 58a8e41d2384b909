"""The last act of a sitting that can be undone: it is marked as entered in error, and nothing is deleted."""

from dataclasses import dataclass
from typing import Final

from registry.domain.corrections import EntryKind

REASON: Final = "undone"
CANNOT: Final = (
    "Undone within this sitting: a session, a reading, words added to the voice, a new course or its closing, an "
    "overlap judgement. It stays on record as entered in error, with the reason “undone”.\n\nNot undone: what was "
    "approved, released, received or decided. A summary is amended by a new version or withdrawn; a decision by a new "
    "decision; anything older with `throughcare error mark`."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAct:
    """What was entered: its kind, how `error` names it, and in words."""

    kind: EntryKind
    asked: str
    words: str
