"""Take a unit's card into the next version of the directory."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from registry.cli.directory_screen import MOST_BYTES
from registry.files import read_regular
from registry.services.trust_list import add_cards, require_card_words
from tui.screens.draft_form import Change, DraftForm
from tui.widgets.fields import line
from tui.widgets.form_field import FormField


class CardTakingScreen(DraftForm):
    """Which card, and the words that its unit reads out."""

    HELP = (
        "For whoever keeps the directory: list a new establishment, or take over the new keys on the card of one that "
        "is listed. Anybody can write a card, so its unit reads the eight words out to you over the telephone. What is "
        "written is a draft: it counts once the root keepers have signed it and it is installed."
    )
    FORM = "card taking"
    TITLE = "Take a unit's card into the directory"

    def fields(self) -> Iterator[FormField]:
        """Yield the card, its words, the files."""
        yield line("card", "Card", "The file of the card, as the unit sent it.", needed="Say which file the card is.")
        yield line(
            "told",
            "Its words",
            "The card's eight words, as its unit reads them out to you over the telephone.",
            needed="Have the unit read the card's eight words out, and type them.",
        )
        yield from self.files()

    def change(self) -> Change:
        """Take it over, where its words are those that were read out."""
        file, told = Path(self.words("card")).expanduser(), self.words("told")

        def taken(data: bytes, now: datetime) -> bytes:
            card = read_regular(file, MOST_BYTES)
            require_card_words(card, told)
            return add_cards(data, [card], now=now)

        return taken
