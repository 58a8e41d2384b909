"""One full example of everything the store keeps. All people are invented; numbers are from the test range."""

from datetime import UTC, datetime
from uuid import UUID

from registry.domain.access import Role
from registry.domain.addressing import Purpose, Recipient, RecipientKind, Series
from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.attestation import Checkpoint
from registry.domain.care_package import Met, OutcomeJudgement, TargetOutcome
from registry.domain.catalogue import CourseForm, Kind, OverlapJudgement, Programme, Strength
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition, LocalDefinition
from registry.domain.edition import Accreditation, AccreditationStatus, CompletionDefinition, Edition, Module, Range
from registry.domain.entry import ParticipantLink
from registry.domain.goal import Goal, Reached, Review
from registry.domain.group import Group
from registry.domain.identifiers import LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.judgements import OverlapWithdrawal
from registry.domain.local_entries import LocalMeasure, LocalProgramme
from registry.domain.measure import Measure, MeasureKind
from registry.domain.needs import Choice, NeedRecord, NeedStanding
from registry.domain.offer import Elsewhere, Offer
from registry.domain.participant import (
    AccountGiven,
    CommunicationNeeds,
    FirstTwoWeeks,
    Known,
    Participant,
    PersonName,
    Sex,
    TherapyEnding,
)
from registry.domain.people import CodeScheme, Establishment, EstablishmentCode, EstablishmentRef, Person, Tier
from registry.domain.placement import LegalStatus, Placement
from registry.domain.plan import LineKind, Plan, PlanLine, Trust
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.reasons import AbsenceReason
from registry.domain.refresher import Refresher
from registry.domain.repeat import RepeatStop
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind, SessionRecord
from registry.domain.staffing import Assignment, InTheRoom, StaffRole
from registry.domain.stored_documents import Direction as Way
from registry.domain.stored_documents import DocumentKind, Status, StoredDocument
from registry.domain.summary import CatalogueAsKnown, Draft, ReleaseRef, Statement, Subject, SubjectParticipant
from registry.domain.transfer import Transfer
from registry.domain.users import User
from registry.domain.voice import Audience, Sharing, VoiceEntry, VoiceKind

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def urn(number: int) -> str:
    return f"urn:uuid:{UUID(int=number)}"


def on(text: str) -> PartialDate:
    return PartialDate(text)


