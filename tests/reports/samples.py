"""Four pieces of work and the people they belong to. Everyone, every unit and every number is invented."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind, Series
from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.attestation import Attestation, Checkpoint, Signatory, UnitKey
from registry.domain.catalogue import CourseForm, Kind, Sensitivity
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition, LocalDefinition
from registry.domain.edition import (
    Accreditation,
    AccreditationStatus,
    Booster,
    CompletionDefinition,
    DeliveryShape,
    Module,
    Range,
    Term,
)
from registry.domain.goal import Goal, Reached, Review
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.needs import Choice, NeedRecord, NeedStanding, TargetNeed
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, Known, PersonName, Sex, TherapyEnding
from registry.domain.people import EstablishmentRef, Person, Tier
from registry.domain.placement import LegalStatus, Placement
from registry.domain.plan import (
    Ask,
    Decision,
    Discussed,
    Evidence,
    LineKind,
    Plan,
    PlanLine,
    ResumeAt,
    Trust,
)
from registry.domain.plan import Choice as Made
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind, SessionRecord
from registry.domain.staffing import Assignment, StaffRole
from registry.domain.summary import (
    CatalogueAsKnown,
    Comparison,
    ReleaseRef,
    Statement,
    Subject,
    SubjectParticipant,
    TransferSummary,
)
from registry.domain.voice import Agreement, Audience, Shown, VoiceEntry, VoiceKind

MADE = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
DIGEST = "7d3f09ac51b2e8c466f01a9d3b7ec2d58841f6a39c0b27de5f14b09ae36cd872"
WORDS = ("harbour", "lantern", "meadow", "quartz")
DATA = b'{"type":["VerifiableCredential","TransferSummary"]}'

_count = 0


def uid() -> str:
    global _count
    _count += 1
    return f"urn:uuid:00000000-0000-4000-8000-{_count:012x}"


def on(text: str) -> PartialDate:
    return PartialDate(text)


def needs() -> dict[str, TargetNeed]:
    path = Path(__file__).parents[2] / "registry" / "catalogue" / "needs.json"
    return {row["id"]: TargetNeed(**row) for row in json.loads(path.read_text("utf-8"))["needs"]}


ALDER = EstablishmentRef(id=uid(), name="Alder Clinic", tier=Tier.MEDIUM)
STONE = EstablishmentRef(id=uid(), name="HMP Stonebridge", tier=Tier.PRISON)
UNIT = Issuer(id=ALDER.id, name=ALDER.name, tier=ALDER.tier, contact="01632 960 111")
ANWEN = Person(id=uid(), name="Dr Anwen Ștefănescu", profession="forensic psychologist", registration="PYL012345")
LUKASZ = Person(id=uid(), name="Dr Jadwiga Wójcik", profession="consultant psychologist", registration="PYL067890")
NURSE = Person(id=uid(), name="Femi Adébáyò", profession="nurse facilitator", registration="NMC19A0042E")
SIAN_ID, ZOLC_ID = uid(), uid()

SIAN = SubjectParticipant(
    id=SIAN_ID,
    communication=CommunicationNeeds(hearing="aid in the left ear", format_wanted="large print"),
    name=PersonName(family="Ó Súilleabháin", given="Siân"),
    born=on("1984-03-01"),
    sex=Sex.FEMALE,
    nhs_number=NhsNumber("9990000018"),
    prison_number=PrisonNumber("A1234BC"),
)
ZOLC = SubjectParticipant(
    id=ZOLC_ID,
    communication=CommunicationNeeds(language="Polish and English", what_helps="written summary after each session"),
    name=PersonName(family="Żółć", given="Łukasz"),
    known_as="Luke",
    born=on("1979-11-30"),
    sex=Sex.MALE,
    nhs_number=NhsNumber("9990000123"),
    prison_number=PrisonNumber("A9876ZX"),
    local_number=LocalNumber("AC-20417"),
)


def sessions(
    first: str,
    number: int,
    *,
    kind: SessionKind = SessionKind.GROUP,
    modules: tuple[tuple[str, int], ...] = (),
    away: dict[int, AbsenceReason] | None = None,
    part: dict[int, AbsenceReason] | None = None,
    unmarked: tuple[int, ...] = (),
    minutes: int | None = None,
    every: int = 7,
) -> tuple[SessionRecord, ...]:
    """`number` sessions from `first`; modules as (id, how many); exceptions by the session's place, from 1."""
    places = [(module, place) for module, many in modules for place in range(1, many + 1)] or [
        (None, place) for place in range(1, number + 1)
    ]
    made = []
    for place in range(1, number + 1):
        module, within = places[place - 1]
        absence = (away or {}).get(place) or (part or {}).get(place)
        attended = Attended.FULL
        if place in (away or {}):
            attended = Attended.NO
        elif place in (part or {}):
            attended = Attended.PART
        elif place in unmarked:
            attended = Attended.UNMARKED
        day = on(first).first + timedelta(days=every * (place - 1))
        made.append(
            SessionRecord(
                id=uid(),
                on=PartialDate.of(day),
                kind=kind,
                module=module,
                number=within,
                attended=attended,
                minutes=minutes if attended in (Attended.FULL, Attended.PART) else None,
                absence=absence,
            )
        )
    return tuple(made)


