"""Lines of a plan about a piece of work."""

from registry.domain.intervention import Intervention
from registry.domain.plan import (
    Ask,
    Decision,
    Discussed,
    Evidence,
    LineKind,
    PlanLine,
    ResumeAt,
    Trust,
)
from registry.domain.plan import Choice as Made
from tests.reports.samples.people import ANWEN, LUKASZ, on


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
