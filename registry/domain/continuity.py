"""The continuity plan: what to credit, resume, build on, keep going, start, leave or ask, need by need.

Records are gathered into pieces of work (`continuity_case`), the table of rules decides on each piece and then on
each need that is left (`continuity_rules`), and the lines are ordered by need. `RULES` can be printed.

The plan is pure and deterministic. Completion is not evidence about risk, and no line says that it is.
"""

from registry.domain.continuity_case import STANDINGS, Case, Offer
from registry.domain.continuity_gathering import pieces_of
from registry.domain.continuity_open_need import asked_about_first, open_need
from registry.domain.continuity_rules import BESIDE_RULES, NEED_RULES, RULES, WORK_RULES, Rule
from registry.domain.dates import PartialDate
from registry.domain.needs import NO_NEED
from registry.domain.plan import LineKind, Plan, PlanLine

__all__ = ["RULES", "Case", "Offer", "Rule", "make_plan"]

_KINDS = {kind: place for place, kind in enumerate(LineKind)}


def make_plan(case: Case) -> Plan:
    """Return the plan for one participant at one unit on one day. The same case always gives the same plan."""
    pieces = pieces_of(case.history.work)
    lines: list[PlanLine] = []
    for piece in pieces:
        decided = next(rule for rule in WORK_RULES if rule.when(case, piece))
        lines += decided.lines(case, piece, decided.code)
        for beside in BESIDE_RULES:
            if (not beside.after or decided.gives in beside.after) and beside.when(case, piece):
                lines += beside.lines(case, piece, beside.code)
    for need in asked_about_first(case):
        seen = open_need(case, need, pieces, tuple(lines))
        rule = next((rule for rule in NEED_RULES if rule.when(case, seen)), None)
        if rule is not None:
            lines += rule.lines(case, seen, rule.code)
    order = _order_of_needs(case, lines)
    return Plan(
        participant_id=case.history.participant.id,
        establishment=case.establishment,
        made_on=PartialDate.of(case.today),
        lines=tuple(sorted(lines, key=lambda line: (order[line.need], _KINDS[line.kind]))),
    )


def _order_of_needs(case: Case, lines: list[PlanLine]) -> dict[str, int]:
    """Outstanding, present and met needs as recorded, then needs that only the work speaks of."""
    recorded = [need for one in STANDINGS for need, record in case.in_force.items() if record.standing is one]
    spoken = [line.need for line in lines if line.need != NO_NEED]
    return {need: place for place, need in enumerate(dict.fromkeys((*recorded, *spoken, NO_NEED)))}
