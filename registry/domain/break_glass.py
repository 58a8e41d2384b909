"""Break-glass: opening the record of another establishment's participant when it cannot wait, seen by everybody who
must see it, and looked at afterwards by another person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import Person
from registry.domain.text import check_code, check_prose

OPEN_FOR = timedelta(minutes=60)
"""How long one use lasts (the project's own limit; a longer need is a placement, or another use with its reason)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassReview:
    """What another person found when they looked at a use."""

    by: Person
    at: datetime
    words: str

    def __post_init__(self) -> None:
        check_prose(self.words, "What the review found")


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlass:
    """One use: who opened whose record, why, from when to when, and what the review found."""

    id: str
    participant_id: str
    user: str
    person: Person
    reason: str
    at: datetime
    until: datetime
    review: GlassReview | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The id")
        check_id(self.participant_id, "The participant's id")
        check_code(self.user, "The user's name")
        check_prose(self.reason, "The reason")
        if not timedelta() < self.until - self.at <= OPEN_FOR:
            raise InvalidValue("Break-glass lasts for an hour and no longer.")
        if self.review is not None and self.review.by.is_same_person(self.person):
            raise InvalidValue("Nobody reviews their own break-glass.", hint="Another supervisor or auditor does it.")

    def holds_at(self, moment: datetime) -> bool:
        """True while the record may be read under it."""
        return self.at <= moment < self.until
