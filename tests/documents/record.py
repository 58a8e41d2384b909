"""An invented participant's record at the invented hospital, with something in almost every member."""

from uuid import NAMESPACE_URL, uuid5

from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.care_package import Met, OutcomeJudgement, TargetOutcome
from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition, LocalDefinition
from registry.domain.edition import (
    Accreditation,
    AccreditationStatus,
    Booster,
    CompletionDefinition,
    Component,
    DeliveryShape,
    Module,
    Range,
    Term,
)
from registry.domain.goal import Goal, Reached, Review
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.needs import Choice, NeedRecord, NeedStanding
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
from registry.domain.people import EstablishmentRef, Person, Tier
from registry.domain.placement import LegalStatus, Placement
from registry.domain.plan import Ask, BuildOn, Decision, Discussed, Evidence, LineKind, Plan, PlanLine, ResumeAt, Trust
from registry.domain.plan import Choice as Decided
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind, SessionRecord
from registry.domain.staffing import Assignment, InTheRoom, StaffRole
from registry.domain.summary import CatalogueAsKnown, Comparison, ReleaseRef, Statement, Subject, SubjectParticipant
from registry.domain.voice import Audience, Sharing, VoiceEntry, VoiceKind


def urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def date(text: str) -> PartialDate:
    return PartialDate(text)


ME = urn("participant")
UNIT = EstablishmentRef(id=urn("alder"), name="Alder Clinic", tier=Tier.MEDIUM)
THERAPIST = Person(
    id=urn("therapist"), name="Dr Ewa Nkosi", profession="Clinical psychologist", registration="PYL40404"
)


def participant() -> SubjectParticipant:
    return SubjectParticipant(
        id=ME,
        communication=CommunicationNeeds(
            language="Welsh",
            hearing="hearing aid, left ear",
            literacy="reads large print",
            autism=Known.YES,
            what_helps="short sessions",
        ),
        name=PersonName(family="Ó Súilleabháin", given="Siân"),
        known_as="Shaun",
        born=date("1984-03-01"),
        sex=Sex.FEMALE,
        nhs_number=NhsNumber("9990000018"),
        prison_number=PrisonNumber("A1234BC"),
        local_number=LocalNumber("AC/00017"),
    )


def catalogue() -> CatalogueAsKnown:
    local = LocalDefinition(
        id=urn("local"),
        edition_id="LMM/2017",
        establishment=UNIT,
        modules=(Module(id="m1", title="Beginning", required=Known.YES, sessions=Range(least=4, most=6)),),
        group_minutes=Range(least=90, most=120),
        completion=CompletionDefinition(text="Every module,\nand a review.", judged_by="the treating team"),
        booster=Booster(title="Booster sessions", months=6, programme_id="LMM-B"),
        signed_off_by=THERAPIST,
        signed_off_on=date("2024-01"),
    )
    described = DescribedEdition(
        programme_id="LMM",
        edition_id="LMM/2017",
        title="Life Minds Matter",
        activity="Group work",
        kind=Kind.TREATMENT,
        form=CourseForm.PROGRAMME,
        needs=("violence",),
        shape=DeliveryShape(
            id="group", title="Group", group=Range(least=40), weeks=Range(least=20, most=26), note="Twice a week."
        ),
        modules=(Module(id="m1", title="Beginning"), Module(id="m2", title="Going on")),
        components=(Component(id="c1", title="Skills group", required=True),),
        accreditation=Accreditation(status=AccreditationStatus.CONDITIONS, body="A panel", since=date("2017")),
        glossary=(Term(theirs="old me", common="earlier pattern"),),
        local=local,
    )
    return CatalogueAsKnown(
        release=ReleaseRef(id=urn("release"), version="2026.1", digest="0c" * 32), editions=(described,)
    )


