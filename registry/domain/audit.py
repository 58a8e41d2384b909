"""The audit: one row for each read and write, and the tree that makes its history provable.

Rows are the leaves of a Merkle tree (`merkle`). A row's bytes are its JSON in the canonical form of RFC 8785, so
that anyone can build the tree again. Row number n is leaf n − 1, and the tree that ends with it has size n. A
checkpoint's body is that of C2SP tlog-checkpoint: origin, size and root, each on a line.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from json.encoder import encode_basestring

from registry.domain.errors import InvalidValue
from registry.domain.merkle import HASH_BYTES, leaf_hash
from registry.domain.text import check_name
from registry.domain.times import stamp
from registry.domain.written import are_marks

EVERY_ROWS = 100
"""A checkpoint is made with the first row and each time so many were written, besides those at sign-out and before an
approval."""

# A text as JSON; with members in the order of their ASCII names and whole numbers a row is exactly RFC 8785.
_TEXT = encode_basestring
# C2SP signed notes allow no white space and no plus sign in a name; an origin is one.
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./:_-]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act: when, by whom as what, what was done to which objects, why, and how it ended. No clinical text.

    `wrote` tells of each row of the database that the act wrote, in digests (`written`); absent where it wrote none.
    """

    sequence: int
    at: datetime
    os_user: str
    user: str
    role: str
    verb: str
    objects: tuple[str, ...] = ()
    purpose: str | None = None
    outcome: str
    wrote: str | None = None

    def __post_init__(self) -> None:
        if self.sequence < 1:
            raise InvalidValue("Audit rows are numbered from 1.")
        check_act(self.os_user, self.user, self.role, self.verb, self.outcome)
        check_told(self.objects, self.purpose, self.wrote)

    @property
    def act(self) -> str:
        """What was done, in words: of an act that was refused before it began, the name of its service without dots."""
        return self.verb.rpartition(".")[2].replace("_", " ") if "." in self.verb else self.verb


@lru_cache(maxsize=512)
def check_act(os_user: str, user: str, role: str, verb: str, outcome: str) -> None:
    """Raise InvalidValue unless a row can say this of who did what, and how it ended. A sitting says the same again."""
    for text, what in (
        (os_user, "The account"),
        (user, "The user"),
        (role, "The role"),
        (verb, "The verb"),
        (outcome, "The outcome"),
    ):
        check_name(text, what)


def check_told(objects: Sequence[str], purpose: str | None, wrote: str | None) -> None:
    """Raise InvalidValue unless a row can name these objects, this purpose and these digests."""
    for one in objects:
        check_name(one, "An object")
    if purpose is not None:
        check_name(purpose, "The purpose")
    if wrote is not None and not are_marks(wrote):
        raise InvalidValue("What an act wrote is told in digests.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """A row as its reader sees it: with what each object is, in words that say neither who nor what."""

    entry: AuditEntry
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which rows to show: of one user, about one object or all that is one participant's, one act, between two days.

    `act` is a verb or how one begins: `summary` is every act on summaries. Both days belong to it.
    """

    user: str | None = None
    object_id: str | None = None
    participant_id: str | None = None
    act: str | None = None
    since: date | None = None
    until: date | None = None


def is_checkpoint_due(sequence: int) -> bool:
    """True where a checkpoint is made in the same transaction as the row of this number."""
    return sequence == 1 or sequence % EVERY_ROWS == 0


def due_checkpoints(size: int) -> tuple[int, ...]:
    """Return over how many rows a history of this size has a checkpoint, whatever else it was signed for."""
    return (1, *range(EVERY_ROWS, size + 1, EVERY_ROWS)) if size else ()


def row_bytes(entry: AuditEntry) -> bytes:
    """Return the canonical bytes of a row. What is absent is left out."""
    return spell_row(
        sequence=entry.sequence,
        at=stamp(entry.at),
        os_user=entry.os_user,
        user=entry.user,
        role=entry.role,
        verb=entry.verb,
        object_ids=spell_objects(entry.objects),
        purpose=entry.purpose,
        outcome=entry.outcome,
        wrote=entry.wrote,
    )


def spell_objects(objects: Sequence[str]) -> str:
    """Return the objects of a row as the JSON that is kept, and that stands in the row's bytes."""
    return f"[{','.join(map(_TEXT, objects))}]"


def spell_row(
    *,
    sequence: int,
    at: str,
    os_user: str,
    user: str,
    role: str,
    verb: str,
    object_ids: str,
    purpose: str | None,
    outcome: str,
    wrote: str | None = None,
) -> bytes:
    """Return the canonical bytes of a row from its columns as they are kept, sound or not.

    `object_ids` is the JSON of the objects. Raises TypeError where a text is none.
    """
    why = "" if purpose is None else f',"purpose":{_TEXT(purpose)}'
    marks = "" if wrote is None else f',"wrote":{_TEXT(wrote)}'
    return (
        f'{{"at":{_TEXT(at)},"objects":{object_ids},"osUser":{_TEXT(os_user)},"outcome":{_TEXT(outcome)}{why},'
        f'"role":{_TEXT(role)},"sequence":{sequence},"user":{_TEXT(user)},"verb":{_TEXT(verb)}{marks}}}'
    ).encode("utf-8", "surrogatepass")


def leaf(entry: AuditEntry) -> bytes:
    """Return the leaf hash of a row."""
    return leaf_hash(row_bytes(entry))


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Return the body of a checkpoint: three lines, each ended by a line feed. This text is what is signed."""
    if not _ORIGIN.fullmatch(origin):
        raise InvalidValue("A checkpoint's origin is a name without spaces.")
    if size < 0 or len(root) != HASH_BYTES:
        raise InvalidValue("A checkpoint has a size from 0 and a root of 32 bytes.")
    return f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"
