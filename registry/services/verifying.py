"""Verify a file: needs no registry, no account and no network."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from registry.documents.foreign_file import verify_file_bytes
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.documents.verdict_document import verdict_document
from registry.domain.errors import Refused
from registry.domain.verdict import Ruling, refused
from registry.files import read_regular
from registry.services.directories import MOST_BYTES, installed_directory
from registry.settings import Home

# The largest file of any kind that is read at all: a sealed one (60 MB); each kind has its own lower limit.
MOST_FOREIGN = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file's ruling."""

    file: Path
    ruling: Ruling


def find_directory(
    home: Home, now: datetime, *, file: Path | None = None, roots_words: str | None = None, none: bool = False
) -> TrustedDirectory | None:
    """Return the directory named by `file`, else the installed one, else None. Raises Refused and NotFound."""
    if none:
        return None
    if file is not None:
        return load_directory(read_regular(file, MOST_BYTES), now=now, roots_words=roots_words)
    return installed_directory(home, now)


def verify_file(
    file: Path, *, now: datetime, directory: TrustedDirectory | None, recipient: str | None = None
) -> Checked:
    """Return the verdict on one file, REFUSED included. Raises NotFound and NotPermitted (sealed)."""
    try:
        verified = verify_file_bytes(
            read_regular(file, MOST_FOREIGN), now=now, directory=directory, recipient=recipient
        )
    except Refused as error:
        return Checked(file=file, ruling=refused(error))
    return Checked(file=file, ruling=verified.ruling)


def verdict_plain(ruling: Ruling) -> dict[str, Any]:
    """Return a ruling as the verdict document of `schemas/verdict`."""
    return verdict_document(ruling)
