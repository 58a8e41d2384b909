"""Install a directory: whom readers here believe from now on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from registry.cli.directory_screen import MOST_BYTES
from registry.domain.access import Permission
from registry.files import read_regular
from registry.services.directories import changes_to_come, install_directory
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.fields import line
from tui.widgets.form_field import FormField


class DirectoryInstallScreen(SavingForm):
    """The file, and for the first one its eight root words."""

    NEEDS = Permission.MANAGE_DIRECTORY
    HELP = (
        "Install the directory that your region signs. The first is believed by the eight words of its roots, read out "
        "to you over the telephone; each later one by the roots of the one before. Who missed versions installs them "
        "one after the other. An administrator does this."
    )
    KEYS = (("Ctrl+S", "Install"), ("Tab", "Next field"), *ALWAYS)
    FORM = "directory"
    TITLE = "Install a directory"

    def fields(self) -> Iterator[FormField]:
        """Yield the file and the words."""
        yield line("file", "File", "The file of the signed directory, as it came.", needed="Say which file.")
        yield line(
            "roots",
            "Root words",
            "The eight words of this home's first directory, as its keeper reads them out to you.",
            if_empty="Left empty where this home has a directory already.",
        )

    def act(self) -> Act:
        """Install it."""
        return partial(_installed, file=Path(self.words("file")).expanduser(), roots=self.said("roots"))

    def saved(self, made: tuple[str, ...]) -> tuple[str, ...]:
        """What it changed."""
        return made


def _installed(sitting: Sitting, *, file: Path, roots: str | None) -> tuple[str, ...]:
    data = read_regular(file, MOST_BYTES)
    changes = changes_to_come(sitting, data)
    trusted = install_directory(sitting, data, roots_words=roots)
    one = trusted.directory
    expired = ("It has expired: under it no document is more than INTACT.",) if one.is_expired(sitting.now) else ()
    return (f"Installed {one.name} version {one.version}; roots {trusted.roots}.", *changes, *expired)
