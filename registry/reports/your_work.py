"""What is finished and not to be started again, and how their goals stand, told to the participant."""

from collections.abc import Iterator

from registry.domain.begun import never_began
from registry.domain.catalogue import Kind
from registry.domain.closure import Outcome
from registry.domain.dose import dose, standing
from registry.domain.goal import Reached
from registry.domain.intervention import Intervention
from registry.domain.line_kind import LineKind
from registry.domain.plan import PlanLine
from registry.domain.quoting import quoted, quoted_at_the_end
from registry.domain.session import ModuleStanding
from registry.domain.wording import dated, is_heard, said
from registry.reports.own_copy import Naming


def finished_words(naming: Naming) -> tuple[str, ...]:
    """Return what is finished, what counts by the plan, what was heard of as finished, and the parts that are done."""
    source = naming.source
    lines = source.subject.plan.lines if source.subject.plan else ()
    works = [work for work in source.works if not _is_setting(naming, work)]
    # Work that was only heard of is asked about: it is finished where the plan says that it counts.
    done = [work for work in works if work.outcome is Outcome.COMPLETED and not is_heard(work)]
    told = [f"{naming.work(work)}: finished {dated(work.closure.on)}." for work in done if work.closure]
    # What came with them from elsewhere is no work of this record: the plan says that it counts.
    ours = {work.id for work in source.works if not is_heard(work)}
    counts = [line for line in lines if line.stands_as in (LineKind.CREDIT, LineKind.RECOGNISED)]
    counted = [line for line in counts if ours.isdisjoint(line.work)]
    for line in counted:
        name = naming.line(line)
        if line.decision:
            told.append(f"{name}: what you did elsewhere counts here.")
        else:
            told.append(f"{name}: what you did elsewhere may count here. It is for us to decide, and not decided yet.")
    asked = [one for line in lines if line.stands_as is LineKind.ASK_FIRST for one in line.work]
    told_of = [work for work in naming.elsewhere if not _is_setting(naming, work)]
    for work in (*works, *told_of):
        if is_heard(work) and work.outcome is Outcome.COMPLETED and work.closure:
            if not any(work.id in line.work for line in counts):
                ask = " Nobody starts it again with you while we ask." if work.id in asked else ""
                told.append(f"{naming.work(work)}: we have heard that you finished it {dated(work.closure.on)}.{ask}")
        elif work.outcome is not Outcome.COMPLETED:
            told += _parts(naming, work)
    return tuple(dict.fromkeys(told))


def elsewhere_words(naming: Naming) -> tuple[str, ...]:
    """Return what they did elsewhere, shortly, as others told us: how often they came, and when it ended."""
    told = []
    for work in naming.elsewhere:
        if _is_setting(naming, work):
            continue
        begun = f", from {work.started.words}" if work.started else ""
        came = dose(work, None).received if work.sessions else 0
        many = f" You came to {came} session{'' if came == 1 else 's'}." if came else ""
        stood = f"It ended {dated(work.closure.on)}." if work.closure else "It had not ended when they wrote."
        if never_began(work):
            stood = "It had not begun when they wrote."
        if work.closure and work.closure.outcome is Outcome.COMPLETED:
            stood = f"You finished it {dated(work.closure.on)}."
        told.append(f"{naming.work(work)}{begun}:{many} {stood}")
    return tuple(dict.fromkeys(told))


def _is_setting(naming: Naming, work: Intervention) -> bool:
    edition = naming.edition(work)
    return edition is not None and edition.kind is Kind.SETTING


def _parts(naming: Naming, work: Intervention) -> Iterator[str]:
    """The parts that are done of work that is not: by name in a full copy, since names of parts may name the whole."""
    places = standing(work, naming.edition(work)).places
    parts = [place.module.title for place in places if place.standing is ModuleStanding.DONE]
    if not parts:
        return
    many = "one part of it is" if len(parts) == 1 else f"{len(parts)} parts of it are"
    yield f"{naming.work(work)}: {many} done{': ' + '; '.join(parts) if naming.is_full else ''}."


def given_words(naming: Naming) -> tuple[str, ...]:
    """Return what they gave an account of and are not to be asked for again: by name in a full copy alone."""
    weeks = naming.source.subject.first_two_weeks
    given = weeks.not_to_be_asked_again if weeks else ()
    if not naming.is_full:
        return ("You have told something already.",) if given else ()
    told = ((quoted_at_the_end(one.what), quoted_at_the_end(one.kept_where)) for one in given)
    return tuple(f"You have told this already: {what} Staff wrote where it is kept: {kept}" for what, kept in told)


def goal_words(naming: Naming) -> Iterator[str]:
    """Yield each answer that they gave when a goal was looked at, with the goal in a full copy: a goal tells much."""
    for work in naming.source.works:
        for goal in work.goals:
            for review in goal.reviews:
                if answer := naming.safe(review.participant_answer):
                    of = f"the goal {quoted(goal.text)}" if naming.is_full else "a goal that you agreed with us"
                    yield f"Of {of} you said: {quoted(answer)}"


def not_all_shown_words(naming: Naming) -> Iterator[str]:
    """Yield the goals that are not wholly reached, and what staff wrote was not yet shown, of each need the last: in a
    discreet copy only how many goals, since their texts tell much.
    """
    for work in naming.source.works:
        if not naming.is_full:
            yield from _goals_left(naming, work)
            continue
        for goal in work.goals:
            last = goal.latest
            if last and last.reached in (Reached.PARTLY, Reached.NOT_YET):
                judged = f"{last.by} judged it {last.reached.words} {dated(last.on)}"
                yield f"{naming.work(work)}. Of the goal {quoted(goal.text)}: {judged}."
        for entry in {entry.need: entry for entry in work.progress}.values():
            if text := said(entry.not_yet_shown):
                yield f"{naming.work(work)}. {entry.by} wrote of what is not yet shown: {quoted(text)}"


def _goals_left(naming: Naming, work: Intervention) -> Iterator[str]:
    """How many goals are not wholly reached, without their texts."""
    judged = [goal.latest.reached for goal in work.goals if goal.latest]
    counts = [(judged.count(one), one.words) for one in (Reached.PARTLY, Reached.NOT_YET) if one in judged]
    if counts and len(work.goals) == 1:
        yield f"{naming.work(work)}. The goal that you agreed with us is {counts[0][1]}."
    elif counts:
        told = " and ".join(f"{many} {'is' if many == 1 else 'are'} {words}" for many, words in counts)
        yield f"{naming.work(work)}. Of the {len(work.goals)} goals that you agreed with us, {told}."


def where_words(naming: Naming, line: PlanLine) -> str:
    """Return from where work is gone on with, and what was decided of it: in a full copy alone."""
    plan, point = naming.source.subject.plan, line.resume
    if not naming.is_full or plan is None or line.stands_as is not LineKind.RESUME or naming.is_tender(line):
        return ""
    told = ""
    if point and point.module_title:
        at = f"{point.module_title}, session {point.session}" if point.session else point.module_title
        told = f" You go on at: {at}."
    if line.decision and (reason := said(line.decision.reason)):
        told += f" {line.decision.by.name} wrote: {quoted(reason)}"
    return told