def sessions(count: int, name: str) -> tuple[SessionRecord, ...]:
    return tuple(
        SessionRecord(
            id=urn(f"{name} session {n}"),
            on=date(f"2024-{1 + n % 12:02}-{1 + n % 28:02}"),
            kind=SessionKind.GROUP,
            module="m1",
            number=n + 1,
            attended=Attended.NO if n % 5 == 4 else Attended.FULL,
            minutes=None if n % 5 == 4 else 90,
            absence=AbsenceReason.NO_STAFF if n % 5 == 4 else None,
            staff=(InTheRoom(name="Ann Lowe", profession="trainee psychologist", role=StaffRole.TRAINEE),),
        )
        for n in range(count)
    )


def intervention(number: int) -> Intervention:
    name = f"work {number}"
    return Intervention(
        id=urn(name),
        participant_id=ME,
        title=f"Life Minds Matter {number}",
        establishment=UNIT,
        edition_id="LMM/2017",
        shape_id="group",
        local_definition_id=urn("local"),
        delivery=Delivery.MIXED,
        state=State.CLOSED,
        referred=date("2023"),
        started=date("2023-11"),
        needs=("violence",),
        components=("Skills group",),
        adjustments=("shorter sessions",),
        staff=(Assignment(person=THERAPIST, role=StaffRole.THERAPIST, lead=True, since=date("2023-11")),),
        sessions=sessions(5, name),
        marks=(
            ModuleMark(
                module="m2",
                standing=ModuleStanding.WAIVED,
                on=date("2024-05"),
                by="Dr Ewa Nkosi",
                reason="Done before.",
            ),
        ),
        care_package=(
            TargetOutcome(
                id=urn(f"{name} outcome"),
                text="Takes leave in the grounds.",
                commissioned_by="Northern collaborative",
                commissioned_on=date("2023-10"),
                judgements=(OutcomeJudgement(on=date("2024-06"), met=Met.IN_PART, by="Dr Ewa Nkosi"),),
            ),
        ),
        goals=(
            Goal(
                id=urn(f"{name} goal"),
                text="Walk away from a dispute.",
                set_on=date("2023-12"),
                need="violence",
                reviews=(
                    Review(on=date("2024-04"), reached=Reached.PARTLY, by="Dr Ewa Nkosi", participant_answer="Mostly."),
                ),
            ),
        ),
        progress=(
            Progress(
                need="violence",
                on=date("2024-05"),
                by="Dr Ewa Nkosi",
                learnt="Pausing.",
                seen_outside="Two disputes.",
                seen_outside_by="ward staff",
            ),
        ),
        products=(
            Product(
                id=urn(f"{name} product"),
                kind=ProductKind.FORMULATION,
                title="Shared formulation",
                on=date("2024-02-29"),
                made_with="Siân",
                agreed=Agreed.IN_PART,
                kept_where="Unit record, section 4",
                may_be_seen_by="treating teams",
                text="What keeps it going.\nWhat breaks it.",
            ),
        ),
        skills=(Skill(skill="Pausing", cue="raised voices", participant_words="Walk first, talk after."),),
        closure=Closure(
            on=date("2024-06-30"),
            outcome=Outcome.PARTLY,
            closed_by="Dr Ewa Nkosi",
            judged_by=THERAPIST,
            judged_on=date("2024-06-30"),
            reason=StopReason.NO_STAFF,
            participant_reason="They cancelled.",
            left_to_do="Module 2.",
            ended=TherapyEnding.INTERRUPTED,
        ),
        recommended="Finish it.",
        planned_sessions=44,
        recorded=Recorded.LATER,
    )


