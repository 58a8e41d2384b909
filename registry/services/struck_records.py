"""A unit's own records that are nobody's history: groups, registers, offers, definitions, and a participant's twin."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from registry.domain.corrections import EntryKind
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.session_words import attended_words
from registry.domain.text import number_of
from registry.services.course import LEAST_DIGITS
from registry.services.groups import resolve_group
from registry.services.participants import linked_records, resolve_participant
from registry.services.sessions import resolve_session
from registry.services.struck_facts import FoundFact
from registry.store.histories import load_history
from registry.store.records import Records
from registry.store.unit_of_work import UnitOfWork
from registry.structure import to_plain


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_HasId)
MOST_NAMED = 8
"""How many records a hint names."""


def find_record(uow: UnitOfWork, kind: EntryKind, asked: str) -> FoundFact:
    """Return the unit's own record that `asked` names. Raises NotFound, and NotAllowed for one that others rest on."""
    text = asked.strip()
    match kind:
        case EntryKind.GROUP:
            return _group(uow, text)
        case EntryKind.MEMBERSHIP:
            return _membership(uow, text)
        case EntryKind.REGISTER:
            return _register(uow, text)
        case EntryKind.OFFER:
            offer = _one(kind, uow.offers.all(), text, lambda one: f"{one.edition_id} since {one.since.words}")
            said = f"offer of {offer.edition_id} since {offer.since.words}"
            return _by_mark(kind, offer, said, lambda uow: uow.offers)
        case EntryKind.OVERLAP:
            overlap = _one(kind, uow.overlaps.all(), text, lambda one: f"{one.covers} covers {one.covered}")
            said = f"overlap judgement that {overlap.words}"
            return _by_mark(kind, overlap, said, lambda uow: uow.overlaps)
        case EntryKind.DEFINITION:
            return _definition(uow, text)
    return _participant(uow, text)


def _group(uow: UnitOfWork, text: str) -> FoundFact:
    group = resolve_group(uow, text)
    if held := uow.sessions.of_group(group.id):
        short = held[0].id.removeprefix("urn:uuid:")[:8]
        raise NotAllowed(
            f"{group.name} has {number_of(len(held), 'session')} recorded.",
            hint=f"Mark them first: `throughcare error mark register {short} --reason WHY`.",
        )

    def withdraw(uow: UnitOfWork, reason: str) -> None:
        for one in uow.memberships.of_group(group.id):
            uow.memberships.mark_in_error(one.id, reason)
        uow.groups.mark_in_error(group.id, reason)

    return _fact(EntryKind.GROUP, group.id, None, f"group {group.name}", to_plain(group), withdraw)


def _membership(uow: UnitOfWork, text: str) -> FoundFact:
    of, slash, who = text.rpartition("/")
    if slash:
        group = resolve_group(uow, of)
        there = uow.memberships.of_group(group.id)
        wanted = _courses_of(uow, who, [one.intervention_id for one in there])
        found = [one for one in there if one.intervention_id in wanted]
    else:
        found = list(uow.memberships.starting(text)) if len(text) >= LEAST_DIGITS else []
    if len(found) != 1:
        ids = ", ".join(f"{_short(one.id)} since {one.since.words}" for one in found)
        raise NotFound(
            f"{number_of(len(found), 'membership')} {'answers' if len(found) == 1 else 'answer'} to {text[:60]!r}.",
            hint=f"Say which: {ids}." if ids else "Write GROUP/MEMBER as `group show` lists them.",
        )
    one = found[0]
    group = uow.groups.get(one.group_id)
    for session in uow.sessions.of_group(group.id):
        if one.holds_on(session.on.first) and one.intervention_id in uow.sessions.attendances(session.id):
            raise NotAllowed(
                f"They are marked at the session of {session.on.words}.",
                hint=f"Mark that first: `throughcare error mark session {_short(one.intervention_id)}/"
                f"{_short(session.id)} --reason WHY`.",
            )
    owner = uow.interventions.get(one.intervention_id).participant_id
    said = f"membership in {group.name} since {one.since.words}"
    return _by_mark(EntryKind.MEMBERSHIP, one, said, lambda uow: uow.memberships, owner)


