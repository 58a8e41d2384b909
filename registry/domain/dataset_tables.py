"""What a unit's data set is drawn from, and the tables it is laid out in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registry.domain.assessment import Score
from registry.domain.described_edition import DescribedEdition
from registry.domain.entry import ParticipantLink
from registry.domain.intervention import Intervention
from registry.domain.measure import Measure
from registry.domain.participant import Participant
from registry.domain.people import EstablishmentRef
from registry.domain.placement import Placement
from registry.domain.plan import Plan
from registry.domain.refresher import Refresher
from registry.domain.repeat import RepeatStop
from registry.domain.transfer import ClockRule, Transfer

Row = dict[str, str]
Tables = dict[str, list[Row]]

TABLES = (
    "participants",
    "interventions",
    "dose",
    "closures",
    "scores",
    "placements",
    "transfers",
    "transfer_clock",
    "repetition",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecords:
    """What one unit's data set is drawn from: records that stand, its own alone.

    `interventions` are gone through once, and `edition_of` says on which edition one is; each score stands beside the
    measure that the catalogue knows by its name. A need that is not among the `needs` known is written as another.
    """

    unit: EstablishmentRef
    participants: tuple[Participant, ...]
    links: tuple[ParticipantLink, ...] = ()
    interventions: Iterable[Intervention] = ()
    edition_of: Callable[[Intervention], DescribedEdition | None]
    scores: tuple[tuple[Score, Measure | None], ...] = ()
    placements: tuple[Placement, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    stops: tuple[RepeatStop, ...] = ()
    refreshers: tuple[Refresher, ...] = ()
    plans: tuple[Plan, ...] = ()
    rules: tuple[ClockRule, ...] = ()
    needs: frozenset[str] = frozenset()
