"""The audit: read, checked against itself and against what others hold, handed out. Each of these is an act too."""

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from registry.documents.checkpoint_note import is_signed, looks_like_note, read_note, write_note
from registry.documents.pdf_attachment import looks_like_pdf, read_pdf
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.attestation import Checkpoint
from registry.domain.audit import AuditFilter, AuditLine
from registry.domain.audit_check import (
    MOST_FAULTS,
    Fault,
    HistoryCheck,
    check_history,
    gone_checkpoints,
    kept_otherwise,
    seen_otherwise,
)
from registry.domain.dates import PartialDate
from registry.domain.errors import NotFound, Refusal, Refused, ThroughcareError
from registry.domain.record_check import COMPARED, RecordCheck, changed_tables, check_records
from registry.files import read_regular, write_private, write_private_blocks
from registry.services.checkpoints import make_checkpoint, origin_of
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.witness import find_gap
from registry.structure import from_plain

if TYPE_CHECKING:
    from registry.store.unit_of_work import UnitOfWork

MOST_HELD = 60_000_000
_FEWEST_DIGITS = 6
_HELD = "Name what `audit checkpoint` wrote in this home, or a summary (JSON or PDF) that it sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote: the file of rows, and the note with the checkpoint over exactly those."""

    file: Path
    note: Path
    checkpoint: Checkpoint


@journey(Permission.READ_AUDIT)
def show_audit(
    sitting: Sitting,
    last: int,
    *,
    user: str | None = None,
    about: str | None = None,
    act: str | None = None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
) -> tuple[AuditLine, ...]:
    """Return the newest `last` rows, oldest first, each with what its objects are.

    Only those of one `user`; `about` one participant, as they are typed anywhere, and all that is recorded of them, or
    one object by its id or how that begins; of one `act` or of all that begin so; between two days, both included.
    Raises NotFound where nothing, or more than one thing, answers to `about`.
    """
    object_id, participant_id = _meant(sitting, about.strip()) if about else (None, None)
    wanted = AuditFilter(
        user=user,
        object_id=object_id,
        participant_id=participant_id,
        act=act,
        since=since.first if since else None,
        until=until.last if until else None,
    )
    said = [text for text in (user, act, str(since or ""), str(until or "")) if text]
    objects = [one for one in (object_id, participant_id) if one]
    with sitting.reading("audit show", *objects, purpose=" ".join(said)) as uow:
        entries = uow.audit.filtered(last, wanted)
        words = uow.audit_objects.words(one for entry in entries for one in entry.objects)
    return tuple(AuditLine(entry=one, about=tuple(words[each] for each in one.objects)) for one in entries)


@journey(Permission.READ_AUDIT)
def verify_audit(sitting: Sitting, held: Path | None = None, *, records: bool = False) -> HistoryCheck:
    """Return what is found in the audit, compared with this home's checkpoints and with one that somebody else holds.

    Tables and triggers that are not as this program made them are faults too, and so is a history that is not the one
    this account has seen, until that was accepted. `held` is a checkpoint note, or a summary (JSON or PDF) that this
    unit sent. With `records`, every row of the records is compared with what the audit says its acts wrote. Where the
    history itself is at fault nothing is written down: a new row would stand in the place of one that is gone, and the
    same question would be answered otherwise. Raises Refused for any other file, another unit's checkpoint among them.
    """
    data = read_regular(held, MOST_HELD) if held else None
    compared = compare_records(sitting) if records else None
    verb = "audit verify" if compared is None else COMPARED[0]
    purpose = "against a checkpoint held outside" if held else ""
    with sitting.acting() as uow:
        checkpoints = (_read_held(data, _log_key(uow)),) if data is not None else ()
        for one in checkpoints:
            if one.origin != origin_of(sitting.unit.id):
                raise Refused(
                    Refusal.CONTENT,
                    "This checkpoint is of another unit's history and says nothing about this home.",
                    hint=_HELD,
                )
        found, gap = check_audit(uow, sitting.unit.id, checkpoints), find_gap(uow)
        if gap is not None and not gap.accepted:
            found = _with(found, seen_otherwise(gap.words))
        if found.sound:
            sitting.write_down(uow, verb, purpose=purpose, outcome=compared.outcome if compared else "done")
    if compared is None:
        return _with(found, *changed_tables(sitting.store.altered()))
    return replace(_with(found, *compared.faults), records=compared.size)


