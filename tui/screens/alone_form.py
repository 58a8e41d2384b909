"""What every form has that changes keys: the home is closed for a moment, so the passphrase is typed again.

Nothing of it is kept: a passphrase that stood there by itself would confirm nothing.
"""

from typing import ClassVar

from textual import work
from textual.widgets import Input

from registry.domain.errors import ThroughcareError
from tui.messages import LockNow
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import SavingForm
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field


class AloneForm(SavingForm):
    """A form whose act wants the home alone. Its last field is `passphrase_field`."""

    KEEPS = False
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Ctrl+S", "Do it"), ("Tab", "Next field"), *ALWAYS)
    DOING = "Waiting until nobody else has the home open …"

    def passphrase_field(self) -> FormField:
        """Return the field of the passphrase of who sits here."""
        return form_field(
            "secret",
            "Your passphrase",
            Input(password=True, id="secret", compact=True, placeholder=self.seat.shown_passphrase),
            "Your own passphrase, typed now. The home is closed for a moment and opened again; everybody else "
            "leaves it for that long.",
            needed="Type your passphrase.",
        )

    @work(exit_on_error=False)
    async def _save(self) -> None:
        secret = self.query_one("#secret", Input)
        passphrase, secret.value = secret.value, ""
        self.say(self.DOING)
        try:
            made = await self.seat.ask_alone(passphrase, self.act())
        except ThroughcareError as error:
            self.not_saved(error)
            secret.focus()
            if not self.seat.taken:
                # The home did not open again: nothing of it stays on the screen.
                self.app.post_message(LockNow(error.message))
            return
        await self.finish()
        self.dismiss(self.saved(made))  # type: ignore[arg-type]
