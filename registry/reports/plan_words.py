"""Lines of a plan as words: what remains, what would be repetition, and the details of one line."""

from collections.abc import Iterator, Mapping
from typing import Final

from registry.domain.ask import PARTICIPANT
from registry.domain.continuity_words import joined
from registry.domain.dates import PartialDate
from registry.domain.edition import Term
from registry.domain.history import Origin
from registry.domain.needs import TargetNeed, need_label
from registry.domain.plan import (
    BEGINS_AGAIN,
    NO_REPEAT,
    WANTED,
    Ask,
    Decision,
    Discussed,
    Evidence,
    LineKind,
    Plan,
    PlanLine,
    Trust,
)
from registry.domain.plan_answers import is_touched
from registry.domain.quoting import WORDS_LEFT_OUT, quoted
from registry.domain.reasons import StopReason
from registry.domain.risk_words import in_their_name
from registry.domain.room_for_words import in_room
from registry.domain.text import number_of
from registry.domain.wording import capital, dated, month_words, said, sentence
from registry.reports.parole_order import needs_in_order
from registry.reports.source import Source

REMAINING: Final = (
    LineKind.RESUME,
    LineKind.BUILD_ON,
    LineKind.MAINTAIN,
    LineKind.START,
    LineKind.NOT_AVAILABLE,
    LineKind.ASK_FIRST,
    LineKind.NOT_WANTED,
)
DONE: Final = (LineKind.CREDIT, LineKind.RECOGNISED)

NOT_TAKEN_UP: Final = "nobody has taken it up yet"

# What the date of a line is, where it is no due date.
_DATE: Final = {
    LineKind.START: "Next start",
    LineKind.BUILD_ON: "Next start",
    LineKind.NOT_WANTED: "Ask again",
    LineKind.NOT_AVAILABLE: "Answer by",
}

_CHOICE: Final = {
    "accept": "accepted",
    "change": "changed",
    "recognise": "recognised",
    "defer": "put off",
}


def remains(source: Source, plan: Plan, *, most: int = 60, terse: bool = False, at: bool = True) -> tuple[str, ...]:
    """Return what remains, where and when, one sentence a line; lines of which the same is to be said share one.

    What it is stands whole where `most` words have room for it; who is to answer, where and when stands always. Without
    `at` it does not say from where in the work it goes on. They stand in the order of the table: what a board asks of
    first stands first, so that it is the last to be cut for room.
    """
    told: dict[tuple[LineKind, str], list[str]] = {}
    for line in _in_order(source, plan):
        point = _resume_at(line) if at else ""
        what = f"{line.title}, {point}" if point else line.title
        told.setdefault((line.stands_as, _on_it(source, plan, line, terse)), []).append(what)
    about = (
        (kind, joined(in_room(dict.fromkeys(what), most, "work named inside")), on_it)
        for (kind, on_it), what in told.items()
    )
    left = _left(source, plan)
    here = f"{plan.establishment.name}{f', which they left in {month_words(left)}' if left else ''}"
    return tuple(f"{capital(kind_words(kind, here))}: {what}{on_it}." for kind, what, on_it in about)


def _in_order(source: Source, plan: Plan) -> list[PlanLine]:
    """Lines that remain by the needs they are for, in the order of the table; of one need by their kind."""
    places = {need: place for place, need in enumerate(needs_in_order(source))}

    def place(line: PlanLine) -> tuple[int, int]:
        of_needs = (places.get(need, len(places)) for need in (line.need, *line.also_for))
        return min(of_needs), REMAINING.index(line.stands_as)

    return sorted((line for line in plan.lines if line.stands_as in REMAINING), key=place)


def kind_words(kind: LineKind, here: str) -> str:
    """Return what a line is, for a reader anywhere: what is not available *here* names the unit that made the plan."""
    return f"not available at {here}" if kind is LineKind.NOT_AVAILABLE else kind.words


def repetition(plan: Plan) -> tuple[str, ...]:
    """Return the titles of work whose repeat would be repetition."""
    return tuple(dict.fromkeys(line.title for line in plan.lines if line.stands_as in DONE))


def not_repeated_meanwhile(plan: Plan) -> tuple[str, ...]:
    """Return the titles of work that is over and asked about: nothing of it is repeated before there is an answer."""
    asked = (line for line in plan.lines if line.stands_as is LineKind.ASK_FIRST and line.work)
    return tuple(dict.fromkeys(line.title for line in asked if line.meanwhile == NO_REPEAT))


