"""Everything this home holds about a participant, as items to be told: from every table, document and act."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from registry.documents.strict import read_strict
from registry.domain.dates import PartialDate
from registry.domain.held_item import ACT, Fact, HeldItem, code_name, facts_of, is_for_self_alone, names_of, parts_of
from registry.domain.history import Origin
from registry.domain.hits import Hit
from registry.domain.placement import LEGAL_STATUS
from registry.domain.stored_documents import Direction, DocumentKind, Status
from registry.domain.text import number_of
from registry.domain.times import read_stamp
from registry.domain.voice import VoiceKind
from registry.services.held_words import KINDS, SIGNED, act_words, as_recorded
from registry.services.hits import find_name_hits
from registry.services.participants import linked_records
from registry.services.sitting import Sitting
from registry.store.held_rows import AUDIT_KIND, HeldRow
from registry.store.unit_of_work import UnitOfWork

OWN_VERB = "subject-access"
"""How the acts of answering a request begin: they are no part of an answer."""

_APART = "stands apart in a sensitive annex"
_NO_PART = frozenset({"catalogue", "subject"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What ids and logins are called: those who work here, by id and by user name; groups; issuers of documents."""

    people: Mapping[str, str]
    users: Mapping[str, str]
    groups: Mapping[str, str]
    issuers: Mapping[str, str]


def held_items(uow: UnitOfWork, participant_id: str, *, unit: str, acts: int) -> tuple[HeldItem, ...]:
    """Return every item held about a participant, under all the records that are linked as theirs.

    `unit` is this unit's name. Of the acts on their record, those among the first `acts` of the audit.
    """
    people = (participant_id, *(one.participant_id for one in linked_records(uow, participant_id)))
    rows = uow.held_rows.of(people)
    users = uow.users.all()
    known = Known(
        people={user.person.id: user.person.name for user in users},
        users={user.name: user.person.name for user in users},
        groups={group.id: group.name for group in uow.groups.all()},
        issuers={row.record: row.body["issuerName"] for row in rows if row.table == "documents" and not row.former},
    )
    found: dict[str, HeldItem] = {}
    for row in rows:
        for item in _items(uow, row, known, unit):
            found.setdefault(item.key, item)
    return (*found.values(), *_acts(uow, people, known, unit, acts))


def known_names(sitting: Sitting, uow: UnitOfWork, shown: Iterable[HeldItem]) -> dict[str, str]:
    """Return what the ids in some items are called: those who work here, and what these items themselves name; and the
    words for the codes of needs, editions and legal statuses, which are the same whoever it is about.
    """
    return {
        **{code_name(label, need.id): need.label for need in sitting.needs.values() for label in ("need", "needs")},
        **{
            code_name("edition", edition.id): programme.title
            for programme in sitting.catalogue.programmes.values()
            for edition in programme.editions
        },
        **{code_name("legal, code", code): words for code, words in LEGAL_STATUS.items()},
        **{user.person.id: user.person.name for user in uow.users.all()},
        **names_of(shown),
    }


def companions_named(
    uow: UnitOfWork, participant_id: str, items: Iterable[HeldItem], names: Mapping[str, str]
) -> dict[str, tuple[Hit, ...]]:
    """Return by the item's key the words in it that may name somebody who was in a group with the participant."""
    items = tuple(items)
    texts = [(item.key, value) for item in items for _, value in item.told(names)]
    texts += [(item.key, item.in_error) for item in items if item.in_error]
    found: dict[str, tuple[Hit, ...]] = {}
    for hit in find_name_hits(uow, participant_id, texts):
        found[hit.path] = (*found.get(hit.path, ()), hit)
    return found


def _items(uow: UnitOfWork, row: HeldRow, known: Known, unit: str) -> Iterator[HeldItem]:
    """The items of a row. A part is named by what it says: what several versions or documents say alike is one item."""
    origin, whence = _source(row, known, unit)
    for part, body in _parts(uow, row):
        facts = tuple(facts_of(body))
        if not facts:
            continue
        item = HeldItem(
            kind=row.kind,
            record=f"{row.table} {row.record}",
            former=row.former,
            origin=origin,
            whence=whence,
            entered_at=read_stamp(row.entered_at),
            entered_by=known.people.get(row.entered_by, ""),
            in_error=row.entered_in_error,
            facts=facts,
            names=None if part else _name(row, known),
            care=tuple(_care(row, facts)),
            sent_to="" if part else _sent_to(row),
            for_self_alone=is_for_self_alone(body),
        )
        yield replace(item, record=f"part {origin} {whence} {item.digest}", former=None) if part else item


