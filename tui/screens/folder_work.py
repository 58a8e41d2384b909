"""Which folder the long work is about: verifying or receiving every document in it, or a new backup in it."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import RenderableType

from registry.domain.access import Permission
from registry.domain.long_work import Tell
from registry.services.backing_up import create_backup
from registry.services.bulk_receiving import receive_file
from registry.services.directories import directory_in_force
from registry.services.sitting import Sitting
from registry.services.taking_together import Became, Taken
from registry.services.verifying import verify_file
from tui.files_lying import documents_in
from tui.screens.long_work import LongWorkScreen, Step
from tui.screens.path_screen import PathScreen
from tui.widgets.plain import indented, one_line, plain, stacked

BELOW = 10
"""How far what is said of a file is hung below its name."""


class FolderWorkScreen(PathScreen):
    """A folder, and Enter begins."""

    LABEL = "Folder"
    ASKS = (
        "The folder this is done in; a path, or one below where Throughcare was started.\n"
        "Enter begins. Left empty, it is the folder Throughcare was started in."
    )

    @property
    def proposed(self) -> str:
        """Where files of summaries are looked for."""
        return f"{self.seat.folder_there}"

    def steps(self, folder: Path, tally: Counter[str]) -> Sequence[tuple[str, Step]]:
        """Return what is to be done, each step with its name; what comes of it is counted in `tally`."""
        raise NotImplementedError

    def work(self, folder: Path, tally: Counter[str]) -> LongWorkScreen:
        """Return the screen that does it."""
        return LongWorkScreen(
            self.seat, f"{self.NAME}: {folder}", self.steps(folder, tally), lambda: counted(tally), things="files"
        )

    def begin(self, path: Path) -> None:
        """Begin, where there is a folder and something to do in it."""
        if not path.is_dir():
            why = f"{path} is a file." if path.is_file() else f"There is no folder {path}."
            self.ask_again(f"{why} Type the path of a folder that is there.")
            return
        work = self.work(path, Counter())
        if work.steps:
            self.app.push_screen(work)
        else:
            self.ask_again(f"There is nothing to do in {path}. Type another folder.")


def counted(tally: Counter[str]) -> str:
    """Return what came of all files, in words; the most frequent first."""
    return f"{', '.join(f'{many} {words}' for words, many in tally.most_common())}." if tally else ""


class VerifyFolderScreen(FolderWorkScreen):
    """One verdict for each document."""

    NAME = "Verify a folder"
    HELP = (
        "Every document in the folder (.json and .pdf) is verified against the installed directory, one after the "
        "other. Nothing is received and nothing is kept. Sealed files are opened under Receive."
    )

    def steps(self, folder: Path, tally: Counter[str]) -> Sequence[tuple[str, Step]]:
        """Return one step for each document."""
        return [(file.name, _verifying(file, tally)) for file in sorted(documents_in(folder)) if file.suffix != ".age"]


class ReceiveFolderScreen(FolderWorkScreen):
    """Everything in a folder received that is certain; the rest waits on the home."""

    NEEDS = Permission.RECEIVE
    NAME = "Receive a folder"
    HELP = (
        "Every document in the folder is verified. A summary is received where its number, surname and exact birth "
        "date are those of one participant here; any other waits on the home until somebody says whose it is. "
        "Withdrawals and receipts are taken in. What is held already is passed over, so that it can be done again."
    )

    def steps(self, folder: Path, tally: Counter[str]) -> Sequence[tuple[str, Step]]:
        """Return one step for each document."""
        return [(file.name, _receiving(file, self._early, tally)) for file in sorted(documents_in(folder))]

    def work(self, folder: Path, tally: Counter[str]) -> LongWorkScreen:
        """Return the screen that does it, and afterwards the versions that lay before those they replace."""
        self.seat.looked_now()
        self._early: list[Path] = []
        work = super().work(folder, tally)
        again = ("later versions that lay before the earlier ones", _receiving_again(self._early, tally))
        work.after = [again]
        return work


class BackupScreen(FolderWorkScreen):
    """One backup, proven by restoring it."""

    NEEDS = Permission.BACK_UP
    NAME = "Make a backup"
    HELP = (
        "A new backup is made in a new folder within this one, and proven by restoring it: its history, and every "
        "document's signatures, are checked in the copy. An administrator does this. Escape stops it, and nothing of "
        "it is left then. Keep backups on another disk too: one beside the home is lost with it."
    )

    @property
    def proposed(self) -> str:
        """The folder of backups beside the home, or what the home stands in: no place where others fetch files."""
        beside = self.seat.settings.home.folder.resolve().parent
        return f"{beside / 'backups' if (beside / 'backups').is_dir() else beside}"

    def begin(self, path: Path) -> None:
        """Begin, where something can be written."""
        if path.is_dir() and not os.access(path, os.W_OK | os.X_OK):
            self.ask_again(f"You may not write into {path}. Type a folder you may write into.")
        else:
            super().begin(path)

    def steps(self, folder: Path, tally: Counter[str]) -> Sequence[tuple[str, Step]]:
        """Return the one step."""
        del tally
        return [("copying, then restoring the copy to prove it", _backing_up(folder))]


def _verifying(file: Path, tally: Counter[str]) -> Step:
    def step(sitting: Sitting, _tell: Tell) -> RenderableType:
        checked = verify_file(file, now=sitting.now, directory=directory_in_force(sitting))
        if (ruling := checked.ruling) is None:
            tally["not read"] += 1
            return _said("not read", file.name, f"{checked.unread}")
        tally[ruling.verdict.value] += 1
        return _said(ruling.verdict.value, file.name, ruling.about or ruling.message, ruling.reason or "")

    return step


def _receiving(file: Path, early: list[Path], tally: Counter[str]) -> Step:
    def step(sitting: Sitting, _tell: Tell) -> RenderableType:
        taken, is_early = receive_file(sitting, file)
        if is_early:
            early.append(file)
            return _became(taken)
        tally[taken.became.value] += 1
        return _became(taken)

    return step


def _receiving_again(early: list[Path], tally: Counter[str]) -> Step:
    def step(sitting: Sitting, _tell: Tell) -> RenderableType:
        again = [receive_file(sitting, file)[0] for file in early]
        tally.update(one.became.value for one in again)
        return (
            stacked([_became(one) for one in again]) if again else plain("No later version lay before an earlier one.")
        )

    return step


def _became(taken: Taken) -> RenderableType:
    # What is refused is refused in the verdict already.
    became = "" if taken.verdict and taken.became is Became.REFUSED else taken.became.value
    return _said(taken.verdict, taken.file, ": ".join(filter(None, (became, taken.words))))


def _said(verdict: str, file: str, words: str, code: str = "") -> RenderableType:
    """Return a file with its verdict, and what is to be said of it hung below; a code stands behind its words."""
    told = f"{words} [{code}]" if code else words
    return stacked([one_line(f"{verdict:{BELOW - 1}} {file}"), indented(plain(told), BELOW)])


def _backing_up(folder: Path) -> Step:
    def step(sitting: Sitting, tell: Tell) -> RenderableType:
        made = folder / f"backup-{sitting.now:%Y%m%dT%H%M%SZ}"
        create_backup(sitting, made, tell=tell)
        return plain(f"Made and proven by restoring it:\n{made}")

    return step