def goal(text: str, staff: str, own: str, reached: Reached = Reached.REACHED) -> Goal:
    review = Review(on=on("2025-02-03"), reached=reached, by=LUKASZ.name, words=staff, participant_answer=own)
    return Goal(id=uid(), text=text, set_on=on("2024-03-04"), need="offence-understanding", reviews=(review,))


def index_offence(owner: str) -> Intervention:
    """(a) Index-offence work, one to one, four agreed goals, 26 sessions."""
    return Intervention(
        id=uid(),
        participant_id=owner,
        title="Index-offence work",
        establishment=ALDER,
        edition_id="INDEX-OFFENCE/local",
        delivery=Delivery.INDIVIDUAL,
        state=State.CLOSED,
        referred=on("2024-01-22"),
        started=on("2024-03-04"),
        needs=("offence-understanding", "emotion-regulation"),
        adjustments=("sessions of 40 minutes", "pictures and a timeline"),
        setting="a quiet room on Birch Ward",
        state_at_the_time="settled; medication unchanged throughout",
        staff=(Assignment(person=ANWEN, role=StaffRole.THERAPIST),),
        sessions=sessions(
            "2024-03-11",
            26,
            kind=SessionKind.INDIVIDUAL,
            away={7: AbsenceReason.UNWELL, 19: AbsenceReason.NO_ESCORT},
            minutes=40,
            every=12,
        ),
        goals=(
            goal("Tell the story of the day in order", "Told in full, unprompted.", "I can say it without leaving."),
            goal("Name three early warning signs", "Named five.", "Sleep, shouting, staying in."),
            goal("Say who was harmed and how", "Wrote a letter not sent.", "I think of his mother."),
            goal("Plan for a row at home", "Partly worked through.", "I need more practice.", Reached.PARTLY),
        ),
        progress=(
            Progress(
                need="offence-understanding",
                on=on("2025-02-03"),
                by=ANWEN.name,
                learnt="Links shame, alcohol and the row that came before.",
                seen_in_sessions="Stays in the room when the account is hard.",
                seen_outside="Left two arguments on the ward",
                seen_outside_by="ward nurses, December 2024",
                not_yet_shown="Has not met a disagreement at home.",
            ),
        ),
        products=(
            Product(
                id=uid(),
                kind=ProductKind.FORMULATION,
                title="What led to the day",
                on=on("2024-11-18"),
                made_with="the participant, a key nurse and Dr Ștefănescu",
                agreed=Agreed.YES,
                kept_where="Alder Clinic psychology file, part 2",
                may_be_seen_by="treating teams",
            ),
        ),
        skills=(
            Skill(
                skill="Step out and count",
                cue="hands go cold",
                participant_words="walk first, talk after",
                supported_by="key nurse",
                early_signs="pacing, skipped meals",
            ),
        ),
        closure=Closure(
            on=on("2025-02-10"),
            outcome=Outcome.COMPLETED,
            closed_by=ANWEN.name,
            judged_by=LUKASZ,
            judged_on=on("2025-02-03"),
            definition="Every goal answered by a named person and by the participant",
            left_to_do="Practise the plan for a row at home",
            ended=TherapyEnding.PLANNED,
            helped=YesNoNotAsked.YES,
            treated_fairly=YesNoNotAsked.YES,
            asked_what_was_done=YesNoNotAsked.NO,
        ),
        recommended="Two meetings with the community team to hand the plan over.",
    )