def not_advised(plan: Plan | None, need: str) -> bool:
    """Whether a line of the plan says that work on the need is not advised, and none says that anything remains."""
    lines = [line for line in plan.lines if need in (line.need, *line.also_for)] if plan else []
    kinds = {line.stands_as for line in lines}
    return LineKind.NOT_ADVISED in kinds and kinds.isdisjoint(REMAINING)


def date_words(line: PlanLine) -> str:
    """Return what the line's date is and the date; blank where there is none, or the reason has told it."""
    if line.due is None or line.due.words in line.reason:
        return ""
    return f"{_DATE.get(line.stands_as, 'Due')} {line.due.words}."


def _on_it(source: Source, plan: Plan, line: PlanLine, terse: bool) -> str:
    """What is said of a line that remains, after its title: who is to answer, or where and when it is taken up."""
    by = f" by {line.due.words}" if line.due else ""
    if line.stands_as is LineKind.ASK_FIRST and line.question:
        return f"; {_asking(source, plan, line, line.question, terse)}"
    if line.stands_as is LineKind.NOT_WANTED:
        if line.due and line.due.certainly_before(plan.made_on):
            return f"; to be asked again now (due since {line.due.words})"
        return f"; to be asked again {dated(line.due)}" if line.due else ""
    if line.stands_as is LineKind.NOT_AVAILABLE:
        # A name with something said of it, after a comma, ends in one.
        comma = "," if line.could and "," in line.could[-1] else ""
        could = f"{joined(line.could)}{comma} could" if line.could else "no unit is noted that could"
        who = (
            f"{line.who_is_asked} is to answer{by}"
            if line.who_is_asked
            else f"nobody is asked yet{by and f', due{by}'}"
        )
        who += _moved(source, plan)
        return f"; {who}" if terse else f"; {could}; {who}"
    stays = _stays(source, plan, line)
    if line.due and line.due.certainly_before(plan.made_on):
        # What a line maintains is done and would be repetition: what was due is its follow-up.
        what = "its follow-up" if line.stands_as is LineKind.MAINTAIN else "the next step"
        where, unsettled = (f" at {plan.establishment.name}", "") if stays else ("", "; where is not settled")
        return f"; {what}{where} was due {line.due.words}, and is not recorded as done{unsettled}"
    when = f"due {line.due.words}" if line.due else "no date set"
    if stays:
        return f"; at {plan.establishment.name}, {when}"
    return f"; where is not settled, {when}" if line.due else "; where and when are not settled"


def _asking(source: Source, plan: Plan, line: PlanLine, ask: Ask, terse: bool) -> str:
    """Who owns an open question, whom they are to ask, who has answered and whether anybody has taken it up."""
    named = {PARTICIPANT: source.name}
    answered = {answer.of for answer in line.answers}
    waiting = tuple(who for who in ask.whom if who not in answered)
    # Where room is short the participant, who is always asked, goes unnamed beside others.
    left = tuple(who for who in waiting if not terse or who != PARTICIPANT) or waiting
    whom = joined(tuple(named.get(who, who) for who in left))
    asks = "asks" if line.is_taken_up else "to ask"
    whether = " whether it is wanted" if line.rule == WANTED else ""
    how = f"{asks} {whom}{whether} by" if terse else f"is to ask {whom}{whether}, with answers by"
    told = [f"{ask.owner} {how} {ask.by.words}" if left else f"{ask.owner} decides"]
    if answered:
        told.append(f"answered by {joined(tuple(named.get(who, who) for who in dict.fromkeys(_answerers(line))))}")
    if left and not terse and not line.is_taken_up:
        told.append(NOT_TAKEN_UP)
    if moved := "" if terse else _moved(source, plan).removeprefix("; "):
        told.append(moved)
    told.append(line.meanwhile + ("" if terse else " meanwhile"))
    return "; ".join(told)


def _answerers(line: PlanLine) -> Iterator[str]:
    return (answer.of for answer in sorted(line.answers, key=lambda one: one.on.first))


def _moved(source: Source, plan: Plan) -> str:
    """That somebody who left is answered for elsewhere; by whom, the plan of the unit they left does not say."""
    now = source.placement_now
    if now is not None and now.establishment.id != plan.establishment.id:
        return f"; who answers at {now.establishment.name} is not recorded"
    return "; who answers where they are now is not recorded" if _left(source, plan) else ""


def _left(source: Source, plan: Plan) -> PartialDate | None:
    """When they left the unit that made the plan."""
    return source.left_on(plan.establishment.id)


def owed_words(source: Source, plan: Plan, line: PlanLine) -> str:
    """Return who owes an answer or the asking of a question, whom and by when; blank for any other line."""
    if line.stands_as not in (LineKind.ASK_FIRST, LineKind.NOT_AVAILABLE):
        return ""
    return sentence(_on_it(source, plan, line, terse=False).removeprefix("; "))


