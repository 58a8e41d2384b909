"""Audit rows and checkpoints. They are only ever added; triggers refuse anything else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import (
    CheckConstraint,
    LargeBinary,
    Row,
    Select,
    Text,
    and_,
    func,
    insert,
    or_,
    select,
    type_coerce,
)
from sqlmodel import Field

from registry.domain.attestation import Checkpoint
from registry.domain.audit import AuditEntry, AuditFilter, leaf, spell_row
from registry.domain.audit_check import KeptRow
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.merkle import HASH_BYTES, Frontier
from registry.domain.times import read_stamp
from registry.domain.written import marking_key, spell_marks
from registry.store.audit_objects import objects_of
from registry.store.base import PlainJson, Rows, add_as_spelt, table_of
from registry.store.records import Repository
from registry.structure import from_plain, to_plain


class AuditRow(Rows, table=True):
    """One act."""

    __tablename__ = "audit"

    sequence: int = Field(primary_key=True)
    at: str
    os_user: str
    user: str
    role: str
    verb: str
    object_ids: list[str] = Field(sa_type=PlainJson)
    purpose: str | None = None
    outcome: str
    wrote: str | None = None
    leaf_hash: bytes = Field(sa_type=LargeBinary)


class AuditObjectRow(Rows, table=True):
    """One object of one act, so that everything done to a record can be found."""

    __tablename__ = "audit_objects"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - typed so by SQLModel

    object_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True, foreign_key="audit.sequence")


class CheckpointRow(Rows, table=True):
    """A signed checkpoint over the first `size` rows, with the tree's frontier there, from which the next one grows."""

    __tablename__ = "checkpoints"

    size: int = Field(primary_key=True)
    made_at: str
    body: dict[str, Any] = Field(sa_type=PlainJson)
    peaks: bytes = Field(sa_type=LargeBinary)


class LogKeyRow(Rows, table=True):
    """The key that signs checkpoints and nothing else. The only row of its table."""

    __tablename__ = "log_key"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(default=1, primary_key=True)
    made_at: str
    private: bytes = Field(sa_type=LargeBinary)


AUDIT = table_of(AuditRow)
OBJECTS = table_of(AuditObjectRow)
CHECKPOINTS = table_of(CheckpointRow)
LOG_KEY = table_of(LogKeyRow)
_AT_A_TIME = 2_000
_LOG_KEY = "throughcare_log_key"
_LAST_NUMBER = "SELECT max(sequence) FROM audit"


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        sequence=row.sequence,
        at=read_stamp(row.at),
        os_user=row.os_user,
        user=row.user,
        role=row.role,
        verb=row.verb,
        objects=tuple(row.object_ids),
        purpose=row.purpose,
        outcome=row.outcome,
        wrote=row.wrote,
    )


