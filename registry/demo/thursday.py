"""A group of ten: one register in one command, and its correction a week later with the old values in sight."""

from registry.demo.calendar import Calendar
from registry.domain.dates import PartialDate
from registry.domain.identifiers import NhsNumber
from registry.domain.intervention import Delivery
from registry.domain.participant import PersonName, Sex
from registry.domain.staffing import StaffRole
from registry.services.amending import amend_session
from registry.services.groups import add_members, open_group
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.participants import add_participant
from registry.services.registers import prepare_register, record_register
from registry.services.sitting import Sitting
from registry.services.staffing import ME, StaffSaid

GROUP = "Thursday relapse prevention"

# Surname, given name, year of birth and a number of the test range. All of them are made up.
_MEMBERS = (
    ("Abernethy", "Calum", "1979", "9990004005"),
    ("Bălan", "Mihai", "1988", "9990004013"),
    ("Chukwu", "Obinna", "1991", "9990004021"),
    ("Dřevo", "Matěj", "1984", "9990004048"),
    ("Entwistle", "Barry", "1966", "9990004056"),
    ("Farrugia", "Karmenu", "1973", "9990004064"),
    ("Gwynedd", "Iolo", "1995", "9990004072"),
    ("Håkansson", "Nils", "1981", "9990004080"),
    ("Iqbal", "Naveed", "1990", "9990004099"),
    ("Jellicoe", "Rex", "1971", "9990004102"),
)


def record(sitting: Sitting, calendar: Calendar) -> str:
    """Record the group, its register of two weeks ago and last week's correction; return the session's id."""
    courses = []
    for surname, given, born, number in _MEMBERS:
        who = add_participant(
            sitting,
            name=PersonName(family=surname, given=given),
            born=PartialDate(born),
            sex=Sex.MALE,
            nhs_number=NhsNumber.read(number),
        ).id
        course = refer_intervention(sitting, who, edition="RPREV", delivery=Delivery.GROUP, on=calendar.ago(6)).id
        open_intervention(sitting, course, on=calendar.ago(4))
        courses.append(course)
    open_group(sitting, name=GROUP, edition="RPREV", on=calendar.ago(4))
    add_members(sitting, GROUP, courses, since=calendar.ago(4))
    register = prepare_register(
        sitting,
        GROUP,
        "all but Farrugia no-escort; Gwynedd, Iqbal no unwell; Jellicoe part 40 appointment",
        on=calendar.ago(2),
        minutes=90,
        observations=(("Chukwu", "Brought his own list of early signs."),),
        staff=(StaffSaid(who=ME), StaffSaid(who="amara", role=StaffRole.CO_THERAPIST)),
    )
    session = record_register(sitting, register).session.id
    amend_session(
        sitting,
        session,
        because="The escort came late: he was there for the second half. Two names had been swapped.",
        said="Farrugia part 45 no-escort; Iqbal full; Håkansson no unwell",
    )
    return session
