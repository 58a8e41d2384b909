"""This account's own state folder as a witness: how far the history had come when the account last left it.

A database that is older than that was put back from a backup, or exchanged for another copy. Both may be right, and
nobody should find out by chance. An administrator accepts it with a reason; the act stands in the audit, and every
other account is told once. Where the rows are those that were seen and only the checkpoint over them is not, it was
taken out: that is told too, and nothing is signed in its place until somebody has said why.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from registry.domain.access import Permission
from registry.domain.attestation import Checkpoint
from registry.domain.audit import AuditEntry
from registry.domain.dates import day_said
from registry.domain.errors import InvalidValue, NotAllowed, NotFound, Refused, StorageFailed
from registry.domain.plain_json import damaged, read_json, spell_json
from registry.domain.record_check import COMPARED, SOUND
from registry.domain.text import check_audited, number_of, typed
from registry.domain.times import read_stamp, stamp
from registry.files import make_private_folder, read_regular, write_private
from registry.services.checkpoints import make_checkpoint
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.settings import state_folder

if TYPE_CHECKING:
    from registry.store.unit_of_work import UnitOfWork

ACCEPTED = "audit accept"
_KIND = "throughcare-history"
_MOST_BYTES = 4_096
_CLOCKS_APART = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The last checkpoint this account saw: rows, root, and when."""

    size: int
    root: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A history that does not go on from the one remembered; `accepted` once an administrator said why."""

    words: str
    accepted: bool


def find_gap(uow: "UnitOfWork") -> Gap | None:
    """Return how the history differs from what this account remembers, or None. A damaged memory is a gap too."""
    try:
        before = _read(_file(uow))
    except StorageFailed as problem:
        return Gap(words=problem.message, accepted=False)
    if before is None:
        return None
    there = uow.audit.checkpoint_over(before.size)
    if there is not None and there.root == before.root:
        return None
    words, accepted = _differing(uow, before), _accepted(uow)
    if accepted is None or accepted.at <= before.at:
        return Gap(words=words, accepted=False)
    words += f" {accepted.user} accepted it on {day_said(accepted.at)}: {accepted.purpose}"
    return Gap(words=words, accepted=True)


def unsettled(uow: "UnitOfWork") -> str:
    """Return in words why nothing here is to be vouched for until an administrator accepts it; empty where all is well.

    That is a history other than this account has seen, or what the last comparison of the records found.
    """
    gap = find_gap(uow)
    return gap.words if gap is not None and not gap.accepted else _found_in_records(uow)


def has_seen(uow: "UnitOfWork") -> bool:
    """True where this account remembers anything of this history: where it is exchanged, it notices."""
    return _file(uow).exists()


def clock_behind(uow: "UnitOfWork", now: datetime) -> str | None:
    """Return that this computer's clock is more than a minute behind the last act here, in words, or None.

    The order of acts is their number, so nothing is lost by it; but what is dated now is dated wrong.
    """
    last = uow.audit.last_at()
    if last is None or now >= last - _CLOCKS_APART:
        return None
    return (
        f"This computer's clock says {day_said(now)}, {now:%H:%M} UTC, and the last act here was on "
        f"{day_said(last)} at {last:%H:%M}. Set the clock right before anything is recorded."
    )


def sign_out(sitting: Sitting) -> None:
    """Make a checkpoint when something was written since the last one, and remember it.

    Where there is a gap that nobody accepted, nothing is signed: it would stand in the place of what is gone.
    """
    with sitting.looking_up() as uow:
        newest = uow.audit.newest_checkpoint()
        done = newest is not None and newest.size == uow.audit.size() and _knows(uow, newest)
    if done:
        return
    with sitting.checkpointing() as uow:
        gap = find_gap(uow)
        if gap is not None and not gap.accepted:
            return
        checkpoint = make_checkpoint(uow, sitting.unit.id)
        file = _file(uow)
        uow.commit()
    _write(file, checkpoint, sitting.now)


@journey(Permission.ACCEPT_HISTORY)
def accept_history(sitting: Sitting, reason: str) -> str:
    """Accept a history that is not the one this account remembers, and return what differed.

    What the last comparison found in the records is accepted too: a backup of them is made again. Raises NotAllowed
    when there is nothing to accept.
    """
    because = typed(reason)
    check_audited(because, "The reason")
    with sitting.writing(ACCEPTED, purpose=because) as uow:
        gap = find_gap(uow)
        words = " ".join(filter(None, (gap.words if gap else "", _found_in_records(uow))))
        if not words:
            raise NotAllowed("The history goes on from what this account saw; there is nothing to accept.")
    with sitting.checkpointing() as uow:
        checkpoint = make_checkpoint(uow, sitting.unit.id)
        file = _file(uow)
        uow.commit()
    _write(file, checkpoint, sitting.now)
    return words


def _differing(uow: "UnitOfWork", before: Remembered) -> str:
    """How the history differs from the one remembered, in a sentence or two."""
    size, when = uow.audit.size(), f"on {day_said(before.at)} at {before.at:%H:%M} UTC"
    exchanged = "A backup was put back, or the file was exchanged."
    if size < before.size:
        return (
            f"This home's history is older than this account has seen it: {size} rows now, {before.size} rows {when}. "
            f"{exchanged}"
        )
    root = uow.audit.root_over(before.size)
    if root is None or b64encode(root).decode() != before.root:
        return (
            f"This home's history is not the one this account saw: it had {before.size} rows {when}, and they are not "
            f"these. {exchanged}"
        )
    there = any(one.size == before.size for one in uow.audit.kept_checkpoints())
    return (
        f"The checkpoint over {number_of(before.size, 'row')}, which this account saw {when}, is "
        f"{'not as it was' if there else 'gone'}: the rows are those it saw, and somebody changed the file."
    )


def _found_in_records(uow: "UnitOfWork") -> str:
    """What the last comparison found in the records, where nobody accepted it since; or nothing."""
    rows = [row for verb in COMPARED for row in uow.audit.newest(1, verb=verb)]
    looked, accepted = max(rows, key=lambda row: row.sequence, default=None), _accepted(uow)
    if looked is None or looked.outcome == SOUND or (accepted and accepted.sequence > looked.sequence):
        return ""
    return f"The records were last compared with the audit on {day_said(looked.at)}: {looked.outcome}."


def _accepted(uow: "UnitOfWork") -> AuditEntry | None:
    """The last time that somebody accepted what differs. A row of it that was edited from outside says nothing."""
    try:
        return next(iter(uow.audit.newest(1, verb=ACCEPTED)), None)
    except StorageFailed:
        return None


def _knows(uow: "UnitOfWork", checkpoint: Checkpoint) -> bool:
    try:
        before = _read(_file(uow))
    except StorageFailed:
        return True
    return before is not None and (before.size, before.root) == (checkpoint.size, checkpoint.root)


def _file(uow: "UnitOfWork") -> Path:
    # The log key is made once with the home and goes with every copy of it.
    mark = hashlib.sha256(uow.audit.log_key()).hexdigest()[:16]
    return state_folder() / f"history-{mark}.json"


def _read(file: Path) -> Remembered | None:
    what = f"What this account remembers of the history ({file.name})"
    try:
        members = read_json(read_regular(file, _MOST_BYTES), what)
        members.only("kind", "version", "size", "root", "at")
        if members.text("kind") != _KIND or members.number("version") != 1:
            raise damaged(what)
        return Remembered(size=members.number("size"), root=members.text("root"), at=read_stamp(members.text("at")))
    except NotFound:
        return None
    except (InvalidValue, Refused):
        raise damaged(what) from None


def _write(file: Path, checkpoint: Checkpoint, now: datetime) -> None:
    make_private_folder(file.parent)
    memory = {
        "kind": _KIND,
        "version": 1,
        "size": checkpoint.size,
        "root": checkpoint.root,
        "at": stamp(now.replace(microsecond=0)),
    }
    write_private(file, spell_json(memory), replace=True)
