"""What things are found by, compared with what it was drawn from: without it a whole record would look absent."""

from collections.abc import Iterator
from itertools import groupby

import orjson
from sqlalchemy import Text, select, type_coerce

from registry.domain.errors import ThroughcareError
from registry.domain.record_check import Misfiled
from registry.store.audit import AUDIT, OBJECTS
from registry.store.participants import TERMS, Participants
from registry.store.records import Repository
from registry.store.search_terms import terms_of

_AT_A_TIME = 2_000


class Indexes(Repository):
    """The words participants are found by, and the objects that rows of the audit are found by."""

    def misfiled(self) -> Iterator[Misfiled]:
        """Give everything that is not found by what it says itself."""
        yield from self._acts()
        yield from self._people()

    def _acts(self) -> Iterator[Misfiled]:
        rows = self._db.execute(
            select(AUDIT.c.sequence, type_coerce(AUDIT.c.object_ids, Text).label("named"))
            .order_by(AUDIT.c.sequence)
            .execution_options(yield_per=_AT_A_TIME)
        )
        kept = groupby(
            self._db.execute(
                select(OBJECTS.c.sequence, OBJECTS.c.object_id)
                .order_by(OBJECTS.c.sequence)
                .execution_options(yield_per=_AT_A_TIME)
            ),
            key=lambda row: int(row.sequence),
        )
        number, found = next(kept, (0, iter(())))
        for row in rows:
            filed: set[str] = set()
            while number and number < row.sequence:
                yield Misfiled(number=number, words=f"row {number} of the audit is not there, and is found.")
                number, found = next(kept, (0, iter(())))
            if number == row.sequence:
                filed = {one.object_id for one in found}
                number, found = next(kept, (0, iter(())))
            if filed != _named(row.named):
                words = f"row {row.sequence} of the audit is not found by what it names."
                yield Misfiled(number=row.sequence, words=words)

    def _people(self) -> Iterator[Misfiled]:
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
                yield Misfiled(
                    number=0, words=f"participants {_short(one.id)} is not found by their names and numbers."
                )
        for strange in filed:
            yield Misfiled(number=0, words=f"participants {_short(strange)} is found by words, and should not be.")


def _named(text: str) -> set[str]:
    try:
        return {str(one) for one in orjson.loads(text)}
    except (orjson.JSONDecodeError, TypeError):
        # A row of the audit that was edited, which its own check tells.
        return set()


def _short(record_id: str) -> str:
    return record_id.removeprefix("urn:uuid:")[:8]
