"""Write down an assessment, so that it is not made again elsewhere."""

from collections.abc import Iterator
from functools import partial

from registry.domain.assessment import Assessment
from registry.domain.corrections import EntryKind
from registry.services.assessments import add_assessment
from tui.last_act import LastAct
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, choose, day, line
from tui.widgets.form_field import FormField

FORMULATION = (("no", "none"), ("yes", "there is one"))


class AssessmentScreen(ParticipantForm):
    """The tool and its version, who assessed, the judgements in words, until when it holds."""

    HELP = (
        "An assessment that travels, in words: the tool and its version, who assessed and when, the summary judgements "
        "as they were made, whether a formulation exists, until when it holds. Totals of structured judgement tools "
        "(HCR-20, START, SAPROF, RSVP, SARA) are refused: they are no scores."
    )
    FORM = "assessment"
    TITLE = "Add an assessment"
    LISTED = "Assessment"

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield line("tool", "Tool", "The tool, such as HCR-20.", needed="Say which tool.")
        yield line("version", "Version", "Its version, such as V3.", needed="Say which version of it.")
        yield day("on", "Date", f"When it was made: {EXAMPLES}.", what="The assessment")
        yield line(
            "by",
            "Assessed by",
            "Who assessed, by name and role.",
            self.seat.sitting.user.person.name,
            needed="Say who assessed.",
        )
        yield box("words", "Judgements", "The summary judgements, in words.", needed="Write the summary judgements.")
        yield choose(
            "formulation", "Formulation", "Whether a formulation exists beside the tool's judgement.", FORMULATION
        )
        yield day(
            "until",
            "Holds until",
            "Until when it holds; +180 counts from today.",
            "",
            what="",
            needed=False,
        )

    def act(self) -> Act:
        """Keep it."""
        return partial(
            add_assessment,
            asked=self.participant.id,
            tool=self.words("tool"),
            version=self.words("version"),
            on=self.day(),
            judgements=self.words("words"),
            rater=self.words("by"),
            has_formulation=self.chosen_of("formulation") == "yes",
            valid_until=self.day_or_none("until"),
        )

    def saved(self, made: Assessment) -> str:
        """Which; it can be undone."""
        words = f"{made.tool} {made.version} of {made.on.words}"
        self.seat.last_act = LastAct(kind=EntryKind.ASSESSMENT, asked=made.id, words=f"the assessment {words}")
        return f"Kept: {words}. Ctrl+Z undoes it."