def _stays(source: Source, plan: Plan, line: PlanLine) -> bool:
    """Whether the unit that made the plan is where the line is taken up: not once they moved, or the work ended because
    they did.
    """
    here, now = plan.establishment.id, source.placement_now
    ends = [work.closure for work in source.works if work.id in line.work and work.establishment.id == here]
    left = any(
        end.reason is StopReason.TRANSFERRED and not (now and end.on.certainly_before(now.since)) for end in ends if end
    )
    return not left and (now is None or now.establishment.id == here)


def _resume_at(line: PlanLine) -> str:
    point = line.resume
    if point is None:
        return ""
    words = []
    if point.module_title:
        words.append(f"from {point.module_title}" + (f", session {point.session}" if point.session else ""))
    if point.open_goals:
        words.append(number_of(len(point.open_goals), "open goal"))
    return "; ".join(words)


def line_facts(line: PlanLine, needs: Mapping[str, TargetNeed], here: str) -> tuple[tuple[str, str], ...]:
    """Return the details of a line as labelled values, in the order a clinician asks for them; none is blank.

    `here` names the unit that made the plan, for a reader anywhere.
    """
    return tuple((label, value) for label, text in _facts(line, needs, here) if (value := said(text)))


def _facts(line: PlanLine, needs: Mapping[str, TargetNeed], here: str) -> Iterator[tuple[str, str | None]]:
    if line.words:
        yield their_words(line, line.words)
    yield "Also for", joined(tuple(need_label(needs, need) for need in line.also_for))
    if line.due:
        yield _DATE.get(line.kind, "Due"), line.due.words
    yield from _resume_facts(line)
    if line.build_on:
        built = line.build_on
        yield "Covers", joined(tuple(need_label(needs, need) for need in built.needs_covered))
        yield "May be skipped", joined(built.skip_modules)
        yield "Judged by", f"{built.judged_by}: {built.basis}"
        yield "Bridging words", terms_words(built.bridge)
        yield "What is new", built.what_is_new
    yield from _question_facts(line)
    for skill in line.skills:
        parts = (skill.cue and f"cue: {skill.cue}", skill.supported_by and f"supported by {skill.supported_by}")
        signs = skill.early_signs and f"early signs: {skill.early_signs}"
        words = skill.participant_words and f"in their words: “{skill.participant_words}”"
        yield "Skill", "; ".join(part for part in (skill.skill, *parts, signs, words) if part)
    yield "Who could", joined(line.who_could)
    yield "Who is asked", line.who_is_asked
    yield "Evidence", "; ".join(evidence_words(one, here) for one in line.evidence) or "none on record"
    yield "Cautions", " ".join(map(sentence, (*line.cautions, *_on_the_decision(line)))) or "none"
    yield "Confidence", confidence_words(line.confidence, here)
    yield "Would change it", _would_change(line)
    touched = " An answer has come since: read it, and decide again." if is_touched(line) else ""
    yield "Decision", f"{decision_words(line.decision)}{touched}"
    if line.earlier_decision:
        earlier = decision_words(line.earlier_decision)
        yield "Decided before", f"{earlier} The record has changed since: decide again."


def their_words(line: PlanLine, words: str) -> tuple[str, str]:
    """Return what the words on a line are and the words: why somebody left is told as that, with its day."""
    if line.rule != WANTED:
        return "In their words", quoted(words)
    left = next((f" ({one.on.words})" for one in line.evidence if one.on), "")
    return "Why it ended, in their words", f"{quoted(words)}{left}"


def _question_facts(line: PlanLine) -> Iterator[tuple[str, str | None]]:
    """The question while it is open, that it was asked once it is decided, and every answer, oldest first."""
    ask = line.question
    if ask and line.stands_as is LineKind.ASK_FIRST:
        yield "Question", ask.question
        yield "Asked of", joined(ask.whom)
        yield "Who asks", f"{ask.owner}, by {ask.by.words}{_owed(line, ask)}"
        yield "If no answer", ask.end_rule
        yield "Meanwhile", sentence(line.meanwhile)
    elif ask:
        yield "Was asked", f"{ask.question} Of {joined(ask.whom)}."
    whom = ask.whom if ask else ()
    answers = sorted(line.answers, key=lambda one: one.on.first)
    for number, answer in enumerate(answers, 1):
        which = f"Answer {number} of {len(answers)}" if len(answers) > 1 else "Answer"
        rests = f" Rests on: {answer.evidence}." if answer.evidence else ""
        unasked = "" if answer.of in whom else "; not one of those asked here"
        by = f"{answer.of}{unasked}, {answer.on.words}; written down by {answer.recorded_by.name}"
        yield which, f"“{answer.words}” ({by}).{rests}"


