"""Facts of the record as they are said to the person themselves: plain, owning the service's part, without praise."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from registry.domain.ask import PARTICIPANT
from registry.domain.begun import never_began
from registry.domain.closure import Outcome
from registry.domain.decision import Choice
from registry.domain.dose import dose
from registry.domain.intervention import Intervention, State
from registry.domain.plan import NEXT_START, OF_THE_LAW, WANTED, LineKind, PlanLine, Trust
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.service_lack import may_lack_a_fit
from registry.domain.session import Attended
from registry.domain.wording import dated, is_heard
from registry.reports.plain_questions import ASKED_ABOUT, ASKED_OTHERWISE

_AWAY: Final = {
    AbsenceReason.NO_STAFF: "We had to cancel {n} because we did not have enough staff.",
    AbsenceReason.NO_ESCORT: "For {n} we had nobody free to bring you.",
    AbsenceReason.CANCELLED: "We cancelled {n}.",
    AbsenceReason.NO_INTERPRETER: "For {n} we had no interpreter for you.",
    AbsenceReason.NOT_SAFE: "You did not feel safe in the group for {n}. We should have made it safe.",
    AbsenceReason.INCIDENT: "You could not come to {n} because nobody was allowed to move about that day.",
    AbsenceReason.SEGREGATION: "You could not come to {n} because staff kept you apart from others then.",
    AbsenceReason.SECURITY_HOLD: "You could not come to {n} because staff did not let you go that day.",
    AbsenceReason.UNWELL: "You were not well for {n}.",
    AbsenceReason.MEDICATION: "Your medicine made it too hard to come to {n}.",
    AbsenceReason.APPOINTMENT: "You had a health appointment at the time of {n}.",
    AbsenceReason.COURT: "You had to be somewhere else at the time of {n}.",
    AbsenceReason.LEGAL_VISIT: "You had a meeting that could not be moved at the time of {n}.",
    AbsenceReason.CHOSE_NOT_TO: "You chose not to come to {n}.",
    AbsenceReason.VISIT: "You had a visit or a call at the time of {n}.",
    AbsenceReason.WORK: "You had work or education at the time of {n}.",
    AbsenceReason.WORSHIP: "You were at worship at the time of {n}.",
    AbsenceReason.LEAVE: "You were out at the time of {n}.",
    AbsenceReason.NOT_KNOWN: "For {n} nobody wrote down why you were not there. We should have.",
}
_STOPPED: Final = {
    StopReason.TRANSFERRED: "It stopped because you were moved.",
    StopReason.DISCHARGED: "It stopped because you moved on.",
    StopReason.RELEASED: "It stopped because you moved on.",
    StopReason.REMITTED: "It stopped because you were moved.",
    StopReason.RECALLED_TO_COURT: "It stopped because you had to be somewhere else.",
    StopReason.LEGAL_CHANGE: "It stopped because the rules about where you stay changed.",
    StopReason.UNWELL: "It stopped because you became unwell.",
    StopReason.MEDICATION: "It stopped because your medicine made it too hard.",
    StopReason.CONTRA_INDICATED: "The people treating you thought it was not good for your health to go on.",
    StopReason.ENOUGH: "The people treating you thought you had done enough of it.",
    StopReason.LACKS_CAPACITY: "It stopped because you were too unwell to decide about it.",
    StopReason.CONSENT_WITHDRAWN: "You said that you did not want to go on. That is your right.",
    StopReason.CHOSE_TO_STOP: "You chose to stop.",
    StopReason.NOT_SAFE: "You did not feel safe in the group. That was ours to sort out.",
    StopReason.SOMEONE_IN_GROUP: "It stopped because of somebody else in the group. That was ours to sort out.",
    StopReason.RELATIONSHIP: "You and the person you worked with could not work together any more. We did not mend it.",
    StopReason.NOT_RELEVANT: "It was not what you needed then.",
    StopReason.FIT: "We did not offer it in a way that fitted your language or how you learn.",
    StopReason.CLASH: "It clashed with other things you had to do.",
    StopReason.THERAPIST_LEFT: "The person you worked with left, and we had nobody else.",
    StopReason.NO_STAFF: "We did not have enough staff.",
    StopReason.CLOSED: "We stopped running it.",
    StopReason.SECURITY: "Staff decided that it could not go on.",
    StopReason.SUCCESSOR: "It was replaced by something newer.",
    StopReason.DIED: "It ended.",
    StopReason.NOT_KNOWN: "Nobody wrote down why it stopped. We should have.",
}
_ABOUT: Final = {
    LineKind.CREDIT: "what you did counts",
    LineKind.RECOGNISED: "what you did counts",
    LineKind.RESUME: "you go on from where you stopped",
    LineKind.BUILD_ON: "it builds on what you know already",
    LineKind.MAINTAIN: "a follow-up",
    LineKind.KEEP_GOING: "you keep it up",
    LineKind.START: "something new",
    LineKind.NOT_WANTED: "it is not for now",
    LineKind.NOT_ADVISED: "it is not advised now",
    LineKind.NOT_AVAILABLE: "we do not have it here, and find out who has",
}
_STATE: Final = {
    State.REFERRED: "You were put forward for it. It has not started.",
    State.ASSESSING: "We are finding out with you whether it is right for you.",
    State.SUITABLE: "It was found right for you. It has not started.",
    State.NOT_SUITABLE: "It was found not to be right for you then.",
    State.NOT_READY: "It was found right for you, but not yet.",
    State.WAITING: "You are waiting for a place.",
    State.IN_PROGRESS: "You are doing it now.",
    State.ON_HOLD: "It is on hold.",
    State.CLOSED: "It has ended.",
}
# Of words that speak of what the service has, nothing is said to be about the person.
_NO_FIT: Final = "It did not start."
# What is offered to somebody, and is theirs to count on only once it is decided.
_PLANNED: Final = (LineKind.RESUME, LineKind.BUILD_ON, LineKind.MAINTAIN, LineKind.START)
_DATED, _WOULD_BE = " The date for it:", " The date for it would be"


def sessions_words(many: int) -> str:
    """Return `1 session` or `7 sessions`."""
    return f"{many} session{'' if many == 1 else 's'}"


def came_words(work: Intervention) -> tuple[str, ...]:
    """Return how often the person came, and to how many goals they worked; a count of what was not written down."""
    told = []
    if work.sessions:
        counted = dose(work, None)
        part = counted.part
        also = f", {'one' if part == 1 else part} of them for part of the time" if part else ""
        if counted.offered == counted.received == 1:
            told.append(f"You came to the one session we offered you{', for part of the time' if part else ''}.")
        else:
            told.append(
                f"You came to {counted.received} of the {sessions_words(counted.offered)} we offered you{also}."
            )
        if counted.unmarked:
            told.append(
                f"For {sessions_words(counted.unmarked)} we did not write down whether you were there. That is our gap."
            )
    elif work.state is not State.CLOSED or never_began(work):
        if work.started and not work.goals:
            told.append("No session is written down here yet.")
    elif not work.goals:
        # What was only heard of was never ours to write down.
        whose = "" if is_heard(work) else " That is our gap, not yours."
        told.append(f"How many sessions there were is not written down here.{whose}")
    if work.goals:
        goals = "one goal" if len(work.goals) == 1 else f"{len(work.goals)} goals"
        told.append(f"You worked on {goals} that you agreed with us.")
    return tuple(told)


def away_words(works: Iterable[Intervention]) -> tuple[str, ...]:
    """Return what got in the way of coming to any of the work and whose doing it was, each once, our own part first."""
    sessions = (session for work in works for session in work.sessions)
    away = Counter(
        session.absence for session in sessions if session.attended is Attended.NO and session.absence is not None
    )
    return tuple(words.format(n=sessions_words(away[reason])) for reason, words in _AWAY.items() if away[reason])


def away_elsewhere_words(works: Iterable[Intervention]) -> tuple[str, ...]:
    """Return the same of work with others: what was the service's part is theirs."""
    return tuple(re.sub(r"\bwe\b", "they", re.sub(r"\bWe\b", "They", words)) for words in away_words(works))