def plan() -> Plan:
    resume = PlanLine(
        key="violence/resume/1",
        kind=LineKind.RESUME,
        need="violence",
        title="Finish Life Minds Matter",
        rule="resume-unfinished",
        reason="It stopped for want of staff.",
        evidence=(
            Evidence(
                record=urn("work 0"),
                what="Life Minds Matter 0",
                source="Alder Clinic",
                on=date("2024-06-30"),
                trust=Trust.OWN,
            ),
        ),
        cautions=("Old now.",),
        confidence=Trust.OWN,
        would_change="A completed course elsewhere.",
        work=(urn("work 0"),),
        programme_id="LMM",
        resume=ResumeAt(
            module="m2",
            module_title="Going on",
            session=3,
            dose_left="9 sessions",
            words_they_know=(Term(theirs="old me", common="earlier pattern"),),
        ),
        build_on=BuildOn(needs_covered=("violence",), skip_modules=("m1",), judged_by="Dr Ewa Nkosi", basis="Saw it."),
        due=date("2027-02"),
        decision=Decision(
            choice=Decided.CHANGE,
            reason="Not yet.",
            by=THERAPIST,
            on=date("2026-11-01"),
            discussed=Discussed.DISAGREES,
            discussed_words="Now.",
            changed_to=LineKind.START,
        ),
    )
    ask = PlanLine(
        key="substance-use/ask/1",
        kind=LineKind.ASK_FIRST,
        need="substance-use",
        title="Ask about work in prison",
        rule="reported-only",
        reason="Nothing in writing.",
        confidence=Trust.REPORTED,
        would_change="A reply.",
        ask=Ask(
            question="What was done?",
            whom=("the prison", "the participant"),
            owner="Dr Ewa Nkosi",
            by=date("2026-12-15"),
            end_rule="After 28 days it cannot be known.",
        ),
    )
    return Plan(participant_id=ME, establishment=UNIT, made_on=date("2026-11-20"), lines=(resume, ask))


def subject(interventions: int) -> Subject:
    return Subject(
        participant=participant(),
        first_two_weeks=FirstTwoWeeks(
            settles="Quiet, and being told early.",
            upsets="Doors.",
            unfinished="Module 2.",
            not_to_be_asked_again=(AccountGiven(what="Account of 2019", kept_where="Unit record"),),
            last_therapy_ended=TherapyEnding.INTERRUPTED,
            therapists_spoke=TherapistsSpoke.WITH_PARTICIPANT,
        ),
        statement=Statement(
            in_short=("Most of the work is done.",),
            knowledge_of_case="Since March 2023.",
            read_with_care=("Nothing was recorded before May 2023.",),
            comparisons=(
                Comparison(
                    work="Life Minds Matter",
                    beside="A prison course",
                    judgement="Alike in aim.",
                    by="Dr Ewa Nkosi",
                    on=date("2026-11"),
                ),
            ),
        ),
        sharing=Sharing(consents_to_treatment="yes", told_about_sharing="2026-11-18"),
        placements=(
            Placement(
                id=urn("stay"),
                participant_id=ME,
                establishment=UNIT,
                since=date("2023-01-09"),
                legal=(LegalStatus(code="15", since=date("2023-01-09")),),
            ),
        ),
        needs=(
            NeedRecord(
                id=urn("need"),
                participant_id=ME,
                need="violence",
                standing=NeedStanding.OUTSTANDING,
                on=date("2026-10"),
                by="Dr Ewa Nkosi",
                establishment=UNIT,
                choice=Choice(words="Not this winter.", on=date("2026-10"), ask_again=date("2027-03")),
            ),
        ),
        interventions=tuple(intervention(number) for number in range(interventions)),
        assessments=(
            Assessment(
                id=urn("assessment"),
                participant_id=ME,
                tool="HCR-20",
                version="V3",
                on=date("2026-09-01"),
                rater="Dr Ewa Nkosi",
                establishment=UNIT,
                judgements="In words.",
                has_formulation=True,
                valid_until=date("2027-09"),
            ),
        ),
        scores=(
            Score(
                id=urn("score"),
                participant_id=ME,
                measure="CORE-OM",
                version="1",
                value="1.4",
                lowest="0",
                highest="4",
                direction=Direction.LOWER_IS_BETTER,
                occasion=Occasion.POST,
                on=date("2024-06"),
                rater=Rater.SELF,
            ),
        ),
        voice=(
            VoiceEntry(
                id=urn("voice"),
                participant_id=ME,
                kind=VoiceKind.ACCOUNT,
                on=date("2026-11-18"),
                text="I did the work.\nRead it “before” you ask.",
                typed_by="Ann Lee",
                read_back=True,
                audiences=(Audience.SELF, Audience.PANEL),
            ),
        ),
        plan=plan(),
        omitted=("session notes",),
    )
