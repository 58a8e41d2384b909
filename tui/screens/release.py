"""Release an approved summary: the unit's signature, and the files for its recipient."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.widgets import Input

from registry.cli.outgoing_files import write_outgoing
from registry.domain.errors import NotAllowed, ThroughcareError
from registry.domain.matching import IdentifierKind
from registry.files import make_private_folder
from registry.services.reading_copy import ReadingCopy, open_copy
from registry.services.releasing import Released, release_summary
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.signing import SigningScreen
from tui.seat import Seat
from tui.widgets.fields import line
from tui.widgets.form_field import FormField


class OutgoingScreen(SigningScreen):
    """Another person than the approver adds the unit's signature; the result says which files were written."""

    KEYS = (("Ctrl+S", "Release"), ("Tab", "Next field"), *ALWAYS)

    def released_by(self) -> Callable[[Sitting, Mapping[IdentifierKind, str], Path], str]:
        """Return what releases it: with the identifiers, into a folder; it says what happened."""
        raise NotImplementedError

    def own_fields(self) -> Iterator[FormField]:
        """The folder to write into."""
        yield line(
            "folder",
            "Folder",
            "The folder the file is written into; a new one is made. It is remembered until you close Throughcare.",
            str(self.seat.folder),
            needed="Type the folder to write into.",
        )

    def on_mount(self) -> None:
        """As every form that signs; a folder that is not there is told of before anything is released."""
        super().on_mount()
        self.say(made_words(self._folder))

    @on(Input.Changed, "#folder")
    def _folder_changed(self) -> None:
        self.say(made_words(self._folder))

    @property
    def _folder(self) -> Path:
        return Path(self.text_of("folder").strip()).expanduser()

    def save(self) -> None:
        """Release."""
        self._release(self.entered, self._folder)

    @work(exit_on_error=False)
    async def _release(self, entered: dict[IdentifierKind, str], folder: Path) -> None:
        done = await self.sign(self.released_by(), entered, folder)
        if not isinstance(done, ThroughcareError):
            self.seat.folder = folder
            await self.finish()
            self.dismiss(done)  # type: ignore[arg-type]


class ReleaseScreen(OutgoingScreen):
    """Release exactly the summary that was read."""

    HELP = (
        "Add the unit's signature and write the file: sealed for an establishment, plain for a board or a person. The "
        "releaser is another person than the approver. Type two identifiers of the participant, your user name and "
        "your passphrase; Shift+Tab goes up to the folder. Nothing is written where the file is already."
    )
    FORM: ClassVar[str] = "release"

    def __init__(self, seat: Seat, copy: ReadingCopy) -> None:
        me = seat.sitting.user.name if copy.here else ""
        super().__init__(seat, copy.participant, f"Release: {copy.title}", signer=me)
        self.copy = copy

    @property
    def about(self) -> dict[str, str]:
        """The document."""
        return {"document": self.copy.id}

    def released_by(self) -> Callable[[Sitting, Mapping[IdentifierKind, str], Path], str]:
        """Release what was read."""

        def release(sitting: Sitting, entered: Mapping[IdentifierKind, str], folder: Path) -> str:
            return release_what_was_read(sitting, self.copy, entered, folder)

        return release


def made_words(folder: Path) -> str:
    """Return what is to be said of a folder that files are written into and that is not there; else nothing."""
    return "" if folder.exists() else f"The folder {folder} is not there yet; it is made."


def release_what_was_read(
    sitting: Sitting, copy: ReadingCopy, entered: Mapping[IdentifierKind, str], folder: Path
) -> str:
    """Release a summary, write its files, and return what happened and whom to tell. Raises as the services."""
    # Before anything is released: a folder that cannot be written must not cost the document.
    make_private_folder(folder)
    if not open_copy(sitting, copy.id).says_the_same(copy):
        raise NotAllowed("The summary is not as you read it any more.", hint="Go back and read it again.")
    return released_words(sitting, release_summary(sitting, copy.id, entered), folder)


def released_words(sitting: Sitting, released: Released, folder: Path) -> str:
    """Write what was released into a folder, and return who did it, which files, and whom to tell."""
    said = [f"Released by {sitting.user.person.name}."]
    said += [f"Wrote {file}" for file in write_outgoing(released.files, folder)]
    said += [released.beside] if released.beside else []
    if released.notices:
        said += ["", "Tell everybody who was sent a summary of this participant:"]
        said += [notice.words for notice in released.notices]
    return "\n".join(said)