def ended_words(work: Intervention, *, setting: bool, moved: bool = False) -> str:
    """Return how it ended or where it stands, with why it stopped early and whose doing that was.

    Of a setting that nobody has closed it says *now* only of somebody who has not `moved` elsewhere.
    """
    closure, stopped = work.closure, _STOPPED[work.closure.reason] if work.closure and work.closure.reason else ""
    if closure is not None and never_began(work):
        return f"It ended {dated(closure.on)} before it began. {stopped}".rstrip()
    if setting and closure is not None:
        return f"You lived there until {closure.on.words}."
    if setting and work.state is State.IN_PROGRESS:
        return "You lived there. When that ended is not written down." if moved else "You live there now."
    if closure is None:
        return _NO_FIT if may_lack_a_fit(work) else _STATE[work.state]
    when = dated(closure.on)
    you, it = ("We have heard that you", "We have heard that it") if is_heard(work) else ("You", "It")
    if closure.outcome is Outcome.COMPLETED:
        return f"{you} finished it {when}."
    what = {
        Outcome.PARTLY: f"{you} did part of it. It ended {when}.",
        Outcome.NOT_COMPLETED: f"{it} ended {when} before it was finished.",
        Outcome.TRANSFERRED: f"{it} ended {when} while you were in the middle of it.",
        Outcome.SUCCESSOR: f"{it} ended {when}.",
    }[closure.outcome]
    return f"{what} {stopped}".rstrip()


