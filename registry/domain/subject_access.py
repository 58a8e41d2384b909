"""A request by a participant, or by who acts for them, to be told what is recorded about them, and its clock.

The right is that of article 15 of the UK GDPR. The answer is due within one month; two further months may be taken
where the participant is told so, with the reason, within the first (article 12(3); since 5 February 2026 article 12A,
put in by section 76 of the Data (Use and Access) Act 2025). The month begins when the request came or, where it was
asked for, when it was confirmed who asks. It ends on the day of the same number, or on the last of a shorter month, as
the Information Commissioner's Office counts
(https://ico.org.uk/global/sar-checklist-for-smes/i-need-to-complete-a-sar). A weekend or holiday could move that day
on; it is never counted on here, so nothing told here is too late. The right is that of living people (recital 27).
"""

from dataclasses import dataclass
from datetime import date, datetime

from registry.domain.access_ground import Opinion
from registry.domain.dates import PartialDate, check_day, months_after
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest, check_id
from registry.domain.people import Person
from registry.domain.text import check_name, check_prose, check_reason, check_sentence, number_of

FIRST_MONTHS = 1
FURTHER_MONTHS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks for the participant, and by what they may: a letter of authority, a lasting power, a court's order."""

    name: str
    authority: str

    def __post_init__(self) -> None:
        check_name(self.name, "Who asks")
        check_reason(self.authority, "By what they may ask")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """That two further months are taken: why, and on which day whoever asked was told."""

    reason: str
    told_on: PartialDate

    def __post_init__(self) -> None:
        check_prose(self.reason, "The reason for taking longer")
        check_sentence(self.reason, "The reason for taking longer")
        check_day(self.told_on, "When they were told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of the answer: who, when, why, on whose opinion, and the digest of what was given."""

    by: Person
    at: datetime
    purpose: str
    opinion: Opinion
    digest: str

    def __post_init__(self) -> None:
        check_prose(self.purpose, "The purpose")
        check_digest(self.digest, "The digest of what was given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a request ended: handed over, taken back, refused; in words, with the day."""

    on: PartialDate
    by: Person
    words: str

    def __post_init__(self) -> None:
        check_day(self.on, "When the request ended")
        check_reason(self.words, "How the request ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectAccess:
    """One request. `received` is the day its month begins; `opened`, when it was entered; and `acts`, how many acts the
    audit held by then: those are told of, and what is done to answer is not.
    """

    id: str
    participant_id: str
    received: PartialDate
    opened: datetime
    acts: int
    asker: Asker | None = None
    extension: Extension | None = None
    releases: tuple[Release, ...] = ()
    closing: Closing | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The request's id")
        check_id(self.participant_id, "The participant's id")
        check_day(self.received, "When the request came")
        if self.acts < 0:
            raise InvalidValue("There are no fewer acts than none.")
        if self.received.first > self.opened.date():
            raise InvalidValue("A request is entered after it came.", hint="Check the date.")
        if self.extension is not None and not self.received.first <= self.extension.told_on.first <= self.first_due:
            raise InvalidValue(
                "Taking longer is told, with the reason, within the first month after the request came.",
                hint=f"Here that is from {self.received.words} to {PartialDate.of(self.first_due).words}.",
            )
        if self.closing is not None and self.closing.on.first < self.received.first:
            raise InvalidValue("A request ends after it came.", hint="Check the date.")

    @property
    def first_due(self) -> date:
        """The day by which the answer is due unless longer is taken."""
        return months_after(self.received.first, FIRST_MONTHS)

    @property
    def due(self) -> date:
        """The day by which the answer is due."""
        further = FURTHER_MONTHS if self.extension is not None else 0
        return months_after(self.received.first, FIRST_MONTHS + further)

    @property
    def is_open(self) -> bool:
        """True until it is closed."""
        return self.closing is None

    def due_words(self, today: date) -> str:
        """Return how the request stands against its clock, in a few words."""
        if self.closing is not None:
            return f"closed on {self.closing.on.words}"
        if self.releases:
            return f"released on {PartialDate.of(self.releases[-1].at.date()).words}, not closed"
        days = (self.due - today).days
        if days < 0:
            return f"OVERDUE by {number_of(-days, 'day')}: it was due on {PartialDate.of(self.due).words}"
        left = f"in {number_of(days, 'day')}" if days else "today"
        return f"due {PartialDate.of(self.due).words}, {left}"
