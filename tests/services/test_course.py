"""Progress and products are refused where the record says that the work has not begun, or not by that day."""

from pathlib import Path

import pytest

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.intervention import Delivery
from registry.domain.participant import PersonName
from registry.domain.product import Agreed, ProductKind
from registry.services.course import add_product, add_progress
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.participants import add_participant
from tests.copied import copied_home
from tests.homes import RHIANNON


def test_nothing_is_seen_in_a_course_that_never_began_nor_came_of_it(tmp_path: Path) -> None:
    day = PartialDate
    with copied_home(tmp_path / "ashmere").sit(RHIANNON) as sitting:
        who = add_participant(
            sitting, name=PersonName(family="Vale", given="Ann"), born=day("1984"), no_nhs_number_because="x"
        ).id
        work = refer_intervention(sitting, who, edition="RPREV", delivery=Delivery.GROUP, on=day("2025-03-01")).id

        def progress(on: str) -> None:
            add_progress(sitting, work, need="alcohol", on=day(on), learnt="To stop and think")

        def product(on: str) -> None:
            add_product(
                sitting,
                work,
                kind=ProductKind.FORMULATION,
                title="What leads to what",
                on=day(on),
                made_with="her",
                agreed=Agreed.YES,
                kept_where="the file",
                may_be_seen_by="the team",
            )

        for add in (progress, product):
            with pytest.raises(NotAllowed, match="has not begun"):
                add("2025-05-01")
        open_intervention(sitting, work, on=day("2025-04-01"))
        for add, early in ((progress, "2025-03-15"), (product, "2025-02-15")):
            with pytest.raises(InvalidValue, match="is before"):
                add(early)
            add("2025-05-01")
        product("2025-03-15")
