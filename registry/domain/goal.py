"""What the work agreed to reach, and the dated judgements on it beside the participant's own answer."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.answered import AnsweredJudgement
from registry.domain.dates import PartialDate
from registry.domain.identifiers import check_id
from registry.domain.text import check_code, check_prose


class Reached(StrEnum):
    """A judgement on a goal."""

    REACHED = "reached"
    PARTLY = "partly-reached"
    NOT_YET = "not-yet-reached"
    LET_GO = "let-go"

    @property
    def words(self) -> str:
        """The judgement as a reader sees it."""
        return {
            "reached": "reached",
            "partly-reached": "partly reached",
            "not-yet-reached": "not yet reached",
            "let-go": "let go by agreement",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Review(AnsweredJudgement):
    """A judgement on a goal."""

    reached: Reached


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the work agreed to reach."""

    id: str
    text: str
    set_on: PartialDate
    need: str | None = None
    reviews: tuple[Review, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The goal's id")
        check_prose(self.text, "The goal")
        if self.need is not None:
            check_code(self.need, "The goal's need")

    @property
    def answered(self) -> bool:
        """True when a review by a named person stands beside the participant's own answer."""
        return any(review.answered for review in self.reviews)

    @property
    def latest(self) -> Review | None:
        """The review of the latest day, the last written of one day; None before the first."""
        latest: Review | None = None
        for review in self.reviews:
            if latest is None or not review.on.certainly_before(latest.on):
                latest = review
        return latest

    @property
    def open(self) -> bool:
        """True while the latest review has neither reached the goal nor let it go."""
        return self.latest is None or self.latest.reached not in (Reached.REACHED, Reached.LET_GO)
