"""A refresher that a participant asked for, and what came of it. Shown wherever repeats avoided are counted."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.text import check_code, check_name, check_prose


class RefresherAnswer(StrEnum):
    """What came of it."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresher:
    """What was asked for, in the participant's words, and the answer: given, or refused by whom and why."""

    id: str
    participant_id: str
    programme_id: str
    asked_on: PartialDate
    words: str | None = None
    answer: RefresherAnswer = RefresherAnswer.WAITING
    answered_on: PartialDate | None = None
    answered_by: str | None = None
    because: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The refresher's id")
        check_id(self.participant_id, "The participant's id")
        check_code(self.programme_id, "The programme's id")
        for text in (self.words, self.because):
            if text is not None:
                check_prose(text, "What was said of the refresher")
        answered = self.answer is not RefresherAnswer.WAITING
        if answered != (self.answered_on is not None and self.answered_by is not None):
            raise InvalidValue("An answered refresher, and no other, says who answered and when.")
        if self.answered_by is not None:
            check_name(self.answered_by, "Who answered")
        if self.answer is RefresherAnswer.REFUSED and not self.because:
            raise InvalidValue("The refresher is refused without a reason.", hint="Give it with --reason.")
        check_order(self.asked_on, self.answered_on, "The refresher")
