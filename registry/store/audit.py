"""Audit rows and checkpoints. They are only ever added; triggers refuse anything else."""

from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, Row, func, insert, select
from sqlmodel import Field

from registry.domain.attestation import Checkpoint
from registry.domain.audit import AuditEntry, leaf
from registry.domain.errors import NotAllowed
from registry.domain.times import read_stamp
from registry.store.base import PlainJson, Rows, table_of
from registry.store.records import Repository
from registry.structure import from_plain, to_plain


class AuditRow(Rows, table=True):
    """One act."""

    __tablename__ = "audit"

    sequence: int = Field(primary_key=True)
    at: str
    os_user: str
    user: str = Field(index=True)
    role: str
    verb: str
    object_ids: list[str] = Field(sa_type=PlainJson)
    purpose: str | None = None
    outcome: str
    leaf_hash: bytes = Field(sa_type=LargeBinary)


class AuditObjectRow(Rows, table=True):
    """One object of one act, so that everything done to a record can be found."""

    __tablename__ = "audit_objects"

    object_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True, foreign_key="audit.sequence")


class CheckpointRow(Rows, table=True):
    """A signed checkpoint over the first `size` rows."""

    __tablename__ = "checkpoints"

    size: int = Field(primary_key=True)
    made_at: str
    body: dict[str, Any] = Field(sa_type=PlainJson)


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
    )


class Audit(Repository):
    """The audit of this home."""

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
        )
        row = {
            "sequence": entry.sequence,
            "at": at,
            "os_user": os_user,
            "user": user,
            "role": role,
            "verb": verb,
            "object_ids": list(objects),
            "purpose": purpose,
            "outcome": outcome,
            "leaf_hash": leaf(entry),
        }
        self._db.execute(insert(AUDIT), row)
        if objects:
            named = [{"object_id": one, "sequence": entry.sequence} for one in dict.fromkeys(objects)]
            self._db.execute(insert(OBJECTS), named)
        return entry

    def size(self) -> int:
        """Return how many rows there are. They are numbered without gaps, so this is the last one's number."""
        return int(self._db.execute(select(func.coalesce(func.max(AUDIT.c.sequence), 0))).scalar_one())

    def last(self) -> AuditEntry | None:
        """Return the newest row, or None."""
        row = self._db.execute(select(AUDIT).order_by(AUDIT.c.sequence.desc()).limit(1)).one_or_none()
        return _entry(row) if row else None

    def leaves(self, size: int | None = None) -> tuple[bytes, ...]:
        """Return the leaf hashes in order, of the first `size` rows where it is given."""
        asked = select(AUDIT.c.leaf_hash).order_by(AUDIT.c.sequence)
        if size is not None:
            asked = asked.where(AUDIT.c.sequence <= size)
        return tuple(self._db.execute(asked).scalars())

    def entries(
        self, *, after: int = 0, limit: int = 100, user: str | None = None, object_id: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return rows after number `after` in order: those of one user, those about one object."""
        asked = select(AUDIT).where(AUDIT.c.sequence > after).order_by(AUDIT.c.sequence).limit(limit)
        if user is not None:
            asked = asked.where(AUDIT.c.user == user)
        if object_id is not None:
            asked = asked.where(
                AUDIT.c.sequence.in_(select(OBJECTS.c.sequence).where(OBJECTS.c.object_id == object_id))
            )
        return tuple(_entry(row) for row in self._db.execute(asked))

    def faults(self) -> tuple[int, ...]:
        """Return the numbers of rows that are missing or do not fit their leaf; none in a sound audit."""
        found: list[int] = []
        expected = 1
        for row in self._db.execute(select(AUDIT).order_by(AUDIT.c.sequence)):
            found.extend(range(expected, row.sequence))
            if leaf(_entry(row)) != row.leaf_hash:
                found.append(row.sequence)
            expected = row.sequence + 1
        return tuple(found)

    def log_key(self) -> bytes | None:
        """Return the private key that signs checkpoints, or None before `init` made one."""
        return self._db.execute(select(LOG_KEY.c.private)).scalar_one_or_none()

    def set_log_key(self, private: bytes) -> None:
        """Keep the log key. Raises NotAllowed when there is one."""
        if self.log_key() is not None:
            raise NotAllowed("This home has a log key already.")
        self._db.execute(insert(LOG_KEY), {"id": 1, "made_at": self._writer.at, "private": private})

    def add_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a signed checkpoint. One of the same size is kept once; another of that size is refused."""
        asked = select(CHECKPOINTS.c.body).where(CHECKPOINTS.c.size == checkpoint.size)
        there = self._db.execute(asked).scalar_one_or_none()
        if there is None:
            row = {"size": checkpoint.size, "made_at": self._writer.at, "body": to_plain(checkpoint)}
            self._db.execute(insert(CHECKPOINTS), row)
        elif there != to_plain(checkpoint):
            raise NotAllowed(f"There is another checkpoint of size {checkpoint.size}.", hint="Run `audit verify`.")

    def newest_checkpoint(self) -> Checkpoint | None:
        """Return the checkpoint over the most rows, or None."""
        asked = select(CHECKPOINTS.c.body).order_by(CHECKPOINTS.c.size.desc()).limit(1)
        body = self._db.execute(asked).scalar_one_or_none()
        return from_plain(body, Checkpoint) if body else None
