"""Open a move of a participant to or from this unit."""

from collections.abc import Iterator
from functools import partial

from registry.services.transfers import Clocked, open_transfer
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.fields import choose, day, where
from tui.widgets.form_field import FormField

WAYS = (("to", "from here to"), ("from", "from there to here"))


class TransferScreen(ParticipantForm):
    """Where from or to, and the days the clock runs from."""

    HELP = (
        "A move between this unit and another. The clock runs from the initial request for a medical report and from "
        "the referral: give at least one of the two. Its next steps are written with their own form as they happen."
    )
    FORM = "transfer"
    TITLE = "A transfer begins"
    LISTED = "Transfer"

    def fields(self) -> Iterator[FormField]:
        """Yield the direction, the other end, the two days."""
        yield choose("way", "Way", "Whether they leave this unit or come to it.", WAYS)
        yield from where(
            "other",
            "Other end",
            "The other establishment: one of the directory, or the name of another.",
            empty="type a few letters, or a name",
            needed="Say which establishment.",
        )
        yield day(
            "requested", "Requested", "The day of the initial request for a medical report: t, y, 1/3.", "",
            what="The request", needed=False,
         if_empty="It can be left empty beside a day of the referral.")  # fmt: skip
        yield day(
            "referred",
            "Referred",
            "The day of the referral: t, y, 1/3.",
            what="The referral",
            needed=False,
            if_empty="It can be left empty beside a day of the request.",
        )

    def wrong(self) -> dict[str, str]:
        """A transfer begins with one of the two days."""
        if not self.text_of("requested").strip() and not self.text_of("referred").strip():
            return {"requested": "Give the day of the request or of the referral."}
        return {}

    def act(self) -> Act:
        """Open it."""
        other, leaves = self.establishment("other"), self.chosen_of("way") == "to"
        return partial(
            open_transfer,
            asked=self.participant.id,
            leaving=None if leaves else other,
            going_to=other if leaves else None,
            requested=self.day_or_none("requested"),
            referred=self.day_or_none("referred"),
        )

    def saved(self, made: Clocked) -> str:
        """From where to where."""
        return f"The transfer from {made.transfer.leaving.name} to {made.transfer.going_to.name} is open."
