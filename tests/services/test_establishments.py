"""An establishment that somebody names: one name of one tier is one place, the directory’s where it stands there."""

from datetime import timedelta
from pathlib import Path

import pytest

from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.intervention import Delivery
from registry.domain.participant import PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.services import establishments
from registry.services.establishments import establishment_named, reported_establishment
from registry.services.interventions import close_intervention, open_intervention, refer_intervention
from registry.services.participants import add_participant
from tests.copied import copied_home

LISTED = EstablishmentRef(id="urn:uuid:00000000-0000-4000-8000-0000000000aa", name="HMP Marlwood", tier=Tier.PRISON)


def test_one_name_of_one_tier_is_one_establishment() -> None:
    first = reported_establishment("HMP Stonegate", Tier.PRISON)
    assert first.name == "HMP Stonegate"
    assert reported_establishment(" hmp stonegate ", Tier.PRISON).id == first.id
    assert reported_establishment("HMP Stonegate", Tier.COMMUNITY).id != first.id
    assert reported_establishment("HMP Stonegate Annexe", Tier.PRISON).id != first.id


def test_a_name_is_the_directorys_and_whoever_types_a_course_elsewhere_in_did_not_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(establishments, "establishments_listed", lambda _: (LISTED,))
    with copied_home(tmp_path / "ashmere").sit() as sitting:
        assert establishment_named(sitting, "hmp marlwood", Tier.PRISON) == LISTED
        assert establishment_named(sitting, sitting.unit.name, sitting.unit.tier) == sitting.unit.ref
        for name, tier in (("HMP Marl", Tier.PRISON), ("HMP Marlwood", Tier.COMMUNITY)):
            assert establishment_named(sitting, name, tier) == reported_establishment(name, tier)
        who = add_participant(
            sitting,
            name=PersonName(family="Reid", given="Ann"),
            born=PartialDate("1990"),
            no_nhs_number_because="not traced",
        )
        on = PartialDate.of(sitting.today - timedelta(days=90))
        for where, closed_by in ((LISTED, LISTED.name), (None, sitting.user.person.name)):
            work = refer_intervention(
                sitting,
                who.id,
                edition=None,
                title=f"Work at {where.name if where else 'home'}",
                delivery=Delivery.GROUP,
                on=on,
                establishment=where,
                recorded=Recorded.REPORTED,
            )
            open_intervention(sitting, work.id, on=on)
            end = Closure(
                on=on, outcome=Outcome.COMPLETED, closed_by=sitting.user.person.name, recorded=Recorded.REPORTED
            )
            closed = close_intervention(sitting, work.id, end)
            assert closed.closure is not None
            assert closed.closure.closed_by == closed_by
