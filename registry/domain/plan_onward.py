"""What an earlier unit planned, and what the record says came of it: for whoever receives the person next.

Nothing here is judged. A plan's line is laid beside the records that bear on it and came after it. What another unit
recognised stands on the line here as that unit's evidence, with the answers it was given: it is not recognised here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from registry.domain.continuity_words import stated
from registry.domain.history import History, Work
from registry.domain.plan import RECOGNISABLE, Answer, Evidence, LineKind, Plan, PlanLine, Trust
from registry.domain.risk_words import in_their_name
from registry.domain.text import MOST_LABEL
from registry.domain.wording import capital


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPlan:
    """A plan as it came in a document: whose it is and how far the document carries."""

    plan: Plan
    issuer: str
    document: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class CameOfIt:
    """One line of an earlier plan, where and when it was planned, and what is on record since."""

    line: PlanLine
    planned_at: str
    planned_on: str
    what: tuple[str, ...]


# What somebody was to do, or recognised. What already stood, and what was only to be kept up, is no plan for later.
_TO_DO = (
    LineKind.RECOGNISED,
    LineKind.RESUME,
    LineKind.BUILD_ON,
    LineKind.MAINTAIN,
    LineKind.START,
    LineKind.NOT_AVAILABLE,
    LineKind.ASK_FIRST,
    LineKind.NOT_WANTED,
)


def with_recognitions(plan: Plan, foreign: Iterable[ForeignPlan]) -> Plan:
    """Return the plan with what other units recognised of the same work, and the answers they were given, on its lines.

    A line keeps its kind: a recognition elsewhere is evidence, and nobody here has recognised anything by it.
    """
    newest: dict[str, ForeignPlan] = {}
    for one in sorted(foreign, key=lambda one: (one.plan.made_on.first, one.document)):
        if one.plan.establishment.id != plan.establishment.id:
            newest[one.plan.establishment.id] = one
    lines = list(plan.lines)
    for one in newest.values():
        for theirs in one.plan.lines:
            if theirs.stands_as is LineKind.RECOGNISED:
                lines = [_recognised_elsewhere(line, theirs, one) if _is_of(line, theirs) else line for line in lines]
    return replace(plan, lines=tuple(lines))


def _is_of(line: PlanLine, theirs: PlanLine) -> bool:
    same = line.programme_id == theirs.programme_id and bool({*line.work} & {*theirs.work})
    return same and line.kind in RECOGNISABLE


def _recognised_elsewhere(line: PlanLine, theirs: PlanLine, one: ForeignPlan) -> PlanLine:
    decision, where = theirs.decision, one.plan.establishment.name
    assert decision is not None, "nothing stands as recognised without a decision"
    what = f"{theirs.title}, recognised at {where} by {decision.by.words}: {' '.join(decision.reason.split())}"
    evidence = Evidence(record=one.document, what=_as_label(what), source=one.issuer, on=decision.on, trust=one.trust)
    answers = tuple(_passed_on(answer, one) for answer in theirs.answers) if line.question else ()
    answered = " Read the answers given there before anybody is asked again." if answers else ""
    return replace(
        line,
        reason=f"{line.reason} {where} recognised it on {decision.on.words} ({decision.by.words}).",
        evidence=(*line.evidence, evidence),
        cautions=(
            *line.cautions,
            f"Recognised at {where}, which is not credit and not yet recognised here.{answered}",
        ),
        answers=(*line.answers, *answers),
    )


def _passed_on(answer: Answer, one: ForeignPlan) -> Answer:
    rests = f"{answer.evidence}; passed" if answer.evidence else "passed"
    told = f"{rests} on by {one.plan.establishment.name} ({one.trust.words})"
    return replace(answer, evidence=_as_label(told))


def _as_label(text: str) -> str:
    return text if len(text) <= MOST_LABEL else f"{text[: MOST_LABEL - 1]}…"


def came_of(plans: Iterable[ForeignPlan], history: History) -> tuple[CameOfIt, ...]:
    """Return each line of earlier plans that somebody was to act on, with what came since; oldest plan first."""
    found = []
    for foreign in sorted(plans, key=lambda one: one.plan.made_on.first):
        for line in foreign.plan.lines:
            if line.stands_as in _TO_DO:
                since = (
                    *_answers(line),
                    *(_since(work) for work in history.work if _bears_on(work, line, foreign.plan)),
                )
                found.append(
                    CameOfIt(
                        line=line,
                        planned_at=foreign.issuer,
                        planned_on=foreign.plan.made_on.words,
                        what=(*_decided(line), *(since or ("Nothing is on record since.",))),
                    )
                )
    return tuple(found)


def _decided(line: PlanLine) -> tuple[str, ...]:
    """Return who decided the line and why, in one sentence; nothing where nobody did."""
    one = line.decision
    if one is None:
        return ()
    done = {"accept": "Accepted", "change": "Changed", "recognise": "Recognised", "defer": "Put off"}[one.choice]
    told = in_their_name(" ".join(one.reason.split()), one.by.name)
    return (f"{done} by {one.by.words}, {one.on.words}: {told.rstrip('.')}.",)


def _answers(line: PlanLine) -> tuple[str, ...]:
    return tuple(f"{capital(one.of)} answered on {one.on.words}: “{one.words}”" for one in line.answers)


def _bears_on(work: Work, line: PlanLine, plan: Plan) -> bool:
    """Whether a record speaks of the same programme and did not certainly end before the plan was made."""
    if line.programme_id is None or work.edition is None or work.edition.programme_id != line.programme_id:
        return False
    closure = work.intervention.closure
    return closure is None or not closure.on.certainly_before(plan.made_on)


def _since(work: Work) -> str:
    record = work.intervention
    when = record.closure.on if record.closure else record.started or record.referred
    on = f", {when.words}" if when else ""
    return f"{work.named} at {record.establishment.name}: {stated(work)}{on}."
