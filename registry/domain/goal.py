"""What the work agreed to reach, and the dated judgements on it beside the participant's own answer."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.identifiers import check_id
from registry.domain.text import check_code, check_name, check_prose


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A dated judgement on a goal by a named person, beside the participant's own answer."""

    on: PartialDate
    reached: Reached
    by: str
    words: str | None = None
    participant_answer: str | None = None

    def __post_init__(self) -> None:
        check_name(self.by, "Who reviewed the goal")
        for text in (self.words, self.participant_answer):
            if text is not None:
                check_prose(text, "The review")


@dataclass(frozen=True, slots=True, kw_only=True)
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
        return any(review.participant_answer for review in self.reviews)

    @property
    def open(self) -> bool:
        """True while the latest review has neither reached the goal nor let it go."""
        latest: Review | None = None
        for review in self.reviews:
            if latest is None or not review.on.certainly_before(latest.on):
                latest = review
        return latest is None or latest.reached not in (Reached.REACHED, Reached.LET_GO)
