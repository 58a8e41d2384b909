"""One intervention as lines on a screen: short for a history, whole for `intervention show`."""

from collections.abc import Iterator, Mapping, Sequence

from registry.cli.door import short
from registry.domain.attendance_words import attendance_words
from registry.domain.care_package import NOT_YET_JUDGED, TargetOutcome
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Closure, Outcome
from registry.domain.course_words import course_lines
from registry.domain.dates import PartialDate
from registry.domain.dose import Standing, standing
from registry.domain.goal import Goal
from registry.domain.history import Origin, Work
from registry.domain.intervention import Intervention
from registry.domain.local_ids import code_of
from registry.domain.needs import TargetNeed, need_label
from registry.domain.product import Product, Progress, Skill
from registry.domain.quoting import quoted
from registry.domain.session import ModuleMark
from registry.domain.session_words import session_line
from registry.domain.staffing import InTheRoom, room_words
from registry.domain.when_written import written_words
from registry.domain.wording import (
    accreditation_words,
    capital,
    kind_words,
    left_words,
    outcome_words,
    period_words,
    sentence,
    state_words,
)

MODULES_UNKNOWN = "Which modules were done, and how many sessions were received, was not reported."


def heading(intervention: Intervention) -> str:
    """Return the id, the title, the edition and the state."""
    edition = code_of(intervention.edition_id) if intervention.edition_id else "not matched to an edition"
    state = state_words(intervention.state)
    return f"{short(intervention.id)}  {intervention.title} ({edition}), {intervention.delivery}: {state}"


def attendance(work: Work) -> tuple[str, ...]:
    """Return what was received, of what was offered and planned; goals first where goals were agreed."""
    return attendance_words(work.intervention, work.edition, share=True)


def outcome(intervention: Intervention, work: Work | None = None) -> tuple[str, ...]:
    """Return the outcome with its judge or its reason, what is left, and the participant's own reason."""
    edition = work.edition if work else None
    said = [outcome_words(intervention, edition), f"Left: {left_words(intervention, edition)}"]
    closure = intervention.closure
    if closure and closure.participant_reason:
        said.append(f"Their own reason: {quoted(closure.participant_reason)}")
    return tuple(said)


def answered(closure: Closure) -> tuple[str, ...]:
    """Return what completing meant at this closing, and the judge's own words where they were needed."""
    means = (f"Completing it means: {closure.definition}",) if closure.definition else ()
    note = closure.reason_note if closure.outcome is Outcome.COMPLETED else None
    return (*means, *((sentence(note),) if note else ()))


def summary_lines(work: Work) -> Iterator[str]:
    """Yield one intervention in a history: what, whose record, what was received, what came of it."""
    yield heading(work.intervention)
    for line in (
        f"{_when(work.intervention)}; {work.source.words}",
        *attendance(work),
        *outcome(work.intervention, work),
        *(f"Commissioned outcome: {one.text} ({one.met_words})" for one in work.intervention.care_package),
    ):
        yield f"  {line}"


