"""Entries made in error: withdrawn with a reason, sometimes entered again where they belong, never deleted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.domain.assessment import Assessment, Score
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.placement import Placement
from registry.domain.product import Product, Progress
from registry.domain.session import SessionRecord
from registry.domain.voice import VoiceEntry


class EntryKind(StrEnum):
    """What can be marked as entered in error, by the word a person types."""

    PLACEMENT = "placement"
    NEED = "need"
    INTERVENTION = "intervention"
    SESSION = "session"
    GOAL = "goal"
    PROGRESS = "progress"
    PRODUCT = "product"
    ASSESSMENT = "assessment"
    SCORE = "score"
    VOICE = "voice"

    @property
    def is_part(self) -> bool:
        """True for what belongs to an intervention: one participant's session, a goal, progress or a product."""
        return self in (EntryKind.SESSION, EntryKind.GOAL, EntryKind.PROGRESS, EntryKind.PRODUCT)


Whole = Placement | NeedRecord | Intervention | Assessment | Score | VoiceEntry
Part = SessionRecord | Goal | Progress | Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The trace of an entry that stood at the wrong participant: where it was, where it went, by whom, when.

    `said` is the entry in a few words as it was moved. `record_id` names it as in `Struck.id`.
    """

    kind: EntryKind
    record_id: str
    participant_id: str
    to_participant_id: str
    new_id: str
    said: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One entry that was entered in error: what it said, why it was withdrawn, by whom, when, where it went.

    `id` is the entry's own, after its intervention's and a slash for a part of an intervention. `by` is a person's
    id in the store and their name in an answer.
    """

    kind: EntryKind
    id: str
    said: str
    reason: str
    at: datetime
    by: str
    moved: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Everything that was entered in error at one participant, and what was moved here from another one."""

    participant_id: str
    struck: tuple[Struck, ...] = ()
    moved_here: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction just made. `held_by` names signed documents and drafts that still hold the entry."""

    participant_id: str
    kind: EntryKind
    id: str
    said: str
    reason: str
    moved: Move | None = None
    held_by: tuple[str, ...] = ()


def entry_words(entry: Whole | Part) -> str:
    """Return an entry in one line. A participant's own words are never among them: they have audiences."""
    match entry:
        case Placement():
            return f"placement at {entry.establishment.name} since {entry.since.words}"
        case NeedRecord():
            return f"need {entry.need}: {entry.standing}, {entry.on.words}"
        case Intervention():
            began = entry.started or entry.referred
            return f"intervention {entry.title}{f', {began.words}' if began else ''}"
        case Assessment():
            return f"assessment {entry.tool}, {entry.on.words}"
        case Score():
            return f"score {entry.measure} {entry.value}, {entry.on.words}"
        case VoiceEntry():
            return f"voice ({entry.kind.replace('-', ' ')}), {entry.on.words}"
        case SessionRecord():
            return f"{entry.kind} session of {entry.on.words}: {entry.attended.replace('-', ' ')}"
        case Goal():
            return f"goal: {entry.text.splitlines()[0][:80]}"
        case Progress():
            return f"progress on {entry.need}, {entry.on.words}"
        case Product():
            return f"product {entry.title}, {entry.on.words}"
