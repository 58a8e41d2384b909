"""Audit rows and checkpoints. They are only ever added; triggers refuse anything else."""

from collections.abc import Callable, Generator, Iterator, Set
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    LargeBinary,
    Row,
    Text,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.exc import OperationalError
from sqlmodel import Field

from registry.domain.attestation import Checkpoint
from registry.domain.audit import AuditEntry, AuditFilter, check_act, check_told, spell_objects, spell_row
from registry.domain.audit_check import KeptRow
from registry.domain.errors import InvalidValue, NotAllowed, StorageFailed, ThroughcareError
from registry.domain.kept_checkpoint import KeptCheckpoint
from registry.domain.merkle import HASH_BYTES, Frontier, leaf_hash
from registry.domain.times import read_stamp, stamp
from registry.domain.written import marking_key, spell_marks
from registry.store.as_it_stands import AT_A_TIME, is_no_text, raw, raw_columns, row_as_it_stands, rows_as_they_stand
from registry.store.audit_objects import objects_of
from registry.store.base import PlainJson, Rows, spelt_insert, table_of
from registry.store.engine import straight
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
CHECKPOINTS = table_of(CheckpointRow)
LOG_KEY = table_of(LogKeyRow)
_OBJECTS_TEXT = type_coerce(AUDIT.c.object_ids, Text)
"""As text: a column edited from outside need not be JSON any more."""

_VERIFY = "Run `throughcare audit verify`."
_URN = "urn:uuid:"
_AT_ONCE = 400
_MARKING_KEY = "throughcare_marking_key"
_LAST_NUMBER = "SELECT max(sequence) FROM audit"
# Put together once: every hundredth act asks them, and waits.
_NEWEST = CHECKPOINTS.c.size.desc()
_SIZES = select(CHECKPOINTS.c.size)
_LEAVES = select(raw(AUDIT.c.leaf_hash)).where(AUDIT.c.sequence > bindparam("after")).order_by(AUDIT.c.sequence)


