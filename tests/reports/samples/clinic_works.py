"""Two pieces of work at the clinic: one with agreed goals, one completed by its definition."""

from registry.domain.catalogue import CourseForm, Kind, Sensitivity
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
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
from registry.domain.goal import Reached
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.participant import Known, TherapyEnding
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.reasons import AbsenceReason
from registry.domain.session import ModuleMark, ModuleStanding, SessionKind
from registry.domain.staffing import Assignment, StaffRole
from tests.reports.samples.people import ALDER, ANWEN, LUKASZ, NURSE, on, uid
from tests.reports.samples.sessions import goal, sessions


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
                may_be_seen_by="treating teams and the panel",
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
