"""What is known of any row of a record: which version it is, who entered it when, whether it still stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from registry.domain.closure import YesNoNotAsked
from registry.domain.participant import PersonName
from registry.domain.repeat import RepeatReason

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The newest version of one record. `entered_in_error` is the reason it was withdrawn for."""

    version: int
    entered_at: datetime
    entered_by: str
    entered_in_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """Part of a long list. `after` asks for the next part; None where this is the last."""

    items: tuple[T, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantLink:
    """Two records that a person judged to be of one participant. Ended links stay, with the reason."""

    id: str
    one: str
    other: str
    reason: str
    ended_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRecord:
    """Another record of the same participant, and why a person judged it to be that."""

    participant_id: str
    name: PersonName
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """How many closed interventions of one programme had one outcome. Unmatched work has no programme."""

    programme_id: str | None
    outcome: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseCount:
    """How many attendances of one kind, and the minutes received in them, one edition adds up to."""

    edition_id: str | None
    attended: str
    count: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEnd:
    """What was answered when one intervention was closed (`Closure.answers`), and why it was done again, if it was."""

    participant_id: str
    programme_id: str | None
    answers: tuple[YesNoNotAsked, ...] | None
    done_again: RepeatReason | None