@journey(Permission.READ_AUDIT)
def write_checkpoint(sitting: Sitting, file: Path) -> Checkpoint:
    """Make a checkpoint over all rows so far, write it as a note for somebody else to keep, and return it."""
    with sitting.writing("audit checkpoint") as uow:
        checkpoint = make_checkpoint(uow, sitting.unit.id)
    # No audit, no act: cut off before it, nothing has been handed out.
    write_private(file, write_note(checkpoint))
    return checkpoint


@journey(Permission.READ_AUDIT)
def export_audit(sitting: Sitting, file: Path) -> Exported:
    """Write every row as a line of canonical JSON to `file`, and beside it the checkpoint over exactly those rows.

    A line's bytes are what its leaf is made of, so anybody can build the tree again.
    """
    with sitting.writing("audit export") as uow:
        checkpoint = make_checkpoint(uow, sitting.unit.id)
    note = file.with_name(f"{file.name}.checkpoint")
    with sitting.looking_up() as uow, closing(uow.audit.kept_rows()) as rows:
        covered = islice(rows, checkpoint.size)
        write_private_blocks(file, (row.data + b"\n" for row in covered))
    write_private(note, write_note(checkpoint))
    return Exported(file=file, note=note, checkpoint=checkpoint)


def check_audit(uow: "UnitOfWork", unit_id: str, held: tuple[Checkpoint, ...] = ()) -> HistoryCheck:
    """Return what is found in the audit by its own checkpoints and those in `held`."""
    kept = uow.audit.kept_checkpoints()
    own = [one.signed for one in kept if one.signed is not None]
    found = check_history(
        uow.audit.kept_rows(),
        own,
        held,
        origin=origin_of(unit_id),
        key=_log_key(uow),
        is_signed=is_signed,
    )
    # One that cannot be read, or is kept in another's place, is there all the same: it has a fault of its own.
    there = {one.size for one in kept} | {one.size for one in own}
    return _with(found, *kept_otherwise(kept), *gone_checkpoints(found.size, there))


def compare_records(sitting: Sitting) -> RecordCheck:
    """Return what is found in all records of the home, compared with what the audit says was written.

    They are read as they stood at one moment, whatever the person may open: only a table and the beginning of a key
    are told of any of them.
    """
    with sitting.store.everywhere().looking_up() as whole:
        log_key = whole.audit.log_key()
        return check_records(
            whole.audit.marks(),
            whole.kept_records.all(log_key),
            whole.indexes.misfiled(),
            sitting.store.altered(),
            whole.kept_records.removed(log_key),
        )


def _with(found: HistoryCheck, *faults: Fault) -> HistoryCheck:
    return replace(found, faults=(*found.faults, *faults)[:MOST_FAULTS])


def _meant(sitting: Sitting, about: str) -> tuple[str | None, str | None]:
    """The object, or else the participant, whom a text names."""
    with sitting.looking_up() as uow:
        people = uow.participants.answering(about)
        if len(people) == 1:
            return None, people[0].id
        found = uow.audit.objects_starting(about) if len(about) >= _FEWEST_DIGITS else ()
    if people or len(found) != 1:
        answers = "More than one thing answers" if people or found else "Nothing in the audit answers"
        raise NotFound(
            f"{answers} to {about[:60]!r}.",
            hint="Give a participant's number, or the first eight digits of an id.",
        )
    return found[0], None


def _read_held(data: bytes, log_key: str) -> Checkpoint:
    """The checkpoint in what somebody holds; a refusal says what to name here, not what one does with a document."""
    try:
        return _checkpoint_in(data, log_key)
    except Refused as error:
        raise Refused(error.reason, error.message, hint=_HELD) from None


def _checkpoint_in(data: bytes, log_key: str) -> Checkpoint:
    """The checkpoint in a note, or in a document that carries one. Its signature is checked with the history."""
    if looks_like_note(data):
        return read_note(data, key=log_key)
    carried = read_strict(read_pdf(data)[0] if looks_like_pdf(data) else data).get("checkpoint")
    try:
        return from_plain(carried, Checkpoint)
    except (ThroughcareError, TypeError, ValueError, KeyError):
        raise Refused(Refusal.CONTENT, "There is no audit checkpoint in this file.") from None


def _log_key(uow: "UnitOfWork") -> str:
    from registry.custody.signing_key import SigningKey

    return SigningKey(uow.audit.log_key()).public_key