def work_lines(work: Work, needs: Mapping[str, TargetNeed], former: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield one intervention with everything it holds; `former` says of a session what was recorded before."""
    of = work.intervention
    yield from summary_lines(work)
    yield from _facts(work, needs)
    if work.edition is not None and work.source.origin is Origin.IMPORTED:
        yield f"  Edition: as described by {work.source.issuer}"
    yield from _section("Course", iter(course_lines(of)))
    yield from _section("Changed", _trace(of))
    known = standing_lines(standing(of, work.edition)) if of.sessions_are_known else iter((MODULES_UNKNOWN,))
    yield from _section("Standing", known)
    yield from _section("Module judgements", (f"{n}. {mark_line(one)}" for n, one in enumerate(of.marks, 1)))
    yield from _section("Staff", (f"{n}. {one.words}" for n, one in enumerate(of.staff, 1)))
    yield from _section("Sessions", _sessions(work, former))
    outcomes = (line for number, each in enumerate(of.care_package, 1) for line in _outcome(number, each))
    yield from _section("Care package: what it was commissioned for", outcomes)
    yield from _section("Goals", (line for number, each in enumerate(of.goals, 1) for line in _goal(number, each)))
    progress = (progress_lines(each, need_label(needs, each.need)) for each in of.progress)
    yield from _section(
        "Progress", (line for number, each in enumerate(progress, 1) for line in _numbered(number, each))
    )
    yield from _section("Products", (f"{number}. {product_line(each)}" for number, each in enumerate(of.products, 1)))
    yield from _section("Skills to keep going", (f"{n}. {skill_line(one)}" for n, one in enumerate(of.skills, 1)))


def _trace(of: Intervention) -> Iterator[str]:
    """Yield when the work was matched to its edition or took a local definition up, and by whom."""
    for match in of.matches:
        if match.was == match.edition_id:
            newest = f"Newest local definition of {code_of(match.edition_id)} taken up"
            yield f"{newest} by {match.by} on {match.on.words}: {match.because}"
            continue
        was = f", before {code_of(match.was)}: {match.because}" if match.was else ", recorded before without one"
        yield f"Matched to {code_of(match.edition_id)} by {match.by} on {match.on.words}{was}"


def standing_lines(now: Standing) -> Iterator[str]:
    """Yield one line for each module: where it is, what was received in it, by whose judgement."""
    for place in now.places:
        planned = f" of {place.module.sessions.words}" if place.module.sessions else ""
        judged = f"; judged by {place.mark.by} on {place.mark.on.words}" if place.mark else ""
        why = f": {place.mark.reason}" if place.mark and place.mark.reason else ""
        yield (
            f"{place.module.id}: {place.module.title}, {place.words}, "
            f"sessions received: {place.received}{planned}{judged}{why}"
        )


def mark_line(mark: ModuleMark) -> str:
    """Return one judgement on a module: which, what, by whom, when and why."""
    why = f": {mark.reason}" if mark.reason else ""
    return f"{mark.module}: {mark.standing.replace('-', ' ')}, by {mark.by}, {mark.on.words}{why}"


def standing_line(now: Standing, work: Work) -> tuple[str, ...]:
    """Return where to go on, in one sentence; sensitive work never names a session."""
    if work.edition is not None and work.edition.sensitivity is not Sensitivity.NONE:
        return ("Going on: the participant chooses whether and when.",)
    return (now.words,) if now.words else ()


def progress_lines(entry: Progress, label: str) -> Iterator[str]:
    """Yield the four parts of one record of progress; "not yet seen outside" is a sentence, never a blank."""
    yield f"{label}, {entry.on.words}, by {entry.by}"
    if entry.learnt:
        yield f"  Learnt: {entry.learnt}"
    if entry.seen_in_sessions:
        yield f"  Seen in sessions: {entry.seen_in_sessions}"
    yield f"  Seen outside: {entry.outside_words}"
    if entry.not_yet_shown:
        yield f"  Not yet shown: {entry.not_yet_shown}"


def product_line(product: Product) -> str:
    """Return one product: what, when, with whom, agreed or not, where it is kept, who may see it."""
    return (
        f"{product.title} ({product.kind.words}), {product.on.words}, made with {product.made_with}; "
        f"agreed: {product.agreed.replace('-', ' ')}; kept: {product.kept_where}; "
        f"may be seen by: {product.may_be_seen_by}"
    )


def skill_line(skill: Skill) -> str:
    """Return one skill to keep going, the participant's own words first."""
    said = [skill.skill]
    if skill.participant_words:
        said.append(f"in their words: {quoted(skill.participant_words)}")
    if skill.cue:
        said.append(f"cue: {skill.cue}")
    if skill.supported_by:
        said.append(f"supported by: {skill.supported_by}")
    if skill.early_signs:
        said.append(f"early signs: {skill.early_signs}")
    return "; ".join(said)


def room_line(staff: Sequence[InTheRoom]) -> tuple[str, ...]:
    """Return who was in the room in one line; nothing where nobody wrote it down."""
    return (f"In the room: {room_words(staff)}",) if staff else ()


def _sessions(work: Work, former: Mapping[str, Sequence[str]]) -> Iterator[str]:
    before: tuple[InTheRoom, ...] = ()
    for record in work.intervention.sessions:
        yield f"{short(record.id)}  {session_line(record, work.intervention.title, work.edition)}"
        # Said where it changes, so that sixty sessions with one therapist do not say it sixty times.
        lines = room_line(record.staff) if record.staff != before else ()
        if before and not record.staff:
            lines = ("In the room: not recorded",)
        before = record.staff
        yield from (f"          {line}" for line in (*lines, *former.get(record.id, ())))


def _outcome(number: int, outcome: TargetOutcome) -> Iterator[str]:
    yield f"{number}. {outcome.text}"
    yield f"   Commissioned by {outcome.commissioned_by}, {outcome.commissioned_on.words}"
    if not outcome.judgements:
        yield f"   {capital(NOT_YET_JUDGED)}."
    for place, judgement in enumerate(outcome.judgements, 1):
        said = f": {judgement.words}" if judgement.words else ""
        yield f"   {number}.{place} {judgement.on.words}: {judgement.met.words}, by {judgement.by}{said}"
        yield "   " + _their_answer(judgement.answer)


def _numbered(number: int, lines: Iterator[str]) -> Iterator[str]:
    yield f"{number}. {next(lines)}"
    yield from (f"   {line}" for line in lines)


def _goal(number: int, goal: Goal) -> Iterator[str]:
    yield f"{number}. {goal.text} (agreed {goal.set_on.words})"
    for place, review in enumerate(goal.reviews, 1):
        said = f": {review.words}" if review.words else ""
        yield f"   {number}.{place} {review.on.words}: {review.reached.words}, by {review.by}{said}"
        yield "   " + _their_answer(review.answer)


def _their_answer(given: str | None) -> str:
    return f"Their answer: {given}" if given else "Their answer was not recorded."


def _facts(work: Work, needs: Mapping[str, TargetNeed]) -> Iterator[str]:
    of, edition = work.intervention, work.edition
    facts = {
        "Needs": ", ".join(need_label(needs, need) for need in of.needs),
        "Kind": kind_words(edition.kind) if edition else "",
        "Accreditation at the time": accreditation_words(edition.accreditation) if edition else "",
        "Completing it means": edition.definition.text if edition and edition.definition else "not known",
        "Local definition": f"as delivered at {edition.local.establishment.name}" if edition and edition.local else "",
        "Components": ", ".join(of.components),
        "Required components missing": ", ".join(of.missing_components),
        "Adjustments": "; ".join(of.adjustments),
        "Setting": of.setting or "",
        "State at the time": of.state_at_the_time or "",
        "Recommended": of.recommended or "",
        "Opened, not closed": of.opened_not_closed or "",
        "Helps after a hard session": of.helps_after or "",
        "Written down": written_words(of),
    }
    for name, said in facts.items():
        if said:
            yield f"  {name}: {said}"


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = [f"    {line}" for line in lines]
    if found:
        yield f"  {title}"
        yield from found


def _when(intervention: Intervention) -> str:
    """From when to when; of what has not started the day of its referral, which is all that is known."""
    if intervention.started is None and intervention.closure is None and intervention.referred is not None:
        return f"referred {intervention.referred.words}"
    return period_words(intervention.started, _ended(intervention))


def _ended(intervention: Intervention) -> PartialDate | None:
    return intervention.closure.on if intervention.closure else None
