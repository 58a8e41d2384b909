"""One entry of the record, whatever its kind: found, withdrawn, entered again elsewhere, looked for in documents."""

import json
from dataclasses import dataclass, replace
from typing import Any

from registry.domain.assessment import Assessment, Score
from registry.domain.care_package import TargetOutcome
from registry.domain.corrections import EntryKind, Part, Whole
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.other_names import other_names_in
from registry.domain.placement import Placement
from registry.domain.product import Product, Progress
from registry.domain.session import SessionRecord
from registry.domain.stored_documents import Direction, Status, StoredDocument
from registry.domain.summary import Draft
from registry.domain.voice import VoiceEntry
from registry.services.course import LEAST_DIGITS
from registry.services.interventions import refuse_second_open, resolve_intervention
from registry.services.sitting import new_id
from registry.store.records import Records
from registry.store.unit_of_work import UnitOfWork
from registry.structure import to_plain

_MEMBERS = {
    EntryKind.TARGET_OUTCOME: "care_package",
    EntryKind.GOAL: "goals",
    EntryKind.PROGRESS: "progress",
    EntryKind.PRODUCT: "products",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntry:
    """An entry that stands. `part_id` names a part within its `intervention`."""

    kind: EntryKind
    participant_id: str
    entry: Whole | Part
    intervention: Intervention | None = None
    part_id: str = ""

    @property
    def id(self) -> str:
        """The entry's own id, after its intervention's and a slash for a part."""
        if self.intervention is not None:
            return f"{self.intervention.id}/{self.part_id}"
        assert not isinstance(self.entry, SessionRecord | TargetOutcome | Goal | Progress | Product)
        return self.entry.id

    @property
    def id_in_documents(self) -> str:
        """The id that stands in a signed document that holds the entry: progress has only its intervention's."""
        if self.intervention is None:
            return self.id
        return self.intervention.id if self.kind is EntryKind.PROGRESS else self.part_id


def find_entry(uow: UnitOfWork, kind: EntryKind, asked: str, *, whole_id: bool = False) -> FoundEntry:
    """Return this unit's own entry that `asked` names: an id or at least its first 8 digits.

    A part of an intervention is named INTERVENTION/PART; goals, progress and products by their number from 1, too.
    With `whole_id` only a whole id answers, as in `FoundEntry.id`. Raises NotFound, also for what was struck already.
    """
    text = asked.strip()
    if kind.is_part:
        return _find_part(uow, kind, text, whole_id=whole_id)
    records = _records(uow, kind)
    if text.startswith("urn:uuid:"):
        found = (records.get(text),)
    else:
        found = records.starting(text) if len(text) >= LEAST_DIGITS else ()
    if len(found) != 1:
        raise _not_one(kind, len(found), text)
    return FoundEntry(kind=kind, participant_id=found[0].participant_id, entry=found[0])


def strike(uow: UnitOfWork, found: FoundEntry, reason: str) -> None:
    """Withdraw an entry as entered in error. It stays, with the reason, who and when."""
    if found.intervention is None:
        _records(uow, found.kind).mark_in_error(found.id, reason)
    elif found.kind is EntryKind.SESSION:
        uow.sessions.mark_in_error(found.part_id, found.intervention.id, reason)
    else:
        uow.interventions.mark_part_in_error(found.intervention.id, _MEMBERS[found.kind], found.part_id, reason)


def enter_again(uow: UnitOfWork, found: FoundEntry, participant_id: str, into: str | None) -> str:
    """Enter the same entry at another participant and return its new id.

    A part goes into the intervention `into` names, else into the participant's only one on the same edition.
    Raises NotFound where there is not exactly one, and NotAllowed where the entry cannot stand there.
    """
    entry, theirs, fresh = found.entry, participant_id, new_id()
    match entry:
        case Placement():
            uow.placements.add(replace(entry, id=fresh, participant_id=theirs))
        case NeedRecord():
            uow.needs.add(replace(entry, id=fresh, participant_id=theirs))
        case Assessment():
            uow.assessments.add(replace(entry, id=fresh, participant_id=theirs))
        case Score():
            uow.scores.add(replace(entry, id=fresh, participant_id=theirs))
        case VoiceEntry():
            uow.voice.add(replace(entry, id=fresh, participant_id=theirs))
        case Intervention():
            _enter_intervention(uow, entry, fresh, theirs)
        case SessionRecord() | TargetOutcome() | Goal() | Progress() | Product():
            assert found.intervention is not None
            target = _target(uow, found.intervention, theirs, into)
            if isinstance(entry, SessionRecord) and target.edition_id != found.intervention.edition_id:
                raise NotAllowed(
                    f"{target.title} is another programme than the session's.", hint="Record the session there anew."
                )
            return f"{target.id}/{_enter_part(uow, entry, found.intervention, target, fresh)}"
    return fresh


def signed_with(uow: UnitOfWork, participant_id: str, wanted: str) -> tuple[StoredDocument, ...]:
    """Return the approved and released documents about the participant in which `wanted` stands, such as an id."""
    return tuple(
        document
        for document in uow.documents.of(participant_id)
        if document.direction is Direction.ISSUED
        and document.status in (Status.APPROVED, Status.RELEASED)
        and wanted.encode() in document.data
    )


def drafts_with(uow: UnitOfWork, participant_id: str, wanted: str) -> tuple[Draft, ...]:
    """Return the drafts about the participant in which `wanted` stands: approved as they are, they still say it."""
    drafts = uow.documents.drafts(participant_id)
    return tuple(draft for draft in drafts if wanted in json.dumps(to_plain(draft)))


def _records(uow: UnitOfWork, kind: EntryKind) -> Records[Any]:
    every: dict[EntryKind, Records[Any]] = {
        EntryKind.PLACEMENT: uow.placements,
        EntryKind.NEED: uow.needs,
        EntryKind.INTERVENTION: uow.interventions,
        EntryKind.ASSESSMENT: uow.assessments,
        EntryKind.SCORE: uow.scores,
        EntryKind.VOICE: uow.voice,
    }
    return every[kind]


def _find_part(uow: UnitOfWork, kind: EntryKind, text: str, *, whole_id: bool) -> FoundEntry:
    of, slash, asked = text.partition("/")
    if kind is EntryKind.SESSION and not slash:
        of, asked = _alone_at(uow, text)
    elif not slash or not asked:
        raise NotFound(
            f"A {kind} is named by its intervention and itself.",
            hint="Write INTERVENTION/PART as `intervention show` lists it.",
        )
    work = resolve_intervention(uow, of)
    parts: dict[str, Part] = {}
    if kind is EntryKind.SESSION:
        parts = {one.id: one for one in work.sessions}
    else:
        member = _MEMBERS[kind]
        parts = dict(zip(uow.interventions.part_ids(work.id, member), getattr(work, member), strict=True))
    ids = list(parts)
    if whole_id or asked.startswith("urn:uuid:"):
        named = [asked] if asked in parts else []
    elif kind is not EntryKind.SESSION and asked.isascii() and asked.isdigit() and len(asked) < LEAST_DIGITS:
        named = ids[int(asked) - 1 : int(asked)] if int(asked) > 0 else []
    else:
        long_enough = len(asked) >= LEAST_DIGITS
        named = [one for one in ids if long_enough and one.removeprefix("urn:uuid:").startswith(asked.casefold())]
    if len(named) != 1:
        raise _not_one(kind, len(named), text)
    return FoundEntry(
        kind=kind, participant_id=work.participant_id, entry=parts[named[0]], intervention=work, part_id=named[0]
    )


def _alone_at(uow: UnitOfWork, text: str) -> tuple[str, str]:
    """The intervention and the id of a session that is named by itself, where one participant was due at it.

    Raises NotFound, and NotAllowed where several were: a register is one entry, and each attendance in it another.
    """
    found = uow.sessions.starting(text) if len(text.removeprefix("urn:uuid:")) >= LEAST_DIGITS else ()
    there = list(uow.sessions.attendances(found[0].id)) if len(found) == 1 else []
    if not there:
        raise _not_one(EntryKind.SESSION, len(found) if len(found) > 1 else 0, text)
    if len(there) > 1:
        short = found[0].id.removeprefix("urn:uuid:")[:8]
        raise NotAllowed(
            f"{len(there)} attendances of this session stand.",
            hint=f"Name one as INTERVENTION/{short}, or the whole register: `error mark register {short}`.",
        )
    return there[0], found[0].id


def _not_one(kind: EntryKind, many: int, text: str) -> NotFound:
    where = "intervention show" if kind.is_part else "participant show"
    return NotFound(f"{many} of our own entries ({kind}) answer to {text[:90]!r}.", hint=f"Copy the id from `{where}`.")


def _target(uow: UnitOfWork, was_in: Intervention, participant_id: str, into: str | None) -> Intervention:
    if into is not None:
        target = resolve_intervention(uow, into)
        if target.participant_id != participant_id:
            raise NotAllowed("That intervention is another participant's.", hint="Copy the id from `participant show`.")
        return target
    same = [
        one
        for one in uow.interventions.of(participant_id)
        if one.edition_id == was_in.edition_id and (one.edition_id is not None or one.title == was_in.title)
    ]
    if len(same) != 1:
        raise NotFound(
            f"They have {len(same)} interventions of the kind {was_in.title}.",
            hint="Name one with --into INTERVENTION.",
        )
    return same[0]


def _enter_part(uow: UnitOfWork, part: Part, was_in: Intervention, target: Intervention, fresh: str) -> str:
    match part:
        case SessionRecord():
            if target.started is None or part.on.certainly_before(target.started):
                raise NotAllowed(f"The session is dated before {target.title} started.")
            # The meeting took place; it is the attendance that is entered for another person.
            noted = _observation(uow, part.id, was_in, target.participant_id)
            uow.sessions.register(uow.sessions.get(part.id), {target.id: part}, {target.id: noted} if noted else None)
            return part.id
        case TargetOutcome():
            uow.interventions.save(replace(target, care_package=(*target.care_package, replace(part, id=fresh))))
            return fresh
        case Goal():
            uow.interventions.save(replace(target, goals=(*target.goals, replace(part, id=fresh))))
            return fresh
        case Product():
            uow.interventions.save(replace(target, products=(*target.products, replace(part, id=fresh))))
            return fresh
        case Progress():
            uow.interventions.save(replace(target, progress=(*target.progress, part)))
            return uow.interventions.part_ids(target.id, "progress")[-1]


def _enter_intervention(uow: UnitOfWork, was: Intervention, fresh: str, participant_id: str) -> None:
    if was.closure is None:
        refuse_second_open(uow, replace(was, participant_id=participant_id))
    uow.interventions.add(
        replace(
            was,
            id=fresh,
            participant_id=participant_id,
            sessions=(),
            care_package=tuple(replace(outcome, id=new_id()) for outcome in was.care_package),
            goals=tuple(replace(goal, id=new_id()) for goal in was.goals),
            products=tuple(replace(product, id=new_id()) for product in was.products),
        )
    )
    uow.catalogue_entries.pin_alike(fresh, was.id)
    for record in was.sessions:
        noted = _observation(uow, record.id, was, participant_id)
        uow.sessions.enter(uow.sessions.get(record.id), {fresh: record}, {fresh: noted} if noted else None)
    for one in uow.memberships.of_intervention(was.id):
        uow.memberships.add(replace(one, id=new_id(), intervention_id=fresh))


def strike_memberships(uow: UnitOfWork, intervention_id: str, reason: str) -> None:
    """Withdraw the memberships of a course of treatment that was entered in error: nobody is due by it."""
    for one in uow.memberships.of_intervention(intervention_id):
        uow.memberships.mark_in_error(one.id, reason)


def _observation(uow: UnitOfWork, session_id: str, was_in: Intervention, right_id: str) -> str | None:
    """The observation kept beside an attendance, to go with it. Raises NotAllowed where it names the wrong person."""
    noted = uow.sessions.observations(session_id).get(was_in.id)
    if noted is None:
        return None
    wrong, right = uow.participants.get(was_in.participant_id), uow.participants.get(right_id)
    if named := other_names_in(noted, right, [wrong]):
        short = session_id.removeprefix("urn:uuid:")[:8]
        raise NotAllowed(
            f"The observation at the session names the person it was entered for: {', '.join(named)}.",
            hint=f"Correct it first: `throughcare session amend {short} --observation 'NAME|TEXT' --reason WHY`.",
        )
    return noted
