"""A home that grows: invented people with thirty interventions each, as rows that the services would have written.

They go in by lists through the store's own repositories, thousands to a transaction, each with its audit row; under the
real schema, indexes, triggers and encryption. One in twenty stays at the unit and has a course going on, with sessions
and a plan; of everybody else the work is closed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import insert
from stdnum.gb import nhs

from registry.domain.assessment import Direction, Occasion, Rater, Score
from registry.domain.catalogue import Programme
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.dates import PartialDate
from registry.domain.edition import Edition
from registry.domain.ethnicity import Ethnicity
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import Delivery, Intervention, State, StateMove
from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.participant import CommunicationNeeds, Known, Participant, PersonName, Sex
from registry.domain.people import Person
from registry.domain.placement import Placement
from registry.domain.reasons import StopReason
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.domain.staffing import Assignment, StaffRole
from registry.services.plans import plan_from
from registry.services.sitting import Sitting, describer, new_id
from registry.store.catalogue_entries import PINS
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork
from tests.bench.names import FAMILIES, GIVEN
from tests.homes import TestHome

COURSES = 30
STAYS_ONE_IN = 20
CASELOAD = 20
AT_ONCE = 500
TO_A_TRANSACTION = 5_000
CACHE_KIB = 1_000_000

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
FIRST_DAY, DAYS = date(2001, 1, 1), 9_000


@dataclass(kw_only=True)
class Grower:
    """Adds people to one home, the same ones for the same home each time it is made; `people` counts them."""

    home: TestHome
    people: int = 0
    someone: list[str] = field(default_factory=list)
    """The ids of some of those who were added, spread over all."""

    def __post_init__(self) -> None:
        self._chance = random.Random(20261122)
        self._numbers = nhs_numbers()
        self._therapists = tuple(
            Person(id=new_id(), name=f"Dr {family}", profession="forensic psychologist") for family in FAMILIES[:50]
        )

    def grow(self, until: int) -> None:
        """Add people until there are so many."""
        with self.home.sit() as sitting:
            _give_room(sitting)
            editions = [(one, each) for one in sitting.catalogue.programmes.values() for each in one.editions]
            while self.people < until:
                first, last = self.people, min(until, self.people + TO_A_TRANSACTION)
                staying: list[str] = []
                with sitting.writing("growth", purpose=f"participants {first + 1} to {last}") as uow:
                    digests = {
                        one.id: uow.catalogue_entries.keep(one, sitting.catalogue.version) for one, _ in editions
                    }
                    for start in range(first, last, AT_ONCE):
                        staying += self._add(sitting, uow, editions, digests, range(start, min(last, start + AT_ONCE)))
                with sitting.writing("growth", purpose=f"plans of {len(staying)}") as uow:
                    describe_for = describer(sitting, uow)
                    for one in staying:
                        uow.plans.put(plan_from(sitting, uow, load_history(uow, one, describe_for)))
                self.people = last

    def _add(
        self,
        sitting: Sitting,
        uow: UnitOfWork,
        editions: list[tuple[Programme, Edition]],
        digests: dict[str, str],
        numbers: range,
    ) -> list[str]:
        people = [self._person(number) for number in numbers]
        uow.participants.add_all(people)
        self.someone.append(people[0].id)
        staying = [one for number, one in zip(numbers, people, strict=True) if number % STAYS_ONE_IN == 0]
        here = {one.id for one in staying}
        uow.placements.add_all(self._stay(sitting, one, is_here=one.id in here) for one in people)
        uow.needs.add_all(need for one in people for need in self._needs(sitting, one))
        uow.scores.add_all(score for one in people for score in self._scores(one))
        courses = []
        for number, one in zip(numbers, people, strict=True):
            courses += [self._closed(sitting, one, *self._chance.choice(editions)) for _ in range(COURSES - 1)]
            chosen = self._chance.choice(editions)
            running = one.id in here
            courses.append(
                self._running(sitting, number, one, *chosen) if running else self._closed(sitting, one, *chosen)
            )
        # In the order of their ids, so that the index grows from one end and not everywhere at once.
        courses.sort(key=lambda one: one.id)
        uow.interventions.add_all(courses)
        pinned = {"number": 1, "pinned_at": "2026-01-01T09:00:00Z", "pinned_by": sitting.user.person.id}
        rows = [
            {
                **pinned,
                "intervention_id": one.id,
                "edition_id": one.edition_id,
                "entry_digest": digests[(one.edition_id or "").split("/")[0]],
            }
            for one in courses
        ]
        uow.participants._db.execute(insert(PINS), rows)
        return [one.id for one in staying]

    def _person(self, number: int) -> Participant:
        chance = self._chance
        disabled = Known.YES if chance.random() < 0.1 else chance.choice((Known.NO, Known.UNKNOWN))
        return Participant(
            id=new_id(),
            name=PersonName(family=chance.choice(FAMILIES), given=chance.choice(GIVEN)),
            born=PartialDate.of(date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))),
            sex=Sex.FEMALE if chance.random() < 0.1 else Sex.MALE,
            ethnicity=chance.choice(tuple(Ethnicity)),
            nhs_number=NhsNumber(next(self._numbers)),
            prison_number=PrisonNumber(
                f"A{number % 10_000:04}{LETTERS[number // 10_000 % 24]}{LETTERS[number // 240_000]}"
            ),
            local_number=LocalNumber(f"G{number:06}"),
            known_as=chance.choice(GIVEN) if chance.random() < 0.2 else None,
            communication=CommunicationNeeds(learning_disability=disabled),
        )

    def _day(self, within: int = DAYS) -> date:
        return FIRST_DAY + timedelta(days=self._chance.randrange(within))

    def _stay(self, sitting: Sitting, one: Participant, *, is_here: bool) -> Placement:
        began = self._day()
        until = None if is_here else PartialDate.of(began + timedelta(days=30 + self._chance.randrange(900)))
        return Placement(
            id=new_id(),
            participant_id=one.id,
            establishment=sitting.here,
            since=PartialDate.of(began),
            until=until,
        )

    def _needs(self, sitting: Sitting, one: Participant) -> Iterator[NeedRecord]:
        for need in self._chance.sample(tuple(sitting.needs), 3):
            yield NeedRecord(
                id=new_id(),
                participant_id=one.id,
                need=need,
                standing=self._chance.choice(tuple(NeedStanding)),
                on=PartialDate.of(self._day()),
                by=sitting.user.person.name,
                establishment=sitting.here,
            )

    def _scores(self, one: Participant) -> Iterator[Score]:
        for occasion in (Occasion.PRE, Occasion.POST):
            yield Score(
                id=new_id(),
                participant_id=one.id,
                measure="GAD-7",
                version="1",
                value=str(self._chance.randrange(22)),
                lowest="0",
                highest="21",
                direction=Direction.LOWER_IS_BETTER,
                occasion=occasion,
                on=PartialDate.of(self._day()),
                rater=Rater.SELF,
            )

    def _closed(self, sitting: Sitting, one: Participant, programme: Programme, edition: Edition) -> Intervention:
        started, person, chance = self._day(), sitting.user.person, self._chance
        ended = PartialDate.of(started + timedelta(days=20 + chance.randrange(300)))
        completed = chance.random() < 0.6
        outcome = Outcome.COMPLETED if completed else chance.choice((Outcome.NOT_COMPLETED, Outcome.PARTLY))
        closure = Closure(
            on=ended,
            outcome=outcome,
            closed_by=person.name,
            judged_by=person if completed else None,
            judged_on=ended if completed else None,
            reason=None if completed else chance.choice((StopReason.CHOSE_TO_STOP, StopReason.UNWELL)),
            helped=chance.choice(tuple(YesNoNotAsked)),
            treated_fairly=chance.choice(tuple(YesNoNotAsked)),
            asked_what_was_done=chance.choice(tuple(YesNoNotAsked)),
        )
        return _course(sitting, one, programme, edition, started, state=State.CLOSED, closure=closure)

    def _running(
        self, sitting: Sitting, number: int, one: Participant, programme: Programme, edition: Edition
    ) -> Intervention:
        mine = number < CASELOAD * STAYS_ONE_IN
        who = sitting.user.person if mine else self._chance.choice(self._therapists)
        started = FIRST_DAY + timedelta(days=DAYS)
        day = PartialDate.of(started)
        return _course(
            sitting,
            one,
            programme,
            edition,
            started,
            state=State.IN_PROGRESS,
            staff=(Assignment(person=who, role=StaffRole.THERAPIST, lead=True, since=day),),
            sessions=tuple(
                SessionRecord(
                    id=new_id(),
                    on=PartialDate.of(started + timedelta(weeks=week)),
                    kind=SessionKind.INDIVIDUAL,
                    attended=Attended.FULL,
                    minutes=50,
                )
                for week in range(3)
            ),
        )


def _course(
    sitting: Sitting, one: Participant, programme: Programme, edition: Edition, started: date, **more: object
) -> Intervention:
    day, by = PartialDate.of(started), sitting.user.person.name
    return Intervention(
        id=new_id(),
        participant_id=one.id,
        title=programme.title,
        establishment=sitting.here,
        edition_id=edition.id,
        delivery=Delivery.INDIVIDUAL,
        referred=PartialDate.of(started - timedelta(days=30)),
        started=day,
        needs=programme.needs,
        moves=(StateMove(to=State.IN_PROGRESS, on=day, by=by),),
        **more,  # type: ignore[arg-type]
    )


def nhs_numbers() -> Iterator[str]:
    """The numbers of the range that is kept for tests, in order."""
    for serial in range(1_000_000):
        digits = f"999{serial:06}"
        check = next((one for one in "0123456789" if nhs.checksum(digits + one) == 0), None)
        if check is not None:
            yield digits + check


def some(ids: list[str], many: int) -> list[str]:
    """Return so many of the ids, spread over all."""
    return list(islice(ids, 0, None, max(1, len(ids) // many)))[:many]


def _give_room(sitting: Sitting) -> None:
    """Let this process keep more pages in memory while it makes rows in no order that an index has."""
    with sitting.store.engine.connect() as db:
        db.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
