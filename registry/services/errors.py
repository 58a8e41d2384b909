"""Entered in error: withdraw an entry with a reason, or move it to the participant it is about. Nothing is deleted."""

from collections.abc import Mapping
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.corrections import Correction, Corrections, EntryKind, Move, entry_words
from registry.domain.errors import NotAllowed
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.text import check_reason
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.services.struck_entries import (
    drafts_with,
    enter_again,
    find_entry,
    signed_with,
    strike,
    strike_memberships,
)
from registry.services.struck_facts import FoundFact, find_fact
from registry.services.struck_records import find_record
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.WRITE_RECORD)
def enter_in_error(sitting: Sitting, kind: EntryKind, asked: str, reason: str) -> Correction:
    """Mark an entry as entered in error and return what was done; it stays, and no list holds it any more.

    `asked` as `EntryKind.named` says. Signed documents stay as they are: those that hold the entry are named, and a
    new version corrects them. Raises NotFound, and NotAllowed for what other records rest on.
    """
    check_reason(reason, "The reason")
    if kind.is_fact or kind.is_units:
        return _withdraw(sitting, kind, asked, reason)
    with sitting.looking_up() as uow:
        found = find_entry(uow, kind, asked)
    with sitting.writing("error mark", found.participant_id, found.id, purpose=kind) as uow:
        found = find_entry(uow, kind, found.id, whole_id=True)
        held = _held(uow, found.participant_id, found.id_in_documents)
        strike(uow, found, reason)
        if kind is EntryKind.INTERVENTION:
            strike_memberships(uow, found.id, reason)
    return Correction(
        participant_id=found.participant_id,
        kind=kind,
        id=found.id,
        said=entry_words(found.entry),
        reason=reason,
        held_by=held,
    )


def _withdraw(sitting: Sitting, kind: EntryKind, asked: str, reason: str) -> Correction:
    """Withdraw what has no row of its own, or is the unit's own; what it said is kept beside the reason."""

    def find(uow: UnitOfWork) -> FoundFact:
        return find_fact(uow, kind, asked) if kind.is_fact else find_record(uow, kind, asked)

    with sitting.looking_up() as uow:
        seen = find(uow)
    objects = dict.fromkeys(one for one in (seen.participant_id, seen.id) if one)
    with sitting.writing("error mark", *objects, purpose=kind) as uow:
        found = find(uow)
        if (found.id, found.body) != (seen.id, seen.body):
            raise NotAllowed("It was changed meanwhile; nothing was marked.", hint="Look at it again, then repeat.")
        held = _held(uow, found.participant_id, found.in_documents)
        found.withdraw(uow, reason)
        uow.withdrawn.keep(
            new_id(),
            kind=kind,
            record_id=found.id,
            participant_id=found.participant_id,
            said=found.said,
            reason=reason,
            body=found.body,
        )
    return Correction(
        participant_id=found.participant_id, kind=kind, id=found.id, said=found.said, reason=reason, held_by=held
    )


def _held(uow: UnitOfWork, participant_id: str | None, wanted: str) -> tuple[str, ...]:
    if participant_id is None or not wanted:
        return ()
    signed, drafts = signed_with(uow, participant_id, wanted), drafts_with(uow, participant_id, wanted)
    return (*(one.id for one in signed), *(one.id for one in drafts))


@journey(Permission.WRITE_RECORD)
def move_to(
    sitting: Sitting,
    kind: EntryKind,
    asked: str,
    *,
    to: str,
    reason: str,
    confirmations: Mapping[IdentifierKind, str],
    into: str | None = None,
) -> Correction:
    """Mark an entry as entered in error where it stands and enter it anew at the right participant, in one act.

    Two identifiers of the right participant are entered again. The trace says where it went and whence it came.
    Raises NotFound, and NotAllowed for what an approved or released document holds: others rely on it as it is.
    """
    check_reason(reason, "The reason")
    if kind.is_fact or kind.is_units:
        raise NotAllowed(
            f"A {kind.replace('-', ' ')} is not moved: it belongs to the record it stands in.",
            hint=f"Mark it with `throughcare error mark {kind}`, and enter it anew where it belongs.",
        )
    with sitting.looking_up() as uow:
        found = find_entry(uow, kind, asked)
        right = resolve_participant(uow, to)
    if right.id == found.participant_id:
        raise NotAllowed("The entry stands at that participant already.", hint="Name the right participant with --to.")
    check_reentry(right, confirmations)
    with sitting.writing("error move", found.participant_id, right.id, found.id, purpose=kind) as uow:
        found = find_entry(uow, kind, found.id, whole_id=True)
        if signed := signed_with(uow, found.participant_id, found.id_in_documents):
            raise NotAllowed(
                f"This {kind} is part of a summary that is {signed[-1].status}.",
                hint="Mark it with `error mark`, enter it anew where it belongs, and amend by a new version.",
            )
        drafts = drafts_with(uow, found.participant_id, found.id_in_documents)
        fresh = enter_again(uow, found, right.id, into)
        strike(uow, found, reason)
        if kind is EntryKind.INTERVENTION:
            strike_memberships(uow, found.id, reason)
        move = Move(
            kind=kind,
            record_id=found.id,
            participant_id=found.participant_id,
            to_participant_id=right.id,
            new_id=fresh,
            said=entry_words(found.entry),
            at=sitting.now.replace(microsecond=0),
            by=sitting.user.person.id,
        )
        uow.corrections.keep_move(move)
    return Correction(
        participant_id=found.participant_id,
        kind=kind,
        id=found.id,
        said=move.said,
        reason=reason,
        moved=replace(move, by=sitting.user.person.name),
        held_by=tuple(draft.id for draft in drafts),
    )


@journey(Permission.READ_RECORD, under_glass=True)
def list_errors(sitting: Sitting, asked: str | None = None) -> Corrections:
    """Return what was entered in error at a participant and what was moved to them, with people by name.

    Without a participant: what was entered in error of the unit's own, such as groups, registers and offers.
    """
    participant_id: str | None = None
    if asked is not None:
        with sitting.looking_up() as uow:
            participant_id = resolve_participant(uow, asked).id
    with sitting.reading("error list", *([participant_id] if participant_id else [])) as uow:
        if participant_id is None:
            found = Corrections(participant_id=None, struck=uow.withdrawn.of(None))
        else:
            found = uow.corrections.of(participant_id)
        names = {user.person.id: user.person.name for user in uow.users.all()}

    def named(move: Move) -> Move:
        return replace(move, by=names.get(move.by, move.by))

    return replace(
        found,
        struck=tuple(
            replace(one, by=names.get(one.by, one.by), moved=named(one.moved) if one.moved else None)
            for one in found.struck
        ),
        moved_here=tuple(named(move) for move in found.moved_here),
    )
