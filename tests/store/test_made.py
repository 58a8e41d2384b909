"""What differs in a store's tables is told in words, and many differences of one kind in one sentence."""

from pathlib import Path

import pytest

from registry.store.made import MOST_NAMED
from registry.store.opened import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.make(tmp_path / "registry.db", bytes(32))


def drop(store: Store, triggers: int) -> list[str]:
    with store.engine.begin() as db:
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        names = [str(name) for (name,) in db.exec_driver_sql(asked)]
        for name in names[:triggers]:
            db.exec_driver_sql(f"DROP TRIGGER {name}")
    return names


def test_a_few_are_named_one_by_one(store: Store) -> None:
    assert store.altered() == ()
    names = drop(store, MOST_NAMED)
    assert store.altered() == tuple(f"the trigger {name} is gone" for name in names[:MOST_NAMED])


def test_many_of_one_kind_are_told_in_one_sentence(store: Store) -> None:
    with store.engine.begin() as db:
        db.exec_driver_sql("CREATE VIEW spy AS SELECT * FROM audit")
    names = drop(store, MOST_NAMED + 1)
    first = ", ".join(names[:MOST_NAMED])
    assert store.altered() == (
        f"{MOST_NAMED + 1} triggers are gone: {first} and 1 more",
        "the view spy is none of this program's",
    )