UNIT = Establishment(
    id=urn(1),
    name="Ashdown House",
    tier=Tier.MEDIUM,
    code=EstablishmentCode(scheme=CodeScheme.ODS, value="XX000"),
    contact="01632 960000",
)
CLINICIAN = Person(id=urn(2), name="Dr Ada Okafor", profession="forensic psychologist", registration="PYL00001")
PARTICIPANT = Participant(
    id=urn(10),
    name=PersonName(family="Ó Briain-Smythe", given="Zoltán"),
    born=on("1984-02-03"),
    sex=Sex.MALE,
    nhs_number=NhsNumber("9990000018"),
    prison_number=PrisonNumber("A1234BC"),
    local_number=LocalNumber("AH/0042"),
    known_as="Zoli",
    former_names=(PersonName(family="Kovács", given="Zoltán"),),
    aliases=(PersonName(family="Kis", given="Zoli"),),
    pnc_number=PncNumber("2099/0000001G"),
    communication=CommunicationNeeds(language="Hungarian", autism=Known.YES, what_helps="short sentences"),
    untried=True,
)
PLACEMENT = Placement(
    id=urn(20),
    participant_id=PARTICIPANT.id,
    establishment=UNIT.ref,
    since=on("2024-05"),
    legal=(LegalStatus(code="15", since=on("2024-05-01")),),
    recorded=Recorded.LATER,
)
NEED = NeedRecord(
    id=urn(30),
    participant_id=PARTICIPANT.id,
    need="emotion-regulation",
    standing=NeedStanding.PRESENT,
    on=on("2025-01-10"),
    by="Dr Ada Okafor",
    establishment=UNIT.ref,
    choice=Choice(words="Nem most.\nLater, please.", on=on("2025-01-10"), ask_again=on("2025-07")),
)
GROUP = Group(
    id=urn(500),
    name="Wednesday group, Żurawia ward",
    edition_id="KAIZEN-GV/2017",
    establishment=UNIT.ref,
    started=on("2025-01-08"),
)
SESSIONS = (
    SessionRecord(
        id=urn(41),
        on=on("2025-02-01"),
        kind=SessionKind.GROUP,
        module="M1",
        number=1,
        attended=Attended.FULL,
        minutes=90,
        staff=(InTheRoom(name="Dr Ada Okafor", profession="forensic psychologist", role=StaffRole.THERAPIST),),
    ),
    SessionRecord(
        id=urn(42),
        on=on("2025-02-08"),
        kind=SessionKind.GROUP,
        module="M1",
        number=2,
        attended=Attended.NO,
        absence=AbsenceReason.NO_ESCORT,
    ),
    SessionRecord(
        id=urn(43),
        on=on("2025-02-09"),
        kind=SessionKind.INDIVIDUAL,
        attended=Attended.PART,
        minutes=25,
        absence=AbsenceReason.UNWELL,
        catch_up=True,
        recorded=Recorded.LATER,
    ),
)
GOAL = Goal(
    id=urn(51),
    text="Notice the first sign of anger.",
    set_on=on("2025-01"),
    need="emotion-regulation",
    reviews=(
        Review(on=on("2025-03-01"), reached=Reached.PARTLY, by="Dr Ada Okafor", participant_answer="Néha — igen."),
    ),
)
PRODUCT = Product(
    id=urn(52),
    kind=ProductKind.FORMULATION,
    title="Shared formulation",
    on=on("2025-03-02"),
    made_with="Zoltán and Dr Okafor",
    agreed=Agreed.IN_PART,
    kept_where="unit record system",
    may_be_seen_by="treating teams",
)
OUTCOME = TargetOutcome(
    id=urn(55),
    text="Takes unescorted leave in the grounds.",
    commissioned_by="Northern provider collaborative",
    commissioned_on=on("2024-12"),
    need="emotion-regulation",
    judgements=(
        OutcomeJudgement(on=on("2025-04"), met=Met.IN_PART, by="Dr Ada Okafor", participant_answer="Majdnem."),
    ),
)
PROGRESS = Progress(
    need="emotion-regulation",
    on=on("2025-03-03"),
    by="Dr Ada Okafor",
    learnt="names four signs",
    seen_outside="left the day room when angry",
    seen_outside_by="ward staff",
)
INTERVENTION = Intervention(
    id=urn(40),
    participant_id=PARTICIPANT.id,
    title="Kaizen",
    establishment=UNIT.ref,
    edition_id="KAIZEN-GV/2017",
    shape_id="group",
    delivery=Delivery.GROUP,
    state=State.IN_PROGRESS,
    referred=on("2024-12"),
    started=on("2025-01-15"),
    needs=("emotion-regulation",),
    adjustments=("shorter sessions",),
    staff=(Assignment(person=CLINICIAN, role=StaffRole.THERAPIST, lead=True, since=on("2025-01-15")),),
    care_package=(OUTCOME,),
    sessions=SESSIONS,
    marks=(ModuleMark(module="M1", standing=ModuleStanding.PART, on=on("2025-02-10"), by="Dr Ada Okafor"),),
    goals=(GOAL,),
    progress=(PROGRESS,),
    products=(PRODUCT,),
    skills=(Skill(skill="time out", cue="hot face", participant_words="kimegyek"),),
    planned_sessions=68,
)
ANOTHER = Intervention(
    id=urn(60),
    participant_id=PARTICIPANT.id,
    title="Thinking skills",
    establishment=UNIT.ref,
    edition_id="TSP/2010",
    delivery=Delivery.GROUP,
    state=State.CLOSED,
    started=on("2019"),
    closure=Closure(
        on=on("2020-06"),
        outcome=Outcome.COMPLETED,
        closed_by="Dr Ada Okafor",
        judged_by=CLINICIAN,
        judged_on=on("2020-06-30"),
    ),
)
ASSESSMENT = Assessment(
    id=urn(70),
    participant_id=PARTICIPANT.id,
    tool="HCR-20",
    version="V3",
    on=on("2025-04-01"),
    rater="Dr Ada Okafor",
    establishment=UNIT.ref,
    judgements="Moderate need of management.",
    has_formulation=True,
    valid_until=on("2026-04-01"),
)
SCORE = Score(
    id=urn(71),
    participant_id=PARTICIPANT.id,
    measure="PHQ-9",
    version="1",
    value="12.5",
    lowest="0",
    highest="27",
    direction=Direction.LOWER_IS_BETTER,
    occasion=Occasion.PRE,
    on=on("2025-01-15"),
    rater=Rater.SELF,
)
VOICE = VoiceEntry(
    id=urn(80),
    participant_id=PARTICIPANT.id,
    kind=VoiceKind.ACCOUNT,
    on=on("2025-05-01"),
    text="  I did the work.\n\nNobody asked what I had done before. ",
    typed_by="Sam Peer",
    read_back=True,
    audiences=(Audience.SELF, Audience.TREATING_TEAMS, Audience.PANEL),
)
FIRST = FirstTwoWeeks(
    settles="Music in his room.",
    not_to_be_asked_again=(AccountGiven(what="the index offence", kept_where="report of May 2024"),),
    last_therapy_ended=TherapyEnding.PLANNED,
)
SHARING = Sharing(consents_to_treatment="yes, 1 March 2025", told_about_sharing="yes")
LOCAL = LocalDefinition(
    id=urn(90),
    edition_id="KAIZEN-GV/2017",
    establishment=UNIT.ref,
    modules=(Module(id="M1", title="Me now", required=Known.YES, sessions=Range(least=4, most=6)),),
    completion=CompletionDefinition(text="All modules done.", judged_by="treatment manager"),
    signed_off_by=CLINICIAN,
    signed_off_on=on("2025-01-01"),
)
LOCAL_PROGRAMME = LocalProgramme(
    programme=Programme(
        id=f"{UNIT.id}:WALK",
        title="Walking group",
        activity="Walks",
        owner=UNIT.name,
        kind=Kind.TREATMENT,
        form=CourseForm.OPEN_ENDED,
        editions=(Edition(id=f"{UNIT.id}:WALK/2025"),),
    ),
    establishment=UNIT.ref,
    signed_off_by=CLINICIAN,
    signed_off_on=on("2025-01-01"),
)
LOCAL_MEASURE = LocalMeasure(
    measure=Measure(id=f"{UNIT.id}:MOOD", title="Ward mood", kind=MeasureKind.SCORED),
    establishment=UNIT.ref,
    signed_off_by=CLINICIAN,
    signed_off_on=on("2025-01-01"),
)
OVERLAP = OverlapJudgement(
    id="TSP-over-BBR",
    covers="TSP",
    covered="BBR",
    needs=("thinking-skills",),
    strength=Strength.PARTIAL,
    basis="Read both manuals.",
    caution="Not for group members with acquired brain injury.",
    judged_by="Dr Ada Okafor",
    on=on("2025-02-02"),
)
WITHDRAWN_OVERLAP = OverlapWithdrawal(
    id=urn(95),
    judgement_id=OVERLAP.id,
    reason="Read the new manual.",
    withdrawn_by="Dr Ada Okafor",
    on=on("2025-03-02"),
)
OFFER = Offer(id=urn(91), edition_id="KAIZEN-GV/2017", shape_id="group", since=on("2025-01"))
LINK = ParticipantLink(id=urn(92), one=PARTICIPANT.id, other=urn(11), reason="Same NHS number, same birth date.")
DESCRIBED = DescribedEdition(
    programme_id="KAIZEN-GV",
    edition_id="KAIZEN-GV/2017",
    title="Kaizen",
    activity="a group course",
    kind=Kind.TREATMENT,
    form=CourseForm.PROGRAMME,
    accreditation=Accreditation(status=AccreditationStatus.ACCREDITED, since=on("2017")),
    local=LOCAL,
)
RELEASE = ReleaseRef(id=urn(95), version="2026.1", digest="ab" * 32)
PLAN = Plan(
    participant_id=PARTICIPANT.id,
    establishment=UNIT.ref,
    made_on=on("2026-03-01"),
    lines=(
        PlanLine(
            key="emotion-regulation:resume:40",
            kind=LineKind.RESUME,
            need="emotion-regulation",
            title="Kaizen",
            rule="resume",
            reason="Stopped part-way because of the move.",
            confidence=Trust.OWN,
            would_change="A clinician's judgement.",
            work=(INTERVENTION.id,),
        ),
    ),
)
USER = User(
    name="ada",
    person=CLINICIAN,
    roles=(Role.CLINICIAN, Role.SUPERVISOR),
    signing_key="z6MkvLz4X3dtTB4CFezhCzS7ANeabcu78Vwj3MnWCMdy2eV7",
    receiving_key="z6MkvLz4X3dtTB4CFezhCzS7ANeabcu78Vwj3MnWCMdy2eV7",
    seal_to="age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
)
CHECKPOINT = Checkpoint(
    origin="ashdown.example/audit", size=2, root="aGFzaA==", key="z6MkExample", signature="c2lnbmF0dXJl"
)