def index_offence_edition() -> DescribedEdition:
    return DescribedEdition(
        programme_id="INDEX-OFFENCE",
        edition_id="INDEX-OFFENCE/local",
        title="Index-offence work",
        activity="One-to-one sessions",
        kind=Kind.TREATMENT,
        form=CourseForm.GOALS,
        sensitivity=Sensitivity.OFFENCE_DISCLOSURE,
        needs=("offence-understanding",),
        discusses_offence=Known.YES,
        accreditation=Accreditation(status=AccreditationStatus.NEVER),
    )


_LMV = (
    ("resilience", "Barriers to change, optimism and resilience", 6),
    ("emotion", "Emotional acceptance and regulation", 26),
    ("past", "How I got here", 14),
    ("thinking", "Information processing and aggression", 43),
    ("consequences", "Consequences for self and others", 27),
    ("skills", "Interpersonal skills", 13),
    ("future", "Working towards the future", 24),
)


def lmv(owner: str) -> tuple[Intervention, DescribedEdition]:
    """(b) LMV-E completed against the unit's own definition."""
    local = LocalDefinition(
        id=uid(),
        edition_id="LMVE/undated",
        establishment=ALDER,
        modules=tuple(
            Module(id=code, title=title, required=Known.YES, sessions=Range(least=many, most=many))
            for code, title, many in _LMV
        ),
        group_minutes=Range(least=120, most=120),
        completion=CompletionDefinition(
            text="All seven modules, at most eighteen sessions missed, and the final account presented to the team.",
            judged_by="the treatment manager with the responsible clinician",
        ),
        booster=Booster(title="Follow-up group, six sessions", months=12),
        signed_off_by=LUKASZ,
        signed_off_on=on("2022-09-01"),
    )
    edition = DescribedEdition(
        programme_id="LMVE",
        edition_id="LMVE/undated",
        title="Life Minus Violence - Enhanced",
        activity="Group work on living without violence",
        kind=Kind.TREATMENT,
        form=CourseForm.PROGRAMME,
        needs=("violence", "anger", "attitudes"),
        discusses_offence=Known.YES,
        shape=DeliveryShape(id="group", title="Group", group=Range(least=125), weeks=Range(least=43, most=52)),
        accreditation=Accreditation(status=AccreditationStatus.NOT_KNOWN),
        glossary=(Term(theirs="Good Life wheel", common="goals for living"),),
        local=local,
    )
    away = dict.fromkeys((12, 13, 55, 90), AbsenceReason.NO_STAFF)
    away |= dict.fromkeys((31, 32, 33), AbsenceReason.UNWELL)
    away |= {70: AbsenceReason.LEGAL_VISIT, 101: AbsenceReason.CHOSE_NOT_TO}
    work = Intervention(
        id=uid(),
        participant_id=owner,
        title="Life Minus Violence - Enhanced",
        establishment=ALDER,
        edition_id="LMVE/undated",
        local_definition_id=local.id,
        delivery=Delivery.GROUP,
        state=State.CLOSED,
        referred=on("2022-08"),
        started=on("2022-10-03"),
        needs=("violence", "anger", "attitudes"),
        staff=(
            Assignment(person=LUKASZ, role=StaffRole.THERAPIST),
            Assignment(person=NURSE, role=StaffRole.THERAPIST),
        ),
        sessions=sessions(
            "2022-10-03",
            153,
            modules=tuple((code, many) for code, _, many in _LMV),
            away=away,
            part={44: AbsenceReason.APPOINTMENT},
            unmarked=(60, 61),
            minutes=120,
            every=2,
        ),
        marks=tuple(
            ModuleMark(module=code, standing=ModuleStanding.DONE, on=on("2023-08-21"), by=LUKASZ.name)
            for code, _, _ in _LMV
        ),
        progress=(
            Progress(
                need="violence",
                on=on("2023-08-21"),
                by=NURSE.name,
                learnt="Knows the steps from slight to blow.",
                seen_in_sessions="Practised turning down a challenge.",
                not_yet_shown="Not tested with strangers.",
            ),
        ),
        closure=Closure(
            on=on("2023-08-28"),
            outcome=Outcome.COMPLETED,
            closed_by=NURSE.name,
            judged_by=LUKASZ,
            judged_on=on("2023-08-28"),
            definition="Alder Clinic's own, September 2022",
        ),
    )
    return work, edition


