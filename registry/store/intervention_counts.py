"""How many interventions stand, by programme and outcome: counts that the database keeps in the same act.

Triggers of `interventions` keep them, whoever writes there, so that three million rows need not be gone through. What
they should be is counted anew when the records are checked (`miscounted`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Field

from registry.domain.entry import OutcomeCount
from registry.store.base import Rows, table_of
from registry.store.interventions import INTERVENTIONS
from registry.store.records import Repository


class InterventionCountRow(Rows, table=True):
    """The interventions of one establishment, programme and outcome that stand; never 0. Empty text stands for none."""

    __tablename__ = "intervention_counts"

    establishment_id: str = Field(primary_key=True)
    programme_id: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    count: int


COUNTS = table_of(InterventionCountRow)
_KEYS = tuple(COUNTS.c[name] for name in ("establishment_id", "programme_id", "outcome"))


class InterventionCounts(Repository):
    """The counts of the establishments in reach, each of what was entered for it."""

    def outcomes(self) -> tuple[OutcomeCount, ...]:
        """Return closed interventions that stand, counted by programme and outcome."""
        keys = (COUNTS.c.programme_id, COUNTS.c.outcome)
        asked = select(*keys, func.sum(COUNTS.c.count)).where(COUNTS.c.outcome != "").group_by(*keys).order_by(*keys)
        return tuple(
            OutcomeCount(programme_id=programme or None, outcome=outcome, count=int(count))
            for programme, outcome, count in self._db.execute(asked)
        )

    def works_on(self) -> Mapping[str, int]:
        """Return how many interventions that stand name each programme, open ones too."""
        programme = COUNTS.c.programme_id
        asked = select(programme, func.sum(COUNTS.c.count)).where(programme != "").group_by(programme)
        return {one: int(count) for one, count in self._db.execute(asked)}

    def miscounted(self) -> Iterator[str]:
        """Give in words every count that is not what counting anew gives."""
        kept = {tuple(key): int(count) for *key, count in self._db.execute(select(*_KEYS, COUNTS.c.count))}
        for *key, count in self._db.execute(_anew()):
            said = kept.pop(tuple(key), 0)
            if said != count:
                yield _words(key, said, count)
        for strange, said in kept.items():
            yield _words(list(strange), said, 0)


def _anew() -> Select[Any]:
    column = INTERVENTIONS.c
    keys = (column.establishment_id, func.coalesce(column.programme_id, ""), func.coalesce(column.outcome, ""))
    return select(*keys, func.count()).where(column.entered_in_error.is_(None)).group_by(*keys)


def _words(key: list[str], said: int, count: int) -> str:
    _, programme, outcome = key
    return (
        f"interventions of {programme or 'no programme'}, {outcome or 'open'}: {said} are told, and there are {count}."
    )
