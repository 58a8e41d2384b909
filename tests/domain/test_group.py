"""Groups and memberships: who belongs on a day."""

from datetime import date

import pytest

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.group import Group, Membership, belonging
from registry.domain.people import EstablishmentRef, Tier
from tests.domain.build import urn

HERE = EstablishmentRef(id=urn(1), name="Ashmere", tier=Tier.HIGH)


def on(text: str) -> PartialDate:
    return PartialDate(text)


def membership(number: int, since: str, until: str | None = None) -> Membership:
    return Membership(
        id=urn(number),
        group_id=urn(2),
        intervention_id=urn(50 + number),
        since=on(since),
        until=on(until) if until else None,
    )


def group(started: str = "2026-01-05", ended: str | None = None) -> Group:
    return Group(
        id=urn(2),
        name="Monday group",
        edition_id="TSP/undated",
        establishment=HERE,
        started=on(started),
        ended=on(ended) if ended else None,
    )


def test_the_first_and_the_last_day_count() -> None:
    before, there, later = (
        membership(3, "2026-01-01", "2026-01-05"),
        membership(4, "2026-01-05"),
        membership(5, "2026-02-01"),
    )
    assert belonging((before, there, later), date(2026, 1, 5)) == (before, there)
    assert belonging((before, there, later), date(2026, 1, 6)) == (there,)
    assert belonging((before, there, later), date(2025, 12, 31)) == ()


def test_a_group_runs_from_day_to_day() -> None:
    assert not group().runs_on(date(2026, 1, 4))
    assert group().runs_on(date(2030, 1, 1))
    assert group(ended="2026-02-02").runs_on(date(2026, 2, 2))
    assert not group(ended="2026-02-02").runs_on(date(2026, 2, 3))


@pytest.mark.parametrize("wrong", [("2026-01", None), ("2026-01-05", "2026-02"), ("2026-01-05", "2026-01-04")])
def test_days_are_whole_and_in_order(wrong: tuple[str, str | None]) -> None:
    with pytest.raises(InvalidValue):
        group(*wrong)
    with pytest.raises(InvalidValue):
        membership(3, *wrong)
