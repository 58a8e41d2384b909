"""How an intervention ended. Closed says nothing of the outcome, and the outcome nothing of the reason."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import NotAllowed
from registry.domain.participant import TherapyEnding
from registry.domain.people import Person
from registry.domain.reasons import Cause, StopReason
from registry.domain.text import check_name, check_prose


class Outcome(StrEnum):
    """What came of it; separate from closed."""

    COMPLETED = "completed"
    PARTLY = "partly-completed"
    NOT_COMPLETED = "not-completed"
    TRANSFERRED = "transferred-in-progress"
    SUCCESSOR = "moved-to-successor"

    @property
    def words(self) -> str:
        """The outcome as a reader sees it."""
        return {
            "completed": "completed",
            "partly-completed": "partly completed",
            "not-completed": "not completed",
            "transferred-in-progress": "transferred in progress",
            "moved-to-successor": "moved to the programme that replaced it",
        }[self.value]


class YesNoNotAsked(StrEnum):
    """An answer that may not have been asked for."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not-asked"

    @property
    def words(self) -> str:
        """The answer as a reader sees it."""
        return self.value.replace("-", " ")


# How the note of a completion begins that its judge gave words for.
MET_ALL_THE_SAME = "The definition is met all the same"


@dataclass(frozen=True, kw_only=True)
class Closure:
    """How an intervention ended. `completed` needs a judge; anything else needs a reason.

    `deselection_wording` is a prison's own wording, kept as imported text and never used by our staff.
    """

    on: PartialDate
    outcome: Outcome
    closed_by: str
    judged_by: Person | None = None
    judged_on: PartialDate | None = None
    definition: str | None = None
    reason: StopReason | None = None
    reason_note: str | None = None
    participant_reason: str | None = None
    left_to_do: str | None = None
    ended: TherapyEnding = TherapyEnding.NOT_KNOWN
    deselection_wording: str | None = None
    helped: YesNoNotAsked = YesNoNotAsked.NOT_ASKED
    treated_fairly: YesNoNotAsked = YesNoNotAsked.NOT_ASKED
    asked_what_was_done: YesNoNotAsked = YesNoNotAsked.NOT_ASKED
    recorded: Recorded = Recorded.AT_THE_TIME

    @property
    def answers(self) -> tuple[YesNoNotAsked, YesNoNotAsked, YesNoNotAsked]:
        """What the participant said: whether it helped, was fair, and whether anybody asked what was done before."""
        return self.helped, self.treated_fairly, self.asked_what_was_done

    def __post_init__(self) -> None:
        check_name(self.closed_by, "Who closed the intervention")
        for text in (
            self.definition,
            self.reason_note,
            self.participant_reason,
            self.left_to_do,
            self.deselection_wording,
        ):
            if text is not None:
                check_prose(text, "What is said of the closure")
        if self.outcome is Outcome.COMPLETED and self.recorded is not Recorded.REPORTED and self.judged_by is None:
            raise NotAllowed(
                "Completed without a judge.", hint="Name who judged completion, or choose another outcome."
            )
        if self.outcome is not Outcome.COMPLETED and self.reason is None:
            raise NotAllowed(
                f"Closed as {self.outcome.words} without a reason.",
                hint="Give a reason; see `intervention close --help`.",
            )
        if self.outcome is Outcome.TRANSFERRED and not self.left_to_do:
            raise NotAllowed("Transferred in progress, but not what is left.", hint="Say what remains to be done.")

    @property
    def met_because(self) -> str | None:
        """The judge's own words why the definition is met although a module it asks for is not recorded as done."""
        note = self.reason_note or ""
        told = note.removeprefix(f"{MET_ALL_THE_SAME}: ")
        return told if self.outcome is Outcome.COMPLETED and told != note else None

    @property
    def asked_words(self) -> str:
        """The three questions of the end with the participant's answers, in one line."""
        answers = {self.helped, self.treated_fairly, self.asked_what_was_done}
        if self.recorded is Recorded.REPORTED and answers == {YesNoNotAsked.NOT_ASKED}:
            return "not known: the ending is as reported by others"
        helped, fairly, asked = map(_answer, (self.helped, self.treated_fairly, self.asked_what_was_done))
        said = f"did it help: {helped}; were you treated fairly: {fairly}"
        return f"{said}; did anyone ask what you had already done: {asked}"

    @property
    def was_asked(self) -> bool:
        """Whether any of the three questions of the end was put."""
        return {self.helped, self.treated_fairly, self.asked_what_was_done} != {YesNoNotAsked.NOT_ASKED}

    @property
    def cause(self) -> Cause | None:
        """Whose doing an early end was."""
        return self.reason.cause if self.reason else None


def _answer(given: YesNoNotAsked) -> str:
    # *Not asked* behind the third question would read as its answer.
    return "this question was not put" if given is YesNoNotAsked.NOT_ASKED else given.words
