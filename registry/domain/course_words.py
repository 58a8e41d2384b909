"""The whole life of an intervention as lines: referred, every step since with its day and reason, and its closing."""

from collections.abc import Iterator

from registry.domain.closure import Closure
from registry.domain.dates import PartialDate, Recorded
from registry.domain.intervention import Intervention, State, StateMove
from registry.domain.people import EstablishmentRef
from registry.domain.quoting import quoted
from registry.domain.wording import imported_words, said, state_words

_Dated = tuple[PartialDate, str]


def course_lines(of: Intervention) -> tuple[str, ...]:
    """Return one line for each thing that happened, in order; a closing has more, set in: who judged it, how it ended.

    What was left and the participant's own reason stand here for a former closing; for the last one they stand above.
    """
    by = "as reported; written down by" if of.recorded is Recorded.REPORTED else "by"
    steps = [(one.on, _step(one, by)) for one in of.moves]
    if of.referred is not None and all(one.to is not State.REFERRED for one in of.moves):
        told = f"{of.referred.words}: referred; by whom is not recorded"
        steps.insert(0, (of.referred, told))
    ends: list[_Dated] = []
    for again in of.reopenings:
        ends += _closing(again.closure, of.establishment)
        ends += ((again.closure.on, f"  {line}") for line in _kept(again.closure))
        ends.append((again.on, f"{again.on.words}: opened again, by {again.by}: {said(again.because)}"))
    if of.closure is not None:
        ends += _closing(of.closure, of.establishment)
    return tuple(_merged(steps, ends))


def _step(step: StateMove, by: str) -> str:
    why = f": {said(step.because)}" if step.because else ""
    what = "referred" if step.to is State.REFERRED else state_words(step.to)
    return f"{step.on.words}: {what}, {by} {step.by}{why}"


def _closing(closure: Closure, where: EstablishmentRef) -> Iterator[_Dated]:
    why = f": {closure.reason.words} ({closure.reason.cause.words})" if closure.reason else ""
    more = f". {said(closure.reason_note)}" if said(closure.reason_note) else ""
    yield closure.on, f"{closure.on.words}: closed as {closure.outcome.words}, by {closure.closed_by}{why}{more}"
    if theirs := imported_words(closure, where):
        yield closure.on, f"  {theirs}"
    if closure.judged_by is None:
        yield closure.on, "  Who judged the outcome is not recorded"
    else:
        on = f" on {closure.judged_on.words}" if closure.judged_on else ""
        yield closure.on, f"  Outcome judged by {closure.judged_by.words}{on}"
    yield closure.on, f"  How it ended for them: {closure.ended.words}"
    yield closure.on, f"  Asked at the end: {closure.asked_words}"


def _kept(closure: Closure) -> Iterator[str]:
    """Yield what a former closing said was left, and the participant's own reason."""
    if left := said(closure.left_to_do):
        yield f"Left then: {left}"
    if own := said(closure.participant_reason):
        yield f"Their own reason then: {quoted(own)}"


def _merged(steps: list[_Dated], ends: list[_Dated]) -> Iterator[str]:
    """Both in their own order; an end stands before a step only where it certainly was before it."""
    left = list(ends)
    for on, line in steps:
        while left and left[0][0].certainly_before(on):
            yield left.pop(0)[1]
        yield line
    yield from (line for _, line in left)
