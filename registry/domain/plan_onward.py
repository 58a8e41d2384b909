"""What an earlier unit planned, and what the record says came of it: for whoever receives the person next.

Nothing here is judged. A plan's line is laid beside the records that bear on it and came after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.domain.continuity_words import stated
from registry.domain.history import History, Work
from registry.domain.plan import LineKind, Plan, PlanLine, Trust


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


# What somebody was to do. What already stood, and what was only to be kept up, is no plan for later.
_TO_DO = (
    LineKind.RESUME,
    LineKind.BUILD_ON,
    LineKind.MAINTAIN,
    LineKind.START,
    LineKind.NOT_AVAILABLE,
    LineKind.ASK_FIRST,
    LineKind.NOT_WANTED,
)


def came_of(plans: Iterable[ForeignPlan], history: History) -> tuple[CameOfIt, ...]:
    """Return each line of earlier plans that somebody was to act on, with what came since; oldest plan first."""
    found = []
    for foreign in sorted(plans, key=lambda one: one.plan.made_on.first):
        for line in foreign.plan.lines:
            if line.stands_as in _TO_DO:
                what = (
                    *_answers(line),
                    *(_since(work) for work in history.work if _bears_on(work, line, foreign.plan)),
                )
                found.append(
                    CameOfIt(
                        line=line,
                        planned_at=foreign.issuer,
                        planned_on=foreign.plan.made_on.words,
                        what=what or ("Nothing is on record since.",),
                    )
                )
    return tuple(found)


def _answers(line: PlanLine) -> tuple[str, ...]:
    return tuple(f"{one.of} answered on {one.on.words}: {one.words}" for one in line.answers)


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
    return f"{work.edition.title if work.edition else record.title} at {record.establishment.name}: {stated(work)}{on}."
