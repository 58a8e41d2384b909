"""What stands beside the work: words, stays, readings, statements, and a whole subject."""

from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.dates import Recorded
from registry.domain.intervention import Intervention
from registry.domain.needs import Choice, NeedRecord, NeedStanding
from registry.domain.placement import LegalStatus, Placement
from registry.domain.plan import (
    Plan,
    PlanLine,
)
from registry.domain.summary import (
    Comparison,
    Statement,
    Subject,
    SubjectParticipant,
)
from registry.domain.voice import Audience, VoiceEntry, VoiceKind
from tests.reports.samples.people import ALDER, ANWEN, LUKASZ, NURSE, STONE, ZOLC, on, uid


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
