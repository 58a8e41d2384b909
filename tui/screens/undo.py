"""Undo the last act: marked as entered in error with the reason “undone”, and nothing is deleted."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from registry.domain.errors import ThroughcareError
from registry.services.errors import enter_in_error
from tui.last_act import REASON, LastAct
from tui.seat import Seat
from tui.widgets.modal import Dialogue, refusal
from tui.widgets.plain import Words, plain, stacked


class UndoScreen(Dialogue[str | None]):
    """Enter undoes, Escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "undo", "Undo it"), Binding("escape,q", "leave", "Leave")]

    def __init__(self, seat: Seat, act: LastAct) -> None:
        super().__init__()
        self.seat = seat
        self.act = act

    def compose(self) -> ComposeResult:
        """What would be undone, and what that means."""
        with VerticalScroll():
            yield Words(
                stacked(
                    [
                        plain("Undo the last act?\n", "bold"),
                        plain(self.act.words),
                        plain("\nIt stays on record as entered in error, with the reason “undone” and your name."),
                        plain("\nEnter undoes it. Escape leaves it as it is.", "italic"),
                    ]
                )
            )

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)

    @work(exclusive=True, exit_on_error=False)
    async def action_undo(self) -> None:
        """Mark it as entered in error."""
        try:
            await self.seat.ask(enter_in_error, self.act.kind, self.act.asked, REASON)
        except ThroughcareError as error:
            self.app.switch_screen(refusal(error))
            return
        self.seat.last_act = None
        self.dismiss("Undone: it stays on record as entered in error.")
