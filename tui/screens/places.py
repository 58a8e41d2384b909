"""Every place of the program, one letter each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from textual.screen import Screen

from tui.screens.audit import AuditScreen
from tui.screens.catalogue import CatalogueScreen
from tui.screens.commands import CommandsScreen
from tui.screens.directory import DirectoryScreen
from tui.screens.folder_work import BackupScreen, ReceiveFolderScreen, VerifyFolderScreen
from tui.screens.glasses import GlassesScreen
from tui.screens.groups import GroupsScreen
from tui.screens.overlaps import OverlapsScreen
from tui.screens.receive import ReceiveScreen
from tui.screens.settings import SettingsScreen
from tui.screens.summaries import SummariesScreen
from tui.screens.users import UsersScreen
from tui.seat import Seat
from tui.widgets.letters import Letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: the letter that goes there, its name, what is done there, and its screen."""

    letter: str
    name: str
    what: str
    screen: Callable[[Seat], Screen[Any]]


PLACES = (
    Place(letter="s", name="Summaries", what="read, approve and release; what came and went", screen=SummariesScreen),
    Place(letter="r", name="Receive", what="verify and take in what another unit sent", screen=ReceiveScreen),
    Place(
        letter="f",
        name="Receive a folder",
        what="take in what is certain; the rest waits",
        screen=ReceiveFolderScreen,
    ),
    Place(letter="g", name="Groups", what="who belongs, registers, people into a group", screen=GroupsScreen),
    Place(letter="c", name="Catalogue", what="programmes and editions; compare two", screen=CatalogueScreen),
    Place(letter="o", name="Overlap judgements", what="what covers part of what, by whose word", screen=OverlapsScreen),
    Place(letter="d", name="Directory and keys", what="whom readers believe, until when", screen=DirectoryScreen),
    Place(letter="v", name="Verify a folder", what="one verdict for each document in it", screen=VerifyFolderScreen),
    Place(letter="b", name="Make a backup", what="a copy, proven by restoring it", screen=BackupScreen),
    Place(letter="u", name="Users", what="who may sign in, in which roles", screen=UsersScreen),
    Place(letter="k", name="Break-glass", what="who read whose record; review and end a use", screen=GlassesScreen),
    Place(letter="a", name="Audit", what="who did what, the newest first", screen=AuditScreen),
    Place(letter="x", name="Any command", what="every command of the command line, as a form", screen=CommandsScreen),
    Place(letter="t", name="Settings", what="whose home, what you may do, the colours", screen=SettingsScreen),
)

FOUND_BY: Mapping[str, str] = MappingProxyType(
    {
        "Summaries": "transfer sign approve release drafts",
        "Receive": "import incoming",
        "Groups": "register attendance meeting session members",
        "Catalogue": "programmes editions treatments",
        "Directory and keys": "trust card",
        "Make a backup": "copy",
        "Users": "accounts staff roles password",
        "Audit": "log history who saw looked",
        "Settings": "dark light mode theme",
    }
)
"""Words that find a place in the palette besides its name; they are never shown."""


class PlacesScreen(Letters[Place]):
    """A letter goes there; Escape stays here."""

    def __init__(self) -> None:
        super().__init__("Go to", PLACES)
