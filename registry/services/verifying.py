"""Verify a file: needs no registry, no account and no network."""

import os
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from registry.documents.foreign_file import ruling_on
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.documents.verdict_document import unread_document, verdict_document
from registry.domain.bearing import rulings_together
from registry.domain.errors import Exit, NotFound, Refusal, Refused, Sealed, StorageFailed, ThroughcareError
from registry.domain.verdict import Ruling, refused
from registry.files import read_regular
from registry.services.directories import MOST_BYTES, installed_directory
from registry.services.worker_pool import Work, in_order, processors
from registry.settings import Home

# The largest file of any kind that is read at all: a sealed one (60 MB); each kind has its own lower limit.
MOST_FOREIGN = 60_000_000

ENDINGS = (".json", ".pdf", ".age")
"""What a file in a folder is called that is verified with the folder. A file named by itself may be called anything."""

# Fewer are verified sooner than other processes are ready.
_WORTH_A_POOL = 200
_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file's ruling; or the error that kept it from being read at all. `here` is what this home knows of it."""

    file: Path
    ruling: Ruling | None = None
    unread: ThroughcareError | None = None
    here: str = ""

    @property
    def exit(self) -> Exit:
        """The exit code that this file alone would end with."""
        return self.ruling.exit if self.ruling else self.unread.exit if self.unread else Exit.DONE


def find_directory(
    home: Home, now: datetime, *, file: Path | None = None, roots_words: str | None = None, none: bool = False
) -> TrustedDirectory | None:
    """Return the directory named by `file`, else the installed one, else None. Raises Refused and NotFound.

    `roots_words`, where given, must be the words of its root keys; there must be a directory then.
    """
    if none:
        return None
    if file is not None:
        return load_directory(read_regular(file, MOST_BYTES), now=now, roots_words=roots_words)
    found = installed_directory(home, now, roots_words=roots_words)
    if found is None and roots_words is not None:
        raise NotFound("No directory is installed to hold the root words against.", hint="Name one with --directory.")
    return found


def verify_file(
    file: Path,
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: frozenset[str] = frozenset(),
) -> Checked:
    """Return the verdict on one file, REFUSED included, or why it could not be read (missing, sealed).

    `received` are the digests in a home's receipt log, where one is asked (`held.received_here`).
    """
    try:
        data = read_regular(file, MOST_FOREIGN)
        ruling = ruling_on(data, now=now, directory=directory, recipient=recipient, received=received)
    except Sealed as error:
        return Checked(file=file, unread=error)
    except Refused as error:
        if error.reason is Refusal.NOT_A_FILE and file.is_dir() and not file.is_symlink():
            return Checked(file=file, unread=_nothing_inside())
        return Checked(file=file, ruling=refused(error))
    except ThroughcareError as error:
        return Checked(file=file, unread=error)
    return Checked(file=file, ruling=ruling)


def checked_together(checked: Sequence[Checked]) -> list[Checked]:
    """Return what was found of several files, each with what the others say of it (`domain.bearing`)."""
    told = iter(rulings_together([one.ruling for one in checked if one.ruling is not None]))
    return [replace(one, ruling=next(told)) if one.ruling is not None else one for one in checked]


def _nothing_inside() -> NotFound:
    return NotFound(
        "The folder holds no file to verify, or may not be looked into.", hint=f"Looked for {', '.join(ENDINGS)}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The files that arguments name, each once, and how many in the folders among them are passed over."""

    files: tuple[Path, ...]
    passed_over: int


def files_named(paths: Iterable[Path]) -> Named:
    """Return the files that `paths` name: themselves, and for a folder those in it and below with an ending we know.

    Links to folders inside are not followed, and hidden names stay hidden. A folder that holds no such file, or cannot
    be listed, stands for itself.
    """
    found: list[Path] = []
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside, others = _inside(path)
        found += inside or [path]
        passed_over += others
    return Named(files=tuple(dict.fromkeys(found)), passed_over=passed_over)


def _inside(folder: Path) -> tuple[list[Path], int]:
    found: list[Path] = []
    others = 0

    def note(error: OSError) -> None:
        found.append(Path(error.filename))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen = [name for name in sorted(names) if not name.startswith(".")]
        wanted = [name for name in seen if name.lower().endswith(ENDINGS)]
        found += [Path(place, name) for name in wanted]
        others += len(seen) - len(wanted)
    return found, others


def verify_files(
    files: Sequence[Path],
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: frozenset[str] = frozenset(),
    workers: int | None = None,
) -> Generator[Checked, None, None]:
    """Yield what `verify_file` says of each file, in their order; of many by several processes, one to a processor.

    `workers` is how many processes to use whatever the number of files. A file on which its process dies is one that
    could not be read (`StorageFailed`), and the others are verified all the same.
    """
    if workers is None:
        workers = min(processors(), _MOST_WORKERS) if len(files) >= _WORTH_A_POOL else 1
    if workers == 1:
        return (
            verify_file(file, now=now, directory=directory, recipient=recipient, received=received) for file in files
        )
    given = (directory.data if directory else None, now, recipient, received)
    work = Work(do=_verify_here, lost=_lost, prepare=_prepare, given=given)
    return in_order(work, files, workers=workers)


@dataclass(slots=True)
class _Asked:
    """What a worker verifies with. It reads the directory anew: nothing becomes trusted by being handed over."""

    now: datetime
    directory: TrustedDirectory | None
    recipient: str | None
    received: frozenset[str]


_asked: list[_Asked] = []


def _prepare(directory: bytes | None, now: datetime, recipient: str | None, received: frozenset[str]) -> None:
    trusted = load_directory(directory, now=now) if directory is not None else None
    _asked[:] = [_Asked(now=now, directory=trusted, recipient=recipient, received=received)]


def _verify_here(file: Path) -> Checked:
    asked = _asked[0]
    return verify_file(
        file, now=asked.now, directory=asked.directory, recipient=asked.recipient, received=asked.received
    )


def _lost(file: Path) -> Checked:
    error = StorageFailed(
        "The process that verified it ended before it had a verdict.",
        hint="Verify it alone. If that ends so too, do not rely on it.",
    )
    return Checked(file=file, unread=error)


def refused_directory(file: Path, error: Refused) -> Checked:
    """Return the ruling on a directory that is not relied on. Nothing can be said of a document under it."""
    return Checked(file=file, ruling=refused(error))


def verdict_plain(ruling: Ruling) -> dict[str, Any]:
    """Return a ruling as the verdict document of `schemas/verdict`."""
    return verdict_document(ruling)


def checked_plain(checked: Checked) -> dict[str, Any]:
    """Return what was found of one file as the verdict document of `schemas/verdict`."""
    if checked.ruling is not None:
        told = verdict_document(checked.ruling, file=str(checked.file))
        return {**told, **({"here": checked.here} if checked.here else {})}
    assert checked.unread is not None
    return unread_document(checked.unread, file=str(checked.file))
