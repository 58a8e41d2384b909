"""Decide one line of the plan: accept, change, recognise or put off, with a reason and what the participant says."""

from collections.abc import Iterator, Mapping
from functools import partial

from rich.text import Text

from registry.domain.access import Permission
from registry.domain.decision import Choice, Discussed
from registry.domain.errors import ThroughcareError
from registry.domain.line_kind import LineKind
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.deciding import DecidedMeanwhile, Question, decide_line, standing_of
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.fields import box, choose, day, line, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick
from tui.widgets.plain import lines, one_line, plain

STOOD = "how the line stood"
CHOICES = (
    (Choice.ACCEPT.value, "accept"),
    (Choice.CHANGE.value, "change"),
    (Choice.RECOGNISE.value, "recognise"),
    (Choice.DEFER.value, "put off"),
)
DISCUSSED = (
    (Discussed.AGREES.value, "agrees"),
    (Discussed.DISAGREES.value, "disagrees"),
    (Discussed.NOT_YET.value, "not discussed yet"),
)


class DecisionScreen(ParticipantForm):
    """One line at a time; nothing is decided before it is saved."""

    NEEDS = Permission.DECIDE_PLAN
    HELP = (
        "A named decision on one line of the plan. Accept it as it stands, change it into another kind, recognise work "
        "that was done and could not be credited (with its basis: it is signed with your own key), or put it off to a "
        "day. Each needs a reason, and what the participant says of it in their words. Nothing is changed into credit."
    )
    FORM = "decision"

    def __init__(self, seat: Seat, participant: Participant, line: PlanLine) -> None:
        super().__init__(seat, participant)
        self.line = line
        self._stood = standing_of(line)

    @property
    def about(self) -> dict[str, str]:
        """The participant and the line."""
        return {"participant": self.participant.id, "line": self.line.key}

    @property
    def name_in_lists(self) -> str:
        """Which line of whose plan."""
        return f"Decision: {self.line.title}, {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """The line as it stands."""
        stands = one_line(f"{self.line.stands_as.words.capitalize()}: {self.line.title}", "bold")
        return lines(stands, plain(self.line.reason))

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield choose(
            "choice",
            "Decision",
            "Accept, change into another kind, recognise on a basis of your own, or put off to a day.",
            CHOICES,
            needed="Say what you decide: a accepts, c changes, r recognises, p puts off.",
        )
        yield pick(
            "to",
            "Change to",
            "The kind of line it is to be. Credit follows from a judged completion alone and is not offered.",
            [
                Pick(code=one.value, words=one.words)
                for one in LineKind
                if one not in (LineKind.CREDIT, LineKind.RECOGNISED, self.line.kind)
            ],
            empty="what it is to be: type a few letters, or ↓",
            needed="Say what it is changed to.",
        )
        yield box(
            "reason",
            "Reason",
            "Why. For a recognition its basis: what you saw or were told, by whom. It is kept with your name.",
            needed="A decision has a reason.",
        )
        yield choose(
            "discussed",
            "Participant",
            "Whether it was discussed with the participant, and what they said.",
            DISCUSSED,
            Discussed.NOT_YET.value,
        )
        yield box(
            "words",
            "Their words",
            "What the participant says of it, in their words; where it was not discussed yet, why not yet.",
            if_empty="It can be left empty only where they agree.",
        )
        yield line(
            "question",
            "Question",
            "What has to be asked before anything is repeated. The participant is always one of those asked.",
            needed="*Ask first* has a question.",
        )
        yield line(
            "whom",
            "Ask also",
            "Who else is asked, apart by commas.",
            if_empty="Left empty, the participant alone is asked.",
        )
        yield day(
            "by", "Answer by", "The day by which the answer is due: +28, 1/3/27, 1 mar 2027.", "",
            what="The day of the answer", ahead=True,
        )  # fmt: skip
        yield day(
            "again", "Again on", "The day on which it is looked at, or asked about, again: +90, 1/3/27.", "",
            what="The day to come back to it", ahead=True,
        )  # fmt: skip

    def values(self) -> dict[str, str]:
        """Beside the fields how the line stood when they were filled in: what is kept is never saved over another's."""
        return {**super().values(), STOOD: self._stood}

    def restore(self, values: Mapping[str, str]) -> None:
        """Put the texts back, and how the line stood for them."""
        self._stood = values.get(STOOD, self._stood)
        super().restore(values)

    def not_saved(self, error: ThroughcareError) -> None:
        """Say why; whoever has read what stands now may decide it anew."""
        if isinstance(error, DecidedMeanwhile):
            self._stood = error.stands
        super().not_saved(error)

    def restored(self) -> None:
        """Show the fields that the choice asks for, and the days in words."""
        choice, to = self.chosen_of("choice"), self.picked_of("to")
        puts = to == LineKind.ASK_FIRST and choice == Choice.CHANGE
        self.show_only(
            to=choice == Choice.CHANGE,
            again=choice == Choice.DEFER or (choice == Choice.CHANGE and to == LineKind.NOT_WANTED),
            question=puts,
            whom=puts,
            by=puts,
        )
        super().restored()

    def wrong(self) -> dict[str, str]:
        """What they say of it, or why it was not discussed yet."""
        if Discussed(self.chosen_of("discussed")) is not Discussed.AGREES and not self.said("words"):
            return {"words": "Write their words, or why it was not discussed yet."}
        return {}

    def act(self) -> Act:
        """Decide it."""
        to, by, question = self.picked("to"), self.day_or_none("by"), None
        if by is not None:
            whom = tuple(each.strip() for each in self.text_of("whom").split(",") if each.strip())
            question = Question(text=self.words("question"), whom=whom, by=by)
        return partial(
            decide_line,
            asked=self.participant.id,
            key=self.line.key,
            choice=Choice(self.chosen_of("choice")),
            reason=self.words("reason"),
            discussed=Discussed(self.chosen_of("discussed")),
            discussed_words=self.said("words"),
            changed_to=LineKind(to) if to else None,
            again=self.day_or_none("again"),
            question=question,
            stood=self._stood,
        )

    def saved(self, made: object) -> str:
        """How it was decided."""
        del made
        return f"Decided: {dict(CHOICES)[self.chosen_of('choice')]}, {self.line.title}."
