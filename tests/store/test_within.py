"""What is laid on a question so that it sees only what is in reach, as it is spelt."""

import pytest
from sqlalchemy import select

from registry.domain.reach import Reach
from registry.store import within
from registry.store.base import METADATA

REACH = Reach(establishments=frozenset({"urn:uuid:1", "urn:uuid:2"}), under_glass=frozenset({"urn:uuid:3"}))
BESIDE = {"participant_links", "moves"}
"""Two conditions beside each other, and none inside the other: these may look up by one alias."""
GUARDED = sorted({name for name, guard in within.GUARDS.items() if guard is not within._open} - BESIDE)


@pytest.mark.parametrize("name", GUARDED)
def test_a_condition_inside_another_looks_up_rows_of_its_own(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that two nested conditions look up by one alias would be one row for both."""
    table = METADATA.tables[name]

    def spelt() -> str:
        return str(select(table.c[table.primary_key.columns.keys()[0]]).where(within.GUARDS[name](table.c, REACH)))

    kept = spelt()
    monkeypatch.setattr(within, "_looked_up", within._looked_up.__wrapped__)
    assert kept == spelt()
