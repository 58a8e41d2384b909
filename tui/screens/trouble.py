"""A quiet word when the program itself went wrong."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui.widgets.modal import Dialogue
from tui.widgets.plain import Words, plain, stacked


class TroubleScreen(Dialogue[None]):
    """Says what is certain and what to do; Enter closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q", "done", "Close")]

    def __init__(self, file: Path | None, *, must_close: bool) -> None:
        super().__init__()
        self.file = file
        self.must_close = must_close

    def compose(self) -> ComposeResult:
        """What happened, what is safe, what to do."""
        kept = (
            f"Where it happened is noted, without anybody's name or record, in\n{self.file}"
            if self.file
            else "No note of it could be written."
        )
        ending = "Enter closes Throughcare; start it again." if self.must_close else "Enter goes back to your work."
        with VerticalScroll():
            yield Words(
                stacked(
                    [
                        plain("Something went wrong in the program.\n", "bold"),
                        plain(
                            "What was saved before is safe. What you did last may not be saved: look before you do it "
                            f"again.\n\n{kept}\n\n{ending}"
                        ),
                    ]
                )
            )

    def action_done(self) -> None:
        """Go back, or close the program where its screen can no longer be trusted."""
        if self.must_close:
            self.app.exit(return_code=1)
        else:
            self.dismiss()
