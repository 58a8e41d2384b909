"""What the objects of the audit's rows are: each by its kind and a reference, never by a name or by what it says.

An auditor reads the audit and no record, so a participant is told by the unit's own number for them, a document by its
kind and version, and everything else by its kind and the first digits of its id.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, literal, select, union_all

from registry.store.base import METADATA
from registry.store.records import Repository

_URN = "urn:uuid:"
_AT_A_TIME = 400
_KINDS = {
    "interventions": "intervention",
    "sessions": "session",
    "groups": "group",
    "memberships": "membership",
    "placements": "placement",
    "needs": "need",
    "assessments": "assessment",
    "scores": "score",
    "voice_entries": "voice",
    "refreshers": "refresher",
    "repeat_stops": "repeat stop",
    "transfers": "transfer",
    "participant_links": "link",
    "break_glass": "break-glass",
    "drafts": "summary draft",
    "annex_drafts": "annex draft",
    "subject_access": "subject access request",
    "waiting": "waiting summary",
    "local_definitions": "local definition",
    "local_programmes": "programme",
    "local_measures": "measure",
    "offers": "offer",
    "delivered_elsewhere": "note of work elsewhere",
    "overlap_judgements": "overlap judgement",
}
_PARTS = {"goals": "goal", "products": "product", "progress": "progress", "target_outcomes": "target outcome"}


class AuditObjects(Repository):
    """Looks objects up by id, whoever they are about: a kind and a number tell nothing that the audit does not."""

    def words(self, ids: Iterable[str]) -> dict[str, str]:
        """Return in words what each id names; one that names nothing here is told by itself."""
        wanted = list(dict.fromkeys(ids))
        found = {one: one.removeprefix(_URN)[:8] if one.startswith(_URN) else one[:40] for one in wanted}
        for start in range(0, len(wanted), _AT_A_TIME):
            found.update(self._kinds(wanted[start : start + _AT_A_TIME]))
        return found

    def _kinds(self, ids: list[str]) -> Iterator[tuple[str, str]]:
        tables = METADATA.tables
        for name, column, kind in (
            *((name, "id", kind) for name, kind in _KINDS.items()),
            *((name, "part_id", kind) for name, kind in _PARTS.items()),
        ):
            asked = tables[name].c[column]
            for one in self._db.execute(select(asked).where(asked.in_(ids))).scalars():
                yield one, f"{kind} {_short(one)}"
        users = tables["users"].c
        for one, user in self._db.execute(select(users.person_id, users.id).where(users.person_id.in_(ids))):
            yield one, f"user {user}"
        documents = tables["documents"].c
        told = select(documents.id, documents.kind, documents.series_version).where(documents.id.in_(ids))
        for one, kind, version in self._db.execute(told):
            yield one, f"{kind.replace('-', ' ')} {_short(one)}{f', version {version}' if version else ''}"
        unit = tables["unit"].c
        for one in self._db.execute(select(unit.establishment_id).where(unit.establishment_id.in_(ids))).scalars():
            yield one, "this unit"
        people = tables["participants"].c
        numbered = select(people.id, people.local_number).where(people.id.in_(ids))
        for one, number in self._db.execute(numbered):
            yield one, f"participant {number or _short(one)}"
        gone = tables["disposals"].c.participant_id
        for one in self._db.execute(select(gone).where(gone.in_(ids))).scalars():
            yield one, f"record disposed of {_short(one)}"


def objects_of(participant_id: str) -> Select[tuple[str]]:
    """Return the question for the ids of a participant and of everything that is recorded about them."""
    tables = [METADATA.tables[name] for name in (*_KINDS, "documents")]
    theirs = [
        select(one.c.id).where(one.c.participant_id == participant_id) for one in tables if "participant_id" in one.c
    ]
    return select(union_all(select(literal(participant_id).label("id")), *theirs).subquery().c.id)


def _short(record_id: str) -> str:
    return record_id.removeprefix(_URN)[:8]