_KAIZEN = (
    ("start", "Getting going", 10),
    ("self", "Managing myself", 20),
    ("life", "Managing life's problems", 20),
    ("others", "Healthy relationships", 18),
)


def kaizen(owner: str) -> tuple[Intervention, DescribedEdition]:
    """(c) Kaizen, stopped part-way by a transfer."""
    edition = DescribedEdition(
        programme_id="KAIZEN-GV",
        edition_id="KAIZEN-GV/2017",
        title="Kaizen: general violence",
        activity="Group work on living well",
        kind=Kind.TREATMENT,
        form=CourseForm.PROGRAMME,
        needs=("violence", "impulsivity"),
        discusses_offence=Known.NO,
        shape=DeliveryShape(
            id="mixed",
            title="Group and one to one",
            group=Range(least=68, most=68),
            individual=Range(least=11, most=11),
        ),
        modules=tuple(
            Module(id=code, title=title, sessions=Range(least=many, most=many)) for code, title, many in _KAIZEN
        ),
        accreditation=Accreditation(status=AccreditationStatus.ACCREDITED, body="CSAAP", since=on("2017")),
    )
    work = Intervention(
        id=uid(),
        participant_id=owner,
        title="Kaizen: general violence",
        establishment=STONE,
        edition_id="KAIZEN-GV/2017",
        delivery=Delivery.MIXED,
        state=State.CLOSED,
        referred=on("2021-02"),
        started=on("2021-06-07"),
        needs=("violence", "impulsivity"),
        staff=(Assignment(person=NURSE, role=StaffRole.THERAPIST),),
        sessions=sessions(
            "2021-06-07",
            44,
            modules=_modules_of(_KAIZEN),
            away={
                9: AbsenceReason.INCIDENT,
                10: AbsenceReason.INCIDENT,
                22: AbsenceReason.NO_STAFF,
                38: AbsenceReason.COURT,
            },
            unmarked=(30,),
            every=3,
        ),
        marks=(
            ModuleMark(module="start", standing=ModuleStanding.DONE, on=on("2021-07-20"), by=NURSE.name),
            ModuleMark(module="self", standing=ModuleStanding.DONE, on=on("2021-09-14"), by=NURSE.name),
        ),
        progress=(
            Progress(
                need="violence",
                on=on("2021-10-14"),
                by=NURSE.name,
                seen_in_sessions="Speaks up early when wound up.",
                seen_outside="Asked to move cell before an argument grew",
                seen_outside_by="wing officer",
            ),
        ),
        closure=Closure(
            on=on("2021-10-15"),
            outcome=Outcome.TRANSFERRED,
            closed_by=NURSE.name,
            reason=StopReason.TRANSFERRED,
            reason_note="Moved at two days' notice.",
            participant_reason="They moved me. I wanted to finish.",
            left_to_do="35 sessions, from Managing life's problems",
            ended=TherapyEnding.NO_GOODBYE,
        ),
    )
    return work, edition


