"""From whom, to whom, why, and as which version a document goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest, check_id
from registry.domain.people import Tier
from registry.domain.text import check_name

MOST_RECIPIENTS = 8


class Purpose(StrEnum):
    """Why the summary is issued. The purpose decides which sections travel."""

    TRANSFER = "transfer"
    PRISON = "prison"
    PAROLE_BOARD = "parole-board"
    TRIBUNAL = "tribunal"
    COMMUNITY = "community"
    OWN_COPY = "own-copy"


class RecipientKind(StrEnum):
    """An establishment is in the directory and is sealed to; the others are not."""

    ESTABLISHMENT = "establishment"
    BOARD = "board"
    TRIBUNAL = "tribunal"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom the summary is addressed to."""

    kind: RecipientKind
    id: str | None = None
    name: str

    def __post_init__(self) -> None:
        check_name(self.name, "The recipient's name")
        if (self.kind is RecipientKind.ESTABLISHMENT) != (self.id is not None):
            raise InvalidValue("An establishment, and only an establishment, is addressed by its id.")
        if self.id is not None:
            check_id(self.id, "The recipient's id")


_OUTSIDE: Final = {
    Purpose.PAROLE_BOARD: RecipientKind.BOARD,
    Purpose.TRIBUNAL: RecipientKind.TRIBUNAL,
    Purpose.OWN_COPY: RecipientKind.PERSON,
}


def is_listed(purpose: Purpose) -> bool:
    """Return whether what is issued for `purpose` goes to an establishment of the directory."""
    return purpose not in _OUTSIDE


def reader_named(purpose: Purpose, name: str) -> Recipient:
    """Return the board, the tribunal or the participant whom a summary for `purpose` goes to: none is in a directory.

    Raises InvalidValue for a name that cannot stand, or a purpose that needs an establishment.
    """
    if is_listed(purpose):
        raise InvalidValue("What is issued for this purpose goes to an establishment of the directory.")
    return Recipient(kind=_OUTSIDE[purpose], name=name)


def check_recipients(recipients: Sequence[Recipient], what: str) -> None:
    """Raise InvalidValue unless `what`, which names the document, goes to one to eight different recipients."""
    if not 1 <= len(recipients) <= MOST_RECIPIENTS:
        raise InvalidValue(f"{what} has 1 to {MOST_RECIPIENTS} recipients.")
    if len({(one.kind, one.id, one.name) for one in recipients}) != len(recipients):
        raise InvalidValue("One recipient stands twice.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The establishment that signs."""

    id: str
    name: str
    tier: Tier
    contact: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The issuer's id")
        check_name(self.name, "The issuer's name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaces:
    """The version this one replaces, by id and digest."""

    id: str
    digest: str

    def __post_init__(self) -> None:
        check_id(self.id, "The replaced document's id")
        check_digest(self.digest, "The replaced document's digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series per participant, purpose and recipient; each version is a new document."""

    id: str
    version: int
    replaces: Replaces | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The series' id")
        if self.version < 1 or (self.version == 1) != (self.replaces is None):
            raise InvalidValue("Version 1 replaces nothing, and every later version replaces one.")
