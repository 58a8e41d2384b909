"""Counts that the database keeps are always what counting anew gives, whatever is done to interventions."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Engine, text

from registry.domain.closure import Outcome
from registry.domain.entry import OutcomeCount
from registry.domain.intervention import Intervention, State
from registry.domain.reasons import StopReason
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows
from tests.sweeps import share_of

Uow = Callable[[], UnitOfWork]
EDITIONS = ("KAIZEN-GV/2017", "TSP/2010", None)
ENDS = (Outcome.COMPLETED, Outcome.PARTLY, None)
Act = tuple[int, str | None, Outcome | None, bool]
ACTS = some.lists(
    some.tuples(some.integers(0, 4), some.sampled_from(EDITIONS), some.sampled_from(ENDS), some.booleans()), max_size=25
)


def _course(number: int, edition: str | None, end: Outcome | None) -> Intervention:
    closure = rows.ANOTHER.closure
    assert closure is not None
    one = replace(rows.ANOTHER, id=rows.urn(600 + number), edition_id=edition)
    if end is None:
        return replace(one, state=State.IN_PROGRESS, closure=None)
    return replace(one, closure=replace(closure, outcome=end, reason=StopReason.ENOUGH))


@settings(max_examples=share_of(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_counts_are_what_counting_anew_gives(acts: list[Act], writing: Uow) -> None:
    standing: dict[int, Intervention] = {}
    gone: set[int] = set()
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        for number, edition, end, in_error in acts:
            one = _course(number, edition, end)
            if number in gone:
                continue
            if number not in standing:
                uow.interventions.add(one)
                standing[number] = one
            elif in_error:
                uow.interventions.mark_in_error(one.id, "of another participant")
                del standing[number]
                gone.add(number)
            else:
                uow.interventions.save(one)
                standing[number] = one
            assert list(uow.indexes.misfiled()) == []
        closed = Counter(
            ((one.edition_id or "").split("/")[0], one.closure.outcome.value)
            for one in standing.values()
            if one.closure is not None
        )
        assert uow.intervention_counts.outcomes() == tuple(
            OutcomeCount(programme_id=programme or None, outcome=outcome, count=count)
            for (programme, outcome), count in sorted(closed.items())
        )
        named = Counter(one.edition_id.split("/")[0] for one in standing.values() if one.edition_id)
        assert uow.intervention_counts.works_on() == named


def test_many_at_once_are_counted(writing: Uow) -> None:
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        with uow.gathering():
            uow.interventions.add_all(_course(number, "TSP/2010", Outcome.COMPLETED) for number in range(70))
        assert uow.intervention_counts.outcomes() == (OutcomeCount(programme_id="TSP", outcome="completed", count=70),)
        assert list(uow.indexes.misfiled()) == []


@pytest.mark.parametrize("engine", ["file"], indirect=True)
@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("UPDATE intervention_counts SET count = 9", "TSP, completed: 9 are told, and there are 1."),
        ("DELETE FROM intervention_counts", "TSP, completed: 0 are told, and there are 1."),
        (
            "INSERT INTO intervention_counts VALUES ('x', '', '', 2)",
            "no programme, open: 2 are told, and there are 0.",
        ),
    ],
)
def test_a_count_that_somebody_changed_is_told(edit: str, said: str, writing: Uow, engine: Engine) -> None:
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.interventions.add(rows.ANOTHER)
        uow.commit()
    with engine.begin() as db:
        db.execute(text(edit))
    with UnitOfWork.reading(engine) as uow:
        assert list(uow.indexes.misfiled()) == [f"interventions of {said}"]
