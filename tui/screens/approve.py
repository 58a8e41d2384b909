"""Approve a summary: each word that stops it answered, two identifiers typed again, and the approver's passphrase."""

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

from textual import work

from registry.domain.errors import NotAllowed, ThroughcareError
from registry.domain.matching import IdentifierKind
from registry.services.approving import approve_summary
from registry.services.reading_copy import NextStep, ReadingCopy, open_copy
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.signing import SigningScreen
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.plain import Words, one_line

ANSWERS = (("stop", "change it first"), ("other", "another word or person, or meant"))


class ApproveScreen(SigningScreen):
    """Signs exactly what was read: a draft that changed meanwhile is not signed."""

    HELP = (
        "You sign what the preview showed, with your own key. Say of each word listed here whether it is another word "
        "or person, or stays to be changed; then type two identifiers of the participant again, your user name and "
        "your passphrase. The author of a summary cannot approve it; an interim summary is signed by its author."
    )
    KEYS = (("Ctrl+S", "Sign"), ("Tab", "Next field"), *ALWAYS)
    FORM: ClassVar[str] = "approval"
    DEFAULT_CSS = """
    ApproveScreen .hit { padding: 0 1 0 15; height: auto; color: $quiet; }
    """

    def __init__(self, seat: Seat, copy: ReadingCopy) -> None:
        me = seat.sitting.user.name if copy.here else ""
        verb = "Sign" if copy.next is NextStep.AUTHOR else "Approve"
        super().__init__(seat, copy.participant, f"{verb}: {copy.title}", signer=me)
        self.copy = copy

    @property
    def about(self) -> dict[str, str]:
        """The draft."""
        return {"document": self.copy.id}

    def own_fields(self) -> Iterator[FormField]:
        """A field for each word that stops the approval."""
        for number, hit in enumerate(self.copy.hits):
            field = form_field(
                f"hit{number}",
                "Look at",
                ChoiceRow(ANSWERS, "stop", id=f"hit{number}"),
                f"“{hit.word}” {hit.kind.words}. It stands in {hit.path}. Change it in the record and issue again; or "
                "say that it is another word or person, or is meant to be said here. What you say is written down.",
            )
            yield field

    def on_mount(self) -> None:
        """Show each word with the words beside it, below its field."""
        for number, hit in enumerate(self.copy.hits):
            words = Words(one_line(f"{hit.around}  ({hit.kind.words})"), classes="hit")
            self.field_of(f"hit{number}").mount(words)

    def wrong(self) -> dict[str, str]:
        """A word that is to be changed first is changed elsewhere."""
        stops = {
            f"hit{number}": "Esc goes back; it is changed in the record and issued again."
            for number in range(len(self.copy.hits))
            if self.chosen_of(f"hit{number}") == "stop"
        }
        return {**super().wrong(), **stops}

    def save(self) -> None:
        """Sign."""
        self._approve(self.entered)

    @work(exit_on_error=False)
    async def _approve(self, entered: dict[IdentifierKind, str]) -> None:
        means_other = [hit.name for hit in self.copy.hits]
        done = await self.sign(sign_what_was_read, self.copy, entered, means_other)
        if not isinstance(done, ThroughcareError):
            await self.finish()
            self.dismiss(done)  # type: ignore[arg-type]


def sign_what_was_read(
    sitting: Sitting, copy: ReadingCopy, entered: Mapping[IdentifierKind, str], means_other: Collection[str]
) -> str:
    """Approve a draft that still says what was read, and return what happened. Raises NotAllowed where it does not."""
    if not open_copy(sitting, copy.id).says_the_same(copy):
        raise NotAllowed("The draft is not the one you read any more.", hint="Go back and read it again.")
    approve_summary(sitting, copy.id, entered, means_other=means_other)
    verb = "Signed" if copy.next is NextStep.AUTHOR else "Approved"
    return f"{verb} by {sitting.user.person.name}. Next: somebody else releases it."
