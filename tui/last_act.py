"""The last act of a sitting that can be undone: it is marked as entered in error, and nothing is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from registry.domain.corrections import EntryKind
from registry.domain.history import Work
from tui.messages import SessionSaved

REASON: Final = "undone"
CANNOT: Final = (
    "Undone, as the last act of this sitting: a session, a register, a reading, an assessment, words added to "
    "the voice, a need, a placement, a new course or its closing, a goal, its review, a product, an overlap judgement. "
    "It stays on record as entered in error, with the reason “undone”.\n\nNot undone: what was approved, released, "
    "received or decided. A summary is amended by a new version or withdrawn; a decision by a new decision; a register "
    "is corrected with e; anything else or older with “error mark” under F2 x."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAct:
    """What was entered: its kind, how `error` names it, and in words."""

    kind: EntryKind
    asked: str
    words: str


def logged_session(before: Iterable[Work], after: Iterable[Work], logged: SessionSaved) -> LastAct | None:
    """Return the session that stands in `after` and not in `before`, in the course it was logged for."""
    known = {one.id for each in before for one in each.intervention.sessions}
    for course in after:
        if course.intervention.id == logged.intervention_id:
            for one in course.intervention.sessions:
                if one.id not in known:
                    named = f"{logged.intervention_id}/{one.id}"
                    return LastAct(kind=EntryKind.SESSION, asked=named, words=logged.note)
    return None
