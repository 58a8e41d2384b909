"""Release the withdrawal of a summary: the unit's signature, and the file for its recipient."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from registry.domain.matching import IdentifierKind
from registry.files import make_private_folder
from registry.services.listing import Listed
from registry.services.releasing import release_summary
from registry.services.sitting import Sitting
from tui.screens.release import OutgoingScreen, released_words
from tui.seat import Seat


class ReleaseWithdrawalScreen(OutgoingScreen):
    """From then on the summary does not stand."""

    HELP = (
        "Add the unit's signature to the withdrawal and write the file for its recipient. From then on the summary "
        "does not stand. The releaser is another person than who signed the withdrawal. Type the folder, two "
        "identifiers of the participant, your user name and your passphrase."
    )
    FORM: ClassVar[str] = "withdrawal release"

    def __init__(self, seat: Seat, listed: Listed) -> None:
        title = f"Release the withdrawal: {listed.participant}, to {listed.recipient}"
        super().__init__(seat, None, title, signer=seat.sitting.user.name)
        self.document = listed.id

    @property
    def about(self) -> dict[str, str]:
        """The withdrawal."""
        return {"document": self.document}

    def released_by(self) -> Callable[[Sitting, Mapping[IdentifierKind, str], Path], str]:
        """Release it."""

        def release(sitting: Sitting, entered: Mapping[IdentifierKind, str], folder: Path) -> str:
            make_private_folder(folder)
            return released_words(sitting, release_summary(sitting, self.document, entered), folder)

        return release
