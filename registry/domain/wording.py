"""Facts of the record as words: dates, attendance, outcomes. No number appears here that the record does not hold."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from registry.domain.begun import never_began
from registry.domain.catalogue import Kind
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import standing
from registry.domain.edition import Accreditation, AccreditationStatus
from registry.domain.goal import Goal, Reached
from registry.domain.intervention import SAYS_WHY, Intervention, State
from registry.domain.participant import Known
from registry.domain.people import EstablishmentRef
from registry.domain.placement import LegalStatus, Placement
from registry.domain.quoting import quoted, quoted_at_the_end
from registry.domain.reasons import StopReason
from registry.domain.risk_words import in_their_name
from registry.domain.room_for_words import fits, in_room

NOT_OUTSIDE: Final = "Not yet seen outside sessions."
NEVER_BEGAN: Final = "Not started."
# Of one need of several in a course: what was seen of another is not said of it.
NOTHING_OF_THIS_NEED: Final = "Nothing recorded for this need."
# Of completed work, and of any other: no statement of what is left.
NOTHING_LEFT_SAID: Final = ("None recorded.", "Not recorded.")
NOT_HELD: Final = "Not known: only reported."

_NOT_WHOLLY: Final = (Reached.PARTLY, Reached.NOT_YET)
_MOST_IMPORTED: Final = 12  # words of an imported ending where room is short

_KIND: Final = {
    Kind.TREATMENT: "treatment",
    Kind.BOOSTER: "booster, not a course of treatment by itself",
    Kind.ASSESSMENT: "assessment, not treatment",
    Kind.SETTING: "therapeutic setting, not a course of treatment",
    Kind.EDUCATION: "education, not treatment",
}
_STATE: Final = {
    State.REFERRED: "referred, not started",
    State.ASSESSING: "being assessed for it",
    State.SUITABLE: "found suitable, not started",
    State.NOT_SUITABLE: "found not suitable",
    State.NOT_READY: "suitable, but not yet",
    State.WAITING: "waiting for a place",
    State.IN_PROGRESS: "in progress",
    State.ON_HOLD: "on hold",
    State.CLOSED: "closed",
}
_RECORDED: Final = {
    Recorded.AT_THE_TIME: "recorded at the time",
    Recorded.LATER: "recorded later",
    Recorded.REPORTED: "as reported by others",
}


def kind_words(kind: Kind) -> str:
    """Return what kind of work it is, as a reader sees it."""
    return _KIND[kind]


def state_words(state: State) -> str:
    """Return where the work is in its life, as a reader sees it."""
    return _STATE[state]


def recorded_words(recorded: Recorded) -> str:
    """Return when and on whose word a fact was written down."""
    return _RECORDED[recorded]


def known_words(known: Known) -> str:
    """Return yes, no or not known."""
    return "not known" if known is Known.UNKNOWN else known.value


def day_words(day: date) -> str:
    """Return a day as `3 May 2025`."""
    return PartialDate.of(day).words


def month_words(when: PartialDate) -> str:
    """Return `May 2025`, or `2025` where no month is known: short enough for a table on page one."""
    return when.words if len(when.text) == 4 else f"{when.first:%b}\u00a0{when.first:%Y}"


def period_words(since: PartialDate | None, until: PartialDate | None) -> str:
    """Return from when until when; a side that is not recorded is said to be so."""
    if since is None and until is None:
        return "dates not recorded"
    if since == until and since is not None:
        return since.words
    return f"{since.words if since else 'start not recorded'} to {until.words if until else 'now'}"


def held_words(stay: Placement, status: LegalStatus) -> str:
    """Return from when until when somebody was held under a law in one stay. One that outlasted the stay did not end
    with it, and one that goes on has no end to say.
    """
    ended = stay.ends(status)
    if ended is None:
        return f"since {status.since.words}"
    if status.until is None and ended == stay.until:
        return f"from {status.since.words}, and still when they left"
    return period_words(status.since, ended)


def short_period(work: Intervention) -> str:
    """Return when the work ran, in months."""
    ended = work.closure.on if work.closure else None
    if never_began(work):
        return "not started"
    if work.started is None:
        return f"until {month_words(ended)}" if ended else "not started"
    if ended is None:
        return f"since {month_words(work.started)}"
    first, last = month_words(work.started), month_words(ended)
    return first if first == last else f"{first}–{last}"


def year_period(work: Intervention) -> str:
    """Return when the work ran, in years."""
    ended = work.closure.on.first.year if work.closure else None
    if never_began(work):
        return "not started"
    if work.started is None:
        return f"until {ended}" if ended else "not started"
    begun = work.started.first.year
    if ended is None:
        return f"since {begun}"
    return f"{begun}" if begun == ended else f"{begun}–{ended}"


def dated(when: PartialDate) -> str:
    """Return `on 3 May 2025`, `in May 2025` or `in 2025`."""
    return f"{'on' if when.is_exact else 'in'} {when.words}"


def said(text: str | None) -> str | None:
    """Return text that says something, on one line, or None."""
    return " ".join(text.split("\n")).strip() or None if text else None


def low(text: str) -> str:
    """Return a title as it stands inside a sentence; an acronym stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return text with a capital and a full stop."""
    return capital(text) if text.endswith((".", "!", "?", "”")) else f"{capital(text)}."


def outcome_words(
    work: Intervention, edition: DescribedEdition | None, *, terse: bool = False, alone: bool = True
) -> str:
    """Return the outcome with who judged it; for anything but completed the reason, whose doing it was, and who closed
    it where nobody judged.

    Imported words for the end stand beside it, as theirs. Unless it stands `alone`, these and who closed it are left
    to rows of their own.
    """
    if edition is not None and edition.kind is Kind.SETTING and not never_began(work):
        return "Time lived there; not treatment to be completed."
    closure = work.closure
    if closure is None:
        return where_it_stands(work, terse=terse)
    words = [sentence(closure.outcome.words)]
    if edition is not None and edition.kind is not Kind.TREATMENT:
        words[0] = sentence(f"{_KIND[edition.kind]}: {closure.outcome.words}")
    moved = closure.outcome is Outcome.TRANSFERRED and closure.reason is StopReason.TRANSFERRED
    if closure.reason and closure.outcome is not Outcome.COMPLETED and not (terse and moved):
        words.append(sentence(f"{closure.reason.words} ({closure.reason.cause.words})"))
    theirs = imported_words(closure, work.establishment, terse=terse) if alone else None
    if theirs:
        words.append(theirs)
    if closure.judged_by:
        day = closure.judged_on
        on = f", {month_words(day) if terse else day.words}" if day else ""
        by = "By" if terse else "Judged by"
        words.append(f"{by} {closure.judged_by.name}{on}.")
    elif terse and closure.outcome is Outcome.COMPLETED:
        words[0] = "Completed, as reported; judge unknown."
    elif closure.recorded is Recorded.REPORTED:
        words.append(f"As reported; judge {'unknown' if terse else 'not known'}.")
    elif alone:
        words.append(f"Closed by {closure.closed_by}.")
    return " ".join(words)


def where_it_stands(work: Intervention, *, terse: bool = False) -> str:
    """Return where work that has not ended stands, and why where whoever took the last step had to say it."""
    why = said(work.standing_because) if work.state in SAYS_WHY else None
    stands = _STATE[work.state]
    if why is None:
        return sentence(stands)
    if terse and not fits(why, _MOST_IMPORTED):
        return f"{sentence(stands)} Why: with the work."
    return f"{capital(stands)}: {quoted_at_the_end(why)}"


def imported_words(closure: Closure, where: EstablishmentRef, *, terse: bool = False) -> str | None:
    """Return the words a record elsewhere has for the end, quoted and said to be theirs; None where there are none."""
    told = said(closure.deselection_wording)
    if not told:
        return None
    whose = "Their words, imported" if terse else f"In the words of {where.name}, as imported"
    if terse and not fits(told, _MOST_IMPORTED):
        return f"{whose}, stand with the work."
    return f"{whose}: {quoted_at_the_end(told)}"


def left_words(
    work: Intervention,
    edition: DescribedEdition | None,
    *,
    terse: bool = False,
    within: tuple[int, str] | None = None,
) -> str:
    """Return what is left of the work, by the closing judgement, else by its goals or modules; never blank. Each thing
    it says stands whole, or `within` so many words; else where the words beside that number say.

    Trauma and offence-disclosure work never names a session: the participant chooses whether and when.
    """
    left = in_their_name(said(work.closure.left_to_do) or "", work.closure.closed_by) if work.closure else None
    words = (left, *_unmet(work, terse)) if left else _otherwise_left(work, edition, terse)
    told = words
    if within:
        most, elsewhere = within
        told = tuple(dict.fromkeys(text if fits(text, most) else elsewhere for text in words))
    return " ".join(map(sentence, told)) if len(told) > 1 else told[0]


def _otherwise_left(work: Intervention, edition: DescribedEdition | None, terse: bool) -> tuple[str, ...]:
    """What is left where the closing judgement does not say."""
    if work.closure and (because := said(work.closure.met_because)):
        judge = work.closure.judged_by.name if work.closure.judged_by else "The judge"
        return (f"{judge} judged the definition met, with modules not recorded as done: {quoted(because)}",)
    if work.closure and work.closure.outcome is Outcome.COMPLETED:
        return _unmet(work, terse) or ((_not_held(terse) if only_reported(work) else NOTHING_LEFT_SAID[0]),)
    unanswered = [goal for goal in work.goals if goal.open]
    if unanswered:
        return (f"{len(unanswered)} of {len(work.goals)} goals still open.",)
    now = standing(work, edition)
    point = now.resume
    if point and edition and edition.sensitivity == "none" and work.is_running:
        number = f", session {point.session}" if point.session else ""
        return (f"From {point.module.title}{number}.",)
    unplaced = sentence(now.unplaced_words) if now.unplaced_words and not (point or now.is_over or terse) else ""
    return _unmet(work, terse) or ((unplaced,) if unplaced else NOTHING_LEFT_SAID[1:])


def _unmet(work: Intervention, terse: bool) -> tuple[str, ...]:
    """What was not wholly reached, and beside it what was not yet shown by the last observation on each need."""
    goals = {
        reached: [goal.text.rstrip(".;") for goal in work.goals if goal.latest and goal.latest.reached is reached]
        for reached in _NOT_WHOLLY
    }
    last = {entry.need: entry for entry in work.progress}
    unseen = [
        in_their_name(text.rstrip(".;"), entry.by) for entry in last.values() if (text := said(entry.not_yet_shown))
    ]
    if terse:
        # A goal that was not wholly reached was not wholly shown: of both, one is enough.
        missing = "reached" if any(goals.values()) else "shown" if unseen else ""
        return (f"Not all {missing} yet.",) if missing else ()
    told = [(reached.words, texts) for reached, texts in goals.items()] + [("not yet shown", unseen)]
    return tuple(sentence(f"{what}: {'; '.join(texts)}") for what, texts in told if texts)


def open_goals_words(goals: Iterable[Goal]) -> tuple[str, ...]:
    """Return each goal that is still open, with how it stands: as one partly reached, and its text."""
    return tuple(
        f"goal {goal.latest.reached.words if goal.latest else 'not yet reviewed'}: {goal.text}"
        for goal in goals
        if goal.open
    )


def is_heard(work: Intervention) -> bool:
    """Whether the work, or how it ended, is known only from what somebody else reported."""
    return Recorded.REPORTED in (work.recorded, work.closure.recorded if work.closure else None)


def only_reported(work: Intervention) -> bool:
    """Whether nothing but a report of it is held: what was seen in it, or is left, nobody here can know."""
    return work.recorded is Recorded.REPORTED and not work.sessions and not work.progress


def _not_held(terse: bool) -> str:
    return "Not known." if terse else NOT_HELD


def outside_words(work: Intervention, most: int, elsewhere: str, *, terse: bool = False) -> str:
    """Return what was seen outside sessions and, unless `terse`, by whom; a sentence where nothing was, or where nobody
    can know. What `most` words have no room for stands where `elsewhere` says.

    Work that nobody began has no sessions to be seen outside of: that nothing was seen would read as observed.
    """
    seen = [entry for entry in work.progress if said(entry.seen_outside)]
    if not seen and never_began(work):
        return NEVER_BEGAN
    if not seen:
        return _not_held(terse) if only_reported(work) else NOT_OUTSIDE
    words = (" ".join((entry.outside_seen if terse else entry.outside_words).split()) for entry in seen)
    return " ".join(in_room(map(sentence, words), most, elsewhere))


def accreditation_words(accreditation: Accreditation) -> str:
    """Return the status at the time of delivery, by whom, between which dates, with its note."""
    words = [accreditation.status.words]
    if accreditation.body:
        words.append(f"by {accreditation.body}")
    if accreditation.since:
        words.append(f"from {accreditation.since.words}")
    if accreditation.until:
        words.append(f"until {accreditation.until.words}")
    note = said(accreditation.note)
    return " ".join(words) + (f". Noted of it: {note}" if note else "")


def withdrawn_words(work: Intervention, edition: DescribedEdition | None, today: date) -> str | None:
    """Return the sentence that a later withdrawal says nothing about the person; None where there was none."""
    if edition is None:
        return None
    accreditation = edition.accreditation
    ended = accreditation.until is not None and accreditation.until.last < today
    withdrawn = accreditation.status is AccreditationStatus.WITHDRAWN
    if not withdrawn and not (ended and accreditation.status is AccreditationStatus.ACCREDITED):
        return None
    finished = work.outcome is Outcome.COMPLETED
    did = "they completed the programme asked of them" if finished else "they took up the programme offered to them"
    did = "they had not begun it" if never_began(work) else did
    what = "it was withdrawn" if withdrawn else "its accreditation ended"
    since = accreditation.since if withdrawn else accreditation.until
    when = f" {dated(since)}" if since else " later"
    whose = "as reported, " if work.recorded is Recorded.REPORTED else ""
    return capital(f"{whose}{did}; {what}{when}, for reasons not about them.")
