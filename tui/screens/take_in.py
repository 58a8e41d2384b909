"""Take in what belongs to a document that is kept already: a withdrawal of it, or a receipt for it."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.widgets import Input

from registry.domain.errors import ThroughcareError
from registry.domain.stored_documents import DocumentKind
from registry.domain.verdict import Verdict
from registry.services.incoming import Incoming
from registry.services.receipts import import_receipt
from registry.services.sitting import Sitting
from registry.services.withdrawing import receive_withdrawal
from tui.screens.framed import ALWAYS
from tui.screens.signing import SigningScreen
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field


class TakeInScreen(SigningScreen):
    """It names its document itself; the passphrase says who took it in."""

    HELP = (
        "Take in a withdrawal or a receipt. It names the summary it belongs to itself, so nobody is matched. A "
        "withdrawal takes its summary out of the plan; a receipt says who holds what."
    )
    KEYS = (("Ctrl+S", "Take in"), ("Tab", "Next field"), *ALWAYS)
    FORM: ClassVar[str] = "taking in"
    IDENTIFIES = False

    def __init__(self, seat: Seat, data: bytes, incoming: Incoming) -> None:
        super().__init__(seat, None, f"Take in a {incoming.kind.words}", signer=seat.sitting.user.name)
        self.data = data
        self.incoming = incoming

    @property
    def about(self) -> dict[str, str]:
        """The document."""
        return {"document": self.incoming.ruling.document or ""}

    def own_fields(self) -> Iterator[FormField]:
        """The reason, for a document that nobody vouches for."""
        if self.incoming.ruling.verdict is Verdict.INTACT:
            yield form_field(
                "intact",
                "Reason",
                Input(id="intact", compact=True),
                "Why this INTACT document is taken in although no directory vouches for who signed it. It is kept.",
                needed="It needs a reason; your name stands behind it.",
            )

    def save(self) -> None:
        """Take it in."""
        intact = self.incoming.ruling.verdict is Verdict.INTACT
        self._take_in(self.text_of("intact").strip() if intact else None)

    @work(exit_on_error=False)
    async def _take_in(self, reason: str | None) -> None:
        done = await self.sign(take_in, self.data, self.incoming.kind, reason)
        if not isinstance(done, ThroughcareError):
            await self.finish()
            self.dismiss(done)  # type: ignore[arg-type]


def take_in(sitting: Sitting, data: bytes, kind: DocumentKind, accept_intact: str | None) -> str:
    """Keep a withdrawal or a receipt and return what it says. Raises as the services; nothing is kept then."""
    if kind is DocumentKind.RECEIPT:
        return import_receipt(sitting, data, accept_intact=accept_intact).ruling.about
    came = receive_withdrawal(sitting, data, accept_intact=accept_intact)
    held = came.notices if came.document else ("That summary is not held here. Should it come, it is refused.",)
    return "\n".join((came.ruling.about, *held))
