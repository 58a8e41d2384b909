"""The data set of one unit as rows of text: pseudonymised, coarsened, without a word that somebody typed.

Only the unit's own work is in it, so that the sets of several units add up: what was received from another unit stands
in that unit's set. Nothing is estimated; what the record does not know is written as not recorded.
"""

from collections.abc import Iterable
from datetime import date

from registry.domain.assessment import Score
from registry.domain.catalogue import programme_of
from registry.domain.coarse import CLOCK_DAYS, NOT_RECORDED, WAITS, band, days_between, quarter
from registry.domain.dataset_people import one_record_each, traits
from registry.domain.dataset_tables import TABLES, Row, Tables, UnitRecords
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import dose
from registry.domain.intervention import Intervention, State
from registry.domain.line_kind import LineKind
from registry.domain.local_ids import is_local
from registry.domain.measure import TOTAL, Measure
from registry.domain.participant import Participant
from registry.domain.placement import Placement
from registry.domain.pseudonym import Pseudonyms
from registry.domain.reasons import Cause
from registry.domain.transfer import ClockReading, Transfer, read_clock

LOCAL = "local"


def dataset_rows(records: UnitRecords, names: Pseudonyms, today: date) -> Tables:
    """Return every table, its rows in the order of their pseudonyms, which tells nothing.

    A record of somebody whose own record was entered in error is in none of them.
    """
    return _Laid(records, names, today).tables()


