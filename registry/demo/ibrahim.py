"""A man whose only work is 26 sessions of individual index-offence work with four agreed goals."""

from registry.demo.calendar import Calendar
from registry.demo.courses import Run, record_runs
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.dates import PartialDate
from registry.domain.goal import Reached
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery
from registry.domain.needs import Choice, NeedStanding
from registry.domain.participant import AccountGiven, FirstTwoWeeks, PersonName, Sex, TherapyEnding
from registry.domain.placement import LegalStatus
from registry.domain.product import Agreed, ProductKind
from registry.domain.reasons import AbsenceReason
from registry.domain.session import SessionKind
from registry.domain.voice import Audience, VoiceKind
from registry.services.course import add_goal, add_product, add_progress, review_goal
from registry.services.interventions import close_intervention, open_intervention, refer_intervention
from registry.services.needs import add_need
from registry.services.participants import add_participant, record_first_two_weeks
from registry.services.placements import add_placement
from registry.services.sitting import Sitting
from registry.services.voice import add_voice

_GOALS = (
    ("Be able to tell the story of that day from start to end, in his own words.", "I can say all of it now."),
    ("Understand how being ill and being frightened came together.", "It was both. I did not see that before."),
    ("Name what he would notice first if it were beginning again.", "Not sleeping, and thinking they look at me."),
    ("Write to himself about the people who were harmed.", "I wrote it. I do not want it read out."),
)


def record(sitting: Sitting, calendar: Calendar) -> str:
    """Record Ibrahim's history at the high secure unit and return his id."""
    who = add_participant(
        sitting,
        name=PersonName(family="Castellane", given="Ibrahim"),
        born=PartialDate("1994-02-09"),
        sex=Sex.MALE,
        nhs_number=NhsNumber.read("999 000 0301"),
        prison_number=PrisonNumber.read("A9052HN"),
        local_number=LocalNumber("ASH-0420"),
    ).id
    add_placement(sitting, who, since=calendar.ago(130), legal=(LegalStatus(code="37", since=calendar.ago(130)),))
    add_need(sitting, who, need="offence-understanding", standing=NeedStanding.PRESENT, on=calendar.ago(100))
    add_need(
        sitting,
        who,
        need="relationships",
        standing=NeedStanding.PRESENT,
        on=calendar.ago(20),
        choice=Choice(
            words="Not now. I want to settle first, then ask me.", on=calendar.ago(8), ask_again=calendar.ahead(16)
        ),
    )
    add_need(sitting, who, need="drugs", standing=NeedStanding.OUTSTANDING, on=calendar.ago(20))
    _work(sitting, calendar, who)
    record_first_two_weeks(
        sitting,
        who,
        FirstTwoWeeks(
            settles="Prayer times kept, and a window.",
            upsets="Being stared at while eating.",
            not_to_be_asked_again=(
                AccountGiven(what="his account of the offence", kept_where="Ashmere psychology file, section 4"),
            ),
            last_therapy_ended=TherapyEnding.PLANNED,
        ),
    )
    add_voice(
        sitting,
        who,
        kind=VoiceKind.ACCOUNT,
        on=calendar.ago(5),
        text="This was the first time anyone asked me what I thought was happening. Do not make me tell it again.",
        read_back=True,
        audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.PANEL),
    )
    return who


def _work(sitting: Sitting, calendar: Calendar, who: str) -> None:
    work = refer_intervention(
        sitting,
        who,
        edition="IOW",
        delivery=Delivery.INDIVIDUAL,
        on=calendar.ago(60),
        needs=("offence-understanding",),
        setting="individual, on the ward",
        state_at_the_time="well, on treatment he agrees with",
    ).id
    open_intervention(sitting, work, on=calendar.ago(52))
    for text, _ in _GOALS:
        add_goal(sitting, work, text=text, on=calendar.ago(51), need="offence-understanding")
    record_runs(
        sitting,
        work,
        calendar,
        [
            Run(
                received=26,
                kind=SessionKind.INDIVIDUAL,
                minutes=50,
                missed=((7, AbsenceReason.UNWELL), (15, AbsenceReason.NO_STAFF)),
            )
        ],
        from_days=51 * 7,
        every=11,
    )
    for number, (_, answer) in enumerate(_GOALS, start=1):
        review_goal(
            sitting,
            work,
            goal=str(number),
            on=calendar.ago(6),
            reached=Reached.REACHED if number < 4 else Reached.PARTLY,
            words="Reviewed together at the end of the work.",
            participant_answer=answer,
        )
    add_product(
        sitting,
        work,
        kind=ProductKind.OFFENCE_ACCOUNT,
        title="How it happened, in my words",
        on=calendar.ago(7),
        made_with="Dr Rhiannon Pryce",
        agreed=Agreed.YES,
        kept_where="Ashmere psychology file, section 4",
        may_be_seen_by="treating teams",
    )
    add_progress(
        sitting,
        work,
        need="offence-understanding",
        on=calendar.ago(6),
        learnt="Tells the day in order and sees how fear and illness fed each other.",
        seen_in_sessions="Stays with hard parts and asks for a pause when he needs one.",
        not_yet_shown="Saying it to somebody who did not already know.",
    )
    close_intervention(
        sitting,
        work,
        Closure(
            on=calendar.ago(6),
            outcome=Outcome.COMPLETED,
            closed_by=sitting.user.person.name,
            judged_by=sitting.user.person,
            judged_on=calendar.ago(6),
            ended=TherapyEnding.PLANNED,
            helped=YesNoNotAsked.YES,
            treated_fairly=YesNoNotAsked.YES,
            asked_what_was_done=YesNoNotAsked.YES,
        ),
        recommended="Do not ask for the account again; read the product with him.",
    )
