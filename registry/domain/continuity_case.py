"""What a plan is made from: the history, the day, the unit and its offer, the judgements and the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import AccreditationStatus
from registry.domain.history import History
from registry.domain.needs import NeedRecord, NeedStanding, TargetNeed
from registry.domain.offer import Elsewhere
from registry.domain.people import EstablishmentRef
from registry.domain.plan import Trust

NO_NEED = "need-not-recorded"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the plan is made from.

    `need_trust` and `overlap_trust` say how a need record or a judgement came, by its id; ours need no entry.
    `elsewhere` is what people noted here about who else delivers what.
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
        if history is None or all(one.status is not AccreditationStatus.WITHDRAWN for one in history.accreditation):
            return False
        return history.accreditation_at(PartialDate.of(self.today)).status is AccreditationStatus.WITHDRAWN

    def in_order(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Return needs with those judged for this person first: outstanding, present, met; else as they came."""
        if len(needs) < 2 or not self.history.needs:
            return needs
        in_force = self.needs_in_force()
        places = {need: STANDINGS.index(record.standing) for need, record in in_force.items()}
        return tuple(sorted(needs, key=lambda need: places.get(need, len(STANDINGS))))

    def delivered_elsewhere(self, programme_id: str | None) -> tuple[str, ...]:
        """Return the establishments that somebody noted as delivering a programme, each with who noted it and when."""
        return tuple(
            f"{one.establishment.name}, which delivers {self.title_of(one.programme_id)} "
            f"(noted by {one.noted_by}, {one.on.words})"
            for one in self.elsewhere
            if one.programme_id == programme_id
        )

    def needs_in_force(self) -> dict[str, NeedRecord]:
        """Return the record in force for each need.

        Only a certainly earlier record gives way. Where the order is not certain, the record that leaves more
        to be done stands, so that nobody loses treatment to a missing day.
        """
        by_need: dict[str, list[NeedRecord]] = {}
        for record in self.history.needs:
            by_need.setdefault(record.need, []).append(record)
        return {need: _in_force(records) for need, records in by_need.items()}


def _in_force(records: list[NeedRecord]) -> NeedRecord:
    current = [one for one in records if not any(one.on.certainly_before(other.on) for other in records)]
    return min(current, key=lambda one: (STANDINGS.index(one.standing), one.choice is None, one.id))
