"""What was received of a piece of work as sentences, and whose doing the absences were."""

from collections import Counter
from typing import Final

from registry.domain.begun import never_began
from registry.domain.catalogue import CourseForm
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import Dose, dose
from registry.domain.goal import Goal, Reached
from registry.domain.intervention import Intervention
from registry.domain.reasons import Cause
from registry.domain.session import Attended, SessionRecord
from registry.domain.text import number_of
from registry.domain.wording import sentence

# On page one a word must do; the annex has the whole phrase.
_WHOSE: Final = {
    Cause.PARTICIPANT: "own",
    Cause.CLINICAL: "clinical",
    Cause.SERVICE: "service",
    Cause.SECURITY: "security",
    Cause.LEGAL: "legal",
    Cause.NOT_KNOWN: "unrecorded",
}


def whose(cause: Cause) -> str:
    """Return whose doing something was in one word, as page one of a report says it."""
    return _WHOSE[cause]


def received_briefly(work: Intervention, edition: DescribedEdition | None) -> str:
    """Return how many sessions were received of those offered and whose doing absences were, else how goals stand, in
    the fewest words.
    """
    if never_began(work) or not work.sessions:
        told = attendance_words(work, edition, terse=True)[0]
        return f"{told.partition(';')[0].rstrip('.')}."
    counted = dose(work, edition)
    words = [f"{counted.received}{_partly(counted)} of {counted.offered}"]
    words += filter(None, (absences_words(work.sessions, terse=True),))
    if counted.unmarked:
        words.append(f"{counted.unmarked} not marked")
    return " ".join(map(sentence, words))


def absences_words(sessions: tuple[SessionRecord, ...], *, terse: bool = False) -> str | None:
    """Return whose doing the absences were: `away 3 times: the service 2 (no staff); …`; without reasons where terse.

    No count stands twice: of one cause, or of one reason for it, the whole was said before.
    """
    away = [each.absence for each in sessions if each.attended is Attended.NO and each.absence is not None]
    if not away:
        return None
    causes = Counter(reason.cause for reason in away)
    groups = []
    for cause in (one for one in Cause if one in causes):
        reasons = Counter(reason for reason in away if reason.cause is cause).most_common()
        many = f" {causes[cause]}" if len(causes) > 1 else ""
        told = ", ".join(f"{reason.words} {of}" if len(reasons) > 1 else reason.words for reason, of in reasons)
        groups.append(f"{_WHOSE[cause]}{many}" if terse else f"{cause.words}{many} ({told})")
    times = str(len(away)) if terse else {1: "once", 2: "twice"}.get(len(away), f"{len(away)} times")
    return f"away {times}: {', '.join(groups) if terse else '; '.join(groups)}"


def goals_words(goals: tuple[Goal, ...], *, terse: bool = False) -> str | None:
    """Return `4 of 4 goals reviewed: 3 reached, 1 partly reached`; None where no goals were agreed."""
    if not goals:
        return None
    latest = Counter(goal.latest.reached for goal in goals if goal.latest)
    each = ", ".join(f"{latest[reached]} {reached.words}" for reached in Reached if latest[reached])
    reviewed = f"{latest.total()} of {number_of(len(goals), 'goal')} reviewed"
    return f"{reviewed}: {each}" if each and not terse else reviewed


def attendance_words(
    work: Intervention,
    edition: DescribedEdition | None,
    *,
    terse: bool = False,
    whole: bool = False,
    share: bool = False,
) -> tuple[str, ...]:
    """Return what was received, as sentences: never blank.

    `share` adds the percentage over what was planned, for those who work with it; no page that leaves prints one.
    Goals come first where the work agreed on goals; sessions are counted beside them, not against an amount.
    `terse` leaves out the reasons for absence, but not whose doing they were; and, unless the rest is told `whole`,
    what was attended in part and which goals were reached.
    """
    counted = dose(work, edition)
    lines = []
    reviewed = goals_words(work.goals, terse=terse and not whole)
    if reviewed:
        lines.append(reviewed)
    if never_began(work):
        lines.append("not started; no session yet" if work.closure is None else "it never started")
    elif work.sessions:
        lines.append(
            _received(counted, unmatched=edition is None and not reviewed, terse=terse, whole=whole, share=share)
        )
    elif counted.applies:
        planned = counted.planned_words() if counted.expected else "expected amount not known"
        lines.append(f"sessions not recorded here; {planned}")
    elif not reviewed:
        residential = edition is not None and edition.form is CourseForm.RESIDENTIAL
        lines.append("lived there; not counted in sessions" if residential else "no session and no review recorded")
    away = absences_words(work.sessions, terse=terse)
    if away:
        lines.append(away)
    if counted.unmarked:
        lines.append(f"{counted.unmarked} {'not marked' if terse else 'not recorded by the service'}")
    return tuple(sentence(line) for line in lines)


def _received(counted: Dose, *, unmatched: bool, terse: bool, whole: bool, share: bool) -> str:
    part = _partly(counted) if whole or not terse else ""
    sessions = number_of(counted.offered, "session")
    words = (
        f"{counted.received}{part} of {sessions}"
        if terse
        else f"{counted.received}{part} attended of {sessions} offered"
    )
    if counted.offered == counted.received == 1:
        words = f"the one session offered{part}"
    if counted.expected:
        words = f"{counted.received}{part} attended of {counted.offered} offered"
        if terse:
            words = f"{counted.received}{part} of {counted.offered} attended"
        percent = f" ({counted.share_words})" if share and counted.share_words else ""
        return f"{words}, of {counted.planned_words(percent)}"
    return f"{words}; expected amount not known" if counted.applies or unmatched else words


def _partly(counted: Dose) -> str:
    """` (1 in part)`, or empty where every session received was whole."""
    some = {"in part": counted.part, "caught up": counted.caught_up}
    told = ", ".join(f"{many} {how}" for how, many in some.items() if many)
    return f" ({told})" if told else ""
