"""One piece of work in words: short for the list, whole for the details beside it."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from registry.cli.work_screen import product_line, progress_lines, skill_line
from registry.domain.attendance_words import attendance_words
from registry.domain.care_package import TargetOutcome
from registry.domain.catalogue import Sensitivity
from registry.domain.course_words import course_lines
from registry.domain.dose import standing
from registry.domain.history import Origin, Work
from registry.domain.needs import TargetNeed, need_label
from registry.domain.quoting import quoted
from registry.domain.session import Attended, ModuleStanding, SessionRecord
from registry.domain.when_written import written_words
from registry.domain.wording import (
    accreditation_words,
    kind_words,
    left_words,
    outcome_words,
    period_words,
    sentence,
    state_words,
)
from tui.widgets.plain import facts, lines, one_line, plain, stacked

ATTENDED = {
    Attended.FULL: "attended",
    Attended.PART: "attended in part",
    Attended.NO: "did not attend",
    Attended.UNMARKED: "attendance not recorded by the service",
}
BLOCKS = {
    ModuleStanding.DONE: "█",
    ModuleStanding.PART: "▒",
    ModuleStanding.NOT_STARTED: "░",
    ModuleStanding.WAIVED: "▁",
}
NOT_RECORDED = "?"
"""A module of which nothing tells, while other sessions do not say which module they covered."""
FEW_MODULES = 14
"""So many modules have room for a block of two columns each."""
MOST_SESSIONS = 12


def takes_sessions(work: Work) -> bool:
    """True for our own work that is going on: only there can a session be logged."""
    return work.source.origin is Origin.OWN and work.intervention.is_running


def why_no_session(work: Work) -> str:
    """Return why a course that takes no session takes none, and what to do."""
    of = work.intervention
    if work.source.origin is not Origin.OWN:
        return f"{of.title} is not our record: no session is logged, and there is nothing to close."
    if of.closure is not None:
        return (
            f"{of.title} was closed {of.closure.on.words}. i in the record begins a new course; “intervention reopen” "
            "under F2 x opens this one again."
        )
    return f"{of.title} has not begun. “intervention open” under F2 x begins it."


def work_line(work: Work) -> Text:
    """Return what, whose record, when, how much or which goals, what came of it."""
    of = work.intervention
    period = period_words(of.started, of.closure.on if of.closure else None)
    return lines(
        one_line(of.title, "bold"),
        one_line(f"{work.source.origin.words} · {period}"),
        one_line(" ".join(attendance_words(of, work.edition, terse=True, share=True))),
        one_line(outcome_words(of, work.edition, terse=True)),
    )


def work_detail(work: Work, needs: Mapping[str, TargetNeed], hint: str = "") -> RenderableType:
    """Return everything that matters before going on with the work; a `hint` says which keys do."""
    return stacked(
        [
            one_line(work.intervention.title, "bold"),
            *([plain(f"{hint}\n", "italic")] if hint else [plain("")]),
            facts(row for row in _rows(work, needs) if row[1]),
        ]
    )


def going_on(work: Work) -> str:
    """Return where to go on, in one sentence; sensitive work never names a session."""
    if work.edition is not None and work.edition.sensitivity is not Sensitivity.NONE:
        return "Going on: the participant chooses whether and when."
    return standing(work.intervention, work.edition).words


def session_note(record: SessionRecord, work: Work) -> str:
    """Return one session as a note for the unit's own record: nobody is named in it."""
    modules = {module.id: module.title for module in work.edition.plan} if work.edition else {}
    where = f", {modules.get(record.module, record.module)}" if record.module else ""
    number = f", session {record.number}" if record.number else ""
    absence = f" ({record.absence.words}; {record.absence.cause.words})" if record.absence else ""
    minutes = f", {record.minutes} minutes" if record.minutes is not None else ""
    return sentence(
        f"{record.on.words}: {work.intervention.title}{where}{number}, {record.kind} session: "
        f"{ATTENDED[record.attended]}{absence}{minutes}"
    )


