"""Withdraw a released summary: a clinician signs that it no longer stands; another person releases that."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

from textual import work

from registry.domain.errors import ThroughcareError
from registry.domain.matching import IdentifierKind
from registry.domain.text import typed
from registry.services.reading_copy import ReadingCopy
from registry.services.sitting import Sitting
from registry.services.withdrawing import withdraw_summary
from tui.screens.framed import ALWAYS
from tui.screens.signing import SigningScreen
from tui.seat import Seat
from tui.widgets.fields import box, line
from tui.widgets.form_field import FormField


class WithdrawSummaryScreen(SigningScreen):
    """Why, in words the recipient reads; two identifiers, who signs, their passphrase."""

    HELP = (
        "Sign that this summary no longer stands, and why: its recipient reads the reason. It stands until another "
        "person releases the withdrawal, under Summaries. A word of the reason that could name somebody else in a "
        "group stops it; change it, or say below that it means something else, as the refusal names it."
    )
    KEYS = (("Ctrl+S", "Sign"), ("Tab", "Next field"), *ALWAYS)
    FORM: ClassVar[str] = "summary withdrawal"

    def __init__(self, seat: Seat, copy: ReadingCopy) -> None:
        super().__init__(seat, copy.participant, f"Withdraw: {copy.title}", signer=seat.sitting.user.name)
        self.copy = copy

    @property
    def about(self) -> dict[str, str]:
        """The document."""
        return {"document": self.copy.id}

    def own_fields(self) -> Iterator[FormField]:
        """The reason, and words of it that mean something else."""
        yield box(
            "reason",
            "Reason",
            "Why it no longer stands. Its recipient reads this.",
            needed="Say why it no longer stands.",
        )
        yield line(
            "means",
            "Means other",
            "A word that a refusal named and that means something else: as it was named, such as "
            "reason:Sam. Several apart by commas.",
            if_empty="Left empty where no refusal named one.",
        )

    def save(self) -> None:
        """Sign."""
        means = tuple(each.strip() for each in self.text_of("means").split(",") if each.strip())
        self._withdraw(typed(self.words_of("reason")), self.entered, means)

    @work(exit_on_error=False)
    async def _withdraw(self, reason: str, entered: Mapping[IdentifierKind, str], means: tuple[str, ...]) -> None:
        done = await self.sign(partial(_withdrawn, document=self.copy.id, entered=entered, reason=reason, means=means))
        if not isinstance(done, ThroughcareError):
            await self.finish()
            self.dismiss(done)  # type: ignore[arg-type]


def _withdrawn(
    sitting: Sitting, *, document: str, entered: Mapping[IdentifierKind, str], reason: str, means: tuple[str, ...]
) -> str:
    kept = withdraw_summary(sitting, document, entered, reason=reason, means_other=means)
    return (
        f"Its withdrawal for {kept.recipient_name} is signed by {sitting.user.person.name}. The summary stands until "
        "somebody else releases the withdrawal: it waits under Summaries."
    )
