"""A catalogue release: the programmes and measures a unit works with, signed, so that others can work with them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from registry.domain.addressing import Issuer, Series
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.dates import PartialDate
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import check_unique
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.local_ids import code_of, whose
from registry.domain.measure import Measure, plain_name
from registry.domain.text import check_name

MOST_PROGRAMMES = 1_000
MOST_MEASURES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRelease:
    """One version of a unit's catalogue. `label` is the version as people say it; `series` orders the versions.

    A release speaks for its issuer only: local programmes, measures and definitions in it are the issuer's own.
    One without measures leaves those in use where it is installed as they are.
    """

    id: str
    issuer: Issuer
    valid_from: datetime
    series: Series
    label: str
    released: PartialDate
    released_by: Signatory
    unit: UnitKey
    programmes: tuple[Programme, ...]
    measures: tuple[Measure, ...] = ()
    definitions: tuple[LocalDefinition, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The release's id")
        check_name(self.label, "The release's version")
        if not 1 <= len(self.programmes) <= MOST_PROGRAMMES:
            raise InvalidValue(f"A release holds 1 to {MOST_PROGRAMMES} programmes.")
        if len(self.measures) > MOST_MEASURES:
            raise InvalidValue(f"A release holds at most {MOST_MEASURES} measures.")
        for ids, what in (
            ([programme.id for programme in self.programmes], "programme of the release"),
            ([measure.id for measure in self.measures], "measure of the release"),
            ([definition.id for definition in self.definitions], "local definition of the release"),
            ([overlap.id for overlap in self.overlaps], "overlap judgement of the release"),
        ):
            check_unique(ids, what)
        for one in [entry.id for entry in self.programmes] + [entry.id for entry in self.measures]:
            if whose(one) not in (None, self.issuer.id):
                raise InvalidValue(f"{code_of(one)} is local to another unit than the issuer.")
        named = Counter(name for measure in self.measures for name in {plain_name(name) for name in measure.names})
        if twice := sorted(name for name, count in named.items() if count > 1):
            raise InvalidValue(f"Two measures of the release answer to {twice[0][:40]}.")
        editions = {edition.id for programme in self.programmes for edition in programme.editions}
        for definition in self.definitions:
            if definition.establishment.id != self.issuer.id:
                raise InvalidValue("A local definition in the release is another unit's than the issuer's.")
            if definition.edition_id not in editions:
                raise InvalidValue(f"The release has no edition {definition.edition_id}, which it defines locally.")


T = TypeVar("T", Programme, Measure)
_NO_WORKS: Mapping[str, int] = MappingProxyType({})


class Change(StrEnum):
    """How a programme or measure of a new release stands to the one in use."""

    NEW = "new"
    CHANGED = "changed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """What a new release does to one programme or measure. `works` counts the interventions here that name it."""

    entry_id: str
    title: str
    change: Change
    what: tuple[str, ...] = ()
    editions_dropped: tuple[str, ...] = ()
    works: int = 0


def changes(
    before: Mapping[str, T], after: Mapping[str, T], works: Mapping[str, int] = _NO_WORKS
) -> tuple[EntryChange, ...]:
    """Return what a release does to each entry that it adds, changes or drops, by id.

    `before` are the entries of the release in use, without the unit's own; `works` counts interventions.
    """
    return tuple(_changes(before, after, works))


def _changes(before: Mapping[str, T], after: Mapping[str, T], works: Mapping[str, int]) -> Iterator[EntryChange]:
    for one in sorted({*before, *after}):
        was, now, used = before.get(one), after.get(one), works.get(one, 0)
        if was is None and now is not None:
            yield EntryChange(entry_id=one, title=now.title, change=Change.NEW, works=used)
        elif was is not None and now is None:
            yield EntryChange(
                entry_id=one, title=was.title, change=Change.ABSENT, editions_dropped=tuple(_editions(was)), works=used
            )
        elif was is not None and now is not None and was != now:
            kept = set(_editions(now))
            yield EntryChange(
                entry_id=one,
                title=now.title,
                change=Change.CHANGED,
                what=tuple(each.name for each in fields(now) if getattr(was, each.name) != getattr(now, each.name)),
                editions_dropped=tuple(edition for edition in _editions(was) if edition not in kept),
                works=used,
            )


def _editions(entry: Programme | Measure) -> Iterator[str]:
    if isinstance(entry, Programme):
        yield from (edition.id for edition in entry.editions)
