"""Linking two records of one participant and parting them leaves both as they were, byte for byte."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind
from registry.domain.participant import Participant, PersonName
from registry.services.links import link_participants, unlink_participants
from registry.services.participants import add_participant, show_participant
from registry.services.sitting import Sitting
from registry.store.base import METADATA
from tests.copied import copied_home

# What a link and its end may add to: themselves, their former versions, and the audit with its checkpoints.
MAY_GROW = {"participant_links", "revisions", "audit", "checkpoints"}
_MARKS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=30)
REASONS = _MARKS.map(lambda text: f"as {text} told")


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        with copied_home(folder / "ashmere").sit() as sitting:
            yield sitting


@pytest.fixture(scope="module")
def pair(sitting: Sitting) -> tuple[Participant, Participant]:
    return _add(sitting, "Reid", "1990"), _add(sitting, "Read", "1990-04")


def _add(sitting: Sitting, family: str, born: str) -> Participant:
    return add_participant(
        sitting,
        name=PersonName(family=family, given="Ann"),
        born=PartialDate(born),
        no_nhs_number_because="not traced",
    )


def _confirmations(one: Participant) -> dict[IdentifierKind, str]:
    return {IdentifierKind.SURNAME: one.name.family, IdentifierKind.BORN: one.born.text}


def _link(sitting: Sitting, one: Participant, other: Participant, reason: str = "one person") -> None:
    link_participants(
        sitting,
        one.id,
        other.id,
        reason=reason,
        confirmations=_confirmations(one),
        other_confirmations=_confirmations(other),
    )


def _bytes(sitting: Sitting) -> dict[str, list[tuple[object, ...]]]:
    """Every row as the database holds it, of every table but those a link may add to."""
    with sitting.store.engine.connect() as db:
        return {
            table.name: sorted(
                (tuple(row) for row in db.exec_driver_sql(f'SELECT * FROM "{table.name}"')),
                key=repr,
            )
            for table in METADATA.sorted_tables
            if table.name not in MAY_GROW
        }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turned=st.booleans(), why=REASONS, why_not=REASONS)
def test_link_and_unlink_leave_every_row_byte_identical(
    sitting: Sitting, pair: tuple[Participant, Participant], turned: bool, why: str, why_not: str
) -> None:
    one, other = pair[::-1] if turned else pair
    before = _bytes(sitting)
    _link(sitting, one, other, why)
    assert _bytes(sitting) == before
    for mine, theirs in ((one, other), (other, one)):
        linked = show_participant(sitting, mine.id).linked
        assert [(each.participant_id, each.reason) for each in linked] == [(theirs.id, why)]
    ended = unlink_participants(sitting, other.id, one.id, reason=why_not)
    assert (ended.reason, ended.ended_because) == (why, why_not)
    assert _bytes(sitting) == before
    assert show_participant(sitting, one.id).linked == show_participant(sitting, other.id).linked == ()


def test_the_link_itself_stays_with_both_reasons(sitting: Sitting) -> None:
    one, other = _add(sitting, "Holm", "1990"), _add(sitting, "Holme", "1990")
    _link(sitting, one, other)
    unlink_participants(sitting, one.id, other.id, reason="two brothers")
    table = METADATA.tables["participant_links"]
    with sitting.store.engine.connect() as db:
        rows = db.execute(select(table.c.body).where(table.c.one_id == one.id)).scalars().all()
    assert [(row["reason"], row["endedBecause"]) for row in rows] == [("one person", "two brothers")]


def test_what_cannot_be_linked(sitting: Sitting, pair: tuple[Participant, Participant]) -> None:
    one, other = pair
    with pytest.raises(NotFound, match="not linked"):
        unlink_participants(sitting, one.id, other.id, reason="one man")
    with pytest.raises(NotAllowed, match="same record"):
        _link(sitting, one, one)
    for mine, theirs in (({}, _confirmations(other)), (_confirmations(one), {}), (_confirmations(other),) * 2):
        with pytest.raises(NotAllowed):
            link_participants(sitting, one.id, other.id, reason="one", confirmations=mine, other_confirmations=theirs)
    _link(sitting, one, other)
    with pytest.raises(NotAllowed, match="linked already"):
        _link(sitting, other, one)
    unlink_participants(sitting, one.id, other.id, reason="one man")
