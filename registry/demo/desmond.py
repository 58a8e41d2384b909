"""A man returned from prison, where he had done Core SOTP and the Thinking Skills Programme."""

from registry.demo.calendar import Calendar
from registry.demo.cast import PRISON
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery
from registry.domain.needs import NeedStanding
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, PersonName, Sex, TherapyEnding
from registry.domain.placement import LegalStatus
from registry.domain.voice import Audience, VoiceKind
from registry.services.interventions import close_intervention, open_intervention, refer_intervention
from registry.services.needs import add_need
from registry.services.participants import add_participant, record_first_two_weeks
from registry.services.placements import add_placement
from registry.services.sitting import Sitting
from registry.services.voice import add_voice


def record(sitting: Sitting, calendar: Calendar) -> str:
    """Record Desmond's history at the high secure unit and return his id."""
    who = add_participant(
        sitting,
        name=PersonName(family="Achterberg", given="Desmond"),
        born=PartialDate("1968"),
        sex=Sex.MALE,
        nhs_number=NhsNumber.read("999 000 0123"),
        prison_number=PrisonNumber.read("A1234BC"),
        local_number=LocalNumber("ASH-0377"),
        communication=CommunicationNeeds(language="English", hearing="hearing aid, left ear"),
    ).id
    add_placement(
        sitting,
        who,
        establishment=PRISON.ref,
        since=calendar.year(14),
        until=calendar.ago(70),
        legal=(LegalStatus(code="sentenced", since=calendar.year(14)),),
        recorded=Recorded.REPORTED,
    )
    add_placement(sitting, who, since=calendar.ago(70), legal=(LegalStatus(code="15", since=calendar.ago(70)),))
    add_need(sitting, who, need="sexual-offending", standing=NeedStanding.OUTSTANDING, on=calendar.ago(50))
    add_need(sitting, who, need="thinking-skills", standing=NeedStanding.PRESENT, on=calendar.ago(50))
    add_need(sitting, who, need="psychosis", standing=NeedStanding.PRESENT, on=calendar.ago(50))
    for edition, years, needs in (
        ("SOTP-CORE", 12, ("sexual-offending",)),
        ("TSP", 10, ("thinking-skills",)),
    ):
        course = refer_intervention(
            sitting,
            who,
            edition=edition,
            delivery=Delivery.GROUP,
            on=calendar.year(years),
            needs=needs,
            establishment=PRISON.ref,
            recorded=Recorded.REPORTED,
        ).id
        open_intervention(sitting, course, on=calendar.year(years))
        close_intervention(
            sitting,
            course,
            Closure(
                on=calendar.year(years),
                outcome=Outcome.COMPLETED,
                closed_by="HMP Marlwood, from the prison's course list",
                recorded=Recorded.REPORTED,
            ),
        )
    record_first_two_weeks(
        sitting,
        who,
        FirstTwoWeeks(
            settles="A job on the ward and knowing the timetable.",
            upsets="Being asked about his offence by people he does not know.",
            last_therapy_ended=TherapyEnding.PLANNED,
        ),
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.ACCOUNT,
        on=calendar.ago(6),
        text="I did every course they put in front of me. Nobody here can find the papers.",
        read_back=True,
        audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.PANEL),
    )
    return who
