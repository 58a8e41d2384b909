"""Forms about one use of break-glass: what its review found, and ending it before its hour is over."""

from collections.abc import Iterator, Mapping
from functools import partial

from rich.text import Text

from registry.domain.access import Permission
from registry.domain.break_glass import BreakGlass
from registry.services.breaking_glass import end_break_glass, review_break_glass
from tui.screens.saving_form import Act, SavingForm
from tui.seat import Seat
from tui.widgets.fields import box
from tui.widgets.form_field import FormField
from tui.widgets.plain import lines, one_line


class GlassForm(SavingForm):
    """A form about one `use`: who read by it, from when, and why, stands at its head."""

    def __init__(self, seat: Seat, use: BreakGlass) -> None:
        super().__init__(seat)
        self.use = use

    @property
    def about(self) -> Mapping[str, str]:
        """The use."""
        return {"use": self.use.id}

    @property
    def name_in_lists(self) -> str:
        """What, and whose use."""
        return f"{self.TITLE}: {self.use.person.name}"

    @property
    def heading(self) -> Text:
        """What is done, about which use."""
        use = self.use
        return lines(
            one_line(self.TITLE, "bold"),
            one_line(use.words),
            one_line(f"Their reason: {use.reason}"),
        )


class GlassReviewScreen(GlassForm):
    """What looking at it has found."""

    NEEDS = Permission.REVIEW_GLASS
    HELP = (
        "What your review of this use has found, in a sentence. It is written once and stays with the use. Nobody "
        "reviews their own. Which pages were opened stands in the audit: “audit show” under F2 x, about the record."
    )
    FORM = "break-glass review"
    TITLE = "Review a use of break-glass"

    def fields(self) -> Iterator[FormField]:
        """Yield the finding."""
        yield box(
            "words",
            "Found",
            "What looking at it has found: a sentence of four words or more, at most 200 characters.",
            needed="Say what you found.",
        )

    def act(self) -> Act:
        """Keep it."""
        return partial(review_break_glass, asked=self.use.id, words=" ".join(self.words("words").split()))

    def saved(self, made: BreakGlass) -> str:
        """Whose use is reviewed."""
        return f"Reviewed: the use by {made.person.name}."


class GlassEndScreen(GlassForm):
    """Why it ends now."""

    NEEDS = Permission.END_GLASS
    HELP = (
        "End this use before its hour is over: no further page of the record opens under it. Whoever read by it is "
        "told who ended it and why, and so is whoever reviews it."
    )
    FORM = "break-glass end"
    TITLE = "End a use of break-glass"

    def fields(self) -> Iterator[FormField]:
        """Yield the reason."""
        yield box(
            "reason",
            "Reason",
            "Why it ends now: a sentence of four words or more, at most 200 characters. They are told.",
            needed="Say why it ends now.",
        )

    def act(self) -> Act:
        """End it."""
        return partial(end_break_glass, asked=self.use.id, reason=" ".join(self.words("reason").split()))

    def saved(self, made: BreakGlass) -> str:
        """Whose use has ended."""
        return f"Ended: the use by {made.person.name}. They are told."
