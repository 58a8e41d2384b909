"""The directory and this unit's keys: whom readers believe, and until when."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.dates import day_said
from registry.domain.directory import DirectoryKey
from registry.services.directories import directory_in_force, key_trouble
from registry.services.sitting import Sitting
from tui.screens.card import CardScreen
from tui.screens.card_taking import CardTakingScreen
from tui.screens.directory_install import DirectoryInstallScreen
from tui.screens.key_mark import KeyMarkScreen
from tui.screens.new_keys import NewKeysScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.modal import Told
from tui.widgets.plain import facts, plain, stacked

NONE_YET = (
    "No directory is installed: every document that comes is INTACT at best, and none can be sealed to anybody.\n\n"
    "An administrator installs the one your region signs with i."
)


class DirectoryScreen(ReadingScreen):
    """The directory in force, the keys in use here, and every establishment in it."""

    NAME = "Directory and keys"
    HELP = (
        "The directory this unit believes: its version, how long it holds, the words of its roots. Then your own keys "
        "and whether readers would believe them, and every establishment with its keys. An administrator "
        "installs the next one with i, writes this unit's card with c, and gives new keys with n. Whoever keeps the "
        "directory takes a unit's card into the next version with t, and marks a key as retired, revoked or "
        "compromised with m: both write a draft for the root keepers."
    )

    KEYS = (("i", "Install"), ("c", "Card"), ("t", "Take card"), ("m", "Mark key"), ("Esc", "Back"), ("F1", "All keys"))
    DOES = MappingProxyType(
        {
            "install": "directory install",
            "card": "key export",
            "take_card": "directory add",
            "mark_key": "directory mark",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "install", "Install a directory"),
        Binding("c", "card", "Write this unit's card"),
        Binding("n", "new_keys", "Give the database or the unit a new key"),
        Binding("t", "take_card", "Take a unit's card into the next version"),
        Binding("m", "mark_key", "Mark a key as retired, revoked or compromised"),
    ]

    def action_install(self) -> None:
        """Install a directory."""
        self.app.push_screen(DirectoryInstallScreen(self.seat), self._done)

    def action_card(self) -> None:
        """Write the unit's card."""
        self.app.push_screen(CardScreen(self.seat), self._done)

    def action_new_keys(self) -> None:
        """Give the database or the unit a new key."""
        self.app.push_screen(NewKeysScreen(self.seat), self._done)

    def action_take_card(self) -> None:
        """Take a unit's card into the next version."""
        self.app.push_screen(CardTakingScreen(self.seat), self._done)

    def action_mark_key(self) -> None:
        """Say that a key no longer counts."""
        self.app.push_screen(KeyMarkScreen(self.seat), self._done)

    def _done(self, said: tuple[str, ...] | None) -> None:
        if said:
            self.read()
            self.app.push_screen(Told("Done", *said))

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return the directory in words. Raises Refused for one that was exchanged."""
        trusted = directory_in_force(sitting)
        if trusted is None:
            return plain(NONE_YET)
        one = trusted.directory
        ended = " It has expired: nothing that comes is TRUSTED." if one.is_expired(sitting.now) else ""
        head = [
            ("Directory", f"{one.name}, version {one.version}"),
            ("Holds until", f"{day_said(one.valid_until)}.{ended}"),
            ("Root words", trusted.roots),
        ]
        own = [("Your keys", "")]
        for label, key in (("Signing", sitting.user.signing_key), ("Receiving", sitting.user.receiving_key)):
            trouble = key_trouble(trusted, sitting.unit.id, key, sitting.now)
            own.append((label, f"{key[:20]}…  {trouble or 'readers believe it'}"))
        rows = [(entry.name, _entry_words(entry.tier.words, entry.keys)) for entry in one.establishments]
        return stacked([facts(head), plain(""), facts(own), plain("\nEstablishments", "bold"), facts(rows, most=30)])


def _entry_words(tier: str, keys: tuple[DirectoryKey, ...]) -> str:
    return "\n".join((tier, *_key_words(keys)))


def _key_words(keys: tuple[DirectoryKey, ...]) -> Iterator[str]:
    for key in keys:
        since = f" since {day_said(key.since)}" if key.since else ""
        held = f", {key.holder.name}" if key.holder else ""
        yield f"{key.role.value.replace('-', ' ')}: {key.state.value}{since}{held}"