def _modules_of(rows: tuple[tuple[str, str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((code, many) for code, _, many in rows)


def sotp(owner: str) -> tuple[Intervention, DescribedEdition]:
    """(d) Core SOTP, completed long ago, withdrawn since, known only from what the prison reported."""
    edition = DescribedEdition(
        programme_id="SOTP-CORE",
        edition_id="SOTP-CORE/undated",
        title="Core Sex Offender Treatment Programme",
        activity="Group work",
        kind=Kind.TREATMENT,
        form=CourseForm.PROGRAMME,
        needs=("sexual-offending",),
        discusses_offence=Known.YES,
        accreditation=Accreditation(status=AccreditationStatus.ACCREDITED, body="CSAAP", until=on("2017-04")),
    )
    work = Intervention(
        id=uid(),
        participant_id=owner,
        title="Core Sex Offender Treatment Programme",
        establishment=STONE,
        edition_id="SOTP-CORE/undated",
        delivery=Delivery.GROUP,
        state=State.CLOSED,
        started=on("2009"),
        needs=("sexual-offending",),
        closure=Closure(on=on("2010-05"), outcome=Outcome.COMPLETED, closed_by=STONE.name, recorded=Recorded.REPORTED),
        recorded=Recorded.REPORTED,
    )
    return work, edition


def evidence(work: Intervention, what: str) -> Evidence:
    return Evidence(record=work.id, what=what, source=work.establishment.name, on=work.delivered_on, trust=Trust.OWN)


def line(kind: LineKind, need: str, work: Intervention, reason: str, **more: object) -> PlanLine:
    return PlanLine(
        key=f"{need}/{kind}/{work.id[-4:]}",
        kind=kind,
        need=need,
        title=work.title,
        rule=f"{kind}",
        reason=reason,
        evidence=(evidence(work, "the closing record"),),
        confidence=Trust.OWN,
        would_change="A dated judgement by a named clinician.",
        work=(work.id,),
        **more,  # type: ignore[arg-type]
    )


def credit(work: Intervention) -> PlanLine:
    decision = Decision(
        choice=Made.ACCEPT,
        reason="Seen and agreed in supervision.",
        by=LUKASZ,
        on=on("2026-11-12"),
        discussed=Discussed.DISAGREES,
        discussed_words="I would like a certificate.",
    )
    return line(LineKind.CREDIT, work.needs[0], work, "Completed by its written definition.", decision=decision)


def resume(work: Intervention) -> PlanLine:
    return line(
        LineKind.RESUME,
        work.needs[0],
        work,
        "Stopped by a transfer and by nothing else.",
        resume=ResumeAt(module="life", module_title="Managing life's problems", session=15, dose_left="35 sessions"),
        due=on("2027-02"),
        cautions=("The group he left has ended",),
    )


def ask(work: Intervention) -> PlanLine:
    return line(
        LineKind.ASK_FIRST,
        work.needs[0],
        work,
        "Completed by report; nobody here has seen the record.",
        ask=Ask(
            question="Which sessions, and who judged it complete?",
            whom=("HMP Stonebridge", "the participant"),
            owner=ANWEN.name,
            by=on("2027-01-15"),
            end_rule="After 60 days without an answer it is recognised, or said to be unknown.",
        ),
    )


def voice(owner: str) -> tuple[VoiceEntry, ...]:
    panel = (Audience.SELF, Audience.TREATING_TEAMS, Audience.PANEL)
    return (
        VoiceEntry(
            id=uid(),
            participant_id=owner,
            kind=VoiceKind.ACCOUNT,
            on=on("2026-11-02"),
            text="I did the work. Please read what I wrote before you ask me again.",
            typed_by=NURSE.name,
            read_back=True,
            audiences=panel,
        ),
        VoiceEntry(
            id=uid(),
            participant_id=owner,
            kind=VoiceKind.DISPUTES,
            on=on("2026-11-03"),
            text="I was not late in May. The bus was.",
            typed_by=NURSE.name,
            audiences=panel,
            staff_comment="The register of 6 May says 20 minutes late.",
        ),
        VoiceEntry(
            id=uid(),
            participant_id=owner,
            kind=VoiceKind.HOPE,
            on=on("2026-11-04"),
            text="This is for my team only.",
            typed_by=NURSE.name,
        ),
    )


def placements(owner: str) -> tuple[Placement, ...]:
    return (
        Placement(
            id=uid(),
            participant_id=owner,
            establishment=STONE,
            since=on("2008-09"),
            until=on("2021-10-15"),
            legal=(LegalStatus(code="sentenced", since=on("2008-09"), until=on("2021-10-15")),),
            recorded=Recorded.REPORTED,
        ),
        Placement(
            id=uid(),
            participant_id=owner,
            establishment=ALDER,
            since=on("2021-10-15"),
            legal=(LegalStatus(code="15", since=on("2021-10-15")),),
        ),
    )


def scores(owner: str) -> tuple[Score, ...]:
    rows = (
        ("pre", "2022-09-26", "41", Rater.SELF),
        ("post", "2023-08-28", "28.5", Rater.SELF),
        ("post", "2023-08-28", "30", Rater.STAFF),
    )
    return tuple(
        Score(
            id=uid(),
            participant_id=owner,
            measure="Ward Anger Scale",
            version="2.1",
            value=value,
            lowest="0",
            highest="60",
            direction=Direction.LOWER_IS_BETTER,
            occasion=Occasion(when),
            on=on(day),
            rater=rater,
            rated_by=NURSE.name if rater is Rater.STAFF else None,
        )
        for when, day, value, rater in rows
    )


def statement_of_sian() -> Statement:
    return Statement(
        in_short=(
            "Siân has finished the work on her offence that she agreed to in 2024.",
            "One goal, a plan for rows at home, is partly reached.",
            "What is left can be done by a community team.",
        ),
        knowledge_of_case="Has met Siân weekly since March 2024.",
    )


def statement() -> Statement:
    return Statement(
        in_short=(
            "Luke has completed the work on violence and on his offence that this clinic offers.",
            "Kaizen stopped when prison moved him here, not by his choice.",
            "What is left can be done in prison or in the community.",
        ),
        knowledge_of_case="Has met Luke weekly since March 2024 and read the whole file.",
        read_with_care=(
            "Two sessions in 2022 were not marked by the service.",
            "The 2010 programme is known from a prison letter only.",
        ),
        comparisons=(
            Comparison(
                work="LMV-E",
                beside="Kaizen",
                judgement="Covers the same skills at greater length.",
                by=LUKASZ.name,
                on=on("2026-10-01"),
            ),
        ),
    )


def subject(person: SubjectParticipant, works: tuple[Intervention, ...], lines: tuple[PlanLine, ...]) -> Subject:
    return Subject(
        participant=person,
        statement=statement() if person is ZOLC else statement_of_sian(),
        placements=placements(person.id),
        needs=(
            NeedRecord(
                id=uid(),
                participant_id=person.id,
                need="alcohol",
                standing=NeedStanding.PRESENT,
                on=on("2026-09-09"),
                by=ANWEN.name,
                establishment=ALDER,
                choice=Choice(words="Not before the hearing.", on=on("2026-09-10"), ask_again=on("2027-03")),
            ),
        ),
        interventions=works,
        assessments=(
            Assessment(
                id=uid(),
                participant_id=person.id,
                tool="HCR-20",
                version="V3",
                on=on("2026-05-05"),
                rater=ANWEN.words,
                establishment=ALDER,
                judgements="Case priority: moderate. Two scenarios written with him.",
                has_formulation=True,
                valid_until=on("2027-05-05"),
            ),
        ),
        scores=scores(person.id),
        voice=voice(person.id),
        plan=Plan(participant_id=person.id, establishment=ALDER, made_on=on("2026-11-12"), lines=lines),
        omitted=("First two weeks: not part of this profile.", "Consent and sharing: not part of this profile."),
    )


def signed(
    what: Subject, editions: tuple[DescribedEdition, ...], purpose: Purpose = Purpose.PAROLE_BOARD
) -> TransferSummary:
    return TransferSummary(
        id=uid(),
        issuer=UNIT,
        valid_from=MADE,
        series=Series(id=uid(), version=1),
        recipient=Recipient(kind=RecipientKind.BOARD, name="Parole Board"),
        purpose=purpose,
        attestation=Attestation(
            author=Signatory.of(ANWEN),
            approver=Signatory.of(LUKASZ, "z6MkPerson"),
            unit=UnitKey(key="z6MkUnit"),
            shown=Shown(
                on=on("2026-11-10"),
                format="large print",
                answer=Agreement.AGREES_IN_PART,
                words="Fine but for May.",
                by=NURSE.name,
            ),
        ),
        catalogue=CatalogueAsKnown(release=ReleaseRef(id=uid(), version="2026.11", digest="0" * 64), editions=editions),
        checkpoint=Checkpoint(origin="alder", size=7, root="r", key="k", signature="s"),
        subject=what,
    )


def example(which: str) -> TransferSummary:
    """One of a, b, c, d, or `full` with all four."""
    person = SIAN if which == "a" else ZOLC
    owner = person.id
    offence = (index_offence(owner), index_offence_edition())
    made = {"a": offence, "b": lmv(owner), "c": kaizen(owner), "d": sotp(owner)}
    lines = {"a": credit, "b": credit, "c": resume, "d": ask}
    chosen = "abcd" if which == "full" else which
    works = tuple(made[each][0] for each in chosen)
    return signed(
        subject(person, works, tuple(lines[each](made[each][0]) for each in chosen)),
        tuple(made[each][1] for each in chosen),
    )


def bare() -> TransferSummary:
    """The least that can be signed: no work, no statement, no plan."""
    summary = example("a")
    return replace(summary, subject=Subject(participant=SIAN))


def first_weeks() -> FirstTwoWeeks:
    return FirstTwoWeeks(settles="a quiet room", upsets="being asked to tell it again")
