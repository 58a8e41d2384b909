"""What a plan is made from: the history, the day, the unit and its offer, the judgements and the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import AccreditationStatus
from registry.domain.history import History, Work
from registry.domain.needs import NeedRecord, NeedStanding, TargetNeed
from registry.domain.offer import Elsewhere
from registry.domain.people import EstablishmentRef
from registry.domain.plan import Trust
from registry.domain.text import number_of

STANDINGS = (NeedStanding.OUTSTANDING, NeedStanding.PRESENT, NeedStanding.MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the receiving unit delivers.

    `joins_within_weeks`: how long after leaving a group one may join another at the same point. `rolling`: one may
    join at any point.
    """

    edition: DescribedEdition
    next_start: PartialDate | None = None
    places: int | None = None
    joins_within_weeks: int | None = None
    rolling: bool = False
    individual: bool = False

    def starts(self, today: date) -> PartialDate | None:
        """Return the next start, unless it is certainly past."""
        if self.next_start is None or self.next_start.last < today:
            return None
        return self.next_start

    def notes(self, today: date) -> tuple[str, ...]:
        """Return what stands in the way of beginning here now: no place, or a start that has passed."""
        full = ("There is no place at present: keep the person's date of waiting.",) if self.places == 0 else ()
        if self.next_start is None or self.starts(today):
            return full
        return (*full, f"The start last given, {self.next_start.words}, has passed: ask when the next is.")

    def how(self, today: date) -> str:
        """Return when and how one can begin here, as far as the unit says so, after a colon; else nothing."""
        starts = self.starts(today)
        told = [f"next start {starts.words}"] if starts else []
        told += [number_of(self.places, "place")] if self.places else []
        told += ["an open group"] if self.rolling else []
        told += ["individually as well"] if self.individual else []
        return f": {', '.join(told)}" if told else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the plan is made from.

    `need_trust` and `overlap_trust` say how a need record or a judgement came, by its id; ours need no entry.
    `responsible` is who answers for the person here where nobody has taken a question up. `elsewhere` is what people
    noted here about who else delivers what. `in_force` is the record in force for each need. Records are put in the
    order of their days, so that the order in which they came changes no line; the order
    of the offers is the unit's own, and counts.
    """

    history: History
    establishment: EstablishmentRef
    today: date
    offers: tuple[Offer, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    needs: Mapping[str, TargetNeed] = field(default_factory=dict)
    need_trust: Mapping[str, Trust] = field(default_factory=dict)
    overlap_trust: Mapping[str, Trust] = field(default_factory=dict)
    responsible: str | None = None
    in_force: Mapping[str, NeedRecord] = field(init=False)

    def __post_init__(self) -> None:
        needs = tuple(sorted(self.history.needs, key=lambda one: (one.on.first, one.need, one.id)))
        work = tuple(sorted(self.history.work, key=_in_time))
        by_need: dict[str, list[NeedRecord]] = {}
        for record in needs:
            by_need.setdefault(record.need, []).append(record)
        object.__setattr__(self, "history", replace(self.history, needs=needs, work=work))
        object.__setattr__(self, "in_force", {need: _in_force(records) for need, records in by_need.items()})

    def is_here(self, establishment: EstablishmentRef) -> bool:
        """Whether this is the unit that plans."""
        return establishment.id == self.establishment.id

    def offer_of(self, programme_id: str | None) -> Offer | None:
        """Return this unit's offer of a programme, in whatever edition."""
        return next((offer for offer in self.offers if offer.edition.programme_id == programme_id), None)

    def title_of(self, programme_id: str) -> str:
        """Return a programme's title; the bare id where nobody here knows it."""
        programme = self.programmes.get(programme_id)
        return programme.title if programme else programme_id

    def is_withdrawn(self, programme_id: str | None, edition: DescribedEdition | None = None) -> bool:
        """Whether the programme is withdrawn today, or was when this edition was described."""
        if edition is not None and edition.accreditation.status is AccreditationStatus.WITHDRAWN:
            return True
        programme = self.programmes.get(programme_id or "")
        history = programme.newest if programme else None
        # Most were never withdrawn: asked first, because it is asked of every piece of work.
        if history is None or not any(one.status is AccreditationStatus.WITHDRAWN for one in history.accreditation):
            return False
        return history.accreditation_at(PartialDate.of(self.today)).status is AccreditationStatus.WITHDRAWN

    def is_listed_withdrawn(self, programme_id: str | None) -> bool:
        """Whether all that is known of its standing is that it is withdrawn, without a day."""
        programme = self.programmes.get(programme_id or "")
        known = programme.newest.accreditation if programme else ()
        return bool(known) and all(
            one.status is AccreditationStatus.WITHDRAWN and one.since is None and one.until is None for one in known
        )

    def in_order(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Return needs with those judged for this person first: outstanding, present, met; else as they came."""
        places = {need: STANDINGS.index(record.standing) for need, record in self.in_force.items()}
        return tuple(sorted(needs, key=lambda need: places.get(need, len(STANDINGS))))

    def delivered_elsewhere(self, programme_id: str | None) -> tuple[str, ...]:
        """Return the establishments that somebody noted as delivering a programme, each with who noted it and when."""
        return tuple(
            f"{one.establishment.name}, which delivers {self.title_of(one.programme_id)} "
            f"(noted by {one.noted_by}, {one.on.words})"
            for one in sorted(self.elsewhere, key=lambda one: (one.establishment.name, one.id))
            if one.programme_id == programme_id
        )

    def unwanted(self, needs: tuple[str, ...]) -> tuple[NeedRecord, ...]:
        """Return the records in force of those needs about which the participant said *not now*; not of needs met."""
        records = (self.in_force[need] for need in needs if need in self.in_force)
        return tuple(one for one in records if one.choice is not None and one.standing is not NeedStanding.MET)

    def leading(self, needs: tuple[str, ...]) -> NeedRecord | None:
        """Return the record in force for the first of these needs that was judged for this person."""
        first, *_ = self.in_order(needs)
        return self.in_force.get(first)


def _in_time(work: Work) -> tuple[date, str, str, str]:
    """A record's first day; then what tells it from every other, so that the order is always the same."""
    record = work.intervention
    days = [one.first for one in (record.referred, record.started, record.closure and record.closure.on) if one]
    return min(days, default=date.max), record.id, work.source.issuer, f"{work.source.document}"


def _in_force(records: list[NeedRecord]) -> NeedRecord:
    """Return the record in force of those for one need. Only a certainly earlier record gives way: where the order is
    not certain, the one that leaves more to be done stands, so that nobody loses treatment to a missing day.
    """
    current = [one for one in records if not any(one.on.certainly_before(other.on) for other in records)]
    return min(current, key=lambda one: (STANDINGS.index(one.standing), one.choice is None, one.id))
