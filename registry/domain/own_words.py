"""The participant's own words outside their voice: in needs, reviews, care packages, closures, skills and decisions.

Nobody chose audiences for them when they were written down, so they have the default ones: the participant, and
the teams that treat them. For every other reader they are left out. What stays is that something was said, where a
judgement rests on it: that a goal was answered, that something is not wanted now, that a line was discussed.

Words for a skill are what a team without any programme works with. They stay at the skill for readers to whom the
participant released the same words in their voice: `released` are these texts, and nothing goes that was not in them.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from registry.domain.ask import PARTICIPANT
from registry.domain.care_package import TargetOutcome
from registry.domain.closure import Closure
from registry.domain.decision import Decision, Discussed
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.plan import Plan, PlanLine
from registry.domain.product import Skill


def need_without_words(record: NeedRecord) -> NeedRecord:
    """Return a need record that says *not wanted now* without the words."""
    if record.choice is None:
        return record
    return replace(record, choice=replace(record.choice, words=None, words_left_out=True))


def work_without_words(record: Intervention, *, released: Collection[str] = ()) -> Intervention:
    """Return an intervention without the participant's answers, reason for stopping, words for skills, and texts."""
    return replace(
        record,
        goals=tuple(_goal(goal) for goal in record.goals),
        care_package=tuple(_outcome(outcome) for outcome in record.care_package),
        products=tuple(replace(product, text=None) for product in record.products),
        skills=tuple(_skill(skill, released) for skill in record.skills),
        closure=_closure(record.closure) if record.closure else None,
        reopenings=tuple(replace(one, closure=_closure(one.closure)) for one in record.reopenings),
    )


def plan_without_words(plan: Plan, *, released: Collection[str] = ()) -> Plan:
    """Return a plan whose lines and decisions do not quote the participant."""
    return replace(plan, lines=tuple(_line(line, released) for line in plan.lines))


def _goal(goal: Goal) -> Goal:
    return replace(goal, reviews=tuple(review.without_answer() for review in goal.reviews))


def _outcome(outcome: TargetOutcome) -> TargetOutcome:
    return replace(outcome, judgements=tuple(one.without_answer() for one in outcome.judgements))


def _closure(closure: Closure) -> Closure:
    return replace(closure, participant_reason=None)


def _skill(skill: Skill, released: Collection[str]) -> Skill:
    words = (skill.participant_words or "").strip()
    said = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return skill if words and any(map(said.search, released)) else replace(skill, participant_words=None)


def _line(line: PlanLine, released: Collection[str]) -> PlanLine:
    return replace(
        line,
        words=None,
        skills=tuple(_skill(skill, released) for skill in line.skills),
        decision=_decision(line.decision) if line.decision else None,
        earlier_decision=_decision(line.earlier_decision) if line.earlier_decision else None,
        answers=tuple(answer for answer in line.answers if answer.of != PARTICIPANT),
    )


def _decision(decision: Decision) -> Decision:
    # What stands beside *not yet discussed* is why, and the staff's.
    if decision.discussed is Discussed.NOT_YET:
        return decision
    # A signature over the words would fit no more; the document's own proofs stand for the decision.
    return replace(decision, discussed_words=None, words_left_out=True, signature=None)
