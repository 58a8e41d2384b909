"""A dated judgement by a named person, beside the participant's own answer to it."""

from dataclasses import dataclass, replace
from typing import Self

from registry.domain.dates import PartialDate
from registry.domain.quoting import answer_words, refuse_both
from registry.domain.text import check_name, check_prose


@dataclass(frozen=True, kw_only=True)
class AnsweredJudgement:
    """What goals and commissioned outcomes are judged with.

    `answer_left_out` is True where the participant answered, and a document goes to readers for whom the answer was
    never meant: that they answered decides whether it was judged beside their answer.
    """

    on: PartialDate
    by: str
    words: str | None = None
    participant_answer: str | None = None
    answer_left_out: bool = False

    def __post_init__(self) -> None:
        refuse_both(self.participant_answer, left_out=self.answer_left_out)
        check_name(self.by, "Who judged it")
        for text in (self.words, self.participant_answer):
            if text is not None:
                check_prose(text, "The judgement")

    @property
    def answered(self) -> bool:
        """True when the participant gave their own answer."""
        return self.answer_left_out or bool(self.participant_answer)

    @property
    def answer(self) -> str | None:
        """The answer as a quotation, or that it is not part of the document; None where none was given."""
        return answer_words(self.participant_answer, left_out=self.answer_left_out)

    def without_answer(self) -> Self:
        """Return the same judgement for readers for whom the answer was never meant."""
        return replace(self, participant_answer=None, answer_left_out=self.answered)
