"""What the service lead counts about repetition: never repeats avoided alone, always beside what people asked for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.closure import YesNoNotAsked
from registry.domain.plan import LineKind
from registry.domain.refresher import RefresherAnswer
from registry.services.journeys import journey
from registry.services.sitting import Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """Counts of one unit, all time. `not_available` counts people by need; the answers count closed interventions.

    A stop that was followed by beginning the same programme with a reason is not a repeat avoided.
    """

    avoided: int
    begun_again: dict[str, int]
    refreshers: dict[str, int]
    not_available: dict[str, int]
    helped: dict[str, int]
    treated_fairly: dict[str, int]
    asked_what_was_done: dict[str, int]
    assessments_avoided: int


@journey(Permission.REPORT)
def count_repetition(sitting: Sitting) -> Repetition:
    """Return the counts of this unit. The answers at closure are counted as they were given; nothing is estimated."""
    with sitting.reading("plan counts", purpose="counts of the unit") as uow:
        records = uow.interventions.outlines()
        stops, refreshers, transfers = uow.repeat_stops.all(), uow.refreshers.all(), uow.transfers.all()
        plans = uow.plans.newest_of_all()
    again = {(one.participant_id, (one.edition_id or "").partition("/")[0]) for one in records if one.repeat}
    needs: Counter[str] = Counter()
    for plan in plans:
        needs.update({line.need for line in plan.lines if line.stands_as is LineKind.NOT_AVAILABLE})
    closures = [one.closure for one in records if one.closure]
    return Repetition(
        avoided=len({(one.participant_id, one.programme_id) for one in stops} - again),
        begun_again=dict(sorted(Counter(one.repeat.reason.value for one in records if one.repeat).items())),
        refreshers={answer.value: sum(one.answer is answer for one in refreshers) for answer in RefresherAnswer},
        not_available=dict(sorted(needs.items())),
        helped=_answers(one.helped for one in closures),
        treated_fairly=_answers(one.treated_fairly for one in closures),
        asked_what_was_done=_answers(one.asked_what_was_done for one in closures),
        assessments_avoided=sum(one.avoided for one in transfers),
    )


def _answers(given: Iterable[YesNoNotAsked]) -> dict[str, int]:
    counted = Counter(given)
    return {answer.value: counted[answer] for answer in YesNoNotAsked}