class _Laid:
    """One unit's records being laid out as rows."""

    def __init__(self, records: UnitRecords, names: Pseudonyms, today: date) -> None:
        self._records, self._names, self._today = records, names, today
        joined = one_record_each(records.links)
        self._person = {one.id: joined.get(one.id, one.id) for one in records.participants}
        self._named: dict[str, str] = {}
        self._begun_again: set[tuple[str, str]] = set()

    def tables(self) -> Tables:
        records, here = self._records, self._records.unit.id
        transfers = [one for one in records.transfers if one.participant_id in self._person]
        transfers = [one for one in transfers if here in (one.leaving.id, one.going_to.id)]
        stays = [one for one in records.placements if one.establishment.id == here]
        laid: Tables = {"interventions": [], "dose": [], "closures": []}
        for one in records.interventions:
            self._lay_course(one, laid)
        laid |= {
            "scores": [self._score(*one) for one in records.scores if one[0].participant_id in self._person],
            "placements": [self._placement(one) for one in stays if one.participant_id in self._person],
            "transfers": [self._transfer(one) for one in transfers],
            "transfer_clock": [self._reading(one, each) for one in transfers for each in self._clock(one)],
            "repetition": list(self._repetition()),
        }
        whole = {"participants": list(self._participants()), **laid}
        return {name: sorted(whole[name], key=lambda row: tuple(row.values())) for name in TABLES}

    def _lay_course(self, one: Intervention, laid: Tables) -> None:
        if one.participant_id not in self._person:
            return
        if one.repeat:
            self._begun_again.add((self._person[one.participant_id], programme_of(one.edition_id or "")))
        if one.establishment.id == self._records.unit.id:
            edition, of = self._records.edition_of(one), self._of(one)
            laid["interventions"].append(self._intervention(one, of, edition))
            laid["dose"].append(self._dose(one, of, edition))
            laid["closures"].extend(self._closure(one, of))

    def _participants(self) -> Iterable[Row]:
        records: dict[str, list[Participant]] = {}
        for one in self._records.participants:
            records.setdefault(self._person[one.id], []).append(one)
        for person, name in self._named.items():
            yield {
                "unit": self._records.unit.id,
                "participant": name,
                "tier": self._records.unit.tier.value,
                **traits(records[person], self._today),
            }

    def _about(self, participant_id: str) -> Row:
        person = self._person[participant_id]
        # One name for all the rows of a person: made once, and once in memory.
        if person not in self._named:
            self._named[person] = self._names.of("participant", person)
        return {"participant": self._named[person]}

    def _of(self, intervention: Intervention) -> Row:
        return {"unit": self._records.unit.id, "intervention": self._names.of("intervention", intervention.id)}

    def _intervention(self, one: Intervention, of: Row, edition: DescribedEdition | None) -> Row:
        needs = one.needs or (edition.needs if edition else ())
        waited = days_between(one.referred, one.started)
        return {
            **of,
            **self._about(one.participant_id),
            "programme": _programme(programme_of(one.edition_id) if one.edition_id else None),
            "kind": edition.kind.value if edition else NOT_RECORDED,
            "form": edition.form.value if edition else NOT_RECORDED,
            "delivery": one.delivery.value,
            "target_needs": ";".join(sorted({self._need(need) for need in needs})) or NOT_RECORDED,
            "state": _state(one),
            "referred": quarter(one.referred),
            "started": quarter(one.started),
            "wait": band(*waited, WAITS) if waited else NOT_RECORDED,
            "repeat": one.repeat.reason.value if one.repeat else "no",
            "recorded": one.recorded.value,
        }

    def _dose(self, one: Intervention, of: Row, edition: DescribedEdition | None) -> Row:
        had = dose(one, edition)
        known = one.sessions_are_known
        causes = dict(had.absent_by_cause)
        return {
            **of,
            "expected": str(had.asked.least) if had.asked else NOT_RECORDED,
            "offered": _number(had.offered if known else None),
            "received": _number(had.received if known else None),
            **{f"absent_{c.value.replace('-', '_')}": _number(causes.get(c, 0) if known else None) for c in Cause},
            "not_marked": _number(had.unmarked if known else None),
            "minutes": _number(had.minutes if known else None),
            "met": _met(had.met if known else None, applies=had.applies),
        }

    def _closure(self, one: Intervention, of: Row) -> Iterable[Row]:
        if one.closure is not None:
            closed = one.closure
            yield {
                **of,
                "closed": quarter(closed.on),
                "outcome": closed.outcome.value,
                "cause": closed.cause.value if closed.cause else "none",
                "helped": closed.helped.value,
                "treated_fairly": closed.treated_fairly.value,
                "asked_what_was_done": closed.asked_what_was_done.value,
                "recorded": closed.recorded.value,
            }

    def _score(self, one: Score, measure: Measure | None) -> Row:
        public = measure if measure and not is_local(measure.id) else None
        scale = public.scale(one.subscale) if public else None
        return {
            "unit": self._records.unit.id,
            **self._about(one.participant_id),
            "measure": public.id if public else LOCAL,
            "scale": scale.id if scale else TOTAL if one.subscale is None else "other",
            "occasion": one.occasion.value,
            "value": one.value,
            "lowest": one.lowest,
            "highest": one.highest,
            "direction": one.direction.value,
            "rater": one.rater.value,
            "taken": quarter(one.on),
        }

    def _placement(self, one: Placement) -> Row:
        return {
            "unit": self._records.unit.id,
            **self._about(one.participant_id),
            "tier": one.establishment.tier.value,
            "since": quarter(one.since),
            "until": quarter(one.until, "not-ended"),
        }

    def _transfer(self, one: Transfer) -> Row:
        leaving = one.leaving.id == self._records.unit.id
        return {
            "unit": self._records.unit.id,
            "transfer": self._names.of("transfer", one.id),
            **self._about(one.participant_id),
            "side": "leaving" if leaving else "arriving",
            "other_tier": (one.going_to if leaving else one.leaving).tier.value,
            "began": quarter(one.began),
            "state": "open" if one.is_open else "took-place" if one.transferred else "came-to-nothing",
            "assessments": str(len(one.assessments)),
            "assessments_reused": str(one.avoided),
        }

    def _clock(self, one: Transfer) -> tuple[ClockReading, ...]:
        return read_clock(one, self._records.rules, self._today)

    def _reading(self, one: Transfer, reading: ClockReading) -> Row:
        known = reading.least is not None and reading.most is not None
        return {
            "unit": self._records.unit.id,
            "transfer": self._names.of("transfer", one.id),
            "rule": reading.rule.id,
            "reading": _against_the_rule(reading),
            "days": band(reading.least or 0, reading.most or 0, CLOCK_DAYS) if known else NOT_RECORDED,
        }

    def _repetition(self) -> Iterable[Row]:
        # A stop that was followed by beginning the same programme with a reason is not a repeat avoided; twice
        # stopped is one.
        stops = {
            (self._person[one.participant_id], one.programme_id): one
            for one in sorted(self._records.stops, key=lambda each: each.on.first, reverse=True)
            if one.participant_id in self._person
        }
        for key, stop in stops.items():
            if key not in self._begun_again:
                yield self._event(
                    "repeat-stopped", stop.participant_id, quarter(stop.on), programme=_programme(stop.programme_id)
                )
        for asked in self._records.refreshers:
            if asked.participant_id in self._person:
                yield self._event(
                    f"refresher-{asked.answer.value}",
                    asked.participant_id,
                    quarter(asked.asked_on),
                    programme=_programme(asked.programme_id),
                )
        nothing = {
            (self._person[plan.participant_id], self._need(line.need)): plan
            for plan in self._records.plans
            if plan.participant_id in self._person
            for line in plan.lines
            if line.stands_as is LineKind.NOT_AVAILABLE
        }
        for (person, need), plan in nothing.items():
            yield self._event("need-not-available", person, quarter(plan.made_on), need=need)

    def _need(self, need: str) -> str:
        return need if need in self._records.needs else "other"

    def _event(
        self, what: str, participant_id: str, when: str, *, programme: str = NOT_RECORDED, need: str = NOT_RECORDED
    ) -> Row:
        return {
            "unit": self._records.unit.id,
            **self._about(participant_id),
            "event": what,
            "programme": programme,
            "target_need": need,
            "on": when,
        }


def _programme(programme_id: str | None) -> str:
    if programme_id is None:
        return NOT_RECORDED
    return LOCAL if is_local(programme_id) else programme_id


def _number(number: int | None) -> str:
    return NOT_RECORDED if number is None else str(number)


def _state(one: Intervention) -> str:
    if one.state is State.CLOSED:
        return "closed"
    return "going-on" if one.is_running else "not-begun"


def _met(met: bool | None, *, applies: bool) -> str:
    if not applies:
        return "not-applicable"
    return "not-known" if met is None else "yes" if met else "no"


def _against_the_rule(reading: ClockReading) -> str:
    if not reading.governed:
        return "not-governed"
    if reading.least is None or reading.most is None:
        return NOT_RECORDED
    if reading.is_over:
        return "over"
    if reading.running:
        return "running"
    # Dates that are not exact may leave it open.
    return "within" if reading.most <= reading.rule.days else NOT_RECORDED
