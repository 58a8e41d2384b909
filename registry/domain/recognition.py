"""What a clinician may recognise at this desk: work that was done and that nobody could credit, and nothing else.

Recognised stands for old, reported or unjudged evidence. It is never credit by another name: not for what is no
treatment, what goes on, what was left half done on good record, or what was opened and not closed.
"""

from collections.abc import Sequence

from registry.domain.catalogue import Kind, Sensitivity
from registry.domain.closure import Outcome
from registry.domain.errors import NotAllowed
from registry.domain.history import Work
from registry.domain.line_kind import LineKind
from registry.domain.plan import OF_THE_LAW, RECOGNISABLE, WANTED, PlanLine
from registry.domain.reasons import StopReason

# Half done on good record, but nothing can be gone on with: what was done may be recognised for what it was.
_NOTHING_TO_GO_ON_WITH = ("withdrawn-part-done",)


def is_recognisable(line: PlanLine, works: Sequence[Work]) -> bool:
    """Return whether a clinician could recognise the work of a line, so that only what is possible is advised."""
    if not line.work or line.kind not in RECOGNISABLE:
        return False
    try:
        check_recognition(line, works)
    except NotAllowed:
        return False
    return True


def check_recognition(line: PlanLine, works: Sequence[Work]) -> None:
    """Raise NotAllowed, naming why, where the work of a line is not recognised.

    `works` are the records of the line; the one that leads it is named first in the line.
    """
    lead = next((work for work in works if work.intervention.id == line.work[0]), None) if line.work else None
    if lead is None:
        return  # The line itself refuses: there is no work on it.
    record, edition = lead.intervention, lead.edition
    if edition is not None and edition.programme_id != line.programme_id:
        raise NotAllowed(
            f"{line.title} was not done: the question is how much of it {edition.title} covers.",
            hint="Say which judgement stands, with --choice change --to build-on, or record your own: `overlap add`.",
        )
    if edition is not None and edition.kind is not Kind.TREATMENT:
        raise NotAllowed(
            f"{line.title} is {_KINDS[edition.kind]}, which is never recognised as treatment.",
            hint="Accept the line, or put it off.",
        )
    if record.closure is None:
        goes_on = "is running" if record.is_running else "has not begun"
        raise NotAllowed(
            f"{line.title} {goes_on} at {record.establishment.name}: only work that has ended is recognised.",
            hint="Accept the line; what was done is judged when it is closed.",
        )
    unfinished = record.closure.outcome is not Outcome.COMPLETED
    ended = record.closure.reason is StopReason.ENOUGH or line.rule in _NOTHING_TO_GO_ON_WITH
    if _is_left_open(works, unfinished=unfinished and not ended):
        raise NotAllowed(
            f"{line.title} is trauma-processing or offence-disclosure work that stands unfinished or opened: it is "
            "not recognised, because that would say that nothing is left.",
            hint="Accept the line, or put it off: the participant chooses whether and when to go on.",
        )
    asks_what_was_done = line.kind is LineKind.ASK_FIRST and line.rule not in (*OF_THE_LAW, WANTED)
    if unfinished and not ended and not asks_what_was_done:
        raise NotAllowed(
            f"{line.title} was not completed at {record.establishment.name} ({record.closure.on.words}): what is "
            "half done is not recognised, because that would hide what is left.",
            hint="Accept the line, or change it with --choice change; what was done stays on it.",
        )


def _is_left_open(works: Sequence[Work], *, unfinished: bool) -> bool:
    return any(
        work.edition is not None
        and work.edition.sensitivity is not Sensitivity.NONE
        and (unfinished or work.intervention.opened_not_closed is not None)
        for work in works
    )


_KINDS = {
    Kind.BOOSTER: "a booster",
    Kind.ASSESSMENT: "an assessment",
    Kind.SETTING: "time lived in a therapeutic setting",
    Kind.EDUCATION: "education",
}
