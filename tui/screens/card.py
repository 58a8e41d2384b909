"""Write the unit's card: its public keys and their holders, for whoever keeps the directory."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from registry.domain.access import Permission
from registry.files import make_private_folder, write_private
from registry.services.directories import unit_card
from registry.services.sitting import Sitting
from registry.services.trust_list import card_bytes, card_words
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.fields import line
from tui.widgets.form_field import FormField


class CardScreen(SavingForm):
    """Into which folder; its eight words are read out over the telephone."""

    NEEDS = Permission.MANAGE_KEYS
    HELP = (
        "The card has this unit's public keys and who holds them: nothing secret. Send it to whoever keeps the "
        "directory, and read its eight words out to them over the telephone. Its keeper takes it into the next version."
    )
    KEYS = (("Ctrl+S", "Write"), ("Tab", "Next field"), *ALWAYS)
    FORM = "card"
    TITLE = "Write this unit's card"

    def fields(self) -> Iterator[FormField]:
        """Yield the folder."""
        yield line(
            "folder",
            "Folder",
            "The folder the card is written into; a new one is made.",
            str(self.seat.folder),
            needed="Type the folder to write into.",
        )

    def act(self) -> Act:
        """Write it."""
        return partial(_written, folder=Path(self.words("folder")).expanduser())

    def saved(self, made: tuple[str, ...]) -> tuple[str, ...]:
        """Where it is, and its words."""
        return made


def _written(sitting: Sitting, *, folder: Path) -> tuple[str, ...]:
    data = card_bytes(unit_card(sitting))
    make_private_folder(folder)
    file = folder / f"card-{sitting.now:%Y%m%d-%H%M%S}.json"
    write_private(file, data)
    return (f"Wrote {file}", f"Its words: {card_words(data)}", "Send it to the directory's keeper; read the words out.")