def _courses_of(uow: UnitOfWork, who: str, courses: Iterable[str]) -> set[str]:
    digits = who.strip().casefold()
    if len(digits) >= LEAST_DIGITS:
        named = {one for one in courses if one == digits or _bare(one).startswith(digits)}
        if named:
            return named
    person = resolve_participant(uow, who)
    return {one.id for one in uow.interventions.of(person.id)}


def _register(uow: UnitOfWork, text: str) -> FoundFact:
    session = resolve_session(uow, text)
    there = uow.sessions.attendances(session.id)
    if not there:
        raise NotFound("Nobody's attendance stands at this session.", hint="See `throughcare session history`.")

    def withdraw(uow: UnitOfWork, reason: str) -> None:
        for intervention_id in uow.sessions.attendances(session.id):
            uow.sessions.mark_in_error(session.id, intervention_id, reason)

    said = f"register of {session.on.words}: {number_of(len(there), 'attendance')}"
    marks = [f"{_short(one)}: {attended_words(record)}" for one, record in there.items()]
    return _fact(EntryKind.REGISTER, session.id, None, said, {"session": to_plain(session), "marks": marks}, withdraw)


def _definition(uow: UnitOfWork, text: str) -> FoundFact:
    kind = EntryKind.DEFINITION
    local = _one(kind, uow.local_definitions.all(), text, lambda one: f"{one.edition_id} of {one.signed_off_on.words}")
    if used := uow.interventions.using_definition(local.id):
        raise NotAllowed(
            f"{number_of(used, 'intervention')} {'is' if used == 1 else 'are'} delivered by this definition.",
            hint="Sign off a corrected one with `throughcare catalogue define`; new referrals take the newest.",
        )
    said = f"definition of {local.edition_id}, signed off {local.signed_off_on.words}"
    return _by_mark(kind, local, said, lambda uow: uow.local_definitions)


def _participant(uow: UnitOfWork, text: str) -> FoundFact:
    person = resolve_participant(uow, text)
    history = load_history(uow, person.id, lambda _: None)
    standing = (
        *(history.placements, history.needs, history.work, history.assessments, history.scores, history.voice),
        *(uow.documents.of(person.id), uow.documents.drafts(person.id)),
    )
    if many := sum(len(part) for part in standing):
        raise NotAllowed(
            f"The record of {person.name.words} holds {number_of(many, 'entry', 'entries')}.",
            hint="Mark them in error or move them first: `throughcare error move --help`.",
        )
    if linked_records(uow, person.id):
        raise NotAllowed(f"{person.name.words} is linked with another record.", hint="Use `participant unlink` first.")
    # Not the name: it stands in the unit's own list, where nobody looks for people.
    said = f"participant record {_short(person.id)}"
    return _by_mark(EntryKind.PARTICIPANT, person, said, lambda uow: uow.participants)


def _by_mark(
    kind: EntryKind,
    record: _HasId,
    said: str,
    records: Callable[[UnitOfWork], Records[Any]],
    owner: str | None = None,
) -> FoundFact:
    def withdraw(uow: UnitOfWork, reason: str) -> None:
        records(uow).mark_in_error(record.id, reason)

    return _fact(kind, record.id, owner, said, to_plain(record), withdraw)


def _fact(
    kind: EntryKind,
    record_id: str,
    owner: str | None,
    said: str,
    body: dict[str, Any],
    withdraw: Callable[[UnitOfWork, str], None],
) -> FoundFact:
    return FoundFact(
        kind=kind, id=record_id, participant_id=owner, said=said, body=body, in_documents="", withdraw=withdraw
    )


def _one(kind: EntryKind, records: Sequence[R], text: str, words: Callable[[R], str]) -> R:
    digits = text.casefold()
    found = [
        one for one in records if one.id == text or (len(digits) >= LEAST_DIGITS and _bare(one.id).startswith(digits))
    ]
    if len(found) != 1:
        known = "; ".join(f"{_short(one.id)} {words(one)}" for one in records[:MOST_NAMED])
        raise NotFound(
            f"{number_of(len(found), kind)} {'answers' if len(found) == 1 else 'answer'} to {text[:60]!r}.",
            hint=f"There are: {known}." if known else f"This unit has no {kind} recorded.",
        )
    return found[0]


def _bare(record_id: str) -> str:
    return record_id.removeprefix("urn:uuid:").casefold()


def _short(record_id: str) -> str:
    return record_id.removeprefix("urn:uuid:")[:8] if record_id.startswith("urn:uuid:") else record_id
