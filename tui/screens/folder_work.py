"""Which folder the long work is about: verifying every document in it, or a new backup in it."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from registry.domain.access import Permission
from registry.services.backing_up import create_backup
from registry.services.bulk_receiving import receive_file
from registry.services.directories import directory_in_force
from registry.services.sitting import Sitting
from registry.services.taking_together import Taken
from registry.services.verifying import verify_file
from tui.screens.framed import Framed
from tui.screens.long_work import LongWorkScreen, Step
from tui.screens.receive import documents_in
from tui.widgets.form_values import form_field
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

ASKS = (
    "The folder this is done in; a path, or one below where Throughcare was started.\n"
    "Enter begins. Left empty, it is the folder Throughcare was started in."
)


class FolderWorkScreen(Framed):
    """A folder, and Enter begins."""

    NAME: ClassVar[str] = ""
    KEYS = (("Enter", "Begin"), ("Esc", "Back"), ("F1", "Help"), ("F2", "Go to"), ("Ctrl+P", "Commands"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "begin", "Begin"), Binding("escape", "back", "Back")]
    DEFAULT_CSS = """
    FolderWorkScreen .title { padding: 1 1 1 2; text-style: bold; }
    FolderWorkScreen .about { padding: 1 1 1 2; max-width: 100; }
    """

    def steps(self, folder: Path) -> list[tuple[str, Step]]:
        """Return what is to be done, each step with its name."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The folder."""
        yield TopLine(self.seat)
        yield Words(self.NAME, classes="title")
        yield form_field("folder", "Folder", Input(f"{self.seat.folder}", id="folder", compact=True), ASKS)
        yield Words(self.HELP, classes="about")
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin at the folder."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_begin(self) -> None:
        """Begin, where there is something to do."""
        folder = Path(self.query_one(Input).value.strip() or ".").expanduser()
        steps = self.steps(folder)
        if steps:
            self.app.push_screen(LongWorkScreen(self.seat, f"{self.NAME}: {folder}", steps))
        else:
            self.say("There is nothing to do in that folder. Type another one.")

    @on(Input.Changed)
    def _typed(self) -> None:
        # What was said of another folder is over.
        self.say("")

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()


class VerifyFolderScreen(FolderWorkScreen):
    """One verdict for each document."""

    NAME = "Verify a folder"
    HELP = (
        "Every document in the folder (.json and .pdf) is verified against the installed directory, one after the "
        "other. Nothing is received and nothing is kept. Sealed files are opened under Receive."
    )

    def steps(self, folder: Path) -> list[tuple[str, Step]]:
        """Return one step for each document."""
        return [(file.name, _verifying(file)) for file in documents_in(folder) if file.suffix != ".age"]


class ReceiveFolderScreen(FolderWorkScreen):
    """Everything in a folder received that is certain; the rest waits on the home."""

    NEEDS = Permission.RECEIVE
    NAME = "Receive a folder"
    HELP = (
        "Every document in the folder is verified. A summary is received where its number, surname and exact birth "
        "date are those of one participant here; any other waits on the home until somebody says whose it is. "
        "Withdrawals and receipts are taken in. What is held already is passed over, so that it can be done again."
    )

    def steps(self, folder: Path) -> list[tuple[str, Step]]:
        """Return one step for each document, then one for the versions that lay before those they replace."""
        files = sorted(documents_in(folder))
        early: list[Path] = []
        again = ("later versions that lay before the earlier ones", _receiving_again(early))
        return [(file.name, _receiving(file, early)) for file in files] + [again] if files else []


class BackupScreen(FolderWorkScreen):
    """One backup, proven by restoring it."""

    NEEDS = Permission.BACK_UP
    NAME = "Make a backup"
    HELP = (
        "A new backup is made in a new folder within this one, and proven by restoring it: its history, and every "
        "document's signatures, are checked in the copy. An administrator does this. It cannot be stopped half-way."
    )

    def steps(self, folder: Path) -> list[tuple[str, Step]]:
        """Return the one step."""
        return [("copying, then restoring the copy to prove it", _backing_up(folder))]


def _verifying(file: Path) -> Callable[[Sitting], str]:
    def step(sitting: Sitting) -> str:
        checked = verify_file(file, now=sitting.now, directory=directory_in_force(sitting))
        if checked.ruling is None:
            return f"{'not read':9} {file.name}\n{'':9} {checked.unread}"
        ruling = checked.ruling
        said = ruling.about or f"{ruling.reason or ''}: {ruling.message}"
        return f"{ruling.verdict.value:9} {file.name}\n{'':9} {said}"

    return step


def _receiving(file: Path, early: list[Path]) -> Step:
    def step(sitting: Sitting) -> str:
        taken, is_early = receive_file(sitting, file)
        if is_early:
            early.append(file)
        return _became(taken)

    return step


def _receiving_again(early: list[Path]) -> Step:
    def step(sitting: Sitting) -> str:
        again = [_became(receive_file(sitting, file)[0]) for file in early]
        return "\n".join(again) or "No later version lay before an earlier one."

    return step


def _became(taken: Taken) -> str:
    verdict = f"{taken.verdict}, " if taken.verdict else ""
    words = f": {taken.words}" if taken.words else ""
    return f"{taken.file}\n{'':9} {verdict}{taken.became}{words}"


def _backing_up(folder: Path) -> Callable[[Sitting], str]:
    def step(sitting: Sitting) -> str:
        made = folder / f"backup-{sitting.now:%Y%m%dT%H%M%SZ}"
        create_backup(sitting, made)
        return f"Made and proven by restoring it:\n{made}"

    return step
