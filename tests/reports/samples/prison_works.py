"""Two pieces of work at the prison: one stopped by a transfer, one long ago and only reported."""

from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import (
    Accreditation,
    AccreditationStatus,
    DeliveryShape,
    Module,
    Range,
)
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.participant import Known, TherapyEnding
from registry.domain.product import Progress
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import ModuleMark, ModuleStanding
from registry.domain.staffing import Assignment, StaffRole
from tests.reports.samples.people import NURSE, STONE, on, uid
from tests.reports.samples.sessions import sessions

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
