"""Verify a file: needs no registry, no account and no network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from registry.documents.foreign_file import ruling_on
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.documents.verdict_document import unread_document, verdict_document
from registry.domain.bearing import rulings_together
from registry.domain.errors import Exit, NotFound, Refused, ThroughcareError
from registry.domain.verdict import Ruling, refused
from registry.files import read_regular
from registry.services.directories import MOST_BYTES, installed_directory
from registry.settings import Home

# The largest file of any kind that is read at all: a sealed one (60 MB); each kind has its own lower limit.
MOST_FOREIGN = 60_000_000


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
    file: Path, *, now: datetime, directory: TrustedDirectory | None, recipient: str | None = None
) -> Checked:
    """Return the verdict on one file, REFUSED included, or why it could not be read (missing, sealed)."""
    try:
        ruling = ruling_on(read_regular(file, MOST_FOREIGN), now=now, directory=directory, recipient=recipient)
    except Refused as error:
        return Checked(file=file, ruling=refused(error))
    except ThroughcareError as error:
        return Checked(file=file, unread=error)
    return Checked(file=file, ruling=ruling)


def checked_together(checked: Sequence[Checked]) -> list[Checked]:
    """Return what was found of several files, each with what the others say of it (`domain.bearing`)."""
    told = iter(rulings_together([one.ruling for one in checked if one.ruling is not None]))
    return [replace(one, ruling=next(told)) if one.ruling is not None else one for one in checked]


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
