"""What a named clinician decided about one line of the plan."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.ask import Ask
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.line_kind import LineKind
from registry.domain.people import Person
from registry.domain.quoting import WORDS_LEFT_OUT, quoted, refuse_both
from registry.domain.signature import Signature
from registry.domain.text import check_prose

# A recognition stands in for a completion nobody proved: a word or two is no basis for that.
FEWEST_WORDS_OF_A_BASIS = 4


class Choice(StrEnum):
    """What a clinician made of a line."""

    ACCEPT = "accept"
    CHANGE = "change"
    RECOGNISE = "recognise"
    DEFER = "defer"


class Discussed(StrEnum):
    """Whether the line was discussed with the participant, and what they said."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_YET = "not-yet"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A named clinician's decision on one line. Disagreement keeps the participant's words; *not yet* its because.

    `again` is when a line put off is looked at again, or a choice of the participant is asked about again. `ask` is
    the question with its named owner and date; a later decision keeps the one that was put. A recognition is signed
    with the clinician's own key.

    `words_left_out` is True where a document goes to readers for whom the participant's words were never meant.

    Nothing can be changed into *credit*: that follows from a completion, its definition and its judge alone. A
    clinician's own judgement has its own word, *recognised*, and its own choice.
    """

    choice: Choice
    reason: str
    by: Person
    on: PartialDate
    discussed: Discussed
    discussed_words: str | None = None
    words_left_out: bool = False
    changed_to: LineKind | None = None
    again: PartialDate | None = None
    ask: Ask | None = None
    signature: Signature | None = None

    def __post_init__(self) -> None:
        check_prose(self.reason, "The reason for the decision")
        if self.discussed_words is not None:
            check_prose(self.discussed_words, "What was said of the decision")
        refuse_both(self.discussed_words, left_out=self.words_left_out)
        if self.discussed is not Discussed.AGREES and not self.has_words:
            raise InvalidValue(
                "The decision was disagreed with or not yet discussed, but says no more.",
                hint="Give the participant's words, or why it was not discussed yet, with --words.",
            )
        if (self.choice is Choice.CHANGE) != (self.changed_to is not None):
            raise InvalidValue("A changed line names what it was changed to.", hint="For example `--to start`.")
        if self.changed_to in (LineKind.CREDIT, LineKind.RECOGNISED):
            raise NotAllowed(
                f"No line is changed into {self.changed_to}: credit follows from a judged completion alone.",
                hint="A judgement of your own on what was done is --choice recognise.",
            )
        if self.choice is Choice.RECOGNISE and len(self.reason.split()) < FEWEST_WORDS_OF_A_BASIS:
            raise InvalidValue("A recognition needs its basis.", hint="Say what you saw or were told, and by whom.")
        self._check_when()
        self._check_ask()

    @property
    def disagreement(self) -> str | None:
        """Return that the participant disagrees, in their words where these travel; None where they do not disagree."""
        if self.discussed is not Discussed.DISAGREES:
            return None
        return f"The participant disagrees: {quoted(self.discussed_words) if self.discussed_words else WORDS_LEFT_OUT}"

    @property
    def has_words(self) -> bool:
        """True when something was said of the decision, here or for other readers."""
        return bool(self.discussed_words) or self.words_left_out

    def _check_when(self) -> None:
        chosen = self.changed_to is LineKind.NOT_WANTED
        if chosen and (self.discussed is Discussed.NOT_YET or not self.has_words):
            raise InvalidValue("*Not wanted now* is the participant's choice.", hint="Give their words with --words.")
        if (chosen or self.choice is Choice.DEFER) != (self.again is not None):
            raise InvalidValue(
                "A line put off, or not wanted now, and no other, says when to come back to it.",
                hint="Give the day with --again.",
            )

    def _check_ask(self) -> None:
        asks = self.changed_to is LineKind.ASK_FIRST
        if asks and self.ask is None:
            raise InvalidValue("*Ask first* has a question.", hint="Give it with --question.")
