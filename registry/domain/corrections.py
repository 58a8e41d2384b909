"""Entries made in error: withdrawn with a reason, sometimes entered again where they belong, never deleted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.domain.assessment import Assessment, Score
from registry.domain.care_package import TargetOutcome
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.placement import Placement
from registry.domain.product import Product, Progress
from registry.domain.session import SessionRecord
from registry.domain.voice import VoiceEntry


class EntryKind(StrEnum):
    """What can be marked as entered in error, by the word a person types."""

    PARTICIPANT = "participant"
    FIRST_TWO_WEEKS = "first-two-weeks"
    SHARING = "sharing"
    PLACEMENT = "placement"
    NEED = "need"
    INTERVENTION = "intervention"
    SESSION = "session"
    CLOSURE = "closure"
    MODULE_MARK = "module-mark"
    STAFF = "staff"
    SKILL = "skill"
    TARGET_OUTCOME = "target-outcome"
    OUTCOME_JUDGEMENT = "outcome-judgement"
    GOAL = "goal"
    REVIEW = "review"
    PROGRESS = "progress"
    PRODUCT = "product"
    ASSESSMENT = "assessment"
    SCORE = "score"
    VOICE = "voice"
    GROUP = "group"
    MEMBERSHIP = "membership"
    REGISTER = "register"
    DEFINITION = "definition"
    OVERLAP = "overlap"
    OFFER = "offer"

    @property
    def is_part(self) -> bool:
        """True for what is kept in a row of its own and belongs to an intervention."""
        return self in _PARTS

    @property
    def is_fact(self) -> bool:
        """True for what has no row of its own: it lives within an intervention, or is a participant's page."""
        return self in _FACTS

    @property
    def is_units(self) -> bool:
        """True for what the unit keeps beside anybody's history; such a thing is marked, and cannot be moved."""
        return self in _UNITS

    @property
    def named(self) -> str:
        """How one of this kind is named to `error`."""
        if self in (EntryKind.REVIEW, EntryKind.OUTCOME_JUDGEMENT):
            return "INTERVENTION/NUMBER.NUMBER"
        if self is EntryKind.CLOSURE:
            return "INTERVENTION"
        if self in (EntryKind.FIRST_TWO_WEEKS, EntryKind.SHARING):
            return "PARTICIPANT"
        if self is EntryKind.MEMBERSHIP:
            return "GROUP/MEMBER"
        return "INTERVENTION/NUMBER" if self.is_part or self.is_fact else "ID"


_PARTS = frozenset({EntryKind.SESSION, EntryKind.TARGET_OUTCOME, EntryKind.GOAL, EntryKind.PROGRESS, EntryKind.PRODUCT})
_FACTS = frozenset(
    {
        EntryKind.FIRST_TWO_WEEKS,
        EntryKind.SHARING,
        EntryKind.CLOSURE,
        EntryKind.MODULE_MARK,
        EntryKind.STAFF,
        EntryKind.SKILL,
        EntryKind.OUTCOME_JUDGEMENT,
        EntryKind.REVIEW,
    }
)
_UNITS = frozenset(
    {
        EntryKind.PARTICIPANT,
        EntryKind.GROUP,
        EntryKind.MEMBERSHIP,
        EntryKind.REGISTER,
        EntryKind.DEFINITION,
        EntryKind.OVERLAP,
        EntryKind.OFFER,
    }
)


Whole = Placement | NeedRecord | Intervention | Assessment | Score | VoiceEntry
Part = SessionRecord | TargetOutcome | Goal | Progress | Product


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
    """Everything that was entered in error at one participant, and what was moved here from another one.

    Without a participant: what was entered in error of the unit's own, such as a group or an offer.
    """

    participant_id: str | None
    struck: tuple[Struck, ...] = ()
    moved_here: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction just made. `held_by` names signed documents and drafts that still hold the entry.

    `participant_id` is absent for what is the unit's own.
    """

    participant_id: str | None
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
            return f"voice ({entry.kind.words}), {entry.on.words}"
        case SessionRecord():
            return f"{entry.kind} session of {entry.on.words}: {entry.attended.replace('-', ' ')}"
        case TargetOutcome():
            return f"target-outcome: {entry.text.splitlines()[0][:80]}"
        case Goal():
            return f"goal: {entry.text.splitlines()[0][:80]}"
        case Progress():
            return f"progress on {entry.need}, {entry.on.words}"
        case Product():
            return f"product {entry.title}, {entry.on.words}"
