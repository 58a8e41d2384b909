"""One move of a participant between establishments, from the first request to the day they came, against the clock.

The days and where they come from are data (`registry/catalogue/transfer_clock.json`); this only counts. A date that
is not exact gives a range of days, and "over" is said only where even the shortest is too long.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.domain.catalogue import Confidence
from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.text import check_code, check_label, check_name, check_prose


class Milestone(StrEnum):
    """A day the clock runs from or to."""

    REQUESTED = "requested"
    REFERRED = "referred"
    ASSESSED = "assessed"
    ACCEPTED = "accepted"
    TRANSFERRED = "transferred"

    @property
    def words(self) -> str:
        """The milestone as a reader sees it."""
        return {
            "requested": "initial request for a medical report",
            "referred": "referral",
            "assessed": "first assessment",
            "accepted": "acceptance",
            "transferred": "transfer",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """How many days may pass between two milestones, by which source, and for moves from where to where."""

    id: str
    label: str
    begins: Milestone
    ends: Milestone
    days: int
    leaving: tuple[Tier, ...]
    going_to: tuple[Tier, ...]
    source: str
    confidence: Confidence

    def __post_init__(self) -> None:
        check_code(self.id, "The rule's id")
        check_name(self.label, "The rule's label")
        check_prose(self.source, "The rule's source")
        if self.days < 1 or self.begins is self.ends:
            raise InvalidValue("A rule of the clock runs for days between two milestones.")

    def governs(self, transfer: "Transfer") -> bool:
        """Return whether the source speaks of such a move; of any other only the days are counted."""
        return transfer.leaving.tier in self.leaving and transfer.going_to.tier in self.going_to


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForTransfer:
    """One assessment for the move: when, by whom, of which establishment.

    `reused` names the assessment that travelled and stood instead of a new one: that is one assessment avoided.
    """

    on: PartialDate
    by: str
    establishment: EstablishmentRef
    reused: str | None = None

    def __post_init__(self) -> None:
        check_name(self.by, "Who assessed")
        if self.reused is not None:
            check_label(self.reused, "The assessment that was reused")

    @property
    def words(self) -> str:
        """When, by whom and where; and what stood instead of a new one."""
        used = f", used again: {self.reused}" if self.reused else ""
        return f"{self.on.words} by {self.by}, {self.establishment.name}{used}"


class Step(StrEnum):
    """What is recorded of a transfer, as it is named to correct it."""

    REQUESTED = "requested"
    REFERRED = "referred"
    ASSESSED = "assessed"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    ENDED = "ended"

    @property
    def words(self) -> str:
        """The step as a reader sees it."""
        return {
            "requested": "initial request for a medical report",
            "referred": "referral",
            "assessed": "assessment",
            "accepted": "acceptance",
            "completed": "move",
            "ended": "end",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCorrection:
    """What a step said before somebody corrected it, in words; why, who did and when. It stays to be seen."""

    step: Step
    said: str
    because: str
    by: str
    on: PartialDate

    def __post_init__(self) -> None:
        check_prose(self.said, "What the step said before")
        check_prose(self.because, "Why it is corrected")
        check_name(self.by, "Who corrected it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A move: where from and to, and its days. The request for a medical report and the referral are two days.

    `corrections` are of its steps, oldest first: the clock runs by what the steps say now.
    """

    id: str
    participant_id: str
    leaving: EstablishmentRef
    going_to: EstablishmentRef
    requested: PartialDate | None = None
    referred: PartialDate | None = None
    assessments: tuple[AssessmentForTransfer, ...] = ()
    accepted: PartialDate | None = None
    accepted_by: str | None = None
    transferred: PartialDate | None = None
    ended: PartialDate | None = None
    ended_because: str | None = None
    corrections: tuple[StepCorrection, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The transfer's id")
        check_id(self.participant_id, "The participant's id")
        if self.requested is None and self.referred is None:
            raise InvalidValue(
                "A transfer begins with a request or a referral.", hint="Give --requested or --referred."
            )
        if self.leaving.id == self.going_to.id:
            raise InvalidValue("A transfer goes from one establishment to another.")
        if (self.accepted is None) != (self.accepted_by is None):
            raise InvalidValue("An acceptance has a day and a person who accepted.")
        if self.accepted_by is not None:
            check_name(self.accepted_by, "Who accepted")
        if (self.ended is None) != (self.ended_because is None):
            raise InvalidValue("A transfer that came to nothing has a day and a reason.")
        if self.ended_because is not None:
            check_prose(self.ended_because, "Why it came to nothing")
        if self.ended is not None and self.transferred is not None:
            raise InvalidValue("A transfer took place or came to nothing, not both.")
        check_order(self.requested, self.accepted, "The acceptance")
        check_order(self.referred, self.accepted, "The acceptance")
        check_order(self.requested, self.transferred, "The transfer")
        check_order(self.referred, self.transferred, "The transfer")
        check_order(self.accepted, self.transferred, "The transfer")
        for one in self.assessments:
            check_order(self.began, one.on, "The assessment")
            check_order(one.on, self.transferred, "The transfer, after the assessment for it")

    def day_of(self, milestone: Milestone) -> PartialDate | None:
        """Return the day of a milestone. The earliest assessment made for the move is the first; one that travelled and
        was used again stands for it only where none was made.
        """
        if milestone is Milestone.ASSESSED:
            made = [one.on for one in self.assessments if one.reused is None]
            return min(made or [one.on for one in self.assessments], key=lambda one: one.first, default=None)
        return {
            Milestone.REQUESTED: self.requested,
            Milestone.REFERRED: self.referred,
            Milestone.ACCEPTED: self.accepted,
            Milestone.TRANSFERRED: self.transferred,
        }[milestone]

    def step_words(self, step: Step, number: int = 1) -> str | None:
        """Return what a step says, in words; None where nothing is recorded. `number` is of an assessment, from 1."""
        if step is Step.ASSESSED:
            return self.assessments[number - 1].words if 0 < number <= len(self.assessments) else None
        day, more = {
            Step.REQUESTED: (self.requested, ""),
            Step.REFERRED: (self.referred, ""),
            Step.ACCEPTED: (self.accepted, f" by {self.accepted_by}"),
            Step.COMPLETED: (self.transferred, ""),
            Step.ENDED: (self.ended, f", {self.ended_because}"),
        }[step]
        return f"{day.words}{more}" if day else None

    @property
    def over(self) -> PartialDate | None:
        """The day the participant came, or on which it came to nothing; None while it is open."""
        return self.transferred or self.ended

    @property
    def began(self) -> PartialDate:
        """The day of the request, else of the referral."""
        began = self.requested or self.referred
        assert began is not None, "a transfer begins with one of them"
        return began

    @property
    def is_open(self) -> bool:
        """True until the participant came, or it came to nothing."""
        return self.transferred is None and self.ended is None

    @property
    def avoided(self) -> int:
        """How many assessments were not made anew, because one that travelled was used; one typed twice is one."""
        return len({" ".join(one.reused.casefold().split()) for one in self.assessments if one.reused is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """One rule read for one transfer: how many days passed, at least and at most, and whether it still runs.

    `least` and `most` are None where the rule never began, and where the day it runs to was never recorded.
    `governed` is False for a move that the rule's source does not speak of: its days are told, and nothing is over.
    """

    rule: ClockRule
    governed: bool = True
    began: bool = True
    least: int | None = None
    most: int | None = None
    running: bool = False

    @property
    def is_over(self) -> bool:
        """True where even the shortest count is longer than the rule allows."""
        return self.governed and self.least is not None and self.least > self.rule.days

    @property
    def words(self) -> str:
        """The reading in one phrase."""
        if not self.began:
            return f"not begun: no {self.rule.begins.words} is recorded"
        if self.least is None or self.most is None:
            return f"not recorded: no {self.rule.ends.words} is recorded"
        count = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        of = f" of {self.rule.days}" if self.governed else ""
        so_far = " so far" if self.running else ""
        over = f", {self.least - self.rule.days} over" if self.is_over else ""
        missing = f"; no {self.rule.ends.words} is recorded" if self.running else ""
        return f"{count}{of} days{so_far}{over}{missing}"


def read_clock(transfer: Transfer, rules: Iterable[ClockRule], today: date) -> tuple[ClockReading, ...]:
    """Return every rule read for a transfer. What came to nothing stops the clock on that day."""
    return tuple(_reading(transfer, rule, today) for rule in rules)


def _reading(transfer: Transfer, rule: ClockRule, today: date) -> ClockReading:
    begins, ends, governed = transfer.day_of(rule.begins), transfer.day_of(rule.ends), rule.governs(transfer)
    if begins is None:
        return ClockReading(rule=rule, governed=governed, began=False)
    # What came to nothing stops a wait for the move, and leaves an assessment that nobody made unrecorded.
    if ends is None and not transfer.is_open and rule.ends is not Milestone.TRANSFERRED:
        return ClockReading(rule=rule, governed=governed)
    until = ends or transfer.ended or PartialDate.of(today)
    return ClockReading(
        rule=rule,
        governed=governed,
        least=max(0, (until.first - begins.last).days),
        most=max(0, (until.last - begins.first).days),
        running=ends is None and transfer.is_open,
    )
