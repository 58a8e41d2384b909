"""What became of a plan when the record changed: decisions carried on, lines that differ, decisions that are touched.

A decision stays with a line that has the same key and says the same kind of thing. What is asked keeps the date it
was first given. A decision on a line that is now another is kept in sight as an earlier one and changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from registry.domain.ask import Ask
from registry.domain.continuity_rules import WORK_RULES
from registry.domain.dates import PartialDate
from registry.domain.decision import Decision
from registry.domain.line_kind import LineKind
from registry.domain.plan import Evidence, Plan, PlanLine, ResumeAt
from registry.domain.quoting import quoted

# Lines whose date is the next start that the unit gives.
_STARTS = (LineKind.START, LineKind.BUILD_ON)
# The rules that decide what is made of a piece of work; the others stand beside it or speak of a need.
_MAIN = frozenset(rule.code for rule in WORK_RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """One line that is new, gone or says something else, in what, and the decision that this touches."""

    was: PlanLine | None = None
    now: PlanLine | None = None
    what: tuple[str, ...]
    touches: Decision | None = None

    @property
    def line(self) -> PlanLine:
        """The line as it is, else as it was."""
        line = self.now or self.was
        assert line is not None, "a change is of something"
        return line


def carry_on(plan: Plan, before: Plan | None) -> Plan:
    """Return a plan made anew with the decisions, answers and dates of the newest one before it."""
    if before is None:
        return plan
    same = {(line.key, line.kind): line for line in before.lines}
    other = {_about(line): line for line in before.lines if line.decision or line.earlier_decision}
    kept = {(line.key, line.kind) for line in plan.lines}
    taken_up = _taken_up([line for line in other.values() if (line.key, line.kind) not in kept], plan.lines)
    lines = []
    for line in plan.lines:
        was = same.get((line.key, line.kind))
        if was is not None:
            lines.append(_carried(line, was, before.made_on))
            continue
        then = other.get(_about(line))
        then = taken_up.get(line.key) if then is None or (then.key, then.kind) in kept else then
        then = then or _unwanted_before(line, other.values(), kept)
        if then is not None:
            line = replace(line, earlier_decision=then.decision or then.earlier_decision)
        lines.append(line)
    return replace(plan, lines=tuple(lines))


def changes(before: Plan, after: Plan) -> tuple[LineChange, ...]:
    """Return what differs between two plans of one participant, in the order of the later one; what is gone comes last.

    Dates that only move with the day are no change.
    """
    old = {line.key: line for line in before.lines}
    new = {line.key for line in after.lines}
    gone = {_about(line): line for line in before.lines if line.key not in new}
    abouts = {_about(line) for line in after.lines}
    taken_up = _taken_up([line for about, line in gone.items() if about not in abouts], after.lines)
    found = []
    for line in after.lines:
        was = old.get(line.key) or gone.pop(_about(line), None)
        if was is None and line.key in taken_up:
            was = gone.pop(_about(taken_up[line.key]), None)
        if was is None:
            found.append(LineChange(now=line, what=(f"New: {line.kind.words}.",)))
        elif what := tuple(_differences(was, line)):
            found.append(LineChange(was=was, now=line, what=what, touches=was.decision))
    found += [LineChange(was=line, what=("No longer in the plan.",), touches=line.decision) for line in gone.values()]
    return tuple(found)


def touched(now: Plan, versions: Sequence[Plan]) -> tuple[LineChange, ...]:
    """Return each decision in force, or overtaken, whose line says something else than when it was taken.

    `versions` are all plans that were kept, oldest first.
    """
    found = []
    for line in now.lines:
        decision = line.decision or line.earlier_decision
        then = as_decided(line, decision, versions) if decision else None
        if then is not None and (what := tuple(_differences(then, line))):
            found.append(LineChange(was=then, now=line, what=what, touches=decision))
    went = decided_and_gone(now, versions)
    found += [LineChange(was=line, what=("No longer in the plan.",), touches=line.decision) for line in went]
    return tuple(found)


def decided_and_gone(now: Plan, versions: Sequence[Plan]) -> tuple[PlanLine, ...]:
    """Return each line that left the plan with somebody's decision on it, as it last stood, the first to go first.

    A plan is kept anew when a document is withdrawn: what went then is not in the newest version. A line whose record
    is gone stays among them until somebody decides on it again; another one until the next decision is taken.
    """
    last = last_decided(versions)
    standing = {line.decision or line.earlier_decision for line in now.lines}
    decided = {_about(line) for line in now.lines if line.decision}
    known = {record for line in now.lines for record in line.work}
    found: dict[Decision, PlanLine] = {}
    recent = False
    for plan, later in zip(versions, [*versions[1:], now], strict=True):
        recent = recent or plan is last
        there = set() if later is now else {_about(line) for line in later.lines}
        for line in plan.lines:
            if line.decision is None or line.decision in standing or _about(line) in {*there, *decided}:
                continue
            if recent or (line.work and known.isdisjoint(line.work)):
                found[line.decision] = line
    return tuple(found.values())


def last_decided(versions: Sequence[Plan]) -> Plan | None:
    """Return the newest plan in which somebody decided or noted an answer; the oldest where nobody has; or None."""
    for earlier, later in zip(reversed(versions[:-1]), reversed(versions[1:]), strict=True):
        if _taken(later) - _taken(earlier):
            return later
    return versions[0] if versions else None


def _carried(line: PlanLine, was: PlanLine, before: PartialDate) -> PlanLine:
    asked = _asked(line.ask, was.ask, before)
    waits = line.kind is LineKind.NOT_AVAILABLE
    return replace(
        line,
        decision=was.decision,
        # What another unit passed on stands first; what was noted here since stays.
        answers=tuple(dict.fromkeys((*line.answers, *was.answers))),
        earlier_decision=was.earlier_decision,
        ask=asked,
        due=was.due if waits else line.due,
    )


def _asked(now: Ask | None, was: Ask | None, before: PartialDate) -> Ask | None:
    """Return the question with the date it was first given, owed since then at the latest; who owes it may change."""
    if now is None or was is None or now.question != was.question:
        return now
    end_rule = now.end_rule.replace(now.by.words, was.by.words)
    return replace(now, by=was.by, end_rule=end_rule, since=was.since or now.since or before)


def _unwanted_before(
    line: PlanLine, decided: Iterable[PlanLine], kept: Collection[tuple[str, LineKind]]
) -> PlanLine | None:
    """Return the line on which the participant said *not now* to something else for the same need, which is no longer
    offered: another programme in its place does not make that unsaid.
    """
    if line.kind is not LineKind.START:
        return None
    for then in decided:
        said = then.decision or then.earlier_decision
        gone = (then.key, then.kind) not in kept and then.need == line.need and not then.work
        if gone and said is not None and said.changed_to is LineKind.NOT_WANTED:
            return then
    return None


def _about(line: PlanLine) -> str:
    """What a line is about, whatever rule wrote it: the key without the rule's code."""
    return line.key.removesuffix(f":{line.rule}")


