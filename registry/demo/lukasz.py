"""A man moved in the middle of Kaizen."""

from registry.demo.calendar import Calendar
from registry.demo.cast import THORNFIELD
from registry.demo.courses import Run, record_runs
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery
from registry.domain.needs import NeedStanding
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, PersonName, Sex, TherapyEnding
from registry.domain.placement import LegalStatus
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import SessionKind
from registry.domain.voice import Audience, VoiceKind
from registry.services.course import add_progress
from registry.services.interventions import close_intervention, open_intervention, refer_intervention
from registry.services.needs import add_need
from registry.services.participants import add_participant, record_first_two_weeks
from registry.services.placements import add_placement
from registry.services.sitting import Sitting
from registry.services.voice import add_voice


def record(sitting: Sitting, calendar: Calendar) -> str:
    """Record Łukasz's history at the high secure unit and return his id."""
    who = add_participant(
        sitting,
        name=PersonName(family="Żółć", given="Łukasz"),
        born=PartialDate("1987-11-03"),
        sex=Sex.MALE,
        nhs_number=NhsNumber.read("999 000 0182"),
        prison_number=PrisonNumber.read("A4821KD"),
        local_number=LocalNumber("ASH-0398"),
        communication=CommunicationNeeds(
            language="Polish, good English", interpreter="for legal meetings", what_helps="key words in Polish"
        ),
    ).id
    law = (LegalStatus(code="15", since=calendar.ago(95)),)
    add_placement(sitting, who, since=calendar.ago(95), until=calendar.ago(2), legal=law)
    add_placement(sitting, who, since=calendar.ago(2), legal=law, establishment=THORNFIELD.unit.ref)
    for need, standing in (
        ("violence", NeedStanding.OUTSTANDING),
        ("thinking-skills", NeedStanding.PRESENT),
        ("alcohol", NeedStanding.PRESENT),
    ):
        add_need(sitting, who, need=need, standing=standing, on=calendar.ago(80))
    kaizen = refer_intervention(
        sitting,
        who,
        edition="KAIZEN-GV",
        delivery=Delivery.MIXED,
        on=calendar.ago(60),
        needs=("violence", "thinking-skills"),
        setting="high secure ward, group of eight",
        adjustments=("key words in Polish on every handout",),
    ).id
    open_intervention(sitting, kaizen, on=calendar.ago(36))
    record_runs(
        sitting,
        kaizen,
        calendar,
        [
            Run(received=7, module="getting-going", minutes=120, done=True),
            Run(
                received=20,
                module="lifes-problems",
                minutes=120,
                missed=((6, AbsenceReason.NO_STAFF), (14, AbsenceReason.NO_STAFF), (17, AbsenceReason.COURT)),
                part=((9, AbsenceReason.UNWELL, 45),),
                done=True,
            ),
            Run(received=7, module="positive-relationships", minutes=120, missed=((3, AbsenceReason.INCIDENT),)),
        ],
        from_days=36 * 7,
        every=6,
    )
    record_runs(
        sitting,
        kaizen,
        calendar,
        [Run(received=5, kind=SessionKind.INDIVIDUAL, minutes=60)],
        from_days=34 * 7,
        every=42,
    )
    add_progress(
        sitting,
        kaizen,
        need="violence",
        on=calendar.ago(3),
        learnt="Sees the pattern of feeling slighted, drinking, and hitting first.",
        seen_in_sessions="Stops and asks before answering in heated role play.",
        seen_outside="Walked away from an argument in the workshop twice.",
        seen_outside_by="workshop instructor",
        not_yet_shown="Managing disputes with people he is close to.",
    )
    close_intervention(
        sitting,
        kaizen,
        Closure(
            on=calendar.ago(2),
            outcome=Outcome.TRANSFERRED,
            closed_by=sitting.user.person.name,
            reason=StopReason.TRANSFERRED,
            participant_reason="I was moved. I would have stayed for it.",
            left_to_do="The rest of Positive relationships, then Healthy thinking and Looking forward.",
            ended=TherapyEnding.INTERRUPTED,
        ),
        recommended="Join a running group at the same point; do not start again.",
    )
    record_first_two_weeks(
        sitting,
        who,
        FirstTwoWeeks(
            settles="The gym, and being told in advance.",
            upsets="Being laughed at when a word is missing.",
            unfinished="Kaizen, in the third of five parts.",
            last_therapy_ended=TherapyEnding.INTERRUPTED,
        ),
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.ACCOUNT,
        on=calendar.ago(3),
        text="Nie chcę zaczynać od nowa. I do not want to start again. I want to finish.",
        read_back=True,
        audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.PANEL),
    )
    return who
