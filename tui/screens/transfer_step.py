"""Write down the next step of a participant's open transfer."""

from collections.abc import Iterator
from functools import partial

from registry.services.transfers import (
    Clocked,
    accept_transfer,
    assess_for_transfer,
    complete_transfer,
    end_transfer,
    refer_transfer,
)
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day, line, pick, where
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick

STEPS = {
    "refer": "referred",
    "assess": "assessed for the move",
    "accept": "accepted",
    "complete": "moved: the clock stops",
    "end": "came to nothing: the clock stops",
}


class TransferStepScreen(ParticipantForm):
    """The step, its day, and what belongs to it."""

    HELP = (
        "A step of the transfer that is open: the referral, an assessment for the move, who accepted, the day they "
        "moved, or why it came to nothing. An assessment that travelled and was used again is named: it is one that "
        "nobody had to make anew. A step is corrected with `transfer amend`."
    )
    FORM = "transfer step"
    TITLE = "The next step of the transfer"
    LISTED = "Transfer step"

    def fields(self) -> Iterator[FormField]:
        """Yield the fields; the step decides which are asked for."""
        yield pick(
            "step",
            "Step",
            "What happened, of the steps of a transfer.",
            [Pick(code=code, words=words) for code, words in STEPS.items()],
            empty="what happened: ↓",
            needed="Say which step.",
        )
        yield day("on", "Date", f"When it happened: {EXAMPLES}.", what="The step")
        yield line("by", "By", "Who assessed, or accepted.", needed="Say who.")
        yield from where(
            "at",
            "Of",
            "Of which establishment they are who assessed.",
            empty="this unit",
            if_empty="Left empty, of this unit.",
        )
        yield line(
            "reused",
            "Used again",
            "The assessment that travelled and was used instead of a new one.",
            if_empty="Left empty where there was none.",
        )
        yield line("because", "Because", "Why the transfer came to nothing.", needed="Say why it came to nothing.")

    def restored(self) -> None:
        """Ask for what belongs to the step."""
        step = self.picked_of("step")
        self.show_only(
            by=step in ("assess", "accept"),
            at=step == "assess",
            reused=step == "assess",
            because=step == "end",
        )
        super().restored()

    def act(self) -> Act:
        """Keep the step."""
        whose, on, by = self.participant.id, self.day(), self.words("by")
        match self.picked("step"):
            case "refer":
                return partial(refer_transfer, asked=whose, on=on)
            case "assess":
                return partial(
                    assess_for_transfer,
                    asked=whose,
                    on=on,
                    by=by,
                    establishment=self.establishment("at"),
                    reused=self.said("reused"),
                )
            case "accept":
                return partial(accept_transfer, asked=whose, on=on, by=by)
            case "complete":
                return partial(complete_transfer, asked=whose, on=on)
            case _:
                return partial(end_transfer, asked=whose, on=on, because=self.words("because"))

    def saved(self, made: Clocked) -> str:
        """Which step of which transfer."""
        of = made.transfer
        return f"Kept: {STEPS[self.picked('step') or '']}, from {of.leaving.name} to {of.going_to.name}."
