"""The catalogue a home works with: the release it installed, else the shipped one, beside the unit's own programmes."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import orjson

from registry.catalogue.loader import load_catalogue, release_digest
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.dates import PartialDate
from registry.domain.described_edition import LocalDefinition
from registry.domain.measure import Measure
from registry.domain.people import Establishment
from registry.domain.stored_documents import DocumentKind
from registry.domain.summary import ReleaseRef
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork
from registry.structure import from_plain

T = TypeVar("T", Programme, Measure)


class ReleasedEntries(Mapping[str, T]):
    """What an installed release holds of a kind by id, each built when first asked for. It was verified coming in."""

    def __init__(self, plain: list[dict[str, Any]], kind: type[T]) -> None:
        self._plain = {one["id"]: one for one in plain}
        self._kind: type[T] = kind
        self._built: dict[str, T] = {}

    def __getitem__(self, entry_id: str) -> T:
        if entry_id not in self._built:
            self._built[entry_id] = from_plain(self._plain[entry_id], self._kind)
        return self._built[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._plain

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def released_catalogue(uow: UnitOfWork) -> Catalogue:
    """Return the installed release as a catalogue, else the shipped one; without the unit's own programmes."""
    kept = uow.documents.standing(DocumentKind.CATALOGUE_RELEASE)
    if kept is None:
        return load_catalogue()
    plain = orjson.loads(kept.data)
    subject, issuer = plain["credentialSubject"], plain["issuer"]
    return Catalogue(
        id=plain["series"]["id"],
        version=subject["label"],
        released=PartialDate(subject["released"]),
        issuer=issuer["name"],
        programmes=ReleasedEntries(subject["programmes"], Programme),
        # A release without measures leaves those of the program in use.
        measures=ReleasedEntries(subject["measures"], Measure) if "measures" in subject else load_catalogue().measures,
        owners={issuer["id"]: issuer["name"]},
        definitions=tuple(from_plain(one, LocalDefinition) for one in subject.get("definitions", [])),
        overlaps=tuple(from_plain(one, OverlapJudgement) for one in subject.get("overlaps", [])),
    )


def catalogue_in_use(uow: UnitOfWork, unit: Establishment) -> Catalogue:
    """Return the catalogue this home works with. What the unit added itself never stands in another's place."""
    released = released_catalogue(uow)
    own = {local.id: local.programme for local in uow.local_programmes.all()}
    own_measures = {local.id: local.measure for local in uow.local_measures.all()}
    return Catalogue(
        id=released.id,
        version=released.version,
        released=released.released,
        issuer=released.issuer,
        programmes=both(released.programmes, own),
        measures=both(released.measures, own_measures),
        former=uow.catalogue_entries.former(),
        owners={**released.owners, unit.id: unit.name},
        definitions=released.definitions,
        overlaps=released.overlaps,
    )


def both(first: Mapping[str, T], second: Mapping[str, T]) -> Mapping[str, T]:
    """Return both as one mapping in which `first` stands before `second`. Neither is copied or changed."""
    # ChainMap's type wants mappings that can be changed; nothing here ever writes to it.
    return ChainMap(first, second)  # type: ignore[arg-type]


def release_ref(sitting: Sitting, uow: UnitOfWork) -> ReleaseRef:
    """Return the release a document of this unit names: the installed one, else the shipped one by its content."""
    installed = uow.unit.catalogue_release()
    if sitting.catalogue.issuer is not None and installed is not None:
        return installed
    return ReleaseRef(id=sitting.catalogue.id, version=sitting.catalogue.version, digest=release_digest())