def _taken_up(before: Sequence[PlanLine], after: Sequence[PlanLine]) -> dict[str, PlanLine]:
    """Return by its key each later line whose work is that of an earlier line under another key.

    Work with goals is named by its leading record, so a record that takes it up gives its line another key.
    """
    found: dict[str, PlanLine] = {}
    abouts = {_about(line) for line in before}
    for was in before:
        for line in after:
            if _about(line) not in abouts and _is_same_work(was, line):
                found.setdefault(line.key, was)
                break
    return found


def _is_same_work(was: PlanLine, now: PlanLine) -> bool:
    """Whether both lines are what was made of one piece of work, or both what the same rule said beside it."""
    mains = (was.rule in _MAIN, now.rule in _MAIN)
    alike = all(mains) or (was.rule == now.rule and not any(mains))
    return alike and was.programme_id == now.programme_id and bool({*was.work} & {*now.work})


def as_decided(line: PlanLine, decision: Decision, versions: Sequence[Plan]) -> PlanLine | None:
    """Return the line as it stood when the decision was taken, of all plans that were kept; None where none has it."""
    there = [then for plan in versions for then in plan.lines if then.decision == decision]
    same = (then for then in there if _about(then) == _about(line))
    return next(same, None) or next((then for then in there if _is_same_work(then, line)), next(iter(there), None))


def _taken(plan: Plan) -> set[object]:
    return {(line.key, taken) for line in plan.lines for taken in (line.decision, *line.answers) if taken}


def _differences(was: PlanLine, now: PlanLine) -> Iterator[str]:
    if was.title != now.title and was.programme_id != now.programme_id:
        yield f"It was about {was.title}."
    if was.kind is not now.kind:
        yield f"Was {was.kind.words}, is {now.kind.words}."
    elif was.rule != now.rule or was.reason != now.reason:
        yield f"The reason was: {was.reason}"
    yield from (f"New evidence: {one.what} ({one.source})." for one in now.evidence if one not in was.evidence)
    yield from (f"No longer evidence: {one.what} ({one.source})." for one in _gone(was, now))
    yield from (f"New caution: {one}" for one in now.cautions if one not in was.cautions)
    yield from (f"A caution that stood here before: {one}" for one in was.cautions if one not in now.cautions)
    yield from (f"New answer of {one.of}: {quoted(one.words)}" for one in now.answers if one not in was.answers)
    yield from _of_the_offer(was, now)
    if was.confidence is not now.confidence:
        yield f"Confidence was {was.confidence.words}, is {now.confidence.words}."


def _of_the_offer(was: PlanLine, now: PlanLine) -> Iterator[str]:
    """What this unit, or another, offers for a line otherwise than before."""
    before, after = was.resume or ResumeAt(), now.resume or ResumeAt()
    if was.kind is now.kind and before.ways_to_join != after.ways_to_join:
        ways = " ".join(one for one in after.ways_to_join if one not in before.ways_to_join) or "nothing new"
        gone = " ".join(one for one in before.ways_to_join if one not in after.ways_to_join)
        yield f"How one can join here is now: {ways}" + (f" No longer: {gone}" if gone else "")
    if was.kind is now.kind and now.kind in _STARTS and was.due != now.due:
        yield f"The next start here {_was_and_is(was.due, now.due)}"
    if was.who_could != now.who_could:
        yield f"Who could: {'; '.join(now.who_could) or 'nobody is asked any more'}."
    if was.build_on and now.build_on and was.build_on.what_is_new != now.build_on.what_is_new:
        yield f"What is new was: {was.build_on.what_is_new or 'nothing'}."


def _was_and_is(was: PartialDate | None, now: PartialDate | None) -> str:
    return f"was {was.words if was else 'not given'}, and is {now.words if now else 'not given'}."


def _gone(was: PlanLine, now: PlanLine) -> tuple[Evidence, ...]:
    return tuple(one for one in was.evidence if one not in now.evidence)
