"""What the service lead counts about repetition: never repeats avoided alone, always beside what people asked for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.catalogue import programme_of
from registry.domain.closure import YesNoNotAsked
from registry.domain.errors import NotFound, OutOfReach
from registry.domain.intervention import Intervention
from registry.domain.participant import Known, Participant
from registry.domain.plan import LineKind
from registry.domain.refresher import RefresherAnswer
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """One count laid out by who it was about: by sex, ethnicity, learning disability, the tier they came from, and
    programme. What the record does not know is counted under *not recorded*; exact numbers, not for passing on.
    """

    what: str
    by_sex: dict[str, int]
    by_ethnicity: dict[str, int]
    by_learning_disability: dict[str, int]
    by_tier_before: dict[str, int]
    by_programme: dict[str, int]


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
    shares: tuple[Shares, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing that is counted: what, about whom, in which programme where it was one."""

    what: str
    participant_id: str
    programme_id: str | None = None


@journey(Permission.REPORT)
def count_repetition(sitting: Sitting) -> Repetition:
    """Return the counts of this unit. The answers at closure are counted as they were given; nothing is estimated."""
    with sitting.reading("plan counts", purpose="counts of the unit") as uow:
        records = uow.interventions.outlines()
        stops, refreshers, transfers = uow.repeat_stops.all(), uow.refreshers.all(), uow.transfers.all()
        plans = uow.plans.newest_of_all()
        again = {(one.participant_id, programme_of(one.edition_id or "")) for one in records if one.repeat}
        avoided = {(one.participant_id, one.programme_id) for one in stops} - again
        nothing_here = {
            (plan.participant_id, line.need)
            for plan in plans
            for line in plan.lines
            if line.stands_as is LineKind.NOT_AVAILABLE
        }
        events = [
            *(_Event("repeats stopped before they began", *one) for one in sorted(avoided)),
            *(
                _Event("done again, with a reason", one.participant_id, programme_of(one.edition_id or ""))
                for one in records
                if one.repeat
            ),
            *(_Event(f"refreshers {one.answer}", one.participant_id, one.programme_id) for one in refreshers),
            *(_Event("needs with nothing here", who) for who, _ in sorted(nothing_here)),
            *(event for one in records for event in _answered(one)),
        ]
        shares = tuple(_shares(sitting, uow, events))
    closures = [one.closure for one in records if one.closure]
    return Repetition(
        avoided=len(avoided),
        begun_again=dict(sorted(Counter(one.repeat.reason.value for one in records if one.repeat).items())),
        refreshers={answer.value: sum(one.answer is answer for one in refreshers) for answer in RefresherAnswer},
        not_available=dict(sorted(Counter(need for _, need in nothing_here).items())),
        helped=_answers(one.helped for one in closures),
        treated_fairly=_answers(one.treated_fairly for one in closures),
        asked_what_was_done=_answers(one.asked_what_was_done for one in closures),
        assessments_avoided=sum(one.avoided for one in transfers),
        shares=shares,
    )


def _answered(record: Intervention) -> Iterator[_Event]:
    if record.closure is None:
        return
    programme = programme_of(record.edition_id) if record.edition_id else None
    for asked, given in (
        ("did it help", record.closure.helped),
        ("treated fairly", record.closure.treated_fairly),
        ("asked what was done before", record.closure.asked_what_was_done),
    ):
        yield _Event(f"{asked}: {given.value.replace('-', ' ')}", record.participant_id, programme)


def _answers(given: Iterable[YesNoNotAsked]) -> dict[str, int]:
    counted = Counter(given)
    return {answer.value: counted[answer] for answer in YesNoNotAsked}


def _shares(sitting: Sitting, uow: UnitOfWork, events: list[_Event]) -> Iterator[Shares]:
    people = {who: _standing(uow, who) for who in dict.fromkeys(one.participant_id for one in events)}
    came_from = {who: _tier_before(sitting, uow, who) for who in people}
    for what in dict.fromkeys(one.what for one in events):
        counted = [one for one in events if one.what == what]
        about = [people[one.participant_id] for one in counted]
        yield Shares(
            what=what,
            by_sex=_counted(one.sex.value.replace("-", " ") if one else NOT_RECORDED for one in about),
            by_ethnicity=_counted(one.ethnicity.group if one and one.ethnicity else NOT_RECORDED for one in about),
            by_learning_disability=_counted(_learning_disability(one) for one in about),
            by_tier_before=_counted(came_from[one.participant_id] for one in counted),
            by_programme=_counted(_title(sitting, one.programme_id) for one in counted),
        )


def _counted(groups: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(groups).items()))


def _standing(uow: UnitOfWork, participant_id: str) -> Participant | None:
    """Return the participant, or None where the record was entered in error since, or is out of this person's reach."""
    try:
        return uow.participants.get(participant_id)
    except (NotFound, OutOfReach):
        return None


def _learning_disability(participant: Participant | None) -> str:
    known = participant.communication.learning_disability if participant else Known.UNKNOWN
    return NOT_RECORDED if known is Known.UNKNOWN else known.value


def _tier_before(sitting: Sitting, uow: UnitOfWork, participant_id: str) -> str:
    """Return the tier of the last stay elsewhere: where somebody comes from says most about what they had before."""
    known = (*uow.placements.of(participant_id), *uow.imports.of(participant_id).placements)
    stays = [one for one in known if one.establishment.id != sitting.unit.id]
    return max(stays, key=lambda one: one.since.last).establishment.tier.words if stays else NOT_RECORDED


def _title(sitting: Sitting, programme_id: str | None) -> str:
    programme = sitting.catalogue.programmes.get(programme_id or "")
    return programme.title if programme else programme_id or "no programme named"
