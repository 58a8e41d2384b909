"""What an answer does to the line it stands on: it is quoted, it decides nothing, and it is never passed over.

An answer that came after the line was decided, otherwise than to ask, stands as a caution, and the decision is shown as
touched by it, whether it agrees with it or not: only a person reads that. An answer about trauma-processing or
offence-disclosure work keeps its words; where they name a session or a memory, nothing is taken up there.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from registry.domain.place_words import place_named
from registry.domain.plan import Answer, LineKind, Plan, PlanLine
from registry.domain.plan_changes import as_decided

_SINCE = "Answered since it was decided: "
_PLACE = "An answer names a place to go on at: "


def read_answers(plan: Plan, versions: Sequence[Plan], *, sensitive: Collection[str] = ()) -> Plan:
    """Return the plan with a caution for each answer that is read with care; what an earlier reading left is replaced.

    `versions` are the plans that were kept, oldest first. `sensitive` are the keys of lines about trauma-processing or
    offence-disclosure work.
    """
    return replace(plan, lines=tuple(_read(line, versions, line.key in sensitive) for line in plan.lines))


def is_of_an_answer(caution: str) -> bool:
    """Whether a caution is there because of an answer."""
    return caution.startswith((_SINCE, _PLACE))


def is_touched(line: PlanLine) -> bool:
    """Whether somebody answered after the line was decided, otherwise than to ask."""
    return any(one.startswith(_SINCE) for one in line.cautions)


def _read(line: PlanLine, versions: Sequence[Plan], sensitive: bool) -> PlanLine:
    kept = tuple(one for one in line.cautions if not is_of_an_answer(one))
    told = [_since_decided(line, one) for one in _new(line, versions)]
    if sensitive:
        told += [_of_a_place(one, place) for one in line.answers if (place := place_named(one.words))]
    return line if kept == line.cautions and not told else replace(line, cautions=(*kept, *dict.fromkeys(told)))


def _new(line: PlanLine, versions: Sequence[Plan]) -> tuple[Answer, ...]:
    if line.decision is None or not line.answers or line.stands_as is LineKind.ASK_FIRST:
        return ()
    then = as_decided(line, line.decision, versions)
    return tuple(one for one in line.answers if then is not None and one not in then.answers)


def _since_decided(line: PlanLine, answer: Answer) -> str:
    decided = line.decision
    assert decided is not None, "only then can an answer come later"
    return (
        f"{_SINCE}{answer.of} ({answer.on.words}). What {decided.by.name} decided on {decided.on.words} "
        f"({line.stands_as.words}) did not rest on it: read the answer, and decide again."
    )


def _of_a_place(answer: Answer, place: str) -> str:
    return (
        f"{_PLACE}{answer.of} says “{place}”. Nothing is taken up there: the participant chooses whether and when, and "
        "with whom."
    )
