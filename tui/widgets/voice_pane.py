"""Voice: the participant's own words, as they were said."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text

from registry.domain.history import History
from registry.domain.quoting import quoted
from registry.domain.voice import Audience, VoiceEntry
from tui.widgets.plain import lines, plain, stacked
from tui.widgets.reading_pane import ReadingPane

NOTHING = (
    "Nothing in their own words is on record yet.\n\nOffer it, on paper or at the keyboard, and keep what is said "
    "character for character: press a."
)


class VoicePane(ReadingPane):
    """Newest first. Entries that are not for the treating teams are not shown."""

    help_text: ClassVar[str] = (
        "What the participant, or a carer, has said, kept character for character; who typed it, whether it was read "
        "back to them, and who may read it. A staff comment stands apart from their words. Up and down scroll."
    )

    def show(self, history: History) -> None:
        """Show what was said for the treating teams."""
        meant = [entry for entry in history.voice if Audience.TREATING_TEAMS in entry.audiences]
        parts = [text for entry in sorted(meant, key=_when, reverse=True) for text in entry_texts(entry)]
        if len(meant) < len(history.voice):
            parts.append(plain("Some words are kept for other readers only and are not shown here.", "italic"))
        self.read(stacked(parts or [plain(NOTHING)]))


def entry_texts(entry: VoiceEntry) -> Iterator[Text]:
    """Yield one entry: the words first, then who typed them, and apart from them any staff comment."""
    about = f", about {entry.about}" if entry.about else ""
    back = "read back to them" if entry.read_back else "not read back to them"
    readers = ", ".join(each.replace("-", " ") for each in entry.audiences)
    kind = entry.kind.replace("-", " ").capitalize()
    said = [
        plain(quoted(entry.text) if entry.text else entry.words, "bold"),
        plain(f"{kind}{about}, {entry.on.words}. Typed by {entry.typed_by}, {back}. For: {readers}."),
    ]
    if entry.staff_comment:
        said.append(plain(f"Staff comment, not their words: {entry.staff_comment}"))
    yield lines(*said, Text())


def _when(entry: VoiceEntry) -> str:
    return entry.on.text
