"""What shows by its absence, or without naming it, that something stays behind, where no word could be found.

Each is a hit like any other: the page or the record is changed, or whoever approves confirms that it tells nothing.
"""

from collections.abc import Iterable, Iterator

from registry.domain.closure import Closure
from registry.domain.history import Work
from registry.domain.hits import Hit, HitKind
from registry.domain.needs import NeedStanding
from registry.domain.participant import FirstTwoWeeks, TherapistsSpoke, TherapyEnding
from registry.domain.summary import Subject


def traces(subject: Subject, left: Iterable[Work]) -> tuple[Hit, ...]:
    """Return what of a draft shows that the works in `left` were there: how the last therapy ended, where no work that
    travels ended so; the accounts that exist and what is unfinished, which no list of words can judge; and a need, not
    met, that the plan is silent on.
    """
    left = tuple(left)
    if not left:
        return ()
    return (*_of_the_page(subject), *_of_the_ending(subject, left), *_of_the_plan(subject))


def _of_the_page(subject: Subject) -> Iterator[Hit]:
    weeks = subject.first_two_weeks or FirstTwoWeeks()
    if weeks.unfinished is not None:
        yield _hit("firstTwoWeeks/unfinished", "unfinished", f"Unfinished: [{weeks.unfinished}]")
    for number, account in enumerate(weeks.not_to_be_asked_again):
        around = f"Not to be asked for again: [{account.what}], kept at [{account.kept_where}]"
        yield _hit(f"firstTwoWeeks/notToBeAskedAgain/{number}", "account", around)


def _of_the_ending(subject: Subject, left: tuple[Work, ...]) -> Iterator[Hit]:
    weeks = subject.first_two_weeks or FirstTwoWeeks()
    told = weeks.last_therapy_ended
    known = told is not TherapyEnding.NOT_KNOWN or weeks.therapists_spoke is not TherapistsSpoke.NOT_RECORDED
    if not known or not any(_may_be(work, told) for work in left):
        return
    if told in {ending for each in subject.interventions if (ending := _ending(each.closure, running=each.is_running))}:
        return
    yield _hit("firstTwoWeeks/lastTherapyEnded", told.value, f"The last therapy: [{told.words}]")
    if weeks.therapists_spoke is not TherapistsSpoke.NOT_RECORDED:
        spoke = weeks.therapists_spoke
        yield _hit("firstTwoWeeks/therapistsSpoke", spoke.value, f"Old and new therapist spoke: [{spoke.words}]")


def _may_be(work: Work, told: TherapyEnding) -> bool:
    """Whether the page may speak of this work: its ending is the one told, or it is not known."""
    record = work.intervention
    ending = _ending(record.closure, running=record.is_running)
    return TherapyEnding.NOT_KNOWN in (ending, told) or ending is told


def _ending(closure: Closure | None, *, running: bool) -> TherapyEnding | None:
    if running:
        return TherapyEnding.STILL_RUNNING
    return closure.ended if closure else None


def _of_the_plan(subject: Subject) -> Iterator[Hit]:
    if subject.plan is None:
        return
    spoken_of = {need for line in subject.plan.lines for need in (line.need, *line.also_for)}
    # A need that was met has no line in any plan.
    met = {record.need for record in subject.needs if record.standing is NeedStanding.MET}
    for need in dict.fromkeys(record.need for record in subject.needs):
        if need not in spoken_of | met:
            yield _hit("plan/lines", need, f"The plan is silent on [{need}]")


def _hit(path: str, word: str, around: str) -> Hit:
    return Hit(kind=HitKind.WITHHELD, path=path, word=word, around=around)
