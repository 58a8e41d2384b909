"""A man who has completed Life Minus Violence - Enhanced, with a follow-up due."""

from registry.demo.calendar import Calendar
from registry.demo.courses import Run, record_runs
from registry.domain.care_package import Met
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.dates import PartialDate
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery
from registry.domain.needs import NeedStanding
from registry.domain.participant import FirstTwoWeeks, PersonName, Sex, TherapyEnding
from registry.domain.placement import LegalStatus
from registry.domain.product import Agreed, ProductKind, Skill
from registry.domain.reasons import AbsenceReason
from registry.domain.voice import Audience, VoiceKind
from registry.services.assessments import add_assessment
from registry.services.care_packages import add_target_outcome, judge_target_outcome
from registry.services.course import add_product, add_progress, add_skill
from registry.services.interventions import close_intervention, open_intervention, refer_intervention
from registry.services.needs import add_need
from registry.services.participants import add_participant, record_first_two_weeks
from registry.services.placements import add_placement
from registry.services.sitting import Sitting
from registry.services.voice import add_voice


def record(sitting: Sitting, calendar: Calendar) -> str:
    """Record Marcus's history at the high secure unit and return his id."""
    who = add_participant(
        sitting,
        name=PersonName(family="Thistlewood", given="Marcus"),
        born=PartialDate("1979-08-22"),
        sex=Sex.MALE,
        nhs_number=NhsNumber.read("999 000 0247"),
        prison_number=PrisonNumber.read("A7310TW"),
        local_number=LocalNumber("ASH-0301"),
    ).id
    add_placement(sitting, who, since=calendar.ago(210), legal=(LegalStatus(code="15", since=calendar.ago(210)),))
    add_need(sitting, who, need="violence", standing=NeedStanding.PRESENT, on=calendar.ago(200))
    add_need(sitting, who, need="anger", standing=NeedStanding.MET, on=calendar.ago(24))
    add_need(sitting, who, need="staying-well", standing=NeedStanding.OUTSTANDING, on=calendar.ago(24))
    _course(sitting, calendar, who)
    add_assessment(
        sitting,
        who,
        tool="HCR-20",
        version="V3",
        on=calendar.ago(20),
        judgements="Violent attitudes present in the past and not seen in the last year; planning for release is"
        " partly in place. A shared formulation was written.",
        has_formulation=True,
        valid_until=calendar.ahead(32),
    )
    record_first_two_weeks(
        sitting,
        who,
        FirstTwoWeeks(settles="Cooking for others.", last_therapy_ended=TherapyEnding.PLANNED),
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.HELPED,
        on=calendar.ago(4),
        text="Writing how I got here was the hard part. I can say it without shouting now.",
        read_back=True,
        audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.PANEL),
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.HELPED,
        on=calendar.ago(4),
        text="What I say to myself is: name it, move, talk later.",
        read_back=True,
        audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.COMMUNITY),
    )
    return who


def _course(sitting: Sitting, calendar: Calendar, who: str) -> None:
    lmve = refer_intervention(
        sitting,
        who,
        edition="LMVE",
        delivery=Delivery.MIXED,
        on=calendar.ago(110),
        needs=("violence", "anger"),
        setting="high secure ward, group of seven",
        state_at_the_time="settled",
    ).id
    open_intervention(sitting, lmve, on=calendar.ago(96))
    record_runs(
        sitting,
        lmve,
        calendar,
        [
            Run(received=6, module="barriers", minutes=120, done=True),
            Run(
                received=22,
                module="emotional-acceptance",
                minutes=120,
                missed=((8, AbsenceReason.NO_STAFF),),
                done=True,
            ),
            Run(received=12, module="how-i-got-here", minutes=120, done=True),
            Run(
                received=35,
                module="information-processing",
                minutes=120,
                missed=((10, AbsenceReason.UNWELL), (21, AbsenceReason.NO_STAFF), (22, AbsenceReason.NO_STAFF)),
                done=True,
            ),
            Run(received=22, module="consequences", minutes=120, missed=((4, AbsenceReason.CHOSE_NOT_TO),), done=True),
            Run(received=11, module="interpersonal", minutes=120, done=True),
            Run(received=20, module="future", minutes=120, done=True),
        ],
        from_days=96 * 7,
        every=3,
    )
    add_progress(
        sitting,
        lmve,
        need="violence",
        on=calendar.ago(32),
        learnt="Explains his own chain from feeling unsafe to striking first, and where he can step off it.",
        seen_in_sessions="Gives and takes challenge in the group.",
        seen_outside="Talked two disputes down on the ward without staff stepping in.",
        seen_outside_by="primary nurse",
        not_yet_shown="The same with strangers, outside a secure setting.",
    )
    add_product(
        sitting,
        lmve,
        kind=ProductKind.STAYING_WELL_PLAN,
        title="My plan for staying steady",
        on=calendar.ago(31),
        made_with="Dr Rhiannon Pryce",
        agreed=Agreed.YES,
        kept_where="Ashmere psychology file, section 6, and with him",
        may_be_seen_by="treating teams and whoever he shows it to",
    )
    target = add_target_outcome(
        sitting,
        lmve,
        text="Settles disputes on the ward in words for six months.",
        commissioned_by="North of England provider collaborative (fictional)",
        on=calendar.ago(100),
        need="violence",
    )
    judge_target_outcome(
        sitting,
        lmve,
        outcome=target.id,
        on=calendar.ago(31),
        met=Met.IN_PART,
        words="Four months without a blow struck; two disputes talked down without staff.",
        participant_answer="I would say five months.",
    )
    add_skill(
        sitting,
        lmve,
        Skill(
            skill="Step off the chain",
            cue="jaw set, looking for the door",
            participant_words="name it, move, talk later",
            supported_by="primary nurse",
            early_signs="sleeps badly, eats alone",
        ),
    )
    close_intervention(
        sitting,
        lmve,
        Closure(
            on=calendar.ago(30),
            outcome=Outcome.COMPLETED,
            closed_by=sitting.user.person.name,
            judged_by=sitting.user.person,
            judged_on=calendar.ago(30),
            ended=TherapyEnding.PLANNED,
            helped=YesNoNotAsked.YES,
            treated_fairly=YesNoNotAsked.YES,
            asked_what_was_done=YesNoNotAsked.YES,
        ),
        recommended="The follow-up group at six months; not the programme again.",
    )
