"""A question that has to be answered before anything is repeated: whom to ask, who asks, how it ends, the answers."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.people import Person
from registry.domain.text import check_label, check_prose

PARTICIPANT = "the participant"
# What holds until a question is answered: of work that began, and of work that nobody began, which cannot be repeated.
NOT_REPEATED = "it is not repeated meanwhile"
NOT_STARTED = "it does not start meanwhile"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What to ask, whom (always also the participant), who owns the question, by when, and how it ends.

    `since` is the day from which the asking is owed, where the record tells it. No repeat meanwhile, and no start of
    what nobody began.
    """

    question: str
    whom: tuple[str, ...]
    owner: str
    by: PartialDate
    end_rule: str
    since: PartialDate | None = None

    def __post_init__(self) -> None:
        for text in (self.question, self.end_rule):
            check_prose(text, "The question and its end rule")
        for label in (self.owner, *self.whom):
            check_label(label, "Who is asked, and who asks")
        if PARTICIPANT not in self.whom:
            raise InvalidValue("The participant is always one of those asked.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: from whom, when, in their words, on what evidence, and who wrote it down.

    `evidence` names a letter, a report or a document where there is one; an answer without any is a person's word.
    """

    of: str
    words: str
    on: PartialDate
    evidence: str | None = None
    recorded_by: Person

    def __post_init__(self) -> None:
        check_label(self.of, "Who answered")
        check_prose(self.words, "The answer")
        if self.evidence is not None:
            check_label(self.evidence, "What the answer rests on")


def silence_decides_nothing(end_rule: str, *, begun: bool) -> str:
    """Return an end rule that somebody wrote, with our own sentence after it, which holds whatever theirs says.

    `begun` says whether the work that is asked about ever began.
    """
    ours = f"Nobody's silence decides: a named person does, and {NOT_REPEATED if begun else NOT_STARTED}."
    if ours in end_rule:
        return end_rule
    return f"{end_rule}{'' if end_rule.endswith(('.', '!', '?')) else '.'} {ours}"
