"""The rows of this unit's data set, those about some hundred people after those about others."""

from collections.abc import Callable, Collection, Iterator

from registry.catalogue.transfer_clock import load_clock
from registry.domain.dataset_people import one_record_each
from registry.domain.dataset_rows import dataset_rows
from registry.domain.dataset_tables import Tables, UnitRecords
from registry.domain.described_edition import DescribedEdition
from registry.domain.entry import ParticipantLink
from registry.domain.intervention import Intervention
from registry.domain.pseudonym import Pseudonyms
from registry.services.sitting import Sitting, describer
from registry.store.unit_of_work import UnitOfWork

PEOPLE_AT_ONCE = 200


def dataset_parts(sitting: Sitting, uow: UnitOfWork, names: Pseudonyms) -> Iterator[Tables]:
    """Give every row of the data set, a part at a time, so that they need not fit into memory together.

    Whose rows come first their pseudonyms say, which tells nothing. Linked records stay together.
    """
    links = uow.links.all()
    joined = one_record_each(links)
    records: dict[str, list[str]] = {}
    for one in uow.participants.ids():
        records.setdefault(joined.get(one, one), []).append(one)
    in_order = sorted(records, key=lambda person: names.of("participant", person))
    describe_for = describer(sitting, uow)
    for start in range(0, max(len(in_order), 1), PEOPLE_AT_ONCE):
        people = {one for person in in_order[start : start + PEOPLE_AT_ONCE] for one in records[person]}
        some = tuple(one for one in links if {one.one, one.other} <= people)
        yield dataset_rows(_records(sitting, uow, people, some, describe_for), names, sitting.today)


def _records(
    sitting: Sitting,
    uow: UnitOfWork,
    people: Collection[str],
    links: tuple[ParticipantLink, ...],
    describe_for: Callable[[Intervention], DescribedEdition | None],
) -> UnitRecords:
    """What the unit's data set is drawn from about these people."""
    here = sitting.unit.id
    return UnitRecords(
        unit=sitting.unit.ref,
        participants=uow.participants.some(people),
        links=links,
        interventions=_each(uow, here, people),
        edition_of=describe_for,
        scores=tuple((one, sitting.catalogue.measure(one.measure)) for one in uow.scores.all_of(here, people)),
        placements=uow.placements.all_of(here, people),
        transfers=uow.transfers.all_of(here, people),
        stops=uow.repeat_stops.all_of(here, people),
        refreshers=uow.refreshers.all_of(here, people),
        plans=tuple(one for one in uow.plans.newest_of(people) if one.establishment.id == here),
        rules=load_clock(),
        needs=frozenset(sitting.needs),
    )


def _each(uow: UnitOfWork, establishment_id: str, people: Collection[str]) -> Iterator[Intervention]:
    """Their interventions at an establishment; what describes the editions is looked up for a part of them at once."""
    for some in uow.interventions.parts_of(establishment_id, people):
        uow.catalogue_entries.look_up([one.id for one in some])
        yield from some