def _parts(uow: UnitOfWork, row: HeldRow) -> Iterator[tuple[str, Mapping[str, Any]]]:
    # What says nothing but its defaults is told all the same, as it is.
    body: Mapping[str, Any] = as_recorded(KINDS.get(row.table), row.body)
    body = body if any(facts_of(body)) else row.body
    if row.table == "documents" and row.former is None:
        yield "", body
        document = uow.documents.get(row.record)
        signed = read_strict(document.data)
        summary = row.body["kind"] == DocumentKind.TRANSFER_SUMMARY.value
        for member in ("attestation", "recipient", "recipients"):
            if member in signed:
                yield member, {member: _signed(signed, member, summary=summary)}
        about = _signed(signed, "credentialSubject", summary=summary)
        yield from _told_parts(about) if isinstance(about, Mapping) else ()
    elif row.table == "drafts":
        yield from parts_of({name: value for name, value in body.items() if name not in _NO_PART})
        yield from _told_parts(body["subject"])
    elif row.table in ("plans", "annex_drafts"):
        yield from parts_of(body)
    else:
        yield "", body


def _told_parts(subject: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The parts of a document's subject. The many sessions of a course, which documents repeat, are a part of it."""
    for name, part in parts_of(subject):
        course = part.get("interventions")
        if isinstance(course, Mapping) and course.get("sessions"):
            yield name, {"interventions": {member: said for member, said in course.items() if member != "sessions"}}
            of = {member: course[member] for member in ("title", "sessions") if member in course}
            yield f"{name} sessions", {"interventions": of}
        else:
            yield name, part


def _signed(signed: Mapping[str, Any], member: str, *, summary: bool) -> Any:
    """A member of a signed document, in the order of its record where the document is a summary."""
    value = signed.get(member)
    return as_recorded(SIGNED.get(member) if summary else None, value) if isinstance(value, Mapping) else value


def _source(row: HeldRow, known: Known, unit: str) -> tuple[Origin, str]:
    if row.document_id is not None:
        return Origin.IMPORTED, known.issuers.get(row.document_id, "")
    if row.body.get("direction") == Direction.RECEIVED.value:
        return Origin.IMPORTED, row.body["issuerName"]
    where = row.body.get("establishment")
    named = where["name"] if isinstance(where, Mapping) and "name" in where else unit
    return (Origin.REPORTED, named) if row.body.get("recorded") == Origin.REPORTED.value else (Origin.OWN, unit)


def _name(row: HeldRow, known: Known) -> tuple[str, str] | None:
    """What a row gives a name to: other items name it by its id."""
    body = row.body
    if row.table == "interventions":
        return row.record, body["title"]
    if row.table == "sessions":
        return row.record, f"session of {PartialDate(body['heldOn'] if 'heldOn' in body else body['on']).words}"
    if row.table == "documents" and row.former is None:
        return row.record, f"{body['kind'].replace('-', ' ')} by {body['issuerName']}"
    if row.table == "memberships" and (group := known.groups.get(body["groupId"])):
        return body["groupId"], group
    return None


def _care(row: HeldRow, facts: tuple[Fact, ...]) -> Iterator[str]:
    """Why an item wants a look of its own before it is given, beside any name in it."""
    annex = DocumentKind.ANNEX.value
    if row.table == "annex_drafts" or annex in (row.body.get("kind"), row.body.get("aboutKind")):
        yield _APART
    if any(fact.value in (VoiceKind.CARER.value, VoiceKind.CARER.words) for fact in facts):
        yield "a carer's view"
    if row.body.get("endedBecause") and row.table == "participant_links":
        yield "a link that was ended: it may be about somebody else"
    if row.table in ("moves", "withdrawn") or row.entered_in_error is not None:
        yield "entered in error: it may be about somebody else"


def _sent_to(row: HeldRow) -> str:
    sent = row.table == "documents" and row.body.get("direction") == Direction.ISSUED.value
    return row.body.get("recipientName") or "" if sent and row.body["status"] != Status.APPROVED.value else ""


def _acts(uow: UnitOfWork, people: tuple[str, ...], known: Known, unit: str, until: int) -> Iterator[HeldItem]:
    """One item for each act on the record: on which day who did it, as what and why, and how often that day."""
    acts: dict[str, Counter[tuple[date, str]]] = {}
    for one in people:
        for entry in uow.audit.about(one, until=until):
            if entry.verb.startswith(OWN_VERB):
                continue
            who = f"{known.users.get(entry.user, entry.user)}, {entry.role}"
            told = "; ".join(filter(None, (who, entry.purpose, "" if entry.outcome == "done" else entry.outcome)))
            acts.setdefault(entry.verb, Counter())[entry.at.date(), told] += 1
    for verb, times in sorted(acts.items()):
        rows = sorted(times.items())
        yield HeldItem(
            kind=AUDIT_KIND,
            record=f"audit {verb}",
            origin=Origin.OWN,
            whence=unit,
            facts=(
                Fact(label=ACT, value=act_words(verb)),
                *(
                    Fact(
                        label=PartialDate.of(day).words,
                        value=told if many == 1 else f"{told}: {number_of(many, 'time')}",
                    )
                    for (day, told), many in rows
                ),
            ),
            care=("tells of a sensitive annex",) if verb.startswith("annex") else (),
        )