def _rows(work: Work, needs: Mapping[str, TargetNeed]) -> Iterator[tuple[str, str]]:
    of, edition = work.intervention, work.edition
    yield "State", "" if of.closure else sentence(state_words(of.state))
    yield "Outcome", outcome_words(of, edition) if of.closure else ""
    yield "Received", " ".join(attendance_words(of, edition, share=True))
    yield "Left", left_words(of, edition) if of.closure else ""
    yield "Next", going_on(work) if of.is_running else ""
    own_reason = of.closure.participant_reason if of.closure else None
    yield "Their own reason", quoted(own_reason) if own_reason else ""
    for number, outcome in enumerate(of.care_package, 1):
        yield f"Commissioned {number}", f"{outcome.text}\n{sentence(_met(outcome))}"
    yield from _goals(work)
    yield from _came_of_it(work, needs)
    yield from _modules(work)
    yield "Recommended", of.recommended or ""
    yield "Opened, not closed", of.opened_not_closed or ""
    yield "Helps after", of.helps_after or ""
    yield "For", ", ".join(need_label(needs, need) for need in of.needs)
    yield "Kind", sentence(kind_words(edition.kind)) if edition else "Not matched to an edition yet."
    yield "Accreditation", sentence(accreditation_words(edition.accreditation)) if edition else ""
    yield "Parts missing", "; ".join(of.missing_components)
    yield "Adjustments", "; ".join(of.adjustments)
    yield "Course", "\n".join(course_lines(of))
    yield "Staff", "; ".join(one.words for one in of.staff)
    yield "Whose record", sentence(work.source.words)
    yield "Written down", sentence(when) if (when := written_words(of)) else ""
    yield from _sessions(work)


def _came_of_it(work: Work, needs: Mapping[str, TargetNeed]) -> Iterator[tuple[str, str]]:
    of = work.intervention
    yield (
        "Progress",
        "\n".join(each for one in of.progress for each in progress_lines(one, need_label(needs, one.need))),
    )
    yield "Products", "\n".join(product_line(one) for one in of.products)
    yield "Keep going", "\n".join(skill_line(one) for one in of.skills)


def _met(outcome: TargetOutcome) -> str:
    last = outcome.latest
    if last is None:
        return outcome.met_words
    answer = f" Their answer: {last.answer}" if last.answer else ""
    return f"{last.met.words}, {last.on.words}, by {last.by}.{answer or ' Their answer was not recorded.'}"


def _goals(work: Work) -> Iterator[tuple[str, str]]:
    for number, goal in enumerate(work.intervention.goals, 1):
        if goal.reviews:
            last = goal.reviews[-1]
            answer = f" Their answer: {last.answer}" if last.answer else ""
            said = f"{last.reached.words}, {last.on.words}, by {last.by}.{answer or ' Their answer was not recorded.'}"
        else:
            said = "not reviewed yet."
        yield f"Goal {number}", f"{goal.text}\n{sentence(said)}"


def _modules(work: Work) -> Iterator[tuple[str, str]]:
    places = standing(work.intervention, work.edition).places
    told = []
    for place in places:
        planned = f" of {place.module.sessions.words}" if place.module.sessions else ""
        came = f"; sessions received: {place.received}{planned}" if place.received or planned else ""
        judged = f"; judged by {place.mark.by}" if place.mark else ""
        told.append(f"{place.module.title}: {place.words}{came}{judged}")
    local = work.edition.local if work.edition else None
    if told:
        told.insert(0, _module_bar([place.standing for place in places]))
    if told and local and local.modules:
        told.insert(0, f"As delivered at {local.establishment.name}:")
    yield "Modules", "\n".join(told)


def _module_bar(standings: Sequence[ModuleStanding | None]) -> str:
    """Return a block for each module of the plan, in its order, and beside them the same counted in words."""
    wide = 2 if len(standings) <= FEW_MODULES else 1
    words = [f"{standings.count(each)} {each.replace('-', ' ')}" for each in ModuleStanding if each in standings]
    if None in standings:
        words.append(f"{standings.count(None)} not recorded")
    return f"{''.join((BLOCKS[each] if each else NOT_RECORDED) * wide for each in standings)}  {' · '.join(words)}"


def _sessions(work: Work) -> Iterator[tuple[str, str]]:
    held = work.intervention.sessions
    last = sorted(held, key=lambda each: each.on.first)[-MOST_SESSIONS:]
    told = []
    for each in reversed(last):
        absence = f" ({each.absence.words})" if each.absence else ""
        where = f", {each.module.replace('-', ' ')}" if each.module else ""
        number = f" {each.number}" if each.number else ""
        told.append(f"{each.on.words}{where}{number}: {ATTENDED[each.attended]}{absence}")
    yield "Last sessions" if len(held) > MOST_SESSIONS else "Sessions", "\n".join(told)
