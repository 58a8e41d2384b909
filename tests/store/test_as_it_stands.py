"""Rows as they stand: what holds no text is told by its number, and every other row is given all the same."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from registry.store import as_it_stands
from registry.store.as_it_stands import is_no_text, row_as_it_stands, rows_as_they_stand
from registry.store.audit import AUDIT
from registry.store.unit_of_work import UnitOfWork
from tests.store.conftest import FILE_ONLY

MANY = 9


@pytest.fixture
def acts(writing: Callable[[], UnitOfWork]) -> None:
    with writing() as uow:
        for number in range(1, MANY + 1):
            uow.audit.append(os_user="ward3", user="ada", role="clinician", verb=f"act {number}", outcome="done")
        uow.commit()


def _verbs(engine: Engine) -> list[tuple[int, str | None]]:
    with engine.connect() as db:
        return [(number, row.verb if row else None) for number, row in rows_as_they_stand(db, AUDIT)]


@pytest.mark.usefixtures("acts")
def test_every_row_is_given_in_order(engine: Engine) -> None:
    assert _verbs(engine) == [(number, f"act {number}") for number in range(1, MANY + 1)]
    with engine.connect() as db:
        assert row_as_it_stands(db, AUDIT, 3).verb == "act 3"  # type: ignore[union-attr]
        assert row_as_it_stands(db, AUDIT, MANY + 1) is None


@FILE_ONLY
@pytest.mark.usefixtures("acts")
@pytest.mark.parametrize("at_a_time", [1, 2, 3, 2_000])
@pytest.mark.parametrize("bad", [{1}, {4}, {MANY}, {3, 4, 8}, set(range(1, MANY + 1))])
def test_what_holds_no_text_is_told_and_the_rest_is_given(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, at_a_time: int, bad: set[int]
) -> None:
    monkeypatch.setattr(as_it_stands, "AT_A_TIME", at_a_time)
    with engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER no_update_audit")
        for number in bad:
            db.exec_driver_sql("UPDATE audit SET verb = CAST(x'ff' AS TEXT) WHERE sequence = ?", (number,))
    expected = [(number, None if number in bad else f"act {number}") for number in range(1, MANY + 1)]
    assert _verbs(engine) == expected


@FILE_ONLY
def test_a_failure_of_another_kind_is_no_text_and_is_raised(engine: Engine) -> None:
    with engine.begin() as db:
        db.execute(text("DROP TABLE audit"))
    for asked in (lambda db: list(rows_as_they_stand(db, AUDIT)), lambda db: row_as_it_stands(db, AUDIT, 1)):
        with engine.connect() as db, pytest.raises(OperationalError) as raised:
            asked(db)
        assert not is_no_text(raised.value)