def left_words(
    name: str,
    line: PlanLine,
    *,
    today: date,
    tender: bool,
    running: bool,
    begun: bool = True,
    here: str | None = "here",
    goes_on: str = "",
) -> str:
    """Return what is left of the work called `name` and what has to happen for it, by the line of the plan.

    What is not for now has its own words. Of `tender` work, which may touch what happened to them or what they did,
    whether and when it goes on is theirs to choose. What is `running` did not stop anywhere, and where others do it
    with them, `goes_on` says where; of what has not `begun` nothing was done. `here` is where the unit of the plan is,
    in the words of the copy; None where they are there no longer.
    """
    found_out = line.stands_as is LineKind.NOT_AVAILABLE
    due = _known_by(line, today) if found_out else _due_words(line, today, here)
    if line.decision is None and line.kind in _PLANNED:
        due = f" This is not decided yet.{due.replace(_DATED, _WOULD_BE)}"
    if not begun and line.stands_as is LineKind.ASK_FIRST and line.rule not in OF_THE_LAW:
        return f"{name}: {_asked(line, here)} Until then it does not start.{_put_off(line)}"
    if not begun and line.stands_as is LineKind.RESUME and not tender:
        return f"{name}: it has not begun yet.{due}{_put_off(line)}"
    return f"{_left(name, line, due=due, tender=tender, running=running, goes_on=goes_on, here=here)}{_put_off(line)}"


def _left(name: str, line: PlanLine, *, due: str, tender: bool, running: bool, goes_on: str, here: str | None) -> str:
    match line.stands_as:
        case LineKind.RESUME if running:
            return f"{name}: you are doing it now. You do not start again."
        case LineKind.RESUME if tender:
            return f"{name}: there is more that you could do. Whether and when you go on is for you to choose."
        case LineKind.RESUME:
            return f"{name}: you go on from where you stopped. You do not start again.{due}"
        case LineKind.BUILD_ON:
            return f"{name}: it builds on what you know already. What you have done is not done again.{due}"
        case LineKind.MAINTAIN:
            return f"{name}: a follow-up, so that you keep what you have.{due}"
        case LineKind.START:
            return f"{name}: something new.{due}"
        case LineKind.NOT_ADVISED:
            return f"{name}: the people treating you do not advise it now. You can ask them why."
        case LineKind.NOT_AVAILABLE if goes_on:
            return f"{name}: we do not have it here. We were told that it goes on {goes_on}. You do not start again."
        case LineKind.NOT_AVAILABLE:
            return f"{name}: we do not have it here. It is for us to find out who has.{due}"
        case _ if line.rule in OF_THE_LAW:
            return f"{name}: this has to wait for now. It says nothing about you. You can ask us why."
        case _:
            asked = _asked(line, here)
            if running:
                return f"{name}: you are doing it now, and it goes on. Meanwhile {asked}"
            return f"{name}: {asked} Until then you do not start again."


