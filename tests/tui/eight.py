"""A unit with one group of eight."""

import functools
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from registry.domain.dates import PartialDate
from registry.domain.intervention import Delivery
from registry.domain.participant import PersonName
from registry.domain.staffing import StaffRole
from registry.services.groups import add_members, open_group
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.participants import add_participant
from registry.services.registers import prepare_register, record_register
from registry.services.staffing import StaffSaid
from tests.copied import copied_from, forget_histories, kept
from tests.homes import TestHome, make_home

GROUP = "Thursday [skills]"
NAMES = ("Abara", "Brennan", "Chukwu", "Dąbrowski", "Evans", "Farrugia", "Gwynedd", "Håkansson")


@dataclass(frozen=True, kw_only=True)
class Eight:
    """The home, the group's id and the members' courses, by surname in order."""

    home: TestHome
    group: str
    courses: tuple[str, ...]


def copied_eight(folder: Path) -> Eight:
    """Return a unit like that of `make_eight`, for one test at a time: to this account all copies are one home."""
    first = _eight()
    forget_histories()
    return replace(first, home=copied_from(first.home, folder))


@functools.cache
def _eight() -> Eight:
    return make_eight(kept() / "eight")


def make_eight(folder: Path) -> Eight:
    """Found a unit whose one group met a week ago: mindfulness 1, ninety minutes."""
    home = make_home(folder)
    with home.sit() as sitting:
        began = PartialDate.of(sitting.today - timedelta(days=30))
        courses = []
        for name in NAMES:
            person = add_participant(
                sitting,
                name=PersonName(family=name, given="Sam"),
                born=PartialDate("1980"),
                no_nhs_number_because="never registered",
            )
            course = refer_intervention(sitting, person.id, edition="DBT", delivery=Delivery.GROUP, on=began).id
            open_intervention(sitting, course, on=began)
            courses.append(course)
        group = open_group(sitting, name=GROUP, edition="DBT", on=began).id
        add_members(sitting, group, courses, since=began)
        record_register(
            sitting,
            prepare_register(
                sitting,
                group,
                "all",
                on=PartialDate.of(sitting.today - timedelta(days=7)),
                module="mindfulness",
                number=1,
                minutes=90,
                staff=(StaffSaid(who="me", role=StaffRole.THERAPIST),),
            ),
        )
    return Eight(home=home, group=group, courses=tuple(courses))