def _entry(row: Row[Any]) -> AuditEntry:
    try:
        return AuditEntry(
            sequence=row.sequence,
            at=read_stamp(row.at),
            os_user=row.os_user,
            user=row.user,
            role=row.role,
            verb=row.verb,
            objects=tuple(orjson.loads(row.object_ids)),
            purpose=row.purpose,
            outcome=row.outcome,
            wrote=row.wrote,
        )
    except (InvalidValue, TypeError, ValueError):
        raise StorageFailed(f"Row {row.sequence} of the audit is not as it was written.", hint=_VERIFY) from None


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
    ) -> int:
        """Write the row of one act, in the act's own transaction, and return its number. Raises InvalidValue."""
        wrote = self._marks()
        check_act(os_user, user, role, verb, outcome)
        check_told(objects, purpose or None, wrote)
        row: dict[str, Any] = {
            "sequence": self.size() + 1,
            "at": self._writer.at,
            "os_user": os_user,
            "user": user,
            "role": role,
            "verb": verb,
            "object_ids": spell_objects(objects),
            "purpose": purpose or None,
            "outcome": outcome,
            "wrote": wrote,
        }
        row["leaf_hash"] = leaf_hash(spell_row(**row))
        spelt, values = spelt_insert(AUDIT, self._db.dialect)
        straight(self._db, spelt, values(row))
        self.appended = True
        return int(row["sequence"])

    def _marks(self) -> str | None:
        """What was written since the last row, in marks; None before there is a log key to make them with."""
        rows = self._writer.written.take()
        # It never changes, and every act needs it: kept for as long as the connection lasts.
        key = self._db.info.get(_MARKING_KEY) if rows else None
        if rows and key is None and (log_key := self._private()):
            key = self._db.info[_MARKING_KEY] = marking_key(log_key)
        return spell_marks(key, rows) if key else None

    def size(self) -> int:
        """Return how many rows there are. They are numbered without gaps, so this is the last one's number."""
        found = straight(self._db, _LAST_NUMBER)
        return int(found[0] or 0) if found else 0

    def last_at(self, *, before: datetime | None = None) -> datetime | None:
        """Return when the newest row, or the newest of those `before` a moment, was written.

        None where there is none, or where it was edited from outside.
        """
        asked = select(AUDIT.c.at).order_by(AUDIT.c.sequence.desc()).limit(1)
        if before is not None:
            asked = asked.where(AUDIT.c.at < stamp(before))
        try:
            with _texts():
                text = self._db.execute(asked).scalar_one_or_none()
            return read_stamp(text) if text else None
        except (InvalidValue, TypeError, StorageFailed):
            return None

    def leaves(self, *, after: int = 0) -> tuple[bytes, ...]:
        """Return the leaf hashes after row number `after`, in order. Raises StorageFailed where one is none."""
        with _texts():
            found = tuple(_bytes(leaf) for (leaf,) in self._db.execute(_LEAVES, {"after": after}))
        if any(len(leaf) != HASH_BYTES for leaf in found):
            raise StorageFailed("A row of the audit is not as it was written.", hint=_VERIFY)
        return found

    def root_over(self, size: int) -> bytes | None:
        """Return the root over the first `size` rows, None where there are fewer."""
        leaves = self._leaves()[:size]
        return Frontier().grown(leaves).root if len(leaves) == size else None

    def _leaves(self, after: int = 0) -> tuple[bytes, ...]:
        """The leaf hashes as kept; where one is none, those of the rows as they stand, which `audit verify` counts."""
        try:
            return self.leaves(after=after)
        except StorageFailed:
            return tuple(leaf_hash(row.data) for row in self.kept_rows() if row.sequence > after)

    def entries(
        self, *, after: int = 0, limit: int = 100, user: str | None = None, object_id: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return rows after number `after` in order: those of one user, those about one object."""
        asked = [AUDIT.c.sequence > after]
        if user is not None:
            asked.append(AUDIT.c.user == user)
        return self._first(limit, asked, AUDIT.c.sequence, {object_id} if object_id else None)

    def newest(self, count: int, *, verb: str | None = None) -> tuple[AuditEntry, ...]:
        """Return the newest `count` rows, oldest first: those with one verb."""
        asked = [AUDIT.c.verb == verb] if verb is not None else []
        return self._first(count, asked, AUDIT.c.sequence.desc())[::-1]

    def filtered(self, count: int, wanted: AuditFilter) -> tuple[AuditEntry, ...]:
        """Return the newest `count` rows that the filter lets through, oldest first."""
        asked: list[ColumnElement[bool]] = []
        if wanted.user is not None:
            asked.append(AUDIT.c.user == wanted.user)
        if wanted.act is not None:
            verb, act = func.lower(AUDIT.c.verb), wanted.act.strip().lower()
            # No wildcard, so nothing typed can widen it; `~` sorts after every character of a verb.
            asked.append(or_(verb == act, and_(verb >= f"{act} ", verb < f"{act} ~")))
        # The stamps are in UTC and sort as they are.
        if wanted.since is not None:
            asked.append(AUDIT.c.at >= wanted.since.isoformat())
        if wanted.until is not None:
            asked.append(AUDIT.c.at < (wanted.until + timedelta(days=1)).isoformat())
        about = {wanted.object_id} if wanted.object_id else None
        if wanted.participant_id is not None:
            about = {row.id for row in self._db.execute(objects_of(wanted.participant_id))}
        return self._first(count, asked, AUDIT.c.sequence.desc(), about)[::-1]

    def about(self, participant_id: str, *, until: int) -> Iterator[AuditEntry]:
        """Give every row, up to this number, that names a participant or anything of theirs, in order."""
        theirs = {row.id for row in self._db.execute(objects_of(participant_id))}
        known = self._objects([AUDIT.c.sequence <= until], AUDIT.c.sequence)
        naming = [number for number, objects in known if not theirs.isdisjoint(objects)]
        for start in range(0, len(naming), _AT_ONCE):
            some = AUDIT.c.sequence.in_(naming[start : start + _AT_ONCE])
            yield from map(_entry, self._db.execute(raw_columns(AUDIT).where(some).order_by(AUDIT.c.sequence)))

    def objects_starting(self, text: str) -> tuple[str, ...]:
        """Return up to two objects whose id starts with these digits, as a person copies them, or is this text."""
        bare = text if text.startswith(_URN) else f"{_URN}{text.casefold()}"
        found: dict[str, None] = {}
        for _, objects in self._objects([], AUDIT.c.sequence.desc()):
            found.update(dict.fromkeys(one for one in objects if one == text or one.startswith(bare)))
            if len(found) > 1:
                break
        return tuple(found)[:2]

    def _first(
        self,
        count: int,
        asked: list[ColumnElement[bool]],
        order: ColumnElement[Any],
        about: Set[str] | None = None,
    ) -> tuple[AuditEntry, ...]:
        """Return the first `count` rows that are asked for, of those that name one of the objects `about`."""
        rows = raw_columns(AUDIT).where(*asked).order_by(order)
        if about is not None:
            naming = (number for number, objects in self._objects(asked, order) if not about.isdisjoint(objects))
            rows = raw_columns(AUDIT).where(AUDIT.c.sequence.in_(tuple(islice(naming, count)))).order_by(order)
        with _texts():
            return tuple(_entry(row) for row in self._db.execute(rows.limit(count)))

    def _objects(
        self, asked: list[ColumnElement[bool]], order: ColumnElement[Any]
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give the number and the objects of each row. No index tells them: every act would pay for it."""
        rows = select(AUDIT.c.sequence, _OBJECTS_TEXT).where(*asked).order_by(order)
        # Closed where somebody has found enough: a server keeps what is not read to its end.
        with self._db.execute(rows.execution_options(yield_per=AT_A_TIME)) as kept:
            for number, text in kept:
                try:
                    yield number, tuple(orjson.loads(text))
                except (ValueError, TypeError):
                    # A row that was edited from outside, which `audit verify` tells.
                    continue

    def kept_rows(self) -> Generator[KeptRow]:
        """Give every row in order as it is kept, sound or not, a few at a time."""
        for sequence, row in rows_as_they_stand(self._db, AUDIT):
            if row is None:
                yield KeptRow(sequence=sequence, data=b"", leaf=b"")
                continue
            _, at, os_user, user, role, verb, objects, purpose, outcome, wrote, kept = tuple(row)
            try:
                data = spell_row(
                    sequence=sequence,
                    at=at,
                    os_user=os_user,
                    user=user,
                    role=role,
                    verb=verb,
                    object_ids=objects,
                    purpose=purpose,
                    outcome=outcome,
                    wrote=wrote,
                )
            except TypeError:
                data = b""
            # It stands in the row's bytes as it is, and a row is a line of an export.
            if b"\n" in data:
                data = b""
            yield KeptRow(sequence=sequence, data=data, leaf=_bytes(kept))

    def marks(self) -> Iterator[tuple[int, str]]:
        """Give the number of every row that tells of something written, and what it tells, in order."""
        asked = select(AUDIT.c.sequence, AUDIT.c.wrote).where(AUDIT.c.wrote.is_not(None)).order_by(AUDIT.c.sequence)
        return ((row.sequence, row.wrote) for row in self._db.execute(asked.execution_options(yield_per=AT_A_TIME)))

    def log_key(self) -> bytes:
        """Return the private key that signs checkpoints. Raises StorageFailed where it is gone: `init` makes one."""
        private = self._private()
        if private is None:
            raise StorageFailed("This home has no log key.", hint="Restore the newest backup.")
        return private

    def set_log_key(self, private: bytes) -> None:
        """Keep the log key. Raises NotAllowed when there is one."""
        if self._private() is not None:
            raise NotAllowed("This home has a log key already.")
        self._db.execute(insert(LOG_KEY), {"id": 1, "made_at": self._writer.at, "private": private})

    def _private(self) -> bytes | None:
        return self._db.execute(select(LOG_KEY.c.private)).scalar_one_or_none()

    def frontier(self, proves: Callable[[Checkpoint], bool]) -> Frontier:
        """Return the tree over all rows, grown from the newest checkpoint's where that `proves` its root to be signed.

        Where a leaf was edited into what is none, it is the tree that `audit verify` builds: no act fails by it, and
        the row is told there.
        """
        size = self._db.execute(_SIZES.order_by(_NEWEST).limit(1)).scalar_one_or_none()
        newest = self._kept(size) if size is not None else None
        # Edited from outside, it is no ground to build on. The leaves still say what the tree is.
        proven = newest is not None and newest.signed is not None and proves(newest.signed)
        known = (newest.frontier if newest and proven else None) or Frontier()
        return known.grown(self._leaves(known.size))

    def add_checkpoint(self, checkpoint: Checkpoint, frontier: Frontier) -> None:
        """Keep a signed checkpoint. One of the same size is kept once; another of that size is refused."""
        if checkpoint.size not in self._db.execute(_SIZES.where(CHECKPOINTS.c.size == checkpoint.size)).scalars():
            row = {
                "size": checkpoint.size,
                "made_at": self._writer.at,
                "body": to_plain(checkpoint),
                "peaks": b"".join(frontier.peaks),
            }
            self._db.execute(insert(CHECKPOINTS), row)
        elif self.checkpoint_over(checkpoint.size) != checkpoint:
            raise NotAllowed(f"There is another checkpoint of size {checkpoint.size}.", hint="Run `audit verify`.")

    def checkpoint_over(self, size: int) -> Checkpoint | None:
        """Return the checkpoint over the first `size` rows, or None: there is none, or it cannot be read."""
        return self._kept(size).signed

    def kept_checkpoints(self) -> tuple[KeptCheckpoint, ...]:
        """Return every checkpoint as it is kept, sound or not, the smallest first."""
        return tuple(_kept(size, row) for size, row in rows_as_they_stand(self._db, CHECKPOINTS))

    def newest_checkpoint(self) -> Checkpoint | None:
        """Return the checkpoint over the most rows, of those that can be read, or None."""
        sizes = self._db.execute(_SIZES.order_by(_NEWEST)).scalars().all()
        return next((found for found in map(self.checkpoint_over, sizes) if found is not None), None)

    def _kept(self, size: int) -> KeptCheckpoint:
        return _kept(size, row_as_it_stands(self._db, CHECKPOINTS, size))


def _kept(size: int, row: Row[Any] | None) -> KeptCheckpoint:
    if row is None:
        return KeptCheckpoint(size=size, made_at=None, peaks=None, signed=None)
    return KeptCheckpoint(size=size, made_at=row.made_at, peaks=_bytes(row.peaks), signed=_signed(row.body))


@contextmanager
def _texts() -> Iterator[None]:
    """Raise StorageFailed where a row that is read holds bytes that are no text."""
    try:
        yield
    except OperationalError as problem:
        if not is_no_text(problem):
            raise
        raise StorageFailed("A row of the audit is not as it was written.", hint=_VERIFY) from None


def _signed(body: Any) -> Checkpoint | None:
    try:
        return from_plain(orjson.loads(body), Checkpoint)
    except (ValueError, TypeError, ThroughcareError):
        return None


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else b""
