"""Withdraw an overlap judgement of one's own: it stays in the list, and speaks in no plan made from now on."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text

from registry.domain.access import Permission
from registry.domain.catalogue import OverlapJudgement
from registry.services.overlaps import withdraw_overlap
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import Act, SavingForm
from tui.seat import Seat
from tui.widgets.fields import box
from tui.widgets.form_field import FormField
from tui.widgets.plain import lines, one_line


class WithdrawScreen(SavingForm):
    """Why, in one's own words; signed."""

    NEEDS = Permission.DECIDE_PLAN
    HELP = (
        "Withdraw your own judgement that one programme covers part of another. The withdrawal is signed with your "
        "key. The judgement stays in the list with your reason; plans, summaries and releases made from now on leave "
        "it out, and what was signed before stays as it is. Somebody else's judgement is theirs to withdraw."
    )
    KEYS = (("Ctrl+S", "Withdraw"), ("Tab", "Next field"), *ALWAYS)
    FORM = "overlap withdrawal"

    def __init__(self, seat: Seat, judged: OverlapJudgement) -> None:
        super().__init__(seat)
        self.judged = judged

    @property
    def about(self) -> dict[str, str]:
        """The judgement."""
        return {"overlap": self.judged.id}

    @property
    def name_in_lists(self) -> str:
        """Which judgement."""
        return f"Withdrawing: {self._said}"

    @property
    def _said(self) -> str:
        return self.judged.named(self.seat.sitting.catalogue.title_of)

    @property
    def heading(self) -> Text:
        """Which judgement, by whom."""
        one = self.judged
        said = one_line(f"Withdraw the judgement that {self._said}", "bold")
        return lines(said, one_line(f"{one.strength.value} · {one.judged_by}, {one.on.words}"))

    def fields(self) -> Iterator[FormField]:
        """Yield the one field."""
        yield box(
            "reason",
            "Reason",
            "Why it is withdrawn. It is kept with your name and the day, and stands in the list.",
            needed="Say why it is withdrawn.",
        )

    def act(self) -> Act:
        """Withdraw it."""
        return partial(withdraw_overlap, asked=self.judged.id, reason=self.words("reason"))

    def saved(self, made: object) -> str:
        """What follows from it."""
        del made
        return "Withdrawn and signed. Plans made from now on leave it out."
