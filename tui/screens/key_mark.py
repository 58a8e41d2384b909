"""Say in the next version of the directory that a key no longer counts."""

from collections.abc import Iterator
from datetime import datetime

from registry.cli.directory_draft import day_began
from registry.domain.directory import DirectoryEntry, DirectoryKey, KeyState
from registry.services.directories import directory_in_force
from registry.services.trust_list import mark_key
from tui.screens.draft_form import Change, DraftForm
from tui.widgets.fields import choose, day, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick, Picker

STATES = tuple((one.value, one.value) for one in KeyState if one is not KeyState.ACTIVE)


class KeyMarkScreen(DraftForm):
    """Which key, what became of it, since when."""

    HELP = (
        "For whoever keeps the directory. Retired: what the key signed before stays good. Revoked: nothing it signed "
        "is believed any more. Compromised: somebody else may have it, and only what a unit had received before stays "
        "good there. A key never becomes better than it was. What is written is a draft that the root keepers sign."
    )
    FORM = "key mark"
    TITLE = "Mark a key in the directory"
    OFFERS = True

    def fields(self) -> Iterator[FormField]:
        """Yield the key, its state, the day, the files."""
        yield pick(
            "key",
            "Key",
            "Whose key, by the establishment, the holder, or the key itself.",
            [],
            needed="Say which key.",
        )
        yield choose("state", "It is", "What became of the key.", STATES)
        yield day(
            "since",
            "Since",
            "From the beginning of which day. Only a retirement may be announced ahead.",
            "",
            what="",
            needed=False,
            if_empty="Left empty, from now.",
        )
        yield from self.files()

    async def offer(self) -> None:
        """Offer every key of the directory in force."""
        trusted = await self.seat.ask(directory_in_force)
        entries = trusted.directory.establishments if trusted else ()
        self.query_one("#key", Picker).picks = tuple(_pick(entry, key) for entry in entries for key in entry.keys)

    def change(self) -> Change:
        """Mark it."""
        key, state = self.picked("key") or "", KeyState(self.chosen_of("state"))
        day = self.day_or_none("since")
        since = day_began(day) if day else None

        def marked(data: bytes, now: datetime) -> bytes:
            return mark_key(data, key, state, since=since or now, now=now)

        return marked


def _pick(entry: DirectoryEntry, key: DirectoryKey) -> Pick:
    held = f", {key.holder.name}" if key.holder else ""
    return Pick(
        code=key.key, words=f"{entry.name}, {key.role.value}{held}, {key.state.value}  {key.key[:12]}…", also=key.key
    )
