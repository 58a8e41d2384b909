"""The plan that travels: the plan as it stands here, without the lines that its reader may not see."""

from dataclasses import replace
from functools import partial

from registry.domain.addressing import Purpose
from registry.domain.continuity_cautions import UNTRIED_NOT_KNOWN
from registry.domain.history import History
from registry.domain.plan import Plan, PlanLine
from registry.domain.profiles import offence_travels, trauma_travels
from registry.services.plan_ground import Ground, ground_of
from registry.services.plans import plan_from
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


def travelling_plan(
    sitting: Sitting,
    uow: UnitOfWork,
    history: History,
    selected: History,
    purpose: Purpose,
    *,
    trauma_agreed: bool = False,
    capped: bool = False,
    ground: Ground | None = None,
) -> Plan:
    """Return what of the plan for `history` a reader for `purpose` may see, told from the `selected` part of it alone.

    Where something stays behind, a line travels only when the plan here says the same of the same thing, and when it
    would read alike if what may not be spoken of were not offered: a line that another offer, a decision or withheld
    work stands behind is left out whole, never told otherwise. Nor is the caution about the offence itself told where
    nothing may be told of it: that the participant is not convicted stands at the head. `capped` and `ground` as in
    `plan_from`.
    """
    trauma = trauma_travels(purpose, agreed=trauma_agreed)
    offences = offence_travels(purpose, untried=history.participant.untried)
    received = uow.imports.beside_work(history.participant.id)
    ground = ground or ground_of(sitting, uow)
    plan = partial(plan_from, sitting, uow, capped=capped, ground=ground, received=received)
    told = plan(selected)
    if trauma and offences:
        return told
    here = {_said(line) for line in plan(history).lines}
    unspoken = plan(selected, with_trauma=trauma, with_offences=offences)
    kept = [line for line in told.lines if _said(line) in here and line in unspoken.lines]
    return replace(told, lines=tuple(kept if offences else map(_without_the_offence, kept)))


def _without_the_offence(line: PlanLine) -> PlanLine:
    return replace(line, cautions=tuple(one for one in line.cautions if one != UNTRIED_NOT_KNOWN))


def _said(line: PlanLine) -> tuple[str, str, str, str | None]:
    return line.key, line.kind, line.stands_as, line.programme_id