def _owed(line: PlanLine, ask: Ask) -> str:
    """Since when the asking is owed, and by whom while nobody has taken it up."""
    since = f"; owed since {ask.since.words}" if ask.since else ""
    return since if line.is_taken_up else f"{since}; {NOT_TAKEN_UP}"


def _would_change(line: PlanLine) -> str:
    """What would change a line as it stands: what recognised it is no longer waited for."""
    if line.stands_as is LineKind.RECOGNISED:
        return "A later dated judgement of a named clinician, or a record that says otherwise."
    return line.would_change


def _on_the_decision(line: PlanLine) -> tuple[str, ...]:
    """What is read with care because of what somebody decided, beside the cautions of the record itself."""
    if line.decision is None:
        return ()
    by = line.decision.by.name
    if line.stands_as is LineKind.RECOGNISED:
        disagrees = line.decision.disagreement
        own = f"This is {by}'s own judgement and not credit: what the record says stands."
        return (own, disagrees) if disagrees else (own,)
    again = (BEGINS_AGAIN,) if line.begins_again else ()
    if line.kind is LineKind.CREDIT and line.stands_as is not LineKind.CREDIT:
        stands = f"{by} changed a credited line: the completed work stands, and no incident or recall alone undoes it."
        return (stands, *again)
    return again


def _resume_facts(line: PlanLine) -> Iterator[tuple[str, str | None]]:
    point = line.resume
    if point is None:
        return
    if point.module_title or point.module:
        session = f", session {point.session}" if point.session else ""
        # Nothing that is asked about is gone on with: it says only how far the work went.
        label = "Where it was" if line.stands_as is LineKind.ASK_FIRST else "Resume at"
        yield label, f"{point.module_title or point.module}{session}"
    yield "Dose left", point.dose_left
    yield "As delivered at", point.as_delivered_at
    yield "Ways to join", " ".join(map(sentence, point.ways_to_join))
    yield "Open goals", "; ".join(point.open_goals)
    yield "Read first", point.read_first
    yield "Opened, not closed", point.opened_not_closed
    yield "Helps after", point.helps_after
    yield "Words they know", terms_words(point.words_they_know)
    yield "To refresh", " ".join(map(sentence, point.refresh))
    yield "Recommended", point.recommended


def evidence_words(evidence: Evidence, here: str) -> str:
    """Return one piece of evidence: what, of which date, from whom, and how far it carries; `here` made the plan."""
    on = f"{evidence.on.words}; " if evidence.on else ""
    # *Reported* stands once: the confidence says it with more.
    said_twice = f"{Origin.REPORTED.by} " if evidence.trust is Trust.REPORTED else ""
    source = evidence.source.removeprefix(said_twice)
    carries = confidence_words(evidence.trust, here)
    if evidence.trust is Trust.OWN and source in (here, carries):
        return f"{evidence.what} ({on}{carries})"
    return f"{evidence.what} ({on}{source}; {carries})"


def confidence_words(trust: Trust, here: str) -> str:
    """Return how far a record carries, for a reader anywhere: what is *our own* to the unit `here` names the unit."""
    return f"{Origin.OWN.by} {here}" if trust is Trust.OWN else trust.words


def decision_words(decision: Decision | None) -> str:
    """Return the decision with who took it, when, why, and whether it was discussed with the participant."""
    if decision is None:
        return "not yet decided"
    changed = f" to {decision.changed_to.words}" if decision.changed_to else ""
    words = (
        f"{_CHOICE[decision.choice]}{changed} by {decision.by.words}, {decision.on.words}: "
        f"{sentence(in_their_name(decision.reason, decision.by.name))}"
    )
    words += f" To come back to {dated(decision.again)}." if decision.again else ""
    words += " Signed with their key." if decision.signature else ""
    return f"{words} Discussed with the participant: {_discussed(decision)}"


def _discussed(decision: Decision) -> str:
    said_so = said(decision.discussed_words)
    if decision.discussed is Discussed.NOT_YET:
        return f"not yet, because: “{said_so}”"
    if decision.words_left_out:
        return f"{decision.discussed.value}; {WORDS_LEFT_OUT}."
    return f"{decision.discussed.value}{f': “{said_so}”' if said_so else '.'}"


def terms_words(terms: tuple[Term, ...]) -> str:
    """Return a programme's words beside everyday ones, on one line; blank where there are none."""
    return "; ".join(f"{term.theirs} = {term.common}" for term in terms)