def document(
    number: int, *, version: int = 1, status: Status = Status.RECEIVED, series: int = 300, **changes: object
) -> StoredDocument:
    received = status is Status.RECEIVED
    members: dict[str, object] = {
        "id": urn(number),
        "kind": DocumentKind.TRANSFER_SUMMARY,
        "series_id": urn(series),
        "version": version,
        "participant_id": PARTICIPANT.id,
        "direction": Way.RECEIVED if received else Way.ISSUED,
        "status": status,
        "digest": f"{number:064x}",
        "issuer_id": urn(3),
        "issuer_name": "Birchwood Clinic",
        "purpose": Purpose.TRANSFER,
        "recipient_name": "Ashdown House",
        "at": NOW,
        "dated": on("2026-02-27"),
        "verdict": "TRUSTED" if received else None,
        "data": b'{"a": "\xc3\xa9"}\n',
        **changes,
    }
    return StoredDocument(**members)  # type: ignore[arg-type]


DRAFT = Draft(
    id=urn(400),
    series=Series(id=urn(401), version=1),
    purpose=Purpose.TRANSFER,
    recipient=Recipient(kind=RecipientKind.ESTABLISHMENT, id=urn(3), name="Birchwood Clinic"),
    author=CLINICIAN,
    catalogue=CatalogueAsKnown(release=RELEASE, editions=(DESCRIBED,)),
    subject=Subject(
        participant=SubjectParticipant.of(PARTICIPANT),
        first_two_weeks=FIRST,
        statement=Statement(in_short=("He has done half of the course.",), knowledge_of_case="Two years."),
        sharing=SHARING,
        placements=(PLACEMENT,),
        needs=(NEED,),
        interventions=(INTERVENTION, ANOTHER),
        assessments=(ASSESSMENT,),
        scores=(SCORE,),
        voice=(VOICE,),
        plan=PLAN,
    ),
    made=NOW,
)
ELSEWHERE = Elsewhere(
    id=urn(95), programme_id="LMVE", establishment=UNIT.ref, noted_by="Dr Ada Okafor", on=on("2026-01")
)
STOP = RepeatStop(id=urn(96), participant_id=PARTICIPANT.id, programme_id="LMVE", on=on("2026-01-02"), of=(urn(40),))
REFRESHER = Refresher(id=urn(97), participant_id=PARTICIPANT.id, programme_id="LMVE", asked_on=on("2026-01-02"))
TRANSFER = Transfer(
    id=urn(98),
    participant_id=PARTICIPANT.id,
    leaving=EstablishmentRef(id=urn(99), name="HMP Wexmoor", tier=Tier.PRISON),
    going_to=UNIT.ref,
    referred=on("2026-01-05"),
)
