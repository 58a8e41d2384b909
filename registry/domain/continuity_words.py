"""The sentences of the continuity plan: what happened, how much, when, and on what evidence.

Plain and in the person's favour where the record allows it: what a service did is said of the service, a choice is
given in the person's own words, and what is not known is called not known.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from registry.domain.begun import has_begun, never_began
from registry.domain.catalogue import Kind, OverlapJudgement
from registry.domain.continuity_case import Case
from registry.domain.continuity_piece import TRUSTED, Piece, trust_of
from registry.domain.dates import PartialDate
from registry.domain.history import Work
from registry.domain.intervention import Intervention, State
from registry.domain.needs import NeedRecord, need_label
from registry.domain.participant import TherapyEnding
from registry.domain.plan import Evidence, Trust
from registry.domain.quoting import quoted
from registry.domain.reasons import StopReason
from registry.domain.service_lack import may_lack_a_fit
from registry.domain.text import MOST_LABEL
from registry.domain.wording import imported_words

_PLANNED = "came to a planned ending"
_NOT_ITS_END = (StopReason.NO_STAFF, StopReason.THERAPIST_LEFT, StopReason.CLOSED, StopReason.SECURITY)


def joined(parts: Iterable[str]) -> str:
    """Return `a, b and c`."""
    *rest, last = list(parts) or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def joined_or(names: list[str]) -> str:
    """Return `a`, `a or b` or `a, b or c`; of more than three the first and how many others."""
    first, *others = names
    if others[2:]:
        return f"{first} or one of {len(others)} others"
    *rest, last = names
    return f"{', '.join(rest)} or {last}" if rest else last


def label(case: Case, need: str) -> str:
    """Return the need's label."""
    return need_label(case.needs, need)


def months_on(when: PartialDate, months: int) -> PartialDate:
    """Return the date `months` later, no more exact than the date it is counted from."""
    start = when.first
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month += 1
    if when.is_exact:
        return PartialDate.of(date(year, month, min(start.day, calendar.monthrange(year, month)[1])))
    return PartialDate(f"{year:04d}-{month:02d}"[: len(when.text)])


def in_days(case: Case, days: int) -> PartialDate:
    """Return the day that many days from today."""
    return PartialDate.of(case.today + timedelta(days=days))


def happened(case: Case, piece: Piece) -> str:
    """Open a line's reason: what was done, where, when and how it ended. No full stop, so that a rule may go on."""
    record, where = piece.record, piece.record.establishment.name
    if record.state is State.NOT_SUITABLE:
        if may_lack_a_fit(record):
            # Whose it was is what is asked: nothing is said here of the person, nor of the service.
            return f"{piece.named} is recorded at {where} as not suitable{_why(record)}"
        return f"An assessment at {where} found that {piece.named} did not suit the person{_why(record)}"
    if record.closure is None:
        if not has_begun(record):
            return f"{piece.named} at {where} has not begun by its record, though something is recorded of it"
        since = f" since {record.started.words}" if record.started else ""
        if record.state is State.ON_HOLD:
            return _on_hold(case, piece)
        if case.is_here(record.establishment):
            return f"{piece.named} is running at {where}{since}"
        return f"{piece.named} was still running at {where}{since} when the record was made"
    when = record.closure.on.words
    if not piece.completed:
        how = record.closure.reason.words if record.closure.reason else "reason not recorded"
        if _ended(piece) == _PLANNED and record.closure.reason in _NOT_ITS_END:
            # Why part of it was not given is no reason for its ending, which was planned.
            return f"{piece.named} at {where} {_PLANNED} ({when}), with part of it not given ({how})"
        return f"{piece.named} at {where} {_ended(piece)} ({when}: {how})"
    said = "was" if piece.trust in TRUSTED else "is recorded as"
    return f"{piece.named} {said} completed at {where} ({when})"


def _on_hold(case: Case, piece: Piece) -> str:
    """Since when it is on hold and why, in the words of whoever put it there: on hold is not running."""
    record = piece.record
    held = next((move for move in reversed(record.moves) if move.to is State.ON_HOLD), None)
    since = f" since {held.on.words}" if held else "; since when is not recorded"
    why = _why(record) or ", and why is not recorded"
    begun = f" (begun {record.started.words})" if record.started else ""
    is_held = "is" if case.is_here(record.establishment) else "was, when the record was made,"
    return f"{piece.named} at {record.establishment.name}{begun} {is_held} on hold{since}{why}"


def _why(record: Intervention) -> str:
    """The reason of the last step, in the words of whoever wrote it."""
    return f": {quoted(record.standing_because.rstrip('.'))}" if record.standing_because else ""


def _ended(piece: Piece) -> str:
    """Say how work that is not completed ended; what was agreed or planned is no stopping before the end."""
    closure = piece.record.closure
    if never_began(piece.record):
        return "ended before it began"
    if closure is None or closure.reason is StopReason.ENOUGH:
        return "ended by agreement"
    if closure.ended is TherapyEnding.PLANNED:
        return _PLANNED
    return "ended with its goals answered" if piece.goals_answered else "stopped before its end"


def amount(piece: Piece) -> str:
    """Say how much was received, in sessions; that nobody recorded any is not the same as none."""
    if piece.dose.offered:
        return piece.dose.words
    planned = f" of {piece.dose.planned_words()}" if piece.dose.expected else "; expected amount not known"
    return f"no sessions are recorded{planned}"


def stated(work: Work) -> str:
    """Say in one phrase what one record states."""
    record = work.intervention
    if work.edition is not None and work.edition.kind is Kind.SETTING and not never_began(record):
        return "time lived there; not treatment to be completed"
    if record.closure:
        reason = f", {record.closure.reason.words}" if record.closure.reason else ""
        return f"{record.closure.outcome.words}{reason}"
    return {State.IN_PROGRESS: "in progress", State.ON_HOLD: "on hold"}.get(
        record.state, record.state.replace("-", " ")
    )


def evidence_of(work: Work) -> Evidence:
    """Return one record as evidence, with the words another unit had for its end where it has any."""
    record = work.intervention
    theirs = imported_words(record.closure, record.establishment) if record.closure else None
    what = f"{record.title}, {record.establishment.name}: {stated(work)}{f'. {theirs}' if theirs else ''}"
    return Evidence(
        record=record.id,
        what=what if len(what) <= MOST_LABEL else f"{what[: MOST_LABEL - 1]}…",
        source=work.source.whence,
        on=record.delivered_on or record.referred,
        trust=trust_of(work),
    )


def need_evidence(case: Case, record: NeedRecord) -> Evidence:
    """Return a need record as evidence: our own, or as the case says it came, else reported."""
    came = case.history.sources.get(record.id)
    return Evidence(
        record=record.id,
        what=f"{label(case, record.need)}: {record.standing.value}, by {record.by}",
        source=f"{record.establishment.name}, {came.doubt}" if came and came.doubt else record.establishment.name,
        on=record.on,
        trust=case.need_trust.get(record.id, Trust.OWN if case.is_here(record.establishment) else Trust.REPORTED),
    )


def judgement_evidence(case: Case, judgement: OverlapJudgement) -> Evidence:
    """Return an overlap judgement as evidence: in our own list, whoever judged, or as the case says it came."""
    return Evidence(
        record=judgement.id,
        what=judgement.words if judgement.covers_nothing else f"{judgement.words}: {judgement.strength.value}",
        source=judgement.judged_by,
        on=judgement.on,
        trust=case.overlap_trust.get(judgement.id, Trust.OWN),
    )
