"""What the participant does not want now by their own answer, and what only ended: why is no choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.domain.ask import PARTICIPANT
from registry.domain.dates import PartialDate
from registry.domain.decision import Discussed
from registry.domain.line_kind import LineKind
from registry.domain.needs import Choice, NeedStanding
from registry.domain.plan import WANTED, PlanLine
from registry.domain.quoting import quoted
from registry.domain.wording import dated
from registry.reports.own_copy import Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """What they answered when they were asked about a line, or its need: when, in which words, and whether it was no.

    `wants_it` is True where they disagreed that it is not for now.
    """

    on: PartialDate
    words: str | None
    wants_it: bool = False


def is_asked_whether_wanted(line: PlanLine) -> bool:
    """Whether they left the work and are still to be asked whether they want it."""
    return line.rule == WANTED and line.stands_as is LineKind.ASK_FIRST


def said_not_now(naming: Naming, line: PlanLine) -> NotNow | None:
    """Return their answer to a line that is not for now: as decided with them, else as recorded with the need.

    None where no answer of theirs is on record, and for every other line. Why they left is no such answer.
    """
    if line.stands_as is not LineKind.NOT_WANTED:
        return None
    decision, choice = line.decision, next(_choices(naming, line), None)
    if decision is not None and decision.discussed is not Discussed.NOT_YET and (decision.has_words or choice is None):
        disagrees = decision.changed_to is None and decision.discussed is Discussed.DISAGREES
        return NotNow(on=decision.on, words=decision.discussed_words, wants_it=disagrees)
    return NotNow(on=choice.on, words=choice.words) if choice else None


def _choices(naming: Naming, line: PlanLine) -> Iterator[Choice]:
    """What they said *not now* of, of the needs of a line as they were judged last."""
    for need in (line.need, *line.also_for):
        told = (*naming.source.subject.needs, *naming.how.needs_elsewhere)
        records = [one for one in told if one.need == need]
        last = max(records, key=lambda one: one.on.last, default=None)
        if last is not None and last.choice is not None and last.standing is not NeedStanding.MET:
            yield last.choice


IN_THE_FULL_COPY: Final = "Your words stand in the full copy."


def not_for_now_words(
    name: str, line: PlanLine, answer: NotNow | None, *, today: date, begun: bool = True, elsewhere: bool = False
) -> str:
    """Return what is said of a line that is not for now; `answer` holds their words where this copy may hold them, and
    `elsewhere` says that they stand in the full copy alone.

    What no work is recorded of, or none that has `begun`, is not told as unfinished.
    """
    stands = "this was not finished" if line.work and begun else "this is written down as not for now"
    if line.work and not begun:
        stands = "this did not begin"
    due = line.decision.again if line.decision else None
    if due is None and line.kind is LineKind.NOT_WANTED:
        due = line.due
    if due is None and line.question and line.stands_as is LineKind.ASK_FIRST:
        due = line.question.by
    mine = max((one.on for one in line.answers if one.of == PARTICIPANT), key=lambda one: one.last, default=None)
    if answer is None and mine:
        return f"{name}: {stands}. You told us, {dated(mine)}, whether you want it. It is for us to decide."
    if answer is None:
        if due and due.last < today:
            ask = f" We should have asked you by {due.words}."
        else:
            ask = f" We ask you by {due.words}." if due else ""
        return f"{name}: {stands}. We have not asked you whether you want it now.{ask}"
    if due and due.last < today:
        ask = f" We should have asked you again by {due.words}."
    else:
        ask = f" We ask you again on {due.words}." if due else ""
    told = f": {quoted(answer.words)}" if answer.words else ""
    stop = "" if answer.words and answer.words.endswith((".", "!", "?")) else "."
    stop += f" {IN_THE_FULL_COPY}" if elsewhere else ""
    if answer.wants_it:
        return f"{name}: it is written down as not for now. You disagreed, {dated(answer.on)}{told}{stop}{ask}"
    return f"{name}: you said not now, {dated(answer.on)}{told}{stop} You may change your mind.{ask}"