class Audit(Repository):
    """The audit of this home. `appended` says whether this unit of work has written a row."""

    appended = False

    def append(
        self,
        *,
        os_user: str,
        user: str,
        role: str,
        verb: str,
        outcome: str,
        objects: tuple[str, ...] = (),
        purpose: str | None = None,
    ) -> AuditEntry:
        """Write the row of one act, in the act's own transaction, and return it with its number."""
        at = self._writer.at
        purpose = purpose or None
        entry = AuditEntry(
            sequence=self.size() + 1,
            at=read_stamp(at),
            os_user=os_user,
            user=user,
            role=role,
            verb=verb,
            objects=objects,
            purpose=purpose,
            outcome=outcome,
            wrote=self._marks(),
        )
        row = {
            "sequence": entry.sequence,
            "at": at,
            "os_user": os_user,
            "user": user,
            "role": role,
            "verb": verb,
            "object_ids": orjson.dumps(objects, option=orjson.OPT_SORT_KEYS).decode(),
            "purpose": purpose,
            "outcome": outcome,
            "wrote": entry.wrote,
            "leaf_hash": leaf(entry),
        }
        add_as_spelt(self._db, AUDIT, [row])
        if objects:
            add_as_spelt(
                self._db, OBJECTS, [{"object_id": one, "sequence": entry.sequence} for one in dict.fromkeys(objects)]
            )
        self.appended = True
        return entry

    def _marks(self) -> str | None:
        """What was written since the last row, in marks; None before there is a log key to make them with."""
        rows = self._writer.written.take()
        # It never changes, and every act needs it: kept for as long as the connection lasts.
        log_key = self._db.info.get(_LOG_KEY) if rows else None
        if rows and log_key is None:
            log_key = self._db.info[_LOG_KEY] = self.log_key()
        return spell_marks(marking_key(log_key), rows) if log_key else None

    def size(self) -> int:
        """Return how many rows there are. They are numbered without gaps, so this is the last one's number."""
        return int(self._db.exec_driver_sql(_LAST_NUMBER).scalar_one() or 0)

    def last(self) -> AuditEntry | None:
        """Return the newest row, or None."""
        row = self._db.execute(select(AUDIT).order_by(AUDIT.c.sequence.desc()).limit(1)).one_or_none()
        return _entry(row) if row else None

    def leaves(self, *, after: int = 0) -> tuple[bytes, ...]:
        """Return the leaf hashes after row number `after`, in order."""
        asked = select(AUDIT.c.leaf_hash).where(AUDIT.c.sequence > after).order_by(AUDIT.c.sequence)
        return tuple(self._db.execute(asked).scalars())

    def entries(
        self, *, after: int = 0, limit: int = 100, user: str | None = None, object_id: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return rows after number `after` in order: those of one user, those about one object."""
        asked = self._asked(user, object_id).where(AUDIT.c.sequence > after)
        asked = asked.order_by(AUDIT.c.sequence).limit(limit)
        return tuple(_entry(row) for row in self._db.execute(asked))

    def newest(
        self, count: int, *, user: str | None = None, object_id: str | None = None, verb: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return the newest `count` rows, oldest first: those of one user, about one object, with one verb."""
        asked = self._asked(user, object_id).order_by(AUDIT.c.sequence.desc()).limit(count)
        if verb is not None:
            asked = asked.where(AUDIT.c.verb == verb)
        return tuple(_entry(row) for row in self._db.execute(asked))[::-1]

    def filtered(self, count: int, wanted: AuditFilter) -> tuple[AuditEntry, ...]:
        """Return the newest `count` rows that the filter lets through, oldest first."""
        asked = self._asked(wanted.user, wanted.object_id).order_by(AUDIT.c.sequence.desc()).limit(count)
        if wanted.participant_id is not None:
            theirs = objects_of(wanted.participant_id)
            asked = asked.where(AUDIT.c.sequence.in_(select(OBJECTS.c.sequence).where(OBJECTS.c.object_id.in_(theirs))))
        if wanted.act is not None:
            verb, act = func.lower(AUDIT.c.verb), wanted.act.strip().lower()
            # No wildcard, so nothing typed can widen it; `~` sorts after every character of a verb.
            asked = asked.where(or_(verb == act, and_(verb >= f"{act} ", verb < f"{act} ~")))
        # The stamps are in UTC and sort as they are.
        if wanted.since is not None:
            asked = asked.where(AUDIT.c.at >= wanted.since.isoformat())
        if wanted.until is not None:
            asked = asked.where(AUDIT.c.at < (wanted.until + timedelta(days=1)).isoformat())
        return tuple(_entry(row) for row in self._db.execute(asked))[::-1]

    def objects_starting(self, text: str) -> tuple[str, ...]:
        """Return up to two objects whose id starts with these digits, as a person copies them, or is this text."""
        bare = text if text.startswith("urn:uuid:") else f"urn:uuid:{text.casefold()}"
        column = OBJECTS.c.object_id
        asked = select(column).where(or_(column == text, and_(column >= bare, column < f"{bare}~"))).distinct().limit(2)
        return tuple(self._db.execute(asked).scalars())

    def _asked(self, user: str | None, object_id: str | None) -> Select[Any]:
        asked = select(AUDIT)
        if user is not None:
            asked = asked.where(AUDIT.c.user == user)
        if object_id is not None:
            asked = asked.where(
                AUDIT.c.sequence.in_(select(OBJECTS.c.sequence).where(OBJECTS.c.object_id == object_id))
            )
        return asked

    def kept_rows(self) -> Iterator[KeptRow]:
        """Give every row in order as it is kept, sound or not, a few at a time."""
        # The objects as text: a column edited from outside need not be JSON any more.
        columns = [type_coerce(one, Text) if one is AUDIT.c.object_ids else one for one in AUDIT.c]
        asked = select(*columns).order_by(AUDIT.c.sequence).execution_options(yield_per=_AT_A_TIME)
        for sequence, at, os_user, user, role, verb, objects, purpose, outcome, wrote, kept in self._db.execute(asked):
            try:
                data = spell_row(
                    sequence=sequence,
                    at=at,
                    os_user=os_user,
                    user=user,
                    role=role,
                    verb=verb,
                    objects=orjson.loads(objects),
                    purpose=purpose,
                    outcome=outcome,
                    wrote=wrote,
                )
            except (ValueError, TypeError):
                data = b""
            yield KeptRow(sequence=sequence, data=data, leaf=bytes(kept))

    def marks(self) -> Iterator[tuple[int, str]]:
        """Give the number of every row that tells of something written, and what it tells, in order."""
        asked = select(AUDIT.c.sequence, AUDIT.c.wrote).where(AUDIT.c.wrote.is_not(None)).order_by(AUDIT.c.sequence)
        return ((row.sequence, row.wrote) for row in self._db.execute(asked.execution_options(yield_per=_AT_A_TIME)))

    def log_key(self) -> bytes | None:
        """Return the private key that signs checkpoints, or None before `init` made one."""
        return self._db.execute(select(LOG_KEY.c.private)).scalar_one_or_none()

    def set_log_key(self, private: bytes) -> None:
        """Keep the log key. Raises NotAllowed when there is one."""
        if self.log_key() is not None:
            raise NotAllowed("This home has a log key already.")
        self._db.execute(insert(LOG_KEY), {"id": 1, "made_at": self._writer.at, "private": private})

    def frontier(self) -> Frontier:
        """Return the tree over all rows, grown from the newest checkpoint's."""
        asked = select(CHECKPOINTS.c.size, CHECKPOINTS.c.peaks).order_by(CHECKPOINTS.c.size.desc()).limit(1)
        row = self._db.execute(asked).one_or_none()
        try:
            known = Frontier(size=row.size, peaks=_cut(row.peaks)) if row else Frontier()
        except InvalidValue:
            # Edited from outside. The leaves still say what the tree is; `audit verify` finds the edit.
            known = Frontier()
        return known.grown(self.leaves(after=known.size))

    def add_checkpoint(self, checkpoint: Checkpoint, frontier: Frontier) -> None:
        """Keep a signed checkpoint. One of the same size is kept once; another of that size is refused."""
        there = self.checkpoint_over(checkpoint.size)
        if there is None:
            row = {
                "size": checkpoint.size,
                "made_at": self._writer.at,
                "body": to_plain(checkpoint),
                "peaks": b"".join(frontier.peaks),
            }
            self._db.execute(insert(CHECKPOINTS), row)
        elif there != checkpoint:
            raise NotAllowed(f"There is another checkpoint of size {checkpoint.size}.", hint="Run `audit verify`.")

    def checkpoint_over(self, size: int) -> Checkpoint | None:
        """Return the checkpoint over the first `size` rows, or None."""
        body = self._db.execute(select(CHECKPOINTS.c.body).where(CHECKPOINTS.c.size == size)).scalar_one_or_none()
        return from_plain(body, Checkpoint) if body else None

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Return every checkpoint, the smallest first."""
        asked = select(CHECKPOINTS.c.body).order_by(CHECKPOINTS.c.size)
        return tuple(from_plain(body, Checkpoint) for body in self._db.execute(asked).scalars())

    def newest_checkpoint(self) -> Checkpoint | None:
        """Return the checkpoint over the most rows, or None."""
        asked = select(CHECKPOINTS.c.body).order_by(CHECKPOINTS.c.size.desc()).limit(1)
        body = self._db.execute(asked).scalar_one_or_none()
        return from_plain(body, Checkpoint) if body else None


def _cut(peaks: bytes) -> tuple[bytes, ...]:
    return tuple(peaks[start : start + HASH_BYTES] for start in range(0, len(peaks), HASH_BYTES))
