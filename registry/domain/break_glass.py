"""Break-glass: opening the record of another establishment's participant when it cannot wait, seen by everybody who
must see it, and looked at afterwards by another person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import Person
from registry.domain.text import check_code, check_name, check_sentence

OPEN_FOR = timedelta(minutes=60)
"""How long one use lasts (the project's own limit; a longer need is a placement, or another use with its reason)."""

TOLD_FOR = timedelta(hours=24)
"""How long somebody whose use was ended by another person is told so as they sign in (the project's own)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassReview:
    """What another person found when they looked at a use."""

    by: Person
    at: datetime
    words: str

    def __post_init__(self) -> None:
        check_substance(self.words, "What the review found")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassEnd:
    """That a supervisor ended a use before its time: who, when and why."""

    by: Person
    at: datetime
    reason: str

    def __post_init__(self) -> None:
        check_substance(self.reason, "The reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlass:
    """One use: who opened whose record, why, from when to when, who ended it early, and what the review found."""

    id: str
    participant_id: str
    user: str
    person: Person
    reason: str
    at: datetime
    until: datetime
    review: GlassReview | None = None
    ended: GlassEnd | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The id")
        check_id(self.participant_id, "The participant's id")
        check_code(self.user, "The user's name")
        check_substance(self.reason, "The reason")
        if not timedelta() < self.until - self.at <= OPEN_FOR:
            raise InvalidValue("Break-glass lasts for an hour and no longer.")
        if self.review is not None and self.review.by.is_same_person(self.person):
            raise InvalidValue("Nobody reviews their own break-glass.", hint="Another supervisor or auditor does it.")
        if self.ended is not None and not self.at <= self.ended.at < self.until:
            raise InvalidValue("A use of break-glass is ended while it lasts.")

    @property
    def words(self) -> str:
        """Who broke the glass, and when; never whose record."""
        return f"{self.person.name}, {PartialDate.of(self.at.date()).words} at {self.at:%H:%M} UTC"

    def holds_at(self, moment: datetime) -> bool:
        """True while the record may be read under it."""
        return self.at <= moment < (self.ended.at if self.ended is not None else self.until)


def check_substance(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is a line of at most 200 characters that says something (`check_sentence`)."""
    check_name(text, what)
    check_sentence(text, what)
