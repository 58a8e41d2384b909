"""A continuity plan with every member that a line can have, and every choice that can be made of one."""

from dataclasses import replace

from registry.domain.ask import Answer
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.edition import Term
from registry.domain.line_kind import LineKind
from registry.domain.plan import BuildOn, Plan, PlanLine, ResumeAt, Trust
from registry.domain.product import Skill
from registry.domain.signature import Signature
from tests.documents.clinic import APPROVED
from tests.documents.record import THERAPIST, UNIT, date, plan, urn

# By its form a signature; whether one fits is looked at where somebody relies on it.
SIGNATURE = Signature(method=f"{UNIT.id}#z6MkExample", created=APPROVED, value="z" + "3" * 87)


def every_line() -> Plan:
    """Return the plan."""
    usual = plan()
    resume, ask = usual.lines
    assert ask.ask
    accepted = replace(
        _decision(Choice.ACCEPT, "Worth asking.", Discussed.AGREES),
        ask=replace(ask.ask, owner="Ann Lee", by=date("2026-12-20"), since=date("2026-11-20")),
    )
    answer = Answer(
        of="the prison",
        words="It was never given.",
        on=date("2026-12-01"),
        evidence="letter of 1 December",
        recorded_by=THERAPIST,
    )
    return replace(
        usual,
        lines=(
            replace(resume, earlier_decision=_unwanted()),
            replace(ask, decision=accepted, answers=(answer,)),
            _recognised(),
            _put_off(),
            replace(_put_off(), key="violence/not-wanted/1", kind=LineKind.MAINTAIN, decision=_unwanted(), skills=()),
            _questioned(),
        ),
    )


def _decision(choice: Choice, reason: str, discussed: Discussed, words: str | None = None) -> Decision:
    again = date("2027-03") if choice is Choice.DEFER else None
    return Decision(
        choice=choice,
        reason=reason,
        by=THERAPIST,
        on=date("2026-11-02"),
        discussed=discussed,
        discussed_words=words,
        again=again,
    )


def _unwanted() -> Decision:
    return Decision(
        choice=Choice.CHANGE,
        reason="It is her choice.",
        by=THERAPIST,
        on=date("2026-11-03"),
        discussed=Discussed.DISAGREES,
        words_left_out=True,
        changed_to=LineKind.NOT_WANTED,
        again=date("2027-05"),
    )


def _recognised() -> PlanLine:
    basis = "Seen at every session by the whole team."
    return PlanLine(
        key="violence/not-available/1",
        kind=LineKind.NOT_AVAILABLE,
        need="violence",
        title="Going on",
        rule="not-here",
        reason="Nobody gives it here.",
        confidence=Trust.OWN,
        would_change="Somebody who gives it.",
        work=(urn("work 0"),),
        who_could=("Rowan House",),
        who_is_asked="Dr Ewa Nkosi",
        due=date("2027"),
        resume=ResumeAt(
            as_delivered_at="Alder Clinic",
            ways_to_join=("From module 2.",),
            open_goals=("Walk away from a dispute.",),
            read_first="The formulation.",
            opened_not_closed="The account of 2019.",
            helps_after="A walk.",
            recommended="Finish it.",
            refresh=("Pausing",),
        ),
        decision=replace(_decision(Choice.RECOGNISE, basis, Discussed.NOT_YET, "She was away."), signature=SIGNATURE),
    )


def _put_off() -> PlanLine:
    return PlanLine(
        key="violence/build-on/1",
        kind=LineKind.BUILD_ON,
        need="violence",
        title="Booster sessions",
        rule="overlap",
        reason="Part of it is covered.",
        confidence=Trust.REPORTED,
        would_change="Another judgement.",
        words="“Not this winter.”",
        also_for=("substance-use",),
        skills=(Skill(skill="Pausing"),),
        build_on=BuildOn(
            needs_covered=("violence",),
            judged_by="Dr Ewa Nkosi",
            basis="Saw it.",
            bridge=(Term(theirs="old me", common="earlier pattern"),),
            what_is_new="Going on.",
        ),
        decision=_decision(Choice.DEFER, "After the winter.", Discussed.AGREES, "In spring."),
    )


def _questioned() -> PlanLine:
    """A line that somebody made a question of: what is asked stands in the decision alone."""
    ask = plan().lines[1].ask
    decision = replace(_unwanted(), changed_to=LineKind.ASK_FIRST, again=None, ask=ask)
    return replace(_recognised(), key="violence/not-available/2", decision=decision)