def asked_about(line: PlanLine) -> str:
    """Return what the question of a line is about, in the words of the page that asks them."""
    as_worked_out = line.ask is not None and line.question is not None and line.question.question == line.ask.question
    return ASKED_ABOUT.get(line.rule, ASKED_OTHERWISE) if as_worked_out else ASKED_OTHERWISE


def _others(line: PlanLine, here: str | None) -> str:
    """Who else is asked: of our own work the people `here`, and of any other whoever has the record of it."""
    of_it = [one for one in line.evidence if one.record in line.work] or line.evidence
    ours = of_it and all(one.trust is Trust.OWN for one in of_it)
    return f"others {here}" if ours and here else "others"


def _asked(line: PlanLine, here: str | None) -> str:
    """What is asked, who has still to answer and who has, and by when it is known. They are always asked."""
    what = asked_about(line)
    answered = {one.of: one.on for one in sorted(line.answers, key=lambda one: one.on.first)}
    others = {who for who in line.question.whom if who != PARTICIPANT} if line.question else set()
    mine = answered.get(PARTICIPANT)
    if not others:
        told = f"you told us, {dated(mine)}, {what}." if mine else f"we ask you {what}."
    elif others <= answered.keys():
        told = f"{_others(line, here)} have told us {what}"
    else:
        told = f"{'we are asking' if line.is_taken_up else 'we have still to ask'} {_others(line, here)} {what}"
    if others:
        told += f". You told us, {dated(mine)}." if mine else ", and we ask you."
    if mine and others <= answered.keys():
        return f"{told} It is for us to decide now."
    return f"{told} We should know by {line.question.by.words}." if line.question else told


def _put_off(line: PlanLine) -> str:
    """When a line that was put off is looked at again."""
    put_off = line.decision if line.decision and line.decision.choice is Choice.DEFER else None
    return f" It was put off. We come back to it on {put_off.again.words}." if put_off and put_off.again else ""


def _due_words(line: PlanLine, today: date, here: str | None) -> str:
    if line.due is None:
        starts = _starts(line) if here else None
        return f" The next start {here} is {starts}" if starts else " No date has been set. You can ask for one."
    if line.due.last < today:
        return f" The date for it was {line.due.words}. It is not written down what came of it. You can ask."
    return f"{_DATED} {line.due.words}."


def _known_by(line: PlanLine, today: date) -> str:
    """By when it is to be known who has what we have not: no date of the work itself."""
    if line.due is None:
        return ""
    return f" We should {'have known' if line.due.last < today else 'know'} by {line.due.words}."


def _starts(line: PlanLine) -> str | None:
    """When the unit of the plan next starts what is gone on with, as the plan says it; None where it does not."""
    ways = line.resume.ways_to_join if line.resume else ()
    return next((way.removeprefix(NEXT_START) for way in ways if way.startswith(NEXT_START)), None)


def about_words(line: PlanLine, *, tender: bool) -> str:
    """Return what was talked over with them when a line of the plan was decided, as a clause."""
    if line.decision is not None and line.decision.choice is Choice.DEFER:
        return "it is put off"
    if line.stands_as is LineKind.RESUME and tender:
        return "whether and when you go on with it"
    if line.rule == WANTED and line.stands_as is LineKind.ASK_FIRST:
        return "we ask first whether you want it"
    if line.stands_as is LineKind.ASK_FIRST:
        return f"we ask first {asked_about(line)}"
    return _ABOUT[line.stands_as]
