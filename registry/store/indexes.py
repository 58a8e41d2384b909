"""What things are found by, compared with what it was drawn from: without it a whole record would look absent."""

from collections.abc import Iterator

from sqlalchemy import select

from registry.domain.errors import ThroughcareError
from registry.store.intervention_counts import InterventionCounts
from registry.store.participants import TERMS, Participants
from registry.store.records import Repository
from registry.store.search_terms import terms_of


class Indexes(Repository):
    """The words participants are found by, and the counts of their interventions."""

    def misfiled(self) -> Iterator[str]:
        """Give every participant who is not found by what their record says, and every count that is wrong."""
        yield from InterventionCounts(self._db, None).miscounted()
        filed: dict[str, set[tuple[str, str]]] = {}
        for row in self._db.execute(select(TERMS)):
            filed.setdefault(row.participant_id, set()).add((row.kind, row.term))
        try:
            people = Participants(self._db, None).all()
        except (ThroughcareError, ValueError, TypeError, KeyError):
            # A record that is none any more is told by its own check, and what it is found by with it.
            return
        for one in people:
            if filed.pop(one.id, set()) != {(kind.value, term) for kind, term in terms_of(one)}:
                yield f"participants {_short(one.id)} is not found by their names and numbers."
        for strange in filed:
            yield f"participants {_short(strange)} is found by words, and should not be."


def _short(record_id: str) -> str:
    return record_id.removeprefix("urn:uuid:")[:8]
