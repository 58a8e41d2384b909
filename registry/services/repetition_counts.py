"""What the service lead counts about repetition: never repeats avoided alone, always beside what people asked for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.catalogue import Programme
from registry.domain.closure import YesNoNotAsked
from registry.domain.participant import Known
from registry.domain.placement import Placement
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """By what a count is laid out: what is known of somebody, and the tier they came from."""

    sex: str = NOT_RECORDED
    ethnicity: str = NOT_RECORDED
    learning_disability: str = NOT_RECORDED
    tier_before: str = NOT_RECORDED


class _Tally:
    """What is counted, each thing with how often it was of people alike and in which programme."""

    def __init__(self, people: Mapping[str, _About], in_order: Sequence[str] = ()) -> None:
        self._people = people
        self._counted: defaultdict[str, Counter[tuple[_About, str | None]]] = defaultdict(Counter)
        for what in in_order:
            self._counted[what] = Counter()

    def count(self, what: str, participant_id: str, programme_id: str | None = None) -> None:
        # Somebody whose record was entered in error since, or is out of this person's reach, is not known.
        self.add(what, self._people.get(participant_id, _NOBODY), programme_id, 1)

    def add(self, what: str, about: _About, programme_id: str | None, number: int) -> None:
        self._counted[what][about, programme_id or None] += number

    def shares(self, titles: Mapping[str, Programme]) -> Iterator[Shares]:
        for what, counted in ((what, counted) for what, counted in self._counted.items() if counted):
            yield Shares(
                what=what,
                by_sex=_laid_out(counted, lambda about, _: about.sex),
                by_ethnicity=_laid_out(counted, lambda about, _: about.ethnicity),
                by_learning_disability=_laid_out(counted, lambda about, _: about.learning_disability),
                by_tier_before=_laid_out(counted, lambda about, _: about.tier_before),
                by_programme=_laid_out(counted, lambda _, programme: _title(titles, programme)),
            )


_NOBODY = _About()


@journey(Permission.REPORT)
def count_repetition(sitting: Sitting) -> Repetition:
    """Return the counts of this unit. The answers at closure are counted as they were given; nothing is estimated."""
    # Gone through without holding anybody up who writes meanwhile, and written down before it is shown.
    with sitting.looking_up() as uow:
        people = _people(sitting, uow)
        stops, refreshers, transfers = uow.repeat_stops.all(), uow.refreshers.all(), uow.transfers.all()
        plans = uow.plans.saying(LineKind.NOT_AVAILABLE)
        begun, closed = Counter[tuple[str, str, str]](), Counter[tuple[_About, str | None, tuple[YesNoNotAsked, ...]]]()
        for one in uow.interventions.ends():
            if one.done_again is not None:
                begun[one.participant_id, one.programme_id or "", one.done_again.value] += 1
            if one.answers is not None:
                closed[people.get(one.participant_id, _NOBODY), one.programme_id, one.answers] += 1
    with sitting.reading("plan counts", purpose="counts of the unit"):
        pass
    answers = _Tally(people, _IN_ORDER)
    given: dict[str, Counter[YesNoNotAsked]] = {name: Counter() for name in _QUESTIONS}
    for (about, programme_id, answered), number in closed.items():
        for (name, words), answer in zip(_QUESTIONS.items(), answered, strict=True):
            given[name][answer] += number
            answers.add(f"{words}: {_ANSWERED[answer]}", about, programme_id, number)
    again = {(who, programme) for who, programme, _ in begun}
    avoided = {(one.participant_id, one.programme_id) for one in stops} - again
    nothing_here = {
        (plan.participant_id, line.need)
        for plan in plans
        for line in plan.lines
        if line.stands_as is LineKind.NOT_AVAILABLE
    }
    tally = _Tally(people)
    for who, programme in sorted(avoided):
        tally.count("repeats stopped before they began", who, programme)
    for who, programme, _ in begun.elements():
        tally.count("done again, with a reason", who, programme)
    for wish in refreshers:
        tally.count(f"refreshers {wish.answer}", wish.participant_id, wish.programme_id)
    for who, _ in sorted(nothing_here):
        tally.count("needs with nothing here", who)
    reasons: Counter[str] = Counter()
    for (_, _, reason), number in begun.items():
        reasons[reason] += number
    titles = sitting.catalogue.programmes
    return Repetition(
        avoided=len(avoided),
        begun_again=dict(sorted(reasons.items())),
        refreshers={answer.value: sum(one.answer is answer for one in refreshers) for answer in RefresherAnswer},
        not_available=dict(sorted(Counter(need for _, need in nothing_here).items())),
        assessments_avoided=sum(one.avoided for one in transfers),
        shares=(*tally.shares(titles), *answers.shares(titles)),
        helped=_answers(given["helped"]),
        treated_fairly=_answers(given["treated_fairly"]),
        asked_what_was_done=_answers(given["asked_what_was_done"]),
    )


_QUESTIONS = {
    "helped": "did it help",
    "treated_fairly": "treated fairly",
    "asked_what_was_done": "asked what was done before",
}
_ANSWERED = {answer: answer.value.replace("-", " ") for answer in YesNoNotAsked}
_IN_ORDER = tuple(f"{words}: {answer}" for words in _QUESTIONS.values() for answer in _ANSWERED.values())


def _answers(given: Counter[YesNoNotAsked]) -> dict[str, int]:
    return {answer.value: given[answer] for answer in YesNoNotAsked}


def _people(sitting: Sitting, uow: UnitOfWork) -> dict[str, _About]:
    """What is known of everybody in reach, read at once: asking for each of thousands takes minutes."""
    stays: dict[str, list[Placement]] = {}
    for one in uow.placements.all():
        stays.setdefault(one.participant_id, []).append(one)
    for who, came in uow.imports.stays().items():
        stays.setdefault(who, []).extend(came)
    return {
        who: _About(
            sex=sex.value.replace("-", " "),
            ethnicity=ethnicity.group if ethnicity else NOT_RECORDED,
            learning_disability=NOT_RECORDED if disability is Known.UNKNOWN else disability.value,
            tier_before=_tier_before(sitting, stays.get(who, ())),
        )
        for who, sex, ethnicity, disability in uow.participants.traits()
    }


def _laid_out(counted: Counter[tuple[_About, str | None]], by: Callable[[_About, str | None], str]) -> dict[str, int]:
    groups: Counter[str] = Counter()
    for (about, programme), number in counted.items():
        groups[by(about, programme)] += number
    return dict(sorted(groups.items()))


def _tier_before(sitting: Sitting, stays: Iterable[Placement]) -> str:
    """Return the tier of the last stay elsewhere: where somebody comes from says most about what they had before."""
    elsewhere = [one for one in stays if one.establishment.id != sitting.unit.id]
    return max(elsewhere, key=lambda one: one.since.last).establishment.tier.words if elsewhere else NOT_RECORDED


def _title(programmes: Mapping[str, Programme], programme_id: str | None) -> str:
    programme = programmes.get(programme_id or "")
    return programme.title if programme else programme_id or "no programme named"
