"""A woman with skills-only DBT, and a trauma programme broken off by her transfer."""

from registry.demo.calendar import Calendar
from registry.demo.cast import THORNFIELD
from registry.demo.courses import Run, record_runs
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.dates import PartialDate
from registry.domain.identifiers import LocalNumber, NhsNumber
from registry.domain.intervention import Delivery
from registry.domain.needs import NeedStanding
from registry.domain.participant import (
    AccountGiven,
    CommunicationNeeds,
    FirstTwoWeeks,
    Known,
    PersonName,
    Sex,
    TherapistsSpoke,
    TherapyEnding,
)
from registry.domain.placement import LegalStatus
from registry.domain.product import Skill
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import SessionKind
from registry.domain.voice import Audience, VoiceKind
from registry.services.course import add_progress, add_skill
from registry.services.interventions import close_intervention, open_intervention, refer_intervention
from registry.services.needs import add_need
from registry.services.participants import add_participant, record_first_two_weeks
from registry.services.placements import add_placement
from registry.services.sitting import Sitting
from registry.services.voice import add_voice


def record(sitting: Sitting, calendar: Calendar) -> str:
    """Record Siân's history at the high secure unit and return her id."""
    who = add_participant(
        sitting,
        name=PersonName(family="Ó Súilleabháin", given="Siân"),
        born=PartialDate("1991-05-17"),
        sex=Sex.FEMALE,
        nhs_number=NhsNumber.read("999 000 0018"),
        local_number=LocalNumber("ASH-0412"),
        known_as="Shan",
        communication=CommunicationNeeds(
            language="English and Welsh",
            literacy="reads well, prefers short pages",
            learning_disability=Known.NO,
            what_helps="a written plan before any meeting",
        ),
    ).id
    law = (LegalStatus(code="09", since=calendar.ago(150)),)
    add_placement(sitting, who, since=calendar.ago(150), until=calendar.ago(2), legal=law)
    add_placement(sitting, who, since=calendar.ago(2), legal=law, establishment=THORNFIELD.unit.ref)
    for need, standing in (
        ("self-harm", NeedStanding.PRESENT),
        ("emotion-regulation", NeedStanding.PRESENT),
        ("trauma", NeedStanding.OUTSTANDING),
    ):
        add_need(sitting, who, need=need, standing=standing, on=calendar.ago(140))
    _skills_group(sitting, calendar, who)
    _trauma_work(sitting, calendar, who)
    record_first_two_weeks(
        sitting,
        who,
        FirstTwoWeeks(
            settles="Ten minutes alone with music before meetings; being told what happens next.",
            upsets="Doors slammed behind her; being asked why questions in front of others.",
            unfinished="Trauma therapy was broken off by the move with one memory opened.",
            not_to_be_asked_again=(
                AccountGiven(what="her account of the fire", kept_where="Ashmere psychology file, section 4"),
            ),
            last_therapy_ended=TherapyEnding.INTERRUPTED,
            therapists_spoke=TherapistsSpoke.WITH_PARTICIPANT,
        ),
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.HELPED,
        on=calendar.ago(3),
        text="The skills group gave me names for things. TIPP works when I am past talking.",
        read_back=True,
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.HOPE,
        on=calendar.ago(3),
        text="I want to finish what we started, but I say when.",
        read_back=True,
        audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.COMMUNITY),
    )
    return who


def _skills_group(sitting: Sitting, calendar: Calendar, who: str) -> None:
    dbt = refer_intervention(
        sitting,
        who,
        edition="DBT",
        delivery=Delivery.GROUP,
        on=calendar.ago(120),
        needs=("emotion-regulation", "self-harm"),
        components=("skills-group",),
        setting="women's high secure ward",
    ).id
    open_intervention(sitting, dbt, on=calendar.ago(116))
    record_runs(
        sitting,
        dbt,
        calendar,
        [
            Run(received=6, module="mindfulness", minutes=90, missed=((5, AbsenceReason.UNWELL),), done=True),
            Run(received=6, module="distress-tolerance", minutes=90, missed=((4, AbsenceReason.NO_STAFF),), done=True),
            Run(received=6, module="emotion-regulation", minutes=90, missed=((5, AbsenceReason.NO_STAFF),), done=True),
            Run(received=6, module="interpersonal", minutes=90, done=True),
        ],
        from_days=116 * 7,
        every=7,
    )
    add_progress(
        sitting,
        dbt,
        need="emotion-regulation",
        on=calendar.ago(88),
        learnt="Names early signs and chooses a distress tolerance skill.",
        seen_in_sessions="Practised TIPP and opposite action.",
        seen_outside="Asked for ice and space instead of harming herself, on most difficult days.",
        seen_outside_by="ward nursing team",
        not_yet_shown="Using the skills with family on visits.",
    )
    add_skill(
        sitting,
        dbt,
        Skill(
            skill="TIPP",
            cue="hands cold and shaking",
            participant_words="cold water, then breathe",
            supported_by="any nurse",
            early_signs="stops answering, rubs her arms",
        ),
    )
    close_intervention(
        sitting,
        dbt,
        Closure(
            on=calendar.ago(88),
            outcome=Outcome.PARTLY,
            closed_by=sitting.user.person.name,
            reason=StopReason.NO_STAFF,
            reason_note="Only the skills group could be staffed; individual therapy was never offered.",
            participant_reason="I was told there was nobody to do the one-to-one.",
            left_to_do="Individual therapy and skills coaching.",
            ended=TherapyEnding.PLANNED,
            helped=YesNoNotAsked.YES,
            treated_fairly=YesNoNotAsked.YES,
            asked_what_was_done=YesNoNotAsked.NO,
        ),
        recommended="Do not repeat the skills group; add individual therapy.",
    )


def _trauma_work(sitting: Sitting, calendar: Calendar, who: str) -> None:
    emdr = refer_intervention(
        sitting,
        who,
        edition="EMDR",
        delivery=Delivery.INDIVIDUAL,
        on=calendar.ago(40),
        needs=("trauma",),
        state_at_the_time="settled, medication unchanged",
    ).id
    open_intervention(sitting, emdr, on=calendar.ago(30))
    record_runs(
        sitting,
        emdr,
        calendar,
        [Run(received=9, kind=SessionKind.INDIVIDUAL, minutes=60, missed=((4, AbsenceReason.NO_ESCORT),))],
        from_days=30 * 7,
        every=14,
    )
    close_intervention(
        sitting,
        emdr,
        Closure(
            on=calendar.ago(2),
            outcome=Outcome.TRANSFERRED,
            closed_by=sitting.user.person.name,
            reason=StopReason.TRANSFERRED,
            participant_reason="They moved me in the middle of it.",
            left_to_do="One memory is opened and not yet settled.",
            ended=TherapyEnding.INTERRUPTED,
        ),
        opened_not_closed="One memory from childhood was opened and not settled.",
        helps_after="Quiet, a blanket, and one named nurse for the evening.",
    )
