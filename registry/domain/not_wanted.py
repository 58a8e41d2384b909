"""Whether a referral goes against what the participant said: *not wanted now*, of the work or of all it is for."""

from collections.abc import Mapping

from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.plan import SAID_NOT_NOW, Decision, LineKind, Plan, PlanLine


def not_wanted(
    plan: Plan, in_force: Mapping[str, NeedRecord], programme_id: str, aims: tuple[str, ...]
) -> tuple[str, PlanLine] | None:
    """Return what the participant said, in one sentence, and the line that says so; or None.

    `in_force` are the records in force by need, `aims` the needs that the work is for. Where the person wants one of
    the judged needs worked on, nothing stops: the plan says beside it what they said of the others.
    """
    for line in plan.lines:
        if line.programme_id == programme_id and programme_id:
            if line.stands_as is LineKind.NOT_WANTED:
                return _said(line), line
            earlier = None if line.decision else line.earlier_decision
            if earlier is not None and earlier.changed_to is LineKind.NOT_WANTED:
                return _decided(line, earlier), line
    judged = [in_force[need] for need in aims if need in in_force and in_force[need].standing is not NeedStanding.MET]
    if not judged or any(one.choice is None for one in judged):
        return None
    lines = [line for line in plan.lines if line.rule in SAID_NOT_NOW and line.need in {one.need for one in judged}]
    if not lines or any(line.stands_as is not LineKind.NOT_WANTED for line in lines):
        return None
    return _said(lines[0]), lines[0]


def wanted_again(line: PlanLine) -> str:
    """Return how it is decided on this line that the participant wants the work now.

    A line that was worked out as something else, and only decided to be *not wanted now*, is accepted as worked out.
    """
    if line.kind is not LineKind.NOT_WANTED:
        return "--choice accept"
    return f"--choice change --to {LineKind.RESUME if line.work else LineKind.START}"


def _said(line: PlanLine) -> str:
    if line.decision is not None and line.decision.changed_to is LineKind.NOT_WANTED:
        return _decided(line, line.decision)
    return f"{line.reason}{f' In their words: “{line.words}”' if line.words else ''}"


def _decided(line: PlanLine, decision: Decision) -> str:
    words = f": “{decision.discussed_words}”" if decision.discussed_words else ""
    again = f" To be asked again on {decision.again.words}." if decision.again else ""
    return f"{line.title} is not wanted now ({decision.by.name}, {decision.on.words}){words}.{again}"
